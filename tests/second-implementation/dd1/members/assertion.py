"""2.5: verifying an assertion of a hardware key."""
import json
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from dd1.core import forms, layers
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import sha256
from dd1.members.keys import challenge

ES256 = re.compile(rb'\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20(.{32})\x22\x58\x20(.{32})', re.S)
EDDSA = re.compile(rb'\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20(.{32})', re.S)
ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551


def parse_key(cose):
    """('ES256', (x, y)) or ('EdDSA', 32 bytes), in the canonical CTAP2 form only."""
    found = ES256.fullmatch(cose)
    if found:
        return 'ES256', tuple(int.from_bytes(part, 'big') for part in found.groups())
    found = EDDSA.fullmatch(cose)
    need(found is not None, 'credential-key')
    return 'EdDSA', found.group(1)


def strict_der(signature):
    """Two numbers of 1 to n-1, each in its only form, and nothing else."""
    if len(signature) < 8 or signature[0] != 0x30 or signature[1] != len(signature) - 2:
        return False
    at = 2
    for _ in range(2):
        if at + 2 > len(signature) or signature[at] != 2:
            return False
        size = signature[at + 1]
        number = signature[at + 2:at + 2 + size]
        at += 2 + size
        if at > len(signature) or not 1 <= size <= 33 or number[0] & 0x80:
            return False
        if number[0] == 0 and (size == 1 or not number[1] & 0x80):
            return False
        if int.from_bytes(number, 'big') >= ORDER:
            return False
    return at == len(signature)


def _holds(key, message, signature):
    kind, public = key
    if kind == 'EdDSA':
        return len(signature) == 64 and layers.signed(public, message, signature)
    if not strict_der(signature):
        return False
    try:
        point = ec.EllipticCurvePublicNumbers(*public, ec.SECP256R1()).public_key()
        point.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        return True
    except (InvalidSignature, ValueError):  # a ValueError: no point of the curve
        return False


def _client_data(data):
    def unique(pairs):
        return dict(pairs)
    try:
        found = json.loads(forms.utf8(data), object_pairs_hook=unique)
    except ValueError:
        raise ProtocolError('malformed') from None
    need(isinstance(found, dict), 'malformed')
    return found


def verify(assertion, credentials, purpose, rootfp, origin, rp_id, member, data):
    """The signature counter. `assertion` is a dict, `member` an id; the nonce is the assertion's own."""
    listed = [each for each in credentials if each['id'] == assertion['credentialId']]
    need(listed, 'assertion-credential')
    client = _client_data(assertion['clientDataJSON'])
    need(client.get('type') == 'webauthn.get', 'assertion-type')
    expected = challenge(purpose, rootfp, origin, forms.unb64(member), data, assertion['nonce'])
    need(client.get('challenge') == forms.b64(expected), 'assertion-challenge')
    need(client.get('origin') == origin, 'assertion-origin')
    need(client.get('crossOrigin', False) is False and 'topOrigin' not in client, 'assertion-cross-origin')
    authenticator = assertion['authenticatorData']
    need(len(authenticator) >= 37, 'wrong-length')
    need(authenticator[:32] == sha256(rp_id.encode()), 'assertion-rp')
    flags = authenticator[32]
    need(flags & 1, 'assertion-presence')
    need(flags & 4, 'assertion-verification')
    need(bool(flags & 8) == listed[0]['backupEligible'], 'assertion-backup')
    key = parse_key(listed[0]['publicKey'])
    message = authenticator + sha256(assertion['clientDataJSON'])
    need(_holds(key, message, assertion['signature']), 'assertion-signature')
    return int.from_bytes(authenticator[33:37], 'big')

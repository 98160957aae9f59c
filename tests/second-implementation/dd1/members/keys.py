"""2.1 pairs, 2.2 slots, 2.4 challenges, 2.6 the recovery card."""
import unicodedata

from dd1.core import forms, layers, xwing
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import H, HT, KDF, sha256
from dd1.core.tuples import T


def sign_seed(account_secret):
    return KDF(account_secret, T('dd1/member/sign'))


def seal_seed(account_secret):
    return KDF(account_secret, T('dd1/member/seal'))


def dh_scalar(account_secret):
    return KDF(account_secret, T('dd1/member/dh'))


def open_seed(desk_secret):
    return KDF(desk_secret, T('dd1/member/open'))


def dh_public(scalar):
    return xwing.x25519_base(scalar)


def take_prf_output(output):
    need(len(output) >= 32 and any(output[:32]), 'weak-secret')
    return output[:32]


def _slot_context(purpose, member, holder, salt):
    return T('dd1/slot-context', purpose, forms.unb64(member), holder, salt)


def make_slot(purpose, member, holder, key, salt, secret):
    """`secret` is a dd1/slot-secret as a dict."""
    need(any(secret['secret']), 'weak-secret')
    contents = forms.encode('dd1/slot-secret', secret)
    commitment, box = layers.seal(key, contents, _slot_context(purpose, member, holder, salt))
    return forms.encode('dd1/slot', {'purpose': purpose, 'member': member, 'holder': holder, 'salt': salt,
                                     'commitment': commitment, 'box': box})


def open_slot(purpose, member, holder, key, data):
    slot = forms.parse('dd1/slot', data)
    need((slot['purpose'], slot['member'], slot['holder']) == (purpose, member, holder), 'slot-foreign')
    context = _slot_context(purpose, member, holder, slot['salt'])
    secret = forms.parse('dd1/slot-secret', layers.unseal(key, slot['commitment'], slot['box'], context))
    need(secret['member'] == member, 'slot-foreign')
    return secret


def challenge(purpose, rootfp, origin, member, data, nonce):
    if purpose == 'login':  # nothing else is known yet
        rootfp = member = data = b''
    return sha256(T('dd1/webauthn/' + purpose, rootfp, origin, member, data, nonce))


def check_digit(row):
    """ISO 7064 MOD 11,10 of eight digits."""
    product = 10
    for digit in row:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def parse_card(rows):
    """The 32 digits of four rows of nine. Digits of other scripts count as the digits that they are, and what divides not."""
    digits = ''
    for number, row in enumerate(rows):
        plain = ''.join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in row if c not in '-.\ufeff' and not c.isspace())
        good = len(plain) == 9 and plain.isascii() and plain.isdigit() and check_digit(plain[:8]) == plain[8]
        if not good:
            raise ProtocolError('card-mistyped', row=number)
        digits += plain[:8]
    need(len(rows) == 4, 'card-mistyped')
    return digits


def card_code(rp_id, digits):
    return HT('dd1/card', rp_id, digits)


def card_id(code):
    return KDF(code, T('dd1/card/id'), 16)


def card_login_seed(code):
    return KDF(code, T('dd1/card/login'))


def card_slot_key(code):
    return KDF(code, T('dd1/card/slot'))


def card_key_hash(member, public_key):
    return HT('dd1/card-key', forms.unb64(member), public_key)


def entry_hash(entry):
    return HT('dd1/entry', entry)


def object_hash(label, data):
    return H(T(label, data))

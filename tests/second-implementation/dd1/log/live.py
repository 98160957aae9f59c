"""8.7: a portal and a witness that run, read as a second client reads them."""
import hashlib
import http.client
import json
import os
import urllib.error
import urllib.parse
import urllib.request

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dd1.core import forms
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import sha256
from dd1.log import evidence, merkle, notes
from dd1.members.keys import challenge
from dd1.openings import outcomes

LEAVES_AT_ONCE = 20000
OUTCOMES_AT_ONCE = 10000


class Refused(Exception):
    """An answer of 400 or more: its code."""


class Portal:
    """`address` is where it listens, `origin` what its members' browsers call it."""

    def __init__(self, address, origin):
        self.address, self.origin, self.cookie = address, origin, None

    def act(self, name, body):
        headers = {'content-type': 'application/json', 'origin': self.origin}
        if self.cookie:
            headers['cookie'] = self.cookie
        asked = urllib.request.Request('%s/api/%s' % (self.address, name), json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                for line in answer.headers.get_all('set-cookie', []):
                    self.cookie = line.split(';')[0]
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            raise Refused(json.load(refusal)['code']) from None


def assertion_of(key, origin, asked):
    """What `login/finish` takes: the key's signature over the challenge of 2.4. `key` is a credential with its private key."""
    client = json.dumps({'type': 'webauthn.get', 'crossOrigin': False, 'origin': origin, 'challenge': forms.b64(
        challenge('login', b'', origin, b'', b'', forms.unb64(asked['nonce'])))}).encode()
    # Present and verified; the counter is above every earlier one.
    data = sha256(key['rpId'].encode()) + b'\x05' + (key['counter'] + 1).to_bytes(4, 'big')
    private = serialization.load_der_private_key(forms.unb64(key['privateKey']), None)
    message = data + sha256(client)
    elliptic = isinstance(private, ec.EllipticCurvePrivateKey)
    signature = private.sign(message, ec.ECDSA(hashes.SHA256())) if elliptic else private.sign(message)
    return {'challenge': asked['challenge'], 'credentialId': key['id'], 'authenticatorData': forms.b64(data),
            'clientDataJSON': forms.b64(client), 'signature': forms.b64(signature), 'userHandle': key['userHandle']}


def login(portal, key):
    asked = portal.act('login/begin', {})
    nonce = os.urandom(32)
    return portal.act('login/finish', {'assertion': assertion_of(key, portal.origin, asked), 'headNonce': forms.b64(nonce)})


def all_leaves(portal, size):
    found = b''
    while len(found) < 65 * size:
        at = len(found) // 65
        answer = portal.act('log/leaves', {'from': at, 'count': min(LEAVES_AT_ONCE, size - at)})
        more = forms.unb64(answer['leaves'])
        need(more and len(more) % 65 == 0, 'log-behind')
        found += more
    return found


def all_outcomes(portal):
    """Pages until one is short. The next is asked for from above the last leaf."""
    found, at = [], 0
    while True:
        page = portal.act('log/outcomes', {'from': at})['outcomes']
        need(all(a['leaf'] < b['leaf'] for a, b in zip([{'leaf': at - 1}] + page, page)), 'malformed')
        found += page
        if len(page) < OUTCOMES_AT_ONCE:
            return found
        at = page[-1]['leaf'] + 1


def cosigned(monitor, origin):
    """The newest checkpoint on the witness's public listener."""
    path = '/%s/checkpoint' % hashlib.sha256(origin.encode()).hexdigest()
    place = urllib.parse.urlsplit(monitor)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    connection.request('GET', path)
    answer = connection.getresponse()
    text = answer.read().decode('utf-8')
    if answer.status != 200:
        raise Refused(json.loads(text)['code'])
    return text


def fetch(portal, key, monitor):
    """What a reader needs, in the form of an evidence bundle, with her nonce and the witness's own note beside it."""
    welcome = login(portal, key)
    entries = welcome['entries']
    nonce = os.urandom(32)
    head = portal.act('log/head', {'nonce': forms.b64(nonce)})
    size = forms.parse('dd1/head', forms.unb64(head['head']))['size']
    while True:
        more = portal.act('roster/read', {'after': len(entries)})['entries']
        entries = entries + more
        if not more:
            break
    note = portal.act('log/checkpoint', {})['note']
    total = notes.parse(note)['size']
    need(size <= total, 'log-behind')
    bundle = {
        'rootfp': '', 'signedGenesis': welcome['signedGenesis'], 'note': note, 'head': head, 'bodies': [],
        'entries': [each for each in entries if each['leaf'] < total],
        'leaves': forms.b64(all_leaves(portal, total)), 'outcomes': all_outcomes(portal)}
    return bundle, nonce, lambda origin: cosigned(monitor, origin)


def read(portal, key, monitor, rootfp):
    """What the event comes to, as a dict, or a refusal."""
    file, nonce, note_of = fetch(portal, key, monitor)
    bundle = evidence.parse(file)
    roster = evidence.replay(bundle, rootfp)
    need(roster.genesis['origin'] == portal.origin, 'root-mismatch')
    evidence.require_roster_leaves(bundle)
    note = evidence.require_tree(bundle, roster)
    head = evidence.require_head(bundle, lambda size: evidence.replay(bundle, rootfp, size))
    need(head['nonce'] == nonce, 'head-nonce')
    log, witness = roster.genesis['log'], roster.genesis['witnesses'][0]
    other = notes.verify(note_of(log['origin']), log['origin'], log['publicKey'], witness['name'], witness['cosignKey'])
    # What the witness cosigned meanwhile is longer: the leaves that are new are fetched, and those before stay.
    data = bundle['leaves']
    if other['size'] > len(data):
        longer = all_leaves(portal, other['size'])
        more = [longer[at:at + 65] for at in range(0, len(longer), 65)]
        need(more[:len(data)] == data, 'consistency')
        data = more
    need(merkle.root(data[:other['size']]) == other['root'], 'log-fork')
    words = {}
    for place, signed in bundle['outcomes'].items():
        if place < len(data):
            word = outcomes.verify(roster, forms.parse('dd1/signed-outcome', signed), place, data[place])['word']
            words[word] = words.get(word, 0) + 1
    for word in ('refused', 'never', 'unknown'):
        need(words.get(word, 0) >= head['outcomes'][word], 'outcomes-withheld')
    return {'leaves': note['size'], 'entries': roster.seq, 'head': roster.head.hex(), 'state': roster.state().hex(),
            'covered': head['size'], 'outcomes': words}

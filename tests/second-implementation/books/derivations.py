"""derivations.json. Where a vector does not give an input, the constant is in HIDDEN (tests/vectors/README.md)."""
from dd1.core import forms, layers, page, xwing
from dd1.log import leaves
from dd1.members import digits, invites, keys as members
from dd1.public import publication
from dd1.records import adoption
from dd1.roster import desks
from dd1.threads import names as threads
from dd1.core.hashing import H, HT, KDF
from dd1.core.tuples import T, u32, u64

from . import DERIVATIONS, derivation

HIDDEN = {'desk': 'travel', 'epoch': 3, 'month': '2031-05', 'number': 2, 'day': 22312, 'letter choice': 3,
          'message choice': 63, 'version': 3, 'compared': 'voice', 'sentAt': 1927789200000}


def number(eight):
    """A u64 is given as eight bytes, of which the last four count."""
    return u64(int.from_bytes(eight[4:], 'big'))


for _name, _label in {
        'id of a draft': 'dd1/draft', 'commitment to the founders’ r': 'dd1/founding/commit',
        'root fingerprint': 'dd1/genesis', 'hash of an entry': 'dd1/entry',
        'hash of a redeem secret': 'dd1/invite/redeem-hash', 'hash of a join': 'dd1/join',
        'hash of a header': 'dd1/header', 'digest of a record': 'dd1/record-body',
        'hash of a content': 'dd1/record-content', 'hash of an opening': 'dd1/opening',
        'digest of a retire': 'dd1/retire', 'hash of a snapshot': 'dd1/snapshot-hash',
        'digest of a publication': 'dd1/publication'}.items():
    derivation(_name)(lambda i, label=_label: HT(label, i.bytes))

for _name, _label in {'message over a genesis': 'dd1/sig/genesis', 'message of an outcome': 'dd1/sig/outcome',
                      'message of a receipt': 'dd1/sig/receipt'}.items():
    derivation(_name)(lambda i, label=_label: T(label, i.bytes))

for _type in page.leaf_types().values():
    derivation('commitment of a leaf of type ' + _type)(
        lambda i, kind=_type: leaves.commitment(kind, i.bodyDigest, i.viewDigest))

for _purpose in ('login', 'enrol', 'step-up', 'opening', 'reopen', 'roster', 'acknowledge', 'break-glass'):
    derivation('challenge for ' + _purpose)(
        lambda i, purpose=_purpose: members.challenge(purpose, i.rootfp, i.origin, i.member, i.data, i.nonce))

for _part in ('mac', 'box', 'redeem'):
    derivation({'mac': 'mac key', 'box': 'box key', 'redeem': 'redeem secret'}[_part] + ' of an invite')(
        lambda i, part=_part: invites.key(part, i.secret, i.rootfp, i.invite, i.inviter, i.seen))


def _both(seed):
    return xwing.public_key(seed) + seed


def _dh(scalar):
    return xwing.x25519_base(scalar) + scalar


def _code(i):
    return members.card_code(i.rpId, i.digits)


def _identity(i, prefix=''):
    return digits.identity(i.rootfp, i[prefix + 'member'], i[prefix + 'signKey'], i[prefix + 'sealKeyHash'],
                           i[prefix + 'dhKey'])


def _ordered(first, second):
    return sorted([first, second], key=forms.b64)


def _message(i):
    blank = {'id': 'A' * 22, 'type': 'text', 'alias': 'Amal', 'sentAt': HIDDEN['sentAt'], 'prev': [forms.b64(i.prev)],
             'reply': None, 'whole': None, 'part': 0, 'parts': 2, 'text': i.text.decode(), 'attachment': None}
    return threads.message_id(i.rootfp, i.thread, i.member, forms.encode('dd1/message', blank))


REQUEST = {'kind': 'press', 'name': 'Å. Sample', 'contact': 'someone@example.org', 'outlet': 'The Example',
           'needs': '', 'language': 'sv', 'ticket': 'K2F7-9QXM-0000-ABCD'}


def _request(i):
    """BLAKE2b of the sealed bytes, without a label: the request itself is long."""
    sealed = publication.seal_request(i.rootfp, i.publication, xwing.public_key(i.seed), REQUEST, i.random)
    return H(forms.encode('dd1/wrap', sealed))


def _mac(i):
    return invites.key('mac', i.secret, i.draftId, i.invite, i.inviter)


for _name, _function in {
        'signing pair': lambda i: b''.join(layers.sign_pair(members.sign_seed(i.accountSecret))),
        'sealing pair': lambda i: _both(members.seal_seed(i.accountSecret)),
        'letter pair': lambda i: _dh(members.dh_scalar(i.accountSecret)),
        'opening pair': lambda i: _both(members.open_seed(i.deskSecret)),
        'hash of a sealing key': lambda i: layers.key_hash(i.publicKey),
        'id of a card': lambda i: members.card_id(_code(i)),
        'login pair of a card': lambda i: b''.join(layers.sign_pair(members.card_login_seed(_code(i)))),
        'slot key of a card': lambda i: members.card_slot_key(_code(i)),
        'message of a card login': lambda i: T('dd1/card-login', i.origin, i.card, i.nonce),
        'digits of a founding': lambda i: digits.founding(i.rootfp, i.r),
        'message over an entry': lambda i: T('dd1/sig/entry', i.rootfp, i.entry),
        'hash of a recovery card’s key': lambda i: HT('dd1/card-key', i.member, i.publicKey),
        'message that a recovery card signs':
            lambda i: T('dd1/sig/card-rekey', i.rootfp, i.member, HT('dd1/entry', i.entry)),
        'message of a reveal to a claim':
            lambda i: T('dd1/sig/rekey-reveal', i.rootfp, i.member, i.claim, i.officer, i.r),
        'digits of a claim': lambda i: digits.claim(i.rootfp, i.claim, i.officer, i.r),
        'message about a portal that came back': lambda i: T(
            'dd1/sig/returned', i.rootfp, i.origin, number(i.size), number(i.mirrored), number(i.at)),
        'data of an acknowledgement': lambda i: HT(
            'dd1/acknowledge-data', i.rootfp, i.officer, number(i.size), i.root, i.rosterHead, number(i.verdicts),
            i.verdictsRoot, i.state, number(i.time)),
        'next head': lambda i: HT(
            'dd1/roster-head', i.rootfp, i.prev, HT('dd1/signed-entry', i.signed), number(i.leaf)),
        'digits of a join': lambda i: digits.join(i.rootfp, i['join'], i.r),
        'message of a reveal': lambda i: T('dd1/sig/reveal', i.rootfp, i.invite, i['join'], i.r),
        'message of an endorsement':
            lambda i: T('dd1/sig/endorse', i.rootfp, i.invite, i['join'], HIDDEN['compared']),
        'place of a desk seed': lambda i: desks.desk_binding(i.rootfp, HIDDEN['desk'], HIDDEN['epoch']),
        'place of a month seed': lambda i: desks.month_binding(i.rootfp, HIDDEN['month'], HIDDEN['number']),
        'place of a seed of the members key': lambda i: desks.members_binding(i.rootfp, HIDDEN['epoch']),
        'hash of a batch': lambda i: HT('dd1/opening-batch', i.rootfp, i.first, i.second),
        'place of a log body': lambda i: HT('dd1/log-body-place', i.rootfp, number(i.leaf)),
        'place of a log view': lambda i: HT('dd1/log-view-place', i.rootfp, number(i.leaf)),
        'message over a publication': lambda i: T('dd1/sig/publication', i.rootfp, i.digest),
        'what a touch for requests is made over': lambda i: HT('dd1/open-requests', i.rootfp),
        'hash of a sealed request of the public': _request,
        'tag of a leaf': lambda i: leaves.tag(i.tagKey, i.rootfp, i.nonce),
        'digest of a salted body': lambda i: leaves.body_digest(i.salt, i.body),
        'digest of a salted view': lambda i: leaves.view_digest(i.salt, i.view),
        'leaf of a roster entry': lambda i: leaves.roster_leaf(i.signed),
        'leaf of a record': lambda i: leaves.digest_leaf('record', i.digest, i.tag),
        'leaf of a notice': lambda i: leaves.notice_leaf(i.rootfp, i.portalTagKey, i.notice),
        'MAC of a genesis under a co-founder’s link': lambda i: invites.founding_mac(_mac(i), i.genesis),
        'MAC of a co-founder who holds a genesis': lambda i: invites.founding_hold(_mac(i), i.rootfp),
        'sealing pair of a period': lambda i: _both(threads.period_seal_seed(i.secret, i.rootfp)),
        'letter pair of a period': lambda i: _dh(threads.period_dh_scalar(i.secret, i.rootfp)),
        'hash of a period’s keys': lambda i: threads.period_key_hash(i.sealKey, i.dhKey),
        'key of two members': lambda i: threads.pair(i.rootfp, i.seed, xwing.x25519_base(i.otherSeed)),
        'tag of a letter': lambda i: threads.letter_tag(
            i.pair, i.rootfp, i['from'], i.to, HIDDEN['day'], HIDDEN['letter choice']),
        'id of a desk’s thread': lambda i: threads.desk_thread(i.rootfp, i.member, HIDDEN['desk']),
        'id of a desk’s announcements': lambda i: threads.announcement_thread(i.rootfp, 'officers'),
        'id of a pair’s thread':
            lambda i: threads.direct_thread(i.rootfp, i.secret, *_ordered(i.member, i.other)),
        'hash of a membership': lambda i: threads.membership_hash(
            i.thread, HIDDEN['version'], i.owner, b''.join(_ordered(i.owner, i.member))),
        'tag of a message': lambda i: threads.message_tag(
            i.secret, i.rootfp, i.thread, i.member, HIDDEN['message choice']),
        'id of a message': _message,
        'token to take a message back': lambda i: threads.unsend_token(i.secret, i.rootfp, i.message),
        'nonce of a message': lambda i: threads.message_nonce(i.token),
        'id of the chunk of a client’s state':
            lambda i: threads.state_chunk(i.accountSecret, i.rootfp, i.member),
        'hash of an attachment': lambda i: threads.attachment_hash([i.first, i.second]),
        'identity of a member': _identity,
        'safety number': lambda i: digits.safety(
            i.rootfp, (forms.b64(i.member), _identity(i)), (forms.b64(i['other member']), _other(i))),
        'id of the record for a person': lambda i: HT('dd1/record-id', i.rootfp, 'travel', i.member)[:16],
        'id of the record of a desk': lambda i: HT('dd1/record-id', i.rootfp, 'guest-list', 'officers')[:16],
        'public tag key of an inbox': lambda i: leaves.standing_tag_key(i.rootfp, 'inbox', i.member),
        'public tag key of the programme': lambda i: leaves.standing_tag_key(i.rootfp, 'programme', 'programme'),
        'tag key of a record for a person':
            lambda i: KDF(i.secret, T('dd1/inbox/tag-key', i.rootfp, i.owner, 'itinerary', u32(3))),
        'commitment to a first secret': lambda i: adoption.first_commitment(i.rootfp, i.member, i.secret),
        'binding of the wrap of a first secret': lambda i: adoption.first_binding(i.rootfp, i.member),
        'hash of a wrap': lambda i: HT('dd1/wrap', i.wrap),
        'message of a desk’s list': lambda i: adoption.filed_message(i.rootfp, i.filed),
        'hash of a desk’s signed list': lambda i: HT('dd1/signed-filed', i.signed),
        'message of a later owner wrap': lambda i: T('dd1/sig/owner-rewrap', i.rootfp, i.digest, i.keyHash, i.wrap),
        'tag key of a record of a desk': lambda i: KDF(
            i.secret, T('dd1/desk/tag-key', i.rootfp, 'travel', 'case-travel', i.about, u32(2)))}.items():
    DERIVATIONS[_name] = _function


def _other(i):
    return digits.identity(i.rootfp, *[i['other ' + name] for name in ('member', 'signKey', 'sealKeyHash', 'dhKey')])

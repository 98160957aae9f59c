"""4: links, keys, terms, joins."""
from dd1.core import forms, layers, xwing
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import HT, KDF
from dd1.core.tuples import T


def key(name, secret, rootfp, invite, inviter, seen=b''):
    """`mac`, `box` or `redeem`. Ids are 16 bytes."""
    return KDF(secret, T('dd1/invite/' + name, rootfp, invite, inviter, seen))


def redeem_hash(redeem):
    return HT('dd1/invite/redeem-hash', redeem)


def founding_mac(mac, genesis):
    return KDF(mac, T('dd1/founding/mac', genesis))


def founding_hold(mac, rootfp):
    return KDF(mac, T('dd1/founding/hold', rootfp))


def _parts(link, version, sizes):
    """The parts of a link, each of one size, in the only form of their base64url."""
    code = 'invite-link'
    text = link.strip()
    words = (text[1:] if text.startswith('#') else text).split('.')
    need(words[0] == version and len(words) == len(sizes) + 1, code)
    try:
        found = [forms.unb64(word) for word in words[1:]]
    except ProtocolError:
        raise ProtocolError(code) from None
    need([len(part) for part in found] == sizes, code)
    return found


def parse_link(link):
    """(invite, secret, rootfp, inviter, seen) of an invitee's link."""
    found = _parts(link, 'v1', [16, 32, 32, 16, 32])
    need(any(found[1]), 'invite-link')
    return found


def parse_cofounder_link(link):
    """(invite, secret, draft id, founder)."""
    found = _parts(link, 'c1', [16, 32, 32, 16])
    need(any(found[1]), 'invite-link')
    return found


def parse_founding_link(link):
    """(secret, hash of the witness card)."""
    both = _parts(link, 'f1', [64])[0]
    need(any(both[:32]), 'invite-link')
    return both[:32], both[32:]


def seal_box(box_key, rootfp, invite, terms):
    return b''.join(layers.seal(box_key, terms, T('dd1/invite/box-context', rootfp, invite)))


def open_box(box_key, rootfp, invite, inviter, seen, box, now):
    """The terms. `invite`, `inviter` and `seen` (a hash) are those of the link."""
    try:
        need(len(box) >= 48, 'invite-box')
        data = layers.unseal(box_key, box[:32], box[32:], T('dd1/invite/box-context', rootfp, invite))
        terms = forms.parse('dd1/invite-terms', data)
    except ProtocolError:
        raise ProtocolError('invite-box') from None
    named = (terms['invite'], terms['inviter'], seen_hash(terms['seen']))
    need(named == (forms.b64(invite), forms.b64(inviter), seen), 'invite-box')
    need(now <= terms['expires'], 'invite-expired')
    return terms


def seen_hash(seen):
    return HT('dd1/seen', forms.encode('dd1/seen', seen))


def seal_copy(account_secret, rootfp, invite, secret, terms):
    contents = forms.encode('dd1/invite-copy', {'secret': secret, 'terms': terms})
    key_ = KDF(account_secret, T('dd1/invite/copy-key', rootfp, invite))
    return b''.join(layers.seal(key_, contents, T('dd1/invite/copy-context', rootfp, invite)))


def open_copy(account_secret, rootfp, invite, copy):
    key_ = KDF(account_secret, T('dd1/invite/copy-key', rootfp, invite))
    data = layers.unseal(key_, copy[:32], copy[32:], T('dd1/invite/copy-context', rootfp, invite))
    found = forms.parse('dd1/invite-copy', data)
    need(found['terms']['invite'] == forms.b64(invite), 'invite-box')
    return found


def verify_join(mac_key, rootfp, terms, data):
    """4.4: the hash of the join."""
    sent = forms.parse('dd1/sent-join', data)
    need(KDF(mac_key, T('dd1/join/mac', sent['join'])) == sent['mac'], 'invite-mac')
    join = forms.parse('dd1/join', sent['join'])
    card = join['card']
    need(join['rootfp'] == rootfp and join['invite'] == terms['invite'], 'root-mismatch')
    offered = (terms['inviter'], terms['member'], terms['role'], terms['expires'])
    need((join['inviter'], card['member'], card['role'], join['expires']) == offered, 'join-changed')
    need(layers.key_hash(join['sealKey']) == card['sealKeyHash'], 'desk-key')
    open_hash = None if join['openKey'] is None else layers.key_hash(join['openKey'])
    need(open_hash == card['openKeyHash'], 'desk-key')
    join_hash = HT('dd1/join', sent['join'])
    need(layers.signed(card['signKey'], T('dd1/join/proof', join_hash), sent['proof']), 'join-proof')
    usable = xwing.usable(join['sealKey']) and (join['openKey'] is None or xwing.usable(join['openKey']))
    need(usable and xwing.usable_dh(card['dhKey']), 'key-unusable')
    return join_hash


def require_inviter(roster, terms):
    need(roster.is_officer(terms['inviter']), 'invite-inviter')


def require_seen(roster, seen):
    """4.3 (4): after so many verdicts, V and state are those that the box names."""
    code = 'roster-chain'
    need(seen['rootfp'] == roster.rootfp and 1 <= seen['verdicts'] <= len(roster.verdicts), code)
    need(roster.root_of_verdicts(seen['verdicts']) == seen['verdictsRoot'], code)
    need(roster.states[seen['verdicts'] - 1][3] == seen['state'], code)


def _pending(account_secret, salt):
    return KDF(account_secret, T('dd1/pending-join-key', salt)), T('dd1/pending-join-context', salt)


def seal_pending(account_secret, join, redeem, salt):
    key_, context = _pending(account_secret, salt)
    contents = forms.encode('dd1/pending-join', {'join': join, 'redeem': redeem})
    return salt + b''.join(layers.seal(key_, contents, context))


def open_pending(account_secret, sealed):
    """(join, redeem). That the join names the signing key of this account secret is the caller's to check (4.6)."""
    try:
        need(len(sealed) >= 80, 'join-changed')
        key_, context = _pending(account_secret, sealed[:32])
        found = forms.parse('dd1/pending-join', layers.unseal(key_, sealed[32:64], sealed[64:], context))
        join = forms.parse('dd1/join', found['join'])
    except ProtocolError:
        raise ProtocolError('join-changed') from None
    return join, found['redeem']

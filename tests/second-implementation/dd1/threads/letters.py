"""9.5: letters."""
from dd1.core import forms, layers, padding, xwing
from dd1.members import keys as members
from dd1.threads import names as threads
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import HT, KDF
from dd1.core.tuples import T, u32

BODY, BOX = 2048, 880


def _veil(pair_key, rootfp, sender, recipient, commitment):
    context = T('dd1/letter-veil', rootfp, sender, recipient, commitment)
    return KDF(pair_key, context), context


def _context(rootfp, sender, recipient, period, keys_hash, dh, ciphertext):
    return T('dd1/letter-context', rootfp, sender, recipient, u32(period), keys_hash, dh,
             HT('dd1/letter-encapsulation', ciphertext))


def seal(rootfp, sender, recipient, scalar, other_dh, period, seal_key, dh_key, contents, random):
    """Ids are 16 bytes. `scalar` and `other_dh` are of the two accounts, `seal_key` and `dh_key` of the period."""
    filled = padding.fill(contents, BOX - 16)
    ciphertext, shared = xwing.encapsulate(seal_key, random)
    own = xwing.x25519_base(scalar)
    context = _context(rootfp, sender, recipient, period, threads.period_key_hash(seal_key, dh_key), own, ciphertext)
    commitment, box = layers.seal(shared + xwing.x25519(scalar, dh_key), filled, context)
    key, veil_context = _veil(threads.pair(rootfp, scalar, other_dh), rootfp, sender, recipient, commitment)
    return commitment + layers.aead(key, ciphertext, veil_context) + box


def open_letter(rootfp, sender, recipient, scalar, sender_dh, period, secret, body):
    """The contents. `scalar` is of the recipient's account, `secret` of her period."""
    need(len(body) == BODY, 'wrong-length')
    commitment, veil, box = body[:32], body[32:BODY - BOX], body[BODY - BOX:]
    pair_key = threads.pair(rootfp, scalar, sender_dh)
    need(pair_key is not None, 'wrong-key')
    key, veil_context = _veil(pair_key, rootfp, sender, recipient, commitment)
    ciphertext = layers.unaead(key, veil, veil_context)
    need(ciphertext is not None, 'wrong-key')
    seed, period_scalar = threads.period_seal_seed(secret, rootfp), threads.period_dh_scalar(secret, rootfp)
    shared, other = xwing.decapsulate(seed, ciphertext), xwing.x25519(period_scalar, sender_dh)
    need(shared is not None and other is not None, 'wrong-key')
    keys_hash = threads.period_key_hash(xwing.public_key(seed), xwing.x25519_base(period_scalar))
    context = _context(rootfp, sender, recipient, period, keys_hash, sender_dh, ciphertext)
    try:
        return padding.unfill(layers.unseal(shared + other, commitment, box, context))
    except ProtocolError:
        raise ProtocolError('wrong-key') from None


def sender_of(roster, member, account_secret, day, tag):
    """The member whose letter of this day has this tag, or None."""
    own = members.dh_scalar(account_secret)
    for sender in roster.members():
        pair_key = threads.pair(roster.rootfp, own, roster.card(sender)['dhKey'])
        if pair_key is None:
            continue
        ids = forms.unb64(sender), forms.unb64(member)
        if tag in [threads.letter_tag(pair_key, roster.rootfp, *ids, day, choice) for choice in range(4)]:
            return sender
    return None


def take_parcel(roster, member, account_secret, day, tag, body, secret):
    """(sender, bytes of the grant), or None if the parcel is not for her. `secret` is None if it is gone."""
    sender = sender_of(roster, member, account_secret, day, tag)
    if sender is None:
        return None
    need(secret is not None, 'chunk-gone')
    return sender, open_letter(roster.rootfp, forms.unb64(sender), forms.unb64(member),
                               members.dh_scalar(account_secret), roster.card(sender)['dhKey'],
                               threads.period_of(day * threads.DAY), secret, body)

"""9.1 to 9.8: days, periods, pairs, ids and tags."""
from dd1.core import xwing
from dd1.core.hashing import H, HT, KDF
from dd1.core.tuples import T, u32

DAY = 86400000


def day_of(ms):
    return ms // DAY


def period_of(ms):
    return (day_of(ms) + 3) // 7


def period_seal_seed(secret, rootfp):
    return KDF(secret, T('dd1/period/seal', rootfp))


def period_dh_scalar(secret, rootfp):
    return KDF(secret, T('dd1/period/dh', rootfp))


def period_key_hash(seal_key, dh_key):
    return HT('dd1/period-key', seal_key, dh_key)


def pair(rootfp, scalar, other_public):
    shared = xwing.x25519(scalar, other_public)
    return None if shared is None else KDF(shared, T('dd1/pair', rootfp))


def letter_tag(pair_key, rootfp, sender, recipient, day, choice):
    return KDF(pair_key, T('dd1/letter-tag', rootfp, sender, recipient, u32(day), u32(choice)), 16)


def desk_thread(rootfp, owner, desk):
    return HT('dd1/thread/desk', rootfp, owner, desk)[:16]


def announcement_thread(rootfp, desk):
    return HT('dd1/thread/announcement', rootfp, desk)[:16]


def direct_thread(rootfp, secret, low, high):
    return HT('dd1/thread/direct', rootfp, secret, low, high)[:16]


def membership_hash(thread, version, maker, members):
    return HT('dd1/membership', thread, u32(version), maker, members)


def message_tag(secret, rootfp, thread, sender, choice):
    return KDF(secret, T('dd1/message-tag', rootfp, thread, u32(choice)), 16)


def message_id(rootfp, thread, sender, message):
    """`message` is its bytes with 16 zero bytes in place of the id."""
    return HT('dd1/message-id', rootfp, thread, sender, message)[:16]


def unsend_token(seed, rootfp, message):
    return KDF(seed, T('dd1/unsend-token', rootfp, message))


def message_nonce(token):
    return HT('dd1/unsend', token)[:24]


def state_chunk(account_secret, rootfp, member):
    return KDF(account_secret, T('dd1/chunk-state', rootfp, member), 16)


def attachment_hash(pieces):
    return HT('dd1/attachment-hash', *[HT('dd1/attachment-piece', piece) for piece in pieces])


def bundles_nonce(rootfp, member, generation):
    return H(T('dd1/bundles-nonce', rootfp, member, u32(generation)))[:16]


def bundles_tag_key(rootfp, member):
    return HT('dd1/bundles-tag', rootfp, member)

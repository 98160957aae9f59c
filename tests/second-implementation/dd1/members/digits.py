"""Numbers that two people compare: 3.1, 3.10, 4.5, 9.13."""
from dd1.core.hashing import HT, KDF
from dd1.core.tuples import T


def eight(digest):
    return '%08d' % (int.from_bytes(digest[:6], 'big') % 10 ** 8)


def founding(rootfp, r):
    return eight(HT('dd1/founding/sas', rootfp, r))


def join(rootfp, join_hash, r):
    return eight(HT('dd1/sas', rootfp, join_hash, r))


def claim(rootfp, claim_hash, officer, r):
    return eight(HT('dd1/sas/rekey', rootfp, claim_hash, officer, r))


def identity(rootfp, member, sign_key, seal_key_hash, dh_key):
    return HT('dd1/safety-identity', rootfp, member, sign_key, seal_key_hash, dh_key)


def safety(rootfp, ours, theirs):
    """`ours` and `theirs` are (id, identity). Lower is by the 22 characters of the id."""
    low, high = sorted([ours, theirs])
    wide = KDF(HT('dd1/safety-pair', rootfp, low[1], high[1]), T('dd1/safety-digits'), 64)
    return ' '.join('%05d' % (int.from_bytes(wide[4 * i:4 * i + 4], 'big') % 100000) for i in range(12))

"""9.3: the signed list of a member's period keys."""
from dd1.core import forms, layers
from dd1.log import leaves
from dd1.threads import names as threads
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.core.tuples import T


def digest_of(data):
    return HT('dd1/bundles', data)


def sign(data, seed):
    rootfp = forms.parse('dd1/bundles', data)['rootfp']
    signature = layers.sign(seed, T('dd1/sig/bundles', rootfp, digest_of(data)))
    return forms.encode('dd1/signed-bundles', {'bundles': data, 'signature': signature})


def leaf_of(bundles, data):
    member = forms.unb64(bundles['member'])
    nonce = threads.bundles_nonce(bundles['rootfp'], member, bundles['generation'])
    tag = leaves.tag(threads.bundles_tag_key(bundles['rootfp'], member), bundles['rootfp'], nonce)
    return leaves.leaf('bundles', nonce, tag, leaves.plain_commitment('bundles', digest_of(data)))


def verify(roster, member, leaf, data):
    """(bundles, their leaf)."""
    code = 'bundle-signature'
    signed = forms.parse('dd1/signed-bundles', data)
    bundles = forms.parse('dd1/bundles', signed['bundles'])
    need(bundles['rootfp'] == roster.rootfp, 'root-mismatch')
    need(bundles['member'] == member, code)
    card = roster.card(member)
    need(card is not None, 'roster-right')
    at = roster.cards.at(member, leaf)
    need(at is not None and at['signKey'] == card['signKey'], 'bundle-old')
    need(not roster.frozen_at(member, leaf), code)
    message = T('dd1/sig/bundles', roster.rootfp, digest_of(signed['bundles']))
    need(layers.signed(card['signKey'], message, signed['signature']), code)
    seq = bundles['rosterSeq']
    need(seq < len(roster.heads) and roster.heads[seq] == bundles['rosterHead'], code)
    return bundles, leaf_of(bundles, signed['bundles'])


def require_newest(roster, member, leaf, data, log):
    bundles, expected = verify(roster, member, leaf, data)
    need(leaf < len(log) and log[leaf] == expected, 'leaf-missing')
    same = [place for place, each in enumerate(log) if each[:17] == expected[:17]]
    need(same[0] == leaf, 'leaf-missing')
    need(newest_generation(roster.rootfp, member, log) <= bundles['generation'], 'bundle-old')


def newest_generation(rootfp, member, log):
    """The last generation that the log knows, 0 if none."""
    for each in log:
        need(len(each) == 65, 'leaf-shape')
    nonces = {each[1:17] for each in log if each[0] == leaves.BYTES['bundles']}
    generation = 0
    while threads.bundles_nonce(rootfp, forms.unb64(member), generation + 1) in nonces:
        generation += 1
    return generation


def require_period_keys(bundles, period, seal_key, dh_key):
    index = period - bundles['first']
    need(0 <= index < len(bundles['keyHashes']), 'bundle-missing')
    need(seal_key is not None and dh_key is not None, 'bundle-signature')
    found = threads.period_key_hash(seal_key, dh_key)
    need(found == bundles['keyHashes'][index], 'bundle-signature')
    return found

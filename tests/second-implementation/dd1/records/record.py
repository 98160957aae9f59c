"""5.2 to 5.5: records, their wraps and their leaves."""
from dd1.core import forms, layers, padding, xwing
from dd1.log import leaves
from dd1.core.errors import need
from dd1.core.hashing import HT, KDF
from dd1.records.places import commitment, leaf_type, require_author, require_place, require_policy
from dd1.core.tuples import T, u32


def digest_of(data):
    body = forms.parse('dd1/sealed-record', data)['body']
    forms.parse('dd1/record-body', body)
    return HT('dd1/record-body', body)


def parts(data):
    """(sealed, body, header, digest, hash of the header)."""
    sealed = forms.parse('dd1/sealed-record', data)
    body = forms.parse('dd1/record-body', sealed['body'])
    header = forms.parse('dd1/header', body['header'])
    return sealed, body, header, HT('dd1/record-body', sealed['body']), HT('dd1/header', body['header'])


def verify(roster, data, leaf, expected=None):
    """A verified record as a dict: body, header, digest, headerHash."""
    sealed, body, header, digest, header_hash = parts(data)
    need(header['rootfp'] == roster.rootfp, 'root-mismatch')
    need(all(header[name] == value for name, value in (expected or {}).items()), 'record-expected')
    card = roster.cards.at(header['author'], leaf)
    need(card is not None and not roster.frozen_at(header['author'], leaf), 'record-author')
    message = T('dd1/sig/record', roster.rootfp, digest)
    need(layers.signed(card['signKey'], message, sealed['signature']), 'record-signature')
    seq = header['rosterSeq']
    need(seq < len(roster.heads) and roster.heads[seq] == header['rosterHead'], 'roster-chain')
    need(roster.head_leaves[seq] < leaf, 'roster-chain')
    need(1 <= header['revision'] <= leaf + 1 and header['seen'] <= leaf, 'record-expected')
    rule = require_policy(roster, body, header, leaf)
    require_author(roster, header, rule, leaf)
    require_place(header, rule)
    return {'body': body, 'header': header, 'digest': digest, 'headerHash': header_hash, 'leaf': leaf}


def require_shares(record, shares):
    """Each share that is there fits its commitment."""
    header = record['header']
    for field, name, code in (('deskShare', 'desk-share', 'deskCommitment'),
                              ('witnessShare', 'witness-share', 'witnessCommitment'),
                              ('tagKey', 'tag-key', 'tagCommitment')):
        if shares[field] is not None:
            need(commitment(header['rootfp'], name, shares[field]) == header[code], 'record-commitment')


def open_content(record, desk_share, witness_share, content):
    header, body = record['header'], record['body']
    need(HT('dd1/record-content', content) == body['contentHash'], 'record-signature')
    both = KDF(desk_share + witness_share, T('dd1/record-key', header['rootfp'], record['headerHash']), 64)
    need(both[32:] == body['commitment'], 'record-commitment')
    padded = layers.unaead(both[:32], content, T('dd1/record-ad', header['rootfp'], record['headerHash']))
    need(padded is not None, 'record-commitment')
    return padding.unpad(padded)


def open_with_shares(record, desk_share, witness_share, content):
    need(HT('dd1/record-content', content) == record['body']['contentHash'], 'record-signature')
    require_shares(record, {'deskShare': desk_share, 'witnessShare': witness_share, 'tagKey': None})
    return open_content(record, desk_share, witness_share, content)


def open_as_owner(record, seed, witness_key, content):
    """`seed` is that of the owner's sealing pair, `witness_key` the whole key of the witness of that leaf."""
    header, body = record['header'], record['body']
    need(body['ownerWrap'] is not None, 'record-key')
    need(layers.key_hash(xwing.public_key(seed)) == header['ownerKeyHash'], 'record-key')
    return open_owner_wrap(record, body['ownerWrap'], seed, witness_key, content)


def open_owner_wrap(record, wrapped, seed, witness_key, content):
    header, body = record['header'], record['body']
    data = layers.unwrap(header['rootfp'], 'owner', record['headerHash'], seed, wrapped)
    shares = forms.parse('dd1/shares', data)
    need(shares['deskShare'] is not None and shares['witnessShare'] is not None, 'record-key')
    require_shares(record, shares)
    if body['witnessWrap'] is not None:
        inside = forms.encode('dd1/shares', dict(shares, deskShare=None))
        layers.require_wrap_to(header['rootfp'], 'witness', record['headerHash'], witness_key, inside,
                               body['witnessWrap'])
    return open_content(record, shares['deskShare'], shares['witnessShare'], content)


def _signers(roster, record, desk, signer):
    """The keys that somebody who may sign a wrap ever had."""
    header = record['header']
    if signer in (header['author'], header['owner']) or roster.ever_in_desk(desk, signer):
        return [card['signKey'] for _, _, card in roster.cards.ever(signer)]
    return []


def open_as_desk(roster, record, data, seed):
    """The shares of one desk wrap. `seed` is that of the epoch."""
    header, found = record['header'], forms.parse('dd1/desk-wrap', data)
    need(found['digest'] == record['digest'], 'wrap-signature')
    need(found['desk'] in header['readers'], 'record-policy')
    need(1 <= found['epoch'] <= len(roster.epochs.get(found['desk'], [])), 'desk-key')
    message = T('dd1/sig/desk-wrap', header['rootfp'], record['digest'], found['desk'], u32(found['epoch']),
                forms.encode('dd1/wrap', found['wrap']))
    keys = _signers(roster, record, found['desk'], found['signer'])
    need(any(layers.signed(key, message, found['signature']) for key in keys), 'wrap-signature')
    inside = layers.unwrap(header['rootfp'], 'desk', record['headerHash'], seed, found['wrap'])
    shares = forms.parse('dd1/shares', inside)
    need(shares['deskShare'] is not None, 'record-key')
    need((shares['witnessShare'] is None) == header['gated'], 'record-policy')
    require_shares(record, shares)
    return shares


def open_as_witness(record, seed):
    """The shares {kE, tag key}."""
    header, wrapped = record['header'], record['body']['witnessWrap']
    need(wrapped is not None, 'opening-share')
    data = layers.unwrap(header['rootfp'], 'witness', record['headerHash'], seed, wrapped)
    shares = forms.parse('dd1/shares', data)
    need(shares['witnessShare'] is not None and shares['deskShare'] is None, 'opening-share')
    require_shares(record, shares)
    return shares


def leaf_of(record, tag_key):
    kind, digest = leaf_type(record['header']['kind']), record['digest']
    return leaves.digest_leaf(kind, digest, leaves.tag(tag_key, record['header']['rootfp'], digest[:16]))


def require_leaf(record, tag_key, found):
    """5.5. `tag_key` is None where it is not known."""
    leaves.parse(found)
    expected = leaf_of(record, tag_key or bytes([1]) * 32)
    need(found[:17] + found[33:] == expected[:17] + expected[33:], 'leaf-missing')
    need(tag_key is None or found == expected, 'opening-tag')



"""5.15: what a person who was an id without keys is given."""
from dd1.core import forms, layers, xwing
from dd1.records import record as records
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.core.tuples import T


def first_commitment(rootfp, member, secret):
    return HT('dd1/inbox-commit', rootfp, member, secret)


def first_binding(rootfp, member):
    return HT('dd1/inbox-zero', rootfp, member)


def filed_message(rootfp, filed):
    return T('dd1/sig/filed', rootfp, HT('dd1/filed', filed))


def open_later(roster, record, data, seed, witness_key, content, brought_in_by):
    """The plaintext. `brought_in_by` are who endorsed the owner and who signed her `add`."""
    later, header = forms.parse('dd1/owner-rewrap', data), record['header']
    need(later['digest'] == record['digest'] and record['body']['ownerWrap'] is None, 'record-expected')
    need(later['keyHash'] == layers.key_hash(xwing.public_key(seed)), 'record-key')
    signer, code = later['signer'], 'wrap-signature'
    need(any(roster.in_desk(desk, signer) for desk in header['readers']) and not roster.frozen(signer), code)
    need(signer not in brought_in_by, code)
    message = T('dd1/sig/owner-rewrap', roster.rootfp, record['digest'], later['keyHash'],
                forms.encode('dd1/wrap', later['wrap']))
    need(layers.signed(roster.card(signer)['signKey'], message, later['signature']), code)
    return records.open_owner_wrap(record, later['wrap'], seed, witness_key, content)


def verify_filed(roster, data, member, desk, hashed, leaf):
    """The list. `hashed` is what `adopt` names, `leaf` is that of `adopt`."""
    code = 'record-expected'
    need(HT('dd1/signed-filed', data) == hashed, code)
    signed = forms.parse('dd1/signed-filed', data)
    filed = forms.parse('dd1/filed', signed['filed'])
    need(filed['rootfp'] == roster.rootfp, 'root-mismatch')
    need(filed['member'] == member and filed['desk'] == desk, code)
    ids = [line['record'] for line in filed['lines']]
    need(all(a < b for a, b in zip(ids, ids[1:])), code)
    need(roster.in_desk_at(desk, filed['author'], leaf), 'record-author')
    key = roster.cards.at(filed['author'], leaf)['signKey']
    need(layers.signed(key, filed_message(roster.rootfp, signed['filed']), signed['signature']), 'record-signature')
    return filed


def open_first(rootfp, member, data, hashed, commitment, seed):
    """The first secret. `hashed` is what `adopt` names, `commitment` what `reserve` names."""
    need(HT('dd1/wrap', data) == hashed, 'record-expected')
    inside = layers.unwrap(rootfp, 'inbox', first_binding(rootfp, member), seed, forms.parse('dd1/wrap', data))
    shares = forms.parse('dd1/shares', inside)
    need(shares['deskShare'] is None and shares['witnessShare'] is None, 'record-key')
    need(first_commitment(rootfp, member, shares['tagKey']) == commitment, 'record-commitment')
    return shares['tagKey']

"""
What hangs on altered bytes is made to fit again: hashes, challenges, commitments of leaves. Else most alterations would be
refused for the same reason. Signatures are not made again: where they are to hold, neither side looks at them.
"""
from dd1.core import forms
from dd1.core.errors import ProtocolError
from dd1.core.hashing import HT
from dd1.log import leaves
from dd1.members.keys import challenge
from dd1.openings import opening as openings
from dd1.records import record as records, retire as retires
from fuzzing.trees import flat, tree


def _touch(roster, purpose, member, assertion, data):
    """An assertion (a tree) whose challenge is over `data`. Only well-formed client data is touched."""
    if not isinstance(assertion, list) or len(assertion) != 6 or len(member) != 16:
        return
    index = next((i for i in range(1, 6) if isinstance(assertion[i], bytes) and assertion[i][:1] == b'{'), None)
    fields = [name for name, _ in _fields('dd1/assertion')]
    nonce = assertion[1 + fields.index('nonce')]
    if index is None or not isinstance(nonce, bytes):
        return
    text = assertion[index]
    start = text.find(b'"challenge":"')
    if start < 0:
        return
    start += len(b'"challenge":"')
    end = text.find(b'"', start)
    right = forms.b64(challenge(purpose, roster.rootfp, roster.origin, member, data, nonce)).encode()
    assertion[index] = text[:start] + right + text[end:]


def _fields(label):
    from dd1.core import page
    return page.objects()[label][1]


def _signatures(roster, signed, data):
    """`signed` is the tree of a signed entry or genesis: each signature has its member first, its assertion last."""
    if isinstance(signed, list) and len(signed) > 2 and isinstance(signed[2], list):
        for each in signed[2][1:]:
            if isinstance(each, list) and len(each) > 2 and isinstance(each[1], bytes):
                for part in each[2:]:
                    _touch(roster, 'roster', each[1], part, data)


def entry(roster, data):
    signed = tree(data)
    if isinstance(signed, list) and len(signed) > 2:
        _signatures(roster, signed, HT('dd1/entry', flat(signed[1])))
    return flat(signed)


def _genesis(roster, inputs):
    signed = tree(inputs['signed'])
    if not isinstance(signed, list) or len(signed) < 3:
        return
    inputs['pinned'] = HT('dd1/genesis', flat(signed[1]))

    class Own:
        rootfp = inputs['pinned']
        origin, rp_id = roster.origin, roster.rp_id
    _signatures(Own, signed, Own.rootfp)
    inputs['signed'] = flat(signed)


def _with_digest(leaf, digest):
    kind = leaves.type_of(leaf) if len(leaf) == 65 else None
    if kind is None:
        return leaf
    return leaf[:1] + digest[:16] + leaf[17:33] + leaves.plain_commitment(kind, digest)


def _release(inputs):
    digest = records.digest_of(inputs['record'])
    _, _, header, _, header_hash = records.parts(inputs['record'])
    body = dict(forms.parse('dd1/opening', inputs['body']), digest=digest, headerHash=header_hash)
    inputs['body'] = forms.encode('dd1/opening', body)
    inputs['recordLeaf'] = _with_digest(inputs['recordLeaf'], digest)
    inputs['openingLeaf'] = inputs['openingLeaf'][:33] + openings.opening_commitment(
        inputs['bodySalt'], inputs['body'], inputs['viewSalt'], openings.view_of(body, header))


def _batch(roster, inputs):
    items = [forms.parse('dd1/opening', body) for body in inputs['bodies']]
    found = openings.batch_hash(roster.rootfp, [openings.body_hash(body) for body in inputs['bodies']])
    assertion = tree(inputs['assertion'])
    _touch(roster, 'opening', forms.unb64(items[0]['requester']), assertion, found)
    inputs['assertion'] = flat(assertion)


def _of_object(leaf, data):
    """The leaf of an object of 5.11."""
    if not data or len(leaf) != 65:
        return leaf
    if leaves.type_of(leaf) == 'retire':
        return _with_digest(leaf, retires.digest_of(forms.parse('dd1/signed-retire', data)['retire']))
    return _with_digest(leaf, HT('dd1/record-body', forms.parse('dd1/sealed-record', data)['body']))


def mend(roster, case):
    """Changes the case where it can, and leaves it where the alteration is too deep."""
    act, inputs = case['act'], case['inputs']
    try:
        if act in ('apply entry', 'apply after'):
            inputs['entry'] = entry(roster, inputs['entry'])
        elif act in ('verify genesis', 'apply to genesis') and inputs.get('pinned') is not None:
            _genesis(roster, inputs)
        elif act == 'judge leaf' and inputs.get('body') is not None:
            inputs['body'] = entry(roster, inputs['body'])
            inputs['bytes'] = leaves.roster_leaf(inputs['body'])
        elif act == 'follow verdict' and inputs.get('body') is not None:
            inputs['body'] = entry(roster, inputs['body'])
        elif act == 'decide release':
            _release(inputs)
        elif act == 'verify batch':
            _batch(roster, inputs)
        elif act == 'judge object':
            inputs['leaf'] = _of_object(inputs['leaf'], inputs['object'])
        elif act == 'newest':
            inputs['leaves'] = [_of_object(*both) for both in zip(inputs['leaves'], inputs['objects'])]
        elif act == 'require record leaf':
            inputs['found'] = _with_digest(inputs['found'], records.digest_of(inputs['record']))
        elif act == 'verify filed list':
            inputs['hash'] = HT('dd1/signed-filed', inputs['filed'])
        elif act == 'open first secret':
            inputs['wrapHash'] = HT('dd1/wrap', inputs['wrap'])
    except (ProtocolError, UnicodeError, IndexError):
        pass
    return case

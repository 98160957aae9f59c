"""Which altered cases are asked: what the page leaves to the caller is not, and what a caller could not make is not."""
from dd1.core import forms, page
from dd1.core.errors import ProtocolError
from dd1.log import leaves
from dd1.records import contents
from dd1.roster import policy

from books import scene

UNIONS = tuple(prefix[:-1] for prefix in forms.UNIONS.values())
SECRETS = {'seal message': ['signSeed'], 'seal copy': ['accountSecret', 'secret'], 'seal terms': ['secret'],
           'judge object': ['tagKey'], 'newest': ['tagKey'], 'take parcel': ['periodSecret'],
           'seal letter': ['fromSeed', 'toSeed', 'periodSecret'], 'open letter': ['fromSeed', 'toSeed', 'periodSecret']}


def _object(inputs):
    """The label is that of an object. An operation, a place and holders are read as any of their sort."""
    label, own = inputs['label'], inputs['bytes'][8:8 + int.from_bytes(inputs['bytes'][4:8], 'big')][:80].decode('latin1')
    if label not in page.objects():
        return False
    return label.rsplit('/', 1)[0] not in UNIONS or own == label or not own.startswith(UNIONS)


def _sound(inputs):
    """3.12 is about sound policies."""
    for name in ('policy', 'shipped'):
        if name in inputs:
            policy.require_sound(forms.parse('dd1/policy', inputs[name]), 1930089600000)
    return inputs.get('officers') != 0


def _own_terms(inputs):
    """Who seals her own terms names invite and inviter once."""
    terms = forms.parse('dd1/invite-terms', inputs['terms'])
    return (terms['invite'], terms['inviter']) == (inputs['invite'], inputs['inviter'])


def _in_order(inputs):
    """Leaves are judged in their order, and the caller takes the later of two times (3.8)."""
    before = scene.after(inputs['before'])
    return inputs['leaf'] > before.last_leaf and inputs['time'] >= before.time


def _sealed_word(inputs):
    """A sealed line with another word does not verify (7.5)."""
    return not inputs['sealed'] or forms.parse('dd1/outcome', inputs['sealed'])['word'] in ('released', 'refused')


def _groups(inputs):
    """A grant was required (9.6) before its list is judged."""
    grants = [forms.parse('dd1/grant', inputs[name]) for name in ('grant', 'known') if inputs.get(name)]
    return all(each['kind'] == 'group' and each['version'] >= 1 for each in grants)


def _stream(inputs):
    """No two rows have one sequence."""
    return len({row['sequence'] for row in inputs['received']}) == len(inputs['received'])


def _whole_leaves(inputs):
    return all(len(each) == 65 for each in inputs['leaves'])


def _rows(inputs):
    """As many objects as leaves, at places that rise."""
    places = [int(each) for each in inputs['places'] if each.isascii() and each.isdigit()]
    same = len(inputs['places']) == len(inputs['leaves']) == len(inputs['objects']) == len(places)
    return same and all(one < other for one, other in zip(places, places[1:])) and all(map(leaves.parse, inputs['leaves']))


def _revisions(inputs):
    """Revisions that count, in the order of the log, each a content that was read."""
    for each in inputs['revisions']:
        if each['says'] is not None:
            contents.generations({'generations': each['says']})
    places = [each['at'] for each in inputs['revisions']]
    return all(0 < each['number'] < 2 ** 31 for each in inputs['revisions']) and places == sorted(set(places))


RULES = {
    'parse object': _object,
    'policy differences': _sound, 'require confirmed': _sound, 'require founding policy': _sound,
    'seal terms': _own_terms, 'seal copy': _own_terms,
    'judge leaf': _in_order,
    'apply after': lambda inputs: len(inputs['prior']) == len(inputs['times']),
    'judge opening': _sealed_word,
    'judge membership': _groups,
    'weave': _stream,
    'newest': _rows,
    'generations': _revisions,
    'leaves under': _whole_leaves, 'newest generation': _whole_leaves, 'require newest bundles': _whole_leaves,
}


def may_be_asked(case):
    act, inputs = case['act'], case['inputs']
    if act == 'leaves under' and not all(map(any, inputs['keys'])):
        return False
    for name in SECRETS.get(act, []):  # nobody has a secret of zeros
        if inputs.get(name) is not None and not any(inputs[name]):
            return False
    try:
        return act not in RULES or RULES[act](inputs)
    except ProtocolError:
        return act == 'parse object'

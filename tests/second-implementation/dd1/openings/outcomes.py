"""7.4: outcomes; 7.5: how a leaf counts."""
from dd1.core import forms, layers
from dd1.core.errors import ProtocolError, need
from dd1.core.tuples import T

SEEN = {'released': 'opened', 'refused': 'refused'}
LISTED = {'refused': 'refused', 'never': 'nothing', 'unknown': 'unknown', 'released': 'withheld'}


def verify(roster, signed, index, leaf):
    """The outcome of a leaf. `signed` is a dict."""
    message = T('dd1/sig/outcome', signed['outcome'])
    first = roster.witness_at(index)['cosignKey']
    later = [witness['cosignKey'] for _, witness in roster.witnesses if witness['cosignKey'] != first]
    by_first = layers.signed(first, message, signed['signature'])
    by_later = any(layers.signed(key, message, signed['signature']) for key in later)
    need(by_first or by_later, 'outcome-signature')
    try:
        outcome = forms.parse('dd1/outcome', signed['outcome'])
    except ProtocolError:
        raise ProtocolError('outcome-leaf') from None
    need(by_first or outcome['word'] == 'unknown', 'outcome-signature')
    ours = (roster.rootfp, roster.genesis['log']['origin'], index, leaf)
    need((outcome['rootfp'], outcome['origin'], outcome['leaf'], outcome['bytes']) == ours, 'outcome-leaf')
    need((outcome['word'] == 'refused') == (outcome['code'] != ''), 'outcome-leaf')
    return outcome


def judge(sealed, listed, index, aged):
    """How an opening leaf counts. `sealed` and `listed` are verified outcomes or None."""
    words = {each['word'] for each in (sealed, listed) if each is not None} - {'unknown'}
    need(len(words) < 2, 'outcome-twice')
    if sealed is not None:
        return SEEN[sealed['word']]
    if listed is not None:
        return LISTED[listed['word']]
    return 'overdue' if index < aged else 'answering'

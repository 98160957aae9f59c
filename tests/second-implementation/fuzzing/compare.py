"""
When two answers about one altered case agree.

One input may have several faults, and the page fixes the order of steps, not of everything inside of a step. So two refusals
with different codes agree (`order`) if one of the codes says that bytes have no form at all, since a reader may look at
the form of a part early or late, or if the pair is one of ORDERS. That one side takes what the other refuses, that both take
it with another result, and that a side fails without a code of the protocol, is never anything but `differs`.
"""
import json
import re

from books import scene
from dd1.core import forms
from dd1.threads.grants import another_thread

FORM = {'malformed', 'wrong-length', 'too-large', 'wrong-label', 'weak-secret'}

# Two codes that one step, or two steps of one list that look at different inputs, may give for two faults.
SIGNERS = ('roster-right', 'roster-signature', 'roster-twice', 'roster-quorum', 'card-signature', 'assertion-credential',
           'assertion-type', 'assertion-challenge', 'assertion-origin', 'assertion-cross-origin', 'assertion-rp',
           'assertion-presence', 'assertion-verification', 'assertion-backup', 'assertion-signature', 'credential-key')
ORDERS = {tuple(sorted((one, other))) for one in SIGNERS for other in SIGNERS}  # 3.3 (7): several signers of one entry
ORDERS |= {('credential-key', 'roster-rule'), ('assertion-backup', 'roster-rule'),  # 3.2 (3), 3.4: several cards and keys
           ('founding-mismatch', 'roster-rule'),  # 3.1 (5): a quorum or witnesses of another number
           ('roster-right', 'roster-rule'),  # 3.4, `desk-leave`: who may, of a desk that is none
           ('checkpoint-cosignature', 'checkpoint-signature'),  # 8.1: two signatures of a note
           ('root-mismatch', 'roster-rule')}  # 3.4, `release`: what was acknowledged, and of which size


def kind_of(mine, other):
    """`same`, `order` or `differs`."""
    if mine.startswith('fault') or other.startswith('fault'):
        return 'differs'
    if mine == other:
        return 'same'
    if not (mine.startswith('refused: ') and other.startswith('refused: ')):
        return 'differs'
    pair = codes(mine, other)
    return 'order' if FORM & set(pair) or pair in ORDERS else 'differs'


def codes(mine, other):
    """The two codes, in the order of the alphabet."""
    return tuple(sorted((mine[9:], other[9:])))


def _stranger(case, mine, other):
    """9.6: two lists of one version, the second from somebody who is not on the first. By the page it is no fork."""
    return case['act'] == 'judge membership' and (mine, other) == ('wait', 'refused: thread-forked')


def _squatted(case, mine, other):
    """9.6, group (3): the id is that of another thread of the recipient. protocol/ does not ask it in this act."""
    if case['act'] != 'require grant' or (mine, other) != ('refused: thread-member', 'accepted'):
        return False
    grant, recipient = forms.parse('dd1/grant', case['inputs']['grant']), case['inputs']['to']
    return grant['kind'] == 'group' and another_thread(scene.whole(), forms.unb64(grant['thread']), recipient)


def _name_with_plus(case, mine, other):
    """8.1: a signer's name with a plus sign, which signed-note does not allow."""
    return case['act'] in ('parse note', 'verify checkpoint', 'require same log') and mine == 'refused: checkpoint-shape'


def _cards_of_draft(case, mine, other):
    """3.1 (5): a co-founder asks 3.2 (3) as well. protocol/ does not ask in this act what is wrong with a card."""
    cards = ('refused: roster-rule', 'refused: assertion-backup', 'refused: credential-key')
    return case['act'] == 'require genesis of draft' and mine in cards and not other.startswith('refused')


def _odd_member(case, mine, other):
    """5.9: a member of a desk's `state` with fewer characters than an id has, or others."""
    inputs = case['inputs']
    if case['act'] != 'parse content' or mine != 'refused: field' or not inputs['kind'].startswith('state-'):
        return False
    rows = json.loads(inputs['bytes'])['content']['people']
    names = [row['member'] for row in rows]
    return not other.startswith('refused') and any(re.fullmatch('[A-Za-z0-9_-]{21}[AQgw]', name) is None for name in names)


# Differences that somebody decides about. Each is counted; none is passed over.
OPEN = (_stranger, _squatted, _name_with_plus, _cards_of_draft, _odd_member)


def open_question(case, mine, other):
    return any(question(case, mine, other) for question in OPEN)

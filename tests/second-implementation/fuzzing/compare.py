"""
When two answers about one altered case agree.

One input may have several faults, and the page fixes the order of steps, not of everything inside of a step. So two refusals
with different codes agree (`order`) if one of the codes says that bytes have no form at all, since a reader may look at
the form of a part early or late, or if the pair is one of ORDERS. That one side takes what the other refuses, that both take
it with another result, and that a side fails without a code of the protocol, is never anything but `differs`.
"""
FORM = {'malformed', 'wrong-length', 'too-large', 'wrong-label', 'weak-secret'}

# Two codes that one step, or two steps of one list that look at different inputs, may give for two faults.
SIGNERS = ('roster-right', 'roster-signature', 'roster-twice', 'roster-quorum', 'card-signature', 'assertion-credential',
           'assertion-type', 'assertion-challenge', 'assertion-origin', 'assertion-cross-origin', 'assertion-rp',
           'assertion-presence', 'assertion-verification', 'assertion-backup', 'assertion-signature', 'credential-key')
ORDERS = {tuple(sorted((one, other))) for one in SIGNERS for other in SIGNERS}  # 3.3 (7): several signers of one entry
ORDERS |= {('credential-key', 'roster-rule'), ('assertion-backup', 'roster-rule'),  # 3.2 (3), 3.4: several cards and keys
           ('founding-mismatch', 'roster-rule'),  # 3.1 (5): a quorum or witnesses of another number
           ('card-signature', 'roster-rule'),  # 3.3 (7): of an entry that nobody signed, the card is judged or not
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


# Differences that somebody decides about. Each is counted; none is passed over.
OPEN = ()


def open_question(case, mine, other):
    return any(question(case, mine, other) for question in OPEN)

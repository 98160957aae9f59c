"""3.3 judging an entry, 3.8 verdicts."""
from dd1.core import forms, layers
from dd1.log import leaves
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import HT
from dd1.roster.effects import apply
from dd1.roster.place import require_place
from dd1.roster.rules import RULES
from dd1.roster.signers import require_enough, require_own, require_signers
from dd1.core.tuples import T, u64

SKEW, LIFE = 600000, 259200000
NEEDS = {'add', 'rekey', 'desk-epoch', 'month-key'}


def judge(roster, data, leaf, now):
    """The parsed entry, if it is in force at this leaf and time. Steps 2 to 10; what it needs is not asked."""
    signed = forms.parse('dd1/signed-entry', data)
    entry = forms.parse('dd1/entry', signed['entry'])
    need(entry['rootfp'] == roster.rootfp, 'root-mismatch')
    need(entry['time'] <= entry['expires'] <= entry['time'] + LIFE, 'roster-expired')
    need(entry['time'] - SKEW <= now <= entry['expires'], 'roster-expired')
    need(HT('dd1/entry', signed['entry']) not in roster.entries, 'roster-twice')
    require_place(roster, entry)
    signers = require_signers(roster, entry, signed['entry'], signed)
    require_own(roster, entry, signers)
    RULES[entry['operation']['type']](roster, entry, entry['operation'], signers, now, leaf)
    require_enough(roster, entry['operation'], signers)
    need(leaf > roster.last_leaf, 'roster-chain')
    return entry, signers, HT('dd1/entry', signed['entry'])


def next_head(roster, data, leaf):
    return HT('dd1/roster-head', roster.rootfp, roster.head, HT('dd1/signed-entry', data), u64(leaf))


def take(roster, data, leaf, now):
    """Judges an entry and adds it with its line. Refuses what is void."""
    entry, signers, entry_hash = judge(roster, data, leaf, now)
    apply(roster, entry, signers, entry_hash, data, leaf, now)
    return roster


def line_of(roster, leaf, leaf_bytes, body, now):
    """(roster after, line): what a witness says of a leaf of type 02."""
    need(len(leaf_bytes) == 65, 'wrong-length')
    now = max(now, roster.time)
    try:
        need(body is not None and leaves.roster_leaf(body) == leaf_bytes, 'entry-missing')
        after = take(roster.copy(), body, leaf, now)
        return after, after.verdicts[-1]
    except ProtocolError as refusal:
        code = refusal.code
    after = roster.copy()
    shown = HT('dd1/signed-entry', body) if code != 'entry-missing' else None
    return after, after.add_line(leaf, leaf_bytes, shown, code, now)


def follow(roster, leaf, leaf_bytes, body, code, time, signature):
    """3.8: the roster after a verdict that the witness signed, or a refusal."""
    need(leaf > roster.last_leaf, 'roster-chain')
    if body is None:
        need(leaf_bytes is not None, 'leaf-missing')
    leaf_bytes = leaves.roster_leaf(body) if body is not None else leaf_bytes
    entry_hash = HT('dd1/signed-entry', body) if body is not None else None
    good = not code and body is not None
    line = forms.encode('dd1/verdict', {
        'rootfp': roster.rootfp, 'leaf': leaf, 'bytes': leaf_bytes, 'entry': entry_hash, 'code': code, 'time': time,
        'seq': roster.seq + good, 'head': next_head(roster, body, leaf) if good else roster.head})
    witness = roster.witness_at(leaf)['cosignKey']
    need(layers.signed(witness, T('dd1/sig/verdict', line), signature), 'head-signature')
    need(time >= roster.time, 'verdict-false')
    after, ours = line_of(roster, leaf, leaf_bytes, body, time)
    if code == 'needs-missing':  # nobody but the witness can repeat this
        need(good_but_for_needs(ours, body), 'verdict-false')
        after = roster.copy()
        after.add_line(leaf, leaf_bytes, entry_hash, code, time)
        return after
    need(ours == line, 'verdict-false')
    return after


def good_but_for_needs(line, body):
    """`needs-missing` is right where nothing else was wrong and the entry needs something."""
    if forms.parse('dd1/verdict', line)['code']:
        return False
    entry = forms.parse('dd1/entry', forms.parse('dd1/signed-entry', body)['entry'])
    return entry['operation']['type'] in NEEDS

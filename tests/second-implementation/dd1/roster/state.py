"""What the roster knows after the entries in force: 3.2, 3.5, 3.7."""
import copy

from dd1.core import forms
from dd1.log import merkle
from dd1.core.hashing import HT
from dd1.log.leaves import roster_leaf
from dd1.roster.policy import with_limits
from dd1.roster.tenure import Spans
from dd1.core.tuples import T, u32, u64

ZEROS = bytes(32)


def event_subject():
    return T('dd1/subject/event')


def desk_subject(desk):
    return T('dd1/subject/desk', desk)


def member_subject(member):
    return T('dd1/subject/member', forms.unb64(member))


class Roster:
    """A verified roster. `cards`, `desks` and `epochs` know their tenures; the rest is as of now."""

    def __init__(self, signed_genesis, genesis, rootfp, time):
        self.genesis, self.rootfp, self.time = genesis, rootfp, time
        self.origin, self.rp_id = genesis['origin'], genesis['rpId']
        self.seq, self.head, self.heads, self.last_leaf = 0, rootfp, [rootfp], 0
        self.head_leaves = [-1]
        self.cards, self.desks, self.freezes = Spans(), Spans(), []
        self.epochs, self.months = {}, []
        self.policies = [(-1, genesis['policy'])]
        self.witnesses = [(0, genesis['witnesses'][0])]
        self.log_keys = [(-1, genesis['log']['publicKey'])]
        self.quorum = genesis['quorum']
        self.reserved, self.withdrawn, self.named, self.invites = {}, {}, set(), set()
        self.sign_keys, self.hardware = {}, {}
        self.claims, self.claim_times, self.back = {}, {}, {}
        self.joined, self.own, self.entries = {}, {}, set()
        self.adopted, self.restored, self.purges, self.destroyed = {}, set(), [], []
        self.member_changes, self.desk_changes = [], {}
        self.verdicts, self.subjects, self.states = [], {}, []
        self._begin(signed_genesis)

    def _begin(self, signed_genesis):
        officers = self.genesis['officers']
        for card in officers:
            self.take_card(card, 0)
            self.desks.begin(('officers', card['member']), 0)
        names = [event_subject()] + [member_subject(card['member']) for card in officers]
        desks = ['officers', 'members'] + self.genesis['policy']['desks']
        names += [desk_subject(desk) for desk in desks]
        entry_hash = HT('dd1/signed-genesis', signed_genesis)
        self.touch(list(dict.fromkeys(names)), entry_hash)
        self.add_line(0, roster_leaf(signed_genesis), entry_hash, '', self.time)

    def copy(self):
        other = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, Spans):
                setattr(other, name, value.copy())
            elif name == 'freezes':
                other.freezes = [dict(each) for each in value]
            elif name == 'claims':
                other.claims = {key: dict(each, releases=list(each['releases'])) for key, each in value.items()}
            elif isinstance(value, dict) and name != 'genesis':
                setattr(other, name, {key: copy.copy(each) for key, each in value.items()})
            elif isinstance(value, (list, set)):
                setattr(other, name, copy.copy(value))
        return other

    # lines and chains

    def touch(self, names, entry_hash):
        """3.7: one more link for each subject."""
        for name in names:
            n, chain = self.subjects.get(name, (0, ZEROS))
            link = HT('dd1/subject-head', self.rootfp, name, chain, entry_hash, u64(len(self.verdicts)))
            self.subjects[name] = (n + 1, link)

    def add_line(self, leaf, leaf_bytes, entry_hash, code, time):
        line = forms.encode('dd1/verdict', {'rootfp': self.rootfp, 'leaf': leaf, 'bytes': leaf_bytes,
                                            'entry': entry_hash, 'code': code, 'time': time, 'seq': self.seq,
                                            'head': self.head})
        self.verdicts.append(line)
        self.time, self.last_leaf = time, leaf
        self.states.append((leaf, self.seq, self.head, self.state()))
        return line

    def root_of_verdicts(self, count):
        return merkle.root(self.verdicts[:count])

    def verdicts_root(self):
        return self.root_of_verdicts(len(self.verdicts))

    def state(self):
        subjects = [T('dd1/subject', name, u32(n), chain) for name, (n, chain) in self.subjects.items()]
        return HT('dd1/state', self.rootfp, u64(len(self.verdicts)), self.verdicts_root(), u64(len(subjects)),
                  merkle.root(subjects))

    def after(self, size):
        """(seq, head, state) after the last verdict on a leaf below `size`."""
        return [each[1:] for each in self.states if each[0] < size][-1]

    # cards and people

    def take_card(self, card, leaf):
        member = card['member']
        self.cards.end(member, leaf)
        self.cards.begin(member, leaf, card)
        self.named.add(member)
        self.sign_keys.setdefault(card['signKey'], set()).add(member)
        for each in card['credentials']:
            for key in (each['id'], each['publicKey']):
                self.hardware.setdefault(key, set()).add(member)

    def card(self, member):
        return self.cards.now(member)

    def members(self):
        return sorted(self.cards.live())

    def officers(self):
        return [member for member in self.members() if self.card(member)['role'] == 'officer']

    def is_officer(self, member):
        card = self.card(member)
        return card is not None and card['role'] == 'officer'

    def in_desk(self, desk, member):
        if desk == 'members':
            return self.card(member) is not None
        return self.desks.now((desk, member)) is not None

    def desk_members(self, desk):
        if desk == 'members':
            return self.members()
        return sorted(member for its, member in self.desks.live() if its == desk)

    def desks_of(self, member):
        """Without `members`, by the bytes of their names."""
        return sorted((desk for desk, who in self.desks.live() if who == member), key=str.encode)

    def in_desk_at(self, desk, member, leaf):
        if desk == 'members':
            return self.cards.at(member, leaf) is not None
        return self.desks.at((desk, member), leaf) is not None

    def had_card(self, member, leaf=None):
        """Whether she ever had a card, or had one before a leaf."""
        return any(leaf is None or begun < leaf for begun, _, _ in self.cards.ever(member))

    def ever(self):
        """Everybody who has or had a card."""
        return [member for member in self.named if self.had_card(member)]

    def last_card(self, member):
        """Her card, or the last that she had; None if she never had one."""
        spans = self.cards.ever(member)
        return spans[-1][2] if spans else None

    def bare(self, member, leaf):
        """Whether this is, at a leaf, a reserved id that never had a card and is not withdrawn."""
        reserved, withdrawn = self.reserved.get(member), self.withdrawn.get(member)
        return (reserved is not None and reserved['leaf'] < leaf and not self.had_card(member, leaf) and
                (withdrawn is None or withdrawn >= leaf))

    def ever_in_desk(self, desk, member):
        return bool(self.cards.ever(member) if desk == 'members' else self.desks.ever((desk, member)))

    # freezes

    def running(self, member):
        """The freeze that runs, or None."""
        return next((each for each in self.freezes if each['member'] == member and each['ended'] is None), None)

    def frozen(self, member):
        return self.running(member) is not None

    def frozen_at(self, member, leaf):
        return any(each['member'] == member and each['leaf'] < leaf and
                   (each['ended'] is None or each['ended'] > leaf) for each in self.freezes)

    # what counts where

    def policy(self):
        return self.policies[-1][1]

    def policy_at(self, leaf):
        return [policy for begun, policy in self.policies if begun < leaf][-1]

    def witness_at(self, leaf):
        """The last one whose first leaf (size - 1) is below the leaf, or that of genesis."""
        return [witness for first, witness in self.witnesses if first == 0 or first - 1 < leaf][-1]

    def log_key_at(self, size):
        return [key for begun, key in self.log_keys if begun < size][-1]

    def set_limits(self, leaf, limits):
        self.policies.append((leaf, with_limits(self.policy(), limits)))

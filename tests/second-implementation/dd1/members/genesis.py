"""3.2: verifying genesis; 3.1: what a co-founder checks."""
from dd1.core import forms, layers
from dd1.members import assertion
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.roster.policy import require_card, require_sound
from dd1.roster.state import Roster
from dd1.core.tuples import T


def draft_id(draft):
    return HT('dd1/draft', draft)


def root_fingerprint(genesis):
    return HT('dd1/genesis', genesis)


def require_rules(genesis):
    """3.2 (2) and (3)."""
    require_sound(genesis['policy'], genesis['foundedAt'])
    officers, code = genesis['officers'], 'roster-rule'
    need(1 <= len(officers) <= 9 and len({card['member'] for card in officers}) == len(officers), code)
    need(genesis['quorum'] == min(2, len(officers)) and len(genesis['witnesses']) == 1, code)
    need(all(card['role'] == 'officer' for card in officers), code)
    for card in officers:
        require_card(genesis['policy'], card)
    need(len({card['signKey'] for card in officers}) == len(officers), code)
    for field in ('id', 'publicKey'):
        keys = [each[field] for card in officers for each in card['credentials']]
        need(len(set(keys)) == len(keys), code)


def verify(data, pinned, time=None):
    """The roster that begins with a signed genesis. `time` is that of the verdict on it."""
    signed = forms.parse('dd1/signed-genesis', data)
    rootfp = root_fingerprint(signed['genesis'])
    need(rootfp == pinned, 'root-mismatch')
    genesis = forms.parse('dd1/genesis', signed['genesis'])
    require_rules(genesis)
    cards = {card['member']: card for card in genesis['officers']}
    need(len(signed['signatures']) == len(cards), 'genesis-signature')
    message, missing = T('dd1/sig/genesis', rootfp), dict(cards)
    for each in signed['signatures']:
        card = missing.pop(each['member'], None)
        need(card is not None and layers.signed(card['signKey'], message, each['signature']), 'genesis-signature')
        assertion.verify(each['assertion'], card['credentials'], 'roster', rootfp, genesis['origin'],
                         genesis['rpId'], each['member'], rootfp)
    return Roster(data, genesis, rootfp, genesis['foundedAt'] if time is None else time)


def require_of_draft(draft, genesis_bytes, own):
    """3.1 (5): a genesis is the draft's, and a co-founder's own card is in it."""
    genesis, code = forms.parse('dd1/genesis', genesis_bytes), 'founding-mismatch'
    same = ('event', 'origin', 'rpId', 'policy', 'log')
    need(all(genesis[name] == draft[name] for name in same), code)
    need(genesis['foundedAt'] == draft['draftedAt'] and genesis['witnesses'] == [draft['witness']], code)
    invited = [draft['founder']] + [each['member'] for each in draft['cofounders']]
    need([card['member'] for card in genesis['officers']] == invited, code)
    mine = [card for card in genesis['officers'] if card['member'] == own['member']]
    need(mine == [own], 'own-entry')
    require_rules(genesis)
    return root_fingerprint(genesis_bytes)

"""3.3 (7), (8), (10) and 3.4: who may sign, who must, and how often."""
from dd1.core import layers
from dd1.members import assertion
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.members.keys import card_key_hash
from dd1.core.tuples import T
from dd1.core import forms
from dd1.roster.place import member_of

DAY, OWN = 86400000, 3
BY_HERSELF = {'rekey', 'claim'}
EITHER = {'credential', 'desk-leave', 'claim-stop', 'destroy'}
FROZEN_COUNT = {'officer-change', 'remove', 'unfreeze'}
NOBODY = {'lapse'}


def with_card(operation):
    return operation['type'] == 'claim' or operation['type'] == 'rekey' and operation['cause'] == 'card'


def by_herself(signers, operation):
    """Whether the member that the operation is about signs it, where she may."""
    return operation['type'] in EITHER and member_of(operation) in signers


def sole_officer(roster, member):
    return roster.quorum == 1 and roster.officers() == [member]


def may_sign(roster, operation, signer, signers):
    kind, member = operation['type'], member_of(operation)
    card, frozen = roster.card(signer), roster.frozen(signer)
    if card is None or kind in NOBODY:
        return False
    if kind in BY_HERSELF:
        return signer == member and (not frozen or with_card(operation))
    if kind == 'desk-epoch':
        desk = 'programme' if operation['desk'] == 'members' else operation['desk']
        return roster.in_desk(desk, signer) and not frozen
    officer = card['role'] == 'officer'
    if kind == 'claim-stop':
        return officer or signer == member and not frozen
    if by_herself(signers, operation):
        return not frozen and (signer == member or kind == 'desk-leave' and officer)
    if signer == member and not (kind == 'desk-join' and sole_officer(roster, signer)):
        return False
    return officer and (not frozen or kind in FROZEN_COUNT)


def require_signers(roster, entry, entry_bytes, signed):
    operation = entry['operation']
    signers = [each['member'] for each in signed['signatures']]
    need((signed['card'] is not None) == with_card(operation), 'card-signature')
    message, data = T('dd1/sig/entry', roster.rootfp, entry_bytes), HT('dd1/entry', entry_bytes)
    for place, each in enumerate(signed['signatures']):
        card = roster.card(each['member'])
        need(each['member'] not in signers[:place], 'roster-right')
        need(may_sign(roster, operation, each['member'], signers), 'roster-right')
        need(layers.signed(card['signKey'], message, each['signature']), 'roster-signature')
        touched = operation['card'] if with_card(operation) else card
        assertion.verify(each['assertion'], touched['credentials'], 'roster', roster.rootfp, roster.origin,
                         roster.rp_id, each['member'], data)
    if signed['card'] is not None:
        member = member_of(operation)
        card, key = roster.card(member), signed['card']['publicKey']
        need(card is not None and card_key_hash(member, key) == card['cardKeyHash'], 'card-signature')
        message = T('dd1/sig/card-rekey', roster.rootfp, forms.unb64(member), data)
        need(layers.signed(key, message, signed['card']['signature']), 'card-signature')
    return signers


def epoch_needed(roster, desk):
    """A desk's first key, or one after somebody joined, left, was frozen or was lifted."""
    last = roster.epochs.get(desk, [])
    return not last or roster.desk_changes.get(desk, -1) > last[-1]['leaf']


def own_key(roster, operation, signers):
    """What an own entry is counted under, or None."""
    kind, member = operation['type'], member_of(operation)
    if kind == 'rekey':
        return member, operation['cause']
    if kind in ('credential', 'destroy', 'desk-leave') and member in signers:
        return member, 'rotation'
    if kind == 'desk-epoch' and not epoch_needed(roster, operation['desk']):
        return operation['desk'], 'desk-epoch'
    return None


def require_own(roster, entry, signers):
    key = own_key(roster, entry['operation'], signers)
    times = roster.own.get(key, []) if key else []
    if times:
        need(entry['time'] >= times[-1], 'roster-expired')
        need(len([time for time in times if time > entry['time'] - DAY]) <= OWN, 'roster-often')


def about(roster, member):
    """Signers that an act about somebody needs."""
    if not roster.is_officer(member):
        return roster.quorum
    others = len([each for each in roster.officers() if each != member])
    return max(1, min(roster.quorum, others))


def lone_freezes(roster, officer):
    return [each for each in roster.freezes if each['signers'] == [officer] and each['until'] is not None and
            each['ended'] is None]


def freeze_needs(roster, operation, signers):
    if operation['until'] is None:
        return roster.quorum
    if len(signers) != 1:
        return 1
    mine, member = lone_freezes(roster, signers[0]), operation['member']
    spent = any(each['member'] == member and each['signers'] == signers and each['how'] in ('lapse', 'unfreeze')
                for each in roster.freezes)
    officers = [each for each in mine if each['officer']]
    return 2 if len(mine) >= 5 or officers and roster.is_officer(member) or spent else 1


def left_alone(roster, desk, member):
    """Whether a desk that she is in would have no member who is not frozen without her."""
    return not any(each != member and not roster.frozen(each) for each in roster.desk_members(desk))


def needed(roster, operation, signers):
    kind, member, quorum = operation['type'], member_of(operation), roster.quorum
    if kind == 'lapse':
        return 0
    if kind in ('rekey', 'claim', 'claim-stop', 'desk-epoch', 'release', 'adopt') or by_herself(signers, operation):
        return 1
    if kind == 'reserve':
        bare = len([each for each in roster.reserved if not roster.cards.ever(each)]) + len(operation['ids'])
        return quorum if bare > 1000 else 1
    if kind == 'add':
        fresh = not roster.cards.ever(member) and member not in roster.withdrawn
        return 1 if operation['card']['role'] == 'participant' and fresh else quorum
    if kind == 'remove':
        return quorum if any(left_alone(roster, desk, member) for desk in roster.desks_of(member)) else 1
    if kind == 'desk-leave':
        return quorum if left_alone(roster, operation['desk'], member) else 1
    if kind == 'destroy':
        return 1
    if kind == 'freeze':
        return freeze_needs(roster, operation, signers)
    return about(roster, member) if kind in ('desk-join', 'unfreeze') else quorum


def require_enough(roster, operation, signers):
    least = needed(roster, operation, signers)
    frozen = [signer for signer in signers if roster.frozen(signer)]
    if frozen and operation['type'] in FROZEN_COUNT:
        need(len(frozen) < len(signers) and len(signers) >= 2, 'roster-quorum')
    need(len(signers) >= least, 'roster-quorum')

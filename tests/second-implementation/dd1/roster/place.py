"""3.3, 3.7: the place of an entry, and what it touches."""
from dd1.core import forms
from dd1.core.errors import need
from dd1.roster.policy import policy_hash
from dd1.roster.state import desk_subject, event_subject, member_subject

FREE = {'remove', 'desk-leave', 'freeze', 'unfreeze', 'lapse', 'claim-stop'}
OF_MEMBER = {'add', 'rekey', 'credential', 'claim', 'claim-stop', 'release', 'adopt', 'destroy'}
WITH_DESKS = {'remove', 'freeze', 'unfreeze', 'lapse'}


def member_of(operation):
    """The member that an operation is about, or None."""
    return operation['card']['member'] if 'card' in operation else operation.get('member')


def is_free(operation):
    return operation['type'] in FREE or operation['type'] == 'officer-change' and not operation['in']


def new_desks(roster, operation):
    return [desk for desk in operation['policy']['desks'] if desk not in roster.policy()['desks']]


def touched(roster, operation):
    """The names of the subjects that get a link, in order, each once."""
    kind, member = operation['type'], member_of(operation)
    if kind in OF_MEMBER:
        names = [member_subject(member)]
    elif kind == 'reserve':
        names = [member_subject(each['member']) for each in operation['ids']]
    elif kind in WITH_DESKS:
        names = [member_subject(member)] + [desk_subject(desk) for desk in roster.desks_of(member)]
    elif kind in ('desk-join', 'desk-epoch'):
        names = [desk_subject(operation['desk'])]
    elif kind == 'desk-leave':
        names = [desk_subject(operation['desk']), member_subject(member)]
    elif kind == 'officer-change':
        others = [] if operation['in'] else [desk for desk in roster.desks_of(member) if desk != 'officers']
        names = [member_subject(member), desk_subject('officers')] + [desk_subject(desk) for desk in others]
        names.append(event_subject())
    elif kind == 'policy':
        names = [event_subject()] + [desk_subject(desk) for desk in new_desks(roster, operation)]
    else:
        names = [event_subject()]
    return names


def names_of(roster, operation):
    """The subjects that a named entry names."""
    if operation['type'] in ('desk-join', 'officer-change'):
        return [member_subject(operation['member'])]
    return [] if operation['type'] == 'reserve' else touched(roster, operation)


def require_place(roster, entry):
    operation, place = entry['operation'], entry['place']
    need((place['type'] == 'free') == is_free(operation), 'roster-chain')
    if place['type'] == 'named':
        need(place['policy'] == policy_hash(roster.policy()), 'roster-chain')
        expected = [(name,) + roster.subjects.get(name, (0, bytes(32))) for name in names_of(roster, operation)]
        found = [(each['name'], each['n'], each['chain']) for each in place['subjects']]
        need(found == expected, 'roster-chain')
        return
    member = member_of(operation)
    if operation['type'] in ('remove', 'freeze', 'desk-leave', 'officer-change'):
        need(entry['time'] >= roster.back.get(member, 0), 'roster-expired')
    if operation['type'] == 'desk-leave':
        need(entry['time'] >= roster.joined.get((operation['desk'], member), 0), 'roster-expired')

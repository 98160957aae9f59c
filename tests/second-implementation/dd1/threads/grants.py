"""9.6: grants, and who is in a thread."""
from dd1.core import forms
from dd1.threads import names as threads
from dd1.core.errors import need

CODE = 'thread-member'
ANNOUNCING = ('officers', 'programme')


def decode_members(data):
    """Ids in their order, none twice."""
    need(len(data) % 16 == 0, 'malformed')
    found = [forms.b64(data[at:at + 16]) for at in range(0, len(data), 16)]
    need(all(a < b for a, b in zip(found, found[1:])), 'malformed')
    return found


def _thread(grant):
    return forms.unb64(grant['thread'])


def _is_desk_thread(roster, thread, owner, desk):
    return thread == threads.desk_thread(roster.rootfp, forms.unb64(owner), desk)


def another_thread(roster, thread):
    """Whether the id is that of a desk thread of anybody who has or had a card, or of announcements."""
    desks = roster.policy()['desks']
    if any(thread == threads.announcement_thread(roster.rootfp, desk) for desk in ANNOUNCING):
        return True
    return any(_is_desk_thread(roster, thread, owner, desk) for desk in desks for owner in roster.ever())


def _desk(roster, grant, sender, recipient, contacts):
    owner, desk = grant['owner'], grant['desk']
    need(owner is not None and roster.card(owner) is not None and desk in roster.policy()['desks'], CODE)
    need(_is_desk_thread(roster, _thread(grant), owner, desk), CODE)
    need(sender == owner or roster.ever_in_desk(desk, sender), CODE)
    need(recipient == owner or roster.in_desk(desk, recipient), CODE)


def _announcement(roster, grant, sender, recipient, contacts):
    need(grant['desk'] in ANNOUNCING, CODE)
    need(_thread(grant) == threads.announcement_thread(roster.rootfp, grant['desk']), CODE)
    need(roster.ever_in_desk(grant['desk'], sender), CODE)


def _group(roster, grant, sender, recipient, contacts):
    maker = grant['owner']
    need(maker is not None and grant['version'] >= 1, CODE)
    card = roster.last_card(maker)
    need(card is not None and (card['role'] != 'participant' or maker == recipient or maker in contacts), CODE)
    listed = decode_members(grant['members'])
    need(sender in listed and recipient in listed, CODE)
    need(not another_thread(roster, _thread(grant)), CODE)


def _direct(roster, grant, sender, recipient, contacts):
    listed = decode_members(grant['members'])
    need(len(listed) == 2 and sender in listed and recipient in listed, CODE)


def require(roster, grant, sender, recipient, contacts=()):
    """`contacts` are members with whom the recipient has a pair. The id of a pair needs its secret (9.6)."""
    {'desk': _desk, 'announcement': _announcement, 'group': _group, 'direct': _direct}[grant['kind']](
        roster, grant, sender, recipient, contacts)


def members_of(roster, grant):
    """Who is in the thread now, in the order of the ids."""
    if grant['kind'] == 'announcement':
        return roster.members()
    if grant['kind'] == 'desk':
        need(grant['owner'] is not None, CODE)
        need(grant['desk'] in roster.policy()['desks'], 'roster-rule')
        here = {grant['owner'], *roster.desk_members(grant['desk'])}
        return sorted(member for member in here if roster.card(member) is not None)
    return [member for member in decode_members(grant['members']) if roster.card(member) is not None]


def _list_hash(grant):
    return threads.membership_hash(_thread(grant), grant['version'], forms.unb64(grant['owner']), grant['members'])


def judge_membership(grant, sender, known):
    """`adopt`, `fits`, `older` or `wait`."""
    if known is None:
        return 'adopt' if sender == grant['owner'] else 'wait'
    need(grant['owner'] == known['owner'], CODE)
    if grant['version'] < known['version']:
        return 'older'
    if grant['version'] > known['version']:
        return 'adopt' if sender == grant['owner'] else 'wait'
    need(sender in decode_members(known['members']), CODE)
    need(_list_hash(grant) == _list_hash(known), 'thread-forked')
    return 'fits'

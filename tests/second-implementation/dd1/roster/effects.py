"""3.4: what an entry in force changes."""

from dd1.core.hashing import HT
from dd1.log.leaves import roster_leaf
from dd1.roster.place import touched
from dd1.roster.signers import own_key
from dd1.core.tuples import u64


def _end_freeze(roster, member, leaf, how):
    running = roster.running(member)
    if running:
        running['ended'], running['how'] = leaf, how


def _changed(roster, desk, leaf):
    roster.desk_changes[desk] = leaf


def _changed_everywhere(roster, member, leaf):
    for desk in roster.desks_of(member) + ['members']:
        _changed(roster, desk, leaf)


def _gone(roster, member, leaf):
    _changed_everywhere(roster, member, leaf)
    for desk in roster.desks_of(member):
        roster.desks.end((desk, member), leaf)
    roster.cards.end(member, leaf)
    _end_freeze(roster, member, leaf, 'gone')
    roster.claims.pop(member, None)


def reserve(roster, op, entry, signers, entry_hash, leaf, now):
    for each in op['ids']:
        roster.reserved[each['member']] = {'leaf': leaf, 'inbox': each['inbox']}
        roster.named.add(each['member'])


def add(roster, op, entry, signers, entry_hash, leaf, now):
    card = op['card']
    roster.take_card(card, leaf)
    roster.invites.add(op['invite'])
    roster.back[card['member']] = now
    _changed(roster, 'members', leaf)


def remove(roster, op, entry, signers, entry_hash, leaf, now):
    if roster.card(op['member']) is None:
        roster.withdrawn[op['member']] = leaf
    else:
        _gone(roster, op['member'], leaf)


def credential(roster, op, entry, signers, entry_hash, leaf, now):
    card = dict(roster.card(op['member']), credentials=op['credentials'])
    if op['cardKeyHash'] is not None:
        card['cardKeyHash'] = op['cardKeyHash']
    roster.take_card(card, leaf)
    roster.claims.pop(op['member'], None)


def rekey(roster, op, entry, signers, entry_hash, leaf, now):
    roster.take_card(op['card'], leaf)
    roster.claims.pop(op['card']['member'], None)


def claim(roster, op, entry, signers, entry_hash, leaf, now):
    member = op['card']['member']
    roster.claims[member] = {'card': op['card'], 'hash': entry_hash, 'leaf': leaf, 'time': now, 'releases': []}
    roster.claim_times[member] = now


def claim_stop(roster, op, entry, signers, entry_hash, leaf, now):
    roster.claims.pop(op['member'], None)
    roster.claim_times[op['member']] = now


def release(roster, op, entry, signers, entry_hash, leaf, now):
    roster.claims[op['member']]['releases'].append(
        {'officers': signers, 'time': now, 'acknowledged': op['acknowledged'] is not None})


def desk_join(roster, op, entry, signers, entry_hash, leaf, now):
    roster.desks.begin((op['desk'], op['member']), leaf)
    roster.joined[(op['desk'], op['member'])] = now
    _changed(roster, op['desk'], leaf)


def desk_leave(roster, op, entry, signers, entry_hash, leaf, now):
    roster.desks.end((op['desk'], op['member']), leaf)
    _changed(roster, op['desk'], leaf)


def desk_epoch(roster, op, entry, signers, entry_hash, leaf, now):
    roster.epochs.setdefault(op['desk'], []).append({'epoch': op['epoch'], 'keyHash': op['keyHash'], 'leaf': leaf})


def month_key(roster, op, entry, signers, entry_hash, leaf, now):
    roster.months.append({'month': op['month'], 'number': op['number'], 'keyHash': op['keyHash'], 'leaf': leaf})


def officer_change(roster, op, entry, signers, entry_hash, leaf, now):
    member = op['member']
    if not op['in']:
        _gone(roster, member, leaf)
        return
    roster.take_card(dict(roster.card(member), role='officer'), leaf)
    roster.desks.begin(('officers', member), leaf)
    roster.back[member] = now
    roster.quorum = max(roster.quorum, min(2, len(roster.officers())))
    _changed(roster, 'officers', leaf)


def adopt(roster, op, entry, signers, entry_hash, leaf, now):
    roster.adopted[op['member']] = op


def policy(roster, op, entry, signers, entry_hash, leaf, now):
    roster.policies.append((leaf, op['policy']))


def limits(roster, op, entry, signers, entry_hash, leaf, now):
    roster.set_limits(leaf, op['kinds'])


def witness_change(roster, op, entry, signers, entry_hash, leaf, now):
    roster.witnesses.append((op['size'], op['witnesses'][0]))


def log_origin(roster, op, entry, signers, entry_hash, leaf, now):
    roster.log_keys.append((leaf, op['publicKey']))


def release_key(roster, op, entry, signers, entry_hash, leaf, now):
    roster.release_keys = op['keys']


def freeze(roster, op, entry, signers, entry_hash, leaf, now):
    member = op['member']
    _end_freeze(roster, member, leaf, 'replaced')
    roster.freezes.append({'member': member, 'leaf': leaf, 'until': op['until'], 'signers': signers,
                           'officer': roster.is_officer(member), 'ended': None, 'how': None})
    _changed_everywhere(roster, member, leaf)


def unfreeze(roster, op, entry, signers, entry_hash, leaf, now):
    _end_freeze(roster, op['member'], leaf, 'unfreeze')
    roster.back[op['member']] = now
    _changed_everywhere(roster, op['member'], leaf)


def lapse(roster, op, entry, signers, entry_hash, leaf, now):
    _end_freeze(roster, op['member'], leaf, 'lapse')
    _changed_everywhere(roster, op['member'], leaf)


def restore(roster, op, entry, signers, entry_hash, leaf, now):
    roster.restored.add((op['size'], op['mirrored']))


def purge(roster, op, entry, signers, entry_hash, leaf, now):
    roster.purges.append((leaf, op['before']))


def destroy(roster, op, entry, signers, entry_hash, leaf, now):
    roster.destroyed.append((leaf, op['member']))


EFFECTS = {name.replace('_', '-'): globals()[name] for name in (
    'reserve', 'add', 'remove', 'credential', 'rekey', 'claim', 'claim_stop', 'release', 'desk_join', 'desk_leave',
    'desk_epoch', 'month_key', 'officer_change', 'adopt', 'policy', 'limits', 'witness_change', 'log_origin',
    'release_key', 'freeze', 'unfreeze', 'lapse', 'restore', 'purge', 'destroy')}


def apply(roster, entry, signers, entry_hash, data, leaf, now):
    """Touches subjects, moves the head, changes what the roster knows, and adds the line, in this order."""
    operation = entry['operation']
    own = own_key(roster, operation, signers)
    if own:
        roster.own[own] = roster.own.get(own, []) + [entry['time']]
    roster.touch(touched(roster, operation), HT('dd1/signed-entry', data))
    EFFECTS[operation['type']](roster, operation, entry, signers, entry_hash, leaf, now)
    roster.entries.add(entry_hash)
    roster.seq += 1
    roster.head = HT('dd1/roster-head', roster.rootfp, roster.head, HT('dd1/signed-entry', data), u64(leaf))
    roster.heads.append(roster.head)
    roster.head_leaves.append(leaf)
    roster.add_line(leaf, roster_leaf(data), HT('dd1/signed-entry', data), '', now)



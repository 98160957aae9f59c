"""3.4: what must hold for each operation. Fails with `roster-rule` unless a code is named."""
import re
import time as clock

from dd1.core import forms, layers
from dd1.log import merkle
from dd1.members import assertion
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.roster.policy import by_kind, loosens, policy_hash, require_card, require_sound, with_limits
from dd1.roster.signers import by_herself, left_alone
from dd1.core.tuples import T, u64

RULE, HOUR, DAY = 'roster-rule', 3600000, 86400000


def open_claim(roster, member, now):
    claim = roster.claims.get(member)
    return claim if claim and now - claim['time'] <= 14 * DAY else None


def require_sound_card(roster, card, now, policy=None):
    """As the policy asks, and with keys that are, were and are claimed by nobody else."""
    member = card['member']
    require_card(policy or roster.policy(), card)
    need(roster.sign_keys.get(card['signKey'], set()) <= {member}, RULE)
    keys = [key for each in card['credentials'] for key in (each['id'], each['publicKey'])]
    need(all(roster.hardware.get(key, set()) <= {member} for key in keys), RULE)
    for other in list(roster.claims):
        claim = open_claim(roster, other, now)
        if claim and other != member:
            need(claim['card']['signKey'] != card['signKey'], RULE)
            taken = {key for each in claim['card']['credentials'] for key in (each['id'], each['publicKey'])}
            need(not taken & set(keys), RULE)


def reserve(roster, entry, op, signers, now, leaf):
    ids = [each['member'] for each in op['ids']]
    need(1 <= len(ids) <= 500 and all(a < b for a, b in zip(ids, ids[1:])), RULE)
    need(not set(ids) & roster.named and len(roster.named) + len(ids) <= 8192, RULE)


def add(roster, entry, op, signers, now, leaf):
    card = op['card']
    member = card['member']
    need(card['role'] in ('participant', 'staff') and roster.card(member) is None, RULE)
    need(member in roster.named or len(roster.named) < 8192, RULE)
    need(op['invite'] not in roster.invites, 'invite-used')
    require_sound_card(roster, card, now)
    need(card['signKey'] not in roster.sign_keys, RULE)
    endorser = roster.card(op['endorser'])
    need(endorser is not None and endorser['role'] != 'participant' and not roster.frozen(op['endorser']),
         'roster-right')
    if member in roster.named:
        need(op['endorser'] not in signers, 'roster-right')
    message = T('dd1/sig/endorse', roster.rootfp, forms.unb64(op['invite']), op['joinHash'], op['compared'])
    need(layers.signed(endorser['signKey'], message, op['endorsement']), 'roster-signature')


def reserved_only(roster, member):
    return member in roster.reserved and not roster.cards.ever(member) and member not in roster.withdrawn


def remove(roster, entry, op, signers, now, leaf):
    card = roster.card(op['member'])
    need(card['role'] != 'officer' if card else reserved_only(roster, op['member']), RULE)


def credential(roster, entry, op, signers, now, leaf):
    card = roster.card(op['member'])
    need(card is not None, RULE)
    old, new = card['credentials'], op['credentials']
    need(new, RULE)
    if not by_herself(signers, op):
        need(op['cardKeyHash'] is None and len(new) < len(old), RULE)
        need(new == [each for each in old if each in new], RULE)
        return
    need(new != old or op['cardKeyHash'] not in (None, card['cardKeyHash']), RULE)
    ids = [each['id'] for each in new]
    need(len(set(ids)) == len(ids), RULE)
    wanted = dict(card, credentials=new)
    fewer = dict(roster.policy(), ways=[dict(way, credentials=1) for way in roster.policy()['ways']])
    require_sound_card(roster, wanted, now, fewer)


def _new_card(roster, op, now):
    card = op['card']
    old = roster.card(card['member'])
    need(old is not None and card['role'] == old['role'], RULE)
    need(card['member'] not in roster.sign_keys.get(card['signKey'], set()), RULE)
    require_sound_card(roster, card, now)
    message = T('dd1/rekey-proof', roster.rootfp, forms.encode('dd1/member-card', card))
    need(layers.signed(card['signKey'], message, op['proof']), 'roster-signature')


def released(roster, member, claim, now):
    """3.10."""
    counting = {officer: release for release in claim['releases'] for officer in release['officers']
                if roster.is_officer(officer) and not roster.frozen(officer)}
    if len(counting) != 1:
        return len(counting) >= 2
    release = list(counting.values())[0]
    waited = now - release['time']
    others = [each for each in roster.officers() if each != member]
    if not roster.is_officer(member) and release['acknowledged'] and waited >= DAY:
        return True
    return len(others) == 1 and waited >= 3 * DAY


def rekey(roster, entry, op, signers, now, leaf):
    member = op['card']['member']
    _new_card(roster, op, now)
    participant = roster.card(member)['role'] == 'participant' and not roster.frozen(member)
    if op['cause'] == 'rotation' or participant:
        need(op['claim'] is None, RULE)
        return
    claim = open_claim(roster, member, now)
    need(claim is not None and op['claim'] == claim['hash'] and op['card'] == claim['card'], RULE)
    need(released(roster, member, claim, now), RULE)


def claim(roster, entry, op, signers, now, leaf):
    _new_card(roster, op, now)
    last = roster.claim_times.get(op['card']['member'])
    need(last is None or now - last >= HOUR, 'roster-often')


def claim_stop(roster, entry, op, signers, now, leaf):
    need(open_claim(roster, op['member'], now) is not None, RULE)


def require_acknowledged(roster, ack, signers, member, claim_leaf):
    need(ack['rootfp'] == roster.rootfp, 'root-mismatch')
    officer = ack['officer']
    need(roster.is_officer(officer) and not roster.frozen(officer), 'roster-right')
    need(officer not in signers and officer != member and ack['size'] > claim_leaf, RULE)
    need(ack['rosterHead'] in roster.heads, 'roster-chain')
    data = HT('dd1/acknowledge-data', ack['rootfp'], forms.unb64(officer), u64(ack['size']), ack['root'],
              ack['rosterHead'], u64(ack['verdicts']), ack['verdictsRoot'], ack['state'], u64(ack['time']))
    assertion.verify(ack['assertion'], roster.card(officer)['credentials'], 'acknowledge', roster.rootfp,
                     roster.origin, roster.rp_id, officer, data)


def release(roster, entry, op, signers, now, leaf):
    found = open_claim(roster, op['member'], now)
    need(found is not None and found['hash'] == op['claim'], RULE)
    before = {officer for each in found['releases'] for officer in each['officers']}
    need(not before & set(signers), RULE)
    if op['acknowledged'] is not None:
        require_acknowledged(roster, op['acknowledged'], signers, op['member'], found['leaf'])


def desk_join(roster, entry, op, signers, now, leaf):
    card, desk = roster.card(op['member']), op['desk']
    need(card is not None and card['role'] != 'participant' and not roster.frozen(op['member']), RULE)
    need(desk in roster.policy()['desks'] and desk != 'officers' and not roster.in_desk(desk, op['member']), RULE)


def desk_leave(roster, entry, op, signers, now, leaf):
    desk = op['desk']
    need(desk not in ('officers', 'members') and roster.in_desk(desk, op['member']), RULE)
    if op['member'] in signers:
        need(not left_alone(roster, desk, op['member']), RULE)


def desk_epoch(roster, entry, op, signers, now, leaf):
    desk = op['desk']
    need(desk == 'members' or desk in roster.policy()['desks'], RULE)
    need(op['epoch'] == len(roster.epochs.get(desk, [])) + 1, 'roster-chain')
    holders = [member for member in roster.desk_members(desk) if not roster.frozen(member)]
    if desk == 'members':
        expected = {'type': 'counted', 'count': len(holders),
                    'root': merkle.root([forms.unb64(member) for member in holders])}
    else:
        expected = {'type': 'listed', 'members': holders}
    need(op['holders'] == expected, RULE)


def month_key(roster, entry, op, signers, now, leaf):
    need(re.fullmatch(r'\d{4}-(0[1-9]|1[0-2])', op['month']) is not None, 'malformed')
    at = clock.gmtime(entry['time'] // 1000)
    year, month = at.tm_year, at.tm_mon
    following = (year + month // 12, month % 12 + 1)
    need(op['month'] in ('%04d-%02d' % (year, month), '%04d-%02d' % following), RULE)
    numbers = [each['number'] for each in roster.months if each['month'] == op['month']]
    need(op['number'] == (numbers[-1] if numbers else 0) + 1 and op['number'] <= 9, RULE)
    expected = [member for member in sorted(roster.officers()) if not roster.frozen(member)]
    need([each['officer'] for each in op['seeds']] == expected, RULE)


def officer_change(roster, entry, op, signers, now, leaf):
    card = roster.card(op['member'])
    need(card is not None, RULE)
    if not op['in']:
        need(card['role'] == 'officer', RULE)
        return
    need(card['role'] == 'staff' and not roster.frozen(op['member']) and len(roster.officers()) < 9, RULE)
    require_card(roster.policy(), dict(card, role='officer'))


def adopt(roster, entry, op, signers, now, leaf):
    need(op['member'] in roster.reserved and roster.card(op['member']) is not None, RULE)
    desks = [each['desk'] for each in op['lists']]
    need(all(a.encode() < b.encode() for a, b in zip(desks, desks[1:])), RULE)
    need(set(desks) <= set(roster.policy()['desks']), RULE)


def policy(roster, entry, op, signers, now, leaf):
    old, new = roster.policy(), op['policy']
    require_sound(new, roster.genesis['foundedAt'])
    need(set(old['desks']) <= set(new['desks']), RULE)
    kinds = by_kind(new)
    for rule in old['kinds']:
        other = kinds.get(rule['kind'])
        need(other is not None and other['owned'] == rule['owned'], RULE)
        need(bool(other['writers']) == bool(rule['writers']), RULE)
    for member in roster.officers():
        require_card(new, roster.card(member))
    need(roster.quorum != 1 or not loosens(old, new), 'policy-loose')


def limits(roster, entry, op, signers, now, leaf):
    order = [rule['kind'] for rule in roster.policy()['kinds']]
    named = [each['kind'] for each in op['kinds']]
    need(named and set(named) <= set(order), RULE)
    places = [order.index(kind) for kind in named]
    need(all(a < b for a, b in zip(places, places[1:])), RULE)
    need(roster.quorum != 1 or not loosens(roster.policy(), with_limits(roster.policy(), op['kinds'])), 'policy-loose')


def witness_change(roster, entry, op, signers, now, leaf):
    need(len(op['witnesses']) == 1 and op['witnesses'][0] != roster.witnesses[-1][1], RULE)
    need(1 <= op['size'] <= leaf, RULE)
    seq, head, state = roster.after(op['size'])
    need((op['rosterSeq'], op['rosterHead'], op['state']) == (seq, head, state), RULE)


def log_origin(roster, entry, op, signers, now, leaf):
    need(op['publicKey'] != roster.log_keys[-1][1] and op['size'] <= leaf, RULE)
    need(op['rosterHead'] in roster.heads, RULE)


def release_key(roster, entry, op, signers, now, leaf):
    need(len(set(op['keys'])) == len(op['keys']), RULE)


def freeze(roster, entry, op, signers, now, leaf):
    need(not op['asked'], 'not-yet')
    running = roster.running(op['member'])
    need(roster.card(op['member']) is not None, RULE)
    if op['until'] is None:
        need(running is None or running['until'] is not None, RULE)
        return
    need(running is None, RULE)
    need(entry['time'] < op['until'] <= entry['time'] + 3 * DAY and op['until'] > now, RULE)


def unfreeze(roster, entry, op, signers, now, leaf):
    running = roster.running(op['member'])
    need(running is not None and running['leaf'] == op['freeze'], RULE)


def lapse(roster, entry, op, signers, now, leaf):
    running = roster.running(op['member'])
    need(running is not None and running['until'] is not None and now > running['until'], RULE)


def restore(roster, entry, op, signers, now, leaf):
    message = T('dd1/sig/returned', roster.rootfp, roster.genesis['log']['origin'], u64(op['size']),
                u64(op['mirrored']), u64(op['at']))
    need(op['size'] < op['mirrored'] <= leaf and (op['size'], op['mirrored']) not in roster.restored, RULE)
    need(layers.signed(roster.witness_at(leaf)['cosignKey'], message, op['signature']), RULE)


def purge(roster, entry, op, signers, now, leaf):
    need(op['before'] <= entry['time'], RULE)


def destroy(roster, entry, op, signers, now, leaf):
    if op['member'] not in signers:
        need(roster.card(op['member']) is None, 'roster-right')
        need(reserved_only(roster, op['member']), RULE)


RULES = {name.replace('_', '-'): globals()[name] for name in (
    'reserve', 'add', 'remove', 'credential', 'rekey', 'claim', 'claim_stop', 'release', 'desk_join', 'desk_leave',
    'desk_epoch', 'month_key', 'officer_change', 'adopt', 'policy', 'limits', 'witness_change', 'log_origin',
    'release_key', 'freeze', 'unfreeze', 'lapse', 'restore', 'purge', 'destroy')}

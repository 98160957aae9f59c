"""3.2 (2), 5.8, 5.9: whether a policy is sound; 3.12: the differences of two policies."""
import json
import re

from dd1.core import forms, page
from dd1.members import assertion
from dd1.core.errors import need
from dd1.core.hashing import HT

ROLES = page.words()['roles']
DAY = 86400000
LIMITS = ('batch', 'perHour', 'perDay')
STANDING = ('inbox', 'tags-', 'keys-', 'state-')
ATTESTATION = ['none', 'preferred', 'required']


def policy_hash(policy):
    return HT('dd1/policy', forms.encode('dd1/policy', policy))


def by_kind(policy):
    return {rule['kind']: rule for rule in policy['kinds']}


def way_rule(policy, role):
    return next(rule for rule in policy['ways'] if rule['role'] == role)


def is_standing(kind):
    return kind == 'inbox' or kind.startswith(STANDING[1:])


def reserved_name(kind):
    return kind.startswith(STANDING + ('case-',)) or kind == 'reserved'


def expected_kinds(policy):
    """What the names of 5.9 must be: kind to (form, writers, readers, whether more readers may follow)."""
    plain = [rule for rule in policy['kinds'] if not is_standing(rule['kind'])]
    found = {'inbox': ('person', [], [], False), 'reserved': ('about', ['officers'], ['officers'], False)}
    kinds = by_kind(policy)
    for desk in policy['desks']:
        if any(rule['owned'] == 'person' and (desk in rule['writers'] or
                                              not rule['writers'] and rule['readers'][:1] == [desk]) for rule in plain):
            found['tags-' + desk] = ('person', [], [desk], False)
        if any(rule['owned'] != 'person' and desk in rule['writers'] for rule in plain):
            found['keys-' + desk] = ('desk', [desk], [desk], False)
        if 'case-' + desk in kinds:
            found['case-' + desk] = ('about', [desk], [desk], False)
            found['state-' + desk] = ('desk', [desk], [desk], True)
    return found


def day_number(text):
    """Days since 1970 of a day of the Gregorian calendar, `YYYY-MM-DD`, or None."""
    found = re.fullmatch(r'([0-9]{4})-([0-9]{2})-([0-9]{2})', text)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        return None
    before = year - 1
    return 365 * year + before // 4 - before // 100 + before // 400 + sum(lengths[:month - 1]) + day - 719528


def require_days(event, founded):
    """`founded` is `foundedAt` of genesis, or `draftedAt` of a draft."""
    first, last = day_number(event['startsOn']), day_number(event['endsOn'])
    need(first is not None and last is not None and first <= last, 'policy-unsound')
    need(last * DAY - founded <= page.limits()['eventDaysAheadMax'] * DAY, 'policy-unsound')


def require_sound(policy, founded):
    require_days(policy['event'], founded)
    desks, kinds, code = policy['desks'], by_kind(policy), 'policy-unsound'
    need(len(set(desks)) == len(desks) and len(kinds) == len(policy['kinds']), code)
    need({'officers', 'programme', 'communications'} <= set(desks) and 'members' not in desks, code)
    for rule in policy['kinds']:
        need(all(desk in desks for desk in rule['writers']), code)
        need(all(desk in desks or desk == 'members' for desk in rule['readers']), code)
        if rule['owned'] == 'person' and rule['writers']:
            need(set(rule['readers']) <= set(rule['writers']), code)
        if rule['owned'] == 'about':
            need(len(rule['writers']) == 1, code)
        if rule['owned'] == 'desk':
            need(rule['writers'], code)
    expected = expected_kinds(policy)
    need({kind for kind in kinds if reserved_name(kind)} == set(expected), code)
    longest = max(rule['keepDays'] for rule in policy['kinds'])
    for kind, (form, writers, readers, more) in expected.items():
        rule = kinds[kind]
        need(rule['owned'] == form and rule['writers'] == writers and not rule['gated'], code)
        need(rule['readers'] == readers or more and rule['readers'][:1] == readers, code)
        if kind in ('inbox', 'reserved') or kind.startswith(('tags-', 'keys-')):
            need(rule['keepDays'] >= longest, code)
    own = [rule for rule in policy['kinds'] if rule['owned'] == 'person' and not rule['writers']]
    need(len(own) <= 32, code)
    need(sorted(rule['role'] for rule in policy['ways']) == sorted(ROLES), code)
    need(all(rule['credentials'] >= 1 for rule in policy['ways']), code)


def require_card(policy, card, code='roster-rule'):
    """A card as the policy asks. Staff and officers have an opening key, participants have none."""
    rule = way_rule(policy, card['role'])
    need(card['way'] in rule['ways'] and len(card['credentials']) >= rule['credentials'], code)
    need((card['role'] == 'participant') == (card['openKeyHash'] is None), code)
    ids = [each['id'] for each in card['credentials']]
    need(len(set(ids)) == len(ids), code)
    need(len({each['publicKey'] for each in card['credentials']}) == len(ids), code)
    for each in card['credentials']:
        assertion.parse_key(each['publicKey'])
    if not rule['backupAllowed']:
        need(not any(each['backupEligible'] for each in card['credentials']), 'assertion-backup')


def _there(of, before, now):
    gone = [[of, name, 'there', True, False, True] for name in before if name not in now]
    return gone + [[of, name, 'there', False, True, False] for name in now if name not in before]


def _filing(rule):
    """The desk that files a kind for somebody without keys, or nothing."""
    return rule['readers'][0] if rule['owned'] == 'person' and not rule['writers'] and rule['readers'] else ''


def _kind_differences(before, now):
    name = now['kind']

    def line(field, loosens):
        return [['kind', name, field, before[field], now[field], loosens]] if before[field] != now[field] else []

    found = line('owned', True) + line('gated', before['gated'] and not now['gated'])
    for field in ('readers', 'writers'):
        if sorted(before[field]) != sorted(now[field]):
            found += line(field, bool(set(now[field]) - set(before[field])))
        if field == 'readers' and _filing(before) != _filing(now):
            found.append(['kind', name, 'filing', _filing(before), _filing(now), _filing(now) != ''])
    for field in LIMITS + ('keepDays',):
        found += line(field, now[field] > before[field])
    return found


def _role_differences(before, now):
    def line(field, loosens):
        return [['role', now['role'], field, before[field], now[field], loosens]] if before[field] != now[field] else []

    found = []
    if sorted(before['ways']) != sorted(now['ways']):
        found += line('ways', bool(set(now['ways']) - set(before['ways'])))
    found += line('credentials', now['credentials'] < before['credentials'])
    found += line('backupAllowed', now['backupAllowed'])
    found += line('attestation', ATTESTATION.index(now['attestation']) < ATTESTATION.index(before['attestation']))
    return found


def differences(before, now):
    """All differences of a policy from an earlier one, in the order of 3.12."""
    ends, end = before['event']['endsOn'], now['event']['endsOn']
    found = [['event', '', 'endsOn', ends, end, end > ends]] if ends != end else []
    found += _there('desk', before['desks'], now['desks'])
    old, new = by_kind(before), by_kind(now)
    found += _there('kind', list(old), list(new))
    for kind in old:
        if kind in new:
            found += _kind_differences(old[kind], new[kind])
    for rule in before['ways']:
        found += _role_differences(rule, way_rule(now, rule['role']))
    return found


def loosens(before, now):
    return any(line[5] for line in differences(before, now))


def named(difference):
    """What a tick confirms."""
    return json.dumps(difference[:5], separators=(',', ':'), ensure_ascii=False)


def require_confirmed(before, now, confirmed):
    for difference in differences(before, now):
        need(named(difference) in confirmed, 'policy-unconfirmed')


def with_limits(policy, limits):
    """The policy after a `limits` entry."""
    changed = {each['kind']: each for each in limits}
    kinds = [dict(rule, **{name: changed[rule['kind']][name] for name in LIMITS}) if rule['kind'] in changed else rule
             for rule in policy['kinds']]
    return dict(policy, kinds=kinds)

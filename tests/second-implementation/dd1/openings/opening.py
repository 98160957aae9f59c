"""7: batches, the witness's decision, releases, and the lines of the log."""
from dd1.core import forms, layers, page
from dd1.log import leaves
from dd1.members import assertion
from dd1.openings import outcomes
from dd1.records import record as records
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.roster.policy import by_kind
from dd1.core.tuples import T, untuple

SKEW, LIFE = 600000, 43200000


def body_hash(body):
    return HT('dd1/opening', body)


def batch_hash(rootfp, hashes):
    return HT('dd1/opening-batch', rootfp, *hashes)


def verify_batch(roster, bodies, ephemeral_key, data, now):
    """7.1: the batch hash."""
    items, code = [forms.parse('dd1/opening', body) for body in bodies], 'opening-batch'
    need(1 <= len(items) <= 200, code)
    for item in items:
        need(item['rootfp'] == roster.rootfp, 'root-mismatch')
        need(all(item[name] == items[0][name] for name in ('requester', 'time', 'until')), code)
        need(item['ephemeralHash'] == layers.key_hash(ephemeral_key), code)
        need(item['reason'] in page.words()['openingReasons'], 'opening-body')
    need(len({item['record'] for item in items}) == len(items), code)
    first = items[0]
    need(abs(now - first['time']) <= SKEW, 'opening-time')
    need(now <= first['until'] <= first['time'] + LIFE, 'opening-time')
    card = roster.card(first['requester'])
    need(card is not None, 'roster-right')
    found = batch_hash(roster.rootfp, [body_hash(body) for body in bodies])
    assertion.verify(forms.parse('dd1/assertion', data), card['credentials'], 'opening', roster.rootfp,
                     roster.origin, roster.rp_id, first['requester'], found)
    return found


def view_of(opening, header):
    """7.2 (4): the bytes of the view that body and header give."""
    named = {name: opening[name] for name in ('rootfp', 'requester', 'desk', 'record', 'reason', 'time')}
    person = header['owner'] if header['owner'] is not None else header['about']
    return forms.encode('dd1/view', dict(named, kind=header['kind'], person=person))


def opening_commitment(body_salt, body, view_salt, view):
    return leaves.commitment('opening', leaves.body_digest(body_salt, body), leaves.view_digest(view_salt, view))


def decide(roster, body, body_salt, view_salt, record, place, seed, opening_leaf, leaf, record_leaf, now, lowest_live):
    """7.2, steps 3 to 14: the witness's share. `place` is the opening's, `leaf` the record's."""
    opening = forms.parse('dd1/opening', body)
    need(records.digest_of(record) == opening['digest'], 'opening-body')
    _, _, header, _, header_hash = records.parts(record)
    need(header_hash == opening['headerHash'], 'opening-body')
    kind, nonce, tag, found = leaves.parse(opening_leaf)
    expected = opening_commitment(body_salt, body, view_salt, view_of(opening, header))
    need((kind, nonce, found) == ('opening', body_hash(body)[:16], expected), 'opening-not-logged')
    need(now <= opening['until'], 'opening-time')
    verified = records.verify(roster, record, leaf, {'record': opening['record']})
    policies = (roster.policy_at(leaf), roster.policy())
    requester, desk = opening['requester'], opening['desk']
    need(desk in header['readers'], 'opening-desk')
    need(all(desk in by_kind(policy)[header['kind']]['readers'] for policy in policies), 'opening-desk')
    need(roster.in_desk(desk, requester), 'opening-desk')
    need(header['opensAt'] <= now <= min(header['closesAt'], header['purgeAfter']), 'opening-closed')
    need(header['revision'] >= lowest_live, 'record-retired')
    card = roster.card(requester)
    need(card is not None and roster.cards.at(requester, place) == card, 'opening-requester')
    need(not roster.frozen_at(requester, place) and not roster.frozen(requester), 'opening-requester')
    need(roster.in_desk_at(desk, requester, place), 'opening-desk')
    shares = records.open_as_witness(verified, seed)
    records.require_leaf(verified, shares['tagKey'], record_leaf)
    need(tag == leaves.tag(shares['tagKey'], roster.rootfp, nonce), 'opening-tag')
    return shares['witnessShare']


def within_limits(policy, kind, in_batch, last_hour, last_day):
    """7.2 (15). `in_batch` counts this one, the others are the releases before it."""
    rule = by_kind(policy).get(kind)
    need(rule is not None, 'record-policy')
    need(in_batch <= rule['batch'] and last_hour < rule['perHour'] and last_day < rule['perDay'], 'opening-limit')


def release_binding(roster, hashes):
    witness = roster.witnesses[-1][1]
    return HT('dd1/release', roster.rootfp, witness['cosignKey'], batch_hash(roster.rootfp, hashes))


def open_release(roster, seed, wrapped, asked):
    """The items of a release, in the order of the requests."""
    binding = release_binding(roster, asked)
    data = layers.unwrap(roster.rootfp, 'release', binding, seed, forms.parse('dd1/wrap', wrapped))
    items = [forms.parse('dd1/release-item', each) for each in untuple('dd1/list', data)]
    need([item['bodyHash'] for item in items] == asked, 'release-mismatch')
    return items


def seal_release(roster, public, items, random):
    hashes = [item['bodyHash'] for item in items]
    contents = T('dd1/list', *[forms.encode('dd1/release-item', item) for item in items])
    return layers.wrap(roster.rootfp, 'release', release_binding(roster, hashes), public, contents, random)


def verify_log_body(roster, data, index, leaf):
    """7.5, an officer: the bytes of the opening."""
    line, code = forms.parse('dd1/log-body', data), 'log-body'
    kind, nonce, _, found = leaves.parse(leaf)
    need(line['leaf'] == index and kind == 'opening' and nonce == body_hash(line['body'])[:16], code)
    need(found == opening_commitment(line['bodySalt'], line['body'], line['viewSalt'], line['view']), code)
    opening, view = forms.parse('dd1/opening', line['body']), forms.parse('dd1/view', line['view'])
    same = ('rootfp', 'requester', 'desk', 'record', 'reason', 'time')
    need(all(opening[name] == view[name] for name in same), code)
    outcome = outcomes.verify(roster, line['outcome'], index, leaf)
    need(outcome['word'] in ('released', 'refused'), code)
    need(opening['rootfp'] == roster.rootfp, 'root-mismatch')
    need(line['batch'].count(body_hash(line['body'])) == 1, code)
    card = roster.cards.at(opening['requester'], index)
    need(card is not None, 'opening-requester')
    assertion.verify(forms.parse('dd1/assertion', line['assertion']), card['credentials'], 'opening', roster.rootfp,
                     roster.origin, roster.rp_id, opening['requester'], batch_hash(roster.rootfp, line['batch']))
    return line['body']


def verify_log_view(roster, data, index, leaf, tag_keys):
    """7.5, an owner: the view. `tag_keys` are those of the record that the view names, if any is known."""
    line, code = forms.parse('dd1/log-view', data), 'log-body'
    kind, nonce, tag, found = leaves.parse(leaf)
    need(line['leaf'] == index and kind == 'opening', code)
    need(found == leaves.commitment('opening', line['bodyDigest'], leaves.view_digest(line['viewSalt'], line['view'])),
         code)
    outcome = outcomes.verify(roster, line['outcome'], index, leaf)
    need(outcome['word'] in ('released', 'refused'), code)
    if outcome['word'] == 'released' and tag_keys:
        need(tag in [leaves.tag(key, roster.rootfp, nonce) for key in tag_keys], 'opening-tag')
    return forms.parse('dd1/view', line['view'])



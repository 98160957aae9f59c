"""5.8 to 5.10: where a record stands, under which tag, and who may write it."""
from dd1.core import forms
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.log.leaves import standing_tag_key
from dd1.roster.policy import by_kind, is_standing


def leaf_type(kind):
    return 'programme' if kind == 'programme' else 'standing' if is_standing(kind) else 'record'


def is_public(kind):
    return leaf_type(kind) != 'record'


def whose(rule, header):
    """The bytes that say whose place it is."""
    if rule['owned'] == 'person':
        return forms.unb64(header['owner'])
    return forms.unb64(header['about']) if rule['owned'] == 'about' else header['desk'].encode()


def record_id(rootfp, kind, whose_bytes):
    return forms.b64(HT('dd1/record-id', rootfp, kind, whose_bytes)[:16])


def commitment(rootfp, name, secret):
    return HT('dd1/commit/' + name, rootfp, secret)


def require_place(header, rule):
    """Steps 9 and 10 of 5.2."""
    found = whose(rule, header)
    need(header['record'] == record_id(header['rootfp'], header['kind'], found), 'record-place')
    if is_public(header['kind']):
        key = standing_tag_key(header['rootfp'], header['kind'], found)
        need(header['tagCommitment'] == commitment(header['rootfp'], 'tag-key', key), 'record-tag')


def require_author(roster, header, rule, leaf):
    """5.10, by the roster at the leaf. `rule` is that of the policy at the leaf."""
    author, kind, code = header['author'], header['kind'], 'record-author'
    if rule['owned'] != 'person':
        need(roster.in_desk_at(header['desk'], author, leaf), code)
        if rule['owned'] == 'about':
            about = header['about']
            need(roster.bare(about, leaf) or kind != 'reserved' and roster.had_card(about, leaf), code)
        return
    owner = header['owner']
    has_card, bare = roster.cards.at(owner, leaf) is not None, roster.bare(owner, leaf)
    if rule['writers']:
        need(has_card or bare, code)
        need(any(roster.in_desk_at(desk, author, leaf) for desk in rule['writers']), code)
    elif has_card:
        need(author == owner, code)
    else:
        need(bare and kind != 'inbox', code)
        desk = 'officers' if kind.startswith('tags-') else (rule['readers'] or [None])[0]
        need(desk is not None and roster.in_desk_at(desk, author, leaf), code)


def require_policy(roster, body, header, leaf):
    """Step 7 of 5.2. Answers the rule of the kind."""
    rule, code = by_kind(roster.policy_at(leaf)).get(header['kind']), 'record-policy'
    need(rule is not None and header['gated'] == rule['gated'], code)
    need((body['witnessWrap'] is not None) == rule['gated'], code)
    readers = header['readers']
    need(set(readers) <= set(rule['readers']) and len(set(readers)) == len(readers), code)
    need(rule['owned'] == 'person' or readers == rule['readers'], code)
    there = tuple(header[name] is not None for name in ('owner', 'desk', 'about'))
    need(there == {'person': (True, False, False), 'desk': (False, True, False),
                   'about': (False, True, True)}[rule['owned']], code)
    need(header['desk'] is None or header['desk'] in rule['writers'], code)
    card = roster.cards.at(header['owner'], leaf) if header['owner'] else None
    need(header['ownerKeyHash'] == (card['sealKeyHash'] if card else None), code)
    need((body['ownerWrap'] is not None) == (card is not None), code)
    return rule

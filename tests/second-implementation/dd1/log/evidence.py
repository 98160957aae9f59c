"""8.6: an evidence bundle, read with nothing but the root that the reader brings."""
from dd1.core import forms, layers
from dd1.core.errors import ProtocolError, need
from dd1.core.tuples import T
from dd1.log import heads, leaves, merkle, notes
from dd1.members import genesis
from dd1.openings import opening, outcomes
from dd1.roster import judge
from dd1.roster.policy import by_kind

WORDS = ('released', 'refused', 'never', 'unknown')


def _optional(text):
    return None if text is None else forms.unb64(text)


def parse(file):
    """The bundle with bytes in place of base64url."""
    data = forms.unb64(file['leaves'])
    need(len(data) % 65 == 0, 'leaf-shape')
    return {
        'rootfp': forms.unb64(file['rootfp']), 'signedGenesis': forms.unb64(file['signedGenesis']),
        'entries': [dict(each, bytes=_optional(each['bytes']), odd=_optional(each['odd']),
                         signature=forms.unb64(each['signature'])) for each in file['entries']],
        'note': file['note'], 'leaves': [data[at:at + 65] for at in range(0, len(data), 65)],
        'head': (forms.unb64(file['head']['head']), forms.unb64(file['head']['signature'])),
        'outcomes': {each['leaf']: forms.unb64(each['signed']) for each in file['outcomes']},
        'bodies': [(each['leaf'], forms.unb64(each['body'])) for each in file['bodies']]}


def replay(bundle, rootfp, size=None):
    """The roster after the verdicts, or after those below a size."""
    first, others = bundle['entries'][0], bundle['entries'][1:]
    roster = genesis.verify(bundle['signedGenesis'], rootfp, first['time'])
    need(first['leaf'] == 0 and first['code'] == '', 'roster-chain')
    witness = roster.genesis['witnesses'][0]['cosignKey']
    need(layers.signed(witness, T('dd1/sig/verdict', roster.verdicts[0]), first['signature']), 'head-signature')
    for each in others:
        if size is None or each['leaf'] < size:
            roster = judge.follow(roster, each['leaf'], each['odd'], each['bytes'], each['code'], each['time'],
                                  each['signature'])
    return roster


def require_roster_leaves(bundle):
    """Every leaf of type 02 has a verdict, and every verdict is about the leaf at its place."""
    judged = {}
    for each in bundle['entries']:
        body = bundle['signedGenesis'] if each['leaf'] == 0 else each['bytes']
        judged[each['leaf']] = each['odd'] if body is None else leaves.roster_leaf(body)
    found = {place: leaf for place, leaf in enumerate(bundle['leaves']) if leaf[0] == leaves.BYTES['roster']}
    need(found == judged, 'roster-chain')


def require_tree(bundle, roster):
    log, witness = roster.genesis['log'], roster.genesis['witnesses'][0]
    note = notes.verify(bundle['note'], log['origin'], log['publicKey'], witness['name'], witness['cosignKey'])
    need(len(bundle['leaves']) == note['size'], 'log-behind')
    need(merkle.root(bundle['leaves']) == note['root'], 'consistency')
    return note


def require_head(bundle, roster_at):
    """`roster_at` gives the roster after the verdicts below a size."""
    data, signature = bundle['head']
    head = forms.parse('dd1/head', data)
    heads.verify(roster_at(head['size']), data, signature, head['nonce'])
    need(head['aged'] <= head['size'] <= len(bundle['leaves']), 'consistency')
    need(merkle.root(bundle['leaves'][:head['size']]) == head['root'], 'consistency')
    return head


def _or_none(act):
    try:
        return act()
    except ProtocolError:
        return None


def _right(roster, place, body, view):
    asked = forms.parse('dd1/opening', body)
    need(roster.in_desk_at(asked['desk'], asked['requester'], place), 'opening-desk')
    need(asked['desk'] in by_kind(roster.policy())[view['kind']]['readers'], 'opening-desk')


def read_openings(bundle, roster, aged):
    """[(place, how it counts, word or None)] of each opening leaf."""
    found, bodies = [], dict(bundle['bodies'])
    places = [at for at, leaf in enumerate(bundle['leaves']) if leaf[0] == leaves.BYTES['opening']]
    need(len(bodies) == len(bundle['bodies']) and set(bodies) <= set(places), 'log-body')
    for place in places:
        leaf, data = bundle['leaves'][place], bodies.get(place)
        sealed = None
        if data is not None and _or_none(lambda: opening.verify_log_body(roster, data, place, leaf)) is not None:
            line = forms.parse('dd1/log-body', data)
            sealed = forms.parse('dd1/outcome', line['outcome']['outcome'])
        listed = None
        if place in bundle['outcomes']:
            signed = forms.parse('dd1/signed-outcome', bundle['outcomes'][place])
            listed = _or_none(lambda: outcomes.verify(roster, signed, place, leaf))
        counts = outcomes.judge(sealed, listed, place, aged)
        need(counts not in ('withheld', 'overdue'), 'outcomes-withheld')
        if counts == 'opened':
            _right(roster, place, line['body'], forms.parse('dd1/view', line['view']))
        word = (sealed or listed or {'word': None})['word']
        found.append((place, counts, word))
    return found


def audit(file, rootfp):
    """What the bundle says, as a dict, or a refusal."""
    bundle = parse(file)
    need(bundle['rootfp'] == rootfp, 'root-mismatch')
    roster = replay(bundle, rootfp)
    require_roster_leaves(bundle)
    note = require_tree(bundle, roster)
    head = require_head(bundle, lambda size: replay(bundle, rootfp, size))
    openings = read_openings(bundle, roster, head['aged'])
    for word in WORDS:
        below = [place for place, _, each in openings if each == word and place < head['size']]
        need(len(below) >= head['outcomes'][word], 'outcomes-withheld')
    voids = [forms.parse('dd1/verdict', line) for line in roster.verdicts]
    return {'leaves': note['size'], 'entries': roster.seq, 'head': roster.head.hex(), 'state': roster.state().hex(),
            'voids': ['%d %s' % (line['leaf'], line['code']) for line in voids if line['code']],
            'openings': ['%d %s' % (place, counts) for place, counts, _ in openings]}



"""records.json, places.json, retire.json."""
import json

from dd1.records import contents, generations, record as records, retire

from . import act, scene


def _verified(i):
    return records.verify(scene.whole(), i.record, i.leaf, i.expected)


@act('verify record')
def _verify_record(i):
    return _verified(i)['digest']


@act('open as owner')
def _open_as_owner(i):
    witness = i.witnessKey or scene.whole().witness_at(i.leaf)['sealKey']
    return records.open_as_owner(_verified(i), i.seed, witness, i.content)


@act('open as desk')
def _open_as_desk(i):
    return records.open_as_desk(scene.whole(), _verified(i), i.deskWrap, i.seed)['deskShare']


@act('open as witness')
def _open_as_witness(i):
    return records.open_as_witness(_verified(i), i.seed)['witnessShare']


@act('open with shares')
def _open_with_shares(i):
    return records.open_with_shares(_verified(i), i.deskShare, i.witnessShare, i.content)


@act('require record leaf')
def _require_record_leaf(i):
    records.require_leaf(_verified(i), i.tagKey, i.found)


def _place(i):
    return {'kind': i.kind, 'record': i.record, 'owner': i.owner, 'desk': i.desk}


@act('judge object')
def _judge_object(i):
    word, _, signer = retire.judge(scene.whole(), _place(i), i.at, i.leaf, i.tagKey, i.object)
    return 'aside by ' + (signer or 'nobody') if word == 'aside' else word


@act('leaves under')
def _leaves_under(i):
    found = retire.leaves_under(scene.whole().rootfp, i.kind, i.leaves, i['keys'], getattr(i, 'from') or 0, i.spans)
    return ', '.join('%d %s' % each for each in found)


def _written(value):
    return json.dumps(value, separators=(',', ':'))


@act('newest')
def _newest(i):
    judged = []
    for at, leaf, found in zip(i.places, i.leaves, i.objects):
        none = (None, None, None)
        judged.append((int(at), *(retire.judge(scene.whole(), _place(i), int(at), leaf, i.tagKey, found) if found else none)))
    said, missing = retire.standing(judged)
    if missing is not None:
        return 'missing ' + ', '.join(map(str, missing))
    at, revision, closed, aside, count = said
    return _written({
        'newest': None if at is None else {'leaf': at, 'revision': revision},
        'closedAt': closed,
        'aside': [{'at': each, 'author': author or 'nobody', 'conflict': conflict} for each, author, conflict in aside],
        'count': count,
    })


@act('generations')
def _generations(i):
    found, newest, whole, following = generations.read(i.revisions)
    return _written({'all': found, 'newest': newest, 'whole': whole,
                     'next': generations.repeated(found, following, i.secret)})


@act('check content')
def check_content(i):
    contents.parse(i.kind, i.text.encode('utf-8', 'surrogatepass'))


@act('parse content')
def _parse_content(i):
    return json.dumps(contents.parse(i.kind, i.bytes), separators=(',', ':'), ensure_ascii=False).encode()


@act('verify retire')
def _verify_retire(i):
    return retire.verify(scene.whole(), i.retire, i.leaf)[1]


@act('verify receipt')
def _verify_receipt(i):
    found, digest = retire.verify(scene.whole(), i.retire, i.leaf)
    return retire.verify_receipt(scene.whole(), found, digest, i.receipt, i.signature)['leaf'].to_bytes(8, 'big')

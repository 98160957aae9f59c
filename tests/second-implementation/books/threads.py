"""threads.json, parcels.json."""
from dd1.core import forms, padding, xwing
from dd1.threads import archive, bundles, grants, letters, messages, names as threads, stream
from dd1.core.errors import need

from . import act, scene


def _grant(data):
    return forms.parse('dd1/grant', data)


@act('fill')
def _fill(i):
    return padding.fill(i.contents, i.size)


@act('unfill')
def _unfill(i):
    return padding.unfill(i.filled)


@act('seal letter')
def _seal_letter(i):
    seal_key = xwing.public_key(threads.period_seal_seed(i.periodSecret, i.rootfp))
    dh_key = xwing.x25519_base(threads.period_dh_scalar(i.periodSecret, i.rootfp))
    return letters.seal(i.rootfp, forms.unb64(i['from']), forms.unb64(i.to), i.fromSeed,
                        xwing.x25519_base(i.toSeed), i.period, seal_key, dh_key, i.contents, i.random)


@act('open letter')
def _open_letter(i):
    return letters.open_letter(i.rootfp, forms.unb64(i['from']), forms.unb64(i.to), i.toSeed,
                               xwing.x25519_base(i.fromSeed), i.period, i.periodSecret, i.body)


@act('take parcel')
def _take_parcel(i):
    found = letters.take_parcel(scene.whole(), i.member, i.accountSecret, i.day, i.tag, i.body, i.periodSecret)
    if found is None:
        return 'not for her'
    sender, data = found
    grants.require(scene.whole(), _grant(data), sender, i.member)
    return data


@act('tag of a choice')
def _tag_of_a_choice(i):
    need(i.choice < 64, 'too-large')
    grant = _grant(i.grant)
    return threads.message_tag(grant['secret'], i.rootfp, forms.unb64(grant['thread']), None, i.choice)


@act('seal message')
def _seal_message(i):
    return messages.seal(i.rootfp, forms.unb64(i.sender), _grant(i.grant), i.signSeed,
                         forms.parse('dd1/message', i.message))


@act('open message')
def _open_message(i):
    return forms.encode('dd1/message', messages.open_message(
        i.rootfp, forms.unb64(i.sender), _grant(i.grant), i.signKey, i.body))


@act('encode look')
def _encode_look(i):
    return stream.encode_look(i.newest, i.lines, i.bodies, i.filler)


@act('parse look')
def _parse_look(i):
    newest, lines, bodies = stream.parse_look(i.look, i.after)
    words = [str(newest)] + ['%d:%d:%s' % (each['sequence'], each['day'], forms.b64(each['tag'])) for each in lines]
    return ' '.join(words + [forms.b64(body[:8]) for body in bodies])


@act('day and period')
def _day_and_period(i):
    return '%d %d' % (threads.day_of(i.time), threads.period_of(i.time))


@act('seal period')
def _seal_period(i):
    return archive.seal_period(i.rootfp, forms.unb64(i.member), i.period, i.accountSecret, i.share, i.secret)


@act('open period')
def _open_period(i):
    return archive.open_period(i.rootfp, forms.unb64(i.member), i.period, i.accountSecret, i.share, i.sealed)


@act('sign bundles')
def _sign_bundles(i):
    return bundles.sign(i.bundles, i.seed)


@act('verify bundles')
def _verify_bundles(i):
    return bundles.verify(scene.whole(), i.member, i.leaf, i.signed)[1]


@act('require newest bundles')
def _require_newest_bundles(i):
    bundles.require_newest(scene.whole(), i.member, i.leaf, i.signed, i.leaves)


@act('newest generation')
def _newest_generation(i):
    return str(bundles.newest_generation(i.rootfp, i.member, i.leaves))


@act('require period keys')
def _require_period_keys(i):
    return bundles.require_period_keys(forms.parse('dd1/bundles', i.bundles), i.period, i.sealKey, i.dhKey)


@act('require grant')
def _require_grant(i):
    grants.require(scene.whole(), _grant(i.grant), i['from'], i.to, i.contacts)


@act('decode members')
def _decode_members(i):
    return ' '.join(grants.decode_members(i.members))


@act('members of a thread')
def _members_of_a_thread(i):
    return b''.join(forms.unb64(member) for member in grants.members_of(scene.whole(), _grant(i.grant)))


@act('judge membership')
def _judge_membership(i):
    return grants.judge_membership(_grant(i.grant), i['from'], i.known and _grant(i.known))


@act('weave')
def _weave(i):
    rows = [dict(row, message=forms.parse('dd1/message', row['message'])) for row in i.received]
    order, missing, begins, others = messages.weave(rows, i.present)
    return ' | '.join([' '.join(order), ' '.join(missing), 'true' if begins else 'false', ' '.join(others)])



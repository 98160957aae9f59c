"""basics.json, objects.json, slots.json, assertions.json, desks.json."""
from dd1.core import forms, layers, padding
from dd1.members import assertion, keys as members
from dd1.roster import desks, needs as roster_needs
from dd1.core.errors import need
from dd1.core.hashing import KDF
from dd1.core.tuples import T, u32, untuple

from . import act


@act('tuple')
def _tuple(i):
    return T(i.label, *i.elements)


@act('parse tuple')
def _parse_tuple(i):
    return u32(len(untuple(i.label, i.bytes))).hex()


@act('pad')
def _pad(i):
    return padding.pad(i.plain)


@act('unpad')
def _unpad(i):
    return padding.unpad(i.padded)


@act('take key')
def _take_key(i):
    KDF(i.key, b'')
    return i.key


@act('wrap')
def _wrap(i):
    return forms.encode('dd1/wrap', layers.wrap(i.rootfp, i.role, i.binding, i.publicKey, i.contents, i.random))


@act('unwrap')
def _unwrap(i):
    return layers.unwrap(i.rootfp, i.role, i.binding, i.seed, forms.parse('dd1/wrap', i.wrap))


@act('require wrap to')
def _require_wrap_to(i):
    layers.require_wrap_to(i.rootfp, i.role, i.binding, i.publicKey, i.contents, forms.parse('dd1/wrap', i.wrap))


@act('parse object')
def _parse_object(i):
    return forms.encode(i.label, forms.parse(i.label, i.bytes))


@act('make slot')
def _make_slot(i):
    secret = {'secret': i.secret, 'rootfp': i.rootfp, 'member': i.member, 'signKey': i.signKey, 'previous': []}
    return members.make_slot(i.purpose, i.member, i.holder, i.key, i.salt, secret)


@act('open slot')
def _open_slot(i):
    return members.open_slot(i.purpose, i.member, i.holder, i.key, i.slot)['secret']


@act('take prf output')
def _take_prf_output(i):
    return members.take_prf_output(i.output)


@act('parse card')
def _parse_card(i):
    return members.parse_card(i.rows)


@act('verify assertion')
def _verify_assertion(i):
    credentials = [forms.parse('dd1/credential', each) for each in i.credentials]
    return '%08x' % assertion.verify(forms.parse('dd1/assertion', i.assertion), credentials, i.purpose, i.rootfp,
                                     i.origin, i.rpId, i.member, i.data)


@act('parse credential key')
def _parse_credential_key(i):
    return assertion.parse_key(i.cose)[0]


@act('open seed')
def _open_seed(i):
    return desks.open_seed(i.rootfp, i.seed, forms.parse('dd1/wrap', i.wrap), i.desk, i.epoch, i.keyHash)


@act('hash of a wrapped seed')
def _hash_of_wrapped_seed(i):
    return desks.wrap_hash(i.wrap)


@act('require key')
def _require_key(i):
    need(layers.key_hash(i.publicKey) == i.keyHash, 'desk-key')
    return i.publicKey


@act('open needs')
def _open_needs(i):
    return roster_needs.open_needs(i.restoreKey, i.rootfp, i.entryHash, i.sealed)

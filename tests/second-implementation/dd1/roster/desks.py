"""6: seeds of desks, of the members' desk and of months."""
from dd1.core import forms, layers, xwing
from dd1.core.errors import need
from dd1.core.hashing import HT
from dd1.core.tuples import T, u32


def desk_binding(rootfp, desk, epoch):
    return HT('dd1/desk-seed', rootfp, desk, u32(epoch))


def members_binding(rootfp, epoch):
    return HT('dd1/members-seed', rootfp, u32(epoch))


def month_binding(rootfp, month, number):
    return HT('dd1/month-seed', rootfp, month, u32(number))


def open_seed(rootfp, holder_seed, wrapped, desk, epoch, key_hash):
    """The public key of the desk's epoch. `holder_seed` is that of the holder's opening pair."""
    if desk == 'members':
        seed = layers.unwrap(rootfp, 'members-seed', members_binding(rootfp, epoch), holder_seed, wrapped)
    else:
        seed = layers.unwrap(rootfp, 'desk-seed', desk_binding(rootfp, desk, epoch), holder_seed, wrapped)
    need(len(seed) == 32, 'desk-key')
    public = xwing.public_key(seed)
    need(layers.key_hash(public) == key_hash, 'desk-key')
    return public


def wrap_hash(wrapped):
    """Of a wrapped seed: a whole object under its own label."""
    forms.parse('dd1/wrap', wrapped)
    return HT('dd1/wrap', wrapped)

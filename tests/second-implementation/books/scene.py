"""The roster that most books share: world.json."""
import functools
import json
import pathlib

from dd1.members import genesis
from dd1.roster import judge as roster

from . import plain

VECTORS = pathlib.Path(__file__).resolve().parents[2] / 'vectors'


@functools.lru_cache(maxsize=None)
def content():
    return json.loads((VECTORS / 'world.json').read_text('utf-8'))


@functools.lru_cache(maxsize=None)
def after(count):
    """The roster after so many of its entries. Not to be changed: copy it."""
    world = content()
    if count == 0:
        return genesis.verify(plain(world['signedGenesis']), plain(world['rootfp']), world['foundedAt'])
    entry = world['entries'][count - 1]
    return roster.take(after(count - 1).copy(), plain(entry['bytes']), entry['leaf'], entry['time'])


def whole():
    return after(len(content()['entries']))


def shipped():
    """The policy that the release ships: that of the shared roster."""
    return after(0).policy()


def replay(world):
    for number, entry in enumerate(world['entries']):
        found = after(number + 1)
        yield 'world: entry at leaf %d' % entry['leaf'], 'in force', 'in force' if found.seq == number + 1 else 'void'
    yield 'world: head', world['head'], 'hex:' + whole().head.hex()

"""log.json, heads.json."""
from dd1.log import heads, leaves, merkle, notes
from dd1.core.errors import need

from . import act, scene


@act('parse leaf')
def _parse_leaf(i):
    return str(leaves.BYTES[leaves.parse(i.leaf)[0]])


@act('require same leaf')
def _require_same_leaf(i):
    leaves.parse(i.found)
    leaves.parse(i.leaf)
    need(i.found == i.leaf, 'leaf-missing')


@act('verify inclusion')
def _verify_inclusion(i):
    merkle.verify_inclusion(i.leafHash, i.index, i.size, i.proof, i.root)


@act('verify consistency')
def _verify_consistency(i):
    merkle.verify_consistency(i.oldSize, i.oldRoot, i.newSize, i.newRoot, i.proof)


@act('verify checkpoint')
def _verify_checkpoint(i):
    genesis = scene.after(0).genesis
    witness = genesis['witnesses'][0]
    return str(notes.verify(i.note, genesis['log']['origin'], genesis['log']['publicKey'], witness['name'],
                            witness['cosignKey'])['time'])


@act('parse note')
def _parse_note(i):
    return str(notes.parse(i.note)['size'])


@act('require same log')
def _require_same_log(i):
    notes.require_same_log(notes.parse(i.first), notes.parse(i.second))


@act('verify head')
def _verify_head(i):
    heads.verify(scene.whole(), i.head, i.signature, i.nonce)

"""adoption.json."""
from dd1.core import forms
from dd1.records import adoption, record as records

from . import act, scene


@act('open with a later owner wrap')
def _open_later(i):
    roster = scene.whole()
    record = records.verify(roster, i.record, i.leaf)
    witness = roster.witness_at(i.leaf)['sealKey']
    return adoption.open_later(roster, record, i.rewrap, i.seed, witness, i.content, i.broughtInBy)


@act('verify filed list')
def _verify_filed(i):
    return str(len(adoption.verify_filed(scene.whole(), i.filed, i.member, i.desk, i.hash, i.leaf)['lines']))


@act('open first secret')
def _open_first(i):
    return adoption.open_first(i.rootfp, forms.unb64(i.member), i.wrap, i.wrapHash, i.inbox, i.seed)

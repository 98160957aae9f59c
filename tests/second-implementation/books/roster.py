"""founding.json, roster.json, people.json, heads.json."""
from dd1.core import forms
from dd1.members import genesis
from dd1.roster import judge as roster
from dd1.core.errors import need
from dd1.core.hashing import HT

from . import act, scene


@act('verify genesis')
def _verify_genesis(i):
    return genesis.verify(i.signed, i.pinned).rootfp


@act('require genesis of draft')
def _require_genesis_of_draft(i):
    return genesis.require_of_draft(forms.parse('dd1/draft', i.draft), i.genesis, forms.parse('dd1/member-card', i.own))


@act('require revealed')
def _require_revealed(i):
    need(HT('dd1/founding/commit', i.r) == i.commitment, 'founding-mismatch')


@act('require witness card')
def _require_witness_card(i):
    need(HT('dd1/witness-card', i.card) == i.hash, 'founding-mismatch')


@act('apply entry')
def _apply_entry(i):
    return roster.take(scene.after(i.before).copy(), i.entry, i.leaf, i.now).head


@act('apply after')
def _apply_after(i):
    found = scene.after(i.before).copy()
    for number, (entry, time) in enumerate(zip(i.prior, i.times)):
        roster.take(found, entry, i.leaf + number, time)
    return roster.take(found, i.entry, i.leaf + len(i.prior), i.now).state()


@act('apply to genesis')
def _apply_to_genesis(i):
    return roster.take(genesis.verify(i.signed, i.pinned, i.founded), i.entry, 1, i.now).state()


@act('judge leaf')
def _judge_leaf(i):
    after, line = roster.line_of(scene.after(i.before), i.leaf, i.bytes, i.body, i.time)
    return line + after.state()


@act('follow verdict')
def _follow_verdict(i):
    return roster.follow(scene.after(i.before), i.leaf, i.odd, i.body, i.code, i.time, i.signature).state()

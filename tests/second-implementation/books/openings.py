"""openings.json."""
from dd1.core import forms
from dd1.openings import opening as openings, outcomes

from . import act, scene


@act('verify batch')
def _verify_batch(i):
    return openings.verify_batch(scene.whole(), i.bodies, i.ephemeralKey, i.assertion, i.now)


@act('decide release')
def _decide_release(i):
    return openings.decide(scene.whole(), i.body, i.bodySalt, i.viewSalt, i.record, i.place, i.seed, i.openingLeaf,
                           i.leaf, i.recordLeaf, i.now, i.lowestLive)


@act('within limits')
def _within_limits(i):
    openings.within_limits(scene.whole().policy(), i.kind, i.inBatch, i.lastHour, i.lastDay)


@act('open release')
def _open_release(i):
    return '%08x' % len(openings.open_release(scene.whole(), i.seed, i.box, i.asked))


@act('verify log body')
def _verify_log_body(i):
    return openings.verify_log_body(scene.whole(), i.body, i.index, i.leaf)


@act('verify outcome')
def _verify_outcome(i):
    return outcomes.verify(scene.whole(), forms.parse('dd1/signed-outcome', i.signed), i.index, i.leaf)['word']


@act('verify log view')
def _verify_log_view(i):
    return openings.verify_log_view(scene.whole(), i.view, i.index, i.leaf, i.tagKeys)['reason']


@act('judge opening')
def _judge_opening(i):
    sealed, listed = [forms.parse('dd1/outcome', each) if each else None for each in (i.sealed, i.listed)]
    return outcomes.judge(sealed, listed, i.index, i.aged)

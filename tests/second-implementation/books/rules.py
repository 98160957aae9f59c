"""rules.json."""
import json

from dd1.core import forms, xwing
from dd1.roster import policy
from dd1.core.errors import need

from . import act, scene


def _policy(data):
    return forms.parse('dd1/policy', data)


@act('require usable keys')
def _require_usable_keys(i):
    for key in (i.sealKey, i.openKey):
        need(key is None or xwing.usable(key), 'key-unusable')
    need(i.dhKey is None or xwing.usable_dh(i.dhKey), 'key-unusable')


@act('policy differences')
def _policy_differences(i):
    return json.dumps(policy.differences(_policy(i.shipped), _policy(i.policy)), separators=(',', ':'),
                      ensure_ascii=False)


@act('require confirmed')
def _require_confirmed(i):
    policy.require_confirmed(_policy(i.shipped), _policy(i.policy), i.confirmed)


@act('require founding policy')
def _require_founding_policy(i):
    found = policy.differences(scene.shipped(), _policy(i.policy))
    # every event has its own days
    need(i.officers != 1 or not any(line[5] for line in found if line[0] != 'event'), 'policy-loose')


@act('require sound policy')
def _require_sound_policy(i):
    policy.require_sound(_policy(i.policy), i.draftedAt)

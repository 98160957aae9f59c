/** Rules that differ, one sentence and one tick each. What goes on waits for all ticks. */
import { useState } from 'preact/hooks';
import type { PolicyDifference } from '#protocol/members/policy-differences.ts';
import { ruleWords } from '../state/rule-words.ts';
import { Tick } from '../ui/fields/choice.tsx';
import type { RuleBase } from '../vault/my-file/agreed-rules.ts';
import { t } from '../words/words.ts';

export interface Ticks {
  /** The keys of the ticked rules. */
  readonly ticked: readonly string[];
  readonly isAll: boolean;
  readonly turn: (key: string, on: boolean) => void;
}

export function useTicks(rules: readonly PolicyDifference[]): Ticks {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  return {
    ticked,
    isAll: rules.every(({ key }) => ticked.includes(key)),
    turn: (key, on) => setTicked((before) => (on ? [...before, key] : before.filter((each) => each !== key))),
  };
}

interface RuleTicksProps {
  rules: readonly PolicyDifference[];
  base: RuleBase;
  ticks: Ticks;
}

export function RuleTicks({ rules, base, ticks }: RuleTicksProps) {
  return (
    <ul class="stack-s">
      {rules
        .toSorted((a, b) => Number(b.loosens) - Number(a.loosens))
        .map((rule) => (
          <li key={rule.key}>
            <Tick
              label={ruleWords(rule, base)}
              note={t(rule.loosens ? 'rules-looser' : 'rules-not-looser')}
              checked={ticks.ticked.includes(rule.key)}
              onChange={(on) => ticks.turn(rule.key, on)}
            />
          </li>
        ))}
    </ul>
  );
}

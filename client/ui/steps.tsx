import type { ComponentChildren } from 'preact';
import { t } from '../words/words.ts';
import { Icon } from './icon.tsx';

export interface Step {
  title: string;
  text?: ComponentChildren;
  /** The verb of this step. */
  action?: ComponentChildren;
  state: 'done' | 'now' | 'later';
}

/** The steps of setting up: what is done, the next one (cloudberry, once), and what follows. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map((step, i) => (
        <li key={step.title} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="dot" aria-hidden="true">
            {step.state === 'done' ? <Icon name="check" size={18} /> : i + 1}
          </span>
          <div>
            <h3>
              {step.title}
              <span class="sr"> {t(`step-${step.state}`)}</span>
            </h3>
            {step.text !== undefined && <p class="dim fact">{step.text}</p>}
            {step.action !== undefined && <div class="row act">{step.action}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** "Step 2 of 4" with a line of four pieces. */
export function StepCount({ step, total }: { step: number; total: number }) {
  return (
    <div class="stepcount">
      <span class="label">{t('step-of', { step, total })}</span>
      <span class="pieces" aria-hidden="true">
        {Array.from({ length: total }, (_, i) => (
          <i key={i} class={i < step ? 'done' : undefined} />
        ))}
      </span>
    </div>
  );
}

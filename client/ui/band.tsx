import type { ComponentChildren } from 'preact';
import { ChartLines } from './face.tsx';
import { Icon, type IconName } from './icon.tsx';

/** checking: n of m, on paper. whole: all checked. stale: checked, but some time ago. A fork is not a band (stop.tsx). */
type BandState = 'checking' | 'whole' | 'stale';
const SIGN: Record<BandState, IconName> = { checking: 'clock', whole: 'check', stale: 'clock' };

interface BandProps {
  state: BandState;
  title: string;
  text: ComponentChildren;
  facts?: readonly { label: string; value: string }[] | undefined;
  /** Any id: only the lines behind it are drawn from it. */
  seed: string;
  action?: ComponentChildren;
}

/** A band of full width with one sentence and up to four facts. For officers. */
export function Band({ state, title, text, facts = [], seed, action }: BandProps) {
  return (
    <section class={`band ${state}`} role="status">
      {state === 'whole' && <ChartLines id={seed} height={110} />}
      <span class="sign">
        <Icon name={SIGN[state]} size={30} />
      </span>
      <div class="grow">
        <h2>{title}</h2>
        <p class="fact">{text}</p>
      </div>
      {facts.length > 0 && (
        <dl>
          {facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {action}
    </section>
  );
}

/** The same in a few words, on a phone. */
export function CheckedCard({ state, title, text, seed }: Omit<BandProps, 'facts' | 'action'>) {
  return (
    <section class={`checked ${state}`} role="status">
      {state === 'whole' && <ChartLines id={seed} height={420} />}
      <Icon name={SIGN[state]} />
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
    </section>
  );
}

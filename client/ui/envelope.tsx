import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Face, Seal } from './face.tsx';
import { Icon, type IconName } from './icon.tsx';

/**
 * open: only on this device. sealed: sealed and sent, nobody looked. opened: somebody looked, and the words say who; or
 * nobody has signed that it stayed closed.
 */
type EnvelopeState = 'open' | 'sealed' | 'opened';

const GLYPH: Record<EnvelopeState, IconName> = {
  open: 'envelope-open',
  sealed: 'envelope-sealed',
  opened: 'envelope-looked',
};

export interface Fact {
  label: string;
  value: ComponentChildren;
}

/** Can read, Why, Until. */
export function Facts({ rows }: { rows: readonly Fact[] }) {
  return (
    <dl class="facts">
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface StateLineProps {
  state: EnvelopeState;
  /** Another sign than the state's. */
  sign?: IconName | undefined;
  children: ComponentChildren;
}

/** One state in one sentence, with the sign of the envelope before it. */
export function StateLine({ state, sign, children }: StateLineProps) {
  return (
    <p class="state">
      <Icon name={sign ?? GLYPH[state]} size={20} />
      <span>{children}</span>
    </p>
  );
}

interface CardProps {
  state: EnvelopeState;
  /** Before the sentence, where the state's own sign would say too little. */
  sign?: IconName | undefined;
  title: string;
  /** One sentence: who looked, when and why; or that nobody has. */
  sentence: ComponentChildren;
  /** A random id, from which the seal is drawn. */
  seal: string | Uint8Array;
  facts?: readonly Fact[] | undefined;
  /** Shown under a line. In an open envelope they are inside, without a line. */
  verbs?: ComponentChildren;
  children?: ComponentChildren;
  /** True if it was sealed just now: the flap closes once. */
  fresh?: boolean | undefined;
  level?: 2 | 3 | undefined;
  id?: string | undefined;
}

/** The envelope of a sealed record. */
export function Card(props: CardProps) {
  const { state, sign, title, sentence, seal, facts, verbs, children, fresh = false, level = 2, id } = props;
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <article class={`card ${state}${fresh ? ' fresh' : ''}`} id={id}>
      <Flap state={state} />
      {state !== 'open' && <Seal id={seal} broken={state === 'opened'} />}
      <div class="inside">
        <Heading class="card-title">{title}</Heading>
        <StateLine state={state} sign={sign}>
          {sentence}
        </StateLine>
        {facts !== undefined && <Facts rows={facts} />}
        {children}
        {state === 'open' && verbs}
      </div>
      {state !== 'open' && verbs !== undefined && <div class="verbs">{verbs}</div>}
    </article>
  );
}

function Flap({ state }: { state: EnvelopeState }) {
  const up = state === 'open';
  return (
    <svg class="flap" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
      <path class="paper" d={up ? 'M0 30 50 1 100 30z' : 'M0 0 50 30 100 0z'} />
      <path class="fold" d={up ? 'M0 30 50 1 100 30' : 'M0 0 50 30 100 0'} />
    </svg>
  );
}

/** A small closed envelope: it exists, and this key does not open it. */
export function ClosedEnvelope({ label }: { label: string }) {
  return (
    <figure class="closed">
      <svg viewBox="0 0 60 40" aria-hidden="true">
        <rect x=".75" y=".75" width="58.5" height="38.5" rx="4" />
        <path class="paper" d="M2 2 30 21 58 2z" />
        <circle cx="30" cy="21" r="5" />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}

/** The envelope of the front page. Its chart is drawn after the page: on a slow phone the button is shown first. */
export function BigEnvelope({ seal }: { seal: string }) {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(true), []);
  return (
    <div class="big-envelope" aria-hidden="true">
      <svg viewBox="0 0 230 144">
        <rect x=".75" y=".75" width="228.5" height="142.5" rx="8" />
        <path class="paper" d="M1 7a7 7 0 0 1 7-6h214a7 7 0 0 1 7 6L115 84z" />
        <path class="under" d="M1 134 70 84M229 134 160 84" />
        <path class="fold" d="M1 7 115 84 229 7" />
      </svg>
      <span class="seal">
        {drawn ? <Face id={seal} size={84} colour="sea" /> : <svg class="face sea" width={84} height={84} />}
      </span>
    </div>
  );
}

import type { ComponentChildren } from 'preact';
import { t } from '../words/words.ts';
import { Faces } from './face.tsx';
import { Icon, type IconName } from './icon.tsx';

interface ReaderChipProps {
  /** Ids of the faces to show; two at most are drawn. */
  faces: readonly (string | Uint8Array)[];
  team: string;
  /** How many people hold a key for it, counted from the envelopes, not from a list. */
  people?: number | undefined;
  /** Only the number, for places with several chips. */
  short?: boolean | undefined;
}

/** Show who can read a record: faces, team, how many people. */
export function ReaderChip({ faces, team, people, short = false }: ReaderChipProps) {
  return (
    <span class="chip">
      <Faces ids={faces} />
      <b>{team}</b>
      {people !== undefined && (
        <span class="dim">
          {short && <span aria-hidden="true">{people}</span>}
          <span class={short ? 'sr' : undefined}>{t('people', { count: people })}</span>
        </span>
      )}
    </span>
  );
}

/** Shown if nobody else has a key. */
export function OnlyYou({ face }: { face: string | Uint8Array }) {
  return (
    <span class="chip">
      <Faces ids={[face]} />
      <b>{t('only-you')}</b>
    </span>
  );
}

export type ProofState = 'done' | 'waiting' | 'failed';
const PROOF_ICON: Record<ProofState, IconName> = { done: 'check', waiting: 'clock', failed: 'warning' };

/** One checked thing: log, key, 2 of 2. Unfinished is outlined with a clock. */
export function ProofChip({ state, children }: { state: ProofState; children: ComponentChildren }) {
  return (
    <span class={`tag proof ${state}`}>
      <Icon name={PROOF_ICON[state]} size={16} />
      <span>
        <span class="sr">{t(`proof-${state}`)} </span>
        {children}
      </span>
    </span>
  );
}

export type StateLook = 'fine' | 'soon' | 'now' | 'quiet' | 'solid';

interface StateChipProps {
  look?: StateLook | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
}

/** A state in words with its sign: never a colour alone. */
export function StateChip({ look = 'quiet', icon, children }: StateChipProps) {
  return (
    <span class={`tag ${look}`}>
      {icon !== undefined && <Icon name={icon} size={16} />}
      <span>{children}</span>
    </span>
  );
}

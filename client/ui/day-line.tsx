/**
 * A day as a metro line: solid is a session with a seat, dashed is free time, dotted is waiting; the cloudberry station
 * comes next.
 */
import type { ComponentChildren } from 'preact';
import { locale, t } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { dayIn, weekdayIn } from '../lib/time.ts';

interface DayPickerProps {
  label: string;
  /** YYYY-MM-DD */
  days: readonly string[];
  value: string;
  onPick: (day: string) => void;
}

export function DayPicker({ label, days, value, onPick }: DayPickerProps) {
  return (
    <div class="dayspick" role="group" aria-label={label}>
      {days.map((day) => (
        <button key={day} type="button" aria-pressed={day === value} onClick={() => onPick(day)}>
          <span aria-hidden="true">{weekdayIn(`${day}T12:00:00Z`, 'UTC', locale.value)}</span>
          <b aria-hidden="true">{Number(day.slice(8))}</b>
          <span class="sr">{dayIn(`${day}T12:00:00Z`, 'UTC', locale.value)}</span>
        </button>
      ))}
    </div>
  );
}

export function MetroLine({ children, label }: { children: ComponentChildren; label: string }) {
  return (
    <ol class="metro" aria-label={label}>
      {children}
    </ol>
  );
}

interface StationProps {
  /** halt: a session without her seat that she does not wait for. */
  look: 'ride' | 'wait' | 'own' | 'halt';
  start: string;
  end: string;
  next?: boolean | undefined;
  past?: boolean | undefined;
  children: ComponentChildren;
}

export function Station({ look, start, end, next = false, past = false, children }: StationProps) {
  const state = `${next ? ' next' : ''}${past ? ' past' : ''}`;
  return (
    <li class={`${look}${state}`} aria-current={next ? 'step' : undefined}>
      <p class="at ltr">
        <b>{start}</b>
        {end !== start && (
          <>
            <span class="sr">–</span> <span>{end}</span>
          </>
        )}
      </p>
      <i class="stopdot" aria-hidden="true" />
      <div class="stack-s">{children}</div>
    </li>
  );
}

/** Between two stations. */
export function FreeTime({ start, children }: { start: string; children: ComponentChildren }) {
  return (
    <li class="free">
      <p class="at ltr">{start}</p>
      <i aria-hidden="true" />
      <p class="fact">{children}</p>
    </li>
  );
}

interface TonguesProps {
  /** As in the programme: codes of two or three letters, or words. */
  spoken: string;
  into: readonly string[];
  /** The same in words. */
  words: string;
}

/** EN ear RU: spoken, and what it is interpreted into. */
export function Tongues({ spoken, into, words }: TonguesProps) {
  const code = (language: string) => (language.length <= 3 ? language.toUpperCase() : language);
  return (
    <span class="tag solid tongues">
      <span class="sr">{words}</span>
      <span aria-hidden="true">{spoken === '' ? words : code(spoken)}</span>
      {into.length > 0 && <Icon name="ear" size={16} />}
      {into.length > 0 && <span aria-hidden="true">{into.map(code).join(' ')}</span>}
    </span>
  );
}

/** ①–② : which part this is, and how many there are. */
export function PartChain({ part, parts }: { part: number; parts: number }) {
  return (
    <span class="chain">
      <span class="sr">{t('day-part', { part, parts })}</span>
      {Array.from({ length: parts }, (_, i) => (
        <b key={i} class={i + 1 === part ? 'here' : undefined} aria-hidden="true">
          {i + 1}
        </b>
      ))}
    </span>
  );
}

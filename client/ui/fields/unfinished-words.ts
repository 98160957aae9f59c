/** What an unfinished field says, and which field gets the focus after a refusal. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { t } from '../../words/words.ts';
import { dayFault, type Unfinished } from '../../lib/unfinished.ts';

export function unfinishedWords(value: Unfinished): string {
  switch (value.unfinished) {
    case 'day':
      return t(`typed-day-${dayFault(value) ?? 'unfinished'}`);
    case 'time':
      return t('typed-time');
    case 'number':
      return t('typed-number', { least: value.least, most: value.most });
    case 'list':
      return t('typed-list', { most: value.most, length: value.length });
  }
}

const refusals = signal(0);
/** A mark moves what is below it, so it does not appear while somebody is pressing a button there. */
const PRESS_MS = 250;

/** Mark an unfinished field a moment after it was left, when a form refuses it, and when one returns to it. */
export function useMarked(unfinished: boolean): { readonly marked: boolean; readonly leave: () => void } {
  const [left, setLeft] = useState(unfinished);
  const [since] = useState(() => refusals.peek());
  return {
    marked: unfinished && (left || refusals.value !== since),
    leave: () => void setTimeout(() => setLeft(true), PRESS_MS),
  };
}

/** Focus the first marked field once the marks are drawn, and in it the part that is wrong. */
export function focusWrong(within: ParentNode | null | undefined): void {
  refusals.value += 1;
  requestAnimationFrame(() => {
    const field = within?.querySelector('.wrong');
    const part =
      field?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      field?.querySelector<HTMLElement>('input, select, textarea, button');
    part?.focus();
  });
}

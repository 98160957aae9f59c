/** What a half-typed field says, and where the keys go when something was refused. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { t } from '../../words/words.ts';
import { dayFault, type Half } from '../../lib/unfinished.ts';

export function sayHalf(half: Half): string {
  switch (half.half) {
    case 'day':
      return t(`half-day-${dayFault(half) ?? 'unfinished'}`);
    case 'time':
      return t('half-time');
    case 'number':
      return t('half-number', { least: half.least, most: half.most });
    case 'list':
      return t('half-list', { most: half.most, length: half.length });
  }
}

const refusals = signal(0);
/** A mark moves what stands below it: not while somebody is pressing the button there. */
const PRESS_MS = 250;

/** A half is marked a moment after one leaves its field, when a form refuses it, and when one comes back to it. */
export function useMarked(isHalf: boolean): { readonly marked: boolean; readonly leave: () => void } {
  const [left, setLeft] = useState(isHalf);
  const [since] = useState(() => refusals.peek());
  return {
    marked: isHalf && (left || refusals.value !== since),
    leave: () => void setTimeout(() => setLeft(true), PRESS_MS),
  };
}

/** To the first field that is marked, once the marks are drawn; in it, to the part that is wrong. */
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

/** What a half-typed field says, and where the keys go when something was refused. */
import { t } from '../../words/words.ts';
import { dayFault, type Half } from '../../lib/unfinished.ts';

export function sayHalf(half: Half): string {
  switch (half.half) {
    case 'day':
      return t(`half-day-${dayFault(half) ?? 'unfinished'}`);
    case 'time':
      return t('half-time');
    case 'list':
      return t('half-list', { most: half.most, length: half.length });
  }
}

/** To the first field that is marked, once the marks are drawn; in it, to the part that is wrong. */
export function focusWrong(within: ParentNode | null | undefined): void {
  requestAnimationFrame(() => {
    const field = within?.querySelector('.wrong');
    const part =
      field?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      field?.querySelector<HTMLElement>('input, select, textarea, button');
    part?.focus();
  });
}

/** A text that is too long is kept whole and marked. The browser's own limit would cut it without a word. */
import { overBy } from '../../lib/typed.ts';
import { t } from '../../words/words.ts';

/** Return the sentence for a text that cannot be sealed because it has more characters than the field takes. */
export function tooLong(value: string, most: number | undefined): string | undefined {
  const over = most === undefined ? 0 : overBy(value, most);
  return over > 0 ? t('typed-long', { over }) : undefined;
}

/** What the box takes at all: far more than the field, so that nobody's paste is cut at the field's end. */
export function attributeLength(most: number | undefined): number | undefined {
  return most === undefined ? undefined : Math.max(most * 4, 1000);
}

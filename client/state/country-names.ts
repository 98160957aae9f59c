/** Countries by their names in the page's language. */
import { computed } from '@preact/signals';
import { locale } from '../words/words.ts';

const names = computed(() => new Intl.DisplayNames([locale.value], { type: 'region', fallback: 'code' }));

export function countryWords(codes: readonly string[]): readonly string[] {
  return codes.map((code) => names.value.of(code) ?? code);
}

/** The names of countries, fetched by the screens that need them. Until they are here no name is taken for checked. */
import { signal } from '@preact/signals';
import type { Countries } from '#domain/input/countries.ts';

export const countries = signal<Countries | undefined>(undefined);

/** Fetch the table once. A failure changes nothing: the screens go on saying what they could not check. */
export async function needCountries(): Promise<void> {
  if (countries.peek() !== undefined) return;
  const table = await import('../lib/input/country-table.ts').catch(() => undefined);
  if (table !== undefined) countries.value = table.countries;
}

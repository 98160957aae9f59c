/** Reading phone numbers. The plans of all countries are fetched by the screens that ask for a number. */
import { signal } from '@preact/signals';
import type { Phone } from '../lib/input/phone.ts';

const reader = signal<((typed: string) => Phone) | undefined>(undefined);

/** Fetch the reader once. Without it a number is kept as it was typed, and asked about. */
export async function needPhones(): Promise<void> {
  if (reader.peek() !== undefined) return;
  const found = await import('../lib/input/phone.ts').catch(() => undefined);
  if (found !== undefined) reader.value = found.readPhone;
}

export const phoneOf = (typed: string): Phone | undefined => reader.value?.(typed);

/**
 * Names of the invited that could not be written on the guest list yet. They are only in this page. After a lock they wait
 * for the same person's next touch, and are gone when the page closes.
 */
import { effect, signal } from '@preact/signals';
import { me, vault } from './session.ts';
import type { MintedLink } from '../vault/joining/inviting.ts';

type Rows = readonly MintedLink['row'][];

let owner: string | undefined;
const kept = signal<Rows>([]);
/** The names that the person who is in now may see. */
export const unlistedNames = signal<Rows>([]);

effect(() => {
  const who = me.value?.member;
  if (who !== undefined && who !== owner) {
    owner = who;
    kept.value = [];
  }
  unlistedNames.value = who === undefined ? [] : kept.value;
});

/** Keep what these links say is not on the list. */
export function keepUnlisted(links: readonly MintedLink[]): void {
  const waiting = links.filter(({ unlisted }) => unlisted !== '').map(({ row }) => row);
  if (waiting.length > 0) kept.value = [...kept.peek(), ...waiting];
}

/** Write them. They are kept until that is done. */
export async function writeUnlisted(): Promise<void> {
  const rows = kept.peek();
  await vault.listGuests(rows);
  const written = new Set(rows.map(({ member }) => member));
  kept.value = kept.peek().filter(({ member }) => !written.has(member));
}

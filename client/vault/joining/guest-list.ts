/** The names of the invited (§4): one sealed list, which the officers' desk opens and writes. An invite does not wait for it. */
import { officersDesk } from '#protocol/core/ids.ts';
import type { Content } from '#protocol/records/content.ts';
import { openDocument } from '../records/documents.ts';
import { saveDocument } from '../records/writing.ts';
import { factsOf } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

export type GuestRow = Content<'guest-list'>['rows'][number];

/** Two officers may write the list at once; the second reads it again. */
const tries = 3;

/**
 * Put names on the list. What is on it is opened first, with a touch if this session has not done so, and an entry in the
 * log. A name that is on it already is written over.
 */
export async function listGuests(vault: UnlockedVault, rows: readonly GuestRow[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await listOnce(vault, rows);
      return;
    } catch (error) {
      if (attempt === tries || factsOf(error).code !== 'record-conflict') throw error;
    }
  }
}

async function listOnce(vault: UnlockedVault, rows: readonly GuestRow[]): Promise<void> {
  const listed = await openDocument(vault, 'guest-list', officersDesk);
  const added = new Set(rows.map(({ member }) => member));
  const kept = (listed?.rows ?? []).filter(({ member }) => !added.has(member));
  await saveDocument(vault, 'guest-list', officersDesk, { rows: [...kept, ...rows] });
}

/**
 * A team's unsaved notes, by person. They are kept while another person is looked at and after a refusal, and only in
 * this page.
 */
import { effect } from '@preact/signals';
import type { Task } from '#protocol/records/kinds/case.ts';
import { me } from './session.ts';
import type { Typed } from '../lib/unfinished.ts';

type Note = Partial<Typed<Task>>;

let owner: string | undefined;
const notes = new Map<string, Note>();
const sending = new Set<string>();

// As with every draft: forgotten when the page locks, unless the portal ended the session while it was being sent; then
// it waits for the same person's next touch.
effect(() => {
  const who = me.value?.member;
  if (who === undefined) {
    for (const about of notes.keys()) if (!sending.has(about)) notes.delete(about);
    return;
  }
  if (owner !== who) notes.clear();
  owner = who;
});

export const noteDraft = (about: string): Note | undefined => notes.get(about);

export function keepNote(about: string, note: Note | undefined): void {
  if (note === undefined) notes.delete(about);
  else notes.set(about, note);
}

/** Send the note, and keep it while it is on its way. */
export async function sendNote(about: string, send: () => Promise<void>): Promise<void> {
  sending.add(about);
  try {
    await send();
    notes.delete(about);
  } finally {
    // After a refusal has locked the page or not.
    setTimeout(() => sending.delete(about), 0);
  }
}

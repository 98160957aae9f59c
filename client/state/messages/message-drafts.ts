/**
 * What was typed into a thread and not sent yet: it outlives a look at another thread and a refusal, never the page. As
 * with every draft it is forgotten when the page locks, unless the portal ended the session while it was being sent.
 */
import { effect } from '@preact/signals';
import { me } from '../session.ts';
import type { ShownMessage, ThreadWish } from '../../vault/threads/view-types.ts';
import type { Attached } from './attached-file.ts';

export interface Draft {
  readonly text: string;
  readonly file: Attached | undefined;
  readonly reply: ShownMessage | undefined;
}

const blank: Draft = { text: '', file: undefined, reply: undefined };

let owner: string | undefined;
const drafts = new Map<string, Draft>();
const sending = new Set<string>();

effect(() => {
  const who = me.value?.member;
  if (who === undefined) {
    for (const key of drafts.keys()) if (!sending.has(key)) drafts.delete(key);
    return;
  }
  if (owner !== who) drafts.clear();
  owner = who;
});

const keyOf = (wish: ThreadWish): string => JSON.stringify(wish);

export const draftFor = (wish: ThreadWish): Draft => drafts.get(keyOf(wish)) ?? blank;

export function keepDraft(wish: ThreadWish, draft: Draft): void {
  drafts.set(keyOf(wish), draft);
}

/** What was typed, attached or chosen while `sent` was on its way. */
function without(draft: Draft, sent: Draft): Draft {
  return {
    text: draft.text.startsWith(sent.text) ? draft.text.slice(sent.text.length).trimStart() : draft.text,
    file: draft.file === sent.file ? undefined : draft.file,
    reply: draft.reply === sent.reply ? undefined : draft.reply,
  };
}

/** While it is on its way. */
export async function sendDraft(wish: ThreadWish, sent: Draft, send: () => Promise<void>): Promise<void> {
  const key = keyOf(wish);
  sending.add(key);
  try {
    await send();
    drafts.set(key, without(draftFor(wish), sent));
  } finally {
    // After a refusal has locked the page or not.
    setTimeout(() => sending.delete(key), 0);
  }
}

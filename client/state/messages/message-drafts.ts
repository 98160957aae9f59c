/**
 * What was typed into a thread and not sent yet. It is kept while another thread is looked at and after a refusal, and
 * only in this page. Like every draft it is forgotten when the page locks, unless the portal ended the session while it
 * was being sent.
 */
import { effect } from '@preact/signals';
import { me } from '../session.ts';
import type { MessageView, ThreadTarget } from '../../vault/threads/view-types.ts';
import type { Attached } from './attached-file.ts';

export interface Draft {
  readonly text: string;
  readonly file: Attached | undefined;
  readonly reply: MessageView | undefined;
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

const keyOf = (target: ThreadTarget): string => JSON.stringify(target);

export const draftFor = (target: ThreadTarget): Draft => drafts.get(keyOf(target)) ?? blank;

export function keepDraft(target: ThreadTarget, draft: Draft): void {
  drafts.set(keyOf(target), draft);
}

/** Return what was typed, attached or chosen while `sent` was on its way. */
function without(draft: Draft, sent: Draft): Draft {
  return {
    text: draft.text.startsWith(sent.text) ? draft.text.slice(sent.text.length).trimStart() : draft.text,
    file: draft.file === sent.file ? undefined : draft.file,
    reply: draft.reply === sent.reply ? undefined : draft.reply,
  };
}

/** Send the draft, and keep it while it is on its way. */
export async function sendDraft(target: ThreadTarget, sent: Draft, send: () => Promise<void>): Promise<void> {
  const key = keyOf(target);
  sending.add(key);
  try {
    await send();
    drafts.set(key, without(draftFor(target), sent));
  } finally {
    // After a refusal has locked the page or not.
    setTimeout(() => sending.delete(key), 0);
  }
}

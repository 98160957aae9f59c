/**
 * What was typed and not sent yet, in this page's memory only. It is forgotten when the page locks, with one exception:
 * when the portal ended the session while something was being sent, it waits for the same person's next touch.
 */
import { effect, signal } from '@preact/signals';
import { blankContent, type Content } from '#protocol/records/content.ts';
import { me } from './session.ts';
import type { Typed } from '../lib/unfinished.ts';
import { cardOf, type OwnKind } from './my-file.ts';

interface Kept {
  readonly content: Typed<Content<OwnKind>>;
  /** What was sent last when the typing began: by it a change made in another window is noticed. */
  readonly base: string;
}
type Draft = { readonly [K in OwnKind]?: Kept };

const drafts = signal<Draft>({});
let kept: { readonly member: string; readonly draft: Draft } | undefined;

effect(() => {
  const who = me.value;
  if (who === undefined) drafts.value = {};
  else if (kept?.member === who.member) {
    drafts.value = kept.draft;
    kept = undefined;
  }
});

export function draftOf<K extends OwnKind>(kind: K): Typed<Content<K>> | undefined {
  return drafts.value[kind]?.content as Typed<Content<K>> | undefined;
}

export function keepDraft<K extends OwnKind>(kind: K, content: Typed<Content<K>>): void {
  const base = drafts.peek()[kind]?.base ?? sentNow(kind);
  drafts.value = { ...drafts.peek(), [kind]: { content, base } };
}

const sentNow = (kind: OwnKind): string => JSON.stringify(cardOf(kind)?.content ?? blankContent(kind));

/** The newest that was sent is another than the one this draft began from, and says something else. */
export function draftIsBehind(kind: OwnKind, sending: Content<OwnKind>): boolean {
  const kept = drafts.peek()[kind];
  const now = sentNow(kind);
  return kept !== undefined && now !== kept.base && now !== JSON.stringify(sending);
}

/** She has the newest before her: the draft now stands beside that one. */
export function seeNewest(kind: OwnKind): void {
  const kept = drafts.peek()[kind];
  if (kept !== undefined) drafts.value = { ...drafts.peek(), [kind]: { ...kept, base: sentNow(kind) } };
}

export function dropDraft(kind: OwnKind): void {
  const { [kind]: _, ...others } = drafts.peek();
  drafts.value = others;
}

/** Just before a refusal locks the page: its drafts outlive it. */
export function holdDrafts(): void {
  const who = me.peek();
  if (who !== undefined) kept = { member: who.member, draft: drafts.peek() };
}

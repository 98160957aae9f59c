/**
 * What was typed and not sent yet, only in this page's memory. It is forgotten when the page locks, with one exception:
 * if the portal ended the session during a sending, it waits for the same person's next touch.
 */
import { effect, signal } from '@preact/signals';
import { blankContent, type Content } from '#protocol/records/content.ts';
import { me } from './session.ts';
import type { Typed } from '../lib/unfinished.ts';
import { cardOf, type OwnKind } from './my-file.ts';

interface Kept {
  readonly content: Typed<Content<OwnKind>>;
  /** What was sent last when the typing began. A change made in another window is noticed by it. */
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

/** Return true if the newest sent content is not the one that this draft began from, and differs from it. */
export function draftIsBehind(kind: OwnKind, sending: Content<OwnKind>): boolean {
  const kept = drafts.peek()[kind];
  const now = sentNow(kind);
  return kept !== undefined && now !== kept.base && now !== JSON.stringify(sending);
}

/** Note that she has seen the newest content: from now on the draft is compared with that one. */
export function seeNewest(kind: OwnKind): void {
  const kept = drafts.peek()[kind];
  if (kept !== undefined) drafts.value = { ...drafts.peek(), [kind]: { ...kept, base: sentNow(kind) } };
}

export function dropDraft(kind: OwnKind): void {
  const { [kind]: _, ...others } = drafts.peek();
  drafts.value = others;
}

/** Keep the drafts through the lock that a refusal causes. Called just before it. */
export function holdDrafts(): void {
  const who = me.peek();
  if (who !== undefined) kept = { member: who.member, draft: drafts.peek() };
}

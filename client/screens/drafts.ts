/**
 * What was typed and not sent yet, in this page's memory only. It is forgotten when the page locks, with one exception:
 * when the portal ended the session while something was being sent, it waits for the same person's next touch.
 */
import { effect, signal } from '@preact/signals';
import type { Content } from '#protocol/content.ts';
import { me } from '../session.ts';
import type { OwnKind } from './own.ts';

export type Draft = { readonly [K in OwnKind]?: Content<K> };

const drafts = signal<Draft>({});
let held: { readonly member: string; readonly draft: Draft } | undefined;

effect(() => {
  const who = me.value;
  if (who === undefined) drafts.value = {};
  else if (held?.member === who.member) {
    drafts.value = held.draft;
    held = undefined;
  }
});

export function draftOf<K extends OwnKind>(kind: K): Content<K> | undefined {
  return drafts.value[kind] as Content<K> | undefined;
}

export function keepDraft<K extends OwnKind>(kind: K, content: Content<K>): void {
  drafts.value = { ...drafts.peek(), [kind]: content };
}

export function dropDraft(kind: OwnKind): void {
  const { [kind]: _, ...others } = drafts.peek();
  drafts.value = others;
}

/** Just before a refusal locks the page: its drafts outlive it. */
export function holdDrafts(): void {
  const who = me.peek();
  if (who !== undefined) held = { member: who.member, draft: drafts.peek() };
}

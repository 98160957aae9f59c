/** The rules that became looser since she agreed to them. Until she has confirmed them nothing of hers is sealed. */
import { effect, signal } from '@preact/signals';
import type { RuleNews } from '../vault/my-file/agreed-rules.ts';
import { loadFile } from './my-file.ts';
import { me, noticed, tidying, unconfirmed, vault } from './session.ts';

/** Undefined while they were not compared yet. */
export const ruleNews = signal<RuleNews | undefined>(undefined);

export async function loadRuleNews(): Promise<void> {
  const who = me.peek()?.member;
  const news = await vault.ruleNews();
  if (me.peek()?.member === who) ruleNews.value = news;
}

/** Confirm each by its key. Her file is completed under them, and read again. */
export async function confirmRules(ticked: readonly string[]): Promise<void> {
  await vault.confirmRules(ticked);
  await loadRuleNews();
  await loadFile();
}

effect(() => {
  if (me.value === undefined) ruleNews.value = undefined;
});

// After her file was completed, or would have been.
let tidiedBefore = false;
effect(() => {
  const now = tidying.value;
  if (tidiedBefore && !now && me.peek() !== undefined) loadRuleNews().catch(noticed);
  tidiedBefore = now;
});

// They changed while the page was open, and something of hers was not sealed.
effect(() => {
  if (unconfirmed.value > 0 && me.peek() !== undefined) loadRuleNews().catch(noticed);
});

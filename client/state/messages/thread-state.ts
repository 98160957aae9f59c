/**
 * Threads as the page has them: the vault's last answer, and the open thread. They are only in memory and forgotten
 * with the lock. The open thread is in no address: the browser's history would keep it.
 */
import { computed, effect, signal } from '@preact/signals';
import { me, noticed, ownName, vault } from '../session.ts';
import type { ThreadView, ThreadLine, ThreadsState, ThreadTarget } from '../../vault/threads/view-types.ts';
import { forgetProgress } from './sending-progress.ts';
import { loadFile, tidied } from '../my-file.ts';
import { unread } from '../unread.ts';

export const threads = signal<ThreadsState | undefined>(undefined);
/** The code of the refusal that stopped the reading of threads, or the last look. */
export const threadsCode = signal<string | undefined>(undefined);
/** Which thread is open, and its view once it is read. */
export const target = signal<ThreadTarget | undefined>(undefined);
export const openView = signal<ThreadView | undefined>(undefined);
/** How many threads are on the screen. While one replaces another, both are. */
export const shownThreads = signal(0);
/** True if a thread is on the screen: the page then looks at the stream more often. */
export const reading = computed(() => shownThreads.value > 0);
/** The message that a search led to. */
export const sought = signal<string | undefined>(undefined);

export const waiting = computed(() => threads.value?.waiting ?? 0);

effect(() => {
  if (me.value !== undefined) return;
  threads.value = target.value = openView.value = threadsCode.value = sought.value = undefined;
  forgetProgress();
});

effect(() => {
  const lines = threads.value?.lines ?? [];
  unread.value = lines.filter((line) => !line.muted && !line.left).reduce((sum, line) => sum + line.unread, 0);
});

/** Run an act whose answer must not be used after a lock: an answer for somebody who has left is dropped. */
async function forMe<T>(ask: () => Promise<T>, take: (answer: T) => void): Promise<boolean> {
  const who = me.peek()?.member;
  try {
    const answer = await ask();
    if (who === undefined || me.peek()?.member !== who) return false;
    threadsCode.value = undefined;
    take(answer);
    return true;
  } catch (error) {
    if (me.peek()?.member === who) threadsCode.value = noticed(error).code;
    return false;
  }
}

let underway: Promise<boolean> | undefined;

/** Open the threads soon after each unlock: set up keys if she has none yet, read the archive and the stream. */
export function openThreads(): Promise<boolean> {
  underway ??= open().finally(() => {
    underway = undefined;
  });
  return underway;
}

async function open(): Promise<boolean> {
  await tidied();
  if (ownName.peek() === '') await loadFile();
  const alias = ownName.peek();
  return forMe(
    () => vault.threadsOpen(alias),
    (state) => {
      threads.value = state;
    },
  );
}

export function loadThreads(): Promise<boolean> {
  return forMe(
    () => vault.threadsState(),
    (state) => {
      threads.value = state;
    },
  );
}

/** Show what an act left, unless somebody has locked the page meanwhile. */
export function acceptThreads(state: ThreadsState): void {
  if (me.peek() !== undefined) threads.value = state;
}

/** Open a thread. What she sees of it counts as read. */
export async function pick(wanted: ThreadTarget, message?: string): Promise<void> {
  target.value = wanted;
  openView.value = undefined;
  sought.value = message;
  await readView();
}

export function close(): void {
  target.value = openView.value = sought.value = undefined;
}

export async function readView(): Promise<void> {
  const wanted = target.peek();
  if (wanted === undefined) return;
  await forMe(
    () => vault.threadRead(wanted),
    (view) => take(wanted, view),
  );
  await loadThreads();
}

function take(wanted: ThreadTarget, view: ThreadView): void {
  if (target.peek() === wanted) openView.value = view;
}

/** Run an act, show its answer, and load the list again. The caller shows the act's refusal. */
export async function acted(act: (wanted: ThreadTarget) => Promise<ThreadView>): Promise<void> {
  const wanted = target.peek();
  if (wanted === undefined) return;
  take(wanted, await act(wanted));
  await loadThreads();
}

/** Look once at the stream, and read new messages where they are shown. Returns false if nothing answered. */
export async function look(seen: boolean): Promise<boolean> {
  let changed = false;
  const answered = await forMe(
    () => vault.threadsLook(),
    (result) => {
      changed = result.changed;
    },
  );
  if (changed) await (seen ? readView() : loadThreads());
  return answered;
}

/** Try to send what is sealed and waits. */
export async function flush(): Promise<void> {
  await forMe(
    () => vault.threadFlush(),
    () => undefined,
  );
  await (reading.peek() ? readView() : loadThreads());
}

export const lineOf = (thread: string): ThreadLine | undefined =>
  threads.value?.lines.find((line) => line.thread === thread);

/** Return the line of a thread, undefined if it has not begun. */
export function lineFor(wanted: ThreadTarget): ThreadLine | undefined {
  const own = me.value?.member;
  return threads.value?.lines.find((line) => {
    if (wanted.type === 'thread') return line.thread === wanted.thread;
    if (line.kind !== 'desk' || line.desk !== wanted.desk) return false;
    return line.owner === (wanted.type === 'desk' ? own : wanted.owner);
  });
}

/**
 * When the page looks at the stream: often while a thread is open, seldom otherwise, always after a partly random
 * pause, and in the same rhythm whether or not something came. Somebody who watches the line learns that a page is
 * open, and nothing more.
 */
import { effect } from '@preact/signals';
import { me } from '../session.ts';
import { pauseMs } from './look-interval.ts';
import { flush, look, openThreads, reading, threads, waiting } from './thread-state.ts';

const chance = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
const isVisible = (): boolean => document.visibilityState === 'visible';

let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

function arm(): void {
  clearTimeout(timer);
  if (me.peek() === undefined) return;
  const pause = pauseMs({ reading: reading.peek(), visible: isVisible(), failures }, chance());
  timer = setTimeout(() => void tick(), pause);
}

let ticking = false;

async function tick(): Promise<void> {
  if (ticking || me.peek() === undefined) return;
  ticking = true;
  try {
    const answered = threads.peek() === undefined ? await openThreads() : await lookAround();
    failures = answered ? 0 : failures + 1;
  } finally {
    ticking = false;
    arm();
  }
}

async function lookAround(): Promise<boolean> {
  if (waiting.peek() > 0) await flush();
  return look(reading.peek() && isVisible());
}

/** The network is back: try at once to send what waits. */
function back(): void {
  failures = 0;
  void tick();
}

const stay = (event: BeforeUnloadEvent): void => {
  if (!document.documentElement.classList.contains('covered')) event.preventDefault();
};

let started = false;

/** Start the looks after the unlock; the lock ends them. A second call changes nothing. */
export function startClock(): void {
  if (started) return;
  started = true;
  // What is sealed and waits exists in this tab only.
  effect(() => {
    if (waiting.value > 0) addEventListener('beforeunload', stay);
    else removeEventListener('beforeunload', stay);
  });
  addEventListener('online', back);
  document.addEventListener('visibilitychange', arm);
  effect(() => {
    // Another rhythm begins with another pause.
    void reading.value;
    arm();
  });
  effect(() => {
    clearTimeout(timer);
    failures = 0;
    // Not within the effect: what a look reads is nothing that this depends on.
    if (me.value?.byCard === false) queueMicrotask(() => void tick());
  });
}

/**
 * When the page looks at the stream: often while a thread stands on the screen, seldom otherwise, always after a pause
 * with chance in it, and in the same rhythm whether or not something came. Whoever watches the line learns that a page
 * is open, and no more.
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

/** The network is back: what waited is tried at once. */
function back(): void {
  failures = 0;
  void tick();
}

const stay = (event: BeforeUnloadEvent): void => {
  if (!document.documentElement.classList.contains('covered')) event.preventDefault();
};

let started = false;

/** From the unlock on; the lock ends it. Called again, it goes on as it is. */
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

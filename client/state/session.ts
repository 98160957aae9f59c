/**
 * The state of one tab: who is in, the vault, the four states of a login session: out, locked, unlocked, covered.
 */
import { computed, signal } from '@preact/signals';
import { createApi } from '../platform/api.ts';
import { login } from '../platform/login.ts';
import { getCredential } from '../platform/webauthn.ts';
import { startVault } from '../platform/vault-client.ts';
import { factsOf, type RefusalFacts } from '../vault/session/refusal.ts';
import type { Me } from '../vault/session/unlock.ts';

/** Set by the build: a hash over the client's sources. */
declare const __RELEASE__: string;

const serverRelease = signal<string | undefined>(undefined);
/** True if the portal serves another client than this page. Reloading is offered once nothing typed can be lost. */
export const stale = computed(() => serverRelease.value !== undefined && serverRelease.value !== __RELEASE__);

export const call = createApi({
  base: '',
  release: __RELEASE__,
  onHeaders: (headers) => {
    serverRelease.value = headers.get('x-dd-release') ?? serverRelease.value;
  },
});

export const vault = startVault(call);

export const me = signal<Me | undefined>(undefined);
/** What she wants to be called, once her own card was read (my-file.ts). */
export const ownName = signal('');
/** A proven fork stops everything but Help now. */
export const fork = signal<RefusalFacts | undefined>(undefined);
/** How often something of hers was not sealed because she has not confirmed the rules (rule-news.ts). */
export const unconfirmed = signal(0);
/** True while the file is completed after an unlock. */
export const tidying = signal(false);

/**
 * True if the portal did not know a login session that had just begun. The page says so instead of asking for the key
 * again and again.
 */
export const cookieLost = signal(false);
/** The idle minutes after which the page locked itself. It is shown until the next touch. */
export const lockedAfter = signal<number | undefined>(undefined);

/** True from the moment an officer's stop of her own access is known here. The sign-in says so until she is in again. */
export const stopped = signal(false);

export const place = { origin: location.origin, rpId: location.hostname };

// Portal and witness, or the witness and itself, said two things that cannot both be.
// A record that is not the newest is refused where it is read: a member of staff can cause it, so it proves no fork.
const forkCodes: readonly string[] = ['log-fork', 'log-behind', 'state-differs', 'verdict-false', 'outcome-twice'];

/**
 * Return the facts of a refusal. Every refusal passes here on its way to a screen, so that no screen can miss a fork.
 */
export function noticed(error: unknown): RefusalFacts {
  const facts = factsOf(error);
  if (forkCodes.includes(facts.code)) fork.value = facts;
  if (facts.code === 'policy-unconfirmed') unconfirmed.value += 1;
  if (/^(?:roster|assertion)-/u.test(facts.code)) void seeVoids();
  if (facts.code === 'session-missing' || facts.code === 'session-over' || facts.code === 'vault-locked') void lock();
  if (facts.code === 'frozen') {
    stopped.value = true;
    void lock();
  }
  return facts;
}

/** What she has just signed may be in the log and not be in force: then the page says so at once. */
async function seeVoids(): Promise<void> {
  const who = me.peek();
  if (who?.checked !== true) return;
  const now = await vault.refresh().catch(() => undefined);
  if (now !== undefined && me.peek()?.member === who.member) me.value = now;
}

export async function signIn(): Promise<Me> {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const answer = await login({ call, get: getCredential, random }, place);
  const who = await vault.unlock(answer);
  answer.key.fill(0);
  me.value = who;
  lockedAfter.value = undefined;
  cookieLost.value = false;
  stopped.value = false;
  void seeCookie();
  watchIdle(who.role === 'participant' ? 10 : 5);
  if (who.checked && who.role === 'participant') void tidy();
  return who;
}

/** Notice a browser that drops the cookie silently: every act would then be refused. */
async function seeCookie(): Promise<void> {
  await call('session/look', {}).catch((error: unknown) => {
    cookieLost.value = factsOf(error).code === 'session-missing';
    noticed(error);
  });
}

/** After an unlock without the witness: ask again, and continue as if it had answered then. */
export async function checkAgain(): Promise<void> {
  const now = await vault.refresh();
  if (me.value === undefined) return;
  me.value = now;
  if (now.checked && now.role === 'participant') void tidy();
}

/** Complete and re-seal her file in the background. Reading does not wait for it. */
async function tidy(): Promise<void> {
  tidying.value = true;
  try {
    await vault.tidy();
  } catch (error) {
    noticed(error);
  } finally {
    tidying.value = false;
  }
}

let idle: ReturnType<typeof setTimeout> | undefined;
let idleMinutes = 10;

function watchIdle(minutes: number): void {
  idleMinutes = minutes;
  for (const event of ['pointerdown', 'keydown'] as const) addEventListener(event, stillHere, { passive: true });
  stillHere();
}

function stillHere(): void {
  clearTimeout(idle);
  idle = setTimeout(() => {
    if (me.value !== undefined) lockedAfter.value = idleMinutes;
    void lock();
  }, idleMinutes * 60_000);
}

/** Forget the keys. The portal keeps the login session, so one touch unlocks again. */
export async function lock(): Promise<void> {
  clearTimeout(idle);
  me.value = undefined;
  await vault.lock().catch(() => undefined);
}

export async function signOut(): Promise<void> {
  await lock();
  await call('session/end', {}).catch(() => undefined);
}

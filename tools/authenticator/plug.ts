/**
 * Plugs software keys into a browser context. Pages of that context, in any tab, then find them behind
 * navigator.credentials; secrets stay on this side, in the process that drives the browser.
 *
 * Playwright adds the script and the binding through the debugging protocol, so neither a strict Content-Security-Policy
 * nor Trusted Types stands in the way, and the page's own policy stays as strict as it is for people. The script reaches
 * documents that are opened afterwards: plug in first, then navigate.
 */
import type { BrowserContext, Frame } from 'playwright-core';
import { failure, perform, requestOf } from './answer.ts';
import type { SoftwareKey } from './key.ts';
import { credentialsContainer, installInPage, type Answer, type Question } from './page.ts';
import { saltsFor, type Salts } from './prf.ts';
import { refuse } from './refusal.ts';

export type PlugOptions = {
  /** How long a request waits for a key when none is plugged in, at most; requests of tests ask for minutes. */
  readonly longestWait?: number;
};

type CeremonySeen = {
  readonly kind: 'create' | 'get';
  readonly origin: string;
  readonly challenge: Uint8Array;
  /** The salts that this key was asked for, as the page gave them; evalByCredential is resolved already. */
  readonly salts: Salts | undefined;
  /** The credential that was made or used. */
  readonly credentialId: Uint8Array | undefined;
  /** "done", or the name of the error that the page got. */
  readonly outcome: string;
  /** Whether a person had to touch a key for it. */
  readonly touched: boolean;
};

export type Plugged = {
  /** How often somebody had to touch a key since it was plugged in. */
  readonly touches: number;
  /** Every request, oldest first, those that ended without a touch included. */
  readonly ceremonies: readonly CeremonySeen[];
  /** How many requests wait for a key at this moment. */
  readonly waiting: number;
  /** From now on this key answers; a request that waits for a key gets it. */
  use(key: SoftwareKey): void;
  /** From now on no key answers: requests wait, then fail with NotAllowedError. */
  unplug(): void;
};

const BINDING = 'softwareKeyAnswers';
const LONGEST_WAIT = 1000;
/** Refusals that a browser makes by itself, before any key blinks. */
const WITHOUT_TOUCH = new Set(['AbortError', 'NotSupportedError', 'SecurityError', 'SyntaxError', 'TypeError']);

/** Of several keys the first one answers, until `use` names another. One call per context. */
export async function plugIn(
  context: BrowserContext,
  keys: SoftwareKey | readonly SoftwareKey[],
  options: PlugOptions = {},
): Promise<Plugged> {
  const socket = openSocket('options' in keys ? keys : keys[0], options.longestWait ?? LONGEST_WAIT);
  const cancels = new Map<string, AbortController>();

  await context.exposeBinding(BINDING, async ({ frame }, question: Question): Promise<Answer> => {
    if (question.kind === 'cancel') {
      cancels.get(question.id)?.abort();
      return failure(new DOMException('cancelled', 'AbortError'));
    }
    const cancel = new AbortController();
    cancels.set(question.id, cancel);
    try {
      return await socket.answer(question, frame, cancel.signal);
    } finally {
      cancels.delete(question.id);
    }
  });
  await context.addInitScript({
    content: `(${String(installInPage)})(${JSON.stringify(BINDING)}, ${String(credentialsContainer)});`,
  });

  return {
    get touches() {
      return socket.ceremonies.filter(({ touched }) => touched).length;
    },
    get waiting() {
      return socket.waiting.size;
    },
    ceremonies: socket.ceremonies,
    use: socket.plug,
    unplug: () => socket.plug(undefined),
  };
}

/** The place where one key is plugged in, or none, and the record of what was asked of it. */
function openSocket(first: SoftwareKey | undefined, longestWait: number) {
  const ceremonies: CeremonySeen[] = [];
  let plugged = first;
  const waiting = new Set<(key: SoftwareKey) => void>();

  const plug = (key: SoftwareKey | undefined) => {
    plugged = key;
    if (key) for (const give of waiting) give(key);
  };

  const waitForKey = async (timeout: number | undefined, signal: AbortSignal): Promise<SoftwareKey> => {
    if (plugged) return plugged;
    const { promise, resolve, reject } = Promise.withResolvers<SoftwareKey>();
    const tooLate = () =>
      reject(new DOMException('The operation either timed out or was not allowed.', 'NotAllowedError'));
    const timer = setTimeout(tooLate, Math.min(timeout ?? longestWait, longestWait));
    const cancelled = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', cancelled, { once: true });
    waiting.add(resolve);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      waiting.delete(resolve);
    }
  };

  const answer = async (question: Question, frame: Frame, signal: AbortSignal): Promise<Answer> => {
    const request = requestOf(question);
    const { challenge, timeout, extensions } = request.options;
    const origin = new URL(frame.url()).origin;
    const seen = { kind: request.kind, origin, challenge, salts: extensions?.prf?.eval };
    let asked = false;
    try {
      requireOwnFrame(frame);
      const key = await waitForKey(timeout, signal);
      asked = true;
      const { id, credential } = await perform(key, request, origin);
      const salts = saltsFor(extensions?.prf, id);
      ceremonies.push({ ...seen, salts, credentialId: id, outcome: 'done', touched: true });
      return { credential };
    } catch (error) {
      const refusal = failure(error);
      const touched = asked && !WITHOUT_TOUCH.has(refusal.error.name);
      ceremonies.push({ ...seen, credentialId: undefined, outcome: refusal.error.name, touched });
      return refusal;
    }
  };

  return { ceremonies, waiting, plug, answer };
}

/** A frame of another origin would need a permission that the portal never gives. */
function requireOwnFrame(frame: Frame): void {
  const top = frame.page().mainFrame();
  if (new URL(frame.url()).origin !== new URL(top.url()).origin) {
    refuse('NotAllowedError', 'publickey-credentials is not delegated to this frame');
  }
}

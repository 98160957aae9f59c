/** The place where one key is plugged in, or none, and the record of what was asked of it; whatever browser asks. */
import { failure, perform, requestOf } from './answer.ts';
import type { SoftwareKey } from './key.ts';
import type { Answer, Question } from './page.ts';
import { saltsFor, type Salts } from './prf.ts';

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

type Socket = Plugged & {
  /** Answers a question of a page of this origin; a `cancel` ends the question that it names. */
  answer(question: Question, origin: string): Promise<Answer>;
};

const LONGEST_WAIT = 1000;
/** Refusals that a browser makes by itself, before any key blinks. */
const WITHOUT_TOUCH = new Set(['AbortError', 'NotSupportedError', 'SecurityError', 'SyntaxError', 'TypeError']);

/** @param longestWait how long a request waits for a key when none is plugged in, at most; tests' requests ask for minutes */
export function openSocket(first: SoftwareKey | undefined, longestWait = LONGEST_WAIT): Socket {
  const ceremonies: CeremonySeen[] = [];
  const cancels = new Map<string, AbortController>();
  const waiting = new Set<(key: SoftwareKey) => void>();
  let plugged = first;

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

  const perceive = async (question: Question, origin: string, signal: AbortSignal): Promise<Answer> => {
    const request = requestOf(question);
    const { challenge, timeout, extensions } = request.options;
    const seen = { kind: request.kind, origin, challenge, salts: extensions?.prf?.eval };
    let asked = false;
    try {
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

  const answer = async (question: Question, origin: string): Promise<Answer> => {
    if (question.kind === 'cancel') {
      cancels.get(question.id)?.abort();
      return failure(new DOMException('cancelled', 'AbortError'));
    }
    const cancel = new AbortController();
    cancels.set(question.id, cancel);
    try {
      return await perceive(question, origin, cancel.signal);
    } finally {
      cancels.delete(question.id);
    }
  };

  return {
    get touches() {
      return ceremonies.filter(({ touched }) => touched).length;
    },
    get waiting() {
      return waiting.size;
    },
    ceremonies,
    use: plug,
    unplug: () => plug(undefined),
    answer,
  };
}

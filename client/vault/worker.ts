/**
 * The vault as a worker: requests come in, replies go out; calls to the portal and touches of a key go the other way.
 * Nothing else crosses, and the worker has no network of its own.
 */
import type { ActName, Body, Reply } from '#protocol/wire/wire.ts';
import type { Created, Got, Ports } from './session/ports.ts';
import { factsOf, Refused, type RefusalFacts } from './session/refusal.ts';
import { createVault } from './vault.ts';

/** Page to worker. */
export type ToVault =
  | { readonly type: 'ask'; readonly id: number; readonly act: string; readonly args: readonly unknown[] }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly facts: RefusalFacts };

/** Worker to page: replies to requests, and requests of its own (a call to the portal, a touch). */
export type FromVault =
  | {
      readonly type: 'need';
      readonly id: number;
      readonly what: 'call' | 'create' | 'get';
      readonly args: readonly unknown[];
    }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly facts: RefusalFacts };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const waiting = new Map<number, Waiting>();
let nextNeed = 1;

function send(message: FromVault): void {
  scope.postMessage(message);
}

function need(what: 'call' | 'create' | 'get', args: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const id = nextNeed;
    nextNeed += 1;
    waiting.set(id, { resolve, reject });
    send({ type: 'need', id, what, args });
  });
}

const ports: Ports = {
  call: <N extends ActName>(name: N, body: Body<N>) => need('call', [name, body]) as Promise<Reply<N>>,
  create: (touch) => need('create', [touch]) as Promise<Created>,
  get: (touch) => need('get', [touch]) as Promise<Got>,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  now: () => Date.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

const vault = createVault(ports) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;

async function answer(ask: Extract<ToVault, { type: 'ask' }>): Promise<void> {
  try {
    if (!Object.hasOwn(vault, ask.act)) throw new Refused('vault-broken', 'unknown act');
    const act = vault[ask.act] as (...args: readonly unknown[]) => Promise<unknown>;
    send({ type: 'answer', id: ask.id, value: await act(...ask.args) });
  } catch (error) {
    send({ type: 'failure', id: ask.id, facts: factsOf(error) });
  }
}

scope.addEventListener('message', (event: MessageEvent<ToVault>) => {
  const message = event.data;
  if (message.type === 'ask') {
    void answer(message);
    return;
  }
  const waiter = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.type === 'answer') waiter?.resolve(message.value);
  else {
    const { code, detail, request, evidence } = message.facts;
    waiter?.reject(
      new Refused(code, detail, {
        ...(request === undefined ? {} : { request }),
        ...(evidence === undefined ? {} : { evidence }),
      }),
    );
  }
});

/**
 * The page's side of the vault. It starts the worker from exactly the file that the build named, sends it requests, and
 * serves the two things that the worker cannot do: calls to the portal, and touches of a key.
 */
import { signal } from '@preact/signals';
import type { ActName, Body } from '#protocol/wire/wire.ts';
import { prefetch } from './api.ts';
import type { Call, CreateTouch, GetTouch } from '../vault/session/ports.ts';
import { factsOf, Refused } from '../vault/session/refusal.ts';
import type { Vault } from '../vault/vault.ts';
import type { FromVault, ToVault } from '../vault/worker.ts';
import { createCredential, getCredential } from './webauthn.ts';

/** Set by the build (tools/build-client.ts): the worker's address and the hash of its bytes. */
declare const __VAULT_URL__: string;
declare const __VAULT_INTEGRITY__: string;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let policy: { createScriptURL(url: string): string } | undefined;

function workerUrl(): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (types === undefined) return __VAULT_URL__;
  // The page's policy admits the name once, and a worker that stopped is started again.
  policy ??= types.createPolicy('dd', {
    createScriptURL: (url) => {
      if (url !== __VAULT_URL__) throw new TypeError('refused');
      return url;
    },
  });
  return policy.createScriptURL(__VAULT_URL__);
}

/** True after the key was touched, while the act continues. The button says so. */
export const touched = signal(false);

/** The newest reply about messages or files. The progress of long work is read from it. */
export const answered = signal<{ readonly body: unknown; readonly reply: unknown } | undefined>(undefined);

async function pass<N extends ActName>(call: Call, name: N, body: Body<N>): Promise<unknown> {
  const reply = await call(name, body);
  if (name === 'threads/look' || name === 'blobs/put') answered.value = { body, reply };
  return reply;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A proxy with the vault's own acts: vault.save('card', …) sends one request to the worker. */
export function startVault(call: Call): Vault {
  const waiting = new Map<number, Waiting>();
  let nextAsk = 1;
  let worker: Promise<Worker> | undefined;

  const serve = async (need: Extract<FromVault, { type: 'need' }>): Promise<unknown> => {
    if (need.what === 'call') return pass(call, need.args[0] as ActName, need.args[1] as Body<ActName>);
    touched.value = false;
    const answer =
      need.what === 'create'
        ? await createCredential(need.args[0] as CreateTouch)
        : await getCredential(need.args[0] as GetTouch);
    touched.value = true;
    return answer;
  };

  const hear = (own: Worker, message: FromVault): void => {
    const post = (answer: ToVault) => own.postMessage(answer);
    if (message.type === 'need') {
      serve(message).then(
        (value) => post({ type: 'answer', id: message.id, value }),
        (error: unknown) => post({ type: 'failure', id: message.id, facts: factsOf(error) }),
      );
      return;
    }
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'answer') waiter?.resolve(message.value);
    else {
      const { code, detail, request, evidence } = message.facts;
      const more = { ...(request === undefined ? {} : { request }), ...(evidence === undefined ? {} : { evidence }) };
      waiter?.reject(new Refused(code, detail, more));
    }
  };

  const start = async (): Promise<Worker> => {
    await prefetch(__VAULT_URL__, __VAULT_INTEGRITY__);
    const own = new Worker(workerUrl(), { type: 'module' });
    own.addEventListener('message', (event: MessageEvent<FromVault>) => hear(own, event.data));
    own.addEventListener('error', () => {
      for (const waiter of waiting.values()) waiter.reject(new Refused('vault-broken', 'the worker stopped'));
      waiting.clear();
      worker = undefined;
    });
    return own;
  };

  const ask = async (act: string, args: readonly unknown[]): Promise<unknown> => {
    worker ??= start().catch((error: unknown) => {
      worker = undefined;
      throw error;
    });
    const own = await worker;
    return new Promise((resolve, reject) => {
      const id = nextAsk;
      nextAsk += 1;
      waiting.set(id, { resolve, reject });
      own.postMessage({ type: 'ask', id, act, args } satisfies ToVault);
    });
  };

  return new Proxy({} as Vault, {
    get: (_, act) =>
      typeof act === 'string' && act !== 'then' ? (...args: readonly unknown[]) => ask(act, args) : undefined,
  });
}

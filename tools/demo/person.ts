/**
 * A person with software keys and a browserless client: the same vault, login and api code as in a page, with Node
 * answering the vault's three needs. Used by the demo, the server's tests and the benches.
 */
import { randomFillSync } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { salts } from '#protocol/crypto/challenge.ts';
import { createApi } from '../../client/platform/api.ts';
import { login } from '../../client/platform/login.ts';
import type { Call, Created, CreateTouch, Got, GetTouch, Ports, SaltChoice } from '../../client/vault/session/ports.ts';
import { Refused } from '../../client/vault/session/refusal.ts';
import type { Me } from '../../client/vault/session/unlock.ts';
import { createVault, type Vault } from '../../client/vault/vault.ts';
import type { SoftwareKey } from '../authenticator/key.ts';

export interface Place {
  readonly origin: string;
  readonly rpId: string;
}

export interface Person {
  readonly vault: Vault;
  readonly call: Call;
  /** The key that answers now. */
  key: SoftwareKey;
  readonly touches: { count: number };
  /** 1: her vault's pauses are as long as in a page. 0: she does not wait for what will not come. */
  patience: number;
  signIn(): Promise<Me>;
}

/** A browser's cookie jar for one origin, as small as one cookie needs. */
function cookieJar() {
  const cookies = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    take(headers: Headers): void {
      for (const line of headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const cut = pair.indexOf('=');
        const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
        if (value === '' || /max-age=0|expires=thu, 01 jan 1970/iu.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
  };
}

export function createPerson(place: Place, key: SoftwareKey, callThrough?: Call): Person {
  const jar = cookieJar();
  const call =
    callThrough ??
    createApi({
      base: place.origin,
      headers: () => ({ origin: place.origin, cookie: jar.header() }),
      onHeaders: (headers) => jar.take(headers),
    });
  const touches = { count: 0 };
  const person: Person = {
    key,
    call,
    touches,
    patience: 1,
    vault: undefined as unknown as Vault,
    signIn: async () => {
      const given = await login(ports, place);
      return person.vault.unlock(given);
    },
  };
  const ports: Ports = {
    call,
    random: (length) => randomFillSync(new Uint8Array(length)),
    now: () => Date.now(),
    pause: (ms) => wait(ms * person.patience),
    create: (touch) => createWith(person, place, touch),
    get: (touch) => getWith(person, place, touch),
  };
  return Object.assign(person, { vault: createVault(ports) });
}

function prf(choice: SaltChoice) {
  if (choice === 'none') return {};
  if (choice === 'both') return { prf: { eval: { first: salts.unlock, second: salts.open } } };
  return { prf: { eval: { first: salts[choice] } } };
}

function cancelled(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  throw new Refused(name === 'InvalidStateError' ? 'key-known' : 'touch-cancelled', name, { cause: error });
}

async function createWith(person: Person, place: Place, touch: CreateTouch): Promise<Created> {
  person.touches.count += 1;
  const made = await person.key
    .create(
      {
        rp: { id: touch.rpId },
        user: { id: touch.userHandle, name: 'Portal' },
        challenge: touch.challenge,
        pubKeyCredParams: [{ alg: -8 }, { alg: -7 }],
        excludeCredentials: touch.exclude.map((id) => ({ id })),
        extensions: prf('unlock'),
      },
      place.origin,
    )
    .catch(cancelled);
  return {
    id: made.id,
    clientDataJSON: made.clientDataJSON,
    attestationObject: made.attestationObject,
    transports: made.transports,
  };
}

async function getWith(person: Person, place: Place, touch: GetTouch): Promise<Got> {
  person.touches.count += 1;
  const got = await person.key
    .get(
      {
        rpId: touch.rpId,
        challenge: touch.challenge,
        allowCredentials: touch.allow.map((id) => ({ id })),
        extensions: prf(touch.salts),
      },
      place.origin,
    )
    .catch(cancelled);
  const results = got.clientExtensionResults.prf?.results;
  return {
    credentialId: got.id,
    clientDataJSON: got.clientDataJSON,
    authenticatorData: got.authenticatorData,
    signature: got.signature,
    userHandle: got.userHandle,
    prf: { first: results?.first, second: results?.second },
  };
}

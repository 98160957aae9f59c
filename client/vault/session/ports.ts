/**
 * The vault's three openings to the outside. It has no network and no document of its own. Its host (a
 * page, or Node for the demo and the tests) answers these.
 */
import type { ActName, Body, Reply } from '#protocol/wire/wire.ts';

export type Call = <N extends ActName>(name: N, body: Body<N>) => Promise<Reply<N>>;

/** Which PRF salts a touch asks for; the constants are in protocol/crypto/challenge.ts. */
export type SaltChoice = 'unlock' | 'open' | 'both' | 'none';

export interface CreateTouch {
  readonly kind: 'create';
  readonly challenge: Uint8Array;
  readonly rpId: string;
  readonly userHandle: Uint8Array;
  /** Credentials the key must not hold yet. */
  readonly exclude: readonly Uint8Array[];
  /** hardware: a key one can pull out. phone: this device's own screen lock. */
  readonly way: 'hardware' | 'phone';
}
export interface GetTouch {
  readonly kind: 'get';
  readonly challenge: Uint8Array;
  readonly rpId: string;
  /** Empty: any key of this host. */
  readonly allow: readonly Uint8Array[];
  readonly salts: SaltChoice;
}

export interface Created {
  readonly id: Uint8Array;
  readonly clientDataJSON: Uint8Array;
  readonly attestationObject: Uint8Array;
  readonly transports: readonly string[];
}
export interface Got {
  readonly credentialId: Uint8Array;
  readonly clientDataJSON: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly signature: Uint8Array;
  readonly userHandle: Uint8Array;
  /** Output of the first and, for `both`, the second salt. Stays on this side of the wire. */
  readonly prf: { readonly first: Uint8Array | undefined; readonly second: Uint8Array | undefined };
}

export interface Ports {
  readonly call: Call;
  create(touch: CreateTouch): Promise<Created>;
  get(touch: GetTouch): Promise<Got>;
  random(length: number): Uint8Array;
  /** The device's clock, ms: used only before a head statement is at hand (an invite's own expiry). */
  now(): number;
  /** Between two looks at something that may still be under way. Node's host may pass it faster. */
  pause(ms: number): Promise<void>;
}

/** The wire between one person's client and the real portal: everything that passes is kept, and answers may be bent. */
import type { ActName, Body, Reply } from '#protocol/wire/wire.ts';
import type { Call } from '../../../client/vault/session/ports.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import type { Person, Place } from '../../../tools/demo/person.ts';
import type { Client } from './mutant.ts';

/** `ask` is the real portal; what is returned is what the client gets. */
type Bend<N extends ActName> = (ask: () => Promise<Reply<N>>, body: Body<N>) => Reply<N> | Promise<Reply<N>>;

interface Passed {
  readonly name: ActName;
  readonly body: unknown;
  reply: unknown;
}

/** What a test may look up of any body or answer; the wire's own shapes say what is there. */
// oxlint-disable-next-line typescript/no-explicit-any
type Any = any;

class Wiretap {
  /** Asks the real portal as this person. */
  readonly ask: Call;
  readonly passed: Passed[] = [];
  readonly #bends = new Map<ActName, Bend<ActName>>();

  constructor(client: Client, place: Place) {
    // A person made for her cookie jar alone; of the same client, which knows its own refusals.
    this.ask = client.createPerson(place, new SoftwareKey()).call;
  }

  /** From now on answers to this act are the attacker's. */
  bend<N extends ActName>(name: N, bend: Bend<N>): this {
    this.#bends.set(name, bend as unknown as Bend<ActName>);
    return this;
  }

  straighten(...names: readonly ActName[]): void {
    for (const name of names.length === 0 ? [...this.#bends.keys()] : names) this.#bends.delete(name);
  }

  readonly call: Call = async <N extends ActName>(name: N, body: Body<N>): Promise<Reply<N>> => {
    const one = { name, body, reply: undefined as unknown };
    this.passed.push(one);
    const bend = this.#bends.get(name) as unknown as Bend<N> | undefined;
    const ask = () => this.ask(name, body);
    const reply = bend === undefined ? await ask() : await bend(ask, body);
    one.reply = reply;
    return reply;
  };

  count(name: ActName): number {
    return this.passed.filter((one) => one.name === name).length;
  }

  lastSent(name: ActName): Any {
    return this.passed.findLast((one) => one.name === name)?.body;
  }

  /** Of the last that was answered at all. */
  lastAnswer(name: ActName): Any {
    return this.passed.findLast((one) => one.name === name && one.reply !== undefined)?.reply;
  }
}

export interface Tapped extends Person {
  readonly wire: Wiretap;
}

/** A person whose wire is in somebody else's hands. */
export function tapped(client: Client, place: Place, key: SoftwareKey): Tapped {
  const wire = new Wiretap(client, place);
  return Object.assign(client.createPerson(place, key, wire.call), { wire });
}

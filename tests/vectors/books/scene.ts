/** A copy of the frozen event in which something more happens, and its cases. Called by the books of §3. */
import type { ProtocolCode } from '#protocol/core/errors.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { addMember, enact, makeEntry, type Event, type Making, type Person } from '../../support/protocol/event.ts';
import { renewalOf, unsignedHash } from '../../support/protocol/renewal.ts';
import type { Book } from '../book.ts';
import { event as frozen } from '../frozen-world.ts';

export const hourMs = 3600 * 1000;
const act = 'apply after';

export class Scene {
  readonly book: Book;
  readonly event: Event;
  readonly #before = frozen.entries.length;
  readonly #leaf = frozen.leaves.length;

  constructor(book: Book, from: Event = frozen) {
    this.book = book;
    this.event = { ...from, people: new Map(from.people), leaves: [...from.leaves], entries: [...from.entries] };
  }

  /** A copy of this one: what is done there is not done here. */
  fork(): Scene {
    return new Scene(this.book, this.event);
  }

  get officers(): [Person, Person, Person] {
    return this.event.officers as [Person, Person, Person];
  }

  later(ms: number): this {
    this.event.now += ms;
    return this;
  }

  /** In force. Answers the hash without signatures. */
  does(operation: Operation, signers: readonly Person[], making?: Making): Uint8Array {
    return unsignedHash(enact(this.event, operation, signers, making));
  }

  adds(role: 'participant' | 'staff'): Person {
    return addMember(this.event, role);
  }

  #inputs(operation: Operation, signers: readonly Person[], making?: Making) {
    const { entries, now } = this.event;
    const prior = entries.slice(this.#before);
    return {
      before: this.#before,
      leaf: this.#leaf,
      prior: prior.map(({ bytes }) => bytes),
      times: prior.map(({ time }) => time),
      entry: makeEntry(this.event, operation, signers, making),
      now,
    };
  }

  good(operation: Operation, signers: readonly Person[], note: string, making?: Making): void {
    this.book.accept(act, this.#inputs(operation, signers, making), note);
  }

  bad(code: ProtocolCode, operation: Operation, signers: readonly Person[], note: string, making?: Making): void {
    this.book.reject(act, code, this.#inputs(operation, signers, making), note);
  }

  /** The same signed bytes, at this time. */
  held(operation: Operation, signers: readonly Person[], making?: Making) {
    const { entry } = this.#inputs(operation, signers, making);
    return {
      good: (scene: Scene, note: string) =>
        scene.book.accept(act, { ...scene.#inputs(operation, [], making), entry }, note),
      bad: (scene: Scene, code: ProtocolCode, note: string) =>
        scene.book.reject(act, code, { ...scene.#inputs(operation, [], making), entry }, note),
    };
  }

  renewal(before: Person, change?: Partial<Person['card']>) {
    return renewalOf(this.event, before, change);
  }
}

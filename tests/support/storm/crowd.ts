/**
 * The people of a storm: each does one thing after the other, with the client that people use, and signs in again where she
 * has to. What she is told when something is away is calm; every other refusal is a fault.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Person, Place } from '../../../tools/demo/person.ts';
import { createPerson } from '../../../tools/demo/person.ts';
import type { SoftwareKey } from '../../../tools/authenticator/key.ts';
import type { Answers } from './answers.ts';
import type { Dice } from './dice.ts';

/** Something is away, or was; the person tries again. */
const away = ['offline', 'witness-away', 'database-away', 'outcome-unknown'] as const;
/** Her session or her tab is over; she signs in again. */
const over = ['session-over', 'session-missing', 'vault-locked'] as const;
/** Somebody else was first, a desk's key has to be made anew, or nobody has set up her messages yet. */
const overtaken = [
  'record-conflict',
  'roster-moved',
  'roster-chain',
  'roster-twice',
  'roster-often',
  'desk-waiting',
  'challenge-unknown',
  'bundle-missing',
] as const;
/**
 * The same, by words that are calm only here: somebody came or went between her client's look and its act, or what she asks
 * for was done already by an act whose answer was lost.
 */
const raced: ReadonlySet<string> = new Set([
  'desk-key: 422',
  'roster-rule: 422',
  'roster-rule: epoch is not for the live members, in order',
  // The answer to her admitting somebody was lost: the invite is spent.
  'invite-box: no such invite',
]);

const awayMs = 200;
const calm: ReadonlySet<string> = new Set<string>([...away, ...over, ...overtaken]);

export interface Resident {
  readonly handle: string;
  readonly person: Person;
  /** What she may do next. */
  readonly acts: readonly (() => Promise<unknown>)[];
  readonly signIn?: () => Promise<void>;
  /** After each time she has signed in. */
  readonly entered?: () => Promise<unknown>;
  /** Set once she does nothing any more. */
  left: boolean;
}

export function codeOf(error: unknown): string {
  const { code, facts } = error as { code?: unknown; facts?: { code?: unknown } };
  const found = facts?.code ?? code;
  return typeof found === 'string' ? found : `no code: ${error instanceof Error ? error.stack : String(error)}`;
}

export class Crowd {
  readonly #place: Place;
  readonly #dice: Dice;
  readonly answers: Answers;
  readonly faults: string[] = [];
  readonly refusals = new Map<string, number>();
  readonly #living: Promise<void>[] = [];
  #isOver = false;

  constructor(place: Place, dice: Dice, answers: Answers) {
    [this.#place, this.#dice, this.answers] = [place, dice, answers];
  }

  get dice(): Dice {
    return this.#dice;
  }

  /** A person each of whose answers is kept. */
  person(handle: string, key: SoftwareKey): Person {
    // A person made for her cookie jar alone.
    const { call } = createPerson(this.#place, key);
    return createPerson(this.#place, key, this.answers.through(handle, call));
  }

  admit(resident: Resident): void {
    this.#living.push(this.#live(resident));
  }

  /** Resolves when everybody has finished what she was doing. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#living);
  }

  /** Answers the code of the refusal, which is noted. */
  note(who: string, error: unknown): string {
    const code = codeOf(error);
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
    const message = error instanceof Error ? error.message : '';
    if (!calm.has(code) && !raced.has(message)) this.faults.push(`${who} was told ${code}: ${message}`);
    return code;
  }

  async #live(resident: Resident): Promise<void> {
    let isIn = false;
    while (!this.#isOver && !resident.left) {
      try {
        if (!isIn) {
          await (resident.signIn?.() ?? resident.person.signIn());
          await resident.entered?.();
        }
        isIn = true;
        await this.#dice.pick(resident.acts)();
      } catch (error) {
        // A person who is being removed is told that she may not, or is nobody, and that is right.
        if (resident.left) return;
        const code = this.note(resident.handle, error);
        isIn &&= !(over as readonly string[]).includes(code);
        if ((away as readonly string[]).includes(code)) await wait(awayMs);
      }
      await wait(this.#dice.between(10, 80));
    }
  }
}

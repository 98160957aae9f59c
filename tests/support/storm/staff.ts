/** The travel team in a storm: it opens journeys, answers, and makes its key anew when somebody came or went. */
import type { MemberId } from '#protocol/core/ids.ts';
import type { Person } from '../../../tools/demo/person.ts';
import { travel, type Handle } from '../attacks/event.ts';
import { withMember } from '../attacks/threads.ts';
import { Letters } from './letters.ts';
import { codeOf, type Crowd, type Resident } from './crowd.ts';

/** What the witness or the queue may say about one journey: it was closed meanwhile, or its desk has no key. */
const ordinary = [
  'record-retired',
  'record-old',
  'opening-closed',
  'desk-key',
  'opening-desk',
  'opening-requester',
  'desk-waiting',
];

/** To somebody who is moved into the team and out of it, all the time. */
const betweenDesks = ['opening-desk', 'roster-right', 'thread-member', 'forbidden', 'desk-key'];

export class Colleague {
  readonly handle: Handle;
  readonly person: Person;
  readonly #crowd: Crowd;
  readonly #stays: boolean;
  readonly letters: Letters;
  opened = 0;

  constructor(crowd: Crowd, given: { handle: Handle; person: Person; writesTo: MemberId; stays: boolean }) {
    [this.#crowd, this.handle, this.person] = [crowd, given.handle, given.person];
    this.#stays = given.stays;
    this.letters = new Letters(given.person, given.handle, withMember(given.writesTo));
  }

  /** Only who stays in the team writes: a message that is read after its writer left the team counts for nobody. */
  resident(): Resident {
    const { person, handle } = this;
    const own = this.#stays ? [this.#open, this.#open, this.#mint, this.#write] : [this.#open, this.#open, this.#mint];
    const acts = own.map((act) => () => this.#whileThere(act));
    return {
      handle,
      person,
      acts,
      ...(this.#stays ? { entered: () => person.vault.threadsOpen(handle) } : {}),
      left: false,
    };
  }

  async #whileThere(act: () => Promise<void>): Promise<void> {
    const { desks } = await this.person.vault.refresh();
    if (!desks.includes(travel)) return;
    await act().catch((error: unknown) => {
      if (this.#stays || !betweenDesks.includes(codeOf(error))) throw error;
    });
  }

  readonly #open = async (): Promise<void> => {
    const { envelopes } = await this.person.vault.queue(travel);
    const ready = envelopes.filter(({ gated, canOpen, kind }) => gated && canOpen && kind === 'travel');
    if (ready.length === 0) return;
    const wanted = new Set([this.#crowd.dice.pick(ready).record, this.#crowd.dice.pick(ready).record]);
    for (const { refusal } of await this.person.vault.openRecords(travel, [...wanted], 'booking')) {
      if (refusal === undefined) this.opened += 1;
      else if (!ordinary.includes(refusal)) this.#crowd.faults.push(`${this.handle} opens, and is refused ${refusal}`);
    }
  };

  readonly #mint = async (): Promise<void> => {
    const { desks } = await this.person.vault.members();
    if (desks.find(({ desk }) => desk === travel)?.current === false) await this.person.vault.mintEpoch(travel);
  };

  readonly #write = async (): Promise<void> => {
    await this.person.vault.threadsLook();
    await this.letters.write();
  };
}

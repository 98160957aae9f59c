/** A participant in a storm: she writes her journey again and again, and what she was told is kept must be there. */
import type { MemberId } from '#protocol/core/ids.ts';
import { createPerson, type Person, type Place } from '../../../tools/demo/person.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { journeyWish } from '../attacks/event.ts';
import { toTravel } from '../attacks/threads.ts';
import { Letters } from './letters.ts';
import { codeOf, type Crowd, type Resident } from './crowd.ts';

interface WayIn {
  /** How many recoveries came before it. */
  readonly number: number;
  readonly key: SoftwareKey;
  readonly card: readonly string[];
}

/** After ten tries with a key that nobody has, the portal says `throttled`. */
const isUnknown = (error: unknown) => ['login-unknown', 'throttled'].includes(codeOf(error));

/** A member may change her own keys so often within a day. */
const rekeysMax = 3;

export class Guest {
  readonly member: MemberId;
  readonly handle: string;
  readonly #crowd: Crowd;
  readonly #place: Place;
  /** Hers, the one that worked last at the front. */
  #ways: readonly WayIn[];
  readonly person: Person;
  #tried = 0;
  #kept = 0;
  #rekeys = 0;
  readonly letters: Letters;

  constructor(
    crowd: Crowd,
    place: Place,
    given: { handle: string; member: MemberId; way: Omit<WayIn, 'number'>; person?: Person },
  ) {
    [this.#crowd, this.#place, this.handle, this.member] = [crowd, place, given.handle, given.member];
    this.#ways = [{ number: 0, ...given.way }];
    this.person = given.person ?? crowd.person(given.handle, given.way.key);
    this.letters = new Letters(this.person, given.handle, toTravel);
  }

  resident(acts: readonly ('save' | 'trace' | 'write' | 'rekey')[]): Resident {
    const { handle, person } = this;
    const known = { save: this.#save, trace: this.#trace, write: () => this.letters.write(), rekey: this.#rekey };
    const talks = acts.includes('write');
    return {
      handle,
      person,
      signIn: () => this.signIn(),
      acts: acts.map((name) => known[name]),
      ...(talks ? { entered: () => person.vault.threadsOpen(handle) } : {}),
      left: false,
    };
  }

  readonly #save = async (): Promise<void> => {
    const note = (this.#tried += 1);
    let before = Infinity;
    try {
      // Her visit comes first, so that what is counted below is the note.
      await this.person.vault.tidy();
      before = this.#crowd.answers.count('records/put', this.handle);
      await this.person.vault.save('travel', { ...journeyWish, note: String(note) });
    } catch (error) {
      // Signed with her earlier key, while her recovery waits for the witness.
      if (this.#ways.length === 1 || codeOf(error) !== 'record-signature') throw error;
    } finally {
      if (this.#crowd.answers.count('records/put', this.handle) > before) this.#kept = note;
    }
  };

  readonly #trace = async (): Promise<void> => {
    const { unread, setAside } = await this.person.vault.trace();
    if (unread.length + setAside.length > 0)
      this.#crowd.faults.push(`${this.handle} sees an alarm: ${JSON.stringify({ unread, setAside })}`);
  };

  /** All keys lost: she comes back with her card, and has new ones and a new card. */
  readonly #rekey = async (): Promise<void> => {
    if (this.#rekeys >= rekeysMax || this.#ways.length > 1) return this.#save();
    const key = new SoftwareKey();
    const back = this.#crowd.person(this.handle, key);
    await back.vault.enterWithCard(this.#place, this.#way.card);
    await back.vault.recoveryBegin();
    await back.vault.recoveryKey('hardware');
    const card = await back.vault.newCard();
    await back.vault.proveCard(card);
    this.#rekeys += 1;
    // As long as nobody answered, either may be hers: the entry waits for its verdict.
    this.#ways = [{ number: this.#rekeys, key, card }, this.#way];
    await back.vault.recoveryFinish().catch((error: unknown) => this.#crowd.note(this.handle, error));
    await this.signIn();
  };

  get #way(): WayIn {
    return this.#ways[0] as WayIn;
  }

  /** With the way in that counts now. Each is tried twice: the verdict may come between the new one and the old one. */
  async signIn(person = this.person): Promise<void> {
    let unknown: unknown;
    for (const way of [...this.#ways, ...this.#ways]) {
      person.key = way.key;
      try {
        await person.signIn();
        // A newer one may come into force; an older one never does again.
        this.#ways = [way, ...this.#ways.filter(({ number }) => number > way.number)];
        return;
      } catch (error) {
        if (!isUnknown(error)) throw error;
        unknown = error;
      }
    }
    throw unknown;
  }

  /** Everything that is wrong with her file, seen by a client that knows nothing yet. */
  async faults(): Promise<readonly string[]> {
    const fresh = createPerson(this.#place, this.#way.key);
    await this.signIn(fresh);
    const cards = await fresh.vault.file();
    const card = cards.find(({ kind, mine }) => kind === 'travel' && mine);
    const note = Number((card?.content as { note?: string } | undefined)?.note);
    const faults: string[] = [];
    if (this.#kept > 0 && !(note >= this.#kept && note <= this.#tried))
      faults.push(`${this.handle} kept ${this.#kept} of ${this.#tried}, and finds ${note}`);
    const { unread, setAside, answering, short } = await fresh.vault.trace();
    if (unread.length + setAside.length + answering.length + short.length > 0)
      faults.push(`${this.handle} traces: ${JSON.stringify({ unread, setAside, answering, short })}`);
    return faults;
  }
}

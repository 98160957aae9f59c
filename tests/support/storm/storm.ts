/**
 * A storm: an event on processes of its own, people who work, and a killer. Afterwards everything that anybody was told is
 * there, portal and witness hold the same, and nobody is locked out. One seed decides what is killed and when.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { SmallEvent, type Handle } from '../attacks/event.ts';
import { Clocks } from '../processes/clocks.ts';
import { Answers } from './answers.ts';
import { faultsForPeople } from './coming-back.ts';
import { Crowd } from './crowd.ts';
import { Dice } from './dice.ts';
import { Guest } from './guest.ts';
import { Killer, type Target } from './killer.ts';
import { Officer } from './officer.ts';
import { Colleague } from './staff.ts';
import { faultsBetween, portalHeld, witnessHeld } from './state.ts';

const minuteMs = 60_000;
const cosignedWithinMs = 15_000;
/** An opening that nobody answered is judged after 20 minutes. */
const laterMs = 21 * minuteMs;

interface StormOptions {
  readonly seed: number;
  /** What is killed; all three, unless a mutation is looked for. */
  readonly targets?: readonly Target[] | undefined;
  /** The checkout whose portal and witness are started. */
  readonly sources?: string;
}

export class Storm {
  readonly event: SmallEvent;
  readonly answers = new Answers();
  readonly killer: Killer;
  readonly #clocks: Clocks;
  readonly #seed: number;
  readonly #crowd: Crowd;
  readonly #officer: Officer;
  readonly #guests: readonly Guest[];
  readonly #team: readonly Colleague[];

  private constructor(event: SmallEvent, clocks: Clocks, { seed, targets }: StormOptions) {
    [this.event, this.#clocks, this.#seed] = [event, clocks, seed];
    const { testEnv, place } = event;
    this.killer = new Killer(testEnv, new Dice(seed), targets);
    this.#crowd = new Crowd(place, new Dice(seed + 1), this.answers);
    const person = (handle: Handle) => this.#crowd.person(handle, event.key(handle));
    this.#officer = new Officer(this.#crowd, place, { person: person('ingrid'), mover: event.member('milan') });
    const guest = (handle: Handle) => {
      const way = { key: event.key(handle), card: event.cards.get(handle) ?? [] };
      return new Guest(this.#crowd, place, { handle, member: event.member(handle), way });
    };
    this.#guests = [guest('amira'), guest('tomas')];
    this.#team = (['tove', 'milan'] as const).map(
      (handle) =>
        new Colleague(this.#crowd, {
          handle,
          person: person(handle),
          writesTo: event.member('amira'),
          stays: handle === 'tove',
        }),
    );
  }

  static async begin(options: StormOptions): Promise<Storm> {
    const clocks = new Clocks();
    const from = options.sources === undefined ? {} : { sources: options.sources };
    const people = ['milan', 'amira', 'tomas'] as const;
    const event = await SmallEvent.found({ people, own: true, ownPostgres: true, clocks, ...from });
    return new Storm(event, clocks, options);
  }

  /** Everything that is wrong at once: refusals that are not calm, processes that end by themselves. */
  async rage(kills: number, told: (line: string) => void = () => undefined): Promise<string[]> {
    const crowd = this.#crowd;
    const [amira, tomas] = this.#guests;
    crowd.admit(this.#officer.resident());
    for (const one of this.#team) crowd.admit(one.resident());
    if (amira !== undefined) crowd.admit(amira.resident(['save', 'trace', 'write', 'write']));
    if (tomas !== undefined) crowd.admit(tomas.resident(['save', 'save', 'save', 'save', 'trace', 'rekey']));
    try {
      await this.killer.rage(kills, (count) => {
        if (count % 10 === 0) told(`${count} of ${kills} kills, ${this.answers.total} answers`);
      });
    } finally {
      await crowd.end();
    }
    await this.#cosigned();
    return [...this.killer.faults, ...crowd.faults, ...this.#fatal()];
  }

  /** A round that failed is tried again every two seconds. */
  async #cosigned(): Promise<void> {
    const until = performance.now() + cosignedWithinMs;
    while (performance.now() < until) {
      const { cosigned, size } = await portalHeld(this.event.testEnv);
      if (cosigned === size) return;
      await wait(100);
    }
  }

  /** What the portal says only if something is wrong for good. */
  #fatal(): readonly string[] {
    const { portal } = this.event.testEnv;
    const lines = portal.output().split('\n');
    return lines.filter((line) => line.includes('"level":60')).map((line) => `the portal says ${line}`);
  }

  /** Twenty minutes later, after one more start over the same data: what is on the disks. */
  async settle(): Promise<readonly string[]> {
    const { testEnv } = this.event;
    for (const clock of ['portal', 'witness'] as const) this.#clocks.set(clock, laterMs);
    await testEnv.stopPortal();
    await testEnv.stopWitness();
    await testEnv.postgres?.stop();
    await testEnv.postgres?.start();
    await testEnv.startWitness();
    await testEnv.startPortal();
    const lost = await this.answers.lost(testEnv.ownerUrl);
    const portal = await portalHeld(testEnv);
    await testEnv.stopWitness();
    const faults = faultsBetween(portal, witnessHeld(testEnv));
    await testEnv.startWitness();
    return [...lost, ...faults, ...this.#fatal()];
  }

  /** What people find when they come back. */
  people(): Promise<readonly string[]> {
    const guests = [...this.#guests, ...this.#officer.newcomers];
    return faultsForPeople(this.event, { guests, team: this.#team });
  }

  report(): string {
    const { count } = this.killer;
    return JSON.stringify({
      seed: this.#seed,
      kills: count,
      answers: this.answers.byName(),
      refusals: Object.fromEntries(this.#crowd.refusals),
      opened: this.#team.map((one) => one.opened),
      messages: [...this.#team, ...this.#guests].map((one) => one.letters.sent.size),
      newcomers: this.#officer.newcomers.length,
    });
  }

  async end(): Promise<void> {
    await this.event.stop();
    this.#clocks.remove();
  }
}

/**
 * A storm: an event on processes of its own, people who work, and a killer. Afterwards everything that anybody was told is
 * there, portal and witness hold the same, and nobody is locked out. One seed decides what is killed and when.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { createPerson } from '../../../tools/demo/person.ts';
import { audit } from '../../../tools/auditor/audit.ts';
import { parseBundle } from '../../../tools/auditor/bundle.ts';
import { SmallEvent, type Handle } from '../attacks/event.ts';
import { catchUp, textsOf, toTravel, withMember } from '../attacks/threads.ts';
import { Clocks } from '../processes/clocks.ts';
import { Answers } from './answers.ts';
import { codeOf, Crowd } from './crowd.ts';
import { Dice } from './dice.ts';
import { Guest } from './guest.ts';
import { Killer, type Target } from './killer.ts';
import { Officer } from './officer.ts';
import { Colleague } from './staff.ts';
import { faultsBetween, portalHeld, witnessHeld } from './state.ts';

const minuteMs = 60_000;
/** An opening that nobody answered is judged after 20 minutes. */
const cosignedWithinMs = 15_000;
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

  /** Twenty minutes later, after one more start over the same data. */
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

  /** Nobody is locked out, whoever was removed is, and no audit sees an alarm. */
  async people(): Promise<readonly string[]> {
    const { place } = this.event;
    const faults: string[] = [];
    const ingrid = createPerson(place, this.event.key('ingrid'));
    await ingrid.signIn();
    const inside = new Set((await ingrid.vault.members()).members.map(({ member }) => member));
    for (const guest of [...this.#guests, ...this.#officer.newcomers]) {
      const told = await guest.faults().catch((error: unknown) => codeOf(error));
      if (inside.has(guest.member) && typeof told === 'string')
        faults.push(`${guest.handle} does not come in: ${told}`);
      else if (!inside.has(guest.member) && !['login-unknown', 'throttled'].includes(String(told)))
        faults.push(`${guest.handle} is no member, and was told ${JSON.stringify(told)}`);
      else if (typeof told !== 'string') faults.push(...told);
    }
    for (const { handle } of this.#team) {
      const told = await createPerson(place, this.event.key(handle as Handle))
        .signIn()
        .then(() => '', codeOf);
      if (told !== '') faults.push(`${handle} does not come in: ${told}`);
    }
    faults.push(...(await this.#talkFaults()));
    const ledger = await ingrid.vault.audit(true);
    const { missing, short, bodiesRead } = ledger;
    if (missing.length + short.length > 0 || !bodiesRead)
      faults.push(`the officer's audit: ${JSON.stringify({ missing, short, bodiesRead })}`);
    const bundle = parseBundle(await ingrid.vault.evidence());
    for (const line of audit(bundle, { rootfp: bundle.rootfp, partial: false }))
      if (line.outcome !== 'ok') faults.push(`the auditor: ${line.check} ${line.outcome} ${line.code} ${line.detail}`);
    return faults;
  }

  /** What was shown as sent is read by the other side, with nothing missing between. */
  async #talkFaults(): Promise<readonly string[]> {
    const [amira] = this.#guests;
    const [tove] = this.#team;
    if (amira === undefined || tove === undefined) return [];
    const faults: string[] = [];
    for (const [handle, target, sent] of [
      ['amira', toTravel, this.#team.flatMap((one) => [...one.letters.sent])],
      ['tove', withMember(amira.member), [...amira.letters.sent]],
    ] as const) {
      const reader = createPerson(this.event.place, this.event.key(handle));
      await reader.signIn();
      await reader.vault.threadsOpen(handle);
      await catchUp(reader as Parameters<typeof catchUp>[0]);
      const shown = new Set(await textsOf(reader as Parameters<typeof textsOf>[0], target));
      const lost = sent.filter((text) => !shown.has(text));
      if (lost.length > 0) faults.push(`${handle} does not read ${lost.length} of ${sent.length} messages: ${lost[0]}`);
    }
    return faults;
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

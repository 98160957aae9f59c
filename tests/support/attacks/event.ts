/** A small founded event on servers of its own: one officer, and the other people that a file needs. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { vi } from 'vitest';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { Content } from '#protocol/records/content.ts';
import { SoftwareKey, type KeyState } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import { demoDay } from '../../../tools/demo/dates.ts';
import * as real from '../../../tools/demo/person.ts';
import type { Me } from '../../../client/vault/session/unlock.ts';
import { admitJoined, foundAlone, join } from '../../../tools/demo/join-steps.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { startServers, type TestEnv, type ServersOptions, type Kept } from '../processes/servers.ts';
import { slotFolder, slotPort } from '../processes/slot.ts';
import type { Client } from './mutant.ts';
import { tapped, type Tapped } from './wiretap.ts';

export const travel = 'travel' as DeskId;
export const visa = 'visa' as DeskId;
export const programmeTeam = 'programme' as DeskId;
const communications = 'communications' as DeskId;
const officers = 'officers' as DeskId;

// These files start processes, some of them several times; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const staff = {
  tove: travel,
  milan: travel,
  sara: visa,
  elin: programmeTeam,
  hugo: programmeTeam,
  vera: communications,
} as const;
/** Who makes a team's first key. */
const minters = { sara: visa, elin: programmeTeam, vera: communications } as const;
const guests = ['amira', 'tomas'] as const;
type Other = keyof typeof staff | (typeof guests)[number];
export type Handle = 'ingrid' | Other;

/** Most files need nobody else: for them one event is founded in each worker, and copied for each file. */
const shared: readonly Other[] = ['milan', 'amira', 'tomas'];

export interface Wanted extends ServersOptions {
  /** Tove of the travel team is always there; others of the shared cast may be, unless the event is the file's own. */
  readonly people: readonly Other[];
  /** Founded for this file, with exactly these people in this order. */
  readonly own?: boolean;
  /** Runs in the portal while nothing is founded. */
  readonly before?: (testEnv: TestEnv) => Promise<void>;
}

export const journeyWish = {
  from: 'Sundar Coast',
  earliest: demoDay(-1),
  latestHome: demoDay(5),
  never: ['Ardovia'],
  pickUp: 'yes',
  bags: 1,
  note: 'Not through Ardovia, ever.',
  inPerson: false,
} as const;

/** A team's case about somebody, with one task. */
export const caseSaying = (what: string): Content<'case-'> => ({
  tasks: [{ state: 'asked', due: demoDay(-22), what, assignee: '', told: '' }],
});
export const caseNote = caseSaying('Ask about the visa');
export const whatOf = (content: unknown): string => (content as Content<'case-'>).tasks[0]?.what ?? '';

/** Of a founded event, in a file: where its servers are kept, and what its people have. */
interface Saved {
  readonly kept: Kept;
  readonly keys: readonly (readonly [Handle, readonly KeyState[]])[];
  readonly members: readonly (readonly [Handle, MemberId])[];
  readonly cards: readonly (readonly [Handle, readonly string[]])[];
  readonly links: readonly (readonly [Handle, string])[];
}

export class SmallEvent {
  readonly testEnv: TestEnv;
  readonly members = new Map<Handle, MemberId>();
  readonly keys = new Map<Handle, readonly SoftwareKey[]>();
  readonly cards = new Map<Handle, readonly string[]>();
  /** Fragments of the invite links, as a browser's history keeps them. */
  readonly links = new Map<Handle, string>();

  private constructor(testEnv: TestEnv) {
    this.testEnv = testEnv;
  }

  static async found({ people, own, before, ...options }: Wanted): Promise<SmallEvent> {
    const { ownPostgres, behindProxy, env } = options;
    const isOrdinary = [own, before, ownPostgres, behindProxy, env].every((special) => special === undefined);
    const isUsual = isOrdinary && people.length > 0 && people.every((handle) => shared.includes(handle));
    const port = isUsual ? await slotPort() : undefined;
    const isShared = port !== undefined;
    const folder = resolve(slotFolder(), 'shared-cast');
    if (isShared && existsSync(resolve(folder, 'event.json'))) return SmallEvent.#copy(folder, options);
    const testEnv = await startServers(isShared ? { ...options, port } : options);
    try {
      await before?.(testEnv);
      const event = new SmallEvent(testEnv);
      await event.#fill(['tove', ...(isShared ? shared : people)]);
      if (isShared) await event.#keep(folder);
      return event;
    } catch (error) {
      await testEnv.stop();
      throw error;
    }
  }

  async #keep(folder: string): Promise<void> {
    const kept = await this.testEnv.keep(folder);
    const keys = [...this.keys].map(([handle, own]) => [handle, own.map((key) => key.toState())] as const);
    const saved: Saved = { kept, keys, members: [...this.members], cards: [...this.cards], links: [...this.links] };
    writeFileSync(resolve(folder, 'event.json'), JSON.stringify(saved), { mode: 0o600 });
  }

  static async #copy(folder: string, options: ServersOptions): Promise<SmallEvent> {
    const saved = JSON.parse(readFileSync(resolve(folder, 'event.json'), 'utf8')) as Saved;
    const event = new SmallEvent(await startServers({ ...options, from: saved.kept }));
    for (const [handle, own] of saved.keys)
      event.keys.set(
        handle,
        own.map((state) => SoftwareKey.fromState(state)),
      );
    for (const [handle, member] of saved.members) event.members.set(handle, member);
    for (const [handle, card] of saved.cards) event.cards.set(handle, card);
    for (const [handle, link] of saved.links) event.links.set(handle, link);
    return event;
  }

  get place() {
    return this.testEnv.place;
  }

  member(handle: Handle): MemberId {
    return this.members.get(handle) as MemberId;
  }

  key(handle: Handle, at = 0): SoftwareKey {
    return this.keys.get(handle)?.[at] as SoftwareKey;
  }

  /** Not signed in yet: what comes in is already in the attacker's hands. */
  arriving(handle: Handle, client: Client = real): Tapped {
    return tapped(client, this.place, this.key(handle));
  }

  /** Signed in honestly, over a wire that is bent later. */
  async enter(handle: Handle, client: Client = real): Promise<Tapped> {
    const person = this.arriving(handle, client);
    await person.signIn();
    return person;
  }

  #keys(handle: Handle, count: number): readonly SoftwareKey[] {
    const keys = Array.from({ length: count }, () => new SoftwareKey());
    this.keys.set(handle, keys);
    return keys;
  }

  async #fill(others: readonly Other[]): Promise<void> {
    const keys = this.#keys('ingrid', 2);
    const chief = real.createPerson(this.place, keys[0] as SoftwareKey);
    const fragment = this.testEnv.foundingLink.split('#')[1] ?? '';
    this.cards.set('ingrid', await foundAlone(chief, keys, fragment, demoEvent));
    chief.key = keys[0] as SoftwareKey;
    const me: Me = await chief.signIn();
    this.members.set('ingrid', me.member);
    await chief.vault.mintEpoch(officers);
    await chief.vault.mintMonth((await chief.vault.readiness()).month);
    const links = await chief.vault.mintInvites(
      others.map((name) => ({
        role: name in staff ? ('staff' as const) : ('participant' as const),
        desks: [],
        name,
        note: '',
      })),
    );
    for (const [i, { invite, member, fragment: link }] of links.entries()) {
      const handle = others[i] as Other;
      const own = this.#keys(handle, handle in staff ? 2 : 1);
      const person = real.createPerson(this.place, own[0] as SoftwareKey);
      this.cards.set(handle, await join(person, own, link));
      await admitJoined(chief, person, invite);
      this.members.set(handle, member);
      this.links.set(handle, link);
      const desk = (staff as Partial<Record<Handle, DeskId>>)[handle];
      if (desk !== undefined) await chief.vault.joinDesk(desk, member);
    }
    await (await this.enter('tove')).vault.mintEpoch(travel);
    for (const [handle, desk] of Object.entries(minters) as [keyof typeof minters, DeskId][])
      if (others.includes(handle)) await (await this.enter(handle)).vault.mintEpoch(desk);
    for (const handle of guests.filter((guest) => others.includes(guest))) {
      const { vault } = await this.enter(handle);
      await vault.tidy();
      await vault.save('travel', { ...journeyWish, from: handle === 'amira' ? 'Sundar Coast' : 'Belmara' });
    }
  }

  /** As the owner of the database: the operator, or anybody with his password. */
  sql<T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return withClient(this.testEnv.ownerUrl, async (client) => (await client.query(text, [...values])).rows as T[]);
  }

  async logSize(): Promise<number> {
    const [row] = await this.sql<{ size: string }>('select size from log_head');
    return Number(row?.size);
  }

  stop(): Promise<void> {
    return this.testEnv.stop();
  }
}

/** What the travel team's queue shows about these people. */
export async function envelopesOf(person: Tapped, people: readonly MemberId[], kinds: readonly string[] = ['travel']) {
  const { envelopes } = await person.vault.queue(travel);
  return envelopes.filter((one) => one.person !== undefined && people.includes(one.person) && kinds.includes(one.kind));
}

/** Opens it with one touch, through the portal. */
export async function openAll(person: Tapped, people: readonly MemberId[], kinds: readonly string[] = ['travel']) {
  const wanted = await envelopesOf(person, people, kinds);
  return person.vault.openRecords(
    travel,
    wanted.map((one) => one.record),
    'booking',
  );
}

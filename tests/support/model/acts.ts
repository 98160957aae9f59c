/** What may happen in the event, in any order. Each may fail; nothing of it may be lost, done twice, or done too early. */
import { concat, fromBase64url } from '#protocol/core/bytes.ts';
import type { Leaf } from '#protocol/log/leaf.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { entryCodec, entryFor, entryTime } from '#protocol/roster/roster.ts';
import type * as AskModule from '../../../server/openings/ask.ts';
import type * as ApplyModule from '../../../server/roster/apply.ts';
import type * as EffectsModule from '../../../server/roster/effects.ts';
import { prepareOpening } from '../server/seal-record.ts';
import { bytes, type Person } from '../server/person.ts';
import { travel, visa, type ModelEvent } from './model-event.ts';
import { clockOf, setClock, type Side } from './sides.ts';

const minute = 60_000;
/** Wrong clocks: a little, enough for `never`, over the life of an entry, far. */
const jumps = [2 * minute, 11 * minute, 21 * minute, 25 * 60 * minute, -2 * minute, -11 * minute, -60 * minute];

const notice = (): Leaf => ({ type: 'notice', nonce: bytes(16), tag: bytes(16), commitment: bytes(32) });
const ofType = (type: number) => concat(new Uint8Array([type]), bytes(64));
const at = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

async function append({ portal }: ModelEvent): Promise<void> {
  await portal.built.commits.commit(
    async () => undefined,
    () => [notice()],
  );
}

const plant = (event: ModelEvent, type: number) =>
  event.sql('select log_push(array[$1::bytea])', [Buffer.from(ofType(type))]);

const sent: { bytes: Uint8Array; removes: string | undefined }[] = [];
/** Removals that were sent, by their bytes. */
export const removals = () => sent.filter(({ removes }) => removes !== undefined);
export const forgetSent = (): void => void (sent.length = 0);

async function enact({ portal, source }: ModelEvent, entry: Uint8Array): Promise<void> {
  const { enactEntry } = source<typeof ApplyModule>('server/roster/apply.ts');
  const { nothing } = source<typeof EffectsModule>('server/roster/effects.ts');
  await enactEntry(portal.built, entry, nothing);
}

async function complete(event: ModelEvent, operation: Operation, lifeMs: number): Promise<void> {
  const { world, portal } = event;
  const { roster } = portal.built.rosterCache;
  const time = entryTime(roster, operation, world.founder.member, Date.now());
  const entry = entryCodec.encode(entryFor(roster, operation, { time, expires: time + lifeMs }));
  const signed = fromBase64url(await world.signed(entry, [world.founder]));
  sent.push({ bytes: signed, removes: operation.type === 'remove' ? operation.member : undefined });
  await enact(event, signed);
}

const lives = [60 * minute, 61_000];
const clerk = ({ cast }: ModelEvent) => at(cast.staff, 1).member;

async function open(event: ModelEvent, i: number): Promise<void> {
  const { world, cast, portal, source } = event;
  const { askOpening } = source<typeof AskModule>('server/openings/ask.ts');
  world.roster = portal.built.rosterCache.roster;
  const tove = cast.staff[0] as Person;
  const asked = await prepareOpening(world, tove, travel, [at(cast.filed, i)]);
  await askOpening(portal.built, { member: tove.member, role: 'staff' }, asked.body);
}

/** The release of an earlier opening once more, or late; or with another record's place, which is refused for good. */
async function releaseAgain({ wire }: ModelEvent, i: number): Promise<void> {
  const releases = wire.questions('/release');
  if (releases.length === 0) return;
  const bend = (body: string) => (i % 3 === 1 ? body.replace(/"recordLeaf":\d+/u, '"recordLeaf":0') : body);
  const which = i % 3 === 2 ? at(releases, i) : releases.at(-1);
  await wire.again(which as number, ({ body, ...rest }) => ({ ...rest, body: bend(body) }));
}

async function atOnce({ portal }: ModelEvent): Promise<void> {
  const { publisher, commits } = portal.built;
  const write = () =>
    commits.commit(
      async () => undefined,
      () => [notice()],
    );
  await Promise.allSettled([
    write(),
    publisher.publish(),
    publisher.requireWitness(),
    write(),
    publisher.requireWitness(),
  ]);
}

/** One that was never told to end. Its place is taken: it writes nothing. */
async function older({ portals }: ModelEvent): Promise<void> {
  const [first] = portals;
  if (portals.length < 2 || first === undefined) return;
  const wrote = await first.built.commits
    .commit(
      async () => undefined,
      () => [notice()],
    )
    .then(
      () => true,
      () => false,
    );
  if (wrote) throw new Broken('a portal whose place was taken has written');
  await first.built.publisher.publish();
}

function jump(i: number, ...sides: readonly Side[]): void {
  for (const side of sides) setClock(side, clockOf(side) + at(jumps, i));
}

/** Where a question is lost makes the difference: before the verdict, before the cosignature, before the share. */
const addresses = ['/mirror', '/release', '/add-checkpoint', '/release', '/outcomes', ''];

/** What must never be, and is. */
export class Broken extends Error {}

type Act = (event: ModelEvent, i: number) => unknown;

export const acts = {
  'a notice': append,
  'an opening': open,
  'an opening whose release is late': (event, i) => {
    event.wire.next('question lost', '/release');
    return open(event, i);
  },
  'a release again': releaseAgain,
  'any question again': (event, i) => event.wire.again(i),
  'in and out': (event, i) =>
    complete(
      event,
      { type: i % 2 === 0 ? 'desk-join' : 'desk-leave', desk: visa, member: clerk(event) },
      at(lives, i >> 1),
    ),
  'a removal': (event, i) =>
    complete(event, { type: 'remove', member: at(event.cast.guests, i).member }, at(lives, i >> 1)),
  'an entry again': (event, i) => (sent.length === 0 ? undefined : enact(event, at(sent, i).bytes)),
  'an unknown leaf': (event) => plant(event, 77),
  'an entry of nobody': (event) => plant(event, 2),
  'an opening of nobody': (event) => plant(event, 1),
  'junk over the newest verdict': (event) =>
    event.sql("update verdict set line = '\\x00', signature = '\\x00' where leaf = (select max(leaf) from verdict)"),
  'several at once': atOnce,
  publish: ({ portal }) => portal.built.publisher.publish(),
  'outcomes asked for': ({ portal }) => portal.built.outcomes.fill(),
  'the portal again': async (event) => {
    await event.endPortal();
    await event.startPortal();
  },
  'a second portal': (event) => (event.portals.length > 1 ? undefined : event.startPortal()),
  'the older portal': older,
  'the witness away': (event) => event.killWitness(),
  'the witness back': (event) => (event.witness === undefined ? event.startWitness() : undefined),
  'the witness again': (event) => {
    event.killWitness();
    event.startWitness();
  },
  'the witness copied': (event) => event.copyWitness(),
  'the witness of the copy': (event) => event.restoreWitness(),
  'a question lost': (event, i) => event.wire.next('question lost', at(addresses, i)),
  'an answer lost': (event, i) => event.wire.next('answer lost', at(addresses, i)),
  'a question twice': (event, i) => event.wire.next('asked twice', at(addresses, i)),
  'the portal’s clock': (_, i) => jump(i, 'portal'),
  'the witness’s clock': (_, i) => jump(i, 'witness'),
  'both clocks': (_, i) => jump(i, 'portal', 'witness'),
  'clocks set right': () => {
    for (const side of ['portal', 'witness'] as const) setClock(side, 0);
  },
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof acts;

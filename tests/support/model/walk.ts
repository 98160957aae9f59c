/** One walk: steps in some order, a look after each, and the end that every walk must come to. */
import fc from 'fast-check';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { requireRosterAt, verifyHead } from '#protocol/log/head.ts';
import { hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import { rootFingerprint, signedGenesis } from '#protocol/members/genesis.ts';
import { follow, openJudged } from '#protocol/roster/replay.ts';
import { readLines } from '../../../client/vault/roster/verdict-lines.ts';
import type { Source } from '../server/portal.ts';
import { bytes } from '../server/person.ts';
import { acts, Broken, forgetSent, type ActName } from './acts.ts';
import { ownSource, type ModelEvent } from './model-event.ts';
import { setClock } from './sides.ts';
import { Watch } from './watch.ts';

type Step = readonly [ActName, number];

/** What things are about comes more often than what happens to them. */
const often: Partial<Record<ActName, number>> = {
  'an opening': 4,
  'an opening whose release is late': 2,
  'a release again': 4,
  'a removal': 3,
  'in and out': 2,
  'several at once': 2,
  'a question lost': 4,
  'an answer lost': 2,
  'the witness again': 2,
  'outcomes asked for': 2,
  'the witness back': 2,
  'clocks set right': 3,
};
/** Of all acts, or of some. */
export function stepsOf(names: readonly ActName[] = Object.keys(acts) as ActName[]) {
  const weighted = names.flatMap((name) => Array.from({ length: often[name] ?? 1 }, () => name));
  return fc.array(fc.tuple(fc.constantFrom(...weighted), fc.nat(29)), { minLength: 4, maxLength: 14 });
}

/** How often each act has gone well: walks in which nothing succeeds would show nothing. */
export const succeeded = new Map<ActName, number>();

/** Throws `Broken` where something was that must never be. */
export async function walk(event: ModelEvent, path: readonly Step[], source: Source = ownSource): Promise<void> {
  forgetSent();
  await event.begin(source);
  const watch = new Watch(event);
  for (const [name, i] of path) {
    if (name === 'junk over the newest verdict') watch.overwritten();
    if (name === 'the witness of the copy') watch.setBack();
    try {
      await acts[name](event, i);
      succeeded.set(name, (succeeded.get(name) ?? 0) + 1);
    } catch (error) {
      if (error instanceof Broken) throw error;
    }
    await watch.look();
  }
  await settle(event);
  await watch.look();
  await requireWhole(event).catch((error: unknown) => {
    throw error instanceof Broken ? error : new Broken(String(error));
  });
}

/** All are there, clocks are right, nothing is lost any more; and twenty minutes pass. */
async function settle(event: ModelEvent): Promise<void> {
  event.wire.mend();
  for (const side of ['portal', 'witness'] as const) setClock(side, 0);
  await event.endAllButLast();
  if (event.witness === undefined) event.startWitness();
  const { publisher, commits, outcomes } = event.portal.built;
  for (let round = 0; round < 3; round++) {
    await commits
      .commit(
        async () => undefined,
        () => [{ type: 'notice', nonce: bytes(16), tag: bytes(16), commitment: bytes(32) }],
      )
      .catch(() => undefined);
    await publisher.publish().catch(() => undefined);
  }
  setClock('witness', 21 * 60_000);
  await outcomes.fill().catch(() => undefined);
  setClock('witness', 0);
}

const requireSame = (one: unknown, other: unknown, what: string) => {
  if (JSON.stringify(one) !== JSON.stringify(other))
    throw new Broken(`${what}: ${JSON.stringify(one)}, ${JSON.stringify(other)}`);
};

async function requireWhole(event: ModelEvent): Promise<void> {
  const { publisher, rosterCache, witness } = event.portal.built;
  const leaves = (await event.sql<{ leaf: Buffer }>('select leaf from log_entry order by idx')).map(({ leaf }) => leaf);
  const placesOf = (type: number) => leaves.flatMap((leaf, at) => (leaf[0] === type ? [at] : []));
  const inTable = async (table: string) =>
    (await event.sql<{ leaf: string }>(`select leaf from ${table} order by leaf`)).map(({ leaf }) => Number(leaf));
  requireSame(publisher.cosigned, leaves.length, 'not everything is cosigned');
  requireSame(rosterCache.firstWaiting, undefined, 'an entry waits for ever');
  requireSame(await inTable('effect'), [], 'an effect waits for ever');
  requireSame(await inTable('verdict'), placesOf(2), 'a leaf without a verdict');
  requireSame(await inTable('outcome'), placesOf(1), 'an opening without an outcome');
  const nonce = bytes(32);
  const answer = await witness.head(toBase64url(nonce));
  const signed = rosterCache.signedGenesis;
  const [genesis, ...others] = readLines(rosterCache.entries(0, () => true));
  const first = openJudged(signed, rootFingerprint(signedGenesis.parse(signed).genesis), genesis);
  const replayed = others.reduce(follow, first);
  const { genesis: root, rootfp } = replayed;
  const head = verifyHead(root, rootfp, fromBase64url(answer.head), fromBase64url(answer.signature), nonce);
  requireSame(head.size, leaves.length, 'a head of another size');
  if (!equal(head.root, rootOf(leaves.map((leaf) => hashLeaf(leaf))))) throw new Broken('a head of another log');
  requireRosterAt(replayed, head);
}

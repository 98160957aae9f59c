/**
 * P16. One of the travel team was removed; he kept what his team's key was made of, and a thief of the database shares
 * with him. What guests seal from then on waits for the team's next key; what the team itself writes waits, too.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { deskSeedContext, openSeed } from '#protocol/openings/desk-seed.ts';
import { unwrapAsDesk } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import * as real from '../../../tools/demo/person.ts';
import { caseNote, journeyWish, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, type Insider } from '../../support/attacks/insider.ts';
import { mutant, withMutantPortal, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;
let milan: Insider;
let kept: ReadonlyMap<number, KeyPair>;

/** Every key of the team that somebody holds, opened while she may. */
async function keysHeldBy(insider: Insider): Promise<ReadonlyMap<number, KeyPair>> {
  const roster = await rosterOf(insider);
  const { desks } = await insider.person.wire.ask('roster/seeds', {});
  const pairs = new Map<number, KeyPair>();
  for (const { desk, epoch, wrap } of desks) {
    const known = roster.desks.get(travel)?.epochs.find((one) => one.epoch === epoch);
    if (desk !== travel || known === undefined || insider.open === undefined) continue;
    const context = deskSeedContext(roster.rootfp, travel, epoch);
    pairs.set(epoch, openSeed(insider.open, wrapCodec.parse(fromBase64url(wrap)), context, known.keyHash));
  }
  return pairs;
}

/** How many of the newest record's wraps he opens, with the rows in hand. */
async function opensOfNewest(kind: string): Promise<{ wraps: number; opened: number }> {
  const roster = await rosterOf(await insiderOf(await event.enter('tove'), event.place));
  const [row] = await event.sql<{ digest: Buffer; bytes: Buffer; leaf: string }>(
    'select digest, bytes, leaf from record where kind = $1 order by leaf desc limit 1',
    [kind],
  );
  if (row === undefined) throw new Error('nothing sealed');
  const verified = verifyRecord(roster, new Uint8Array(row.bytes), Number(row.leaf), {});
  const wraps = await event.sql<{ bytes: Buffer }>('select bytes from desk_wrap where digest = $1', [row.digest]);
  const opened = wraps.filter(({ bytes }) => {
    const wrap = verifyDeskWrap(roster, verified, new Uint8Array(bytes));
    const pair = kept.get(wrap.epoch);
    return pair !== undefined && unwrapAsDesk(verified, wrap, pair).deskShare.length === 32;
  });
  return { wraps: wraps.length, opened: opened.length };
}

const sealJourney = async (client: Client, note: string) =>
  (await event.enter('amira', client)).vault.save('travel', { ...journeyWish, note });

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira'] });
  milan = await insiderOf(await event.enter('milan'), event.place);
});
afterAll(() => event.stop());

describe('a person who left a team and came back', () => {
  it('is a reason for another key all the same, and the team is told', async () => {
    const { vault } = await event.enter('ingrid');
    const current = async () => (await vault.members()).desks.find(({ desk }) => desk === travel)?.current;
    await (await event.enter('tove')).vault.mintEpoch(travel);
    expect(await current()).toBe(true);
    await vault.leaveDesk(travel, milan.member);
    await vault.joinDesk(travel, milan.member);
    expect(await current()).toBe(false);
    await (await event.enter('tove')).vault.mintEpoch(travel);
    kept = await keysHeldBy(milan);
  });
});

describe('what guests seal to a team', () => {
  it('is opened by the people who are in it', async () => {
    await sealJourney(real, 'While he works with us.');
    expect(await opensOfNewest('travel')).toEqual({ wraps: 1, opened: 1 });
  });

  it('is sealed to nobody who was removed: it waits', async () => {
    await (await event.enter('ingrid')).vault.removeMember(milan.member);
    await sealJourney(real, 'Not for him.');
    expect(await opensOfNewest('travel')).toEqual({ wraps: 0, opened: 0 });
    const card = (await (await event.enter('amira')).vault.file()).find(({ kind }) => kind === 'travel');
    expect(card?.readers).toMatchObject([{ desk: travel, canOpen: false }]);
  });

  it('would be read by him for good, where neither client nor portal asks who left', async () => {
    await withMutantPortal(event.testEnv, 'former-colleague', () =>
      sealJourney(mutant('former-colleague'), 'Read by him.'),
    );
    expect(await opensOfNewest('travel')).toEqual({ wraps: 1, opened: 1 });
  });

  it('is refused by the portal from a client that does not ask', async () => {
    expect(await codeOf(sealJourney(mutant('former-colleague'), 'From an old page.'))).toBe('desk-waiting');
  });
});

describe('what the team itself writes', () => {
  it('waits for the next key', async () => {
    const tove = await event.enter('tove');
    await tove.vault.queue(travel);
    expect(await codeOf(tove.vault.saveCase(travel, event.member('amira'), caseNote))).toBe('desk-waiting');
    expect(tove.wire.count('records/put')).toBe(0);
  });

  it('goes on under it, and what guests sealed meanwhile is sealed to it at their next visit', async () => {
    const tove = await event.enter('tove');
    await tove.vault.mintEpoch(travel);
    await tove.vault.queue(travel);
    await tove.vault.saveCase(travel, event.member('amira'), caseNote);
    expect(await opensOfNewest('case-travel')).toEqual({ wraps: 1, opened: 0 });
    await sealJourney(real, 'For those who are here.');
    expect(await opensOfNewest('travel')).toEqual({ wraps: 1, opened: 0 });
  });
});

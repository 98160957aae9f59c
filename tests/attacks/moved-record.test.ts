/**
 * P7. The operator owns the database. He swaps rows, serves yesterday's revision, puts other words under a signed
 * header, or stores what somebody without the right has written. Her client refuses all of it, and says which check.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeContent } from '#protocol/records/content.ts';
import type { KindId } from '#protocol/core/ids.ts';
import { digestLeaf, encodeLeaf } from '#protocol/log/leaf.ts';
import { bodyCodec, contentHash, deskWrapCodec, recordDigest, sealedRecord } from '#protocol/records/record.ts';
import { leafTypeOf, recordIdOf } from '#protocol/records/place.ts';
import { sealRecord, type Sealed } from '#protocol/records/seal.ts';
import { openContent } from '#protocol/records/unwrap.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import { headerCodec } from '#protocol/records/header.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { aeadSeal, deriveCommitted, joinKeys, pad, type Key32 } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { memberId, type RecordId } from '#protocol/core/ids.ts';
import { currentCard } from '#protocol/roster/roster-state.ts';
import type { Body } from '#protocol/wire/wire.ts';
import * as real from '../../tools/demo/person.ts';
import { appendLeaves, askWitness } from '../support/attacks/doors.ts';
import { envelopesOf, journeyWish, SmallEvent, travel, type Handle } from '../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32, sharesOf, type Insider, type Share } from '../support/attacks/insider.ts';
import { beginMutantPortal, mutant, type Client } from '../support/attacks/mutant.ts';
import { craft, leavesOf, releaseOf, touchOver } from '../support/attacks/opening.ts';
import { codeOf, refused } from '../support/attacks/refused.ts';
import { outcomes } from '../support/attacks/opening.ts';
import { openRelease } from '#protocol/openings/opening.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';

let event: SmallEvent;
let tove: Insider;

interface Row {
  readonly record: string;
  readonly revision: number;
  readonly kind: string;
  readonly owner: string;
  readonly leaf: string;
  readonly digest: Buffer;
  readonly bytes: Buffer;
  readonly content: Buffer;
}

const rowsOf = (handle: Handle) =>
  event.sql<Row>('select * from record where owner = $1 order by kind, revision', [event.member(handle)]);

async function row(handle: Handle, kind: string, revision: number): Promise<Row> {
  const found = (await rowsOf(handle)).find((one) => one.kind === kind && one.revision === revision);
  if (found === undefined) throw new Error(`no ${kind} ${revision} of ${handle}`);
  return found;
}

let honest: () => Promise<void>;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
  // His portal serves what the rows say. An honest one verifies them first (junk-rows.test.ts).
  honest = await beginMutantPortal(event.testEnv, 'row-believed');
  tove = await insiderOf(await event.enter('tove'), event.place);
});
afterAll(async () => {
  await honest?.();
  await event.stop();
});

let undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  undo = [];
});

/** Puts these columns of one row to other values, until the test is over. */
async function alter(of: Row, changed: Partial<Row>): Promise<void> {
  const write = async (values: Partial<Row>) => {
    for (const [column, value] of Object.entries(values))
      await event.sql(`update record set ${column} = $1 where record = $2 and revision = $3`, [
        value,
        of.record,
        of.revision,
      ]);
  };
  undo.push(() => write(Object.fromEntries(Object.keys(changed).map((column) => [column, of[column as keyof Row]]))));
  await write(changed);
}

/** Rows that the operator adds; gone when the test is over. */
async function remove(of: Row): Promise<void> {
  await event.sql('alter table desk_wrap disable trigger all');
  await event.sql('alter table record disable trigger all');
  await event.sql('delete from record where record = $1 and revision = $2', [of.record, of.revision]);
  undo.push(async () => {
    const columns = Object.keys(of);
    const places = columns.map((_, i) => `$${i + 1}`).join(', ');
    await event.sql(`insert into record (${columns.join(', ')}) values (${places})`, Object.values(of));
    await event.sql('alter table record enable trigger all');
    await event.sql('alter table desk_wrap enable trigger all');
  });
}

/** What was put into the log by its own client is signed with whatever comes next: the team writes, until it is. */
async function signedBeyond(leaf: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await tove.person.vault.saveCase(travel, event.member('amira'), { tasks: [] });
        return (await askWitness(event.testEnv, 'GET', '/state')).json.size as number;
      },
      { interval: 500 },
    )
    .toBeGreaterThan(leaf);
}

const travelCard = async (client: Client = real) => {
  const amira = await event.enter('amira', client);
  return (await amira.vault.file()).find((card) => card.kind === 'travel');
};

describe('her own file', () => {
  it('is what she sealed, and its history is in order', async () => {
    const amira = await event.enter('amira');
    expect((await amira.vault.file()).map((card) => card.kind).toSorted()).toEqual([
      'agenda',
      'card',
      'choices',
      'feedback',
      'notes',
      'reach',
      'self',
      'travel',
    ]);
    expect((await amira.vault.trace()).unread).toEqual([]);
  });

  it("does not take another person's record for hers, and could not read it", async () => {
    const [hers, his] = [await row('amira', 'travel', 2), await row('tomas', 'travel', 2)];
    await remove(hers);
    await alter(his, { owner: event.member('amira') });
    expect(await codeOf(travelCard())).toBe('record-expected');
  });

  it.each(['card', 'reach', 'notes'])('does not take the contents of %s for those of another kind', async (kind) => {
    const [one, other] = [await row('amira', 'travel', 2), await row('amira', kind, 1)];
    await alter(one, { content: other.content });
    expect(await codeOf(travelCard())).toBe('record-signature');
  });

  it('does not take the contents of an earlier revision for those of the newest', async () => {
    const [newest, before] = [await row('amira', 'travel', 2), await row('amira', 'travel', 1)];
    await alter(newest, { content: before.content });
    expect(await codeOf(travelCard())).toBe('record-signature');
  });

  it('does not take a signed part under another content', async () => {
    const [one, other] = [await row('amira', 'travel', 2), await row('amira', 'card', 1)];
    await alter(one, { bytes: other.bytes });
    expect(await codeOf(travelCard())).toBe('record-signature');
  });
});

describe('an older revision in place of the newest', () => {
  async function rolledBack(client: Client) {
    await remove(await row('amira', 'travel', 2));
    const amira = await event.enter('amira', client);
    return amira;
  }

  it('is found out by the log, with both places as evidence', async () => {
    const newest = await row('amira', 'travel', 2);
    const amira = await rolledBack(real);
    expect(await refused(amira.vault.trace())).toEqual({
      code: 'record-old',
      // The leaf of the newer one is there, and what it stands for is not served.
      evidence: { served: 'nothing', newest: Number(newest.leaf) },
    });
  });

  it('is not made good by a lie about its place', async () => {
    const [newest, before] = [await row('amira', 'travel', 2), await row('amira', 'travel', 1)];
    const amira = await rolledBack(real);
    amira.wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      return {
        ...page,
        records: records.map((one) => (one.leaf === Number(before.leaf) ? { ...one, leaf: Number(newest.leaf) } : one)),
      };
    });
    expect(await codeOf(amira.vault.trace())).toBe('leaf-missing');
  });

  it('would be taken for the newest where nobody asks the log', async () => {
    const amira = await rolledBack(mutant('rolled-back-record'));
    expect((await amira.vault.trace()).entries).toBe(await event.logSize());
    expect((await amira.vault.file()).find((card) => card.kind === 'travel')?.content).toMatchObject({ from: '' });
  });
});

describe('other words under her signature', () => {
  /** Tove opened the record, so she knows both shares, and with them the key; the operator stores what she wrote. */
  async function forged(): Promise<Uint8Array> {
    const share = (await sharesOf(tove, travel)).find(
      ({ verified: { header } }) => header.owner === event.member('amira') && (header.kind as string) === 'travel',
    ) as Share;
    const roster = await rosterOf(tove);
    const batch = craft(roster, tove.member, travel, [share]);
    const first = await appendLeaves(event.testEnv, leavesOf(batch));
    await signedBeyond(first);
    const answer = await askWitness(
      event.testEnv,
      'POST',
      '/release',
      await releaseOf(event, batch, await touchOver(tove, batch), first),
    );
    expect(outcomes(batch, answer.json.box)).toEqual(['released']);
    const [given] = openRelease(
      roster,
      batch.ephemeral,
      wrapCodec.parse(fromBase64url(answer.json.box)),
      batch.items.map((item) => item.hash),
    );
    const { headerHash } = share.verified;
    const bound = tuple('dd1/record-key', roster.rootfp, headerHash);
    const { once } = deriveCommitted(joinKeys(share.shares.deskShare, given?.share as Key32), bound);
    const words = encodeContent('travel', { ...journeyWish, never: [], note: 'Any way will do.' });
    return aeadSeal(once, pad(words), tuple('dd1/record-ad', roster.rootfp, headerHash));
  }

  it('are refused, although the key is right', async () => {
    const content = await forged();
    await alter(await row('amira', 'travel', 2), { content: Buffer.from(content) });
    expect(await codeOf(travelCard())).toBe('record-signature');
    expect((await travelCard(mutant('swapped-content')))?.content).toMatchObject({
      never: [],
      note: 'Any way will do.',
    });
  });
});

describe('a record in her name by somebody who may not write it', () => {
  /** Sealed and signed by Tove with her own key, in every other way as it should be. */
  async function written(): Promise<Sealed> {
    const roster = await rosterOf(tove);
    const own = currentCard(roster, event.member('amira')).sealKeyHash;
    const asked = await tove.person.wire.ask('roster/keys', {
      members: [event.member('amira')],
      desks: [],
      months: [],
    });
    return sealRecord({
      header: {
        rootfp: roster.rootfp,
        kind: 'travel' as KindId,
        record: recordIdOf(roster.rootfp, 'travel' as KindId, memberId.encode(event.member('amira'))),
        owner: event.member('amira'),
        ownerKeyHash: own,
        desk: undefined,
        about: undefined,
        revision: 1,
        seen: 0,
        author: tove.member,
        rosterSeq: roster.seq,
        rosterHead: roster.head,
        readers: [travel],
        gated: true,
        opensAt: 0,
        closesAt: Date.UTC(2028, 0, 1),
        purgeAfter: Date.UTC(2028, 0, 1),
      },
      content: encodeContent('travel', { ...journeyWish, note: 'She changed her mind.' }),
      secrets: { deskShare: secret32(), witnessShare: secret32(), tagKey: secret32() },
      ownerKey: fromBase64url(asked.members[0]?.sealKey ?? ''),
      witnessKey: roster.genesis.witnesses[0]?.sealKey,
      deskKeys: [],
      signSecretKey: tove.keys.sign.secretKey,
    });
  }

  async function shown(client: Client) {
    const sealed = await written();
    const leaf = await appendLeaves(event.testEnv, [encodeLeaf(sealed.leaf)]);
    const amira = await event.enter('amira', client);
    amira.wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      const one = { record: toBase64url(sealed.record), content: toBase64url(sealed.content), leaf, deskWraps: [] };
      return { ...page, records: [...records, one] };
    });
    return { cards: await amira.vault.file(), damaged: await amira.vault.damaged() };
  }

  it('does not appear in her file: her client counts it among what does not open', async () => {
    const { cards, damaged } = await shown(real);
    expect(damaged).toBe(1);
    expect(cards.map((card) => card.author)).toEqual(cards.map(() => event.member('amira')));
    expect(cards).toHaveLength(8);
  });

  it('is refused by the portal, too', async () => {
    const sealed = await written();
    const item = {
      record: toBase64url(sealed.record),
      content: toBase64url(sealed.content),
      deskWraps: [],
      tag: toBase64url(sealed.leaf.tag),
    };
    expect(await codeOf(tove.person.wire.ask('records/put', { items: [item] }))).toBe('record-author');
  });

  it('would appear in her file where rights are not looked at', async () => {
    const { cards } = await shown(mutant('foreign-author'));
    const notes = cards.flatMap((card) => (card.kind === 'travel' ? [card.content] : []));
    expect(notes).toContainEqual(expect.objectContaining({ note: 'She changed her mind.' }));
  });
});

describe("the team's queue", () => {
  it('says whose a record is from its signed header, whatever the columns say, and nothing opens under a lie', async () => {
    const [hers, his] = [await row('amira', 'travel', 2), await row('tomas', 'travel', 2)];
    await alter(hers, { owner: his.owner });
    await alter(his, { owner: hers.owner });
    const person = await event.enter('tove');
    const shown = await envelopesOf(person, [event.member('amira')]);
    expect(shown.map((one) => one.record)).toEqual([hers.record]);
    const opened = await person.vault.openRecords(travel, [hers.record as RecordId], 'booking');
    expect(opened.find((one) => one.record === hers.record)?.refusal).toBe('opening-not-logged');
    expect((await envelopesOf(person, [event.member('amira')]))[0]?.content).toBeUndefined();
  });

  it('refuses a share that was made for another record', async () => {
    const [hers, his] = [await row('amira', 'travel', 2), await row('tomas', 'travel', 2)];
    const person = await event.enter('tove');
    person.wire.bend('records/desk', async (ask) => {
      const { records, ...page } = await ask();
      const wraps = (digest: Buffer) =>
        records.flatMap((one) =>
          one.deskWraps.filter((text) => digest.equals(deskWrapCodec.parse(fromBase64url(text)).digest)),
        );
      const isHers = (record: string) =>
        hers.digest.equals(recordDigest(sealedRecord.parse(fromBase64url(record)).body));
      return {
        ...page,
        records: records.map((one) => (isHers(one.record) ? { ...one, deskWraps: wraps(his.digest) } : one)),
      };
    });
    const shown = await envelopesOf(person, [event.member('amira'), event.member('tomas')]);
    expect(shown.map((one) => [one.record, one.canOpen])).toEqual(
      expect.arrayContaining([
        [hers.record, false],
        [his.record, true],
      ]),
    );
    expect(await person.vault.openRecords(travel, [hers.record as RecordId], 'booking')).not.toContainEqual(
      expect.objectContaining({ record: hers.record, refusal: undefined }),
    );
    expect((await envelopesOf(person, [event.member('amira')]))[0]?.content).toBeUndefined();
  });
});

it('every stored row is refused in the place of every other', async () => {
  const all = [...(await rowsOf('amira')), ...(await rowsOf('tomas'))];
  const roster = await rosterOf(tove);
  let pairs = 0;
  for (const one of all) {
    const verified = verifyRecord(roster, new Uint8Array(one.bytes), Number(one.leaf), {});
    for (const other of all) {
      if (one === other) continue;
      pairs += 1;
      expect(contentHash(new Uint8Array(other.content))).not.toEqual(verified.contentHash);
      expect(() => openContent(verified, new Uint8Array(other.content), secret32(), secret32())).toThrow(
        'record-signature',
      );
      if (other.record !== one.record)
        expect(() =>
          verifyRecord(roster, new Uint8Array(other.bytes), Number(other.leaf), { record: one.record as RecordId }),
        ).toThrow('record-expected');
    }
  }
  expect(pairs).toBe(all.length * (all.length - 1));
});

// Last, because what is sealed here is in the log for good.
describe('a whole record held back', () => {
  /** The portal has nothing of hers of this kind, it says, and keeps whatever she seals. */
  async function withheld(client: Client) {
    const { record } = await row('amira', 'travel', 1);
    const amira = await event.enter('amira', client);
    amira.wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      const idOf = (text: string) =>
        headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(text)).body).header).record;
      return { ...page, records: records.filter((one) => idOf(one.record) !== record) };
    });
    amira.wire.bend('records/put', async (_ask, { items }) => {
      const leaves = items.map(({ record: text, tag }) => {
        const { body } = sealedRecord.parse(fromBase64url(text));
        const { kind } = headerCodec.parse(bodyCodec.parse(body).header);
        return encodeLeaf(digestLeaf(leafTypeOf(kind), recordDigest(body), fromBase64url(tag)));
      });
      const first = await appendLeaves(event.testEnv, leaves);
      await signedBeyond(first);
      return { leaves: leaves.map((_, i) => first + i), receipts: [] };
    });
    return amira;
  }

  it('is no blank one: the log knows it, and nothing is sealed in its place', async () => {
    const newest = Number((await row('amira', 'travel', 2)).leaf);
    const amira = await withheld(real);
    amira.patience = 0;
    expect(await refused(amira.vault.tidy())).toEqual({ code: 'record-old', evidence: { served: 'nothing', newest } });
    expect(await refused(amira.vault.trace())).toEqual({ code: 'record-old', evidence: { served: 'nothing', newest } });
    expect(await codeOf(amira.vault.save('travel', journeyWish))).toBe('record-old');
    expect(amira.wire.count('records/put')).toBe(0);
  });

  it('would be sealed anew, empty, where nobody asks the log, and her teams would read that', async () => {
    const amira = await withheld(mutant('withheld-record'));
    expect(await amira.vault.tidy()).toBe(1);
    const [sent] = (amira.wire.lastSent('records/put') as Body<'records/put'>).items;
    const { header } = bodyCodec.parse(sealedRecord.parse(fromBase64url(sent?.record ?? '')).body);
    expect(headerCodec.parse(header)).toMatchObject({ kind: 'travel', revision: 1 });
  });
});

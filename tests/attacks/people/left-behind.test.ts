/**
 * P7. The log knows what was sealed last. The operator loses the newest revision and hopes that her own client makes the
 * one before it the newest again; he swallows what she sends and says that it arrived; he serves a team last week's case.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blankContent } from '#protocol/records/content.ts';
import type { RecordId } from '#protocol/core/ids.ts';
import { bodyCodec, sealedRecord } from '#protocol/records/record.ts';
import { headerCodec } from '#protocol/records/header.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import * as real from '../../../tools/demo/person.ts';
import { appendLeaves } from '../../support/attacks/doors.ts';
import {
  caseSaying,
  envelopesOf,
  journeyWish,
  openAll,
  SmallEvent,
  travel,
  type Handle,
} from '../../support/attacks/event.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf, refused } from '../../support/attacks/refused.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
});
afterAll(() => event.stop());

interface Row {
  readonly record: string;
  readonly revision: number;
  readonly leaf: string;
  readonly digest: Buffer;
  readonly bytes: Buffer;
  readonly content: Buffer;
}

/** All revisions, oldest first; a case has no owner, it is about somebody. */
const rowsOf = (handle: Handle, kind: string) =>
  event.sql<Row>('select * from record where (owner = $1 or about = $1) and kind = $2 order by leaf', [
    event.member(handle),
    kind,
  ]);

const idOf = (text: string) =>
  headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(text)).body).header).record as string;

const travelOf = async ({ vault }: Tapped) => (await vault.file()).find((card) => card.kind === 'travel')?.content;

/** The operator appends the entry of a revision once more, and somebody's writing gets it signed. Answers its place. */
async function copied({ leaf }: Row): Promise<number> {
  const [stored] = await event.sql<{ leaf: Buffer }>('select leaf from log_entry where idx = $1', [leaf]);
  const at = await appendLeaves(event.testEnv, [new Uint8Array(stored?.leaf ?? [])]);
  await (await event.enter('tomas')).vault.save('notes', { text: 'Something else.' });
  return at;
}

describe('a save', () => {
  /** The portal keeps nothing of it, and names places in the log. */
  async function swallowed(client: Client, leafOf: (size: number) => number) {
    const size = await event.logSize();
    const tomas = await event.enter('tomas', client);
    tomas.wire.bend('records/put', (_ask, { items }) => ({ leaves: items.map(() => leafOf(size)), receipts: [] }));
    return tomas;
  }

  it('is sent when its entry is in the log that the witness signed', async () => {
    const tomas = await event.enter('tomas');
    expect(await tomas.vault.save('travel', { ...journeyWish, note: 'Sent.' })).toEqual({ closed: true });
    expect(await travelOf(tomas)).toMatchObject({ note: 'Sent.' });
  });

  it.each([
    ['in the place of another entry', 'record-expected', (size: number) => size - 1],
    ['in a place that nobody signed', 'checkpoint-cosignature', (size: number) => size + 3],
  ] as const)('that is said to stand %s is not sent', async (_where, code, leafOf) => {
    const tomas = await swallowed(real, leafOf);
    tomas.patience = 0;
    expect(await codeOf(tomas.vault.save('travel', { ...journeyWish, note: 'Lost.' }))).toBe(code);
    expect(tomas.wire.count('records/retire')).toBe(0);
    expect(await travelOf(await event.enter('tomas'))).toMatchObject({ note: 'Sent.' });
  });

  it('would be called sent where nobody asks the log', async () => {
    const tomas = await swallowed(mutant('unlogged-save'), (size) => size + 3);
    expect(await tomas.vault.save('travel', { ...journeyWish, note: 'Lost.' })).toEqual({ closed: false });
    expect(await travelOf(await event.enter('tomas'))).toMatchObject({ note: 'Sent.' });
  });
});

describe("a team's case", () => {
  let old: Row;
  let newest: Row;
  let wraps: readonly string[];

  beforeAll(async () => {
    const tove = await event.enter('tove');
    await tove.vault.queue(travel);
    await tove.vault.saveCase(travel, event.member('tomas'), caseSaying('Call her family'));
    await tove.vault.saveCase(travel, event.member('tomas'), caseSaying('Do not call anybody'));
    [old, newest] = (await rowsOf('tomas', 'case-travel')) as [Row, Row];
    const stored = await event.sql<{ bytes: Buffer }>('select bytes from desk_wrap where digest = $1', [old.digest]);
    wraps = stored.map(({ bytes }) => toBase64url(new Uint8Array(bytes)));
  });

  /** One touch for the case and for what the two guests wrote. */
  async function opened(client: Client, leaf: number | undefined) {
    const tove = await event.enter('tove', client);
    const served = {
      record: toBase64url(new Uint8Array(old.bytes)),
      content: toBase64url(new Uint8Array(old.content)),
      deskWraps: [...wraps],
    };
    if (leaf !== undefined)
      tove.wire.bend('records/desk', async (ask) => {
        const { records, ...page } = await ask();
        return {
          ...page,
          records: records.map((one) => (idOf(one.record) === old.record ? { ...served, leaf } : one)),
        };
      });
    const people = [event.member('amira'), event.member('tomas')];
    const lines = await openAll(tove, people);
    const [shown] = await envelopesOf(tove, people, ['case-travel']);
    return {
      refusal: lines.find((line) => line.record === old.record)?.refusal,
      others: lines.filter((line) => line.record !== old.record).map((line) => line.refusal),
      content: shown?.content,
      tove,
    };
  }

  it('is the last one that was written', async () => {
    const { refusal, content } = await opened(real, undefined);
    expect(refusal).toBeUndefined();
    expect(content).toEqual(caseSaying('Do not call anybody'));
  });

  it('of last week stays closed, and everything else of the touch opens', async () => {
    const { refusal, others, content } = await opened(real, Number(old.leaf));
    expect(refusal).toBe('record-old');
    expect(others).toEqual([undefined, undefined]);
    expect(content).toBeUndefined();
  });

  it('of last week does not open by a lie about its place', async () => {
    const { refusal, content } = await opened(real, Number(newest.leaf));
    expect(refusal).toBeUndefined();
    // What stands there comes by its leaf.
    expect(content).toEqual(caseSaying('Do not call anybody'));
  });

  it('of last week does not become the newest by a copy of its entry', async () => {
    const { refusal, content } = await opened(real, await copied(old));
    expect(refusal).toBeUndefined();
    expect(content).toEqual(caseSaying('Do not call anybody'));
  });

  it('of last week would be what the team works by, where nobody asks the log', async () => {
    const { refusal, content } = await opened(mutant('older-for-desk'), Number(old.leaf));
    expect(refusal).toBeUndefined();
    expect(content).toEqual(caseSaying('Call her family'));
  });

  it('is not written over unread, nor is a second one begun beside it', async () => {
    const tove = await event.enter('tove');
    await tove.vault.queue(travel);
    const again = caseSaying('Begun anew');
    expect(await codeOf(tove.vault.saveCase(travel, event.member('tomas'), again))).toBe('record-expected');
    expect(tove.wire.count('records/put')).toBe(0);
    await openAll(tove, [event.member('tomas')]);
    await tove.vault.saveCase(travel, event.member('tomas'), caseSaying('Do not call anybody, still'));
    const rows = await rowsOf('tomas', 'case-travel');
    expect(rows.map((one) => one.revision)).toEqual([1, 2, 3]);
  });

  it('and a journey are the same in this', async () => {
    const tove = await event.enter('tove');
    const journey = blankContent('itinerary');
    await tove.vault.saveItinerary(event.member('tomas'), journey);
    const later = await event.enter('tove');
    await later.vault.queue(travel);
    expect(await codeOf(later.vault.saveItinerary(event.member('tomas'), journey))).toBe('record-expected');
    const [{ record }] = (await rowsOf('tomas', 'itinerary')) as [Row];
    await later.vault.openRecords(travel, [record as RecordId], 'change');
    await later.vault.saveItinerary(event.member('tomas'), journey);
    expect((await rowsOf('tomas', 'itinerary')).map((one) => one.revision)).toEqual([1, 2]);
  });
});

describe('an entry that is in the log twice', () => {
  async function served(client: Client) {
    const [before] = (await rowsOf('amira', 'travel')) as [Row];
    const at = await copied(before);
    const amira = await event.enter('amira', client);
    const one = {
      record: toBase64url(new Uint8Array(before.bytes)),
      content: toBase64url(new Uint8Array(before.content)),
      leaf: at,
      deskWraps: [],
    };
    amira.wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      return { ...page, records: records.map((given) => (idOf(given.record) === before.record ? one : given)) };
    });
    amira.patience = 0;
    await amira.vault.trace();
    const conflicts = (await amira.vault.aside()).filter(({ how }) => how === 'conflict');
    return { travel: await travelOf(amira), conflicts: conflicts.length };
  }

  it('does not make its revision the newest again, and accuses nobody', async () => {
    const newest = await travelOf(await event.enter('amira'));
    const { travel: shown, conflicts } = await served(real);
    expect([conflicts, newest]).toEqual([0, shown]);
  });

  it('would stop her, where each entry is taken for itself', async () => {
    expect(await codeOf(served(mutant('copied-entry')))).toBe('record-old');
  });
});

describe('a revision that the database lost', () => {
  let undo: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
    undo = [];
  });

  /** The newest is gone from the tables, and her portal says that no team can open what is left. */
  async function lost(client: Client) {
    const [before, newest] = (await rowsOf('amira', 'travel')) as [Row, Row];
    const columns = Object.keys(newest);
    const stored = await event.sql<{ digest: Buffer }>('select * from desk_wrap where digest = $1', [newest.digest]);
    await event.sql('delete from desk_wrap where digest = $1', [newest.digest]);
    await event.sql('delete from record where digest = $1', [newest.digest]);
    undo.push(async () => {
      const write = async (table: string, row: object) => {
        const names = Object.keys(row);
        const places = names.map((_, i) => `$${i + 1}`).join(', ');
        await event.sql(`insert into ${table} (${names.join(', ')}) values (${places})`, Object.values(row));
      };
      expect(columns).toContain('digest');
      await write('record', newest);
      for (const wrap of stored) await write('desk_wrap', wrap);
    });
    const amira = await event.enter('amira', client);
    amira.wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      return { ...page, records: records.map((one) => ({ ...one, deskWraps: [] })) };
    });
    amira.patience = 0;
    return { amira, evidence: { served: Number(before.leaf), newest: Number(newest.leaf) } };
  }

  it('is there, as long as it is: nothing is sealed anew', async () => {
    const amira = await event.enter('amira');
    expect(await amira.vault.tidy()).toBe(0);
    expect(await travelOf(amira)).toMatchObject({ from: 'Sundar Coast' });
  });

  it('is not replaced by sealing the one before it anew', async () => {
    const { amira, evidence } = await lost(real);
    // Its leaf is there, and nobody serves what it stands for.
    const { newest } = evidence;
    expect(await refused(amira.vault.tidy())).toEqual({ code: 'record-old', evidence: { served: 'nothing', newest } });
    expect(await codeOf(amira.vault.save('travel', journeyWish))).toBe('record-old');
    expect(amira.wire.count('records/put')).toBe(0);
    expect(amira.wire.count('records/retire')).toBe(0);
  });

  it('would be, where nobody asks the log first; and after that the log itself says that all is well', async () => {
    const { amira } = await lost(mutant('laundered-record'));
    undo = [];
    expect(await amira.vault.tidy()).toBeGreaterThan(0);
    const honest = await event.enter('amira');
    expect((await honest.vault.trace()).unread).toEqual([]);
    expect(await travelOf(honest)).toMatchObject({ from: '' });
  });
});

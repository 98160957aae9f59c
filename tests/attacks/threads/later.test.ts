/**
 * P28, P29. The thief who comes later: with a dump, PostgreSQL's own files and write-ahead log, the account secret and
 * everything that the hardware key ever gave out. Once a week's shares are deleted, nothing of that week opens; while
 * they live, or for somebody who recorded them while they lived, everything does. And what rows say of who posted what.
 */
import { readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { periodEnd, periodOf } from '#protocol/threads/calendar.ts';
import { openChunk } from '#protocol/threads/chunk.ts';
import { openPeriod } from '#protocol/threads/period.ts';
import type { ChunkId, ThreadId } from '#protocol/core/ids.ts';
import { Clocks, setDatabaseClock } from '../../support/processes/clocks.ts';
import { Finder, formsOfBytes } from '../../support/browser/search.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { insiderOf, randomness, type Insider } from '../../support/attacks/insider.ts';
import { RawWriter, today, type Taken } from '../../support/attacks/raw-writer.ts';
import { catchUp, talker, toTravel, withMember } from '../../support/attacks/threads.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

const dayMs = 24 * 3600 * 1000;
const clocks = new Clocks();

let event: SmallEvent;
let tove: Tapped;
let amira: Tapped;
let tomas: Tapped;

beforeAll(async () => {
  event = await SmallEvent.found({
    people: ['amira', 'tomas'],
    ownPostgres: true,
    clocks,
  });
  [tove, amira, tomas] = [await talker(event, 'tove'), await talker(event, 'amira'), await talker(event, 'tomas')];
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
});

/** Begins another portal after so much time, which the operator confirms. */
async function later(ms: number): Promise<void> {
  const { portalDir, ownerUrl } = event.testEnv;
  await event.testEnv.stopPortal();
  for (const name of ['portal', 'witness'] as const) clocks.set(name, ms);
  await setDatabaseClock(ownerUrl, ms);
  writeFileSync(join(portalDir, 'key-shares', 'today'), new Date(Date.now() + ms).toISOString().slice(0, 10));
  await event.testEnv.startPortal();
}

describe('who posted what', () => {
  const ticks = () =>
    event.sql<{ xmin: string; count: string }>(
      'select xmin::text, count(*) from parcel group by xmin order by min(sequence)',
    );

  it('is told by no row, to the owner of the database neither; but parcels of one second share a row version', async () => {
    const before = (await ticks()).length;
    // Lanes are there; one parcel each, at once.
    const target = (handle: 'amira' | 'tomas') => withMember(event.member(handle));
    for (const handle of ['amira', 'tomas'] as const)
      await tove.vault.threadWrite(target(handle), { text: 'Good morning.' });
    await Promise.all([amira, tomas].map((person) => catchUp(person)));
    for (const { vault } of [amira, tomas]) await vault.threadWrite(toTravel, { text: 'Good morning.' });
    const together = async () => {
      const last = (await ticks()).at(-1)?.xmin;
      await Promise.all([amira, tomas].map(({ vault }) => vault.threadWrite(toTravel, { text: 'At once.' })));
      return (await ticks()).filter(({ xmin }) => Number(xmin) > Number(last)).map(({ count }) => Number(count));
    };
    expect(before).toBe(0);
    // What remains, and threat-model.md says so: which parcels came in the same second, and in which order the seconds.
    for (const counts of [await together(), await together()]) expect(counts.reduce((a, b) => a + b, 0)).toBe(2);
    const rows = await event.sql<{ sequence: string; tag: Buffer }>('select sequence, tag from parcel order by ctid');
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(rows.map((_, i) => i + 1));
  });

  it('is not told by counters either: they are written for all at once, and rounded up', async () => {
    await event.testEnv.restartPortal();
    const rows = await event.sql<{ member: string; xmin: string; parcels: number; bytes: string }>(
      'select member, xmin::text, parcels, bytes from quota',
    );
    expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1);
    // Tove wrote to two people, the others to one team: it does not show.
    const writers = rows.filter(({ parcels }) => parcels > 0);
    expect(writers.map(({ parcels, bytes }) => [parcels, Number(bytes)])).toEqual(
      Array.from({ length: 3 }, () => [100, 0]),
    );
  });
});

interface Stolen {
  /** Sealed secrets of weeks and chunks, and parcels, as they are in rows. */
  readonly periods: readonly { readonly period: number; readonly sealed: Buffer }[];
  readonly chunks: readonly { readonly chunk: string; readonly kind: string; readonly sealed: Buffer }[];
  readonly stream: readonly Taken[];
}

async function stolen(): Promise<Stolen> {
  const own = [event.member('amira')];
  return {
    periods: await event.sql('select period, sealed from period_secret where member = $1 order by period', own),
    chunks: await event.sql('select chunk, kind, sealed from chunk where member = $1', own),
    stream: (
      await event.sql<{ sequence: string; tag: Buffer; day: number; body: Buffer }>(
        'select * from parcel order by sequence',
      )
    ).map(({ sequence, tag, day, body }) => ({
      sequence: Number(sequence),
      tag: new Uint8Array(tag),
      day,
      body: new Uint8Array(body),
    })),
  };
}

/** Everything that a thief finds on disk. */
function disk(): readonly string[] {
  const { dataDir, portalDir } = event.testEnv;
  return [realpathSync(join(dataDir, 'postgres', 'pg')), portalDir];
}

describe('a week that is over', () => {
  const words = { desk: 'The north gate, at nine.', group: 'We sit in front.' };
  let thief: Insider;
  let period: number;
  /** What somebody noted on the wire while the shares lived. */
  let noted: {
    readonly share: Uint8Array;
    readonly chunkShares: ReadonlyMap<string, Uint8Array>;
    readonly rawWriter: RawWriter;
  };
  let before: Stolen;

  const place = () => ({ rootfp: noted.rawWriter.roster.rootfp, member: event.member('amira'), period });
  const opens = (share: Uint8Array, { periods }: Stolen) =>
    periods
      .filter((one) => one.period === period)
      .map(({ sealed }) => openPeriod(thief.account, key32(share), place(), new Uint8Array(sealed)));

  function chunksThatOpen({ chunks }: Stolen): readonly string[] {
    return chunks.flatMap(({ chunk, kind, sealed }) => {
      const share = noted.chunkShares.get(chunk);
      if (share === undefined) return [];
      const at = { rootfp: noted.rawWriter.roster.rootfp, member: event.member('amira'), chunk: chunk as ChunkId };
      return [`${kind} ${Buffer.from(openChunk(thief.account, key32(share), at, new Uint8Array(sealed))).toString()}`];
    });
  }

  const found = (secrets: Readonly<Record<string, Uint8Array>>): readonly string[] => {
    const finder = new Finder(Object.entries(secrets).flatMap(([label, bytes]) => formsOfBytes(label, bytes)));
    return [...new Set(disk().flatMap((folder) => [...finder.inFolder(folder)].map(({ label }) => label)))].toSorted();
  };

  beforeAll(async () => {
    [tove, amira] = [await talker(event, 'tove'), await talker(event, 'amira')];
    const made = await tove.vault.groupMake('Bus', [event.member('amira')]);
    await tove.vault.threadWrite({ type: 'thread', thread: made.line.thread as ThreadId }, { text: words.group });
    await tove.vault.threadWrite(withMember(event.member('amira')), { text: words.desk });
    await catchUp(amira);
    await amira.vault.threadMute(made.line.thread, false);
    thief = await insiderOf(amira, event.place);
    const ring = await amira.wire.ask('threads/keyring', {});
    const { chunks } = await amira.wire.ask('threads/chunks', {});
    period = periodOf(today());
    noted = {
      share: fromBase64url(ring.periods.find((one) => one.period === period)?.share ?? ''),
      chunkShares: new Map(chunks.map(({ chunk, share }) => [chunk, fromBase64url(share ?? '')])),
      rawWriter: await RawWriter.of(amira, event.place),
    };
    await event.sql('checkpoint');
    before = await stolen();
  });

  it('opens while its shares live, for somebody who has them', async () => {
    expect(opens(noted.share, before)).toHaveLength(1);
    expect(noted.rawWriter.texts(before.stream)).toEqual(expect.arrayContaining(Object.values(words)));
    const archived = chunksThatOpen(before).join('\n');
    expect(archived).toContain('short {');
    expect(archived).toContain('desk {');
    // The search finds a share where it lies, and what is sealed where that lies.
    const secrets = { share: noted.share, sealed: new Uint8Array(before.periods[0]?.sealed ?? randomness(80)) };
    expect(found(secrets)).toEqual(['sealed', 'share']);
  });

  it('does not open without them, while they live neither', () => {
    const shares = [randomness(32), ...noted.chunkShares.values()];
    const codes = shares.map((share) => {
      try {
        return String(opens(share, before).length);
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    expect(new Set(codes)).toEqual(new Set(['wrong-key']));
  });

  it('is closed for good two weeks after she came in again: no file, row, log or key opens it', async () => {
    const over = periodEnd(period) - Date.now() + dayMs;
    await later(over);
    const again = await event.enter('amira');
    const ring = await again.wire.ask('threads/keyring', {});
    expect(ring.periods.some((one) => one.period === period)).toBe(true);
    await later(over + 15 * dayMs);
    const last = await event.enter('amira');
    const gone = await last.wire.ask('threads/keyring', {});
    expect(gone.periods.some((one) => one.period === period)).toBe(false);
    expect(gone.periods.length).toBe(ring.periods.length - 1);
    await event.sql('checkpoint');

    const after = await stolen();
    expect(after.periods.some((one) => one.period === period)).toBe(false);
    // The parcels are all still there, and so is the sealed secret, in PostgreSQL's files.
    expect(after.stream.length).toBe(before.stream.length);
    const sealed = before.periods.find((one) => one.period === period)?.sealed ?? Buffer.alloc(0);
    const short = before.chunks.find(({ kind }) => kind === 'short');
    const shortShare = noted.chunkShares.get(short?.chunk ?? '') ?? randomness(32);
    expect(found({ sealed: new Uint8Array(sealed), share: noted.share, 'share of a chunk': shortShare })).toEqual([
      'sealed',
    ]);
    // Every 32 bytes that lie anywhere in the portal's own folder, tried as the share.
    let tried = 0;
    for (const name of readdirSync(event.testEnv.portalDir, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const bytes = readFileSync(join(name.parentPath, name.name));
      for (let at = 0; at + 32 <= Math.min(bytes.length, 40_000); at += 4) {
        const share = new Uint8Array(bytes.subarray(at, at + 32));
        if (share.every((byte) => byte === 0)) continue;
        tried += 1;
        expect(() => openPeriod(thief.account, key32(share), place(), new Uint8Array(sealed))).toThrow();
      }
    }
    expect(tried).toBeGreaterThan(100);
    // Weeks to come have their secrets, and open none of it.
    const present = await RawWriter.of(last, event.place);
    expect(present.periods.size).toBeGreaterThan(20);
    expect(present.texts(after.stream)).toEqual([]);
  });

  it('is open for ever to somebody who recorded its shares while they lived: that is what is not promised', async () => {
    const sealed = before.periods.find((one) => one.period === period)?.sealed ?? Buffer.alloc(0);
    expect(openPeriod(thief.account, key32(noted.share), place(), new Uint8Array(sealed))).toHaveLength(32);
    expect(noted.rawWriter.texts((await stolen()).stream)).toEqual(expect.arrayContaining(Object.values(words)));
  });

  it('leaves what teams must still have: the chunk of threads with teams, until thirty days after the event', async () => {
    const last = await event.enter('amira');
    const { chunks } = await last.wire.ask('threads/chunks', {});
    expect(new Set(chunks.map(({ kind }) => kind))).toEqual(new Set(['state', 'desk']));
    const kept = chunksThatOpen(await stolen()).join('\n');
    expect(kept).not.toContain('short {');
  });
});

/** Mirror, cosignatures, heads and monitoring (protocol §3, §8; c2sp.org/tlog-witness): one history, or none. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signCheckpoint, verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { verifyHead } from '#protocol/log/head.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { publicationLeaf } from '#protocol/publication/publication.ts';
import { key32, sealKeyPair, signKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { Event, logOrigin, travel } from '../../support/witness/event.ts';
import { file } from '../../support/witness/openings.ts';
import { bytes, makePerson, type Person } from '../../support/witness/people.ts';
import { RunningWitness, type Answer } from '../../support/witness/process.ts';

await sodiumReady;

let witness: RunningWitness;
let event: Event;

beforeEach(async () => {
  witness = await RunningWitness.make();
  event = await Event.draft(witness);
});
afterEach(() => witness.remove());

const code = (answer: Answer): string => (answer.status === 200 ? 'ok' : answer.json.code);
const log = () => ({ origin: logOrigin, publicKey: event.logKey.publicKey });

async function head(nonce = bytes(32)) {
  const answer = await witness.call('POST', '/head', { nonce: toBase64url(nonce) });
  if (answer.status !== 200) return answer.json.code;
  const { genesis, rootfp } = event.roster;
  return verifyHead(genesis, rootfp, fromBase64url(answer.json.head), fromBase64url(answer.json.signature), nonce);
}

async function grow(count: number): Promise<void> {
  for (let i = 0; i < count; i++) file(event, 'travel', event.officers[0] as Person);
}

describe('cosigning', () => {
  test('first checkpoint to the last, each the next of the one before', async () => {
    expect((await witness.call('GET', '/state')).json).toMatchObject({ size: 0, rootfp: null, note: null });
    expect(await head()).toBe('log-behind');
    for (const count of [0, 1, 2, 5, 1, 9]) {
      await grow(count);
      expect((await event.mirror()).json).toMatchObject({ size: event.leaves.length });
      const note = event.note();
      const answer = await event.addCheckpoint(note);
      expect(answer.status).toBe(200);
      event.cosigned = event.leaves.length;
      const time = verifyCosignature(verifyCheckpoint(note + answer.text, log()), event.card);
      expect(Math.abs(Date.now() / 1000 - time)).toBeLessThan(10);
      const state = (await witness.call('GET', '/state')).json;
      expect(state).toMatchObject({ size: event.leaves.length, root: toBase64url(event.checkpoint().root) });
      expect(state.note).toBe(note + answer.text);
    }
  });

  test('a head answers the caller’s nonce at the cosigned size, whatever is pending', async () => {
    await event.makeMonthKey();
    await event.publish();
    const before = await head();
    await event.add(await makePerson('staff'));
    await event.mirror();
    expect(await head()).toMatchObject({ size: before.size, rosterSeq: 1, rosterHead: before.rosterHead });
    await event.publish();
    expect(await head()).toMatchObject({ size: before.size + 1, rosterSeq: 2, rosterHead: event.roster.head });
    expect((await witness.call('POST', '/head', { nonce: 'short' })).status).toBe(400);
  });

  test('again at the same size, with a fresh time and one line of ours', async () => {
    await event.publish();
    const again = await event.addCheckpoint(event.note(), event.cosigned, []);
    expect(again.status).toBe(200);
    const state = (await witness.call('GET', '/state')).json;
    expect(state.note.split('\n').filter((line: string) => line.startsWith('— witness-1 '))).toHaveLength(1);
    expect((await event.addCheckpoint(state.note, event.cosigned, [])).status).toBe(200);
  });

  test('an old size that is not ours is answered with ours', async () => {
    await event.publish();
    await grow(3);
    await event.mirror();
    const answer = await event.addCheckpoint(event.note(), 0, []);
    expect([answer.status, answer.type, answer.text]).toEqual([409, 'text/x.tlog.size', '1\n']);
  });

  test('refuses bad notes, keys, proofs and sizes', async () => {
    await event.publish();
    await grow(4);
    expect(await event.addCheckpoint().then(code)).toBe('log-behind');
    await event.mirror();
    const stranger = signKeyPair(key32(bytes(32)));
    const key = { name: logOrigin, publicKey: stranger.publicKey, use: 'log' } as const;
    const foreign = await event.addCheckpoint(signCheckpoint(event.checkpoint(), key, stranger.secretKey));
    expect([foreign.status, code(foreign)]).toEqual([403, 'checkpoint-signature']);
    const elsewhere = await event.addCheckpoint(event.note({ ...event.checkpoint(), origin: 'log.test/other' }));
    expect([elsewhere.status, code(elsewhere)]).toEqual([404, 'root-mismatch']);
    const unproven = await event.addCheckpoint(event.note(), 1, [bytes(32)]);
    expect([unproven.status, code(unproven)]).toEqual([422, 'consistency']);
    const bent = await witness.call('POST', '/add-checkpoint', `old 1\nnot a hash\n\n${event.note()}`);
    expect([bent.status, code(bent)]).toEqual([400, 'checkpoint-shape']);
    expect((await witness.call('POST', '/add-checkpoint', '')).status).toBe(400);
    expect((await event.addCheckpoint()).status).toBe(200);
  });

  test('a log that goes back is not followed', async () => {
    await grow(5);
    await event.publish();
    const older = event.note(event.checkpoint(3));
    const back = await event.addCheckpoint(older, 6, []);
    expect([back.status, code(back)]).toEqual([400, 'checkpoint-shape']);
    expect((await event.addCheckpoint(older, 3, [])).text).toBe('6\n');
    expect((await witness.call('GET', '/state')).json.size).toBe(6);
  });
});

describe('a fork', () => {
  const forks: readonly [string, (event: Event) => Promise<Answer>][] = [
    ['at the cosigned size', (e) => e.addCheckpoint(e.note({ ...e.checkpoint(), root: bytes(32) }), 6, [])],
    ['below it', (e) => e.addCheckpoint(e.note({ ...e.checkpoint(3), root: bytes(32) }), 3, [])],
  ];
  test.each(forks)('%s freezes the witness, also after a restart', async (_where, attack) => {
    await grow(5);
    await event.publish();
    const answer = await attack(event);
    expect([answer.status, code(answer)]).toEqual([409, 'log-fork']);
    for (const restarted of [false, true]) {
      if (restarted) await witness.restart();
      expect(await head()).toBe('log-fork');
      expect(await event.mirror().then(code)).toBe('log-fork');
      expect(await event.addCheckpoint(event.note(), 6, []).then(code)).toBe('log-fork');
      expect((await witness.call('POST', '/outcomes', { leaves: [] })).json.code).toBe('log-fork');
      expect((await witness.call('GET', '/state')).json.size).toBe(6);
      expect((await fetch(`http://127.0.0.1:${witness.port}/health`)).status).toBe(503);
    }
  });

  test('shown before the true note is cosigned is remembered', async () => {
    await event.publish();
    await grow(3);
    await event.mirror();
    const lie = event.note({ ...event.checkpoint(), root: bytes(32) });
    expect(await event.addCheckpoint(lie, 1, event.proof(1)).then(code)).toBe('consistency');
    await witness.restart();
    expect(await event.addCheckpoint().then(code)).toBe('log-fork');
    expect(await head()).toBe('log-fork');
  });

  test('by unsigned bytes is refused, and proves nothing against the log', async () => {
    await grow(3);
    await event.publish();
    const held = event.leaves[2] as Uint8Array;
    event.leaves[2] = event.leaves[3] as Uint8Array;
    const answer = await event.mirror(0);
    expect([answer.status, code(answer)]).toEqual([409, 'log-fork']);
    event.leaves[2] = held;
    expect(await event.mirror(0).then(code)).toBe('ok');
    expect(await head()).toMatchObject({ size: 4 });
  });
});

/** What is said of each roster leaf so far; empty means in force. */
async function verdicts(): Promise<readonly string[]> {
  const { json } = await event.mirror(0);
  const given = json.verdicts as { line: string }[];
  return given.map(({ line }) => verdictCodec.parse(fromBase64url(line)).code);
}

describe('the mirror', () => {
  test('takes leaves in order, overlapping or not, and nothing beyond a gap', async () => {
    await grow(4);
    const first = (await event.mirror(0, 2)).json;
    expect(first).toMatchObject({ size: 2, verdicts: [{ leaf: 0 }] });
    expect((await event.mirror(0, 1)).json).toEqual({ ...first, size: 2 });
    expect((await event.mirror(1, 4)).json).toEqual({ size: 4, verdicts: [] });
    expect((await event.mirror(2, 3)).json).toEqual({ size: 4, verdicts: [] });
    expect(code(await event.mirror(5, 5))).toBe('log-behind');
    const odd = await witness.call('POST', '/mirror', {
      from: 4,
      clock: Date.now(),
      leaves: toBase64url(bytes(64)),
      entries: [],
      needs: [],
      said: [],
    });
    expect(code(odd)).toBe('leaf-shape');
    expect((await event.mirror(4, 5)).json).toEqual({ size: 5, verdicts: [] });
  });

  test('judges nothing while the portal’s clock is another, whichever is wrong, and says again what it said', async () => {
    const minute = 60_000;
    await event.add(await makePerson('staff'));
    const leaf = event.leaves.length - 1;
    for (const ahead of [11 * minute, -11 * minute, 365 * 24 * 60 * minute])
      expect(code(await event.mirror(0, event.leaves.length, [], ahead))).toBe('clock-skew');
    expect((await event.mirror(0, 0)).json.size).toBeLessThanOrEqual(leaf);
    const judged = (await event.mirror(0, event.leaves.length, [], 9 * minute)).json;
    expect(judged.size).toBe(leaf + 1);
    expect((await event.mirror(0, event.leaves.length, [], 11 * minute)).json).toEqual(judged);
  });

  test('takes no genesis that names another witness', async () => {
    const foreign = { ...event.card, sealKey: sealKeyPair(key32(bytes(32))).publicKey };
    const other = await Event.draft(witness, foreign);
    expect(code(await other.mirror())).toBe('founding-mismatch');
    expect((await witness.call('GET', '/state')).json.rootfp).toBeNull();
  });

  test('takes no genesis without every officer’s signature', async () => {
    const signed = event.signedGenesis;
    const broken = Uint8Array.from(signed, (byte, i) => (i === signed.length - 100 ? byte ^ 1 : byte));
    event.leaves[0] = encodeLeaf(rosterLeaf(broken));
    event.entries[0] = { bytes: broken, leaf: 0 };
    expect((await event.mirror()).status).toBeGreaterThanOrEqual(400);
    expect((await witness.call('GET', '/state')).json.rootfp).toBeNull();
  });

  test('takes one genesis, ever', async () => {
    await event.publish();
    const second = await Event.draft(witness);
    expect(code(await second.mirror())).toBe('log-fork');
    event.append(rosterLeaf(second.signedGenesis), second.signedGenesis);
    expect(await verdicts()).toEqual(['', 'wrong-label']);
  });

  test('begins with genesis', async () => {
    event.leaves.shift();
    await grow(1);
    expect(code(await event.mirror(0))).toBe('leaf-missing');
  });

  test('takes a roster leaf without its entry, or with another, as void for ever', async () => {
    await event.publish();
    const { roster } = event;
    for (const given of [undefined, event.signedGenesis]) {
      await event.makeMonthKey();
      const entry = event.entries.pop() as (typeof event.entries)[number];
      if (given !== undefined) event.entries.push({ ...entry, bytes: given });
      expect((await verdicts()).at(-1)).toBe('entry-missing');
      // The entry itself comes too late: nothing is judged twice.
      event.entries.push(entry);
      expect((await verdicts()).at(-1)).toBe('entry-missing');
      event.roster = roster;
    }
    await event.publish();
    expect(await head()).toMatchObject({ size: event.leaves.length, rosterSeq: 0 });
  });

  test('takes every leaf, whatever it means: unknown types, garbage, and goes on', async () => {
    await event.publish();
    event.leaves.push(bytes(65).fill(0), bytes(65).fill(200), bytes(65).fill(2));
    expect(await verdicts()).toEqual(['', 'entry-missing']);
    await event.publish();
    expect(await head()).toMatchObject({ size: event.leaves.length, rosterSeq: 0 });
    const before = await verdicts();
    await witness.restart();
    expect(await verdicts()).toEqual(before);
    await event.makeMonthKey();
    await event.publish();
    expect(await head()).toMatchObject({ rosterSeq: 1 });
  });

  test('takes publications like records: their leaf needs no entry', async () => {
    event.append(publicationLeaf(bytes(32)));
    await event.publish();
    expect((await witness.call('GET', '/state')).json.size).toBe(event.leaves.length);
  });

  test('says of each entry why it is void, and says the same after a restart', async () => {
    await event.publish();
    const person = await makePerson('staff');
    await event.add(person);
    await event.publish();
    const offer = async (signed: Uint8Array) => {
      event.append(rosterLeaf(signed), signed);
      return (await verdicts()).at(-1);
    };
    const join = { type: 'desk-join', desk: travel, member: person.card.member } as const;
    const [one, two] = event.officers as [Person, Person];
    expect(await offer(await event.sign(join, [one]))).toBe('roster-quorum');
    expect(await offer(await event.sign(join, [one, person]))).toBe('roster-right');
    expect(await offer(await event.sign(join, [one, one]))).toBe('roster-right');
    const freeze = { type: 'freeze', member: person.card.member, until: undefined, asked: true } as const;
    expect(await offer(await event.sign(freeze, [one, two]))).toBe('not-yet');
    const remove = { type: 'remove', member: one.card.member } as const;
    expect(await offer(await event.sign(remove, [two]))).toBe('roster-rule');
    const hour = 3_600_000;
    const stale = { time: Date.now() - 2 * hour, expires: Date.now() - hour };
    expect(await offer(await event.sign(join, [one, two], stale))).toBe('roster-expired');
    const good = await event.sign(join, [one, two]);
    event.enter(good);
    expect((await verdicts()).at(-1)).toBe('');
    expect(await offer(good)).toBe('roster-twice');
    const all = (await event.mirror(0)).json;
    await witness.restart();
    expect((await event.mirror(0)).json).toEqual(all);
    await event.publish();
    expect(await head()).toMatchObject({ rosterSeq: event.roster.seq });
  });
});

describe('a witness whose state is an older copy', () => {
  const told = (answer: { json: Record<string, unknown> }) =>
    (answer.json['verdicts'] as { leaf: number; line: string; signature: string }[]).map(
      ({ leaf, line, signature }) => {
        const { code: why, time } = verdictCodec.parse(fromBase64url(line));
        return { leaf, code: why, time, signature };
      },
    );

  test('takes back what it said, by its own signature, and nothing that is not its own', async () => {
    await event.publish();
    const copy = mkdtempSync(join(tmpdir(), 'dd-copy-'));
    await witness.kill();
    cpSync(witness.dataDir, copy, { recursive: true });
    await witness.start();
    const soon = { time: Date.now(), expires: Date.now() + 1500 };
    const person = await makePerson('staff');
    await event.add(person);
    const joining = { type: 'desk-join', desk: travel, member: person.card.member } as const;
    event.enter(await event.sign(joining, event.officers, soon));
    const before = await event.mirror(0);
    expect((await verdicts()).slice(-2)).toEqual(['', '']);
    await witness.kill();
    cpSync(copy, witness.dataDir, { recursive: true });
    rmSync(copy, { recursive: true });
    await new Promise((done) => setTimeout(done, 1600));
    await witness.start();
    expect((await event.mirror(0, event.leaves.length, told(before))).json).toEqual(before.json);
    expect((await verdicts()).slice(-2)).toEqual(['', '']);
  });

  test('judges anew where it is told what it never said', async () => {
    await event.publish();
    const line = { leaf: event.leaves.length, code: 'roster-expired', time: 5, signature: toBase64url(bytes(64)) };
    await event.makeMonthKey();
    await event.mirror(0, event.leaves.length, [line]);
    expect((await verdicts()).at(-1)).toBe('');
  });
});

describe('monitoring', () => {
  test('shows the cosigned note under the hash of the origin, and nothing else', async () => {
    const at = (path: string) => fetch(`http://127.0.0.1:${witness.port}${path}`);
    const path = `/${createHash('sha256').update(logOrigin).digest('hex')}/checkpoint`;
    expect((await at(path)).status).toBe(404);
    await event.publish();
    expect(await (await at(path)).text()).toBe((await witness.call('GET', '/state')).json.note);
    expect((await at('/0000/checkpoint')).status).toBe(404);
    expect(await (await at('/health')).json()).toEqual({ ok: true });
    for (const closed of ['/state', '/card', '/outcomes', '/head', '/mirror', '/release', '/retire'])
      expect((await at(closed)).status).toBe(404);
  });
});

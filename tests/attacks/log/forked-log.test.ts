/**
 * P5. An opening is in the log, and the operator wants it gone: from the answer, from the table, from the whole tree
 * by way of an old backup of the witness. Owner and officer see it; witness and portal sign nothing over it.
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concat, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { encodeLeaf, leafBytes, type Leaf } from '#protocol/log/leaf.ts';
import { Frontier, hashLeaf } from '#protocol/log/merkle.ts';
import { key32, signKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import * as real from '../../../tools/demo/person.ts';
import { askWitness } from '../../support/attacks/doors.ts';
import { caseNote, journeyWish, openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { noteBy } from '../../support/attacks/foreign-event.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { mutant, withMutantPortal, withMutantWitness, type Client } from '../../support/attacks/mutant.ts';
import { codeOf, refused } from '../../support/attacks/refused.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
/** Where the opening of Amira's record is. */
let opened: number;
let logKey: KeyPair;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'] });
  const tove = await event.enter('tove');
  expect(await openAll(tove, [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
  opened = (tove.wire.lastAnswer('openings/ask').items as { leaf: number }[])[0]?.leaf ?? -1;
  logKey = signKeyPair(key32(new Uint8Array(readFileSync(join(event.testEnv.portalDir, 'keys/log')))));
});
afterAll(() => event.stop());

/** Looks like any leaf, and says nothing to anybody. */
const noise = (): Uint8Array => {
  const leaf: Leaf = { type: 'notice', nonce: randomness(16), tag: randomness(16), commitment: randomness(32) };
  return encodeLeaf(leaf);
};

const state = async () => {
  // Time goes on, whatever is asked.
  const { clock: _, ...kept } = (await askWitness(event.testEnv, 'GET', '/state')).json;
  return kept as { size: number; root: string };
};

/** Her portal answers with other leaves. */
function rewritten(person: Tapped, change: (leaves: Uint8Array[], from: number) => readonly Uint8Array[]): Tapped {
  person.wire.bend('log/leaves', async (ask, { from }) => {
    const page = fromBase64url((await ask()).leaves);
    const leaves = Array.from({ length: page.length / leafBytes }, (_, i) =>
      page.slice(i * leafBytes, (i + 1) * leafBytes),
    );
    return { leaves: toBase64url(concat(...change(leaves, from))) };
  });
  return person;
}

const without = (leaves: Uint8Array[], from: number) => leaves.map((leaf, i) => (from + i === opened ? noise() : leaf));

describe('the answer', () => {
  it('shows her the opening, and officers its reason', async () => {
    const trace = await (await event.enter('amira')).vault.trace();
    expect(trace.lines.map((line) => [line.leaf, line.who])).toEqual([[opened, event.member('tove')]]);
    const ledger = await (await event.enter('ingrid')).vault.audit(true);
    expect(ledger.missing).toEqual([]);
    expect(ledger.lines.find((line) => line.leaf === opened)?.opening).toMatchObject({
      kind: 'travel',
      reason: 'booking',
    });
  });

  it('with the opening rewritten is a fork, to her and to the officer, and both roots are kept', async () => {
    const { size } = await state();
    const [amira, ingrid] = [await event.enter('amira'), await event.enter('ingrid')];
    for (const act of [
      () => rewritten(amira, without).vault.trace(),
      () => rewritten(ingrid, without).vault.audit(false),
    ]) {
      const { code, evidence } = await refused(act);
      expect(code).toBe('log-fork');
      expect(evidence).toMatchObject({ witness: (await state()).root, size });
      expect(evidence?.['portal']).not.toBe(evidence?.['witness']);
    }
  });

  it('with two leaves in each other’s place is a fork', async () => {
    const swap = (leaves: Uint8Array[]) => [leaves[1] as Uint8Array, leaves[0] as Uint8Array, ...leaves.slice(2)];
    expect(await codeOf(rewritten(await event.enter('amira'), swap).vault.trace())).toBe('log-fork');
  });

  it('that ends too early, or is too long, is none', async () => {
    const shorter = rewritten(await event.enter('amira'), (leaves) => leaves.slice(0, -1));
    expect(await codeOf(shorter.vault.trace())).toBe('leaf-missing');
    const longer = rewritten(await event.enter('amira'), (leaves) => [...leaves, noise()]);
    expect(await codeOf(longer.vault.trace())).toBe('leaf-missing');
  });

  it('would hide the opening from her where the root is not compared', async () => {
    const amira = rewritten(await event.enter('amira', mutant('forked-log')), without);
    expect((await amira.vault.trace()).lines).toEqual([]);
  });
});

describe('what officers may read of an opening', () => {
  async function withheld(client: Client): Promise<readonly string[]> {
    const ingrid = await event.enter('ingrid', client);
    ingrid.wire.bend('log/bodies', () => ({ bodies: [] }));
    return (await ingrid.vault.audit(true)).short;
  }

  it('is missed when the portal holds all of it back', async () => {
    expect(await withheld(real)).toEqual(['released']);
  });

  it('would not be missed where nothing at all counted as nothing to read', async () => {
    expect(await withheld(mutant('withheld-bodies'))).toEqual([]);
  });
});

describe('the table', () => {
  it.each([
    ['an edited row', edit],
    ['an edited row and a head that fits it', editWhole],
  ])('with %s: clients stop, the witness refuses the bytes, the portal does not sign again', async (_, change) => {
    const written = event.testEnv.portal.output().length;
    const restore = await change();
    const before = await state();

    expect(await codeOf((await event.enter('amira')).vault.trace())).toBe('log-fork');
    expect(await codeOf((await event.enter('ingrid')).vault.audit(false))).toBe('log-fork');

    const body = { from: opened, clock: Date.now(), leaves: toBase64url(noise()), entries: [], needs: [], said: [] };
    const mirrored = await askWitness(event.testEnv, 'POST', '/mirror', body);
    expect([mirrored.status, mirrored.json.code]).toEqual([409, 'log-fork']);
    expect(evidenceOf('mirror')).toContainEqual(expect.objectContaining({ size: opened, given: body.leaves }));

    await event.testEnv.restartPortal('SIGKILL');
    await event.testEnv.portal.wrote('nothing is signed', written);
    // What people have they may read. What begins something reads the log first, and finds the fork.
    const tove = await event.enter('tove');
    expect(await codeOf(openAll(tove, [event.member('amira')]))).toBe('log-fork');
    expect(await state()).toEqual(before);

    await restore();
    await event.testEnv.restartPortal('SIGKILL');
    expect(await openAll(await event.enter('tove'), [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
  });
});

describe('an entry that waits for the witness', () => {
  async function waiting(): Promise<number> {
    await event.testEnv.stopWitness('SIGKILL');
    const idx = await event.logSize();
    await event.sql('select log_push(array[$1::bytea])', [Buffer.from(noise())]);
    return idx;
  }

  /** Somebody opens: the portal asks the witness, and publishes what waits. */
  async function openAgain(): ReturnType<typeof openAll> {
    await event.testEnv.startWitness();
    return openAll(await event.enter('tove'), [event.member('amira')]);
  }

  it('is published when the witness is back', async () => {
    const idx = await waiting();
    expect(await openAgain()).toMatchObject([{ refusal: undefined }]);
    expect((await state()).size).toBeGreaterThan(idx);
  });

  it('and is rewritten meanwhile is not signed; put right, it is', async () => {
    const before = await state();
    const written = event.testEnv.portal.output().length;
    const idx = await waiting();
    const restore = await put(idx, noise());
    expect(await codeOf(openAgain)).toBe('witness-away');
    await event.testEnv.portal.wrote('nothing is signed', written);
    expect(await state()).toEqual(before);

    await restore();
    await event.testEnv.restartPortal('SIGKILL');
    expect(await openAll(await event.enter('tove'), [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
  });

  it('would be signed as it was rewritten by a portal that does not compare with the head of its log', async () => {
    await withMutantPortal(event.testEnv, 'unread-head', async () => {
      const idx = await waiting();
      await put(idx, noise());
      expect(await openAgain()).toMatchObject([{ refusal: undefined }]);
      expect((await state()).size).toBeGreaterThan(idx);
      // What the witness has cosigned is now the log.
      await fitHead();
    });
  });
});

const edit = () => put(opened, noise());

/** The same, and the head of the log is computed anew. */
async function editWhole(): Promise<() => Promise<void>> {
  const restore = await edit();
  await fitHead();
  return async () => {
    await restore();
    await fitHead();
  };
}

/** Another leaf with its hash. Answers how to put the old one back. */
async function put(idx: number, leaf: Uint8Array): Promise<() => Promise<void>> {
  const [row] = await event.sql<{ leaf: Buffer }>('select leaf from log_entry where idx = $1', [idx]);
  const write = async (bytes: Uint8Array) => {
    const hash = Buffer.from(hashLeaf(bytes));
    await event.sql('update log_entry set leaf = $1, leaf_hash = $2 where idx = $3', [Buffer.from(bytes), hash, idx]);
  };
  await write(leaf);
  return () => write(new Uint8Array(row?.leaf ?? []));
}

async function fitHead(): Promise<void> {
  const rows = await event.sql<{ leaf: Buffer }>('select leaf from log_entry order by idx');
  const frontier = new Frontier();
  for (const { leaf } of rows) frontier.append(hashLeaf(new Uint8Array(leaf)));
  await event.sql('update log_head set frontier = $1, root = $2', [
    Buffer.from(concat(...frontier.peaks())),
    Buffer.from(frontier.root()),
  ]);
}

/** What the witness has kept, read while it is down or up: it writes, we only look. */
function evidenceOf(kind: string): readonly { size: number; held: string; given: string }[] {
  const copy = join(event.testEnv.dataDir, 'look.sqlite');
  for (const end of ['', '-wal'])
    cpSync(join(event.testEnv.witnessDir, `state.sqlite${end}`), `${copy}${end}`, { force: true });
  const database = new DatabaseSync(copy);
  try {
    return database.prepare('select size, held, given from evidence where kind = ?').all(kind) as {
      size: number;
      held: string;
      given: string;
    }[];
  } finally {
    database.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  }
}

describe('an old backup of the witness', () => {
  const backup = () => join(event.testEnv.dataDir, 'old-witness');

  async function keep(): Promise<void> {
    await event.testEnv.stopWitness();
    cpSync(event.testEnv.witnessDir, backup(), { recursive: true });
    await event.testEnv.startWitness();
  }

  async function bringBack(): Promise<void> {
    await event.testEnv.stopWitness('SIGKILL');
    rmSync(event.testEnv.witnessDir, { recursive: true });
    cpSync(backup(), event.testEnv.witnessDir, { recursive: true });
    await event.testEnv.startWitness();
  }

  const published = (size: number) => expect.poll(async () => (await state()).size).toBeGreaterThanOrEqual(size);

  it('makes the log shorter than she has seen it, and then another of the same length', async () => {
    await keep();
    const old = (await state()).size;
    const [amira, forgetful] = [await event.enter('amira'), await event.enter('amira', mutant('shrunk-log'))];
    await amira.vault.save('travel', journeyWish);
    const size = await event.logSize();
    await published(size);
    await Promise.all([amira.vault.refresh(), forgetful.vault.refresh()]);
    const seen = await state();

    // An honest portal hands on no head of less than she may have seen, and brings the witness up.
    await bringBack();
    expect(await codeOf(amira.vault.refresh())).toBe('witness-away');
    await published(size);
    await withMutantPortal(event.testEnv, 'older-head', async () => {
      await bringBack();
      expect(await refused(amira.vault.refresh())).toEqual({
        code: 'log-behind',
        evidence: { before: size, now: old },
      });
      // Even this portal tells the witness again, once it has seen how far it is.
      await published(size);
      await bringBack();
      expect((await forgetful.vault.refresh()).checked).toBe(true);
    });

    // The portal has told the witness again what it forgot. An operator stops that, and writes other leaves instead.
    await event.testEnv.stopPortal('SIGKILL');
    await bringBack();
    const end = await event.logSize();
    for (let idx = old; idx < end; idx++) await put(idx, noise());
    await fitHead();
    await event.sql('delete from checkpoint where size > $1', [old]);
    // Else the portal itself would find that its log went back.
    for (const name of ['newest-note', 'newest-head']) rmSync(join(event.testEnv.portalDir, name));
    await event.testEnv.startPortal();
    await published(size);

    const forked = await state();
    expect(forked.size).toBe(seen.size);
    expect((await forgetful.vault.refresh()).checked).toBe(true);
    const { code, evidence } = await refused(amira.vault.refresh());
    expect(code).toBe('log-fork');
    expect(evidence).toEqual({ first: seen.root, second: forked.root });
    // What her page knew was given to the portal, which hands on no heads from then on. It proves nothing of this log.
    expect(await codeOf(amira.vault.trace())).toBe('servers-differ');
    expect(await codeOf(forgetful.vault.refresh())).toBe('servers-differ');
    await event.testEnv.restartPortal();
  });
});

describe('a second checkpoint under the key of the log', () => {
  async function offered(): Promise<{ body: string; note: string; size: number }> {
    const { size } = await state();
    const note = noteBy(logKey, { origin: `${event.place.rpId}/log`, size, root: randomness(32) });
    return { body: `old ${size}\n\n${note}`, note, size };
  }

  it('would be cosigned by a witness that does not look at its own tree', async () => {
    await withMutantWitness(event.testEnv, 'forked-checkpoint', async () => {
      const answer = await askWitness(event.testEnv, 'POST', '/add-checkpoint', (await offered()).body);
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(/^— witness-1 /u);
    });
  });

  it('would be signed by a portal that does not compare itself with the witness, which keeps it', async () => {
    await editWhole();
    await withMutantPortal(event.testEnv, 'unchecked-start', async () => {
      // She sends, and her client sees at once that it is no log: the portal has taken it, and would go on.
      const tove = await event.enter('tove');
      expect(await codeOf(tove.vault.saveCase(travel, event.member('amira'), caseNote))).toBe('log-fork');
      await expect.poll(() => evidenceOf('unmirrored').length).toBeGreaterThan(0);
    });
    expect(evidenceOf('unmirrored')[0]?.given).toContain(`— ${event.place.rpId}/log `);
  });

  it('is refused and kept, and from then on the witness answers nobody', async () => {
    const { body, note, size } = await offered();
    const answer = await askWitness(event.testEnv, 'POST', '/add-checkpoint', body);
    expect(answer.json.code).toBe('log-fork');
    const kept = evidenceOf('fork');
    expect(kept).toMatchObject([{ size, given: note }]);
    expect(kept[0]?.held).toContain('— witness-1 ');
    expect(await codeOf(event.arriving('amira').signIn())).toBe('log-fork');
    const tove = event.arriving('tove');
    expect(await codeOf(tove.signIn())).toBe('log-fork');
  });
});

/**
 * P16, P40. Who is about to leave a team gives its keys numbers that no revision has yet, or all of the next: so that the
 * renewal after her would be hers, or would not come. Her colleagues' next words must stand under a key that she never had.
 */
import { describe, expect, it, vi } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { memberId, type KindId } from '#protocol/core/ids.ts';
import { leafTag, readLeaf } from '#protocol/log/leaf.ts';
import { deskTagKey } from '#protocol/records/place.ts';
import * as real from '../../../tools/demo/person.ts';
import { caseSaying, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32 } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { putRaw } from '../../support/attacks/raw-record.ts';
import { teamSecret } from '../../support/attacks/team-secret.ts';

vi.setConfig({ testTimeout: 240_000 });

/** Which of these leaves stand under a key that she can compute. */
async function follow(numbers: readonly number[], client: Client) {
  const event = await SmallEvent.found({ people: ['milan', 'amira'] });
  try {
    const milan = await event.enter('milan', client);
    await milan.vault.queue(travel);
    await milan.vault.saveCase(travel, event.member('amira'), caseSaying('one'));
    const tove = await insiderOf(await event.enter('tove'), event.place);
    const { rootfp } = await rosterOf(tove);
    const { said, revision, secret: first } = await teamSecret(tove, travel);
    const own = secret32();
    const generations = [...said, ...numbers.map((number) => ({ number, secret: toBase64url(own) }))];
    const raw = { kind: 'keys-travel', desk: travel, revision: revision + 1, content: { generations } };
    expect(await putRaw(tove, raw)).toBe('stored');
    await (await event.enter('ingrid')).vault.leaveDesk(travel, event.member('tove'));
    const after = await event.enter('milan', client);
    await after.vault.mintEpoch(travel);
    const { envelopes } = await after.vault.queue(travel);
    const cases = envelopes.filter(({ kind }) => kind === 'case-travel').map(({ record }) => record);
    await after.vault.openRecords(travel, cases, 'change');
    const size = await event.logSize();
    await after.vault.saveCase(travel, event.member('amira'), caseSaying('after she left'));
    const logged = await event.sql<{ leaf: Buffer }>('select leaf from log_entry where idx >= $1', [size]);
    const place = {
      rootfp,
      desk: travel,
      kind: 'case-travel' as KindId,
      whose: memberId.encode(event.member('amira')),
    };
    const known = [first, own].flatMap((secret) =>
      [...said.map(({ number }) => number), ...numbers, revision + 1].map((generation) =>
        deskTagKey(secret, { ...place, generation }),
      ),
    );
    const isFollowed = (bytes: Uint8Array) => {
      const leaf = readLeaf(bytes);
      return known.some((key) => leaf && toBase64url(leafTag(key, rootfp, leaf.nonce)) === toBase64url(leaf.tag));
    };
    const records = logged.filter(({ leaf }) => readLeaf(new Uint8Array(leaf))?.type === 'record');
    expect(records.length).toBeGreaterThan(0);
    return records.filter(({ leaf }) => isFollowed(new Uint8Array(leaf))).length;
  } finally {
    await event.stop();
  }
}

describe("a leaver's numbers", () => {
  it.each([
    ['none: the control', []],
    ['one far above', [2 ** 31 - 1]],
    ['the next sixty-three', Array.from({ length: 62 }, (_, i) => i + 3)],
  ])('give her no key of what comes after her: %s', async (_what, numbers) => {
    expect(await follow(numbers, real)).toBe(0);
  });

  it('would, where each number that somebody says is one', async () => {
    expect(await follow([5000], mutant('any-number'))).toBeGreaterThan(0);
  });
});

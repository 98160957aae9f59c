/**
 * P7, and the promise that one person's mistake or malice costs nobody else her work. One of the travel team seals an
 * itinerary that its owner, or her own team, cannot open. The portal cannot see it, since it opens nothing. What cannot
 * be opened stays closed and is said to; everything beside it opens.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { blankContent, encodeContent } from '#protocol/records/content.ts';
import { memberId, type KindId, type RecordId } from '#protocol/core/ids.ts';
import { leafTag } from '#protocol/log/leaf.ts';
import { bodyCodec, contentHash, deskWrapCodec, recordDigest, sealedRecord } from '#protocol/records/record.ts';
import { recordIdOf } from '#protocol/records/place.ts';
import { sealRecord } from '#protocol/records/seal.ts';
import { currentCard, currentEpoch } from '#protocol/roster/roster-state.ts';
import { sealKeyPair, signDetached, type Key32 } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { envelopesOf, openAll, SmallEvent, travel } from '../support/attacks/event.ts';
import { insiderOf, randomness, rosterOf, secret32, sharesOf, type Insider } from '../support/attacks/insider.ts';
import { mutant } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';

let event: SmallEvent;
let tove: Insider;
/** Of the journeys that she writes, by record. */
const tagKeys = new Map<RecordId, Key32>();

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
  const person = await event.enter('tove');
  for (const whose of ['amira', 'tomas'] as const)
    await person.vault.saveItinerary(event.member(whose), blankContent('itinerary'));
  tove = await insiderOf(person, event.place);
  for (const { verified, shares } of await sharesOf(tove, travel)) tagKeys.set(verified.header.record, shares.tagKey);
});
afterAll(() => event.stop());

type Fault = 'owner wrap' | 'desk wrap' | 'ciphertext' | 'words';

/** The next itinerary for one of the guests by Tove, signed and logged as it should be, and wrong inside. Answers its id. */
async function sealBadly(fault: Fault, whose: 'amira' | 'tomas'): Promise<RecordId> {
  const { wire } = tove.person;
  const [roster, owner] = [await rosterOf(tove), event.member(whose)];
  const epoch = currentEpoch(roster, travel)?.epoch ?? 0;
  const asked = { members: [owner], desks: [{ desk: travel, epoch }], months: [] };
  const keys = await wire.ask('roster/keys', asked);
  const nobody = sealKeyPair(secret32()).publicKey;
  const record = recordIdOf(roster.rootfp, 'itinerary' as KindId, memberId.encode(owner));
  const tagKey = tagKeys.get(record) ?? secret32();
  const [last] = await event.sql<{ revision: number; leaf: number }>(
    'select revision, leaf from record where record = $1 order by leaf desc limit 1',
    [record],
  );
  const until = Date.UTC(2028, 0, 1);
  const right = sealRecord({
    header: {
      rootfp: roster.rootfp,
      kind: 'itinerary' as KindId,
      record,
      owner,
      ownerKeyHash: currentCard(roster, owner).sealKeyHash,
      desk: undefined,
      about: undefined,
      revision: (last?.revision ?? 0) + 1,
      seen: last === undefined ? 0 : Number(last.leaf) + 1,
      author: tove.member,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      readers: [travel],
      gated: true,
      opensAt: 0,
      closesAt: until,
      purgeAfter: until,
    },
    content: fault === 'words' ? randomness(40) : encodeContent('itinerary', blankContent('itinerary')),
    secrets: { deskShare: secret32(), witnessShare: secret32(), tagKey },
    ownerKey: fault === 'owner wrap' ? nobody : fromBase64url(keys.members[0]?.sealKey ?? ''),
    witnessKey: roster.genesis.witnesses[0]?.sealKey,
    deskKeys: [
      {
        desk: travel,
        epoch,
        publicKey: fault === 'desk wrap' ? nobody : fromBase64url(keys.desks[0]?.publicKey ?? ''),
      },
    ],
    signSecretKey: tove.keys.sign.secretKey,
  });
  const sealed = fault === 'ciphertext' ? overGarbage(right, roster.rootfp) : right;
  await wire.ask('records/put', {
    items: [
      {
        record: toBase64url(sealed.record),
        content: toBase64url(sealed.content),
        deskWraps: sealed.deskWraps.map(toBase64url),
        tag: toBase64url(leafTag(tagKey, roster.rootfp, sealed.digest.slice(0, 16))),
      },
    ],
  });
  return record;
}

/** The same shares and wraps over a ciphertext that is none; signed anew. */
function overGarbage(right: ReturnType<typeof sealRecord>, rootfp: Uint8Array) {
  const sign = (message: Uint8Array) => signDetached(tove.keys.sign.secretKey, message);
  const content = randomness(right.content.length);
  const body = bodyCodec.encode({
    ...bodyCodec.parse(sealedRecord.parse(right.record).body),
    contentHash: contentHash(content),
  });
  const digest = recordDigest(body);
  return {
    content,
    digest,
    record: sealedRecord.encode({ body, signature: sign(tuple('dd1/sig/record', rootfp, digest)) }),
    deskWraps: right.deskWraps.map((bytes) => {
      const made = deskWrapCodec.parse(bytes);
      const [desk, number] = [new TextEncoder().encode(made.desk), new Uint8Array([0, 0, 0, made.epoch])];
      const message = tuple('dd1/sig/desk-wrap', rootfp, digest, desk, number, wrapCodec.encode(made.wrap));
      return deskWrapCodec.encode({ ...made, digest, signature: sign(message) });
    }),
  };
}

const own = ['agenda', 'card', 'choices', 'feedback', 'notes', 'reach', 'self', 'travel'];
const kindsOf = (cards: readonly { readonly kind: string }[]) => cards.map((card) => card.kind).toSorted();

describe('her file', () => {
  it('holds what the team wrote for her, and nothing is damaged', async () => {
    const amira = await event.enter('amira');
    expect(kindsOf(await amira.vault.file())).toEqual([...own, 'itinerary'].toSorted());
    expect(await amira.vault.damaged()).toBe(0);
  });

  it.each(['owner wrap', 'ciphertext', 'words'] as const)('opens beside an itinerary with a bad %s', async (fault) => {
    await sealBadly(fault, 'amira');
    const amira = await event.enter('amira');
    expect(kindsOf(await amira.vault.file())).toEqual(own);
    expect(await amira.vault.damaged()).toBe(1);
    expect(await amira.vault.tidy()).toBe(0);
  });

  it('would not open at all where one bad record breaks the rest', async () => {
    const amira = await event.enter('amira', mutant('one-bad-record'));
    // Whichever of the three comes first.
    expect(await codeOf(amira.vault.file())).toMatch(/^(wrong-key|field)$/u);
  });
});

describe("the team's queue", () => {
  it('opens with one touch, but for what has a bad wrap or a bad content', async () => {
    const [wrapped, garbage] = [await sealBadly('desk wrap', 'tomas'), await sealBadly('ciphertext', 'amira')];
    const people = [event.member('amira'), event.member('tomas')];
    const kinds = ['travel', 'itinerary'];
    const person = await event.enter('tove');
    const lines = new Map((await openAll(person, people, kinds)).map((line) => [line.record, line.refusal]));
    expect(lines.get(wrapped)).toBe('wrong-key');
    expect(lines.get(garbage)).toBe('wrong-key');
    const shown = await envelopesOf(person, people, ['travel']);
    expect(shown).toHaveLength(2);
    for (const one of shown) {
      expect(lines.get(one.record)).toBeUndefined();
      expect(one.content).toMatchObject({ never: ['Ardovia'] });
    }
    const queue = await envelopesOf(person, people, ['itinerary']);
    for (const bad of [wrapped, garbage]) expect(queue.find((one) => one.record === bad)?.content).toBeUndefined();
  });

  it('would stay closed where one bad wrap, or one bad content, breaks the rest', async () => {
    const people = [event.member('amira'), event.member('tomas')];
    const open = async (patch: string) =>
      openAll(await event.enter('tove', mutant(patch)), people, ['travel', 'itinerary']);
    expect(await codeOf(open('one-bad-wrap'))).toBe('wrong-key');
    expect(await codeOf(open('one-bad-content'))).toBe('wrong-key');
  });
});

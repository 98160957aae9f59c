/**
 * P7, P16. One of the travel team was removed, and still has his signing key. With the portal he writes on: a journey for
 * a guest, a note for his team, both said to be in the log where he still had the right. No entry there is theirs.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { blankContent, encodeContent, type ContentKind } from '#protocol/records/content.ts';
import { memberId, type KindId } from '#protocol/core/ids.ts';
import { recordIdOf } from '#protocol/records/place.ts';
import { sealRecord } from '#protocol/records/seal.ts';
import { currentCard, currentEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import * as real from '../../../tools/demo/person.ts';
import { caseNote, caseSaying, SmallEvent, travel, whatOf } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32, type Insider } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';

type Served = Reply<'records/mine'>['records'][number];

let event: SmallEvent;
let milan: Insider;
let journey: Served;
let note: Served;

/** Sealed and signed as it should be, and never logged. */
async function forge(kind: ContentKind, roster: Roster, content: Uint8Array, leaf: number): Promise<Served> {
  const { wire } = milan.person;
  // The team's case about Amira is one record; this is said to be the one about somebody else.
  const owner = event.member(kind === 'itinerary' ? 'amira' : 'tomas');
  const epoch = currentEpoch(roster, travel)?.epoch ?? 0;
  const keys = await wire.ask('roster/keys', { members: [owner], desks: [{ desk: travel, epoch }], months: [] });
  const hers = kind === 'itinerary';
  const until = Date.UTC(2028, 0, 1);
  const sealed = sealRecord({
    header: {
      rootfp: roster.rootfp,
      kind: kind as unknown as KindId,
      record: recordIdOf(roster.rootfp, kind as unknown as KindId, memberId.encode(owner)),
      owner: hers ? owner : undefined,
      ownerKeyHash: hers ? currentCard(roster, owner).sealKeyHash : undefined,
      desk: hers ? undefined : travel,
      about: hers ? undefined : owner,
      revision: 1,
      seen: 0,
      author: milan.member,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      readers: [travel],
      gated: hers,
      opensAt: 0,
      closesAt: until,
      purgeAfter: until,
    },
    content,
    secrets: { deskShare: secret32(), witnessShare: secret32(), tagKey: secret32() },
    ownerKey: hers ? fromBase64url(keys.members[0]?.sealKey ?? '') : undefined,
    witnessKey: hers ? roster.genesis.witnesses[0]?.sealKey : undefined,
    deskKeys: [{ desk: travel, epoch, publicKey: fromBase64url(keys.desks[0]?.publicKey ?? '') }],
    signSecretKey: milan.keys.sign.secretKey,
  });
  return {
    record: toBase64url(sealed.record),
    content: toBase64url(sealed.content),
    leaf,
    deskWraps: sealed.deskWraps.map(toBase64url),
  };
}

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira'] });
  await (await event.enter('tove')).vault.mintEpoch(travel);
  milan = await insiderOf(await event.enter('milan'), event.place);
  await milan.person.vault.queue(travel);
  await milan.person.vault.saveCase(travel, event.member('amira'), caseNote);
  const roster = await rosterOf(milan);
  const leaf = (await event.logSize()) - 1;
  const blank = blankContent('itinerary');
  const until = { ...blank, note: 'Take the white car.' } as typeof blank;
  journey = await forge('itinerary', roster, encodeContent('itinerary', until), leaf);
  note = await forge('case-travel', roster, encodeContent('case-travel', caseSaying('Send her by the coast')), leaf);
  await (await event.enter('ingrid')).vault.removeMember(milan.member);
});
afterAll(() => event.stop());

describe("a guest's file", () => {
  async function kindsShown(client: Client, served: readonly Served[]) {
    const amira = await event.enter('amira', client);
    amira.wire.bend('records/mine', async (ask) => {
      const answer = await ask();
      return { ...answer, records: [...answer.records, ...served] };
    });
    await amira.vault.tidy();
    const kinds = (await amira.vault.file()).map(({ kind }) => kind);
    return { shown: kinds.includes('itinerary'), damaged: await amira.vault.damaged() };
  }

  it('holds no journey before anybody writes one', async () => {
    expect(await kindsShown(real, [])).toEqual({ shown: false, damaged: 0 });
  });

  it('does not show the one that he wrote when he was gone', async () => {
    expect(await kindsShown(real, [journey])).toEqual({ shown: false, damaged: 1 });
  });

  it('would, where only the signature counts', async () => {
    expect(await kindsShown(mutant('unlogged-record'), [journey])).toEqual({ shown: true, damaged: 0 });
  });
});

describe("his team's queue", () => {
  async function opened(client: Client, served: readonly Served[]) {
    const tove = await event.enter('tove', client);
    tove.wire.bend('records/desk', async (ask) => {
      const answer = await ask();
      return { ...answer, records: [...answer.records, ...served] };
    });
    await tove.vault.queue(travel);
    const lines = await tove.vault.openRecords(travel, [], 'booking');
    const { envelopes } = await tove.vault.queue(travel);
    return {
      refusals: lines.map(({ refusal }) => refusal),
      notes: envelopes.flatMap(({ content }) => (content === undefined ? [] : [whatOf(content)])),
    };
  }

  it('holds what he wrote while he was there', async () => {
    expect(await opened(real, [])).toEqual({ refusals: [undefined], notes: [whatOf(caseNote)] });
  });

  it('does not open the one that he wrote when he was gone', async () => {
    expect(await opened(real, [note])).toEqual({ refusals: [undefined, 'leaf-missing'], notes: [whatOf(caseNote)] });
  });

  it('would, where a note without an entry counts as the newest', async () => {
    const { notes } = await opened(mutant('unlogged-note'), [note]);
    expect(notes).toContain('Send her by the coast');
  });
});

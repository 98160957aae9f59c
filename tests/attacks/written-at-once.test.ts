/**
 * P7, P40. Two of a team write the next journey at once. The portal is the operator's: it takes both, and tells each that hers is
 * stored. One of the two counts, for everybody the same, and the other author is told so.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { digestLeaf, encodeLeaf } from '#protocol/log/leaf.ts';
import { blankContent } from '#protocol/records/content.ts';
import { headerCodec } from '#protocol/records/header.ts';
import { bodyCodec, deskWrapCodec, recordDigest, sealedRecord } from '#protocol/records/record.ts';
import * as real from '../../tools/demo/person.ts';
import { withClient } from '../../tools/postgres-roles.ts';
import { SmallEvent, travel } from '../support/attacks/event.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { endOf } from '../support/attacks/raw-record.ts';
import type { Tapped } from '../support/attacks/wiretap.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
});
afterAll(() => event?.stop());

const journey = (place: string) => {
  const blank = blankContent('itinerary');
  return { ...blank, meet: { ...blank.meet, place } };
};
type Put = { items: readonly { record: string; content: string; deskWraps: readonly string[]; tag: string }[] };

/** The portal writes it into its database and its log, whatever stands there. */
async function takeAllTheSame({ items: [item] }: Put): Promise<number> {
  if (item === undefined) throw new Error('nothing to take');
  const { body } = sealedRecord.parse(fromBase64url(item.record));
  const digest = recordDigest(body);
  const header = headerCodec.parse(bodyCodec.parse(body).header);
  const leaf = digestLeaf('record', digest, fromBase64url(item.tag));
  return withClient(event.testEnv.ownerUrl, async (client) => {
    await client.query('begin');
    await client.query('set constraints all deferred');
    const { rows: sizes } = await client.query('select size from log_head for update');
    const at = Number((sizes as { size: string }[])[0]?.size);
    const { record, revision, kind, owner, author, gated, readers } = header;
    const bytes = [digest, fromBase64url(item.record), fromBase64url(item.content)].map((one) => Buffer.from(one));
    await client.query(
      `insert into record (record, revision, kind, owner, author, gated, readers, digest, bytes, content, leaf, commitment)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [record, revision, kind, owner, author, gated, readers, ...bytes, at, Buffer.from(leaf.commitment)],
    );
    for (const text of item.deskWraps) {
      const { desk, epoch, signer } = deskWrapCodec.parse(fromBase64url(text));
      await client.query('insert into desk_wrap (digest, desk, epoch, signer, bytes) values ($1, $2, $3, $4, $5)', [
        Buffer.from(digest),
        desk,
        epoch,
        signer,
        Buffer.from(fromBase64url(text)),
      ]);
    }
    await client.query('select first from log_push($1::bytea[])', [[Buffer.from(encodeLeaf(leaf))]]);
    await client.query('commit');
    return at;
  });
}

/** Signed in, with what there is of her journey open. */
async function ready(handle: 'tove' | 'milan', whose: 'amira' | 'tomas', client: Client = real): Promise<Tapped> {
  const person = await event.enter(handle, client);
  const { envelopes } = await person.vault.queue(travel);
  const lines = envelopes.filter(({ kind, person: of }) => kind === 'itinerary' && of === event.member(whose));
  if (lines.length > 0)
    await person.vault.openRecords(
      travel,
      lines.map(({ record }) => record),
      'change',
    );
  return person;
}

/** Both write the next one; what each was told, and what the owner is shown. */
async function bothWrite(whose: 'amira' | 'tomas', client: Client) {
  const owner = event.member(whose);
  const tove = await ready('tove', whose);
  await tove.vault.saveItinerary(owner, journey('north gate'));
  const milan = await ready('milan', whose, client);
  milan.wire.bend('records/put', async (_ask, body) => {
    await tove.vault.saveItinerary(owner, journey('south gate'));
    return { leaves: [await takeAllTheSame(body as Put)], receipts: [] };
  });
  const told = await endOf(milan.vault.saveItinerary(owner, journey('east gate')));
  const her = await event.enter(whose, client);
  await her.vault.trace();
  const shown = (await her.vault.file()).flatMap(({ kind, content }) =>
    kind === 'itinerary' ? [(content as ReturnType<typeof journey>).meet.place] : [],
  );
  const aside = (await her.vault.aside()).map(({ how, author }) => ({ how, author }));
  return { told, shown, aside };
}

it('has one next journey where the portal is honest: the control', async () => {
  const tove = await event.enter('tove');
  await tove.vault.queue(travel);
  await tove.vault.saveItinerary(event.member('amira'), journey('west gate'));
  const milan = await ready('milan', 'amira');
  await tove.vault.saveItinerary(event.member('amira'), journey('south gate'));
  expect(await endOf(milan.vault.saveItinerary(event.member('amira'), journey('east gate')))).toMatch(/^record-/u);
});

it('tells the second author that it does not count, and its owner that there is another', async () => {
  const { told, shown, aside } = await bothWrite('tomas', real);
  expect(told).toBe('record-conflict');
  expect(aside).toContainEqual({ how: 'conflict', author: event.member('milan') });
  expect(shown).toContain('south gate');
  // The next one stands over both.
  const milan = await ready('milan', 'tomas');
  expect(await endOf(milan.vault.saveItinerary(event.member('tomas'), journey('the bus stop')))).toBe('done');
});

it('would call both stored where nobody asks what their authors had seen', async () => {
  const { told, aside } = await bothWrite('tomas', mutant('conflict-counts'));
  expect(told).toBe('done');
  expect(aside).not.toContainEqual({ how: 'conflict', author: event.member('milan') });
});

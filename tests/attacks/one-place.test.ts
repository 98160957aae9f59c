/**
 * P40. What is written for somebody has one place. The operator hides the first journey from a colleague who would write a
 * second first one, or from its owner; one of the team puts something of her own into the place of a journey. Each with its
 * control and with a client from which the check was taken.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { RecordId } from '#protocol/core/ids.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { leafTag } from '#protocol/log/leaf.ts';
import { blankContent } from '#protocol/records/content.ts';
import { headerCodec } from '#protocol/records/header.ts';
import { bodyCodec, recordDigest, sealedRecord } from '#protocol/records/record.ts';
import * as real from '../../tools/demo/person.ts';
import { SmallEvent, travel } from '../support/attacks/event.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';
import { tapped, type Tapped } from '../support/attacks/wiretap.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
});
afterAll(() => event.stop());

const journey = (place: string) => {
  const blank = blankContent('itinerary');
  return { ...blank, meet: { ...blank.meet, place } };
};
const headerOf = (text: string) =>
  headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(text)).body).header);
const rowsOf = () =>
  event.sql<{ record: string; revision: number }>(
    "select record, revision from record where kind = 'itinerary' and owner = $1 order by leaf",
    [event.member('amira')],
  );

/** The portal shows no journey of anybody to this member of the team. */
function hideJourneys({ wire }: Tapped): void {
  wire.bend('records/desk', async (ask) => {
    const { records, ...page } = await ask();
    return { ...page, records: records.filter(({ record }) => (headerOf(record).kind as string) !== 'itinerary') };
  });
}

/** The code of a refusal, or that it was none. */
const endOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'accepted',
    (error: unknown) => codeOf(Promise.reject(error)),
  );

/** What the team's own client asks the log with: the key of the place. */
let place: Key32;

describe('a journey that a colleague wrote', () => {
  beforeAll(async () => {
    await (await event.enter('tove')).vault.saveItinerary(event.member('amira'), journey('The north gate'));
  });

  it('is opened first, and then written on: it stays one record', async () => {
    const milan = await event.enter('milan');
    await milan.vault.queue(travel);
    const [first] = await rowsOf();
    await milan.vault.openRecords(travel, [first?.record as RecordId], 'change');
    await milan.vault.saveItinerary(event.member('amira'), journey('The south gate'));
    expect((await rowsOf()).map(({ revision }) => revision)).toEqual([1, 2]);
    expect(new Set((await rowsOf()).map(({ record }) => record)).size).toBe(1);
  });

  it('and that the portal hides is not begun a second time', async () => {
    const milan = await event.enter('milan');
    hideJourneys(milan);
    expect(await codeOf(milan.vault.saveItinerary(event.member('amira'), journey('The west gate')))).toBe('record-old');
    expect(milan.wire.count('records/put')).toBe(0);
    const { items } = milan.wire.lastSent('log/object') as { items: readonly { tagKey: string }[] };
    place = key32(fromBase64url(items[0]?.tagKey ?? ''));
  });

  it('would be, where nobody asks the log', async () => {
    const milan = await event.enter('milan', mutant('unasked-place'));
    hideJourneys(milan);
    await milan.vault.saveItinerary(event.member('amira'), journey('The west gate'));
    const { items } = milan.wire.lastSent('records/put') as { items: readonly { record: string }[] };
    expect(headerOf(items[0]?.record ?? '').revision).toBe(1);
  });
});

describe('her journey in her own file', () => {
  async function shown(client: Client, bend: (wire: Tapped['wire']) => void) {
    const amira = await event.enter('amira', client);
    amira.patience = 0;
    bend(amira.wire);
    const code = await endOf(amira.vault.trace());
    const journeys = (await amira.vault.file()).filter(({ kind }) => kind === 'itinerary');
    await endOf(amira.vault.trace());
    return { code, journeys: journeys.length, damaged: await amira.vault.damaged() };
  }
  const hidden = (wire: Tapped['wire']) =>
    void wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      return { ...page, records: records.filter(({ record }) => (headerOf(record).kind as string) !== 'itinerary') };
    });

  it('is there, and nothing is missing', async () => {
    expect(await shown(real, () => undefined)).toEqual({ code: 'accepted', journeys: 1, damaged: 0 });
  });

  it('that the portal hides is counted as one that is not shown', async () => {
    expect(await shown(real, hidden)).toEqual({ code: 'accepted', journeys: 0, damaged: 1 });
  });

  it('would not be missed where nobody looks into its place', async () => {
    expect(await shown(mutant('unmissed-journey'), hidden)).toEqual({ code: 'accepted', journeys: 0, damaged: 0 });
  });
});

describe('something else in the place of a journey', () => {
  /** A note of her or his own, logged under the key of Amira's journey: signed, and no journey. */
  async function squat(handle: 'tove' | 'tomas'): Promise<void> {
    const squatter = await event.enter(handle);
    squatter.wire.bend('records/put', (_ask, body) =>
      squatter.wire.ask('records/put', {
        ...body,
        items: body.items.map((item) => {
          if ((headerOf(item.record).kind as string) !== 'notes') return item;
          const digest = recordDigest(sealedRecord.parse(fromBase64url(item.record)).body);
          const { rootfp } = headerOf(item.record);
          return { ...item, tag: toBase64url(leafTag(place, rootfp, digest.slice(0, 16))) };
        }),
      }),
    );
    // The squatter's own client finds it wrong, too; the portal has it by then.
    await endOf(squatter.vault.save('notes', { text: 'Mine.' }));
  }

  async function written(client: Client) {
    const milan = await event.enter('milan', client);
    await milan.vault.queue(travel);
    const [first] = await rowsOf();
    await milan.vault.openRecords(travel, [first?.record as RecordId], 'change');
    const code = await endOf(milan.vault.saveItinerary(event.member('amira'), journey('The east gate')));
    return { code, aside: (await milan.vault.aside()).map(({ kind, author }) => ({ kind: kind as string, author })) };
  }
  const byTove = () => [{ kind: 'itinerary', author: event.member('tove') }];

  it('stops nobody, and is shown with who signed it', async () => {
    await squat('tove');
    const amira = await event.enter('amira');
    await amira.vault.trace();
    expect((await amira.vault.aside()).map(({ author }) => author)).toContain(event.member('tove'));
    expect(await written(real)).toEqual({ code: 'accepted', aside: byTove() });
    const journeys = (await amira.vault.file()).filter(({ kind }) => kind === 'itinerary');
    expect(journeys.map(({ content }) => content)).toEqual([journey('The east gate')]);
  });

  it('would stop the whole team where it is taken for a newer one', async () => {
    await squat('tomas');
    const { code } = await written(mutant('squatted-place'));
    expect(code).not.toBe('accepted');
  });
});

it('nothing is begun for somebody who has not been here yet', async () => {
  const tove = await event.enter('tove');
  expect(await codeOf(tove.vault.saveItinerary(event.member('milan'), journey('The north gate')))).toBe(
    'inbox-missing',
  );
  expect(tove.wire.count('records/put')).toBe(0);
});

describe('a recovery', () => {
  const leafTypes = (of: readonly { readonly leaf: Buffer }[]) => of.map(({ leaf }) => leaf[0]);

  it('gives her places new keys: her file moves, and her team goes on writing for her', async () => {
    const size = await event.logSize();
    const back = event.arriving('amira');
    await back.vault.enterWithCard(event.place, event.cards.get('amira') ?? []);
    await back.vault.recoveryBegin();
    back.key = new SoftwareKey();
    await back.vault.recoveryKey('hardware');
    await back.vault.proveCard(await back.vault.newCard());
    await back.vault.recoveryFinish();
    const amira = tapped(real, event.place, back.key);
    await amira.signIn();
    const contents = async () =>
      new Set((await amira.vault.file()).map(({ kind, content }) => JSON.stringify([kind, content])));
    const before = await contents();
    // Her inbox, what two teams get, and eight kinds of her own; each of these is closed under its old key.
    expect(await amira.vault.tidy()).toBe(11);
    const sent = amira.wire.lastSent('records/put') as { items: unknown[]; retires: unknown[] };
    expect([sent.items.length, sent.retires.length]).toEqual([11, 8]);
    const logged = await event.sql<{ leaf: Buffer }>('select leaf from log_entry where idx >= $1 order by idx', [size]);
    expect(leafTypes(logged).slice(-19)).toEqual([11, 11, 11, ...Array(8).fill(3), ...Array(8).fill(4)]);
    expect(await amira.vault.tidy()).toBe(0);
    expect(await contents()).toEqual(before);
    const tove = await event.enter('tove');
    await tove.vault.queue(travel);
    const [first] = await rowsOf();
    await tove.vault.openRecords(travel, [first?.record as RecordId], 'change');
    await tove.vault.saveItinerary(event.member('amira'), journey('The new gate'));
    const journeys = (await amira.vault.file()).filter(({ kind }) => kind === 'itinerary');
    expect(journeys.map(({ content }) => content)).toEqual([journey('The new gate')]);
    expect((await amira.vault.trace()).unread).toEqual([]);
  });
});

/**
 * P4, P7. Who opened her file must come out whatever else is wrong with it. One of the team logs a journey under a tag
 * that is not its own; the operator holds back a record, or a note of his own; each time the rest is told in full.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { blankContent } from '#protocol/records/content.ts';
import { bodyCodec, sealedRecord } from '#protocol/records/record.ts';
import { headerCodec } from '#protocol/records/header.ts';
import * as real from '../../tools/demo/person.ts';
import { openAll, SmallEvent, type Handle } from '../support/attacks/event.ts';
import { randomness } from '../support/attacks/insider.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';
import type { Tapped } from '../support/attacks/wiretap.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
});
afterAll(() => event.stop());

const kindOf = (text: string) =>
  headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(text)).body).header).kind as string;

const opened = async (handle: Handle, kinds: readonly string[]) =>
  openAll(await event.enter('tove'), [event.member(handle)], kinds);

describe('a line about an opening', () => {
  beforeAll(async () => {
    await (await event.enter('tove')).vault.saveItinerary(event.member('amira'), blankContent('itinerary'));
    expect(await opened('amira', ['travel', 'itinerary'])).toMatchObject([
      { refusal: undefined },
      { refusal: undefined },
    ]);
  });

  type Change = (records: readonly { record: string }[]) => readonly { record: string }[];
  const without: Change = (records) => records.filter((one) => kindOf(one.record) !== 'itinerary');
  /** Its signature does not hold, so it does not open; it is still Tove's, for Amira, and says so. */
  const broken: Change = (records) =>
    records.map((one) => {
      if (kindOf(one.record) !== 'itinerary') return one;
      const sealed = sealedRecord.parse(fromBase64url(one.record));
      return { ...one, record: toBase64url(sealedRecord.encode({ ...sealed, signature: randomness(64) })) };
    });

  async function traced(client: Client, change: Change) {
    const amira = await event.enter('amira', client);
    amira.wire.bend('records/mine', async (ask) => {
      const answer = await ask();
      return { ...answer, records: change(answer.records) as never };
    });
    const trace = await amira.vault.trace();
    return { kinds: trace.lines.map((line) => line.kind as string).toSorted(), unread: trace.unread };
  }

  it('is there for each record that was opened', async () => {
    expect(await traced(real, (records) => records)).toEqual({ kinds: ['itinerary', 'travel'], unread: [] });
  });

  it.each([
    ['held back', without],
    ['damaged', broken],
  ])('stands there too if its record is %s', async (_how, change) => {
    expect(await traced(real, change)).toEqual({ kinds: ['itinerary', 'travel'], unread: [] });
  });

  it('would be lost with its record where lines are only looked for by tag', async () => {
    for (const change of [without, broken])
      expect(await traced(mutant('unlisted-view'), change)).toEqual({ kinds: ['travel'], unread: [] });
  });

  it('that is held back itself counts as opened, and so does one that does not open', async () => {
    const amira = await event.enter('amira');
    amira.wire.bend('log/views', async (ask) => {
      const [first, ...others] = (await ask()).views;
      if (first === undefined || others.length === 0) throw new Error('no lines');
      const wrap = fromBase64url(first.wrap);
      wrap[wrap.length - 1] = (wrap.at(-1) ?? 0) ^ 1;
      return { views: [{ ...first, wrap: toBase64url(wrap) }] };
    });
    const trace = await amira.vault.trace();
    expect(trace.lines).toEqual([]);
    expect(trace.answering).toHaveLength(2);
  });
});

describe('a journey that was logged under a tag of no record', () => {
  beforeAll(async () => {
    const tove = await event.enter('tove');
    tove.wire.bend('records/put', (_ask, { items }) =>
      tove.wire.ask('records/put', { items: items.map((item) => ({ ...item, tag: toBase64url(randomness(16)) })) }),
    );
    // Her own client finds it wrong, too; the portal has it by then.
    expect(await codeOf(tove.vault.saveItinerary(event.member('tomas'), blankContent('itinerary')))).toBe(
      'opening-tag',
    );
    expect(await opened('tomas', ['travel'])).toMatchObject([{ refusal: undefined }]);
  });

  const kindsOf = async ({ vault }: Tapped) => (await vault.file()).map((card) => card.kind);

  it('is set aside as damaged, and the rest is told and can be written on', async () => {
    const tomas = await event.enter('tomas');
    tomas.patience = 0;
    const trace = await tomas.vault.trace();
    expect(trace.lines.map((line) => line.kind)).toEqual(['travel']);
    expect(await tomas.vault.damaged()).toBe(1);
    expect(await tomas.vault.tidy()).toBe(0);
    tomas.patience = 1;
    expect(await tomas.vault.save('notes', { text: 'Still mine.' })).toEqual({ closed: true });
    expect(await kindsOf(tomas)).toContain('notes');
  });

  it('would keep everything from him where it is taken for a rollback', async () => {
    const tomas = await event.enter('tomas', mutant('wrong-tag'));
    tomas.patience = 0;
    expect(await codeOf(tomas.vault.trace())).toBe('opening-tag');
    expect(await codeOf(tomas.vault.save('notes', { text: 'Still mine.' }))).toBe('opening-tag');
  });
});

describe('a note that the portal wrote about her', () => {
  let noted: number;
  beforeAll(async () => {
    const guest = event.arriving('tomas');
    await guest.vault.enterWithCard(event.place, event.cards.get('tomas') ?? []);
    const { notices } = await (await event.enter('tomas')).vault.trace();
    expect(notices).toHaveLength(1);
    noted = notices[0]?.leaf ?? -1;
  });

  async function hidden(client: Client) {
    const tomas = await event.enter('tomas', client);
    tomas.wire.bend('log/notices', () => ({ notices: [] }));
    return (await tomas.vault.trace()).unread;
  }

  it('is counted as unread if it is not shown', async () => {
    expect(await hidden(real)).toEqual([noted]);
  });

  it('would not be missed where nobody looks for it in the log', async () => {
    expect(await hidden(mutant('hidden-notice'))).toEqual([]);
  });
});

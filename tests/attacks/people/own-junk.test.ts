/**
 * P13. Somebody who had a participant's keys for an hour leaves a record of hers that does not open, or an inbox with numbers far
 * above it. After the recovery by card, and before it, her file opens, and she writes on.
 */
import { expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import type { KindId } from '#protocol/core/ids.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { leafTag, readLeaf } from '#protocol/log/leaf.ts';
import { blankContent, parseContent } from '#protocol/records/content.ts';
import { personTagKey } from '#protocol/records/place.ts';
import { openContent, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import * as real from '../../../tools/demo/person.ts';
import { journeyWish, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32, type Insider } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { endOf, putRaw } from '../../support/attacks/raw-record.ts';
import { tapped } from '../../support/attacks/wiretap.ts';

vi.setConfig({ testTimeout: 240_000 });

const junk = utf8('no JSON');
type Steal = (event: SmallEvent, thief: Insider) => Promise<string>;

async function ownOf({ person, keys }: Insider, roster: Awaited<ReturnType<typeof rosterOf>>, kind: string) {
  const { records } = await person.wire.ask('records/mine', { after: 0 });
  for (const given of records) {
    const verified = verifyRecord(roster, fromBase64url(given.record), given.leaf, {});
    if ((verified.header.kind as string) !== kind) continue;
    const { deskShare, witnessShare, tagKey } = unwrapAsOwner(verified, [keys.seal]);
    const plain = openContent(verified, fromBase64url(given.content ?? ''), deskShare, witnessShare);
    return { revision: verified.header.revision, tagKey, plain };
  }
  throw new Error(`no ${kind}`);
}

const junkOf =
  (kind: string): Steal =>
  async (event, thief) => {
    const { revision, tagKey } = await ownOf(thief, await rosterOf(thief), kind);
    return putRaw(thief, { kind, owner: event.member('amira'), revision: revision + 1, tagKey, content: junk });
  };

/** As her own client would show it to her, before and after her recovery. */
async function afterTheft(steal: Steal, client: Client) {
  const event = await SmallEvent.found({ people: ['amira'] });
  try {
    expect(await steal(event, await insiderOf(await event.enter('amira'), event.place))).toBe('stored');
    const before = await event.enter('amira', client);
    const early = await endOf(before.vault.file());
    const back = event.arriving('amira');
    await back.vault.enterWithCard(event.place, event.cards.get('amira') ?? []);
    await back.vault.recoveryBegin();
    back.key = new SoftwareKey();
    await back.vault.recoveryKey('hardware');
    await back.vault.proveCard(await back.vault.newCard());
    await back.vault.recoveryFinish();
    const amira = tapped(client, event.place, back.key);
    amira.patience = 0;
    await amira.signIn();
    const ends = [early, await endOf(amira.vault.tidy()), await endOf(amira.vault.trace())];
    const broken = (await amira.vault.aside().catch(() => [])).flatMap(({ how, kind }) =>
      how === 'broken' ? [kind] : [],
    );
    const rows = () =>
      event.sql<{ count: string }>("select count(*) from record where kind = 'travel' and owner = $1", [
        event.member('amira'),
      ]);
    const sealedBlank = Number((await rows())[0]?.count);
    ends.push(await endOf(amira.vault.save('travel', { ...journeyWish, note: 'after' })));
    const cards = await amira.vault.file().catch(() => []);
    const note = cards.flatMap(({ kind, content }) =>
      kind === 'travel' ? [(content as typeof journeyWish).note] : [],
    );
    return { ends, broken, note, sealedBlank, event };
  } finally {
    await event.stop();
  }
}
const good = ['done', 'done', 'done', 'done'];

it('leaves nothing where nothing was done: the control', async () => {
  expect(await afterTheft(async () => 'stored', real)).toMatchObject({ ends: good, broken: [], note: ['after'] });
});

it('closes no file with one record, and no blank takes its place unasked', async () => {
  const end = await afterTheft(junkOf('travel'), real);
  expect(end).toMatchObject({ ends: good, broken: ['travel'], note: ['after'] });
  // Blank, hers, and the thief's.
  expect(end.sealedBlank).toBe(3);
});

it('closes no file with an inbox', async () => {
  expect(await afterTheft(junkOf('inbox'), real)).toMatchObject({ ends: good, note: ['after'] });
});

it('would, where her own must be whole', async () => {
  expect((await afterTheft(junkOf('travel'), mutant('own-words-close'))).ends).toEqual(good.map(() => 'field'));
});

it('gives nobody the key of the next journey with a number far above the inbox', async () => {
  const event = await SmallEvent.found({ people: ['amira'] });
  try {
    const thief = await insiderOf(await event.enter('amira'), event.place);
    const roster = await rosterOf(thief);
    const { revision, plain } = await ownOf(thief, roster, 'inbox');
    const own = secret32();
    const { generations } = parseContent('inbox', plain);
    const numbers = [2 ** 31 - 1];
    const said = [...generations, ...numbers.map((number) => ({ number, secret: toBase64url(own) }))];
    const owner = event.member('amira');
    const content = { generations: said };
    expect(await putRaw(thief, { kind: 'inbox', owner, revision: revision + 1, opensAt: Date.now(), content })).toBe(
      'stored',
    );
    const amira = await event.enter('amira');
    expect(await amira.vault.tidy()).toBeGreaterThan(0);
    const size = await event.logSize();
    const tove = await event.enter('tove');
    await tove.vault.queue(travel);
    await tove.vault.saveItinerary(owner, blankContent('itinerary'));
    const key = personTagKey(own, {
      rootfp: roster.rootfp,
      owner,
      kind: 'itinerary' as KindId,
      generation: 2 ** 31 - 1,
    });
    const first = personTagKey(key32(fromBase64url(generations[0]?.secret ?? '')), {
      rootfp: roster.rootfp,
      owner,
      kind: 'itinerary' as KindId,
      generation: 1,
    });
    const logged = await event.sql<{ leaf: Buffer }>('select leaf from log_entry where idx >= $1', [size]);
    const isUnder = (by: typeof key) =>
      logged.filter(({ leaf }) => {
        const read = readLeaf(new Uint8Array(leaf));
        return read !== undefined && toBase64url(read.tag) === toBase64url(leafTag(by, roster.rootfp, read.nonce));
      }).length;
    expect([logged.length > 0, isUnder(key), isUnder(first)]).toEqual([true, 0, 0]);
  } finally {
    await event.stop();
  }
});

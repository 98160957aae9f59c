/**
 * P15. The portal shows the programme team an earlier open part as the present one, or none at all: the team believes
 * that a page was taken back which is still there, or builds the next on what it replaced long ago.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import * as real from '../../tools/demo/person.ts';
import { SmallEvent } from '../support/attacks/event.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { codeOf, refused } from '../support/attacks/refused.ts';

type Newest = NonNullable<Reply<'programme/published'>['newest']>;

let event: SmallEvent;
const terms = { seats: 5, pressPlaces: 0, keepUntil: Date.now() + 86_400_000 };
const page = (text: string) => [{ path: '/', type: 'text/html; charset=utf-8', bytes: utf8(text) }] as const;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['elin', 'vera'] });
});
afterAll(() => event.stop());

describe('what is public', () => {
  let old: Newest;
  let now: Newest;
  const newest = async (): Promise<Newest> => {
    const given = await (await event.enter('elin')).wire.ask('programme/published', {});
    if (given.newest === null) throw new Error('nothing published');
    return given.newest;
  };

  beforeAll(async () => {
    const { vault } = await event.enter('elin');
    expect((await vault.published()).site).toBeUndefined();
    await vault.publish(page('one'), terms);
    old = await newest();
    await vault.publish(page('two'), terms);
    now = await newest();
  });

  async function served(client: Client, given: Newest | null) {
    const elin = await event.enter('elin', client);
    elin.wire.bend('programme/published', async (ask) => ({ ...(await ask()), newest: given }));
    return elin;
  }

  it('is what was published last', async () => {
    const { vault } = await event.enter('elin');
    expect((await vault.published()).site).toMatchObject({ seq: 2, files: page('two') });
  });

  it('is not what was published before', async () => {
    const evidence = { served: old.leaf, newest: now.leaf };
    expect(await refused((await served(real, old)).vault.published())).toEqual({ code: 'record-old', evidence });
    expect(await codeOf((await served(real, { ...old, leaf: now.leaf })).vault.published())).toBe('leaf-missing');
  });

  it('is not nothing', async () => {
    expect(await codeOf((await served(real, null)).vault.published())).toBe('record-old');
  });

  it('is not continued from what was published before', async () => {
    const elin = await served(real, old);
    expect(await codeOf(elin.vault.publish(page('three'), terms))).toBe('record-old');
    expect(elin.wire.count('programme/publish')).toBe(0);
  });

  it('would be an earlier one, where nobody asks the log', async () => {
    const { vault } = await served(mutant('older-publication'), old);
    expect((await vault.published()).site).toMatchObject({ seq: 1, files: page('one') });
  });
});

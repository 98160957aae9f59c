/**
 * P15. The portal shows the programme team an earlier open part as the present one, or none, so that the next is numbered
 * and previewed on it. And one request that somebody put into the table must not close the others to the team.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, utf8 } from '#protocol/bytes.ts';
import { publicationDigest, signedPublication } from '#protocol/publication.ts';
import { sealSeatRequest, type SeatRequest } from '#protocol/seat-request.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import * as real from '../../tools/demo/person.ts';
import { communications, SmallEvent } from './event.ts';
import { insiderOf, luck, rosterOf } from './insider.ts';
import { mutant, type Client } from './mutant.ts';
import { codeOf, refused } from './refused.ts';

type Newest = NonNullable<Reply<'programme/published'>['newest']>;

let event: SmallEvent;
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
    expect(await vault.published()).toBeUndefined();
    await vault.publish(page('one'), 5);
    old = await newest();
    await vault.publish(page('two'), 5);
    now = await newest();
  });

  async function served(client: Client, given: Newest | null) {
    const elin = await event.enter('elin', client);
    elin.wire.bend('programme/published', () => ({ newest: given, requests: 0 }));
    return elin;
  }

  it('is what was published last', async () => {
    const { vault } = await event.enter('elin');
    expect(await vault.published()).toMatchObject({ seq: 2, files: page('two') });
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
    expect(await codeOf(elin.vault.publish(page('three'), 5))).toBe('record-old');
    expect(elin.wire.count('programme/publish')).toBe(0);
  });

  it('would be an earlier one, where nobody asks the log', async () => {
    const { vault } = await served(mutant('older-publication'), old);
    expect(await vault.published()).toMatchObject({ seq: 1, files: page('one') });
  });
});

describe('a request in the table', () => {
  const asked: SeatRequest = {
    kind: 'seat',
    name: 'Ada',
    contact: '',
    outlet: '',
    needs: 'A ramp',
    language: 'en',
    ticket: 'AAAA-BBBB-CCCC-DDDD',
  };

  /** As whoever broke into the public site, with that site's own rights. */
  async function put(sealed: Uint8Array): Promise<void> {
    const [row] = await event.sql<{ digest: Buffer }>('select digest from publication order by seq desc limit 1');
    await event.sql('select seat_request_put($1, $2)', [row?.digest, Buffer.from(sealed)]);
  }

  async function sealedWith(change: Partial<Record<keyof SeatRequest, string>>): Promise<Uint8Array> {
    const vera = await insiderOf(await event.enter('vera'), event.place);
    const roster = await rosterOf(vera);
    const { newest } = await (await event.enter('elin')).wire.ask('programme/published', {});
    const digest = publicationDigest(signedPublication.parse(fromBase64url(newest?.publication ?? '')).publication);
    const keys = await vera.person.wire.ask('roster/keys', {
      members: [],
      desks: [{ desk: communications, epoch: 1 }],
      months: [],
    });
    const key = fromBase64url(keys.desks[0]?.publicKey ?? '');
    return sealSeatRequest(key, roster.rootfp, digest, { ...asked, ...change } as SeatRequest, luck(64));
  }

  const read = async (client: Client) => (await event.enter('vera', client)).vault.seatRequests();

  it('is read by the team', async () => {
    await put(await sealedWith({}));
    expect(await read(real)).toMatchObject({ requests: [asked], closed: 0 });
  });

  it('that opens for nobody, or is none, costs the team only itself, and is counted', async () => {
    await put(new Uint8Array(randomBytes(13_000)));
    await put(await sealedWith({ kind: 'toString' }));
    await put(await sealedWith({ language: 'constructor' }));
    await put(await sealedWith({ name: 'Bo' }));
    expect(await read(real)).toMatchObject({ requests: [asked, { ...asked, name: 'Bo' }], closed: 3 });
  });

  it('would close all of them, where one breaks the rest', async () => {
    expect(await codeOf(read(mutant('one-bad-request')))).toMatch(/^(wrong-|malformed|field)/u);
  });
});

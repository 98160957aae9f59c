// The listener over a real database: what it serves, what it takes, what it keeps, and what its role cannot do.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, fromUtf8, toBase64url } from '#protocol/core/bytes.ts';
import { sealRequest } from '#protocol/publication/public-request.ts';
import { sealedRequestBytes, type PublicRequest } from '#protocol/publication/request-form.ts';
import { networkOf } from '../../../public/throttle.ts';
import { packingFor } from '../../../public/site.ts';
import { closedTitles, demoProgramme } from '../../../tools/demo/programme.ts';
import { buildForm } from '../../../tools/build-form.ts';
import { Listener, form, proxy, rootfp } from '../../support/public/listener.ts';
import { siteFiles, withPlaces } from '../../support/public/site.ts';

let listener: Listener;
let digest: Uint8Array;
const app = () => listener.site.app;
const files = siteFiles();

beforeAll(async () => {
  listener = await Listener.open(await buildForm('.data/tests'));
});
afterAll(async () => listener?.close());

describe('before anything is published', () => {
  it('there is one page, which says nothing, and no form is taken', async () => {
    const front = await app().inject('/');
    expect(front.statusCode).toBe(200);
    expect(front.body).toContain('By invitation');
    expect(front.headers['content-security-policy']).toContain("style-src 'sha256-");
    expect((await app().inject('/schedule.json')).statusCode).toBe(404);
    expect((await app().inject({ url: '/seats', ...form({ name: 'x' }) })).statusCode).toBe(409);
  });
});

describe('the published site', () => {
  beforeAll(async () => {
    digest = await listener.publish({ seq: 1, seats: 500 });
  });

  it('is served byte for byte, in every encoding', async () => {
    for (const { path, type, bytes } of files) {
      if (path.startsWith('/answers/')) continue;
      const plain = await app().inject({ url: path });
      expect(new Uint8Array(plain.rawPayload), path).toEqual(bytes);
      expect(plain.headers['content-type']).toBe(type);
      const br = await app().inject({ url: path, headers: { 'accept-encoding': 'gzip, br' } });
      expect(br.headers['content-encoding']).toBe('br');
      expect(new Uint8Array(brotliDecompressSync(br.rawPayload))).toEqual(bytes);
      const gzip = await app().inject({ url: path, headers: { 'accept-encoding': 'gzip;q=0.5, br;q=0' } });
      expect(gzip.headers['content-encoding']).toBe('gzip');
      expect(new Uint8Array(gunzipSync(gzip.rawPayload))).toEqual(bytes);
      expect(new Set([plain, br, gzip].map(({ headers }) => headers['etag'])).size).toBe(3);
    }
  });

  it('answers 304 to a visitor who has it, and says for how long it may be kept', async () => {
    const first = await app().inject({ url: '/schedule.xml', headers: { 'accept-encoding': 'br' } });
    expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=60', vary: 'Accept-Encoding' });
    const etag = String(first.headers['etag']);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await app().inject({
        url: '/schedule.xml',
        headers: { 'accept-encoding': 'br', 'if-none-match': tag },
      });
      expect(again.statusCode).toBe(304);
      expect(again.rawPayload.length).toBe(0);
    }
    const changed = await app().inject({ url: '/schedule.xml', headers: { 'if-none-match': etag } });
    expect(changed.statusCode).toBe(200);
  });

  it('answers HEAD, a missing page, and the path without its slash', async () => {
    const head = await app().inject({ method: 'HEAD', url: '/' });
    expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0]);
    const missing = await app().inject('/sv/finns-inte?q=1');
    expect([missing.statusCode, missing.headers['cache-control']]).toEqual([404, 'no-store']);
    expect(missing.body).toContain('Den sidan finns inte');
    expect((await app().inject('/sv')).headers['location']).toBe('/sv/');
    for (const path of ['/answers/en/seat', '/answers/en/full', '//', '/%00', '/..%2f..%2fetc/passwd', '/constructor'])
      expect((await app().inject(path)).statusCode, path).toBe(404);
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const)
      expect((await app().inject({ method, url: '/' })).statusCode).toBe(404);
  });

  it('lets nothing run, load, frame or post elsewhere, and sets no cookie', async () => {
    for (const answer of [
      await app().inject('/award'),
      await app().inject('/no'),
      await app().inject('/form.js'),
      await app().inject('/request-key'),
      await app().inject({ url: '/seats', ...form({}) }),
    ]) {
      const policy = String(answer.headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/script-src|unsafe|\*/u);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['server'] ?? answer.headers['x-powered-by']).toBeUndefined();
    }
  });

  it('lets a page with a form run what seals, and the worker that seals compile, without network', async () => {
    for (const path of ['/', '/sv/', '/seats', '/press']) {
      const policy = String((await app().inject(path)).headers['content-security-policy']);
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("script-src 'self';");
      expect(policy, path).toContain("require-trusted-types-for 'script'");
      expect(policy, path).not.toMatch(/unsafe|\*|https?:/u);
    }
    const worker = await app().inject('/sealing.js');
    expect(worker.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(worker.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'wasm-unsafe-eval'; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it('weighs at most 30 KiB a page with style sheet and script; what seals comes only when somebody writes', async () => {
    const size = async (url: string) => (await app().inject(url)).rawPayload.length;
    const rest = (await size('/style.css')) + (await size('/form.js'));
    for (const { path } of files.filter(
      ({ type, path }) => type.startsWith('text/html') && !path.startsWith('/answers/'),
    ))
      expect((await size(path)) + rest, path).toBeLessThanOrEqual(30 * 1024);
    const script = fromUtf8(new Uint8Array((await app().inject('/form.js')).rawPayload));
    expect(script).not.toMatch(/\bimport\b|https?:\/\/(?!www\.w3\.org\/2000\/svg)/u);
  });

  it('names no closed session in any answer, header, file or error', async () => {
    const asked = [
      ...files.map(({ path }) => ({ url: path })),
      { url: '/?title=Account%20takeover%20drill' },
      { url: '/Account%20takeover%20drill' },
      { url: '/seats', ...form({ name: 'x'.repeat(500) }) },
      { url: '/seats', ...form({ name: 'ok' }) },
      { url: '/press', ...form({ name: 'ok' }, { 'sec-fetch-site': 'cross-site' }) },
      { url: '/seats', method: 'POST' as const, headers: { 'content-type': 'application/json' }, payload: '{' },
      { url: '/health' },
      { url: '/request-key' },
      { url: '/form.js' },
      { url: '/sealing.js' },
    ];
    for (const request of asked) {
      const answer = await app().inject(request);
      const all = `${JSON.stringify(answer.headers)}\n${answer.body}`;
      for (const title of closedTitles) expect(all, request.url).not.toContain(title);
      for (const { id } of demoProgramme.sessions) expect(all).not.toContain(id);
    }
  });

  it('is replaced by the next publication, and stays while the database does not answer or a row does not parse', async () => {
    await listener.publish({ seq: 2, seats: 0, files: withPlaces(0, 30) });
    expect((await app().inject('/seats')).body).not.toContain('<form');
    expect((await app().inject({ url: '/seats', ...form({}) })).statusCode).toBe(409);
    expect((await app().inject('/press')).body).toContain('<form');
    digest = await listener.publish({ seq: 3, seats: 500 });
    expect((await app().inject('/seats')).body).toContain('<form');
    await listener.without('newerThan', () => listener.site.refresh());
    expect((await app().inject('/seats')).statusCode).toBe(200);
  });
});

describe('a request', () => {
  it('is sealed to the communications team, and answered with a ticket that is stored nowhere else', async () => {
    const before = (await listener.requests()).length;
    const told = { name: 'Någon', contact: '+46 70 174 06 77', needs: 'Rad 1, på höger sida', language: 'sv' };
    const answer = await app().inject({ url: '/seats', ...form(told) });
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const ticket = /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/u.exec(answer.body)?.[0] ?? '';
    expect(ticket).not.toBe('');
    expect(answer.body).toContain('Du har bett om en plats');
    expect(answer.body).toMatch(/<svg[^>]*viewBox="0 0 \d+ \d+"><rect fill="white"/u);
    expect(answer.body).not.toContain('{{');
    for (const text of Object.values(told).slice(0, 3)) expect(answer.body).not.toContain(text);
    const row = (await listener.requests())[before];
    expect(row?.publication).toEqual(digest);
    const stored = Buffer.from(row?.sealed ?? []).toString('latin1');
    for (const text of [...Object.values(told).slice(0, 3), ticket]) expect(stored).not.toContain(text);
    expect(row && listener.opened(row)).toEqual({
      ...told,
      kind: 'seat',
      outlet: '',
      ticket,
    });
  });

  it('may be empty, has one size whatever it contains, and gets another ticket each time', async () => {
    const before = (await listener.requests()).length;
    const answers = [
      await app().inject({ url: '/seats', ...form({}) }),
      await app().inject({ url: '/seats', ...form({ name: 'å'.repeat(400), needs: 'x'.repeat(400) }) }),
      await app().inject({ url: '/press', ...form({ name: 'A', outlet: 'Radio' }) }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(answers[2]?.body).toContain('You have asked for a press place');
    const rows = (await listener.requests()).slice(before);
    expect(new Set(rows.map(({ sealed }) => sealed.length)).size).toBe(1);
    const opened = rows.map((row) => listener.opened(row));
    expect(rows.map(({ kind }) => kind)).toEqual(['seat', 'seat', 'press']);
    expect(opened.map(({ kind }) => kind)).toEqual(['seat', 'seat', 'press']);
    expect(new Set(opened.map(({ ticket }) => ticket)).size).toBe(3);
  });

  it('is taken from our own pages only', async () => {
    const status = async (headers: Record<string, string | undefined>) => {
      const { 'sec-fetch-site': _, ...rest } = form({}).headers;
      const given = Object.fromEntries(
        Object.entries({ ...rest, host: 'open.example.org', ...headers }).filter(([, v]) => v !== undefined),
      );
      return (await app().inject({ url: '/seats', ...form({}), headers: given as Record<string, string> })).statusCode;
    };
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: 'https://open.example.org' })).toBe(200);
    expect(await status({})).toBe(200);
  });

  it('of any other shape is refused in words, and kept nowhere', async () => {
    const before = (await listener.requests()).length;
    const refused: [number, InjectOptions][] = [
      [400, { url: '/seats', ...form({ name: 'x'.repeat(401) }) }],
      [400, { url: '/seats', ...form({ unknown: 'x' }) }],
      [400, { url: '/seats', ...form({}), payload: 'name=a&name=b' }],
      [413, { url: '/seats', ...form({ name: 'x'.repeat(25_000) }) }],
      [415, { url: '/seats', method: 'POST', headers: { 'content-type': 'application/json' }, payload: '{}' }],
      [
        415,
        {
          url: '/seats',
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          payload: '--x--',
        },
      ],
      [415, { url: '/seats', method: 'POST', headers: { 'content-type': 'text/plain' }, payload: 'name=a' }],
    ];
    for (const [status, request] of refused) {
      const answer = await app().inject(request);
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.body).toContain('We could not take that');
    }
    expect(await listener.requests()).toHaveLength(before);
  });

  it('gets a calm sentence when the database does not answer', async () => {
    const answer = await listener.without('put', () =>
      app().inject({ url: '/seats', ...form({ name: 'x', language: 'sv' }) }),
    );
    expect(answer.statusCode).toBe(500);
    expect(answer.body).toContain('Något gick fel hos oss');
    expect(answer.body).not.toContain('secret detail');
  });
});

describe('a request that the browser sealed', () => {
  const told: PublicRequest = {
    kind: 'press',
    name: 'Någon',
    contact: '',
    outlet: 'Radio',
    needs: 'Tyst rum',
    language: 'sv',
    ticket: 'ABCD-EFGH-JKMN-PQRS',
  };
  const sealedFor = (publication: Uint8Array, request = told) =>
    toBase64url(
      sealRequest(
        listener.pair.publicKey,
        { rootfp, publication },
        request,
        crypto.getRandomValues(new Uint8Array(64)),
      ),
    );
  const send = (fields: Readonly<Record<string, string>>, url = '/press') => app().inject({ url, ...form(fields) });

  it('finds the key that is published', async () => {
    const answer = await app().inject('/request-key');
    expect(answer.headers['cache-control']).toBe('no-store');
    const { publication, rootfp: root, key } = answer.json<Record<string, string>>();
    expect(fromBase64url(publication ?? '')).toEqual(digest);
    expect(fromBase64url(root ?? '')).toEqual(rootfp);
    expect(fromBase64url(key ?? '')).toEqual(listener.pair.publicKey);
  });

  it('is stored as it came, and answered without its ticket, which nobody here knows', async () => {
    const before = (await listener.requests()).length;
    const answer = await send({ sealed: sealedFor(digest), publication: toBase64url(digest), language: 'sv' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Du har bett om en pressplats');
    expect(answer.body).toContain('{{ticket}}');
    expect(answer.body).not.toContain(told.ticket);
    const row = (await listener.requests())[before];
    expect(row && listener.opened(row)).toEqual(told);
    expect(row?.sealed).toHaveLength(sealedRequestBytes);
  });

  it('of another kind, publication or shape is refused, or does not open', async () => {
    const before = (await listener.requests()).length;
    const publication = toBase64url(digest);
    const foreign = crypto.getRandomValues(new Uint8Array(32));
    const refused: readonly [number, Readonly<Record<string, string>>][] = [
      [400, { sealed: 'AAAA', publication }],
      [400, { sealed: toBase64url(new Uint8Array(sealedRequestBytes)), publication }],
      [400, { sealed: `${sealedFor(digest)}AAAA`, publication }],
      [400, { sealed: sealedFor(digest), publication: '!' }],
      [400, { sealed: sealedFor(digest), publication, name: 'in clear' }],
      [409, { sealed: sealedFor(foreign), publication: toBase64url(foreign) }],
    ];
    for (const [status, fields] of refused) expect((await send(fields)).statusCode).toBe(status);
    expect(await listener.requests()).toHaveLength(before);
    // Sealed for the press and sent as a seat: it takes a seat, and opens as nothing.
    expect((await send({ sealed: sealedFor(digest), publication }, '/seats')).statusCode).toBe(200);
    const row = (await listener.requests())[before];
    expect(row?.kind).toBe('seat');
    expect(() => row && listener.opened(row)).toThrow();
  });
});

describe('throttling', () => {
  const from = (remoteAddress: string) => app().inject({ url: '/seats', remoteAddress, ...form({}) });

  it('lets a venue behind one address ask at once, then one after the other, and stops nobody else', async () => {
    await listener.refill();
    await listener.publish({ seq: 4, seats: 90 });
    const venue = await Promise.all(Array.from({ length: 44 }, () => from('203.0.113.9')));
    const taken = venue.filter(({ statusCode }) => statusCode === 200).length;
    expect(taken).toBeGreaterThanOrEqual(40);
    expect(taken).toBeLessThan(44);
    const late = venue.find(({ statusCode }) => statusCode === 429);
    expect(late?.headers['retry-after']).toBe('60');
    expect(late?.body).toContain('Many people are asking right now');
    expect((await from('203.0.113.77')).statusCode).toBe(429);
    expect((await from('198.51.100.1')).statusCode).toBe(200);
    expect((await from('2001:db8:1::1')).statusCode).toBe(200);
    // An hour later even this process cannot find the bucket again.
    listener.site.throttle.rotate();
    expect((await from('203.0.113.9')).statusCode).toBe(200);
  });

  const through = (forwarded: string, peer = proxy) =>
    app().inject({
      url: '/seats',
      remoteAddress: peer,
      ...form({}, { 'x-forwarded-for': forwarded }),
    });

  it('believes the proxy that is configured, in its own last word, and nobody else', async () => {
    await listener.refill();
    await listener.publish({ seq: 5, seats: 300 });
    const flood = (ask: () => ReturnType<typeof through>) =>
      Promise.all(Array.from({ length: 62 }, ask)).then((all) => all.filter(({ statusCode }) => statusCode === 429));
    // The visitor invents another address each time; what the proxy adds stays.
    let invented = 0;
    const one = await flood(() => through(`198.18.${(invented += 1)}.1, 203.0.113.9`));
    expect(one.length).toBeGreaterThan(0);
    expect((await through('203.0.113.9')).statusCode).toBe(429);
    expect((await through('198.51.100.9')).statusCode).toBe(200);
    // From elsewhere the header is hearsay: this peer's own network counts.
    await listener.refill();
    const other = await flood(() => through(`198.18.${(invented += 1)}.1`, '198.51.100.7'));
    expect(other.length).toBeGreaterThan(0);
    expect((await from('198.51.100.1')).statusCode).toBe(429);
    expect((await from('203.0.113.9')).statusCode).toBe(200);
  });

  it('lets those whose network nobody names stop one another, and nobody else', async () => {
    await listener.refill();
    await listener.publish({ seq: 6, seats: 500 });
    // Through the onion service and a proxy that is not configured; each takes from the one bucket of the unseen.
    const peers = ['127.0.0.1', '172.18.0.4'];
    const asked: number[] = [];
    while (!asked.includes(429) && asked.length < 600)
      asked.push((await from(peers[asked.length % 2] as string)).statusCode);
    expect(asked).toContain(429);
    for (const visitor of ['198.51.100.1', '203.0.113.1', '2001:db8:1::1'])
      expect((await from(visitor)).statusCode).toBe(200);
  });

  it('stores no address, whole or in part', async () => {
    const client = new pg.Client({ connectionString: listener.urls.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ row: string }>('select public_throttle::text as row from public_throttle');
    await client.end();
    expect(rows.length).toBeGreaterThan(3);
    for (const { row } of rows) expect(row).not.toMatch(/203\.0|2001:db8|198\.51/u);
  });

  it.each([
    ['203.0.113.9', '203.0.113'],
    ['::ffff:203.0.113.9', '203.0.113'],
    ['2001:db8:1:2::5', '2001:db8:1'],
    ['2001:0db8:0001::', '2001:db8:1'],
    ['2001:db8::1', '2001:db8:0'],
    ['127.0.0.1', undefined],
    ['::1', undefined],
    ['::ffff:10.1.2.3', undefined],
    ['172.18.0.4', undefined],
    ['fd00::1', undefined],
    ['fe80::1%eth0', undefined],
    ['nothing', undefined],
  ])('takes %s for the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the last seat', () => {
  it('goes to exactly one of those who ask for it at once; the others get a kind sentence', async () => {
    const held = (await listener.requests()).filter(({ kind }) => kind === 'seat').length;
    await listener.publish({ seq: 7, seats: held + 3 });
    await listener.refill();
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, at) =>
        app().inject({ url: '/seats', remoteAddress: `198.51.${at}.1`, ...form({}) }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200,
      200,
      200,
      ...Array<number>(6).fill(409),
    ]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.body).toContain('All places are taken');
    expect((await listener.requests()).filter(({ kind }) => kind === 'seat')).toHaveLength(held + 3);
    // Places for the press are counted for themselves.
    expect((await app().inject({ url: '/press', remoteAddress: '198.51.99.1', ...form({}) })).statusCode).toBe(200);
  });

  it('is not given for a page whose requests would be deleted already', async () => {
    await listener.publish({ seq: 8, seats: 5000, keepUntil: new Date(Date.now() - 1000) });
    await listener.refill();
    const late = await app().inject({ url: '/seats', remoteAddress: '198.51.98.1', ...form({}) });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('No requests are taken right now');
  });
});

describe('dd_public', () => {
  const as = async (text: string) => {
    const client = new pg.Client({ connectionString: listener.urls.publicUrl });
    await client.connect();
    try {
      return (await client.query(text)).rows as unknown[];
    } finally {
      await client.end();
    }
  };

  it('reads what is public and nothing else', async () => {
    expect(
      await as('select seq, digest, rootfp, snapshot, seat_key, seat_epoch, seats, press_places from published'),
    ).not.toEqual([]);
    const tables = [
      'public_request',
      'public_throttle',
      'seat_row',
      'seat_token',
      'record',
      'member',
      'log_entry',
      'members_seed',
    ];
    for (const table of tables) await expect(as(`select * from ${table}`), table).rejects.toThrow('permission denied');
    await expect(as('select publication from published')).rejects.toThrow('permission denied');
    for (const text of [
      'select seq from publication',
      'delete from publication',
      "update publication set snapshot = ''",
      "insert into public_request (kind, publication, epoch, sealed, at, until) values ('seat', '', 1, '', now(), now())",
    ])
      await expect(as(text)).rejects.toThrow('permission denied');
  });

  it('has a right on no table but one', async () => {
    const rights = await as(
      `select table_name || '.' || privilege_type as got from information_schema.role_table_grants where grantee = 'dd_public'`,
    );
    expect(rights).toEqual([]);
    const columns = await as(
      `select distinct table_name as name from information_schema.role_column_grants where grantee = 'dd_public'`,
    );
    expect(columns).toEqual([{ name: 'published' }]);
  });
});

it.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0, gzip;q=0.0', 'identity'],
  ['BR', 'br'],
  ['brotli', 'identity'],
] as const)('%s is answered with %s', (accepted, packing) => {
  expect(packingFor(accepted)).toBe(packing);
});

it('serves text that says what it is', () => {
  for (const { bytes } of files) expect(() => fromUtf8(bytes)).not.toThrow();
});

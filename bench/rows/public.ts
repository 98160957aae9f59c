/** The public front page beside the simplest route of the same server: answers a second, and a first paint. */
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { snapshot } from '#protocol/publication/publication.ts';
import { sealKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { build } from '../../public/app.ts';
import { Proxies } from '../../public/proxies.ts';
import type { Store } from '../../public/store.ts';
import { launchChromium } from '../../tests/support/processes/chromium.ts';
import { Randomness } from '../../tests/support/protocol/randomness.ts';
import { siteFiles } from '../../tests/support/public/site.ts';
import { onBadLine } from '../bad-line.ts';
import { median, type Row } from '../measure.ts';

const requests = 4000;
const depth = 40;
const rounds = 9;

const randomness = new Randomness('public');

async function publicSite(): Promise<FastifyInstance> {
  await sodiumReady;
  const seatKey = sealKeyPair(randomness.key()).publicKey;
  const places = { seat: 120, press: 30 };
  const published = {
    seq: 1,
    digest: randomness.bytes(32),
    rootfp: randomness.bytes(32),
    snapshot: snapshot.encode({ files: [...siteFiles()] }),
    seatKey,
    places,
  };
  const store: Store = {
    isAlive: async () => true,
    newerThan: async (seq) => (seq < 1 ? published : undefined),
    put: async () => 'taken',
    take: async () => true,
  };
  return (await build(store, { formDir: undefined, proxies: new Proxies(''), say: () => undefined })).app;
}

/** No headers of its own, no choice, the same number of bytes. */
function bareRoute(bytes: number): FastifyInstance {
  const app = fastify({ logger: false });
  const body = Buffer.alloc(bytes, 'x');
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(body));
  return app;
}

class Caller {
  readonly #socket: Socket;
  readonly #ask: string;
  #answers = 0;
  #change: () => void = () => undefined;

  constructor(socket: Socket, headers: string) {
    this.#socket = socket;
    this.#ask = `GET / HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
    let tail: Buffer = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      // A status line may arrive in two pieces.
      const chunk = Buffer.concat([tail, data]);
      tail = chunk.subarray(Math.max(0, chunk.length - 8));
      for (let at = chunk.indexOf('HTTP/1.1 '); at >= 0; at = chunk.indexOf('HTTP/1.1 ', at + 9)) this.#answers += 1;
      this.#change();
    });
  }

  /** Requests a second, `depth` of them under way at a time. */
  async rate(count: number): Promise<number> {
    const began = performance.now();
    const done = this.#answers + count;
    for (let sent = 0; sent < count; sent += depth) {
      const until = Math.min(done, this.#answers + depth);
      this.#socket.write(this.#ask.repeat(until - this.#answers));
      while (this.#answers < until) await new Promise<void>((resolve) => (this.#change = resolve));
    }
    return (count * 1000) / (performance.now() - began);
  }

  close(): void {
    this.#socket.destroy();
  }
}

async function call(app: FastifyInstance, headers: string): Promise<Caller> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  return new Caller(socket, headers);
}

async function beside(name: string, ours: Caller, bare: Caller): Promise<Row> {
  await ours.rate(requests);
  await bare.rate(requests);
  const all: { ours: number; bare: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? await ours.rate(requests) : 0;
    const reference = await bare.rate(requests);
    all.push({ ours: first || (await ours.rate(requests)), bare: reference });
  }
  return {
    name,
    value: median(all.map((each) => each.ours)),
    unit: '/s',
    reference: median(all.map((each) => each.bare)),
    referenceName: 'bare Fastify route',
    ratio: median(all.map((each) => each.ours / each.bare)),
    aim: '≥ 0.5',
  };
}

/** Returns the milliseconds until a first visitor reads something, over a bad line, with an old phone. */
async function firstPaint(browser: Browser, app: FastifyInstance): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await onBadLine(page);
  await page.goto(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`);
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint !== undefined) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await context.close();
  return painted;
}

async function paint(site: FastifyInstance, bare: FastifyInstance): Promise<Row> {
  const browser = await launchChromium();
  const [ours, reference]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < 5; round++) {
      ours.push(await firstPaint(browser, site));
      reference.push(await firstPaint(browser, bare));
    }
  } finally {
    await browser.close();
  }
  const [value, other] = [median(ours) / 1000, median(reference) / 1000];
  return {
    name: 'public front page painted on a bad line, cold',
    value,
    unit: 's',
    reference: other,
    referenceName: 'bare Fastify route',
    ratio: value / other,
    aim: '≤ 1.5 s',
  };
}

export async function measure(): Promise<readonly Row[]> {
  const accept = 'Accept-Encoding: gzip, br\r\n';
  const site = await publicSite();
  const front = await site.inject({ url: '/', headers: { 'accept-encoding': 'br' } });
  const bareApp = bareRoute(front.rawPayload.length);
  const etag = `If-None-Match: ${String(front.headers['etag'])}\r\n`;
  const [page, unchanged, bare] = [await call(site, accept), await call(site, accept + etag), await call(bareApp, '')];
  try {
    return [
      await beside('public front page', page, bare),
      await beside('public front page, not modified', unchanged, bare),
      await paint(site, bareApp),
    ];
  } finally {
    for (const caller of [page, unchanged, bare]) caller.close();
    await site.close();
    await bareApp.close();
  }
}

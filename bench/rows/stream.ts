/** Five hundred open conversations: each looks at the stream every five seconds, whatever comes. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { concat, toBase64url, u64 } from '#protocol/core/bytes.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import { limits } from '#protocol/core/limits.ts';
import { lookBytes } from '#protocol/threads/stream.ts';
import { startServers, type TestEnv } from '../../tests/support/processes/servers.ts';
import { freePorts } from '../../tests/support/processes/ports.ts';
import { httpClient } from '../../tests/support/server/client.ts';
import { World } from '../../tests/support/server/world.ts';
import type { Row } from '../measure.ts';
import { startNode } from '../../tools/program.ts';

const clients = 500;
const everyMs = 5000;
const seconds = 20;
/** The parcels of a few days of an event. */
const parcels = 2048;

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
}

/** Milliseconds until the last byte. */
function ask({ url, headers }: Target, body: string): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': 'application/json', 'content-length': String(body.length), ...headers };
    request(url, { method: 'POST', agent, headers: sent }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve(performance.now() - began) : reject(new Error(`${response.statusCode}`)),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

/** Seconds of processor time that a process has used. Linux only. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Runs every client at a moment of its own, for so many seconds. */
async function look(target: Target): Promise<{ p99: number; share: number }> {
  const spoken: Promise<number>[] = [];
  const began = [performance.now(), cpuOf(target.pid)] as const;
  const perMs = clients / everyMs;
  for (let sent = 0; sent < seconds * 1000 * perMs;) {
    const due = Math.floor((performance.now() - began[0]) * perMs);
    for (; sent < due; sent++) {
      const sequences = Array.from({ length: 4 }, (_, i) => 1 + ((sent * 37 + i * 501) % parcels));
      spoken.push(ask(target, JSON.stringify({ ask: toBase64url(concat(...[parcels - 3, ...sequences].map(u64))) })));
    }
    await wait(5);
  }
  const times = (await Promise.all(spoken)).toSorted((a, b) => a - b);
  const share = (cpuOf(target.pid) - began[1]) / ((performance.now() - began[0]) / 1000);
  return { p99: times[Math.floor(times.length * 0.99)] as number, share: share * 100 };
}

async function fill(testEnv: TestEnv, cookie: string, count: number): Promise<void> {
  const target = { url: `${testEnv.origin}/api/threads/post`, headers: { origin: testEnv.origin, cookie }, pid: 0 };
  const text = (length: number) => toBase64url(crypto.getRandomValues(new Uint8Array(length)));
  for (let posted = 0; posted < count; posted += limits.parcelsPerPage) {
    const page = Array.from({ length: limits.parcelsPerPage }, () => ({
      tag: text(16),
      body: text(limits.parcelBytes),
    }));
    await ask(target, JSON.stringify({ day: dayOf(Date.now()), parcels: page }));
  }
}

export async function measure(): Promise<readonly Row[]> {
  if (process.platform !== 'linux') return [];
  const testEnv = await startServers({ ownPostgres: true });
  const port = await freePorts();
  const bytes = Math.ceil((lookBytes * 4) / 3);
  const bare = startNode(join(import.meta.dirname, '../bare-bytes.ts'), [], {
    env: { PORT: String(port), BYTES: String(bytes) },
  });
  try {
    await bare.ready(/./u);
    const world = await World.found(httpClient(testEnv.origin), testEnv.foundingLink);
    // More than one member may post in a day.
    const [anna, ben] = [await world.addMember('participant'), await world.addMember('participant')];
    for (const person of [anna, ben]) await fill(testEnv, person.browser.cookie, parcels / 2);
    const { cookie } = anna.browser;
    const portal = {
      url: `${testEnv.origin}/api/threads/look`,
      headers: { origin: testEnv.origin, cookie },
      pid: testEnv.portal.pid,
    };
    const reference = { url: `http://127.0.0.1:${port}/look`, headers: {}, pid: bare.pid };
    await look(reference);
    const [ours, plain] = [await look(portal), await look(reference)];
    const row = (name: string, value: number, unit: string, other: number, aim: string): Row => ({
      name: `${clients} clients look every ${everyMs / 1000} s: ${name}`,
      value,
      unit,
      reference: other,
      referenceName: 'bare Fastify route',
      ratio: value / other,
      aim,
    });
    return [
      row('p99', ours.p99, 'ms', plain.p99, '≤ 50 ms'),
      row('share of a core', ours.share, '%', plain.share, '≤ 30 %'),
    ];
  } finally {
    await bare.stop();
    await testEnv.stop();
  }
}

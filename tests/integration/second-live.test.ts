/**
 * A portal and a witness that run, read over loopback by the second implementation as protocol/README.md, 8.7, says: it signs
 * in with a key of its own making of the assertion, and verifies genesis, roster, state, log and head.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { fromBase64url, toBase64url, toHex } from '#protocol/core/bytes.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { headCodec } from '#protocol/log/head.ts';
import { openAll, SmallEvent } from '../support/attacks/event.ts';
import { provideOrSkip } from '../support/processes/packages.ts';

const folder = mkdtempSync(join(tmpdir(), 'live-'));
const program = join(import.meta.dirname, '../second-implementation/live.py');

let event: SmallEvent;
beforeAll(async () => {
  await sodiumReady;
  event = await SmallEvent.found({ people: ['amira'] });
});
afterAll(async () => {
  await event?.stop();
  rmSync(folder, { recursive: true });
});

interface Read {
  readonly code?: string;
  readonly by?: string;
  readonly leaves: number;
  readonly entries: number;
  readonly head: string;
  readonly state: string;
  readonly covered: number;
}

/** Of the witness's private listener, which no member reaches. */
function witnessState(): Promise<{ readonly rootfp: string }> {
  return new Promise((done, fail) => {
    const call = request({ agent: false, socketPath: event.testEnv.witnessSocket, path: '/state' }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => done(JSON.parse(text) as { rootfp: string }));
    });
    call.on('error', fail);
    call.end();
  });
}

/** Between the reader and a server: passes everything on, and may alter an answer. */
async function between(port: number, bend: (path: string, answer: string) => string): Promise<Server> {
  const server = createServer((asked, answer) => {
    const { method = 'GET', url = '/', headers } = asked;
    const call = request({ agent: false, host: 'localhost', port, method, path: url, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = bend(url, Buffer.concat(parts).toString());
        const { 'set-cookie': cookies, 'content-type': type } = response.headers;
        const own = { ...(cookies && { 'set-cookie': cookies }), ...(type && { 'content-type': type }) };
        answer.writeHead(response.statusCode ?? 500, own).end(text);
      });
    });
    call.on('error', () => answer.destroy());
    asked.pipe(call);
  });
  await new Promise<void>((done) => void server.listen(0, 'localhost', done));
  return server;
}

interface Asked {
  readonly rootfp: string;
  readonly portal?: (path: string, answer: string) => string;
  readonly witness?: (path: string, answer: string) => string;
}

const same = (_path: string, answer: string) => answer;
/** Each login counts one further; the key itself does not know of them. */
let logins = 0;

async function read(context: TestContext, { rootfp, portal = same, witness = same }: Asked): Promise<Read> {
  const [python = ''] = provideOrSkip(context, 'python');
  const { testEnv, place } = event;
  const servers = await Promise.all([between(testEnv.portalPort, portal), between(testEnv.witnessPort, witness)]);
  const [address, monitor] = servers.map((server) => `http://localhost:${(server.address() as AddressInfo).port}`);
  const [credential] = event.key('ingrid', 1).toState().credentials;
  logins += 1;
  const key = { ...credential, counter: (credential?.counter ?? 0) + logins };
  const path = join(folder, 'asked.json');
  writeFileSync(path, JSON.stringify({ address, origin: place.origin, monitor, rootfp, key }), { mode: 0o600 });
  try {
    return await new Promise((done, fail) => {
      execFile(python, [program, path], (_error, stdout, stderr) => {
        if (stderr === '') done(JSON.parse(stdout) as Read);
        else fail(new Error(stderr));
      });
    });
  } finally {
    for (const server of servers) server.close();
  }
}

const flipped = (text: string, at: number) =>
  toBase64url(fromBase64url(text).map((byte, i) => (i === at ? byte ^ 1 : byte)));
/** Alters the JSON of one act. */
const bend =
  <T>(act: string, change: (answer: T) => T) =>
  (path: string, answer: string) =>
    path === `/api/${act}` ? JSON.stringify(change(JSON.parse(answer) as T)) : answer;

test('the second implementation reads a live event as the first does', async (context) => {
  provideOrSkip(context, 'python');
  const tove = await event.enter('tove');
  await openAll(tove, [event.member('amira')]);
  const { rootfp } = await witnessState();
  const here = await read(context, { rootfp });
  const ingrid = await event.enter('ingrid');
  const signed = await ingrid.wire.ask('log/head', { nonce: toBase64url(new Uint8Array(32).fill(1)) });
  const head = headCodec.parse(fromBase64url(signed.head));
  expect(here).toEqual({
    leaves: await event.logSize(),
    covered: head.size,
    entries: head.rosterSeq,
    head: toHex(head.rosterHead),
    state: toHex(head.state),
    outcomes: {},
  });
  expect(here.entries).toBeGreaterThan(5);
});

test('it refuses another root, and what portal or witness alter on the way', async (context) => {
  provideOrSkip(context, 'python');
  const { rootfp } = await witnessState();
  interface Entries {
    readonly entries: readonly { readonly time: number }[];
  }
  const told = async (asked: Partial<Asked>) => (await read(context, { rootfp, ...asked })).code;
  const codes = {
    root: await told({ rootfp: flipped(rootfp, 3) }),
    leaf: await told({
      portal: bend<{ leaves: string }>('log/leaves', (it) => ({
        leaves: flipped(it.leaves, fromBase64url(it.leaves).length - 5),
      })),
    }),
    verdict: await told({
      portal: bend<Entries>('login/finish', (it) => ({
        ...it,
        entries: it.entries.map((each, i) => (i === 2 ? { ...each, time: each.time + 1 } : each)),
      })),
    }),
    entry: await told({
      portal: (path, answer) =>
        bend<Entries>('roster/read', () => ({ entries: [] }))(
          path,
          bend<Entries>('login/finish', (it) => ({ ...it, entries: it.entries.slice(0, -1) }))(path, answer),
        ),
    }),
    nonce: await told({
      portal: bend<{ head: string; signature: string }>('log/head', (it) => ({ ...it, head: flipped(it.head, 60) })),
    }),
    note: await told({ portal: bend<{ note: string }>('log/checkpoint', () => ({ note: 'none' })) }),
    cosigned: await told({ witness: (_path, note) => note.replace(/\n[0-9]+\n/u, '\n1\n') }),
    outcome: await told({ portal: bend('log/outcomes', () => ({ outcomes: [{ leaf: 9, signed: '' }] })) }),
  };
  expect(codes).toEqual({
    root: 'root-mismatch',
    leaf: 'consistency',
    verdict: 'head-signature',
    entry: 'roster-chain',
    nonce: 'head-signature',
    note: 'checkpoint-shape',
    cosigned: 'checkpoint-signature',
    outcome: 'wrong-length',
  });
});

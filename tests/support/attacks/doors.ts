/** The private socket of the witness, and the log's own client in the database: an operator has both. */
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { withClient } from '../../../tools/postgres-roles.ts';
import type { TestEnv } from '../processes/servers.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The parsed body, if it is JSON; the wire says what is in it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/** JSON, or text unchanged. */
export async function askWitness(
  testEnv: TestEnv,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  const headers = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) };
  const sent = request({ socketPath: testEnv.witnessSocket, method, path, headers, agent: false }).end(text);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const answer = await readText(response);
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    json = undefined;
  }
  return { status: response.statusCode ?? 0, text: answer, json };
}

/** Appends leaves as the owner of the database can, without a check. Returns the index of the first. */
export function appendLeaves(testEnv: TestEnv, leaves: readonly Uint8Array[]): Promise<number> {
  return withClient(testEnv.ownerUrl, async (client) => {
    const { rows } = await client.query('select first from log_push($1::bytea[])', [
      leaves.map((leaf) => Buffer.from(leaf)),
    ]);
    return Number((rows[0] as { first: string }).first);
  });
}

/** The same for one entry of the list of members, with its row: a portal that looks in between would say that it is missing. */
export function appendEntry(testEnv: TestEnv, body: Uint8Array): Promise<number> {
  return withClient(testEnv.ownerUrl, async (client) => {
    await client.query('begin');
    const { rows } = await client.query('select first from log_push(array[$1::bytea])', [
      Buffer.from(encodeLeaf(rosterLeaf(body))),
    ]);
    const at = Number((rows[0] as { first: string }).first);
    await client.query('insert into roster_entry (leaf, bytes) values ($1, $2)', [at, Buffer.from(body)]);
    await client.query('commit');
    return at;
  });
}

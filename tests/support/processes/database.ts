// A database of one's own, with the schema and nobody's rows, for each test file that asks.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import type { DatabaseUrls } from './setup.ts';

export interface FreshDatabase extends DatabaseUrls {
  /** Ends all connections. A run that forgets it loses nothing: the cluster goes with the run. */
  drop(): Promise<void>;
}

async function ask(method: 'POST' | 'DELETE', path: string): Promise<string> {
  const socketPath = inject('databaseSocket');
  const { status, body } = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ socketPath, method, path }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    })
      .on('error', reject)
      .end();
  });
  if (status !== 200) throw new Error(`no database for this test: ${body}`);
  return body;
}

/** A copy of the template, or of another database to which nobody is connected. */
export async function freshDatabase(template = ''): Promise<FreshDatabase> {
  const urls = JSON.parse(await ask('POST', `/${template}`)) as DatabaseUrls;
  return { ...urls, drop: async () => void (await ask('DELETE', `/${urls.name}`)) };
}

/** What a test file asks of the run's main process, which serves all workers (setup.ts). */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

/** Returns the body of the answer. */
export async function ask(method: 'POST' | 'DELETE', path: string): Promise<string> {
  const socketPath = inject('runSocket');
  const { status, body } = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ socketPath, method, path, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    })
      .on('error', reject)
      .end();
  });
  if (status !== 200) throw new Error(`the run did not do ${method} ${path}: ${body}`);
  return body;
}

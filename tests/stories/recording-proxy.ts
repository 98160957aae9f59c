/** Stands before the portal and keeps every byte that passes, in both directions. */
import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface RecordingProxy {
  /** Request lines, headers and bodies, as they would stand in a recording of the network. */
  readonly sent: () => Buffer;
  readonly answered: () => Buffer;
  close(): Promise<void>;
}

export async function startRecordingProxy(port: number, portalPort: number): Promise<RecordingProxy> {
  const sent: Buffer[] = [];
  const answered: Buffer[] = [];
  const pass = async (asked: Parameters<Parameters<typeof createServer>[1] & object>[0]) => {
    const body = await buffer(asked);
    sent.push(Buffer.from(`\n${asked.method} ${asked.url}\n${asked.rawHeaders.join('\n')}\n\n`), body);
    const { method, url: path, headers } = asked;
    return new Promise<{ status: number; headers: readonly string[]; body: Buffer }>((resolve, reject) => {
      request({ host: 'localhost', port: portalPort, method, path, headers }, (answer) => {
        buffer(answer).then((body) => {
          answered.push(Buffer.from(`\n${answer.statusCode}\n${answer.rawHeaders.join('\n')}\n\n`), body);
          resolve({ status: answer.statusCode ?? 502, headers: answer.rawHeaders, body });
        }, reject);
      })
        .on('error', reject)
        .end(body);
    });
  };
  const server = createServer((asked, reply) => {
    pass(asked).then(
      ({ status, headers, body }) => reply.writeHead(status, [...headers]).end(body),
      () => reply.writeHead(502).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return {
    sent: () => Buffer.concat(sent),
    answered: () => Buffer.concat(answered),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A proxy before the portal that keeps every byte, in both directions. */
import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

interface Exchange {
  readonly path: string;
  readonly sent: number;
  readonly answered: number;
}

export interface RecordingProxy {
  /** Request lines, headers and bodies, as a recording of the network would have them. */
  readonly sent: () => Buffer;
  readonly answered: () => Buffer;
  /** In order, with all bytes of each question and answer, headers included. */
  readonly exchanges: () => readonly Exchange[];
  close(): Promise<void>;
}

export async function startRecordingProxy(port: number, portalPort: number): Promise<RecordingProxy> {
  const sent: Buffer[] = [];
  const answered: Buffer[] = [];
  const exchanges: Exchange[] = [];
  const pass = async (asked: Parameters<Parameters<typeof createServer>[1] & object>[0]) => {
    const body = await buffer(asked);
    const head = Buffer.from(`\n${asked.method} ${asked.url}\n${asked.rawHeaders.join('\n')}\n\n`);
    sent.push(head, body);
    const { method, url: path, headers } = asked;
    const question = body;
    return new Promise<{ status: number; headers: readonly string[]; body: Buffer }>((resolve, reject) => {
      request({ host: 'localhost', port: portalPort, method, path, headers, agent: false }, (answer) => {
        buffer(answer).then((body) => {
          const answerHead = Buffer.from(`\n${answer.statusCode}\n${answer.rawHeaders.join('\n')}\n\n`);
          answered.push(answerHead, body);
          const bytes = { sent: head.length + question.length, answered: answerHead.length + body.length };
          exchanges.push({ path: path ?? '', ...bytes });
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
  // The portal says how long a connection stays open. This one keeps it at least as long: who sends on a connection that
  // is closed at that moment gets no answer, and no fault of the portal is the cause.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return {
    sent: () => Buffer.concat(sent),
    answered: () => Buffer.concat(answered),
    exchanges: () => exchanges,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A witness that lies: a process between the portal and the real one, with the real one's cosigning key. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startNode, type Program } from '../../../tools/program.ts';
import { readKeyFile, type WitnessKeys } from '../../../witness/keys.ts';
import { inherited } from '../processes/inherited.ts';
import { programOf } from '../processes/programs.ts';
import type { TestEnv } from '../processes/servers.ts';

/** What a test may look up of any answer; the wire's own shapes say what is there. */
// oxlint-disable-next-line typescript/no-explicit-any
type Any = any;

export class LyingWitness {
  readonly #testEnv: TestEnv;
  readonly #bends = new Map<string, (answer: Any) => Any>();
  readonly #socket: string;
  #server: Server | undefined;
  #portal: Program | undefined;
  readonly keys: WitnessKeys;
  /** The journal of the portal that asks this witness. */
  readonly journal: string[] = [];

  constructor(testEnv: TestEnv) {
    this.#testEnv = testEnv;
    this.#socket = join(testEnv.dataDir, 'lying-witness');
    this.keys = readKeyFile(join(testEnv.witnessDir, 'key'), 'witness-1');
  }

  /** From now on answers to this path are the attacker's. */
  bend(path: string, how: (answer: Any) => Any): void {
    this.#bends.set(path, how);
  }

  /** In the place of the portal's own: the same portal, or one without a check, which asks this witness. */
  async start(sources?: string): Promise<void> {
    await this.#portal?.stop('SIGKILL');
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#server = createServer((asked, reply) => {
      void this.#answer(asked).then(({ status, type, body }) =>
        reply.writeHead(status, { 'content-type': type }).end(body),
      );
    });
    this.#server.keepAliveTimeout = 0;
    this.#server.listen(this.#socket);
    await once(this.#server, 'listening');
    const { portalDir, appUrl, portalPort, origin } = this.#testEnv;
    await this.#testEnv.stopPortal();
    this.#portal = startNode(await programOf('server/main.ts', sources), [], {
      env: {
        ...inherited,
        DATA_DIR: portalDir,
        DATABASE_URL: appUrl,
        WITNESS_URL: `unix:${this.#socket}`,
        PORT: String(portalPort),
        PORTAL_ORIGIN: origin,
      },
      onLine: (line) => this.journal.push(line),
    });
    await this.#portal.ready(/^Portal: /mu);
  }

  async #answer(asked: IncomingMessage) {
    const path = asked.url ?? '';
    const type = asked.headers['content-type'];
    const headers = type === undefined ? {} : { 'content-type': type };
    const socketPath = this.#testEnv.witnessSocket;
    const sent = request({ socketPath, method: asked.method, path, headers, agent: false });
    sent.end(await text(asked));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const body = await text(response);
    const bend = this.#bends.get(path);
    return {
      status: response.statusCode ?? 500,
      type: response.headers['content-type'] ?? 'application/json',
      body: bend === undefined ? body : JSON.stringify(bend(JSON.parse(body))),
    };
  }

  async stop(): Promise<void> {
    await this.#portal?.stop('SIGKILL');
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

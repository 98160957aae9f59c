/** Stands between the portal and PostgreSQL, and can lose the answer to a COMMIT, as a network or a restart does. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestEnv } from './portal.ts';

function connectTo(url: string): Socket {
  const { hostname, port, searchParams } = new URL(url);
  const folder = searchParams.get('host');
  const number = searchParams.get('port') ?? (port === '' ? '5432' : port);
  return folder === null
    ? connect({ host: hostname, port: Number(number) })
    : connect({ path: `${folder}/.s.PGSQL.${number}` });
}

export class LostAnswer {
  readonly #url: string;
  readonly #awayMs: number;
  readonly #sockets = new Set<Socket>();
  readonly #late = new Set<Socket>();
  readonly #server: Server;
  #isArmed = false;
  #instead: Uint8Array = new Uint8Array(0);
  #lateMs = 0;
  #awayUntil = 0;
  /** How many answers were lost. */
  lost = 0;

  private constructor(url: string, awayMs: number) {
    [this.#url, this.#awayMs] = [url, awayMs];
    this.#server = createServer((down) => this.#pass(down));
  }

  /** The portal begins anew and reaches its database through this alone. */
  static async before(testEnv: TestEnv, awayMs: number): Promise<LostAnswer> {
    const between = new LostAnswer(testEnv.urls.appUrl, awayMs);
    await new Promise<void>((resolve) => between.#server.listen(0, '127.0.0.1', () => resolve()));
    const url = new URL(testEnv.urls.appUrl);
    url.host = `127.0.0.1:${(between.#server.address() as AddressInfo).port}`;
    url.search = '';
    Object.assign(testEnv.config, { databaseUrl: url.href });
    await testEnv.restart();
    return between;
  }

  /** The next COMMIT after an append arrives; `instead` is answered, and nobody is let in for as long as was said. */
  loseNext(instead: Uint8Array = new Uint8Array(0)): void {
    [this.#isArmed, this.#instead] = [true, instead];
  }

  /** The portal's connection breaks with the next COMMIT after an append, and PostgreSQL is told of it so much later. */
  delayNext(lateMs: number): void {
    this.loseNext();
    this.#lateMs = lateMs;
  }

  #pass(down: Socket): void {
    if (Date.now() < this.#awayUntil) return void down.destroy();
    const up = connectTo(this.#url);
    this.#sockets.add(down);
    let [hasAppended, isLost] = [false, false];
    down.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      if (this.#isArmed && text.includes('log_append')) hasAppended = true;
      if (this.#isArmed && hasAppended && /\bcommit\b/iu.test(text)) isLost = true;
      if (isLost && this.#lateMs > 0) return this.#arriveLate(down, up, bytes);
      up.write(bytes);
    });
    up.on('data', (bytes) => (isLost ? this.#goAway(down) : down.write(bytes)));
    for (const one of [down, up]) one.on('error', () => undefined);
    down.on('close', () => {
      this.#sockets.delete(down);
      if (!this.#late.has(up)) up.destroy();
    });
    up.on('close', () => down.destroy());
  }

  #arriveLate(down: Socket, up: Socket, commit: Uint8Array): void {
    this.#late.add(up);
    setTimeout(() => up.end(commit), this.#lateMs);
    this.#lateMs = 0;
    this.#goAway(down);
  }

  #goAway(from: Socket): void {
    if (!this.#isArmed) return;
    this.#isArmed = false;
    this.lost += 1;
    this.#awayUntil = Date.now() + this.#awayMs;
    for (const one of this.#sockets) if (one !== from) one.destroy();
    from.end(this.#instead);
  }

  close(): void {
    for (const one of [...this.#sockets, ...this.#late]) one.destroy();
    this.#server.close();
  }
}

/** The portal in this process, on a database of its own, beside a real witness process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import * as app from '../../../server/app.ts';
import type { Config } from '../../../server/config.ts';
import * as db from '../../../server/db.ts';
import * as logger from '../../../server/logger.ts';
import type { DatabaseLimits } from '../../../server/timed-pool.ts';
import * as witness from '../../../server/witness.ts';
import { Clocks, setDatabaseClock } from '../processes/clocks.ts';
import { freshDatabase, type FreshDatabase } from '../processes/database.ts';
import { RunningWitness } from '../witness/process.ts';
import { injectClient, type Client, type Sent } from './client.ts';

const origin = 'http://localhost:8080';

/** The files that a portal is made of: of this checkout, or of a copy without a check (tests/support/attacks/mutant.ts). */
export type Source = <T>(file: string) => T;

const own: Readonly<Record<string, unknown>> = {
  'server/app.ts': app,
  'server/db.ts': db,
  'server/logger.ts': logger,
  'server/witness.ts': witness,
};
const ownSource: Source = <T>(file: string) => own[file] as T;

/** Ten times those of a portal for people, for tests of anything else than what happens without a database. */
const patient: DatabaseLimits = { connectMs: 14_000, lockMs: 13_000, statementMs: 15_000, answerMs: 17_000 };

export class TestEnv {
  readonly urls: FreshDatabase;
  readonly witness: RunningWitness;
  readonly config: Config;
  readonly #clocks: Clocks;
  readonly #limits: DatabaseLimits;
  db!: db.Database;
  built!: app.Built;
  /** Leads to whichever portal runs now, so that people keep their browsers over a restart. */
  readonly client: Client = {
    origin,
    send: (sent: Sent) => injectClient(this.built.app, origin).send(sent),
  };

  private constructor(
    urls: FreshDatabase,
    witness: RunningWitness,
    config: Config,
    clocks: Clocks,
    limits: DatabaseLimits,
  ) {
    [this.urls, this.witness, this.config, this.#clocks, this.#limits] = [urls, witness, config, clocks, limits];
  }

  static async open(
    database: Promise<FreshDatabase> = freshDatabase(),
    limits: DatabaseLimits = patient,
  ): Promise<TestEnv> {
    const clocks = new Clocks();
    const [urls, witness] = await Promise.all([database, RunningWitness.make(clocks.env('witness'))]);
    const dataDir = mkdtempSync(join(tmpdir(), 'dd-portal-'));
    const config = {
      origin,
      rpId: 'localhost',
      publicOrigin: undefined,
      databaseUrl: urls.appUrl,
      ownerUrl: undefined,
      witnessUrl: `unix:${join(witness.dataDir, 'socket')}`,
      dataDir,
      clientDir: join(dataDir, 'client'),
      port: 8080,
      host: 'localhost',
      pagerCommand: undefined,
      streamTickMs: 100,
    };
    const testEnv = new TestEnv(urls, witness, config, clocks, limits);
    await testEnv.start();
    return testEnv;
  }

  async start(source: Source = ownSource): Promise<void> {
    const { openDatabase } = source<typeof db>('server/db.ts');
    const { build } = source<typeof app>('server/app.ts');
    const { Witness } = source<typeof witness>('server/witness.ts');
    const { openJournal } = source<typeof logger>('server/logger.ts');
    this.db = openDatabase(this.config.databaseUrl, undefined, this.#limits);
    this.built = await build(this.config, this.db, new Witness(this.config.witnessUrl), openJournal('silent'));
  }

  async link(): Promise<string> {
    return (await this.built.foundingLink()) ?? '';
  }

  /** Ends this portal and begins another over the same database and keys. */
  async restart(source: Source = ownSource): Promise<void> {
    await this.stop();
    await this.start(source);
  }

  /** Ends this portal and begins another, with clocks that are wrong by this much; the others are right. */
  async restartWith(wrong: { portal?: number; witness?: number; database?: number }): Promise<void> {
    await this.stop();
    vi.useRealTimers();
    if (wrong.portal !== undefined) this.wrongFromNow(wrong.portal);
    this.#clocks.set('witness', wrong.witness ?? 0);
    await setDatabaseClock(this.urls.ownerUrl, wrong.database ?? 0);
    await this.start();
  }

  /** The clock of the portal alone, while it runs. */
  wrongFromNow(ahead: number): void {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ahead });
  }

  /** What the operator does after a long stop: she gives the day of a calendar. */
  sayToday(time: number): void {
    writeFileSync(join(this.config.dataDir, 'key-shares', 'today'), `${new Date(time).toISOString().slice(0, 10)}\n`);
  }

  /** Begins another portal at this very time, by the clocks of all three; after this, `comeBack`. */
  async travel(time: number): Promise<void> {
    await this.stop();
    vi.useRealTimers();
    const ahead = time - Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: time });
    this.#clocks.set('witness', ahead);
    await setDatabaseClock(this.urls.ownerUrl, ahead);
    this.sayToday(time);
    await this.start();
  }

  /** To the present, on all clocks. */
  async comeBack(): Promise<void> {
    vi.useRealTimers();
    this.sayToday(Date.now());
    await this.restartWith({});
  }

  async stop(): Promise<void> {
    await this.built.app.close();
    await this.db.destroy();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.witness.remove();
    await this.urls.drop();
    this.#clocks.remove();
    rmSync(this.config.dataDir, { recursive: true, force: true });
  }
}

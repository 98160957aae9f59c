/** The portal in this process, on a database of its own, beside a real witness process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Built } from '../../../server/app.ts';
import type { Config } from '../../../server/config.ts';
import { openDatabase, type Database } from '../../../server/db.ts';
import { openJournal } from '../../../server/logger.ts';
import { Witness } from '../../../server/witness.ts';
import { freshDatabase, type FreshDatabase } from '../processes/database.ts';
import { RunningWitness } from '../witness/process.ts';
import { injectDoor, type Door, type Sent } from './client.ts';

const origin = 'http://localhost:8080';

export class House {
  readonly urls: FreshDatabase;
  readonly witness: RunningWitness;
  readonly config: Config;
  db!: Database;
  built!: Built;
  /** Leads to whichever portal runs now, so that people keep their browsers over a restart. */
  readonly door: Door = {
    origin,
    send: (sent: Sent) => injectDoor(this.built.app, origin).send(sent),
  };

  private constructor(urls: FreshDatabase, witness: RunningWitness, config: Config) {
    [this.urls, this.witness, this.config] = [urls, witness, config];
  }

  static async open(database: Promise<FreshDatabase> = freshDatabase()): Promise<House> {
    const [urls, witness] = await Promise.all([database, RunningWitness.make()]);
    const dataDir = mkdtempSync(join(tmpdir(), 'dd-portal-'));
    const house = new House(urls, witness, {
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
    });
    await house.start();
    return house;
  }

  async start(): Promise<void> {
    this.db = openDatabase(this.config.databaseUrl);
    this.built = await build(this.config, this.db, new Witness(this.config.witnessUrl), openJournal('silent'));
  }

  async link(): Promise<string> {
    return (await this.built.foundingLink()) ?? '';
  }

  /** Ends this portal and begins another over the same database and keys. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.built.app.close();
    await this.db.destroy();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.witness.remove();
    await this.urls.drop();
    rmSync(this.config.dataDir, { recursive: true, force: true });
  }
}

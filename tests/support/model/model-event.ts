/**
 * A founded event whose portal and witness run in this process over a database and a folder, and that can be set back to its
 * beginning in milliseconds. Portal and witness are the real ones, or those of a copy without a check.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import pg from 'pg';
import { openPortal } from '../../../server/app.ts';
import * as realDb from '../../../server/db.ts';
import * as realAsk from '../../../server/openings/ask.ts';
import * as realApply from '../../../server/roster/apply.ts';
import * as realEffects from '../../../server/roster/effects.ts';
import * as realClient from '../../../server/witness.ts';
import * as realWitness from '../../../witness/app.ts';
import * as realLog from '../../../witness/log.ts';
import * as realState from '../../../witness/state.ts';
import type * as PortalModule from '../../../server/portal.ts';
import type { Witness } from '../../../witness/witness.ts';
import { desk, file, kind, type Filed } from '../server/seal-record.ts';
import { TestEnv, type Source } from '../server/portal.ts';
import type { Person } from '../server/person.ts';
import { World } from '../server/world.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { asWitness, setClock } from './sides.ts';
import { Wire } from './wire.ts';

export const travel = desk('travel');
export const visa = desk('visa');

export interface Cast {
  readonly staff: readonly Person[];
  readonly guests: readonly Person[];
  readonly filed: readonly Filed[];
}

/** As the witness's own configuration names it where nothing else is said. */
const witnessName = 'witness-1';
const isFile = (path: string) => !path.endsWith('/socket');

const own: Readonly<Record<string, unknown>> = {
  'server/app.ts': { openPortal },
  'server/db.ts': realDb,
  'server/openings/ask.ts': realAsk,
  'server/roster/apply.ts': realApply,
  'server/roster/effects.ts': realEffects,
  'server/witness.ts': realClient,
  'witness/app.ts': realWitness,
  'witness/log.ts': realLog,
  'witness/state.ts': realState,
};
export const ownSource: Source = <T>(file: string) => {
  if (!(file in own)) throw new Error(`${file} is not among the files of the event`);
  return own[file] as T;
};

export interface Portal {
  readonly db: realDb.Database;
  readonly built: PortalModule.Portal;
  /** What it said that an operator should read. */
  readonly said: readonly string[];
}

export class ModelEvent {
  readonly #env: TestEnv;
  readonly #owner: pg.Client;
  readonly #folder = mkdtempSync(join(tmpdir(), 'dd-model-'));
  #reset = '';
  readonly world: World;
  readonly cast: Cast;
  readonly wire: Wire;
  source: Source = ownSource;
  /** The last one is the portal; the others were never told to end. */
  portals: Portal[] = [];
  witness: Witness | undefined;

  private constructor(env: TestEnv, owner: pg.Client, world: World, cast: Cast, wire: Wire) {
    [this.#env, this.#owner, this.world, this.cast, this.wire] = [env, owner, world, cast, wire];
  }

  static async found(): Promise<ModelEvent> {
    const env = await TestEnv.open();
    const world = await World.found(env.client, await env.link());
    const [founder] = world.officers as [Person];
    const staff = [await world.addMember('staff', travel), await world.addMember('staff')];
    const guests = [await world.addMember('participant'), await world.addMember('participant')];
    await world.mintEpoch(desk('officers'), founder);
    await world.mintMonth(new Date().toISOString().slice(0, 7));
    await world.mintEpoch(travel, staff[0] as Person);
    const filed: Filed[] = [];
    for (const guest of guests)
      filed.push(await file(world, { kind: kind('travel'), author: guest, owner: guest, content: utf8('a journey') }));
    await env.built.portal.publisher.publish();
    await env.stop();
    await env.witness.kill();
    const owner = new pg.Client({ connectionString: env.urls.ownerUrl });
    await owner.connect();
    const wire = await Wire.at(join(mkdtempSync(join(tmpdir(), 'dd-wire-')), 'socket'));
    const event = new ModelEvent(env, owner, world, { staff, guests, filed }, wire);
    Object.assign(env.config, { witnessUrl: `unix:${wire.path}` });
    await event.#keep();
    return event;
  }

  get folder(): string {
    return join(this.#folder, 'now');
  }

  /** Every table once more, in a schema of its own; and the statements that put them back. */
  async #keep(): Promise<void> {
    cpSync(this.#env.witness.dataDir, join(this.#folder, 'first'), { recursive: true, filter: isFile });
    const { rows } = await this.#owner.query<{ name: string; columns: string }>(
      `select table_name as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_schema = 'public' and is_generated = 'NEVER' and table_name not like 'kysely%'
         and table_name not in ('writer', 'published')
       group by table_name`,
    );
    await this.#owner.query('create schema kept');
    await this.#owner.query('set session_replication_role = replica');
    const put: string[] = [];
    for (const { name, columns } of rows) {
      await this.#owner.query(`create table kept."${name}" as select ${columns} from public."${name}"`);
      put.push(
        `delete from public."${name}"; insert into public."${name}" (${columns}) select ${columns} from kept."${name}"`,
      );
    }
    this.#reset = put.join(';\n');
  }

  /** Everything as it was when it was founded; portal and witness are there, and the clocks are right. */
  async begin(source: Source = ownSource): Promise<void> {
    await this.end();
    this.source = source;
    for (const side of ['portal', 'witness'] as const) setClock(side, 0);
    await this.#owner.query(this.#reset);
    rmSync(join(this.#folder, 'copy'), { recursive: true, force: true });
    this.restoreWitness();
    this.wire.forget();
    // What the portal remembers of another walk, which would prove that this log went back.
    for (const name of ['newest-note', 'newest-head', 'newer-note'])
      rmSync(join(this.#env.config.dataDir, name), { force: true });
    this.startWitness();
    await this.startPortal();
  }

  async end(): Promise<void> {
    for (const portal of this.portals.splice(0)) await this.#close(portal);
    this.killWitness();
  }

  async #close({ built, db }: Portal): Promise<void> {
    built.outcomes.close();
    built.publisher.close();
    built.commits.close();
    await built.commits.idle();
    await built.threads.close();
    built.witness.close();
    await db.destroy();
  }

  /** A second one, if there is one: nobody ends it. */
  async startPortal(): Promise<void> {
    const { openPortal: open } = this.source<{ openPortal: typeof openPortal }>('server/app.ts');
    const { openDatabase } = this.source<typeof realDb>('server/db.ts');
    const { Witness: Client } = this.source<typeof realClient>('server/witness.ts');
    const said: string[] = [];
    const journal = pino({ level: 'warn' }, { write: (line: string) => said.push(line) });
    const db = openDatabase(this.#env.config.databaseUrl);
    const { config } = this.#env;
    const built = await open(config, db, new Client(config.witnessUrl), journal, undefined, () => undefined);
    this.portals.push({ db, built, said });
  }

  async endPortal(): Promise<void> {
    const portal = this.portals.pop();
    if (portal !== undefined) await this.#close(portal);
  }

  async endAllButLast(): Promise<void> {
    for (const portal of this.portals.splice(0, this.portals.length - 1)) await this.#close(portal);
  }

  get portal(): Portal {
    return this.portals.at(-1) as Portal;
  }

  startWitness(): void {
    const { socketApp } = this.source<typeof realWitness>('witness/app.ts');
    const { Log } = this.source<typeof realLog>('witness/log.ts');
    const { openState } = this.source<typeof realState>('witness/state.ts');
    asWitness(() => {
      const state = openState(this.folder, witnessName);
      const witness = { ...state, log: new Log(state.db) };
      this.witness = witness;
      this.wire.witness = socketApp(witness);
    });
  }

  /** What was written is on the disk; nothing else is left of it. */
  killWitness(): void {
    this.wire.witness = undefined;
    this.witness?.db.close();
    this.witness = undefined;
  }

  copyWitness(): void {
    this.#moveWitness(this.folder, join(this.#folder, 'copy'));
  }

  /** As it was when it was copied last, or in the beginning. */
  restoreWitness(): void {
    const copy = join(this.#folder, 'copy');
    this.#moveWitness(existsSync(copy) ? copy : join(this.#folder, 'first'), this.folder);
  }

  #moveWitness(from: string, to: string): void {
    const isUp = this.witness !== undefined;
    this.killWitness();
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
    if (isUp) this.startWitness();
  }

  async sql<T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.#owner.query(text, [...values])).rows as T[];
  }

  async close(): Promise<void> {
    await this.end();
    this.wire.close();
    await this.#owner.end();
    await this.#env.witness.remove();
    await this.#env.urls.drop();
    for (const folder of [this.#folder, this.#env.config.dataDir]) rmSync(folder, { recursive: true, force: true });
  }
}

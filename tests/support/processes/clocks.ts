/**
 * The clocks of the servers. A test can set each ahead while it runs. A process reads by how much from a file, at every
 * look at its clock; for PostgreSQL, functions in a schema before its own answer the time.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '../../../tools/postgres-roles.ts';

type Process = 'portal' | 'witness';

export class Clocks {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dd-clocks-'));

  constructor() {
    for (const name of ['portal', 'witness'] as const) {
      this.set(name, 0);
      writeFileSync(
        join(this.#folder, `${name}.mjs`),
        `import { readFileSync } from 'node:fs';
         const real = Date.now;
         Date.now = () => real() + Number(readFileSync(${JSON.stringify(this.#ahead(name))}, 'utf8'));`,
      );
    }
  }

  #ahead(name: Process): string {
    return join(this.#folder, `${name}-ahead`);
  }

  /** Variables under which the process takes its time from here. */
  env(name: Process): { readonly NODE_OPTIONS: string } {
    return { NODE_OPTIONS: `--import ${join(this.#folder, `${name}.mjs`)}` };
  }

  set(name: Process, aheadMs: number): void {
    writeFileSync(this.#ahead(name), String(aheadMs));
  }

  /** Time passes for both: neither is ahead of the other. */
  setBoth(aheadMs: number): void {
    for (const name of ['portal', 'witness'] as const) this.set(name, aheadMs);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** From then on this database answers with a time of its own to connections that are made afterwards. */
export function setDatabaseClock(ownerUrl: string, aheadMs: number): Promise<void> {
  return withClient(ownerUrl, async (client) => {
    await client.query('create schema if not exists test_clock');
    await client.query('grant usage on schema test_clock to public');
    for (const name of ['clock_timestamp', 'now'])
      await client.query(
        `create or replace function test_clock.${name}() returns timestamptz language sql volatile as
         'select pg_catalog.${name}() + interval ''${Math.round(aheadMs)} milliseconds'''`,
      );
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    await client.query(`alter database "${rows[0]?.name ?? ''}" set search_path = test_clock, pg_catalog, public`);
  });
}

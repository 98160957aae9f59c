// What every other test relies on.
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { withClient } from '../../../tools/postgres-roles.ts';
import { freshDatabase } from '../../support/processes/database.ts';
import { freePorts } from '../../support/processes/ports.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown> | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

describe('a fresh database', async () => {
  const database = await freshDatabase();
  afterAll(() => database.drop());

  it('is entered under three names', async () => {
    const who = 'select current_user as name, current_database() as database';
    expect(await query(database.ownerUrl, who)).toEqual({ name: 'dd_owner', database: database.name });
    expect(await query(database.appUrl, who)).toEqual({ name: 'dd_app', database: database.name });
    expect(await query(database.publicUrl, who)).toEqual({ name: 'dd_public', database: database.name });
  });

  it('refuses a wrong password, even on its own socket', async () => {
    const url = new URL(database.appUrl);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it.each(['appUrl', 'publicUrl'] as const)('lets nobody but its owner create tables (%s)', async (who) => {
    await expect(query(database[who], 'create table public.mine ()')).rejects.toThrow('permission denied');
    await expect(query(database[who], 'create temporary table mine ()')).rejects.toThrow('permission denied');
  });

  it('is nobody else’s: what one file writes, another never sees', async () => {
    await query(database.ownerUrl, 'create table public.marked ()');
    const other = await freshDatabase();
    const seen = await query(other.ownerUrl, "select to_regclass('public.marked') as found");
    await other.drop();
    expect(seen).toEqual({ found: null });
  });

  it('keeps failing statements, and with them people’s data, out of the log', async () => {
    expect(await query(database.ownerUrl, 'show log_min_error_statement')).toEqual({
      log_min_error_statement: 'panic',
    });
  });
});

it('finds neighbouring free ports', async () => {
  const first = await freePorts(3);
  expect(first).toBeGreaterThan(1023);
  expect(first + 2).toBeLessThan(65_536);
});

describe('a connection for one piece of work', () => {
  it('that breaks between two statements is told by the next statement, and ends no program', async () => {
    const database = await freshDatabase();
    const work = withClient(database.ownerUrl, async (client) => {
      await client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await client.query('select 1');
    });
    await expect(work).rejects.toThrow();
    await database.drop();
  });
});

/** Brings the database to this version's schema, as its owner. Only forward; all pending steps in one transaction. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import pg from 'pg';

const migrationFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** A database that accepts and never answers ends a start with a sentence. */
const connectWithinMs = 10_000;

export async function migrate(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, connectionTimeoutMillis: connectWithinMs });
  // What breaks between two statements is told by the next one; without listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool });
  const db = new Kysely<unknown>({ dialect });
  try {
    const provider = new FileMigrationProvider({
      fs,
      path,
      migrationFolder,
      import: (file) => import(file) as Promise<unknown>,
    });
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error !== undefined) throw error;
  } finally {
    await db.destroy();
  }
}

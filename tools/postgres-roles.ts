// The roles that the processes log in with. Their passwords are random, and kept beside the data they open.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** Reads the password kept under this name, or makes one. */
export function keptPassword(secretsDir: string, role: string): string {
  mkdirSync(secretsDir, { recursive: true, mode: 0o700 });
  const file = join(secretsDir, `db-${role}`);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

/** One connection for one piece of work. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // A connection that breaks between two statements is told by the next; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The public site must not take the connections that the portal needs to start. It opens 4 itself. */
export const publicConnections = 20;
const noLimit = -1;

/** A login that owns nothing and may create nothing; migrations grant it what it needs. */
export async function ensureRole(
  ownerUrl: string,
  role: string,
  password: string,
  connections = noLimit,
): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    const name = client.escapeIdentifier(role);
    if (known.rowCount === 0) await client.query(`create role ${name}`);
    await client.query(
      `alter role ${name} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit ${connections} password ${client.escapeLiteral(password)}`,
    );
  });
}

/** A database that only the owner and these roles may enter. A template's contents are copied, its grants are not. */
export async function ensureDatabase(
  ownerUrl: string,
  database: string,
  roles: readonly string[],
  template = 'template0',
): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const name = client.escapeIdentifier(database);
    const known = await client.query('select 1 from pg_database where datname = $1', [database]);
    // A copy of files is the quicker way for a small template: the other one writes each page to the log.
    if (known.rowCount === 0)
      await client.query(`create database ${name} template ${client.escapeIdentifier(template)} strategy file_copy`);
    await client.query(`revoke all on database ${name} from public`);
    for (const role of roles)
      await client.query(`grant connect on database ${name} to ${client.escapeIdentifier(role)}`);
  });
}

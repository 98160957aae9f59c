/**
 * Rows of garbage among the records, as the portal's role in the database can write them: one at each leaf that carries no
 * record, so it appends leaves for them. `committed`: the leaves are those of records, and commit to the garbage.
 */
import { randomBytes } from 'node:crypto';
import { concat } from '#protocol/core/bytes.ts';
import { digestLeaf, encodeLeaf } from '#protocol/log/leaf.ts';
import { withClient } from '../../../tools/postgres-roles.ts';

interface Planting {
  /** Digest of a true row: what the others say of themselves is taken from it. */
  readonly like: Uint8Array;
  readonly count: number;
  /** The record that they say they are of; without it each is one of its own. */
  readonly record?: string;
  readonly committed?: boolean;
}

const noticeByte = new Uint8Array([6]);

export async function plantRows(appUrl: string, { like, count, record, committed = false }: Planting): Promise<void> {
  const rows = Array.from({ length: count }, () => {
    const digest = randomBytes(32);
    const own = digestLeaf('record', digest, randomBytes(16));
    const leaf = committed ? encodeLeaf(own) : concat(noticeByte, randomBytes(64));
    return { digest, commitment: own.commitment, leaf };
  });
  const bytesOf = (pick: (row: (typeof rows)[number]) => Uint8Array) => rows.map((row) => Buffer.from(pick(row)));
  await withClient(appUrl, async (client) => {
    await client.query('begin');
    await client.query(
      `insert into record (record, revision, kind, owner, desk, about, author, gated, readers, digest, bytes, content, leaf, commitment)
       select coalesce($2, substr(md5(n::text || random()::text), 1, 22)), 1000 + n, kind, owner, desk, about, author, gated,
         readers, planted.digest, '\\x00', content, log_lock(generation) + n - 1, planted.commitment
       from record, writer, unnest($3::bytea[], $4::bytea[]) with ordinality as planted (digest, commitment, n)
       where record.digest = $1`,
      [Buffer.from(like), record ?? null, bytesOf(({ digest }) => digest), bytesOf(({ commitment }) => commitment)],
    );
    await client.query('select log_append(generation, $1::bytea[]) from writer', [bytesOf(({ leaf }) => leaf)]);
    await client.query('commit');
  });
}

/**
 * `node tools/node24.mjs tools/take-back.ts <folder> [--note <file>] [--uncosigned]`: after the database was restored from a
 * backup, takes from a copy of the witness's state what the log has since (docs/operations.md, "Back up, restore"). No
 * portal runs meanwhile. The file holds a checkpoint that somebody kept, the newest there is: the copy must contain it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { signKeyPair, sodiumReady } from '../protocol/crypto/sodium.ts';
import { openDatabase } from '../server/db.ts';
import { keptKey } from '../server/keys.ts';
import { takeBack, type Wanted, type WitnessCopy } from '../server/roster/take-back.ts';

function readCopy(folder: string): WitnessCopy {
  const db = new DatabaseSync(join(folder, 'state.sqlite'), { readOnly: true });
  const bytes = (value: unknown) => (value as Uint8Array | null) ?? undefined;
  try {
    return {
      leaves: db
        .prepare('select bytes from leaf order by idx')
        .all()
        .map((row) => row['bytes'] as Uint8Array),
      verdicts: db
        .prepare('select leaf, body, line, signature from verdict order by leaf')
        .all()
        .map((row) => ({
          leaf: row['leaf'] as number,
          body: bytes(row['body']),
          line: row['line'] as Uint8Array,
          signature: row['signature'] as Uint8Array,
        })),
      needs: new Map(
        db
          .prepare('select leaf, bytes from needs')
          .all()
          .map((row) => [row['leaf'] as number, row['bytes'] as Uint8Array]),
      ),
      note: (db.prepare('select note from cosigned').get()?.['note'] ?? '') as string,
    };
  } finally {
    db.close();
  }
}

async function run(folder: string, ownerUrl: string, dataDir: string, wanted: Wanted): Promise<void> {
  await sodiumReady;
  const owner = openDatabase(ownerUrl);
  try {
    const own = {
      restoreKey: keptKey(dataDir, 'restore'),
      logKey: signKeyPair(keptKey(dataDir, 'log')).publicKey,
    };
    const { leaves, entries, without } = await takeBack(owner, readCopy(folder), own, wanted);
    console.log(`${leaves} entries of the log, ${entries} changes of the member list were taken back.`);
    if (wanted.note === undefined)
      console.log('No kept note was given: nothing shows that the copy of the witness is the newest there is.');
    if (without.length > 0) console.log(`The witness keeps nothing for these any more: ${without.join(', ')}.`);
  } finally {
    await owner.destroy();
  }
}

const { values, positionals } = parseArgs({
  options: { note: { type: 'string' }, uncosigned: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [folder] = positionals;
const { DATABASE_OWNER_URL: ownerUrl, DATA_DIR: dataDir = '.data' } = process.env;
if (folder === undefined || ownerUrl === undefined) {
  console.error('Give the folder with a copy of the state of the witness, and set DATABASE_OWNER_URL and DATA_DIR.');
  process.exit(1);
}
try {
  const note = values.note === undefined ? undefined : readFileSync(values.note, 'utf8');
  await run(folder, ownerUrl, dataDir, { note, uncosigned: values.uncosigned });
} catch (error) {
  console.error(`Nothing was taken back: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

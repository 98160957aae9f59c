// A migration that ran on a database in use is not changed any more: what it would do now, it never did there.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** SHA-256 of each file, in hex. A new migration is added here when a version with it is given away. */
const given: Readonly<Record<string, string>> = {
  '0001_log.ts': '334fbe17574426c2d020269166c430b818173fd1e1d0e9ada50fd0515049206d',
  '0002_people.ts': '29a19c3aa6720d57a023575d9f83c29de620f0f3affd489cffb25cfe1d3339ee',
  '0003_records.ts': '0f95c296921baf0c0875ba56c58a8f9bc5b71bd67a9c9b4c7a900ee7d41c3954',
  '0004_programme.ts': '8b3d16776479118cf945b4538d5b0f030dd137138f8fe5ce9610091c00782caf',
  '0005_requests.ts': 'ab73737a2f77beb9a189540a5c887f7639b5b3f1de35d7d65a1c16d6cce27477',
  '0006_threads.ts': '15caa45d88c8c0e61aa56129d70e0999748391833a94a5f4a4676e0734668328',
  '0007_expiry.ts': '765fe9c69c4803ec2fc4aa3c6684f0e583c2ee9f25203d8f09cdbead16bdc84a',
};

it.each(Object.entries(given))('%s is as it was given away', (name, hash) => {
  const bytes = readFileSync(join(root, 'migrations', name));
  expect(createHash('sha256').update(bytes).digest('hex'), `${name} ran already: write a new migration`).toBe(hash);
});

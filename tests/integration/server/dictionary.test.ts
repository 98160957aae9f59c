// The written dictionary is the database's own: what the documents say, the page and the tables say.
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seenOf } from '../../../server/ceremonies/own-rows.ts';
import { openDatabase } from '../../../server/db.ts';
import { dataDictionary } from '../../../tools/data-dictionary.ts';
import { freshDatabase, type FreshDatabase } from '../../support/processes/database.ts';

let urls: FreshDatabase;
beforeAll(async () => {
  urls = await freshDatabase();
});
afterAll(() => urls.drop());

const written = readFileSync(new URL('../../../docs/data-dictionary.md', import.meta.url), 'utf8');

it('docs/data-dictionary.md is what the comments say today; if not: node tools/node24.mjs tools/data-dictionary.ts', async () => {
  expect(await dataDictionary(urls.ownerUrl)).toBe(written);
});

it('is what “What our computer can see” shows', async () => {
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  await owner.query(`insert into member (member, user_handle, seal_key, portal_tag_key) values ('m', '', '', '')`);
  await owner.end();
  const db = openDatabase(urls.appUrl);
  const { rows } = await seenOf(db, 'm');
  await db.destroy();
  expect(rows.map((row) => row.table)).toContain('member');
  for (const { column, comment } of rows) {
    const line = written.split('\n').find((each) => each.startsWith(`| \`${column}\` |`) && each.includes(comment));
    expect(line, `${column}: ${comment}`).toBeDefined();
  }
});

/**
 * Runs every file in bench/rows, or those whose name contains an argument. Each exports `measure`, which returns its rows.
 * One JSON object a line goes to standard output, a table for people to standard error.
 */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Row } from './measure.ts';

const wanted = process.argv.slice(2);
const files = globSync('rows/*.ts', { cwd: import.meta.dirname })
  .toSorted()
  .filter((file) => wanted.length === 0 || wanted.some((part) => basename(file).includes(part)));

const table: Row[] = [];
for (const file of files) {
  const { measure } = (await import(`./${file}`)) as { measure: () => Promise<readonly Row[]> };
  for (const row of await measure()) {
    console.log(JSON.stringify(row));
    table.push(row);
  }
}

const short = (value: number) => value.toPrecision(3);
for (const { name, value, unit, reference, referenceName, ratio, aim } of table) {
  const left = `${name.padEnd(44)} ${short(value).padStart(8)} ${unit.padEnd(4)}`;
  console.error(
    `${left} ${short(ratio).padStart(6)} × ${referenceName} (${short(reference)} ${unit})${aim ? `, aim ${aim}` : ''}`,
  );
}
if (table.length === 0) console.error('no row of that name');

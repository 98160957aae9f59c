// What crosses the line, compressed and without headers: the sign-in page, and the vault that every member's page starts.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtClient } from '../../support/processes/servers.ts';

let folder = '';
const compressed = (file: string): number => statSync(join(folder, `${file}.br`)).size / 1024;
const found = (pattern: string): string => {
  const files = globSync(pattern, { cwd: folder });
  if (files.length !== 1) throw new Error(`${files.length} files match ${pattern}, expected one`);
  return files[0] as string;
};

beforeAll(async () => {
  folder = await builtClient();
});

describe('the built client', () => {
  it.each(['en', 'ar'])('asks for at most 60 KiB before somebody can sign in: %s', (language) => {
    const page = `index.${language}.html`;
    const asked = readFileSync(join(folder, page), 'utf8').matchAll(
      /<(?:script|link)[^>]*? (?:src|href)="\/(assets[^"]+)"/gu,
    );
    const files = [page, ...new Set([...asked].map(([, path = '']) => path))];
    const sum = files.reduce((bytes, file) => bytes + compressed(file), 0);
    console.log(`sign-in page in ${language}: ${sum.toFixed(1)} KiB in ${files.length} files`);
    expect(files.length).toBeGreaterThan(3);
    expect(sum).toBeLessThanOrEqual(60);
  });

  it("brings a participant's vault in at most 180 KiB", () => {
    const weight = compressed(found('assets/vault-*.js'));
    console.log(`vault: ${weight.toFixed(1)} KiB`);
    expect(weight).toBeGreaterThan(100);
    expect(weight).toBeLessThanOrEqual(180);
  });
});

/** The ProVerif models answer what is written beside them, and each decision that is taken out costs what is said there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allModels, findProverif, prove, proverifMissing } from '../../../tools/models/prove.ts';

it.for(allModels().map((model) => [model.name, model] as const))('%s answers as expected', ([, model], context) => {
  const program = findProverif() ?? context.skip(proverifMissing);
  expect(prove(program, model)).toEqual(model.expected);
});

it('the page about them tells of each', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../protocol/models/README.md'), 'utf8');
  const named = allModels().map(({ name }) => name.replace(/^without /u, ''));
  expect(named.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});

/**
 * One side of the comparison of tests/second-implementation/fuzz.py: says what protocol/ makes of each act. A line in is
 * `{"act", "inputs"}`, a line out is the result as the vectors write it, `refused: code`, or `fault: …` for any error that
 * is no refusal of the protocol. With `--signatures-hold` no signature is checked, so that altered objects come further.
 */
import { registerHooks } from 'node:module';
import { createInterface } from 'node:readline';
import { argv, stdin, stdout } from 'node:process';
import { readFileSync } from 'node:fs';
import type { World } from '../vectors/act.ts';
import type { Plain } from '../vectors/plain.ts';

interface Question {
  readonly act: string;
  readonly inputs: Readonly<Record<string, Plain>>;
}

const blind = argv.includes('--signatures-hold');

/** The modules that say whether a signature holds, and what they export instead. Each is loaded a second time by its own name. */
const good: readonly (readonly [RegExp, string])[] = [
  [/\/@noble\/curves\/nist\.js$/u, 'p256 = { ...real.p256, verify: () => true }'],
  [/\/@noble\/curves\/ed25519\.js$/u, 'ed25519 = { ...real.ed25519, verify: () => true }'],
  [/\/protocol\/crypto\/sodium\.ts$/u, 'signatureHolds = () => true'],
];
if (blind)
  registerHooks({
    load(url, context, next) {
      const own = good.find(([path]) => path.test(url))?.[1];
      if (own === undefined) return next(url, context);
      const source = `import * as real from '${url}?real'; export * from '${url}?real'; export const ${own};`;
      return { format: 'module', source, shortCircuit: true };
    },
  });

const { ProtocolError } = await import('#protocol/core/errors.ts');
const { sodiumReady } = await import('#protocol/crypto/sodium.ts');
const { everyObject } = await import('../support/protocol/every-object.ts');
const { actsOver, replayed } = await import('../vectors/acts.ts');
const { Given } = await import('../vectors/given.ts');
const { fromPlain, toPlain } = await import('../vectors/plain.ts');

await sodiumReady;
const kept = fromPlain(JSON.parse(readFileSync(new URL('../vectors/world.json', import.meta.url), 'utf8'))) as Omit<
  World,
  'roster'
>;
const world: World = { ...kept, roster: replayed(kept, kept.entries.length) };
const acts = actsOver(Object.fromEntries(everyObject('codecs').map((each) => [each.label, each.codec])));

function answer({ act, inputs }: Question): string {
  try {
    const said = toPlain(acts[act]?.(new Given(inputs), world));
    return typeof said === 'string' ? said : JSON.stringify(said);
  } catch (error) {
    return error instanceof ProtocolError ? `refused: ${error.code}` : `fault: ${String(error)}`;
  }
}

for await (const line of createInterface({ input: stdin, crlfDelay: Infinity }))
  stdout.write(`${JSON.stringify(answer(JSON.parse(line) as Question))}\n`);

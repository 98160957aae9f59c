/**
 * protocol/ with switches in it (alterations.ts), and every vector. Says first what is wrong without an alteration, and which
 * vectors come by each. Then a line in is the number of an alteration, a line out what a vector says of it: see `Verdict`.
 */
import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { alteredProtocol, root } from './alterations.ts';
import { Switch } from './switch.ts';

/** `killed`: a vector says something else. Its name, and what it said. */
export interface Verdict {
  readonly alteration: number;
  readonly asked: number;
  readonly killed: { readonly vector: string; readonly said: string } | null;
}

export interface Begun {
  readonly alterations: number;
  readonly vectors: number;
  /** Vectors that say something else than the books, although nothing is altered. */
  readonly wrong: readonly string[];
}

const { alterations, texts } = alteredProtocol();
const rule = new Switch();
Object.assign(globalThis, { $rule: rule });
registerHooks({
  load(url, context, next) {
    const text = url.startsWith('file:') ? texts.get(relative(root, fileURLToPath(url))) : undefined;
    return text === undefined ? next(url, context) : { format: 'module-typescript', source: text, shortCircuit: true };
  },
});

const { sodiumReady } = await import('#protocol/crypto/sodium.ts');
const { everyVector } = await import('./vectors.ts');
await sodiumReady;
const vectors = everyVector();
const say = (line: Begun | Verdict) => stdout.write(`${JSON.stringify(line)}\n`);

/** By alteration: the vectors that come by it, those that come by little first. */
const asked: number[][] = alterations.map(() => []);
const wrong: string[] = [];
const widths = vectors.map(({ name, expected, ask }, i) => {
  rule.met.clear();
  if (ask() !== expected) wrong.push(name);
  for (const number of rule.met) asked[number]?.push(i);
  return rule.met.size;
});
for (const each of asked) each.sort((a, b) => (widths[a] ?? 0) - (widths[b] ?? 0));
say({ alterations: alterations.length, vectors: vectors.length, wrong });

function judge(alteration: number): Verdict {
  const by = asked[alteration] ?? [];
  rule.on = alteration;
  try {
    for (const [i, at] of by.entries()) {
      const { name, expected, ask } = vectors[at] as (typeof vectors)[number];
      const found = ask();
      if (found !== expected) return { alteration, asked: i + 1, killed: { vector: name, said: found.slice(0, 200) } };
    }
    return { alteration, asked: by.length, killed: null };
  } finally {
    rule.on = -1;
  }
}

for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) say(judge(Number(line)));

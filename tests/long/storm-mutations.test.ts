/**
 * A storm can fail: portal or witness from which one patch took what makes an answer durable, and the storm finds it. Where
 * the first storm misses the moment, the next seed is tried.
 */
import { expect, it } from 'vitest';
import { mutantFolder } from '../support/attacks/mutant.ts';
import type { Target } from '../support/storm/killer.ts';
import { Storm } from '../support/storm/storm.ts';

const kills = 8;
const seeds = [1, 2, 3];
const timeout = 1_800_000;

interface Mutation {
  readonly patch: string;
  /** Whose end the missing step is about. */
  readonly targets: readonly Target[];
  readonly found: RegExp;
}

const mutations: readonly Mutation[] = [
  { patch: 'acknowledged-in-memory', targets: ['postgres'], found: /was answered .* and this is not there/u },
  { patch: 'outcome-after-answer', targets: ['witness'], found: /portal and witness keep other outcomes/u },
  { patch: 'effect-apart', targets: ['portal', 'postgres'], found: /effects wait/u },
];

async function faultsOf({ patch, targets }: Mutation, seed: number): Promise<readonly string[]> {
  const storm = await Storm.begin({ seed, targets, sources: mutantFolder(patch) });
  try {
    return [...(await storm.rage(kills)), ...(await storm.settle())];
  } finally {
    await storm.end();
  }
}

it.each(mutations)(
  'finds $patch',
  async (mutation) => {
    for (const seed of seeds) {
      const faults = await faultsOf(mutation, seed);
      console.log(`${mutation.patch}, seed ${seed}: ${faults.length} faults, such as ${faults.at(-1)}`);
      if (faults.some((fault) => mutation.found.test(fault))) return;
    }
    expect.fail(`${seeds.length} storms did not find it`);
  },
  timeout,
);

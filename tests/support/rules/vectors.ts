/** Every vector as a question, with what it must say: for a program that asks the same many times. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Codec } from '#protocol/core/codec.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { everyObject } from '../protocol/every-object.ts';
import { root } from '../protocol/sources.ts';
import { actsOver, replayed } from '../../vectors/acts.ts';
import type { World } from '../../vectors/act.ts';
import { derivations } from '../../vectors/derivations.ts';
import { Given } from '../../vectors/given.ts';
import { fromPlain, toPlain, type Plain } from '../../vectors/plain.ts';

interface Case {
  readonly act?: string;
  readonly name?: string;
  readonly note?: string;
  readonly inputs: Readonly<Record<string, Plain>>;
  readonly result?: Plain;
  readonly code?: string;
}
interface Book {
  readonly cases?: readonly Case[];
  readonly objects?: readonly { readonly label: string; readonly value: Plain; readonly bytes: Plain }[];
}

export interface Vector {
  readonly name: string;
  readonly expected: string;
  readonly ask: () => string;
}

/** JSON with the fields of each object in one order. */
const ordered = (value: Plain): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    part === null || typeof part !== 'object' || Array.isArray(part)
      ? part
      : Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );

/** A result, a refusal by its code, or an error that is none. */
function said(act: () => unknown): string {
  try {
    return ordered(toPlain(act()));
  } catch (error) {
    return error instanceof ProtocolError ? `refused: ${error.code}` : `fault: ${String(error)}`;
  }
}

/** sodium must be ready. The longest take hundredths of a second; all together a few. */
export function everyVector(): readonly Vector[] {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;
  const kept = fromPlain(read(`${root}tests/vectors/world.json`) as Plain) as Omit<World, 'roster'> & {
    readonly head: Uint8Array;
  };
  const world: World = { ...kept, roster: replayed(kept, kept.entries.length) };
  const codecs: Readonly<Record<string, Codec<unknown>>> = Object.fromEntries(
    everyObject('codecs').map((each) => [each.label, each.codec]),
  );
  const acts = actsOver(codecs);
  const ofCase = (each: Case) => {
    const given = new Given(each.inputs);
    return each.act === undefined
      ? derivations[each.name ?? '']?.run((input) => given.bytes(input))
      : acts[each.act]?.(given, world);
  };
  const vectors: Vector[] = [
    {
      name: 'world',
      expected: ordered(toPlain(kept.head)),
      // A list of its own, so that nothing is taken from an earlier replay.
      ask: () => said(() => replayed({ ...kept, entries: [...kept.entries] }, kept.entries.length).head),
    },
  ];
  for (const path of globSync(`${root}tests/vectors/*.json`).toSorted()) {
    const [book, { cases = [], objects = [] }] = [basename(path, '.json'), read(path) as Book];
    for (const [i, each] of cases.entries())
      vectors.push({
        name: `${book} ${i}: ${each.act ?? each.name} ${each.note ?? ''}`.trim(),
        expected: each.code === undefined ? ordered(each.result ?? null) : `refused: ${each.code}`,
        ask: () => said(() => ofCase(each)),
      });
    for (const { label, value, bytes } of objects) {
      const codec = codecs[label] as Codec<unknown>;
      vectors.push({
        name: `${book}: ${label}`,
        expected: ordered([value, bytes]),
        ask: () => said(() => [codec.parse(fromPlain(bytes) as Uint8Array), codec.encode(fromPlain(value))]),
      });
    }
  }
  return vectors;
}

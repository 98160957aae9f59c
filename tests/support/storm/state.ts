/** What portal and witness hold after a storm, as the owner of both disks reads it, and every way in which they differ. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { equal, toHex } from '#protocol/core/bytes.ts';
import { readLeaf } from '#protocol/log/leaf.ts';
import { hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import type { TestEnv } from '../processes/servers.ts';

interface Verdict {
  readonly leaf: number;
  readonly line: Uint8Array;
}

interface Outcome {
  readonly leaf: number;
  readonly word: string;
  readonly signed: Uint8Array;
}

export interface Held {
  readonly leaves: readonly Uint8Array[];
  readonly size: number;
  readonly root: Uint8Array;
  readonly verdicts: readonly Verdict[];
  readonly outcomes: readonly Outcome[];
}

export interface PortalHeld extends Held {
  /** The places of the leaves, which must have no gap. */
  readonly places: readonly number[];
  readonly cosigned: number;
  readonly effects: number;
}

export function portalHeld(testEnv: TestEnv): Promise<PortalHeld> {
  return withClient(testEnv.ownerUrl, async (client) => {
    const query = async <T>(text: string): Promise<readonly T[]> => (await client.query(text)).rows as T[];
    const leaves = await query<{ idx: string; leaf: Uint8Array }>('select idx, leaf from log_entry order by idx');
    const [head] = await query<{ size: string; root: Uint8Array }>('select size, root from log_head');
    const [cosigned] = await query<{ size: string }>('select max(size) as size from checkpoint');
    const verdicts = await query<{ leaf: string; line: Uint8Array }>('select leaf, line from verdict order by leaf');
    const outcomes = await query<{ leaf: string; word: string; signed: Uint8Array }>(
      'select leaf, word, signed from outcome order by leaf',
    );
    const [effects] = await query<{ count: string }>('select count(*) from effect');
    return {
      places: leaves.map(({ idx }) => Number(idx)),
      leaves: leaves.map(({ leaf }) => leaf),
      size: Number(head?.size),
      root: head?.root ?? new Uint8Array(0),
      cosigned: Number(cosigned?.size),
      verdicts: verdicts.map(({ leaf, line }) => ({ leaf: Number(leaf), line })),
      outcomes: outcomes.map(({ leaf, word, signed }) => ({ leaf: Number(leaf), word, signed })),
      effects: Number(effects?.count),
    };
  });
}

/** While it does not run: its lock lets nobody else in. */
export function witnessHeld(testEnv: TestEnv): Held {
  const db = new DatabaseSync(join(testEnv.witnessDir, 'state.sqlite'));
  try {
    const all = <T>(text: string): readonly T[] => db.prepare(text).all() as T[];
    const leaves = all<{ bytes: Uint8Array }>('select bytes from leaf order by idx');
    const [cosigned] = all<{ size: number; root: Uint8Array }>('select size, root from cosigned');
    return {
      leaves: leaves.map(({ bytes }) => bytes),
      size: cosigned?.size ?? 0,
      root: cosigned?.root ?? new Uint8Array(0),
      verdicts: all<Verdict>('select leaf, line from verdict order by leaf'),
      outcomes: all<Outcome>('select leaf, word, signed from outcome order by leaf'),
    };
  } finally {
    db.close();
  }
}

const isOpening = (bytes: Uint8Array) => readLeaf(bytes)?.type === 'opening';
const isRoster = (bytes: Uint8Array) => readLeaf(bytes)?.type === 'roster';
const placesOf = (leaves: readonly Uint8Array[], wanted: (bytes: Uint8Array) => boolean) =>
  leaves.flatMap((bytes, at) => (wanted(bytes) ? [at] : []));
const differing = (a: readonly Uint8Array[], b: readonly Uint8Array[]) =>
  a.length !== b.length || a.some((bytes, i) => !equal(bytes, b[i] as Uint8Array));

export function faultsBetween(portal: PortalHeld, witness: Held): readonly string[] {
  const root = rootOf(portal.leaves.map(hashLeaf));
  const openings = placesOf(portal.leaves, isOpening);
  const checks: readonly (readonly [boolean, string])[] = [
    [portal.places.every((place, at) => place === at), 'the places of the leaves have a gap'],
    [portal.size === portal.leaves.length, `log_head has ${portal.size} of ${portal.leaves.length} leaves`],
    [equal(portal.root, root), `log_head has the root ${toHex(portal.root)}, the leaves have ${toHex(root)}`],
    [portal.cosigned === portal.size, `${portal.cosigned} of ${portal.size} are cosigned`],
    [witness.size === portal.size && equal(witness.root, root), `the witness has another tree, of ${witness.size}`],
    [!differing(portal.leaves, witness.leaves), 'the witness mirrors other leaves'],
    [portal.effects === 0, `${portal.effects} effects wait`],
    [
      portal.verdicts.map(({ leaf }) => leaf).join() === placesOf(portal.leaves, isRoster).join(),
      `${portal.verdicts.length} verdicts`,
    ],
    [
      !differing(
        portal.verdicts.map(({ line }) => line),
        witness.verdicts.map(({ line }) => line),
      ),
      'portal and witness keep other verdicts',
    ],
    [
      portal.outcomes.map(({ leaf }) => leaf).join() === openings.join(),
      `${portal.outcomes.length} outcomes of ${openings.length} openings`,
    ],
    [
      !differing(
        portal.outcomes.map(({ signed }) => signed),
        witness.outcomes.map(({ signed }) => signed),
      ),
      `portal and witness keep other outcomes: ${portal.outcomes.length} and ${witness.outcomes.length}`,
    ],
  ];
  return checks.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

/**
 * What a trainer may know about the people who want to come: how many, in which languages, with how many needs; never who
 * (small-counts.ts). Made in the programme desk's browser from opened choices.
 */
import { folded, tonguesOf } from './conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { unitsOf, rankedChoicesOf, type Asker, type RankedChoice } from './draw.ts';
import { hideSmall, mayFollow, type Counts } from './small-counts.ts';

type Programme = Content<'programme'>;

export interface GroupCounts {
  readonly session: string;
  /** How people will hear it: every person is in exactly one cell. The total is everyone who asked. */
  readonly ways: Counts;
  readonly languages: readonly string[];
  /** Everyone except those who hear it as it is spoken. Undefined where another number could be subtracted from it. */
  readonly headsets: number | undefined;
  /** Undefined where fewer than five people could be told apart. */
  readonly needs: number | undefined;
}

/** Beside the languages of interpretation: as it is spoken, the same with a headset, and a language that is not offered. */
export const [asSpoken, withHeadset, otherTongue] = ['', 'headset', 'other'] as const;

/**
 * Returns what a trainer sees of a group: how many, never who. There is no count of all people and none of first choices:
 * other counts could be subtracted from both. Headsets are a cell among the languages, because a separate count could be
 * subtracted from them. Circles and one-to-ones have no counts.
 */
export function aggregates(programme: Programme, people: readonly Asker[]): readonly GroupCounts[] {
  const units = unitsOf(programme);
  const ranked = people.flatMap((asker) => rankedChoicesOf(asker, units, new Uint8Array(32)));
  return units.flatMap((unit) => {
    const group = ranked.filter((choice) => choice.unit === unit);
    return unit.sessions.map((session) => countsOf(session, group));
  });
}

function countsOf(session: Session, group: readonly RankedChoice[]): GroupCounts {
  const languages = [asSpoken, withHeadset, ...tonguesOf(session), otherTongue];
  const way = ({ interpretation, headset }: RankedChoice) => {
    if (interpretation === '' || interpretation === folded(session.language)) return headset ? withHeadset : asSpoken;
    return tonguesOf(session).includes(interpretation) ? interpretation : otherTongue;
  };
  const ways = hideSmall(languages.map((language) => group.filter((choice) => way(choice) === language).length));
  const [spoken] = ways.cells;
  const needs = group.filter(({ need }) => need).length;
  return {
    session: session.id,
    ways,
    languages,
    headsets: ways.total === undefined || spoken === undefined ? undefined : ways.total - spoken,
    needs: hideSmall([needs, group.length - needs]).cells[0],
  };
}

type Told = Content<'circle'>['groups'][number];

/**
 * Returns what a trainer is told now: the new counts, unless she was told before and the difference is fewer than five
 * people; then she keeps what she has.
 */
export function toTell(counts: GroupCounts, before: Told | undefined): Told {
  const next: Told = {
    session: counts.session,
    asked: counts.ways.total ?? 0,
    needs: counts.needs ?? 0,
    ways: counts.languages.map((language, at) => ({ language, people: counts.ways.cells[at] ?? 0 })),
  };
  if (before === undefined) return next;
  const sameWays = before.ways.map(({ language }) => language).join() === counts.languages.join();
  const follows = sameWays && divisions(before).every((one, at) => mayFollow(one, divisions(next)[at] as Counts));
  return follows ? next : before;
}

/** The second cell of needs is the people without any: hidden with them, and never told. */
function divisions({ asked, needs, ways }: Told): readonly [Counts, Counts] {
  const shown = (count: number) => (count === 0 ? undefined : count);
  const total = shown(asked);
  const rest = needs === 0 || total === undefined ? undefined : total - needs;
  return [
    { total, cells: ways.map(({ people }) => shown(people)) },
    { total, cells: [shown(needs), rest] },
  ];
}

/** Ranked wishes. A series is one wish, stored under its first part; the other parts come with it. */
import { tonguesOf } from '#domain/programme/conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { isChoosable, partsWith } from '../../state/my-programme/my-days.ts';
import { clean } from '#domain/input/clean.ts';

type Programme = Content<'programme'>;
type Choices = Content<'choices'>;
type Pick = Choices['picks'][number];

export interface Wish {
  readonly pick: Pick;
  /** All its parts, the first one first. */
  readonly parts: readonly Session[];
}

const ranked = (picks: readonly Pick[]): readonly Pick[] => picks.map((pick, at) => ({ ...pick, rank: at + 1 }));
const inOrder = (choices: Choices) => choices.picks.toSorted((a, b) => a.rank - b.rank);

export function withPick(programme: Programme, choices: Choices, session: Session): Choices {
  const [first = session] = partsWith(programme, session);
  const rest = withoutPick(programme, choices, session).picks;
  const pick = { session: first.id, rank: 0, interpretation: '', headset: false, need: '' };
  return { ...choices, picks: ranked([...rest, pick]) };
}

export function withoutPick(programme: Programme, choices: Choices, session: Session): Choices {
  const ids = new Set(partsWith(programme, session).map(({ id }) => id));
  return { ...choices, picks: ranked(inOrder(choices).filter((pick) => !ids.has(pick.session))) };
}

export function changed(choices: Choices, at: number, change: Partial<Pick>): Choices {
  const picks = inOrder(choices);
  const pick = picks[at];
  return pick === undefined ? choices : { ...choices, picks: ranked(picks.with(at, { ...pick, ...change })) };
}

export function moved(choices: Choices, from: number, by: number): Choices {
  const picks = inOrder(choices);
  const pick = picks[from];
  const to = from + by;
  if (pick === undefined || to < 0 || to >= picks.length) return choices;
  return { ...choices, picks: ranked(picks.toSpliced(from, 1).toSpliced(to, 0, pick)) };
}

/** Return her wishes that are still in the programme, best first. */
export function wishesOf(programme: Programme, choices: Choices): readonly Wish[] {
  const byId = new Map(programme.sessions.map((session) => [session.id, session]));
  return inOrder(choices).flatMap((pick) => {
    const session = byId.get(pick.session);
    return session === undefined ? [] : [{ pick, parts: partsWith(programme, session) }];
  });
}

/** Return what she can still add, each series once. */
export function choosable(programme: Programme, choices: Choices): readonly Session[] {
  const picked = new Set(wishesOf(programme, choices).flatMap(({ parts }) => parts.map(({ id }) => id)));
  return programme.sessions.filter(
    (session) => isChoosable(session) && !picked.has(session.id) && partsWith(programme, session)[0]?.id === session.id,
  );
}

/** Return the languages, spoken and interpreted, each once. */
export const heardIn = (session: Session): readonly string[] =>
  [session.language, ...tonguesOf(session)].filter(Boolean);

/**
 * Return choices that may be sealed: without direction marks from a pasted text, and without sessions that are gone.
 */
export function tidyChoices(programme: Programme, choices: Choices): Choices {
  const known = new Set(programme.sessions.map(({ id }) => id));
  return {
    picks: ranked(inOrder(choices).filter(({ session }) => known.has(session))).map((pick) => ({
      ...pick,
      need: clean(pick.need),
    })),
    asks: choices.asks.filter(({ session }) => known.has(session)).map((ask) => ({ ...ask, note: clean(ask.note) })),
  };
}

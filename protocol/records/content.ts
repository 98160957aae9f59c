/**
 * The content of a record of each kind (§5): JSON in UTF-8, one exact shape a kind, a file a kind in `kinds/`. Parsed
 * strictly before sealing and after opening, because the server can check neither.
 */
import { fromUtf8, utf8 } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { agenda } from './kinds/agenda.ts';
import { card } from './kinds/card.ts';
import { caseContent } from './kinds/case.ts';
import { choices } from './kinds/choices.ts';
import { circle } from './kinds/circle.ts';
import { feedback } from './kinds/feedback.ts';
import type { Field } from './kinds/fields.ts';
import { guestList } from './kinds/guest-list.ts';
import { itinerary } from './kinds/itinerary.ts';
import { notes } from './kinds/notes.ts';
import { programme } from './kinds/programme.ts';
import { reach } from './kinds/reach.ts';
import { seats } from './kinds/seats.ts';
import { self } from './kinds/self.ts';
import { site } from './kinds/site.ts';
import { generations, reserved, state, tags } from './kinds/standing.ts';
import { travel } from './kinds/travel.ts';

export const contents = {
  programme,
  site,
  circle,
  choices,
  seats,
  agenda,
  feedback,
  card,
  reach,
  travel,
  notes,
  self,
  itinerary,
  'guest-list': guestList,
  inbox: generations,
  reserved,
} as const;

/** Kinds of which there is one for each desk, by the beginning of their names. */
const perDesk = { 'case-': caseContent, 'tags-': tags, 'keys-': generations, 'state-': state } as const;

type Fixed = keyof typeof contents;
type Prefix = keyof typeof perDesk;
export type ContentKind = Fixed | `${Prefix}${string}`;
type Parsed<F extends { parse(value: unknown): unknown }> = ReturnType<F['parse']>;
export type Content<K extends ContentKind> = K extends Fixed
  ? Parsed<(typeof contents)[K]>
  : { [P in Prefix]: K extends `${P}${string}` ? Parsed<(typeof perDesk)[P]> : never }[Prefix];

const isFixed = (kind: string): kind is Fixed => Object.hasOwn(contents, kind);
const prefixOf = (kind: string): Prefix | undefined =>
  (Object.keys(perDesk) as Prefix[]).find((prefix) => kind.startsWith(prefix));

export function isContentKind(kind: string): kind is ContentKind {
  return isFixed(kind) || prefixOf(kind) !== undefined;
}

/** The form of a kind: how its content is parsed, and what a blank one is. */
export function formOf(kind: ContentKind): Field<unknown> {
  return isFixed(kind) ? contents[kind] : perDesk[prefixOf(kind) ?? refuse('field', 'no such kind')];
}

/** Returns an empty record of this kind. Her file is created whole, so that its presence tells nothing. */
export function blankContent<K extends ContentKind>(kind: K): Content<K> {
  return formOf(kind).blank as Content<K>;
}

export function encodeContent<K extends ContentKind>(kind: K, content: Content<K>): Uint8Array {
  return utf8(JSON.stringify({ v: 1, kind, content: formOf(kind).parse(content) }));
}

export function parseContent<K extends ContentKind>(kind: K, bytes: Uint8Array): Content<K> {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch {
    return refuse('field', 'not JSON');
  }
  const outer = value as { v?: unknown; kind?: unknown; content?: unknown };
  if (outer === null || typeof outer !== 'object' || outer.v !== 1 || outer.kind !== kind)
    return refuse('field', 'other kind or version than the header says');
  if (Object.keys(outer).length !== 3) return refuse('field', 'fields beside v, kind and content');
  return formOf(kind).parse(outer.content) as Content<K>;
}

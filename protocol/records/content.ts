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
import { guestList } from './kinds/guest-list.ts';
import { itinerary } from './kinds/itinerary.ts';
import { notes } from './kinds/notes.ts';
import { programme } from './kinds/programme.ts';
import { reach } from './kinds/reach.ts';
import { seats } from './kinds/seats.ts';
import { self } from './kinds/self.ts';
import { site } from './kinds/site.ts';
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
  case: caseContent,
  'guest-list': guestList,
} as const;

export type ContentKind = keyof typeof contents;
export type Content<K extends ContentKind> = ReturnType<(typeof contents)[K]['parse']>;

export function isContentKind(kind: string): kind is ContentKind {
  return Object.hasOwn(contents, kind);
}

/** Returns an empty record of this kind. Her file is created whole, so that its presence tells nothing. */
export function blankContent<K extends ContentKind>(kind: K): Content<K> {
  return contents[kind].blank as Content<K>;
}

export function encodeContent<K extends ContentKind>(kind: K, content: Content<K>): Uint8Array {
  return utf8(JSON.stringify({ v: 1, kind, content: contents[kind].parse(content) }));
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
  return contents[kind].parse(outer.content) as Content<K>;
}

/** What standing records hold (§5): secrets and tag keys as 43 characters of base64url, in lists that rise. */
import { refuse } from '../../core/errors.ts';
import { limits } from '../../core/limits.ts';
import { count, many, member, oneOf, shaped, words, type Field } from './fields.ts';
import { taskStates } from './case.ts';

/** 32 bytes, not all zero, in the one way in which base64url writes them: of the last character two bits are unused. */
const secret: Field<string> = {
  blank: '',
  parse: (value) =>
    typeof value === 'string' && /^(?!A{43})[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/u.test(value)
      ? value
      : refuse('field', '32 bytes expected'),
};

/** Each greater than the one before. */
function rising<T>(list: Field<readonly T[]>, isBefore: (a: T, b: T) => boolean): Field<readonly T[]> {
  return {
    ...list,
    parse: (value) => {
      const items = list.parse(value);
      if (items.some((item, at) => at > 0 && !isBefore(items[at - 1] as T, item))) refuse('field', 'does not rise');
      return items;
    },
  };
}

const number = count(limits.revision);
const generation = shaped({ number, secret });

/** An inbox, or the keys of a desk: its secrets, each with the number of the revision that brought it. */
export const generations = shaped({
  generations: rising(many(generation, limits.generations), (a, b) =>
    a.number === b.number ? a.secret < b.secret : a.number < b.number,
  ),
});

const tagKey = shaped({ kind: words(limits.wordBytes), generation: number, tagKey: secret });

/** The tag keys that a member gives to one desk. */
export const tags = shaped({
  keys: rising(many(tagKey, limits.tagKeys), (a, b) =>
    a.kind !== b.kind
      ? a.kind < b.kind
      : a.generation === b.generation
        ? a.tagKey < b.tagKey
        : a.generation < b.generation,
  ),
});

/** How far a desk is with each person, for the desks that wait for it. Without reasons. */
export const state = shaped({
  people: rising(
    many(shaped({ member, state: oneOf(...taskStates) }), limits.statePeople),
    (a, b) => a.member < b.member,
  ),
});

/** What the officers hold for somebody who has no keys yet. */
export const reserved = shaped({ secret });

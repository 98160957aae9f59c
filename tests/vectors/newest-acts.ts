/** The acts of 5.8 and 5.11: which leaves are under a key, which revision counts, and which secrets. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { parseLeaf } from '#protocol/log/leaf.ts';
import { generationsOf, nextGenerations, type SaidAt, type Span } from '#protocol/records/generations.ts';
import {
  allThatCount,
  firstOnes,
  judgeObject,
  leavesUnder,
  newestOf,
  placesUnder,
  type Judged,
  type Place,
} from '#protocol/records/newest.ts';
import type { Act } from './act.ts';
import type { Given } from './given.ts';

function placeOf(given: Given): Place {
  return {
    kind: given.text('kind') as KindId,
    record: given.text('record') as RecordId,
    owner: given.plain('owner') as MemberId | undefined,
    desk: given.plain('desk') as DeskId | undefined,
  };
}

const nameOf = (author: MemberId | undefined) => author ?? 'nobody';

export const newestActs: Readonly<Record<string, Act>> = {
  'judge object': (given, world) => {
    const found = {
      leaf: parseLeaf(given.bytes('leaf')),
      at: given.number('at'),
      tagKey: key32(given.bytes('tagKey')),
    };
    const one = judgeObject(world.roster, placeOf(given), found, given.bytes('object'));
    return one.is === 'aside' ? `aside by ${nameOf(one.author)}` : one.is;
  },
  'leaves under': (given, world) => {
    const leaves = given.list('leaves');
    const log = { leaves, first: firstOnes(leaves) };
    const from = (given.plain('from') as number | undefined) ?? 0;
    const spans = given.plain('spans') as Span[] | undefined;
    const keys = given.list('keys').map((key) => ({ tagKey: key32(key), ...(spans === undefined ? {} : { spans }) }));
    const kind = given.text('kind') as KindId;
    const found = leavesUnder(log, kind, keys, from, (key, at) => placesUnder(world.rootfp, leaves, key, at));
    return found.map(({ at, leaf }) => `${at} ${leaf.type}`).join(', ');
  },
  /** Of leaves under one key, in order, with their objects; where one is empty, nothing was served. */
  newest: (given, world) => {
    const [places, leaves, objects] = [given.texts('places'), given.list('leaves'), given.list('objects')];
    const tagKey = key32(given.bytes('tagKey'));
    const found = leaves.map((leaf, i) => ({ at: Number(places[i]), leaf: parseLeaf(leaf), tagKey }));
    const judged = new Map<number, Judged>();
    for (const [i, one] of found.entries()) {
      const object = objects[i] ?? new Uint8Array(0);
      if (object.length > 0) judged.set(one.at, judgeObject(world.roster, placeOf(given), one, object));
    }
    const standing = newestOf(found, judged);
    if ('missing' in standing) return `missing ${standing.missing.map(({ at }) => at).join(', ')}`;
    const { newest, closedAt, aside } = standing;
    return JSON.stringify({
      newest: newest === undefined ? null : { leaf: newest.leaf, revision: newest.header.revision },
      closedAt: closedAt ?? null,
      aside: aside.map(({ found: { at }, author, conflict }) => ({ at, author: nameOf(author), conflict })),
      count: allThatCount(found, judged).map(({ leaf }) => leaf),
    });
  },
  generations: (given) => {
    const revisions = given.plain('revisions') as SaidAt[];
    const read = generationsOf(revisions);
    const said = ({ number, secret, spans }: (typeof read.all)[number]) => ({
      number,
      secret: toBase64url(secret),
      spans: spans.map(({ above, below }) => [above, below === Infinity ? null : below]),
    });
    const own = { number: read.next, secret: key32(fromBase64url(given.text('secret'))) };
    return JSON.stringify({
      all: read.all.map(said),
      newest: read.newest === undefined ? null : said(read.newest),
      whole: read.whole,
      next: nextGenerations(read, own, toBase64url).generations.map(({ number }) => number),
    });
  },
};

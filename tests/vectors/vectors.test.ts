// The frozen vectors: bytes that any implementation of dd1 must accept, make or refuse, each refusal with its code. They
// were written by make.ts once; here nothing is generated, only read and compared.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Codec } from '#protocol/core/codec.ts';
import { protocolCodes } from '#protocol/core/errors.ts';
import { labels } from '#protocol/core/labels.ts';
import { operationTypes } from '#protocol/roster/operations.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { everyObject, sealedInside } from '../support/protocol/every-object.ts';
import { refusalOf } from '../support/protocol/refusal.ts';
import { protocolSource } from '../support/protocol/sources.ts';
import { actsOver, replayed } from './acts.ts';
import type { Act, World } from './act.ts';
import { derivations } from './derivations.ts';
import { Given } from './given.ts';
import { fromPlain, toPlain, type Plain } from './plain.ts';

type Inputs = Readonly<Record<string, Plain>>;
interface Case {
  readonly act: string;
  readonly note?: string;
  readonly inputs: Inputs;
  readonly result?: Plain;
  readonly code?: string;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T;
}

const books = [
  'basics',
  'objects',
  'slots',
  'assertions',
  'founding',
  'roster',
  'people',
  'rules',
  'heads',
  'invites',
  'records',
  'places',
  'contents',
  'retire',
  'desks',
  'openings',
  'log',
  'threads',
  'parcels',
  'archive',
  'adoption',
  'bounds',
  'fields',
];
const cases = new Map(books.map((book) => [book, read<{ cases: readonly Case[] }>(book).cases]));
const every = [...cases.values()].flat();

let world: World;
let codecs: Readonly<Record<string, Codec<unknown>>>;
let acts: Readonly<Record<string, Act>>;

beforeAll(async () => {
  await sodiumReady;
  codecs = Object.fromEntries(everyObject('codecs').map((each) => [each.label, each.codec]));
  acts = actsOver(codecs);
  const kept = fromPlain(read<Plain>('world')) as Omit<World, 'roster'> & { readonly head: Uint8Array };
  world = { ...kept, roster: replayed(kept, kept.entries.length) };
  expect(world.roster.head).toEqual(kept.head);
});

const run = ({ act, inputs }: Case) => (acts[act] as Act)(new Given(inputs), world);

describe.each(books)('frozen %s', (book) => {
  const inBook = cases.get(book) as readonly Case[];

  it('are accepted with exactly these bytes', () => {
    const accepted = inBook.filter((each) => each.code === undefined);
    expect(accepted.length).toBeGreaterThan(0);
    for (const each of accepted) expect(toPlain(run(each)), `${each.act}: ${each.note}`).toEqual(each.result);
  });

  it('are refused with exactly these codes', () => {
    const refused = inBook.filter((each) => each.code !== undefined);
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused)
      expect(
        refusalOf(() => run(each)),
        `${each.act}: ${each.note}`,
      ).toBe(each.code);
  });
});

describe('frozen derivations', () => {
  const frozen = read<{ cases: readonly { name: string; labels: string[]; inputs: Inputs; result: Plain }[] }>(
    'derivations',
  ).cases;

  it('give exactly these bytes', () => {
    for (const { name, inputs, result } of frozen) {
      const given = new Given(inputs);
      expect(toPlain(derivations[name]?.run((input) => given.bytes(input))), name).toEqual(result);
    }
  });

  it('are all of them', () => {
    expect(frozen.map((each) => each.name)).toEqual(Object.keys(derivations));
  });
});

describe('frozen values', () => {
  const { objects } = read<{ objects: readonly { label: string; value: Plain; bytes: Plain }[] }>('values');

  it('are what is in the bytes of each object, field by field, and encode to them', () => {
    for (const { label, value, bytes } of objects) {
      const codec = codecs[label] as Codec<unknown>;
      expect(toPlain(codec.parse(fromPlain(bytes) as Uint8Array)), label).toEqual(value);
      expect(toPlain(codec.encode(fromPlain(value))), label).toEqual(bytes);
    }
  });

  it('are there for every object', () => {
    const known = everyObject('codecs').map((each) => each.label);
    expect(new Set(objects.map((each) => each.label))).toEqual(new Set(known));
  });
});

describe('nothing is left out', () => {
  it('of the labels: the list is frozen, and every label in use has a vector', () => {
    expect(read<{ labels: string[] }>('labels').labels).toEqual([...labels]);
    const source = protocolSource();
    const used = labels.filter((label) => (source.match(new RegExp(`'${label}'`, 'gu')) ?? []).length > 1);
    const derived = read<{ cases: { labels: string[] }[] }>('derivations').cases.flatMap((each) => each.labels);
    const objects = read<{ objects: { label: string }[] }>('values').objects.map((each) => each.label);
    // Labels whose tuples never leave the function that makes them are frozen through its result.
    const inside: Readonly<Record<string, string>> = {
      'dd1/slot-context': 'make slot',
      'dd1/wrap-context': 'wrap',
      'dd1/wrap-encapsulation': 'wrap',
      'dd1/wrap-contents': 'wrap',
      'dd1/wrap-seed': 'wrap',
      'dd1/list': 'tuple',
      'dd1/some': 'parse object',
      'dd1/invite/box-context': 'seal terms',
      'dd1/invite/copy-key': 'seal copy',
      'dd1/invite/copy-context': 'seal copy',
      'dd1/pending-join-key': 'seal pending join',
      'dd1/pending-join-context': 'seal pending join',
      'dd1/join/mac': 'verify join',
      'dd1/join/proof': 'verify join',
      'dd1/rekey-proof': 'apply entry',
      'dd1/sig/head': 'verify head',
      'dd1/subject/event': 'judge leaf',
      'dd1/subject/desk': 'judge leaf',
      'dd1/subject/member': 'judge leaf',
      'dd1/subject-head': 'judge leaf',
      'dd1/state': 'judge leaf',
      'dd1/sig/verdict': 'follow verdict',
      'dd1/needs-context': 'open needs',
      'dd1/sig/record': 'verify record',
      'dd1/sig/desk-wrap': 'open as desk',
      'dd1/sig/retire': 'verify retire',
      'dd1/record-key': 'open with shares',
      'dd1/record-ad': 'open with shares',
      'dd1/commit/desk-share': 'open as owner',
      'dd1/commit/witness-share': 'open as owner',
      'dd1/commit/tag-key': 'open as owner',
      'dd1/release': 'open release',
      'dd1/sig/bundles': 'sign bundles',
      'dd1/bundles-nonce': 'verify bundles',
      'dd1/bundles-tag': 'verify bundles',
      'dd1/keyring': 'seal period',
      'dd1/keyring-context': 'seal period',
      'dd1/letter-context': 'seal letter',
      'dd1/letter-encapsulation': 'seal letter',
      'dd1/letter-veil': 'seal letter',
      'dd1/message-context': 'seal message',
      'dd1/sig/message': 'seal message',
      'dd1/chunk-key': 'seal chunk',
      'dd1/chunk-context': 'seal chunk',
      'dd1/sig/chunk': 'sign chunk',
      'dd1/attachment-chunk': 'hash of a sealed file',
    };
    for (const act of Object.values(inside))
      expect(
        every.some((each) => each.act === act && !each.code),
        act,
      ).toBe(true);
    const covered = new Set([...derived, ...objects, ...sealedInside, ...Object.keys(inside)]);
    expect(used.filter((label) => !covered.has(label))).toEqual([]);
  });

  it('of the operations: each is applied somewhere and refused somewhere', () => {
    const seen = new Map<string, Set<string>>();
    for (const each of every) {
      if (each.act !== 'apply entry' && each.act !== 'apply after') continue;
      const entry = entryCodec.parse(signedEntry.parse(new Given(each.inputs).bytes('entry')).entry);
      const outcomes = seen.get(entry.operation.type) ?? new Set();
      seen.set(entry.operation.type, outcomes.add(each.code ?? 'accepted'));
    }
    for (const type of operationTypes) {
      const outcomes = seen.get(type) ?? new Set();
      expect(outcomes, type).toContain('accepted');
      expect(outcomes.size, type).toBeGreaterThan(1);
    }
  });

  it('of the acts: each is accepted somewhere and refused somewhere', () => {
    const makers = [
      'tuple',
      'make slot',
      'seal terms',
      'seal copy',
      'seal pending join',
      'hash of a wrapped seed',
      'sign bundles',
      'sign chunk',
    ];
    // A judgement refuses nothing: it says why not.
    const countsOnly = [
      'policy differences',
      'judge leaf',
      'day and period',
      'newest generation',
      'weave',
      'chunk is signed',
      'newest',
      'generations',
    ];
    const name = (refused: boolean) =>
      new Set(every.filter((each) => (each.code !== undefined) === refused).map((each) => each.act));
    const [accepted, refused] = [name(false), name(true)];
    const missing = Object.keys(acts).filter((act) => !accepted.has(act) && act !== 'take key');
    expect(missing).toEqual([]);
    const never = Object.keys(acts).filter((act) => !refused.has(act));
    expect(never.toSorted()).toEqual([...makers, ...countsOnly].toSorted());
  });

  it('of the codes: every code that protocol/ raises has a vector', () => {
    const source = protocolSource();
    const raised = protocolCodes.filter(
      (code) => source.includes(`refuse('${code}'`) || source.includes(`refuse(\n      '${code}'`),
    );
    const frozen = new Set(every.flatMap((each) => each.code ?? []));
    expect(raised.filter((code) => !frozen.has(code))).toEqual([]);
    expect(raised.length).toBeGreaterThan(50);
  });
});

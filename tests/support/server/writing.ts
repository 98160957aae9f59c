/** What a member's vault does for threads, with the protocol's own code: period secrets, bundles, parcels, looks. */
import { concat, fromBase64url, toBase64url, u64 } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import { signBundles } from '#protocol/threads/bundle.ts';
import type { ChunkId } from '#protocol/core/ids.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import { signChunk } from '#protocol/threads/chunk.ts';
import { derivePeriodKeys, periodKeyHash, publicKeysOf, sealPeriod } from '#protocol/threads/period.ts';
import { parseLook, type Look, type Parcel } from '#protocol/threads/stream.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { bytes, type Person } from './person.ts';
import type { World } from './world.ts';

export const today = (): number => dayOf(Date.now());
export const thisPeriod = (): number => periodOf(today());

export interface Period {
  readonly period: number;
  readonly secret: Key32;
  readonly share: Key32;
}

export const periodsFrom = (first: number, count: number): Period[] =>
  Array.from({ length: count }, (_, i) => ({ period: first + i, secret: key32(bytes(32)), share: key32(bytes(32)) }));

/** Bundles over these periods, their keys, and the secrets of all of them. */
export function publication(
  world: World,
  person: Person,
  generation: number,
  periods: readonly Period[],
): Body<'threads/publish'> {
  const { rootfp, seq, head } = world.roster;
  const keys = periods.map(({ secret }) => publicKeysOf(derivePeriodKeys(secret, rootfp)));
  const bundles = {
    rootfp,
    member: person.member,
    generation,
    rosterSeq: seq,
    rosterHead: head,
    first: periods[0]?.period ?? 0,
    keyHashes: keys.map(periodKeyHash),
    time: Date.now(),
  };
  return {
    signed: toBase64url(signBundles(bundles, person.keys.sign.secretKey)),
    keys: keys.map(({ sealKey, dhKey }, i) => ({
      period: bundles.first + i,
      sealKey: toBase64url(sealKey),
      dhKey: toBase64url(dhKey),
    })),
    secrets: periods.map(({ period, secret, share }) => ({
      period,
      sealed: toBase64url(sealPeriod(person.accountSecret, share, { rootfp, member: person.member, period }, secret)),
      share: toBase64url(share),
    })),
  };
}

export type Unsigned = Omit<Body<'threads/keep'>, 'signature'>;

/** As her client signs what it keeps. */
export function signedChunk({ rootfp }: World, { member, keys }: Person, body: Unsigned): Body<'threads/keep'> {
  const place = { rootfp, member, chunk: body.chunk as ChunkId };
  const signature = signChunk(place, body.version + 1, fromBase64url(body.sealed), keys.sign.secretKey);
  return { ...body, signature: toBase64url(signature) };
}

export const parcel = (): Parcel => ({ tag: bytes(16), body: bytes(limits.parcelBytes) });
export const parcels = (count: number): Parcel[] => Array.from({ length: count }, parcel);

export function posting(sent: readonly Parcel[], day = today()): Body<'threads/post'> {
  return { day, parcels: sent.map(({ tag, body }) => ({ tag: toBase64url(tag), body: toBase64url(body) })) };
}

export async function post(person: Person, sent: readonly Parcel[], day = today()): Promise<void> {
  await person.browser.call('threads/post', posting(sent, day));
}

export function ask(after: number, sequences: readonly number[] = []): string {
  const four = Array.from({ length: limits.parcelsPerLook }, (_, i) => u64(sequences[i] ?? 0));
  return toBase64url(concat(u64(after), ...four));
}

export async function look(person: Person, after: number, sequences: readonly number[] = []): Promise<Look> {
  const { look: answer } = await person.browser.call('threads/look', { ask: ask(after, sequences) });
  return parseLook(fromBase64url(answer), after);
}

/** Every line from a cursor on, as a reader pages through them. */
export async function readOn(person: Person, after: number): Promise<Look['lines'][number][]> {
  const found = [];
  for (;;) {
    const { lines } = await look(person, found.at(-1)?.sequence ?? after);
    if (lines.length === 0) return found;
    found.push(...lines);
  }
}

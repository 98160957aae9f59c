/**
 * The tag keys that this session knows (5.8): from her own inbox, from the keys of her desks, and from what people gave her
 * desks. They are forgotten and overwritten when the vault is locked.
 */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { inboxKind, keysKind, tagsKind } from '#protocol/members/standing.ts';
import { parseContent, type Content } from '#protocol/records/content.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import { key32, wipe, type Key32 } from '#protocol/crypto/sodium.ts';
import { generationsOf, type Generation, type Generations, type PlaceKey } from '#protocol/records/generations.ts';
import { deskTagKey, personTagKey, publicTagKey, recordIdOf, whoseOf } from '#protocol/records/place.ts';
import type { Place } from '#protocol/records/newest.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { revisionsOf, type Counting } from '../log/newer.ts';
import type { Unlocked, UnlockedVault } from '../session/unlocked-vault.ts';

/** For whom a record is. */
export interface Whom {
  readonly owner: MemberId | undefined;
  readonly desk: DeskId | undefined;
  readonly about: MemberId | undefined;
}

export const forPerson = (owner: MemberId): Whom => ({ owner, desk: undefined, about: undefined });
export const forDesk = (desk: DeskId, about?: MemberId): Whom => ({ owner: undefined, desk, about });

export function placeOfRecord(vault: UnlockedVault, kind: KindId, whom: Whom): Place {
  const record = recordIdOf(vault.open.roster.rootfp, kind, whoseOf(whom));
  return { kind, record, owner: whom.owner, desk: whom.desk };
}

/** An inbox, or a desk's keys, as far as this session has read it. */
export interface Line {
  /** What each revision says, by its leaf; undefined where it does not open. */
  readonly says: Map<number, Content<'inbox'>['generations'] | undefined>;
  /** All that count. */
  revisions: readonly VerifiedRecord[];
  secrets: Generations;
}

/** What a person gave to a desk, by the leaves of the revisions. */
interface Given {
  readonly keys: Map<number, Content<'tags-'>['keys']>;
  /** The leaf of the last revision that counts. */
  last: number;
}

interface Keyring {
  readonly lines: Map<KindId, Line>;
  readonly given: Map<string, Given>;
}

const keyrings = new WeakMap<Unlocked, Keyring>();

function keyringOf({ open }: UnlockedVault): Keyring {
  const made = keyrings.get(open) ?? { lines: new Map(), given: new Map() };
  keyrings.set(open, made);
  return made;
}

function lineOf(vault: UnlockedVault, kind: KindId): Line {
  const { lines } = keyringOf(vault);
  const known = lines.get(kind) ?? { says: new Map(), revisions: [], secrets: generationsOf([]) };
  lines.set(kind, known);
  return known;
}

export const inboxOf = (vault: UnlockedVault): Line => lineOf(vault, inboxKind);
export const keysOfDesk = (vault: UnlockedVault, desk: DeskId): Line => lineOf(vault, keysKind(desk));

/** Counts the secrets anew, over all revisions that count. */
function count(vault: UnlockedVault, line: Line): void {
  const secrets = generationsOf(
    line.revisions.map(({ leaf, header }) => ({ at: leaf, number: header.revision, says: line.says.get(leaf) })),
  );
  const all = [...secrets.all, ...(secrets.newest === undefined ? [] : [secrets.newest])];
  vault.open.closers.push(() => wipe(...all.map(({ secret }) => secret)));
  line.secrets = secrets;
}

/** Reads from the log which revisions of an inbox, or of a desk's keys, count. Their tag is public, so all have the same. */
export async function readLine(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  kind: KindId,
  whom: Whom,
): Promise<readonly Counting[]> {
  const line = lineOf(vault, kind);
  const all = await revisionsOf(vault, leaves, placeOfRecord(vault, kind, whom), tagKeysOf(vault, kind, whom));
  if (all.length === line.revisions.length) return all;
  line.revisions = all.map(({ verified }) => verified);
  count(vault, line);
  return all;
}

/** Takes what a revision says, if it opened. */
export function takeSays(vault: UnlockedVault, { header, leaf }: VerifiedRecord, plain: Uint8Array | undefined): void {
  const line = lineOf(vault, header.kind);
  line.says.set(leaf, plain && parsed(header.kind as unknown as 'inbox', plain)?.generations);
  count(vault, line);
}

/** What was sealed here and is no key: as if it did not open. */
function parsed<K extends 'inbox' | 'tags-'>(kind: K, plain: Uint8Array): Content<K> | undefined {
  try {
    return parseContent(kind, plain);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

/** Takes what a person gave a desk in a revision that counts. */
export function takeGiven(vault: UnlockedVault, desk: DeskId, verified: VerifiedRecord, plain: Uint8Array | undefined) {
  const { header, leaf } = verified;
  if (header.kind !== tagsKind(desk) || header.owner === undefined) return;
  const { given } = keyringOf(vault);
  const known: Given = given.get(`${desk} ${header.owner}`) ?? { keys: new Map(), last: -1 };
  const content = plain && parsed(header.kind as unknown as 'tags-', plain);
  if (content !== undefined) known.keys.set(leaf, content.keys);
  known.last = Math.max(known.last, leaf);
  given.set(`${desk} ${header.owner}`, known);
}

/** Every tag key of a record that is known here, each with the leaves where it is valid; none if the secret is not. */
export function tagKeysOf(vault: UnlockedVault, kind: KindId, whom: Whom): readonly PlaceKey[] {
  const { roster, member } = vault.open;
  const known = publicTagKey(roster.rootfp, kind, whoseOf(whom));
  if (known !== undefined) return [{ tagKey: known }];
  const { owner, desk } = whom;
  if (owner === member) return inboxOf(vault).secrets.all.map((one) => ({ tagKey: keyFrom(vault, kind, whom, one) }));
  if (owner !== undefined) {
    const all = givenKeys(vault, kind, owner).map(({ tagKey }) => tagKey);
    return [...new Set(all)].map((tagKey) => ({ tagKey: key32(fromBase64url(tagKey)) }));
  }
  if (desk === undefined) return [];
  const { all } = keysOfDesk(vault, desk).secrets;
  return all.map((one) => ({ tagKey: keyFrom(vault, kind, whom, one), spans: one.spans }));
}

/** The key under which something new is written; undefined if none is known. */
export function newestKey(vault: UnlockedVault, kind: KindId, whom: Whom): Key32 | undefined {
  const known = publicTagKey(vault.open.roster.rootfp, kind, whoseOf(whom));
  if (known !== undefined) return known;
  const { owner, desk } = whom;
  if (owner !== undefined && owner !== vault.open.member) {
    const last = givenKeys(vault, kind, owner)
      .toSorted((a, b) => a.at - b.at || a.generation - b.generation)
      .at(-1);
    return last && key32(fromBase64url(last.tagKey));
  }
  const line = owner === undefined ? desk && keysOfDesk(vault, desk) : inboxOf(vault);
  return line?.secrets.newest && keyFrom(vault, kind, whom, line.secrets.newest);
}

/** Whether all tag keys of a record are known here: then one under another key is none of it. */
export function knowsAllKeys(vault: UnlockedVault, kind: KindId, { owner, desk }: Whom): boolean {
  if (owner === vault.open.member) return inboxOf(vault).secrets.whole;
  if (owner === undefined) return desk !== undefined && keysOfDesk(vault, desk).secrets.whole;
  const all = givenBy(vault, owner).filter(({ keys }) =>
    [...keys.values()].flat().some((one) => (one.kind as string) === kind),
  );
  return all.length > 0 && all.every(({ keys, last }) => keys.has(last));
}

function keyFrom(
  vault: UnlockedVault,
  kind: KindId,
  whom: Whom,
  { secret, number: generation }: Pick<Generation, 'secret' | 'number'>,
) {
  const { rootfp } = vault.open.roster;
  const { owner, desk = '' as DeskId } = whom;
  return owner === undefined
    ? deskTagKey(secret, { rootfp, desk, kind, whose: whoseOf(whom), generation })
    : personTagKey(secret, { rootfp, owner, kind, generation });
}

const givenBy = (vault: UnlockedVault, owner: MemberId): readonly Given[] =>
  [...keyringOf(vault).given].filter(([name]) => name.endsWith(` ${owner}`)).map(([, given]) => given);

/** From whatever desk of hers it came: a kind that two desks write has the same keys in both. */
function givenKeys(vault: UnlockedVault, kind: KindId, owner: MemberId) {
  const all = givenBy(vault, owner).flatMap(({ keys }) => [...keys]);
  return all.flatMap(([at, keys]) =>
    keys.filter((one) => (one.kind as string) === kind).map((one) => ({ ...one, at })),
  );
}

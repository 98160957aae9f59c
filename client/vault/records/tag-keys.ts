/**
 * The tag keys that this session knows (5.8): from her own inbox, from the keys of her desks, and from what people gave her
 * desks. They are forgotten and overwritten when the vault is locked.
 */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { keysKind, tagsKind } from '#protocol/members/standing.ts';
import { parseContent, type Content } from '#protocol/records/content.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import { key32, wipe, type Key32 } from '#protocol/crypto/sodium.ts';
import { deskTagKey, personTagKey, publicTagKey, recordIdOf, whoseOf } from '#protocol/records/place.ts';
import type { Place } from '#protocol/records/newest.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
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

/** Secrets by generation, and the leaf of the newest revision that they were read from. */
export interface Generations {
  readonly secrets: Map<number, Key32>;
  leaf: number;
}

interface Given {
  readonly byKind: Map<KindId, Map<number, Key32>>;
  leaf: number;
}

interface Keyring {
  readonly inbox: Generations;
  readonly desks: Map<DeskId, Generations>;
  readonly given: Map<string, Given>;
}

const keyrings = new WeakMap<Unlocked, Keyring>();
const noGenerations = (): Generations => ({ secrets: new Map(), leaf: -1 });

function keyringOf(vault: UnlockedVault): Keyring {
  const known = keyrings.get(vault.open);
  if (known !== undefined) return known;
  const made: Keyring = { inbox: noGenerations(), desks: new Map(), given: new Map() };
  keyrings.set(vault.open, made);
  vault.open.closers.push(() => {
    for (const { secrets } of [made.inbox, ...made.desks.values()]) wipe(...secrets.values());
    for (const { byKind } of made.given.values()) for (const keys of byKind.values()) wipe(...keys.values());
  });
  return made;
}

export const inboxOf = (vault: UnlockedVault): Generations => keyringOf(vault).inbox;

export function keysOfDesk(vault: UnlockedVault, desk: DeskId): Generations {
  const { desks } = keyringOf(vault);
  const known = desks.get(desk) ?? noGenerations();
  desks.set(desk, known);
  return known;
}

/** Of one number the secret that came first counts: call it in the order of the leaves. */
export function takeGenerations(into: Generations, { generations }: Content<'inbox'>, leaf: number): void {
  for (const { number, secret } of generations)
    if (!into.secrets.has(number)) into.secrets.set(number, key32(fromBase64url(secret)));
  into.leaf = Math.max(into.leaf, leaf);
}

export const newestOf = (of: ReadonlyMap<number, Key32>): number => Math.max(0, ...of.keys());

/** What a person gave a desk; undefined until a record of hers was opened. */
export function givenTo(vault: UnlockedVault, desk: DeskId, owner: MemberId): Given | undefined {
  return keyringOf(vault).given.get(`${desk} ${owner}`);
}

function takeGiven(vault: UnlockedVault, desk: DeskId, owner: MemberId, content: Content<'tags-'>, leaf: number) {
  const { given } = keyringOf(vault);
  const known: Given = given.get(`${desk} ${owner}`) ?? { byKind: new Map(), leaf: -1 };
  for (const { kind, generation, tagKey } of content.keys) {
    const keys = known.byKind.get(kind as KindId) ?? new Map<number, Key32>();
    if (!keys.has(generation)) keys.set(generation, key32(fromBase64url(tagKey)));
    known.byKind.set(kind as KindId, keys);
  }
  known.leaf = Math.max(known.leaf, leaf);
  given.set(`${desk} ${owner}`, known);
}

const newestFirst = (keys: ReadonlyMap<number, Key32>): readonly Key32[] =>
  [...keys].toSorted(([a], [b]) => b - a).map(([, key]) => key);

/** Every tag key of a record that is known here, the newest generation first; none if the secret is not. */
export function tagKeysOf(vault: UnlockedVault, kind: KindId, whom: Whom): readonly Key32[] {
  const { roster, member } = vault.open;
  const { rootfp } = roster;
  const whose = whoseOf(whom);
  const known = publicTagKey(rootfp, kind, whose);
  if (known !== undefined) return [known];
  const { owner, desk } = whom;
  if (owner === member)
    return newestFirst(
      mapKeys(inboxOf(vault).secrets, (secret, generation) =>
        personTagKey(secret, { rootfp, owner, kind, generation }),
      ),
    );
  if (owner !== undefined) return newestFirst(givenKeys(vault, kind, owner));
  if (desk === undefined) return [];
  return newestFirst(
    mapKeys(keysOfDesk(vault, desk).secrets, (secret, generation) =>
      deskTagKey(secret, { rootfp, desk, kind, whose, generation }),
    ),
  );
}

function mapKeys(secrets: ReadonlyMap<number, Key32>, derive: (secret: Key32, generation: number) => Key32) {
  return new Map([...secrets].map(([generation, secret]) => [generation, derive(secret, generation)] as const));
}

/** From whatever desk of hers it came: a kind that two desks write has the same keys in both. */
function givenKeys(vault: UnlockedVault, kind: KindId, owner: MemberId): ReadonlyMap<number, Key32> {
  const all = [...keyringOf(vault).given].filter(([name]) => name.endsWith(` ${owner}`));
  return new Map(all.flatMap(([, { byKind }]) => [...(byKind.get(kind) ?? [])]));
}

interface Opened {
  readonly record: { readonly verified: VerifiedRecord };
  readonly plain: Uint8Array | undefined;
}

/** Takes what was opened into the keyring of this session, in the order of the log: of one number the first counts. */
export function takeKeys(vault: UnlockedVault, desk: DeskId, opened: readonly Opened[]): void {
  const inOrder = opened.toSorted((a, b) => a.record.verified.leaf - b.record.verified.leaf);
  for (const { record, plain } of inOrder) {
    const { header, leaf } = record.verified;
    if (plain === undefined) continue;
    try {
      if (header.kind === keysKind(desk))
        takeGenerations(keysOfDesk(vault, desk), parseContent(header.kind as unknown as 'keys-', plain), leaf);
      else if (header.kind === tagsKind(desk) && header.owner !== undefined)
        takeGiven(vault, desk, header.owner, parseContent(header.kind as unknown as 'tags-', plain), leaf);
    } catch (error) {
      // What was sealed here is no key. It is as if it did not open.
      if (!(error instanceof ProtocolError)) throw error;
      vault.open.broken.set(header.record, record.verified);
    }
  }
}

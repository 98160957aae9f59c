/** The closed programme and the public part, made with the protocol's own code as the programme team's vault does. */
import { holdersOf } from '#protocol/roster/holders.ts';
import { assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { membersSeedContext, sealSeed } from '#protocol/openings/desk-seed.ts';
import { membersDesk, communicationsDesk, type MemberId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import {
  publicationCodec,
  publicationDigest,
  publicationMessage,
  signedPublication,
  snapshot,
  snapshotHash,
  type Publication,
  type PublicFile,
} from '#protocol/publication/publication.ts';
import { currentEpoch, keyHolders } from '#protocol/roster/roster-state.ts';
import { key32, sealKeyPair, signDetached } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { kind, seal, type Filed, type Filing } from './seal-record.ts';
import { bytes, type Person } from './person.ts';
import type { World } from './world.ts';

/** The seed of the present members key, sealed to a member. */
export async function seedFor(world: World, seed: Uint8Array, epoch: number, member: MemberId): Promise<string> {
  const { members } = await world.founder.browser.call('roster/keys', { members: [member], desks: [], months: [] });
  const sealKey = fromBase64url(members[0]?.sealKey ?? '');
  const context = membersSeedContext(world.rootfp, epoch);
  return toBase64url(wrapCodec.encode(sealSeed(sealKey, key32(seed), context)));
}

/** A members key for everyone who is a member now. Answers its seed. */
export async function mintMembersKey(world: World, by: Person): Promise<Uint8Array> {
  await world.sync();
  const members = keyHolders(world.roster, membersDesk);
  const epoch = (currentEpoch(world.roster, membersDesk)?.epoch ?? 0) + 1;
  const seed = key32(bytes(32));
  const pair = sealKeyPair(seed);
  const seeds = [];
  for (const member of members) seeds.push({ member, wrap: await seedFor(world, seed, epoch, member) });
  const keyHash = sealingKeyHash(pair.publicKey);
  const minted = { publicKey: toBase64url(pair.publicKey), seeds };
  await world.enact(
    { type: 'desk-epoch', desk: membersDesk, epoch, keyHash, holders: holdersOf(membersDesk, members) },
    [by],
    minted,
  );
  world.desks.set(membersDesk, { epoch, pair });
  return seed;
}

/** A version of the programme, not sent. */
export function programmeOf(world: World, author: Person, text: string, before?: Filed): Filed {
  const filing: Filing = {
    kind: kind('programme'),
    author,
    desk: 'programme' as never,
    content: utf8(text),
    header: { readers: [membersDesk] },
  };
  return seal(world, before === undefined ? filing : { ...filing, before });
}

export const page = (text: string): PublicFile => ({ path: '/', type: 'text/html; charset=utf-8', bytes: utf8(text) });

export interface Made {
  readonly publication: string;
  readonly snapshot: string;
  readonly digest: Uint8Array;
}

/** Signed by key and touch; `change` says something else than an honest client would. */
export async function publicationOf(
  world: World,
  author: Person,
  files: readonly PublicFile[],
  change: Partial<Publication> = {},
): Promise<Made> {
  const { rootfp, roster } = world;
  const made = snapshot.encode({ files });
  const epoch = currentEpoch(roster, communicationsDesk);
  const publication = publicationCodec.encode({
    rootfp,
    seq: 1,
    snapshotHash: snapshotHash(made),
    seatEpoch: epoch?.epoch ?? 0,
    seatKeyHash: epoch?.keyHash ?? new Uint8Array(32),
    seats: 0,
    pressPlaces: 0,
    keepUntil: Date.now() + 86_400_000,
    author: author.member,
    time: Date.now(),
    ...change,
  });
  const digest = publicationDigest(publication);
  const signed = signedPublication.encode({
    publication,
    signature: signDetached(author.keys.sign.secretKey, publicationMessage(rootfp, digest)),
    assertion: assertion.parse(assertion.encode(await author.touch(rootfp, 'step-up', digest))),
  });
  return { publication: toBase64url(signed), snapshot: toBase64url(made), digest };
}

export const sentOf = ({ publication, snapshot: files }: Made) => ({ publication, snapshot: files });

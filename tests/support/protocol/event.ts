/**
 * A whole event made of protocol code alone: founding, roster, desks, records, openings, log and witness, from one seed.
 * Tests, vectors and bench take what they need from it; nothing here checks anything that protocol/ should check.
 */
import { checkpointText, cosignatureLine, signCheckpoint, type NoteKey } from '#protocol/log/checkpoint.ts';
import {
  assembleGenesis,
  draftCodec,
  draftId,
  foundingCommitment,
  requireGenesisOfDraft,
  requireWitnessCard,
  type Draft,
} from '#protocol/members/founding.ts';
import {
  genesisCodec,
  genesisMessage,
  rootFingerprint,
  signedGenesis,
  type Signature,
} from '#protocol/members/genesis.ts';
import { acknowledgementData, type Acknowledgement } from '#protocol/log/acknowledgement.ts';
import { headCodec, headMessage } from '#protocol/log/head.ts';
import {
  officersDesk,
  type DeskId,
  type EventId,
  type InviteId,
  type KindId,
  type MemberId,
} from '#protocol/core/ids.ts';
import { deriveInviteKeys, type InviteLink } from '#protocol/members/invite-link.ts';
import { seenHash } from '#protocol/members/seen.ts';
import { seenOf } from '#protocol/roster/inviter.ts';
import { sendJoin, verifyJoin, type InviteTerms } from '#protocol/members/invite.ts';
import {
  deriveMemberKeys,
  deriveOpenKeys,
  type MemberCard,
  type MemberKeys,
  type Role,
} from '#protocol/members/keys.ts';
import { encodeLeaf, rosterLeaf, type Leaf } from '#protocol/log/leaf.ts';
import { Frontier, hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { stateOf, statePartsOf } from '#protocol/roster/state.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import type { Policy } from '#protocol/members/policy.ts';
import {
  applyEntry,
  entryCodec,
  entryFor,
  entryHash,
  entryMessage,
  openRoster,
  signedEntry,
  type Entry,
} from '#protocol/roster/roster.ts';
import { cardRekeyMessage, type CardSignature } from '#protocol/roster/card-signature.ts';
import { rekeyProofMessage } from '#protocol/roster/rules/key-rules.ts';
import { keyHolders, type Roster } from '#protocol/roster/roster-state.ts';
import { sealKeyPair, signDetached, signKeyPair, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Wrap } from '#protocol/crypto/wrap.ts';
import { witnessCard, witnessCardHash, type WitnessCard } from '#protocol/members/witness-card.ts';
import { addBy, cardOf, cofounderTerms, joinBy, newDeskKey, newMonthKey } from './operations.ts';
import { Randomness } from './randomness.ts';
import { Device } from './touch.ts';

const desk = (name: string) => name as DeskId;
export const kind = (name: string) => name as KindId;
export const travel = desk('travel');
export const visa = desk('visa');

export interface Person {
  readonly member: MemberId;
  readonly secret: Key32;
  readonly keys: MemberKeys;
  /** Staff and officers: the pair from DS. */
  readonly open: KeyPair | undefined;
  readonly devices: readonly Device[];
  /** Login key of her recovery card. */
  readonly recovery: KeyPair;
  readonly card: MemberCard;
}

/** One epoch of a desk, or one month: its pair, and the seed wrapped to each holder. */
export interface Minted {
  readonly number: number;
  readonly pair: KeyPair;
  readonly wraps: ReadonlyMap<MemberId, Wrap>;
}

export interface Event {
  readonly randomness: Randomness;
  readonly origin: string;
  readonly rpId: string;
  readonly policy: Policy;
  readonly founding: { readonly draft: Uint8Array; readonly r: Uint8Array; readonly joins: readonly Uint8Array[] };
  readonly genesisBytes: Uint8Array;
  readonly signedGenesis: Uint8Array;
  readonly rootfp: Uint8Array;
  readonly witness: { readonly card: WitnessCard; readonly cosign: KeyPair; readonly seal: KeyPair };
  readonly logKey: KeyPair;
  readonly officers: readonly Person[];
  readonly people: Map<MemberId, Person>;
  readonly epochs: Map<DeskId, Minted>;
  readonly months: Map<string, Minted>;
  /** When the witness judged genesis. */
  readonly foundedAt: number;
  readonly leaves: Uint8Array[];
  readonly entries: { readonly bytes: Uint8Array; readonly leaf: number; readonly time: number }[];
  roster: Roster;
  now: number;
}

const facts = {
  name: 'Defenders’ Days',
  startsOn: '2031-05-12',
  endsOn: '2031-05-16',
  zone: 'Europe/Stockholm',
  place: 'Stockholm',
  dutyPhone: '+46 8 000 00 00',
};

const startedAt = Date.UTC(2031, 2, 1);
const hour = 3600 * 1000;

// ------------------------------------------------------------------------------------------------------ people

export function mintPerson(randomness: Randomness, role: Role, member: MemberId = randomness.id()): Person {
  const secret = randomness.key();
  const keys = deriveMemberKeys(secret);
  const open = role === 'participant' ? undefined : deriveOpenKeys(randomness.key());
  const devices = [new Device(randomness), new Device(randomness, 'EdDSA')];
  const credentials = devices.map((device) => device.credential);
  const recovery = signKeyPair(randomness.key());
  const card = cardOf({ member, keys, open }, role, credentials, recovery);
  return { member, secret, keys, open, devices, recovery, card };
}

export const deviceOf = (person: Person, at = 0): Device => person.devices[at] as Device;

// ------------------------------------------------------------------------------------------------------ founding

export function foundEvent(seed: string, officerCount = 1): Event {
  const randomness = new Randomness(seed);
  const [origin, rpId] = ['https://portal.example', 'portal.example'];
  const policy = defaultPolicy(facts);
  const [cosign, seal, logKey] = [
    signKeyPair(randomness.key()),
    sealKeyPair(randomness.key()),
    signKeyPair(randomness.key()),
  ];
  const printed = { name: 'witness.example', cosignKey: cosign.publicKey, sealKey: seal.publicKey, address: '' };
  const card = requireWitnessCard(witnessCard.encode(printed), witnessCardHash(printed));
  const officers = Array.from({ length: officerCount }, () => mintPerson(randomness, 'officer'));
  const [founder, ...others] = officers as [Person, ...Person[]];
  const invites = others.map((person) => ({ invite: randomness.id<InviteId>(), member: person.member }));
  const r = randomness.bytes(32);
  const drafted: Draft = {
    event: randomness.id<EventId>(),
    origin,
    rpId,
    draftedAt: startedAt,
    founder: founder.member,
    cofounders: invites,
    policy,
    log: { origin: 'portal.example/log', publicKey: logKey.publicKey },
    witness: card,
    commitment: foundingCommitment(r),
  };
  const draft = draftCodec.encode(drafted);
  const joins = others.map((person, at) => {
    const [place, secret] = [invites[at] as (typeof invites)[0], randomness.key()];
    const link = { ...place, secret, rootfp: draftId(draft), inviter: founder.member, seen: new Uint8Array(0) };
    const keys = deriveInviteKeys(link);
    const terms = cofounderTerms(link, person.member, startedAt);
    const sent = sendJoin(keys, joinBy(person, link, terms.expires), person.keys.sign.secretKey);
    return { sent, card: verifyJoin(keys, link.rootfp, terms, sent).join.card };
  });
  const genesisBytes = genesisCodec.encode(assembleGenesis(drafted, [founder.card, ...joins.map((join) => join.card)]));
  for (const officer of officers) requireGenesisOfDraft(draft, genesisBytes, officer.card);
  const rootfp = rootFingerprint(genesisBytes);
  const signed = signedGenesis.encode({
    genesis: genesisBytes,
    signatures: officers.map((officer) => signGenesis(randomness, officer, rootfp, { origin, rpId })),
  });
  const roster = openRoster(signed, rootfp, startedAt);
  return {
    randomness,
    origin,
    rpId,
    policy,
    founding: { draft, r, joins: joins.map((join) => join.sent) },
    genesisBytes,
    signedGenesis: signed,
    rootfp,
    witness: { card, cosign, seal },
    logKey,
    officers,
    people: new Map(officers.map((officer) => [officer.member, officer])),
    epochs: new Map(),
    months: new Map(),
    foundedAt: startedAt,
    leaves: [encodeLeaf(rosterLeaf(signed))],
    entries: [],
    roster,
    now: startedAt + hour,
  };
}

export function signGenesis(
  randomness: Randomness,
  officer: Person,
  rootfp: Uint8Array,
  place: { readonly origin: string; readonly rpId: string },
): Signature {
  const { member, keys } = officer;
  return {
    member,
    signature: signDetached(keys.sign.secretKey, genesisMessage(rootfp)),
    assertion: deviceOf(officer).touch({
      ...place,
      purpose: 'roster',
      rootfp,
      member,
      data: rootfp,
      nonce: randomness.bytes(32),
    }),
  };
}

// ------------------------------------------------------------------------------------------------------ roster

export function draftEntry(event: Event, operation: Operation): Entry {
  const { roster, now } = event;
  return entryFor(roster, operation, { time: now, expires: now + 24 * hour });
}

function signEntry(event: Event, entryBytes: Uint8Array, signer: Person, device = deviceOf(signer)): Signature {
  const { randomness, rootfp, origin, rpId } = event;
  const { member, keys } = signer;
  return {
    member,
    signature: signDetached(keys.sign.secretKey, entryMessage(rootfp, entryBytes)),
    assertion: device.touch({
      purpose: 'roster',
      rootfp,
      origin,
      rpId,
      member,
      data: entryHash(entryBytes),
      nonce: randomness.bytes(32),
    }),
  };
}

/** What else is in an entry, or instead of what an honest client writes. */
export interface Making {
  readonly device?: Device | undefined;
  /** Which key of her own each signer touches. */
  readonly key?: number;
  /** By whose recovery card. */
  readonly card?: Person | undefined;
  readonly change?: Partial<Entry>;
}

export function makeEntry(
  event: Event,
  operation: Operation,
  signers: readonly Person[],
  { device, key, card, change = {} }: Making = {},
): Uint8Array {
  const entry = entryCodec.encode({ ...draftEntry(event, operation), ...change });
  const signatures = signers.map((signer) => signEntry(event, entry, signer, device ?? deviceOf(signer, key)));
  return signedEntry.encode({ entry, signatures, card: card && signByCard(event, card, entry) });
}

function signByCard(event: Event, { member, recovery }: Person, entry: Uint8Array): CardSignature {
  const signature = signDetached(recovery.secretKey, cardRekeyMessage(event.rootfp, member, entry));
  return { publicKey: recovery.publicKey, signature };
}

export function quorumOf(event: Event): readonly Person[] {
  return event.officers.slice(0, event.roster.quorum);
}

/** Signs, appends the leaf and applies, as portal and witness would. */
export function enact(event: Event, operation: Operation, signers = quorumOf(event), making: Making = {}): Uint8Array {
  const bytes = makeEntry(event, operation, signers, making);
  const leaf = event.leaves.length;
  event.roster = applyEntry(event.roster, bytes, leaf, event.now);
  event.leaves.push(encodeLeaf(rosterLeaf(bytes)));
  event.entries.push({ bytes, leaf, time: event.now });
  event.now += 60_000;
  return bytes;
}

/** An officer's word that she has checked log and roster up to now. */
export function acknowledge(event: Event, by: Person, change: Partial<Acknowledgement> = {}): Acknowledgement {
  const { rootfp, origin, rpId, roster, leaves, now } = event;
  const { verdicts, verdictsRoot } = statePartsOf(roster);
  const said = {
    rootfp,
    officer: by.member,
    size: leaves.length,
    root: rootOf(leaves.map(hashLeaf)),
    rosterHead: roster.head,
    verdicts,
    verdictsRoot,
    state: stateOf(roster),
    time: now,
    ...change,
  };
  const nonce = event.randomness.bytes(32);
  const data = acknowledgementData(said);
  const parts = { purpose: 'acknowledge', rootfp, origin, rpId, member: by.member, data, nonce } as const;
  return { assertion: deviceOf(by).touch(parts), ...said };
}

export interface Invited {
  readonly person: Person;
  readonly link: InviteLink;
  readonly terms: InviteTerms;
  readonly sent: Uint8Array;
  readonly operation: Extract<Operation, { type: 'add' }>;
}

/** From the link to the operation that adds her; `enact` it to make her a member. */
export function invite(event: Event, role: Role, member?: MemberId): Invited {
  const { randomness, rootfp, now } = event;
  const inviter = event.officers[0] as Person;
  const person = mintPerson(randomness, role, member);
  const seen = seenOf(event.roster);
  const link: InviteLink = {
    invite: randomness.id<InviteId>(),
    secret: randomness.key(),
    rootfp,
    inviter: inviter.member,
    seen: seenHash(seen),
  };
  const terms: InviteTerms = {
    invite: link.invite,
    inviter: inviter.member,
    member: person.member,
    role,
    desks: [],
    expires: now + 72 * hour,
    seen,
  };
  const keys = deriveInviteKeys(link);
  const sent = sendJoin(keys, joinBy(person, link, terms.expires), person.keys.sign.secretKey);
  const operation = addBy(inviter, link, verifyJoin(keys, rootfp, terms, sent));
  return { person, link, terms, sent, operation };
}

export function addMember(event: Event, role: Role, ...desks: readonly DeskId[]): Person {
  const { person, operation } = invite(event, role);
  enact(event, operation);
  event.people.set(person.member, person);
  for (const each of desks) enact(event, { type: 'desk-join', desk: each, member: person.member });
  return person;
}

export function rekey(event: Event, before: Person): Person {
  const fresh = mintPerson(event.randomness, before.card.role, before.member);
  const proof = signDetached(fresh.keys.sign.secretKey, rekeyProofMessage(event.rootfp, fresh.card));
  // After a card login: old account key and card sign, the new hardware key is touched.
  const operation = { type: 'rekey', card: fresh.card, proof, cause: 'card', claim: undefined } as const;
  enact(event, operation, [before], { device: deviceOf(fresh), card: before });
  event.people.set(fresh.member, fresh);
  return fresh;
}

const personOf = (event: Event, member: MemberId): Person => event.people.get(member) as Person;

export function mintEpoch(event: Event, of: DeskId): Minted {
  const { operation, pair, wraps } = newDeskKey(event.roster, of, event.randomness.key(), openKeys(event));
  enact(event, operation, [personOf(event, keyHolders(event.roster, of)[0] as MemberId)]);
  const minted = { number: operation.epoch, pair, wraps };
  event.epochs.set(of, minted);
  return minted;
}

function mintMonth(event: Event, month: string): Minted {
  const { operation, pair, wraps } = newMonthKey(event.roster, month, event.randomness.key(), openKeys(event));
  enact(event, operation);
  const minted = { number: event.months.size + 1, pair, wraps };
  event.months.set(month, minted);
  return minted;
}

function openKeys(event: Event): ReadonlyMap<MemberId, Uint8Array> {
  return new Map(
    [...event.people].flatMap(([member, { open }]) => (open === undefined ? [] : [[member, open.publicKey] as const])),
  );
}

// ------------------------------------------------------------------------------------------------------ log

export function append(event: Event, leaf: Leaf): number {
  event.leaves.push(encodeLeaf(leaf));
  return event.leaves.length - 1;
}

export function logNoteKey(event: Event): NoteKey {
  return { name: event.roster.genesis.log.origin, publicKey: event.logKey.publicKey, use: 'log' };
}

export function witnessNoteKey(event: Event): NoteKey {
  return { name: event.witness.card.name, publicKey: event.witness.cosign.publicKey, use: 'witness' };
}

/** The log's newest checkpoint with the witness's line under it. */
export function cosignedNote(event: Event): string {
  const frontier = new Frontier();
  for (const leaf of event.leaves) frontier.append(hashLeaf(leaf));
  const checkpoint = { origin: event.roster.genesis.log.origin, size: frontier.size, root: frontier.root() };
  const note = signCheckpoint(checkpoint, logNoteKey(event), event.logKey.secretKey);
  const seconds = Math.floor(event.now / 1000);
  const line = cosignatureLine(
    checkpointText(checkpoint),
    witnessNoteKey(event),
    event.witness.cosign.secretKey,
    seconds,
  );
  return `${note}${line}`;
}

export function signedHead(
  event: Event,
  nonce: Uint8Array,
): { readonly head: Uint8Array; readonly signature: Uint8Array } {
  const frontier = new Frontier();
  for (const leaf of event.leaves) frontier.append(hashLeaf(leaf));
  const head = headCodec.encode({
    rootfp: event.rootfp,
    origin: event.roster.genesis.log.origin,
    size: frontier.size,
    root: frontier.root(),
    rosterSeq: event.roster.seq,
    rosterHead: event.roster.head,
    state: stateOf(event.roster),
    aged: 0,
    outcomes: { released: 0, refused: 0, never: 0, unknown: 0 },
    held: [],
    nonce,
    time: event.now,
  });
  return { head, signature: signDetached(event.witness.cosign.secretKey, headMessage(head)) };
}

/** Replays the kept entries from genesis, as a fresh browser does. */
export function replay(event: Event): Roster {
  return event.entries.reduce(
    (roster, entry) => applyEntry(roster, entry.bytes, entry.leaf, entry.time),
    openRoster(event.signedGenesis, event.rootfp, startedAt),
  );
}

/** The event of the other tests: three officers, a travel desk of two, a visa desk of one, two participants. */
export function standardEvent(seed: string) {
  const event = foundEvent(seed, 3);
  mintEpoch(event, officersDesk);
  const tess = addMember(event, 'staff', travel);
  const tomas = addMember(event, 'staff', travel);
  const vera = addMember(event, 'staff', visa);
  mintEpoch(event, travel);
  mintEpoch(event, visa);
  mintMonth(event, '2031-03');
  const amal = addMember(event, 'participant');
  const bijan = addMember(event, 'participant');
  return { event, tess, tomas, vera, amal, bijan };
}

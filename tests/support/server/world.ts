/**
 * A founded event with people in it, made through the portal's own acts and nothing else. Tests of the server, stories
 * and attacks begin here: `World.found(client, link)`, then `addMember`, `mintEpoch`, `file`, `open`.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
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
  signatureCodec,
  signedGenesis,
} from '#protocol/members/genesis.ts';
import { toId, type DeskId, type EventId, type InviteId, type MemberId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, parseFounderLink, redeemHash, type InviteLink } from '#protocol/members/invite-link.ts';
import {
  endorseMessage,
  joinCodec,
  revealMessage,
  sealCopy,
  sealTerms,
  sendJoin,
  verifyJoin,
  type InviteTerms,
  type Offer,
  type VerifiedJoin,
} from '#protocol/members/invite.ts';
import { slotCodec } from '#protocol/members/slot.ts';
import { sealPendingJoin } from '#protocol/members/pending-join.ts';
import { seenHash } from '#protocol/members/seen.ts';
import { seenOf } from '#protocol/roster/inviter.ts';
import type { Role } from '#protocol/members/keys.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import type { Policy } from '#protocol/members/policy.ts';
import { follow, openJudged } from '#protocol/roster/replay.ts';
import { entryCodec, entryFor, entryHash, entryMessage, signedEntry } from '#protocol/roster/roster.ts';
import { readLines } from '../../../client/vault/roster/verdict-lines.ts';
import { deskMembers, officersOf, type Roster } from '#protocol/roster/roster-state.ts';
import { cardRekeyMessage } from '#protocol/roster/card-signature.ts';
import { rekeyProofMessage } from '#protocol/roster/rules/key-rules.ts';
import type { Credential } from '#protocol/crypto/assertion.ts';
import { derive, key32, signDetached, type KeyPair } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { WitnessCard } from '#protocol/members/witness-card.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { demoDay, zone } from '../../../tools/demo/dates.ts';
import { addBy, cofounderTerms, joinBy, newDeskKey, newMonthKey, type NewKey } from '../protocol/operations.ts';
import type { Client } from './client.ts';
import { bytes, Person, type Enrolment } from './person.ts';

export const facts = {
  name: 'Defenders’ Days',
  startsOn: demoDay(0),
  endsOn: demoDay(4),
  zone,
  place: 'Stockholm',
  dutyPhone: '+46 8 000 00 00',
};
const hourMs = 3_600_000;
const fresh = <T extends string>() => toId<T>(bytes(16));

type MintedOrNull = Body<'roster/propose'>['minted'];

export interface Invitation {
  readonly link: InviteLink;
  readonly terms: InviteTerms;
  readonly inviter: Person;
}

/** Founding through the acts: one officer for evaluation, three for a real event. */
export class Founding {
  readonly client: Client;
  readonly secret: Uint8Array;
  readonly cardHash: Uint8Array;
  readonly officers: Person[];
  readonly invites: { invite: InviteId; secret: ReturnType<typeof key32> }[];
  readonly r = bytes(32);
  readonly #policy: Policy;
  draft: Uint8Array = new Uint8Array(0);
  genesis: Uint8Array = new Uint8Array(0);

  constructor(client: Client, link: string, officers: number, policy: Policy = defaultPolicy(facts)) {
    this.client = client;
    ({ secret: this.secret, cardHash: this.cardHash } = parseFounderLink(new URL(link).hash));
    this.officers = Array.from({ length: officers }, () => new Person(client, 'officer', fresh<MemberId>()));
    this.invites = Array.from({ length: officers - 1 }, () => ({
      invite: fresh<InviteId>(),
      secret: key32(bytes(32)),
    }));
    this.#policy = policy;
  }

  get root(): Uint8Array {
    return draftId(this.draft);
  }

  linkOf(at: number): InviteLink {
    const { invite, secret } = this.invites[at - 1] as Founding['invites'][number];
    return { invite, secret, rootfp: this.root, inviter: this.officers[0]!.member, seen: new Uint8Array(0) };
  }

  pass(at: number): { invite: string | null; redeem: string } {
    if (at === 0) {
      const redeem = derive(key32(this.secret), tuple('dd1/founding/redeem'), 32);
      return { invite: null, redeem: toBase64url(redeem) };
    }
    const link = this.linkOf(at);
    return { invite: link.invite, redeem: toBase64url(deriveInviteKeys(link).redeem) };
  }

  async sendDraft(): Promise<void> {
    const [founder, ...others] = this.officers as [Person, ...Person[]];
    const place = await founder.browser.call('founding/look', this.pass(0));
    const witness = requireWitnessCard(fromBase64url(place.witnessCard), this.cardHash);
    const drafted: Draft = {
      event: fresh<EventId>(),
      origin: place.origin,
      rpId: place.rpId,
      draftedAt: Date.now(),
      founder: founder.member,
      cofounders: others.map((person, i) => ({
        invite: (this.invites[i] as Founding['invites'][number]).invite,
        member: person.member,
      })),
      policy: this.#policy,
      log: { origin: place.log.origin, publicKey: fromBase64url(place.log.publicKey) },
      witness,
      commitment: foundingCommitment(this.r),
    };
    this.draft = draftCodec.encode(drafted);
    const cofounders = others.map((_, i) => {
      const link = this.linkOf(i + 1);
      return { invite: link.invite, redeemHash: toBase64url(redeemHash(deriveInviteKeys(link).redeem)) };
    });
    await founder.browser.call('founding/draft', { ...this.pass(0), draft: toBase64url(this.draft), cofounders });
  }

  enrolment(at: number): Enrolment {
    const { browser, member } = this.officers[at] as Person;
    const place = () => ({ ...this.pass(at), member, draft: toBase64url(this.root) });
    return {
      begin: () => browser.call('founding/enrol-begin', place()),
      finish: (challenge, registration) =>
        browser.call('founding/enrol-finish', { ...place(), challenge, registration }),
    };
  }

  async enrolAll(): Promise<void> {
    for (const [at, officer] of this.officers.entries())
      for (let key = 0; key < 2; key++) await officer.enrol(this.root, this.enrolment(at));
  }

  termsOf(at: number): Offer {
    const { member } = this.officers[at] as Person;
    return cofounderTerms(this.linkOf(at), member, draftCodec.parse(this.draft).draftedAt);
  }

  joinOf(at: number): string {
    const officer = this.officers[at] as Person;
    const link = this.linkOf(at);
    const join = joinBy(officer, link, this.termsOf(at).expires);
    return toBase64url(sendJoin(deriveInviteKeys(link), join, officer.keys.sign.secretKey));
  }

  async joinAll(): Promise<void> {
    for (let at = 1; at < this.officers.length; at++)
      await (this.officers[at] as Person).browser.call('founding/join', { ...this.pass(at), join: this.joinOf(at) });
  }

  async publish(): Promise<void> {
    const founder = this.officers[0] as Person;
    const { joins } = await founder.browser.call('founding/look', this.pass(0));
    const cards = this.invites.map(({ invite }, i) => {
      const sent = joins.find((join) => join.invite === invite);
      if (sent === undefined) throw new Error('a co-founder has not joined');
      const link = this.linkOf(i + 1);
      return verifyJoin(deriveInviteKeys(link), this.root, this.termsOf(i + 1), fromBase64url(sent.join)).join.card;
    });
    this.genesis = genesisCodec.encode(assembleGenesis(draftCodec.parse(this.draft), [founder.card, ...cards]));
    const sent = { genesis: toBase64url(this.genesis), r: toBase64url(this.r), macs: [] };
    await founder.browser.call('founding/publish', { ...this.pass(0), ...sent });
  }

  async signOne(at: number): Promise<boolean> {
    const officer = this.officers[at] as Person;
    requireGenesisOfDraft(this.draft, this.genesis, officer.card);
    const rootfp = rootFingerprint(this.genesis);
    const signature = signatureCodec.encode({
      member: officer.member,
      signature: signDetached(officer.keys.sign.secretKey, genesisMessage(rootfp)),
      assertion: await officer.touch(rootfp, 'roster', rootfp),
    });
    const { founded } = await officer.browser.call('founding/sign', {
      ...this.pass(at),
      signature: toBase64url(signature),
      sealKey: toBase64url(officer.keys.seal.publicKey),
      openKey: toBase64url((officer.open as KeyPair).publicKey),
      ...(await officer.kit(rootfp)),
    });
    return founded;
  }

  async complete(): Promise<void> {
    await this.sendDraft();
    await this.enrolAll();
    await this.joinAll();
    await this.publish();
    for (const at of this.officers.keys()) await this.signOne(at);
  }
}

export class World {
  readonly client: Client;
  readonly officers: readonly Person[];
  roster: Roster;
  readonly desks = new Map<DeskId, { epoch: number; pair: KeyPair }>();
  readonly months = new Map<string, KeyPair>();

  private constructor(client: Client, officers: readonly Person[], roster: Roster) {
    [this.client, this.officers, this.roster] = [client, officers, roster];
  }

  /** Founds through the acts and logs every officer in. */
  static async found(client: Client, link: string, officers = 1, policy?: Policy): Promise<World> {
    const founding = new Founding(client, link, officers, policy);
    await founding.complete();
    return World.enter(founding);
  }

  static async enter(founding: Founding): Promise<World> {
    let welcome: Reply<'login/finish'> | undefined;
    for (const officer of founding.officers) welcome = await officer.login();
    const { signedGenesis: text, entries } = welcome as Reply<'login/finish'>;
    const signed = fromBase64url(text);
    const [genesis, ...others] = readLines(entries);
    const root = rootFingerprint(signedGenesis.parse(signed).genesis);
    const roster = others.reduce(follow, openJudged(signed, root, genesis));
    return new World(founding.client, founding.officers, roster);
  }

  get founder(): Person {
    return this.officers[0] as Person;
  }

  get rootfp(): Uint8Array {
    return this.roster.rootfp;
  }

  get witness(): WitnessCard {
    return this.roster.genesis.witnesses[0] as WitnessCard;
  }

  /** As many officers as most operations need. */
  get quorum(): readonly Person[] {
    return this.officers.slice(0, this.roster.genesis.quorum);
  }

  async sync(): Promise<Roster> {
    const { entries } = await this.founder.browser.call('roster/read', { after: this.roster.verdicts.size });
    this.roster = readLines(entries).reduce(follow, this.roster);
    return this.roster;
  }

  // ---------------------------------------------------------------------------------------------------- roster

  entry(operation: Operation, times: { time?: number; expires?: number } = {}): Uint8Array {
    // As clients do: not before what the witness said last, whose clock is another.
    const time = times.time ?? Math.max(Date.now(), this.roster.verdicts.time);
    const expires = times.expires ?? time + 24 * hourMs;
    return entryCodec.encode(entryFor(this.roster, operation, { time, expires }));
  }

  async signature(entry: Uint8Array, signer: Person): Promise<Uint8Array> {
    return signatureCodec.encode({
      member: signer.member,
      signature: signDetached(signer.keys.sign.secretKey, entryMessage(this.rootfp, entry)),
      assertion: await signer.touch(this.rootfp, 'roster', entryHash(entry)),
    });
  }

  async signed(entry: Uint8Array, signers: readonly Person[]): Promise<string> {
    const signatures = [];
    for (const signer of signers) signatures.push(signatureCodec.parse(await this.signature(entry, signer)));
    return toBase64url(signedEntry.encode({ entry, signatures, card: undefined }));
  }

  /** Proposed by the first signer with one signature; the others add theirs through the portal. */
  async enact(operation: Operation, signers: readonly Person[], minted: MintedOrNull = null): Promise<void> {
    await this.sync();
    const entry = this.entry(operation);
    const [first, ...others] = signers as [Person, ...Person[]];
    let outcome = await first.browser.call('roster/propose', { entry: await this.signed(entry, [first]), minted });
    for (const other of others) {
      if (outcome.state === 'applied') break;
      const { proposals } = await other.browser.call('roster/proposals', {});
      const mine = proposals.find((given) => equal(signedEntry.parse(fromBase64url(given.entry)).entry, entry));
      const { id } = mine as (typeof proposals)[number];
      const signature = toBase64url(await this.signature(entry, other));
      outcome = await other.browser.call('roster/sign', { id, signature });
    }
    if (outcome.state !== 'applied') throw new Error(`${outcome.missing} signatures missing`);
    await this.sync();
  }

  // ---------------------------------------------------------------------------------------------------- people

  async mintInvite(
    role: Role,
    inviter: Person = this.founder,
    expires = Date.now() + 72 * hourMs,
  ): Promise<Invitation> {
    const seen = seenOf(this.roster);
    const link: InviteLink = {
      invite: fresh<InviteId>(),
      secret: key32(bytes(32)),
      rootfp: this.rootfp,
      inviter: inviter.member,
      seen: seenHash(seen),
    };
    const terms: InviteTerms = {
      invite: link.invite,
      inviter: inviter.member,
      member: fresh<MemberId>(),
      role,
      desks: [],
      expires,
      seen,
    };
    const keys = deriveInviteKeys(link);
    await inviter.browser.call('invites/mint', {
      invites: [
        {
          invite: link.invite,
          redeemHash: toBase64url(redeemHash(keys.redeem)),
          box: toBase64url(sealTerms(keys, this.rootfp, terms)),
          copy: toBase64url(sealCopy(inviter.accountSecret, link, terms)),
          expires,
        },
      ],
    });
    return { link, terms, inviter };
  }

  pass({ link }: Invitation): { invite: string; redeem: string } {
    return { invite: link.invite, redeem: toBase64url(deriveInviteKeys(link).redeem) };
  }

  /** What `invites/open` and `invites/await` ask for besides. */
  looking(invitation: Invitation) {
    return { ...this.pass(invitation), headNonce: toBase64url(bytes(32)) };
  }

  waiting(invitation: Invitation, after = 0) {
    return { ...this.looking(invitation), after };
  }

  enrolment(invitation: Invitation, person: Person): Enrolment {
    const pass = this.pass(invitation);
    const { browser, member } = person;
    return {
      begin: () => browser.call('invites/enrol-begin', pass),
      finish: (challenge, registration) =>
        browser.call('invites/enrol-finish', { ...pass, challenge, member, registration }),
    };
  }

  /** The invited person with her keys enrolled; nothing is joined yet. */
  async arrive(invitation: Invitation): Promise<Person> {
    const person = new Person(this.client, invitation.terms.role, invitation.terms.member);
    for (let key = 0; key < 2; key++) await person.enrol(this.rootfp, this.enrolment(invitation, person));
    return person;
  }

  async joinBody(invitation: Invitation, person: Person): Promise<Body<'invites/join'>> {
    const { link, terms } = invitation;
    const join = joinBy(person, link, terms.expires);
    const sent = toBase64url(sendJoin(deriveInviteKeys(link), join, person.keys.sign.secretKey));
    const pass = this.pass(invitation);
    const own = { join: joinCodec.encode(join), redeem: fromBase64url(pass.redeem) };
    const pending = toBase64url(sealPendingJoin(person.accountSecret, own, bytes(32)));
    return { ...pass, join: sent, pending, ...(await person.kit(this.rootfp)) };
  }

  /** The inviter's side of a join: she checks it, shows r, compares and endorses. */
  async compare({ link, terms, inviter }: Invitation): Promise<VerifiedJoin> {
    const { invites } = await inviter.browser.call('invites/list', { after: null, invite: link.invite });
    const held = invites.find((invite) => invite.invite === link.invite)?.join ?? '';
    const verified = verifyJoin(deriveInviteKeys(link), this.rootfp, terms, fromBase64url(held));
    const r = bytes(32);
    const { secretKey } = inviter.keys.sign;
    const reveal = signDetached(secretKey, revealMessage(this.rootfp, link.invite, verified.hash, r));
    await inviter.browser.call('invites/reveal', {
      invite: link.invite,
      r: toBase64url(r),
      signature: toBase64url(reveal),
    });
    const endorsement = signDetached(secretKey, endorseMessage(this.rootfp, link.invite, verified.hash, 'voice'));
    await inviter.browser.call('invites/endorse', {
      invite: link.invite,
      compared: 'voice',
      signature: toBase64url(endorsement),
    });
    return verified;
  }

  addOperation({ link, inviter }: Invitation, verified: VerifiedJoin): Extract<Operation, { type: 'add' }> {
    return addBy(inviter, link, verified);
  }

  /** From the link to her first login. */
  async addMember(role: Role, ...desks: readonly DeskId[]): Promise<Person> {
    const invitation = await this.mintInvite(role);
    const person = await this.arrive(invitation);
    await person.browser.call('invites/join', await this.joinBody(invitation, person));
    const verified = await this.compare(invitation);
    await this.enact(this.addOperation(invitation, verified), role === 'participant' ? [this.founder] : this.quorum);
    for (const desk of desks) await this.enact({ type: 'desk-join', desk, member: person.member }, this.quorum);
    await person.login();
    return person;
  }

  /** Card login, new keys, `rekey`, and in again with the new key. */
  async recover(person: Person): Promise<void> {
    const rekey = await this.beginRecovery(person);
    await rekey();
    await this.sync();
    await person.login();
  }

  /** Card login and new keys; answers the last step. */
  async beginRecovery(person: Person): Promise<() => Promise<unknown>> {
    await person.loginWithCard();
    const before = { sign: person.keys.sign, card: person.recovery.login };
    person.renew();
    const { browser } = person;
    const enrolment: Enrolment = {
      begin: () => browser.call('login/enrol-begin', {}),
      finish: (challenge, registration) => browser.call('login/enrol-finish', { challenge, registration }),
    };
    for (let key = 0; key < 2; key++) await person.enrol(this.rootfp, enrolment);
    await this.sync();
    const { card } = person;
    const proof = signDetached(person.keys.sign.secretKey, rekeyProofMessage(this.rootfp, card));
    const entry = this.entry({ type: 'rekey', card, proof, cause: 'card', claim: undefined });
    const signature = {
      member: person.member,
      signature: signDetached(before.sign.secretKey, entryMessage(this.rootfp, entry)),
      assertion: await person.touch(this.rootfp, 'roster', entryHash(entry)),
    };
    const byCard = {
      publicKey: before.card.publicKey,
      signature: signDetached(before.card.secretKey, cardRekeyMessage(this.rootfp, person.member, entry)),
    };
    const sent = {
      entry: toBase64url(signedEntry.encode({ entry, signatures: [signature], card: byCard })),
      sealKey: toBase64url(person.keys.seal.publicKey),
      ...(await person.kit(this.rootfp)),
    };
    return () => browser.call('roster/rekey', sent);
  }

  /** A third key in the place of her second one; answers the last step. */
  async beginOtherKey(person: Person): Promise<() => Promise<unknown>> {
    const { browser, member } = person;
    await person.enrol(this.rootfp, {
      begin: () => browser.call('me/enrol-begin', {}),
      finish: (challenge, registration) => browser.call('me/enrol-finish', { challenge, registration }),
    });
    await this.sync();
    const [first, , third] = person.credentials as [Credential, Credential, Credential];
    const entry = this.entry({ type: 'credential', member, credentials: [first, third], cardKeyHash: undefined });
    const { slots } = await person.kit(this.rootfp);
    const own = slots.filter((slot) => equal(slotCodec.parse(fromBase64url(slot)).holder, third.id));
    const sent = { entry: await this.signed(entry, [person]), slots: own, card: null };
    return () => browser.call('roster/credential', sent);
  }

  // ---------------------------------------------------------------------------------------------------- keys

  async openKeys(members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, Uint8Array>> {
    const { members: found } = await this.founder.browser.call('roster/keys', {
      members: [...members],
      desks: [],
      months: [],
    });
    return new Map(found.map(({ member, openKey }) => [member as MemberId, fromBase64url(openKey ?? '')]));
  }

  async mintEpoch(desk: DeskId, by: Person): Promise<void> {
    await this.sync();
    const openKeys = await this.openKeys(deskMembers(this.roster, desk));
    const made = newDeskKey(this.roster, desk, key32(bytes(32)), openKeys);
    await this.enact(made.operation, [by], mintedOf(made));
    this.desks.set(desk, { epoch: made.operation.epoch, pair: made.pair });
  }

  async mintMonth(month: string): Promise<void> {
    await this.sync();
    const openKeys = await this.openKeys(officersOf(this.roster));
    const made = newMonthKey(this.roster, month, key32(bytes(32)), openKeys);
    await this.enact(made.operation, this.quorum, mintedOf(made));
    this.months.set(month, made.pair);
  }
}

function mintedOf({ pair, wraps }: Pick<NewKey<'desk-epoch'>, 'pair' | 'wraps'>): MintedOrNull {
  const seeds = [...wraps].map(([member, wrap]) => ({ member, wrap: toBase64url(wrapCodec.encode(wrap)) }));
  return { publicKey: toBase64url(pair.publicKey), seeds };
}

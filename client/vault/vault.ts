/**
 * What screens may ask of the vault, in one list. Every act returns plain data; no answer contains a key. The page's
 * worker, the demo and the tests use the same object.
 */
import type { Content, ContentKind } from '#protocol/records/content.ts';
import type { DeskId, InviteId, MemberId, MessageId, RecordId, ThreadId } from '#protocol/core/ids.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import type { comparedWays } from '#protocol/roster/operations.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import type { PublicFile } from '#protocol/publication/publication.ts';
import { refuse } from '#protocol/core/errors.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { openRecords, readQueue } from './records/team-records.ts';
import { saveCase, saveFor } from './records/writing.ts';
import { drawChoices, seatCounts } from './programme/draw-seats.ts';
import { readFile } from './my-file/read-own-records.ts';
import { confirmRules, ruleNews, saveCard, tidyFile } from './my-file/save-record.ts';
import { CoFounder } from './joining/co-founder.ts';
import { listGuests, type GuestRow } from './joining/guest-list.ts';
import { Founder } from './joining/founder.ts';
import { beginFounding } from './joining/founding.ts';
import { admit, linkAgain, listInvites, mintInvites, reveal, type InviteInput } from './joining/inviting.ts';
import { Joining } from './joining/joining.ts';
import { evidence } from './log/evidence.ts';
import { asideOf } from './log/newer.ts';
import { audit } from './log/read-ledger.ts';
import { readMembers } from './roster/end-membership.ts';
import type { Ports } from './session/ports.ts';
import {
  admitToProgramme,
  membersKey,
  mintMembersKey,
  readProgramme,
  saveProgramme,
  saveSite,
} from './programme/closed-programme.ts';
import { lookAtSeats, offerSeats, returnSeat, takeSeat } from './programme/seats.ts';
import { openRequests, publish, published, removeRequests, type Terms } from './programme/publishing.ts';
import { CardChange } from './joining/own-card.ts';
import { keyNames, nameKey } from './joining/key-names.ts';
import { endKey, KeyChange, ownKeys } from './joining/own-keys.ts';
import { enterWithCard, Recovery, type CardPlace } from './joining/recovery.ts';
import { Refused } from './session/refusal.ts';
import { UnlockedVault } from './session/unlocked-vault.ts';
import { approve, listProposals } from './roster/approving.ts';
import { mintEpoch, mintMonth, readiness } from './roster/new-keys.ts';
import { joinDesk, leaveDesk, removeMember } from './roster/signing.ts';
import { keepStopped, liftStop, stopMember } from './roster/stopping.ts';
import { letBe, sayWhy, sendAgain, type Picked } from './threads/after-recovery.ts';
import { acceptContact, confirmSafety, offerContact, safetyOf } from './threads/contacts.ts';
import { fetchAttachment } from './threads/attachments.ts';
import type { ThreadTarget } from './threads/view-types.ts';
import {
  announce,
  changeGroup,
  finishThread,
  flushThreads,
  leaveThread,
  lookAtThreads,
  makeGroup,
  muteThread,
  noteTold,
  openThreads,
  readThread,
  reportThread,
  searchThreads,
  beginState,
  stateAfter,
  tellList,
  threadsState,
  unsendMessage,
  writeToThread,
  type MessageInput,
} from './threads/thread-actions.ts';
import { traceOpenings } from './log/openings-of-mine.ts';
import { meOf, unlock, type UnlockGiven } from './session/unlock.ts';

export function createVault(ports: Ports) {
  const vault = new UnlockedVault(ports);
  let founding: Founder | CoFounder | undefined;
  let joining: Joining | undefined;
  let recovery: Recovery | undefined;
  let keyChange: KeyChange | undefined;
  let cardChange: CardChange | undefined;
  const need = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Refused('vault-locked', 'not begun in this tab');
    return part;
  };
  const founder = (): Founder => {
    const part = need(founding);
    return part instanceof Founder ? part : refuse('roster-right', 'only the founder drafts and assembles');
  };
  const coFounder = (): CoFounder => {
    const part = need(founding);
    return part instanceof CoFounder ? part : refuse('roster-right', 'the founder joins by drafting');
  };
  /** Return the person whose keys this tab makes: a founder, an invitee, or a member who recovers. */
  const newcomer = () => need<Founder | CoFounder | Joining | Recovery>(founding ?? joining ?? recovery).newcomer;

  return {
    /** Compile the cryptography. Screens call it early, while a person reads. */
    warm: async () => {
      await sodiumReady;
      return true;
    },
    unlock: (answer: UnlockGiven) => unlock(vault, answer),
    lock: async () => {
      vault.lock();
      keyChange?.close();
      founding = joining = recovery = keyChange = cardChange = undefined;
      return true;
    },
    me: async () => (vault.isUnlocked ? meOf(vault.open, ports.now()) : undefined),
    refresh: async () => {
      await vault.fresh();
      return meOf(vault.open, ports.now());
    },
    members: () => readMembers(vault),

    // ------------------------------------------------------------------------------------------------ founding
    foundingBegin: async (fragment: string) => {
      founding = await beginFounding(ports, fragment);
      return founding.seen();
    },
    foundingDraft: (event: EventFacts, cofounders: number) => founder().draft(event, cofounders),
    /** Take the ticked differences of the rules, each by its key. */
    foundingConfirm: async (differences: readonly string[]) => coFounder().confirm(differences),
    foundingKey: () => need(founding).enrolKey(),
    foundingJoin: () => coFounder().join(),
    foundingAssemble: () => founder().assemble(),
    foundingAwait: () => coFounder().awaitGenesis(),
    foundingSign: () => need(founding).sign(),
    foundingState: () => need(founding).state(),

    // ------------------------------------------------------------------------------------------------- joining
    joiningBegin: async (fragment: string) => {
      joining = await Joining.begin(ports, fragment);
      return joining.seen();
    },
    joiningConfirm: async (differences: readonly string[]) => need(joining).confirm(differences),
    joiningKey: (way: 'hardware' | 'phone') => need(joining).enrolKey(way),
    joiningSend: () => need(joining).join(),
    joiningResume: (place: CardPlace) => need(joining).resume(place),
    joiningAwait: () => need(joining).awaitAdd(),

    // -------------------------------------------------------------------------------- the card, for all newcomers
    newCard: async () => (cardChange ?? newcomer()).paper.mint(ports),
    proveCard: async (typed: readonly string[]) => {
      (cardChange ?? newcomer()).paper.prove(typed);
      return true;
    },

    // ------------------------------------------------------------------------------------------------ recovery
    enterWithCard: (place: CardPlace, typed: readonly string[]) => enterWithCard(vault, place, typed),
    recoveryBegin: async () => {
      recovery = new Recovery(vault);
      return true;
    },
    recoveryKey: (way: 'hardware' | 'phone') => need(recovery).enrolKey(way),
    recoveryFinish: () => need(recovery).finish(),

    // ------------------------------------------------------------------------------------------------ her own keys
    ownKeys: async () => ownKeys(vault),
    /** Two touches of a key that she does not have yet. */
    keyEnrol: async () => {
      keyChange ??= new KeyChange(vault);
      return keyChange.enrol();
    },
    /** One touch of a key that stays. */
    keyAdd: async (instead?: string) => need(keyChange).finish(instead),
    cardBegin: async () => {
      cardChange = new CardChange(vault);
      return true;
    },
    cardFinish: async () => {
      await need(cardChange).finish();
      cardChange = undefined;
      return true;
    },
    keyEnd: (id: string) => endKey(vault, id),
    keyNames: () => keyNames(vault),
    keyName: (id: string, name: string) => nameKey(vault, id, name),

    // ------------------------------------------------------------------------------------------------- my file
    file: () => readFile(vault),
    /** Return how much of her file does not open and is not shown. */
    damaged: async () => vault.open.damaged.size + vault.open.setAside,
    tidy: () => tidyFile(vault),
    ruleNews: () => ruleNews(vault),
    confirmRules: (ticked: readonly string[]) => confirmRules(vault, ticked),
    /** Return what stands where a record would and is none, with who signed it. */
    aside: async () => asideOf(vault),
    save: <K extends ContentKind>(kind: K, content: Content<K>) => saveCard(vault, kind, content),
    trace: () => traceOpenings(vault),

    // ----------------------------------------------------------------------------------------------- desk work
    queue: (desk: DeskId) => readQueue(vault, desk),
    openRecords: (desk: DeskId, records: readonly RecordId[], reason: OpeningReason) =>
      openRecords(vault, desk, records, reason),
    saveCase: (desk: DeskId, about: MemberId, content: Content<'case-'>) => saveCase(vault, desk, about, content),
    saveItinerary: (owner: MemberId, content: Content<'itinerary'>) => saveFor(vault, 'itinerary', owner, content),

    // ---------------------------------------------------------------------------------------------- programme
    programme: () => readProgramme(vault),
    saveProgramme: (content: Content<'programme'>) => saveProgramme(vault, content),
    membersKey: () => membersKey(vault),
    mintMembersKey: () => mintMembersKey(vault),
    admitToProgramme: () => admitToProgramme(vault),
    saveSite: (content: Content<'site'>) => saveSite(vault, content),
    saveFor: <K extends 'itinerary' | 'seats' | 'circle'>(kind: K, owner: MemberId, content: Content<K>) =>
      saveFor(vault, kind, owner, content),
    publish: (files: readonly PublicFile[], terms: Terms) => publish(vault, files, terms),
    published: () => published(vault),
    openRequests: () => openRequests(vault),
    removeRequests: (ids: readonly number[]) => removeRequests(vault, ids),
    lookAtSeats: (sessions: readonly string[]) => lookAtSeats(vault, sessions),
    takeSeat: (session: string) => takeSeat(vault, session),
    returnSeat: (session: string) => returnSeat(vault, session),
    offerSeats: (sessions: readonly { session: string; free: number }[]) => offerSeats(vault, sessions),
    drawChoices: (programme: Content<'programme'>) => drawChoices(vault, programme),
    seatCounts: () => seatCounts(vault),

    // ------------------------------------------------------------------------------------------------- threads
    threadsOpen: (alias?: string) => openThreads(vault, alias),
    threadsLook: () => lookAtThreads(vault),
    threadsState: () => threadsState(vault),
    threadRead: (target: ThreadTarget) => readThread(vault, target),
    threadWrite: (target: ThreadTarget, input: MessageInput) => writeToThread(vault, target, input),
    threadFlush: () => flushThreads(vault),
    threadsSayWhy: (othersHad: boolean) => stateAfter(vault, sayWhy(vault, othersHad)),
    threadsSendAgain: (picked: readonly Picked[]) => stateAfter(vault, sendAgain(vault, picked)),
    threadsBeginState: () => stateAfter(vault, beginState(vault)),
    threadsLetBe: () => stateAfter(vault, letBe(vault)),
    threadDone: (thread: ThreadId, id: MessageId, text: string) => finishThread(vault, thread, id, text),
    threadTold: (thread: ThreadId) => noteTold(vault, thread),
    threadUnsend: (thread: ThreadId, id: MessageId) => unsendMessage(vault, thread, id),
    threadFile: (thread: ThreadId, id: MessageId) => fetchAttachment(vault, thread, id),
    threadMute: (thread: ThreadId, muted: boolean) => muteThread(vault, thread, muted),
    threadLeave: (thread: ThreadId) => leaveThread(vault, thread),
    threadReport: (thread: ThreadId, ids: readonly MessageId[]) => reportThread(vault, thread, ids),
    announce: (desk: string, text: string) => announce(vault, desk, text),
    groupMake: (title: string, members: readonly MemberId[]) => makeGroup(vault, title, members),
    groupChange: (thread: ThreadId, members: readonly MemberId[]) => changeGroup(vault, thread, members),
    tellList: (desk: string) => tellList(vault, desk),
    directOffer: () => offerContact(vault),
    directAccept: (text: string) => acceptContact(vault, text),
    safety: (thread: ThreadId) => safetyOf(vault, thread),
    safetyConfirm: (thread: ThreadId) => confirmSafety(vault, thread),
    threadSearch: (words: string) => searchThreads(vault, words),

    // ------------------------------------------------------------------------------------------------ officers
    removeMember: (member: MemberId) => removeMember(vault, member),
    stopMember: (member: MemberId) => stopMember(vault, member),
    keepStopped: (member: MemberId) => keepStopped(vault, member),
    liftStop: (member: MemberId, leaf: number) => liftStop(vault, member, leaf),
    leaveDesk: (desk: DeskId, member: MemberId) => leaveDesk(vault, desk, member),
    readiness: () => readiness(vault),
    mintEpoch: (desk: DeskId) => mintEpoch(vault, desk),
    mintMonth: (month: string) => mintMonth(vault, month),
    mintInvites: (inputs: readonly InviteInput[]) => mintInvites(vault, inputs),
    listGuests: (rows: readonly GuestRow[]) => listGuests(vault, rows),
    invites: () => listInvites(vault),
    inviteLink: (invite: InviteId) => linkAgain(vault, invite),
    reveal: (invite: InviteId) => reveal(vault, invite),
    admit: (invite: InviteId, compared: (typeof comparedWays)[number]) => admit(vault, invite, compared),
    joinDesk: (desk: DeskId, member: MemberId) => joinDesk(vault, desk, member),
    proposals: () => listProposals(vault),
    approve: (id: string, hash: string) => approve(vault, id, hash),
    audit: (touch: boolean) => audit(vault, touch),
    evidence: () => evidence(vault),
  };
}

export type Vault = ReturnType<typeof createVault>;

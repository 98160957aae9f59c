/**
 * What the screens may ask of the strong-room, in one list. Every act answers plain data; no key ever stands in an
 * answer. The same object serves the page's worker, the demo and the tests.
 */
import type { Content, ContentKind } from '#protocol/records/content.ts';
import type { DeskId, InviteId, MemberId, MessageId, RecordId, ThreadId } from '#protocol/core/ids.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import type { comparedWays } from '#protocol/roster/operations.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import type { PublicFile } from '#protocol/publication/publication.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { openRecords, readQueue, saveCase, saveFor, saveItinerary } from './records/team-records.ts';
import { drawChoices, seatCounts } from './programme/draw-seats.ts';
import { readFile } from './my-file/read-own-records.ts';
import { saveCard, tidyFile } from './my-file/save-record.ts';
import { Founding } from './joining/founding.ts';
import { admit, listInvites, mintInvites, reveal, type InviteWish } from './joining/inviting.ts';
import { Joining } from './joining/joining.ts';
import { audit, evidence } from './log/read-ledger.ts';
import { readMembers } from './roster/end-membership.ts';
import type { Ports } from './session/ports.ts';
import {
  admitToProgramme,
  lookAtSeats,
  membersKey,
  mintMembersKey,
  offerSeats,
  readProgramme,
  returnSeat,
  saveProgramme,
  saveSite,
  takeSeat,
} from './programme/programme.ts';
import { openRequests, publish, published, removeRequests, type Terms } from './programme/publishing.ts';
import { enterWithCard, Recovery, type CardPlace } from './joining/recovery.ts';
import { Refused } from './session/refusal.ts';
import { Room } from './session/unlocked-vault.ts';
import {
  approve,
  joinDesk,
  leaveDesk,
  listProposals,
  mintEpoch,
  mintMonth,
  readiness,
  removeMember,
} from './roster/signing.ts';
import { acceptContact, confirmSafety, offerContact, safetyOf } from './threads/contacts.ts';
import { fetchAttachment } from './threads/files.ts';
import type { ThreadWish } from './threads/view-types.ts';
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
  tellList,
  threadsState,
  unsendMessage,
  writeToThread,
  type WriteWish,
} from './threads/threads.ts';
import { traceOpenings } from './log/openings-of-mine.ts';
import { meOf, unlock, type UnlockGiven } from './session/unlock.ts';

export function createVault(ports: Ports) {
  const room = new Room(ports);
  let founding: Founding | undefined;
  let joining: Joining | undefined;
  let recovery: Recovery | undefined;
  const need = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Refused('vault-locked', 'not begun in this tab');
    return part;
  };
  /** Whoever is being made in this tab: a founder, an invitee, or a member coming back. */
  const newcomer = () => need<Founding | Joining | Recovery>(founding ?? joining ?? recovery).newcomer;

  return {
    /** Compiles the cryptography; screens call it early, while a person reads. */
    warm: async () => {
      await sodiumReady;
      return true;
    },
    unlock: (given: UnlockGiven) => unlock(room, given),
    lock: async () => {
      room.lock();
      founding = joining = recovery = undefined;
      return true;
    },
    me: async () => (room.isUnlocked ? meOf(room.open, ports.now()) : undefined),
    refresh: async () => {
      await room.fresh();
      return meOf(room.open, ports.now());
    },
    members: () => readMembers(room),

    // ------------------------------------------------------------------------------------------------ founding
    foundingBegin: async (fragment: string) => {
      founding = await Founding.begin(ports, fragment);
      return founding.seen();
    },
    foundingDraft: (event: EventFacts, cofounders: number) => need(founding).draft(event, cofounders),
    foundingKey: () => need(founding).enrolKey(),
    foundingJoin: () => need(founding).join(),
    foundingAssemble: () => need(founding).assemble(),
    foundingAwait: () => need(founding).awaitGenesis(),
    foundingSign: () => need(founding).sign(),
    foundingState: () => need(founding).state(),

    // ------------------------------------------------------------------------------------------------- joining
    joiningBegin: async (fragment: string) => {
      joining = await Joining.begin(ports, fragment);
      return joining.seen();
    },
    joiningKey: (way: 'hardware' | 'phone') => need(joining).enrolKey(way),
    joiningSend: () => need(joining).join(),
    joiningAwait: () => need(joining).awaitAdd(),

    // -------------------------------------------------------------------------------- the card, for all newcomers
    newCard: async () => newcomer().newCard(),
    proveCard: async (typed: readonly string[]) => {
      newcomer().proveCard(typed);
      return true;
    },

    // ------------------------------------------------------------------------------------------------ recovery
    enterWithCard: (place: CardPlace, typed: readonly string[]) => enterWithCard(room, place, typed),
    recoveryBegin: async () => {
      recovery = new Recovery(room);
      return true;
    },
    recoveryKey: (way: 'hardware' | 'phone') => need(recovery).enrolKey(way),
    recoveryFinish: () => need(recovery).finish(),

    // ------------------------------------------------------------------------------------------------- my file
    file: () => readFile(room),
    /** How many records that others wrote for her do not open. */
    damaged: async () => room.open.damaged.size,
    tidy: () => tidyFile(room),
    save: <K extends ContentKind>(kind: K, content: Content<K>) => saveCard(room, kind, content),
    trace: () => traceOpenings(room),

    // ----------------------------------------------------------------------------------------------- desk work
    queue: (desk: DeskId) => readQueue(room, desk),
    openRecords: (desk: DeskId, records: readonly RecordId[], reason: OpeningReason) =>
      openRecords(room, desk, records, reason),
    saveCase: (desk: DeskId, about: MemberId, content: Content<'case'>) => saveCase(room, desk, about, content),
    saveItinerary: (owner: MemberId, content: Content<'itinerary'>) => saveItinerary(room, owner, content),

    // ---------------------------------------------------------------------------------------------- programme
    programme: () => readProgramme(room),
    saveProgramme: (content: Content<'programme'>) => saveProgramme(room, content),
    membersKey: () => membersKey(room),
    mintMembersKey: () => mintMembersKey(room),
    admitToProgramme: () => admitToProgramme(room),
    saveSite: (content: Content<'site'>) => saveSite(room, content),
    saveFor: <K extends 'itinerary' | 'seats' | 'circle'>(kind: K, owner: MemberId, content: Content<K>) =>
      saveFor(room, kind, owner, content),
    publish: (files: readonly PublicFile[], terms: Terms) => publish(room, files, terms),
    published: () => published(room),
    openRequests: () => openRequests(room),
    removeRequests: (ids: readonly number[]) => removeRequests(room, ids),
    lookAtSeats: (sessions: readonly string[]) => lookAtSeats(room, sessions),
    takeSeat: (session: string) => takeSeat(room, session),
    returnSeat: (session: string) => returnSeat(room, session),
    offerSeats: (sessions: readonly { session: string; free: number }[]) => offerSeats(room, sessions),
    drawChoices: (programme: Content<'programme'>) => drawChoices(room, programme),
    seatCounts: () => seatCounts(room),

    // ------------------------------------------------------------------------------------------------- threads
    threadsOpen: (alias?: string) => openThreads(room, alias),
    threadsLook: () => lookAtThreads(room),
    threadsState: () => threadsState(room),
    threadRead: (wish: ThreadWish) => readThread(room, wish),
    threadWrite: (wish: ThreadWish, given: WriteWish) => writeToThread(room, wish, given),
    threadFlush: () => flushThreads(room),
    threadDone: (thread: ThreadId, id: MessageId, text: string) => finishThread(room, thread, id, text),
    threadTold: (thread: ThreadId) => noteTold(room, thread),
    threadUnsend: (thread: ThreadId, id: MessageId) => unsendMessage(room, thread, id),
    threadFile: (thread: ThreadId, id: MessageId) => fetchAttachment(room, thread, id),
    threadMute: (thread: ThreadId, muted: boolean) => muteThread(room, thread, muted),
    threadLeave: (thread: ThreadId) => leaveThread(room, thread),
    threadReport: (thread: ThreadId, ids: readonly MessageId[]) => reportThread(room, thread, ids),
    announce: (desk: string, text: string) => announce(room, desk, text),
    groupMake: (title: string, members: readonly MemberId[]) => makeGroup(room, title, members),
    groupChange: (thread: ThreadId, members: readonly MemberId[]) => changeGroup(room, thread, members),
    tellList: (desk: string) => tellList(room, desk),
    directOffer: () => offerContact(room),
    directAccept: (text: string) => acceptContact(room, text),
    safety: (thread: ThreadId) => safetyOf(room, thread),
    safetyConfirm: (thread: ThreadId) => confirmSafety(room, thread),
    threadSearch: (words: string) => searchThreads(room, words),

    // ------------------------------------------------------------------------------------------------ officers
    removeMember: (member: MemberId) => removeMember(room, member),
    leaveDesk: (desk: DeskId, member: MemberId) => leaveDesk(room, desk, member),
    readiness: () => readiness(room),
    mintEpoch: (desk: DeskId) => mintEpoch(room, desk),
    mintMonth: (month: string) => mintMonth(room, month),
    mintInvites: (wishes: readonly InviteWish[]) => mintInvites(room, wishes),
    invites: () => listInvites(room),
    reveal: (invite: InviteId) => reveal(room, invite),
    admit: (invite: InviteId, compared: (typeof comparedWays)[number]) => admit(room, invite, compared),
    joinDesk: (desk: DeskId, member: MemberId) => joinDesk(room, desk, member),
    proposals: () => listProposals(room),
    approve: (id: string, hash: string) => approve(room, id, hash),
    audit: (touch: boolean) => audit(room, touch),
    evidence: () => evidence(room),
  };
}

export type Vault = ReturnType<typeof createVault>;

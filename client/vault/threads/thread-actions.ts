/** What screens can do with threads. Every act returns plain data (view-types.ts). */
import { fold, found } from '#domain/input/fold.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { officersDesk, toId, type DeskId, type MemberId, type MessageId, type ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import { unsendToken } from '#protocol/threads/message.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { copyOf } from './copy-for-officers.ts';
import { upload, type File } from './attachments.ts';
import { announcementPlace, deskPlace, type ThreadPlace } from './thread-place.ts';
import { cut, knownPlace, say } from './compose.ts';
import { requireSession, sessionOf, type ThreadSession } from './thread-session.ts';
import { stateView, threadView, tellLines } from './view.ts';
import type { MessageView, ThreadView, TellLine, ThreadsState, ThreadTarget } from './view-types.ts';

export interface MessageInput {
  readonly text: string;
  readonly reply?: MessageId | undefined;
  readonly file?: File | undefined;
}

/** Open the keyring and the archive, and read the stream up to its end. `alias` is what others may call her. */
export async function openThreads(vault: UnlockedVault, alias = ''): Promise<ThreadsState> {
  const session = await sessionOf(vault);
  session.alias = cut(alias, limits.wordBytes);
  return stateView(session);
}

export async function threadsState(vault: UnlockedVault): Promise<ThreadsState> {
  return stateView(await requireSession(vault));
}

/** Return the threads as they are after an act. */
export async function stateAfter(vault: UnlockedVault, act: Promise<void>): Promise<ThreadsState> {
  await act;
  return threadsState(vault);
}

export async function lookAtThreads(vault: UnlockedVault): Promise<{ changed: boolean; behind: number }> {
  const session = await requireSession(vault);
  const changed = await session.look();
  return { changed, behind: session.reader.behind };
}

function placeOfTarget(session: ThreadSession, target: ThreadTarget): ThreadPlace {
  const { roster, member } = session.vault.open;
  if (target.type === 'desk') return deskPlace(roster, member, target.desk);
  if (target.type === 'person') {
    if (!isDeskMember(roster, target.desk as DeskId, member)) refuse('thread-member', 'not of this desk');
    return deskPlace(roster, target.owner, target.desk);
  }
  return knownPlace(session, target.thread);
}

export async function readThread(vault: UnlockedVault, target: ThreadTarget): Promise<ThreadView> {
  const session = await requireSession(vault);
  const place = placeOfTarget(session, target);
  session.markRead(place.thread);
  return threadView(session, place);
}

export async function writeToThread(
  vault: UnlockedVault,
  target: ThreadTarget,
  input: MessageInput,
): Promise<ThreadView> {
  const session = await requireSession(vault);
  const place = placeOfTarget(session, target);
  if (place.kind === 'announcement') refuse('thread-member', 'announcements have an act of their own');
  const attachment = input.file && (await upload(session, input.file));
  return say(session, place, { type: 'text', text: input.text, reply: input.reply, attachment });
}

/** Try again to send what waits. */
export async function flushThreads(vault: UnlockedVault): Promise<{ waiting: number }> {
  const session = await requireSession(vault);
  await session.flush();
  return { waiting: session.sender.waiting.length };
}

export async function finishThread(
  vault: UnlockedVault,
  thread: ThreadId,
  id: MessageId,
  text: string,
): Promise<ThreadView> {
  const session = await requireSession(vault);
  const place = knownPlace(session, thread);
  if (place.kind !== 'desk') refuse('thread-member', 'only a desk takes care of things');
  return say(session, place, { type: 'done', text, reply: id });
}

export async function noteTold(vault: UnlockedVault, thread: ThreadId): Promise<ThreadView> {
  const session = await requireSession(vault);
  return say(session, knownPlace(session, thread), { type: 'told', text: '' });
}

/** Ask the portal to delete the member's own message, and tell the other clients that it was taken back. */
export async function unsendMessage(vault: UnlockedVault, thread: ThreadId, id: MessageId): Promise<'gone' | 'late'> {
  const session = await requireSession(vault);
  const { messages } = session.woven(thread);
  const found = messages.find(({ message, sender }) => message.id === id && session.isOwn(sender));
  const entry = found ?? refuse('thread-member', 'not one’s own message');
  const all = messages.filter(({ message }) => message.whole === id || message.id === id);
  let gone = true;
  for (const { sequence: first, message } of all) {
    const rows = session.rows.of(message.id);
    const expected = session.state.sentAgain.includes(message.id) ? 2 : 1;
    gone &&= rows.length >= expected && rows.some(({ sequence }) => sequence === first);
    for (const { lane, sequence } of rows) {
      const token = toBase64url(unsendToken(lane, message.id));
      const answer = await vault.ports.call('threads/unsend', { sequence, token });
      gone &&= answer.gone;
    }
  }
  // Each part by its id: a member who never got one must not see a gap in its place.
  const place = knownPlace(session, entry.thread);
  for (const { message } of all) session.write(place, { type: 'unsent', text: '', reply: message.id });
  await session.flush();
  session.markRead(place.thread);
  return gone ? 'gone' : 'late';
}

export async function muteThread(vault: UnlockedVault, thread: ThreadId, muted: boolean): Promise<ThreadsState> {
  const session = await requireSession(vault);
  session.state.muted[thread] = muted;
  await session.save();
  return stateView(session);
}

/** Leave a thread: tell the others, and neither show nor write anything there from then on. */
export async function leaveThread(vault: UnlockedVault, thread: ThreadId): Promise<ThreadsState> {
  const session = await requireSession(vault);
  const place = knownPlace(session, thread);
  if (place.kind !== 'group' && place.kind !== 'direct') refuse('thread-member', 'only groups and pairs can be left');
  await say(session, place, { type: 'left', text: '' });
  session.state.left[thread] = true;
  await session.save();
  return stateView(session);
}

/** "Tell the officer": send the messages, as shown, to the officers' desk in the member's own thread with it. */
export async function reportThread(
  vault: UnlockedVault,
  thread: ThreadId,
  ids: readonly MessageId[],
): Promise<ThreadView> {
  const session = await requireSession(vault);
  const view = threadView(session, knownPlace(session, thread));
  const copies = view.messages.filter(({ id }) => ids.includes(id)).map(copyOf);
  if (copies.length === 0) refuse('thread-member', 'nothing to hand over');
  const { roster, member } = vault.open;
  return say(session, deskPlace(roster, member, officersDesk), { type: 'text', text: copies.join('\n\n') });
}

/** Announce to everyone. It is signed with the account's own key, and deliberately not deniable. */
export async function announce(
  vault: UnlockedVault,
  desk: string,
  text: string,
): Promise<{ reached: number; without: number; unusable: readonly MemberId[] }> {
  const session = await requireSession(vault);
  const place = announcementPlace(vault.open.roster, desk);
  const waiting = session.write(place, { type: 'text', text });
  await session.flush();
  const { reached = 0, without = 0, unusable = [] } = waiting.sealed ?? {};
  return { reached, without, unusable };
}

export async function makeGroup(
  vault: UnlockedVault,
  title: string,
  members: readonly MemberId[],
): Promise<ThreadView> {
  const session = await requireSession(vault);
  const { member } = vault.open;
  const thread = toId<ThreadId>(vault.ports.random(16));
  const place = groupPlace(thread, member, 1, members);
  session.tellGroup(place);
  return say(session, place, { type: 'title', text: cut(title, limits.wordBytes) });
}

function groupPlace(thread: ThreadId, maker: MemberId, version: number, members: readonly MemberId[]): ThreadPlace {
  const all = [...new Set([maker, ...members])];
  if (all.length > limits.groupMembers) refuse('too-large', `${all.length} members`);
  return { thread, kind: 'group', desk: '', owner: maker, version, members: all };
}

/** Change a group, which only its maker can: a new list, and a new lane for those on it. */
export async function changeGroup(
  vault: UnlockedVault,
  thread: ThreadId,
  members: readonly MemberId[],
): Promise<ThreadView> {
  const session = await requireSession(vault);
  const before = knownPlace(session, thread);
  const { member } = vault.open;
  if (before.kind !== 'group' || before.owner !== member) refuse('thread-member', 'only its maker changes a group');
  const { line } = threadView(session, before);
  const place = groupPlace(thread, member, before.version + 1, members);
  session.tellGroup(place);
  return say(session, place, { type: 'title', text: line.title });
}

/** After she was told that her state does not open: a new one, in which nobody counts as compared. */
export async function beginState(vault: UnlockedVault): Promise<void> {
  const session = await requireSession(vault);
  session.archive.beginState();
  await session.save();
}

export async function tellList(vault: UnlockedVault, desk: string): Promise<readonly TellLine[]> {
  const session = await requireSession(vault);
  const owners = session.places.flatMap((place) => (place.desk === desk && place.owner ? [place.owner] : []));
  const { members } = await vault.ports.call('threads/looked', { members: [...new Set(owners)] });
  return tellLines(session, desk, new Map(members.map(({ member, day }) => [member as MemberId, day])));
}

// --------------------------------------------------------------------------------------------------------- search

/** Search on this device what is open here. */
export async function searchThreads(
  vault: UnlockedVault,
  words: string,
): Promise<readonly { readonly thread: ThreadId; readonly message: MessageView }[]> {
  const session = await requireSession(vault);
  if (fold(words) === '') return [];
  return session.places.flatMap(({ thread }) => {
    const { messages } = threadView(session, knownPlace(session, thread));
    return messages.filter(({ text }) => found(words, text)).map((message) => ({ thread, message }));
  });
}

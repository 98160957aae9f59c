/** Make from a session what a screen shows. Pure, except for the session that it reads. */
import type { DeskId, MemberId, MessageId, ThreadId } from '#protocol/core/ids.ts';
import { deskMembers, desksOf, isDeskMember } from '#protocol/roster/roster-state.ts';
import { announcingDesks, deskThread } from '#protocol/threads/thread.ts';
import { afterRecovery, unreadFrom, unseenOf } from './after-recovery.ts';
import type { ArchivedMessage } from './archive-chunk.ts';
import { membersOf, type ThreadPlace } from './thread-place.ts';
import { shutReason, type Waiting } from './sending.ts';
import { unsequenced, type ThreadSession } from './thread-session.ts';
import type { MessageView, ThreadView, TellLine, ThreadLine, ThreadsState } from './view-types.ts';

/** Types that a person would call a message: not names of groups, ticks and the like. */
const spoken = new Set(['text', 'done', 'told', 'left']);

const waitingIn = (session: ThreadSession, thread: ThreadId) =>
  session.sender.waiting.filter(({ place }) => place.thread === thread);

function isFromDesk(session: ThreadSession, place: ThreadPlace, sender: MemberId): boolean {
  return (
    place.desk !== '' && sender !== place.owner && (place.kind === 'announcement' || isServing(session, place, sender))
  );
}

/**
 * Return true if the member is or was in the desk: what somebody wrote for a desk stays the desk's after she has left
 * it.
 */
function isServing(session: ThreadSession, place: ThreadPlace, member: MemberId): boolean {
  const served = session.vault.open.roster.desks.get(place.desk as DeskId)?.memberships ?? [];
  return served.some((membership) => membership.member === member);
}

/** Join the parts of a message once all are here. Before that, return what is here and how many parts are missing. */
function joined(
  entries: readonly ArchivedMessage[],
): readonly { readonly entry: ArchivedMessage; readonly text: string; readonly lacking: number }[] {
  return entries.flatMap((entry) => {
    const { whole, parts, id, text } = entry.message;
    if (whole === undefined) return [{ entry, text, lacking: 0 }];
    const all = entries.filter(({ sender, message }) => message.whole === whole && sender === entry.sender);
    if (all[0]?.message.id !== id) return [];
    const texts = all.toSorted((a, b) => a.message.part - b.message.part).map(({ message }) => message.text);
    return [{ entry, text: texts.join(''), lacking: parts - all.length }];
  });
}

function titleOf(session: ThreadSession, place: ThreadPlace, entries: readonly ArchivedMessage[]): string {
  if (place.kind === 'group')
    return (
      entries.findLast(({ sender, message }) => message.type === 'title' && sender === place.owner)?.message.text ?? ''
    );
  const named = (fits: (sender: MemberId) => boolean) =>
    entries.findLast(({ sender, message }) => message.alias !== '' && fits(sender))?.message.alias ?? '';
  if (place.kind === 'desk') return named((sender) => sender === place.owner);
  return place.kind === 'direct' ? named((sender) => !session.isOwn(sender)) : '';
}

/** Return true if she wrote something after the desk last answered or took care. */
function isOpen(session: ThreadSession, place: ThreadPlace, entries: readonly ArchivedMessage[]): boolean {
  if (place.kind !== 'desk') return false;
  const last = entries.findLast(({ message }) => message.type === 'text' || message.type === 'done');
  return last !== undefined && !isFromDesk(session, place, last.sender);
}

function lineOf(session: ThreadSession, place: ThreadPlace): ThreadLine {
  const { roster, member } = session.vault.open;
  const entries = session.woven(place.thread).messages;
  const said = entries.filter(({ message }) => spoken.has(message.type));
  const newest = said.at(-1);
  const read = session.state.read[place.thread] ?? 0;
  return {
    thread: place.thread,
    kind: place.kind,
    desk: place.desk,
    owner: place.owner,
    title: titleOf(session, place, entries),
    members: membersOf(roster, place),
    unread: said.filter(({ sender, sequence }) => sender !== member && sequence > read && sequence !== unsequenced)
      .length,
    newest: newest && {
      type: newest.message.type,
      text: newest.message.text,
      at: newest.message.sentAt,
      mine: newest.sender === member,
      sender: newest.sender,
    },
    muted: session.state.muted[place.thread] === true,
    left: session.state.left[place.thread] === true,
    shut: shutReason(roster, session.state, place, member),
    open: isOpen(session, place, entries),
  };
}

function waitingView(session: ThreadSession, { messages }: Waiting): MessageView {
  const [first] = messages as [Waiting['messages'][number]];
  return {
    id: first.id,
    sender: session.vault.open.member,
    mine: true,
    alias: first.alias,
    fromDesk: false,
    type: first.type,
    text: messages.map(({ text }) => text).join(''),
    sentAt: first.sentAt,
    reply: undefined,
    attachment: first.attachment,
    state: 'waiting',
    done: undefined,
    partsMissing: 0,
  };
}

export function threadView(session: ThreadSession, place: ThreadPlace): ThreadView {
  const { messages, missing, earlier, unvouched } = session.woven(place.thread);
  const parts = joined(messages);
  const texts = new Map(parts.map(({ entry, text }) => [entry.message.id, text] as const));
  const done = new Map<MessageId, { at: number; text: string }>();
  for (const { sender, message } of messages)
    if (message.type === 'done' && message.reply !== undefined && isFromDesk(session, place, sender))
      done.set(message.reply, { at: message.sentAt, text: message.text });
  const views = parts
    .filter(({ entry }) => spoken.has(entry.message.type))
    .map(({ entry: { sender, message }, text, lacking }): MessageView => {
      const { id, alias, type, sentAt, reply, attachment } = message;
      return {
        id,
        sender,
        mine: session.isOwn(sender),
        alias,
        fromDesk: isFromDesk(session, place, sender),
        type,
        text,
        sentAt,
        reply: reply === undefined ? undefined : { id: reply, text: texts.get(reply) ?? '' },
        attachment: attachment && { name: attachment.name, type: attachment.type, bytes: attachment.bytes },
        state: 'sent',
        done: done.get(id),
        partsMissing: lacking,
      };
    });
  return {
    line: lineOf(session, place),
    messages: [...views, ...waitingIn(session, place.thread).map((waiting) => waitingView(session, waiting))],
    missing: missing.length,
    earlier,
    unvouched: unvouched.length,
    unseen: unseenOf(session, place).length,
    unreadFrom: unreadFrom(session, membersOf(session.vault.open.roster, place)),
    unusable: session.sender.unusableIn(place.thread),
  };
}

export function stateView(session: ThreadSession): ThreadsState {
  const { roster, member } = session.vault.open;
  const mine = desksOf(roster, member);
  const lines = session.places
    .map((place) => lineOf(session, place))
    .filter(({ newest, kind }) => newest !== undefined || kind === 'group' || kind === 'direct')
    .toSorted((a, b) => (b.newest?.at ?? 0) - (a.newest?.at ?? 0));
  return {
    lines,
    desks: roster.policy.desks.map((desk) => ({
      desk,
      mine: mine.includes(desk),
      people: deskMembers(roster, desk).length,
      writable: deskMembers(roster, desk).some((each) => each !== member),
      thread: deskThread(roster.rootfp, member, desk),
    })),
    announces: announcingDesks.filter((desk) => roster.desks.has(desk) && isDeskMember(roster, desk, member)),
    waiting: session.sender.waiting.length,
    behind: session.reader.behind,
    damaged: session.damaged,
    kept: {
      chunksShut: session.archive.shut,
      stateShut: session.archive.isStateShut,
      weeksShut: session.weeksShut,
    },
    afterRecovery: afterRecovery(session),
    unreadFrom: unreadFrom(session, Object.keys(session.state.ended) as MemberId[]),
    lastVisit: session.lastVisit === 0 ? undefined : session.lastVisit,
  };
}

/**
 * Return who has something new from this desk and, as far as the portal can say, has not looked since. The portal knows
 * only the day of a member's last visit, and nobody sends receipts.
 */
export function tellLines(
  session: ThreadSession,
  desk: string,
  looked: ReadonlyMap<MemberId, number | null>,
): readonly TellLine[] {
  return session.places.flatMap(({ thread, kind, desk: of, owner }) => {
    if (kind !== 'desk' || of !== desk || owner === undefined) return [];
    const entries = session.woven(thread).messages;
    const answered = entries.findLastIndex(({ sender }) => sender === owner);
    const lookedOn = looked.get(owner) ?? -1;
    const fresh = entries.slice(answered + 1);
    const unseen = fresh.filter(({ message, day }) => message.type === 'text' && day >= lookedOn);
    const [first] = unseen;
    if (first === undefined) return [];
    const told = fresh.findLast(({ message }) => message.type === 'told');
    return [{ thread, owner, since: first.message.sentAt, messages: unseen.length, toldAt: told?.message.sentAt }];
  });
}

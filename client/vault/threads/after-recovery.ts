/** After a recovery (§9.15): was it a theft, and which of her messages does she send again. Nothing goes by itself. */
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId, MessageId, ThreadId } from '#protocol/core/ids.ts';
import { tenuresOf, type KeyTenure } from '#protocol/threads/tenure.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { newSince, sendAgainMs, unseenIn, type Unseen } from './send-again.ts';
import { shutReason } from './sending.ts';
import type { ThreadPlace } from './thread-place.ts';
import { requireSession, type ThreadSession } from './thread-session.ts';
import type { AfterRecovery, UnseenMessage } from './view-types.ts';

/** Return the tenure of her present keys, if she had others before. */
function renewed(session: ThreadSession): KeyTenure | undefined {
  const { roster, member } = session.vault.open;
  const tenures = tenuresOf(roster, member);
  return tenures.length > 1 ? tenures.at(-1) : undefined;
}

/** Return her messages of one thread that she may send again and has not. */
export function unseenOf(session: ThreadSession, place: ThreadPlace): readonly Unseen[] {
  const present = renewed(session);
  const hasLeft = session.state.left[place.thread] === true;
  if (present === undefined || hasLeft || place.kind === 'announcement') return [];
  const span = { from: session.now - sendAgainMs, until: present.at };
  return unseenIn(session.woven(place.thread).messages, session.vault.open.member, span).filter(
    ({ parts }) => !parts.every(({ message }) => session.state.sentAgain.includes(message.id)),
  );
}

/** Return those of the members of whom something could not be read here, and who may still send it again. */
export function unreadFrom(session: ThreadSession, members: readonly MemberId[]): readonly MemberId[] {
  const { roster, member } = session.vault.open;
  const { ended, again } = session.state;
  return members.filter((each) => {
    const since = tenuresOf(roster, each).at(-1)?.at ?? 0;
    return each !== member && (ended[each] ?? 0) > (again[each] ?? 0) && session.now - since < sendAgainMs;
  });
}

function viewOf(session: ThreadSession, place: ThreadPlace, { id, parts }: Unseen): UnseenMessage {
  const { roster, member } = session.vault.open;
  const [first] = parts as [Unseen['parts'][number]];
  return {
    thread: place.thread,
    id,
    text: parts.map(({ message }) => message.text).join(''),
    sentAt: first.message.sentAt,
    attachment: first.message.attachment?.name,
    joined: newSince(roster, place, { place: first, at: first.message.sentAt }, member),
    shut: shutReason(roster, session.state, place, member),
    waits: session.sender.waiting.some(({ messages }) => messages[0]?.id === id),
  };
}

export function afterRecovery(session: ThreadSession): AfterRecovery | undefined {
  const present = renewed(session);
  if (present === undefined) return undefined;
  const { answered, letBe, verified } = session.state;
  const unseen = session.places.flatMap((place) => unseenOf(session, place).map((one) => viewOf(session, place, one)));
  return {
    asksWhy: answered < present.from && Object.keys(verified).length > 0,
    unseen: letBe < present.from ? unseen.toSorted((a, b) => a.sentAt - b.sentAt) : [],
  };
}

/** `othersHad`: somebody else may have had her keys, her card or her device. Then no comparison from before counts. */
export async function sayWhy(vault: UnlockedVault, othersHad: boolean): Promise<void> {
  const session = await requireSession(vault);
  const { from } = renewed(session) ?? refuse('thread-member', 'no recovery to speak of');
  session.state.answered = from;
  if (othersHad) {
    session.state.doubted = from;
    for (const member of Object.keys(session.state.verified)) delete session.state.verified[member];
  }
  await session.save();
}

export interface Picked {
  readonly thread: ThreadId;
  readonly id: MessageId;
}

/** Send those that she picked. What the portal cannot take now waits. Throws the refusal of the first that may not be sent. */
export async function sendAgain(vault: UnlockedVault, picked: readonly Picked[]): Promise<void> {
  const session = await requireSession(vault);
  for (const { thread, id } of picked) {
    const place = session.placeOf(thread) ?? refuse('thread-member', 'no such thread');
    const found = unseenOf(session, place).find((one) => one.id === id);
    const { parts } = found ?? refuse('thread-member', 'not one that she may send again');
    if (session.sender.waiting.some(({ messages }) => messages[0]?.id === id)) continue;
    const [first] = parts as [Unseen['parts'][number]];
    const messages = parts.map(({ message }) => message);
    session.sender.addAgain(place, messages, { place: first, at: first.message.sentAt });
  }
  try {
    await session.flush();
  } finally {
    await session.save();
  }
}

/** The rest stays as it is, and is not offered any more. */
export async function letBe(vault: UnlockedVault): Promise<void> {
  const session = await requireSession(vault);
  session.state.letBe = (renewed(session) ?? refuse('thread-member', 'no recovery to speak of')).from;
  await session.save();
}

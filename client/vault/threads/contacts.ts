/** Threads of two (§9.6, §9.13): begun by a code that one person shows the other, and compared by a safety number. */
import { concat, equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { memberId, type MemberId, type ThreadId } from '#protocol/core/ids.ts';
import { currentCard } from '#protocol/roster/roster-state.ts';
import { identityHash, safetyNumber } from '#protocol/threads/safety.ts';
import { directThread } from '#protocol/threads/thread.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import type { ThreadPlace } from './thread-place.ts';
import { knownPlace, say } from './compose.ts';
import { requireSession, type ThreadSession } from './thread-session.ts';
import type { Safety, ThreadView } from './view-types.ts';

const contactPrefix = 'contact.';

/** Return the text of the code that one person shows to another: her id, a secret for two, and a hash of her keys. */
export async function offerContact(vault: UnlockedVault): Promise<string> {
  const session = await requireSession(vault);
  const { roster, member } = vault.open;
  const secret = vault.ports.random(32);
  session.state.offers.push(toBase64url(secret));
  await session.save();
  const identity = identityHash(roster.rootfp, currentCard(roster, member));
  return `${contactPrefix}${toBase64url(concat(memberId.encode(member), secret, identity))}`;
}

/** Accept a code scanned from another screen: the other's keys are compared with it, and the thread begins. */
export async function acceptContact(vault: UnlockedVault, text: string): Promise<ThreadView> {
  const session = await requireSession(vault);
  await vault.fresh();
  const { roster, member } = vault.open;
  const bytes = fromBase64url(text.trim().startsWith(contactPrefix) ? text.trim().slice(contactPrefix.length) : '-');
  if (bytes.length !== 80) refuse('malformed', `${bytes.length} bytes are no code`);
  const [other, secret, identity] = [memberId.parse(bytes.slice(0, 16)), bytes.slice(16, 48), bytes.slice(48)];
  if (other === member) refuse('thread-member', 'one’s own code');
  if (!equal(identityHash(roster.rootfp, currentCard(roster, other)), identity))
    refuse('contact-changed', 'the list of members holds other keys than her screen showed');
  session.state.contacts[other] = toBase64url(secret);
  session.state.verified[other] = toBase64url(identity);
  const thread = directThread(roster.rootfp, secret, member, other);
  const place: ThreadPlace = {
    thread,
    kind: 'direct',
    desk: '',
    owner: undefined,
    version: 0,
    members: [member, other].toSorted(),
  };
  return say(session, place, { type: 'title', text: '' });
}

function otherOf(session: ThreadSession, thread: ThreadId): MemberId {
  const place = knownPlace(session, thread);
  const other = place.kind === 'direct' ? place.members.find((each) => !session.isOwn(each)) : undefined;
  return other ?? refuse('thread-member', 'not a thread of two');
}

export async function safetyOf(vault: UnlockedVault, thread: ThreadId): Promise<Safety> {
  const session = await requireSession(vault);
  const { roster, member } = vault.open;
  const other = currentCard(roster, otherOf(session, thread));
  const identity = identityHash(roster.rootfp, other);
  session.shownNumbers.set(other.member, identity);
  const compared = session.state.verified[other.member];
  const same = compared !== undefined && equal(identity, fromBase64url(compared));
  return {
    digits: safetyNumber(roster.rootfp, currentCard(roster, member), other),
    verified: compared === undefined ? 'never' : same ? 'yes' : 'changed',
  };
}

/** Note that the two have compared the number that was shown. Keys that changed since then are refused. */
export async function confirmSafety(vault: UnlockedVault, thread: ThreadId): Promise<Safety> {
  const session = await requireSession(vault);
  await vault.fresh();
  const { roster } = vault.open;
  const other = otherOf(session, thread);
  const identity = identityHash(roster.rootfp, currentCard(roster, other));
  const number = session.shownNumbers.get(other);
  if (number === undefined || !equal(number, identity)) refuse('contact-changed', 'another number than was compared');
  session.state.verified[other] = toBase64url(identity);
  await session.save();
  return safetyOf(vault, thread);
}

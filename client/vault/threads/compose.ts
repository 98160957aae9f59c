/** Compose a message in a thread: what every act that writes has in common. */
import { clean } from '#domain/input/clean.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { ThreadId } from '#protocol/core/ids.ts';
import type { ThreadPlace } from './thread-place.ts';
import type { Draft } from './sending.ts';
import type { ThreadSession } from './thread-session.ts';
import { threadView } from './view.ts';
import type { ThreadView } from './view-types.ts';

/** Return as many whole characters as fit into so many bytes. */
export function cut(text: string, bytes: number): string {
  let out = '';
  for (const character of text) {
    if (utf8(out + character).length > bytes) break;
    out += character;
  }
  return out;
}

export function knownPlace(session: ThreadSession, thread: ThreadId): ThreadPlace {
  return session.placeOf(thread) ?? refuse('thread-member', 'no such thread');
}

/** Compose a message and send what waits. What the network does not take now waits. */
export async function say(session: ThreadSession, place: ThreadPlace, draft: Draft): Promise<ThreadView> {
  session.write(place, { ...draft, text: clean(draft.text) });
  await session.flush();
  session.markRead(place.thread);
  return threadView(session, place);
}

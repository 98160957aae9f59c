/** People who talk, over wires that somebody else holds. */
import type { MemberId } from '#protocol/ids.ts';
import type { ShownMessage, ThreadWish } from '../../client/vault/threads/shown.ts';
import { travel, type Handle, type SmallEvent } from './event.ts';
import type { Client } from './mutant.ts';
import type { Tapped } from './wiretap.ts';

/** Signed in, with the stream read up to its end. */
export async function talker(event: SmallEvent, handle: Handle, client?: Client): Promise<Tapped> {
  const person = await event.enter(handle, client);
  await person.vault.threadsOpen(handle);
  return person;
}

/** A member's own thread with the travel team. */
export const toTravel: ThreadWish = { type: 'desk', desk: travel };

/** The travel team's thread with a member. */
export const withMember = (owner: MemberId): ThreadWish => ({ type: 'person', desk: travel, owner });

/** Looks until the stream has nothing left for her. */
export async function catchUp({ vault }: Tapped): Promise<void> {
  for (let behind = 1; behind > 0;) behind = (await vault.threadsLook()).behind;
}

export async function textsOf(person: Tapped, wish: ThreadWish): Promise<readonly string[]> {
  const { messages } = await person.vault.threadRead(wish);
  return messages.filter(({ type }) => type === 'text').map(({ text }: ShownMessage) => text);
}

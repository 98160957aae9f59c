/** What the programme team does once choices are in: opens them with one touch, draws, tells everyone, frees what is left. */
import { randomBytes } from 'node:crypto';
import type { Content } from '#protocol/records/content.ts';
import { drawSeats } from '#domain/programme/draw.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { Person } from './person.ts';

export async function drawAndTell(elin: Person, programme: Content<'programme'>): Promise<void> {
  const desk = 'programme' as DeskId;
  const chosen = async () => (await elin.vault.queue(desk)).envelopes.filter(({ kind }) => kind === 'choices');
  await elin.vault.openRecords(
    desk,
    (await chosen()).map(({ record }) => record),
    'question',
  );
  const people = (await chosen()).flatMap(({ person, content }) =>
    person === undefined || content === undefined ? [] : [{ member: person, choices: content as Content<'choices'> }],
  );
  const draw = drawSeats(programme, people, randomBytes(32));
  for (const { member, seats } of draw.members)
    await elin.vault.saveFor('seats', member as MemberId, {
      seats: seats.map((seat) => ({ ...seat, offeredUntil: '' })),
    });
  await elin.vault.offerSeats(draw.sessions.map(({ session, free }) => ({ session, free })));
}

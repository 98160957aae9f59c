/** What the demo's people wrote to each other: asked, answered, taken care of, announced; a group, and two who met. */
import type { MemberId } from '#protocol/core/ids.ts';
import type { ThreadView } from '../../client/vault/threads/view-types.ts';
import { guests, officer, staff } from './cast.ts';
import { demoDay, inWords } from './dates.ts';
import type { Person } from './person.ts';

const arrival = inWords(demoDay(-1), 'en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const ticket = [
  `Nordbuss, line 583, ${arrival}`,
  'From the airport 10:05, at Strömbryggan 11:20.',
  'Show the words of your pick-up to whoever meets you.',
].join('\n');

type People = (handle: string) => Person;

const written = (thread: ThreadView) => {
  const last = thread.messages.at(-1);
  if (last === undefined) throw new Error('nothing was written');
  return last.id;
};

async function memberOf({ vault }: Person): Promise<MemberId> {
  const me = await vault.me();
  if (me === undefined) throw new Error('not signed in');
  return me.member;
}

/** Looks until everything that was posted has been seen; a page does the same, more slowly. */
async function catchUp({ vault }: Person): Promise<void> {
  const looks = 40;
  let left = 1;
  for (let at = 0; at < looks && left > 0; at += 1) left = (await vault.threadsLook()).behind;
  await vault.threadsLook();
}

export async function fillThreads(person: People): Promise<void> {
  const names = [officer, ...staff, ...guests.map(({ handle, card }) => ({ handle, alias: card.alias }))];
  for (const { handle, alias } of names) await person(handle).vault.threadsOpen(alias);
  await askTeams(person);
  await announceAndMeet(person);
}

async function askTeams(person: People): Promise<void> {
  const [amira, tomas, daniel, tove, sara] = ['amira', 'tomas', 'daniel', 'tove', 'sara'].map(person) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  const toTravel = { type: 'desk', desk: 'travel' } as const;
  const toVisa = { type: 'desk', desk: 'visa' } as const;
  const asked = await amira.vault.threadWrite(toTravel, { text: 'Good morning! Who meets me, and where do I wait?' });
  await daniel.vault.threadWrite(toTravel, { text: '¿Puedo viajar de día? No me gusta volar de noche.' });
  await tomas.vault.threadWrite(toVisa, { text: 'My embassy asks for the letter with a stamp. Is that possible?' });

  for (const one of [tove, sara]) await catchUp(one);
  const amiraAt = { type: 'person', desk: 'travel', owner: await memberOf(amira) } as const;
  await tove.vault.threadWrite(amiraAt, {
    text: 'Good morning! Somebody from the house waits at the exit of the terminal, with the words that stand in your journey. Sit at the café beside it until they come to you.',
    reply: written(asked),
  });
  await tove.vault.threadWrite(amiraAt, {
    text: 'And here is the bus, in case you are early.',
    file: { name: 'bus.txt', type: 'text/plain', bytes: new TextEncoder().encode(ticket) },
  });
  const question = (await sara.vault.threadsState()).lines.find(({ desk, open }) => desk === 'visa' && open);
  if (question !== undefined) {
    const shown = await sara.vault.threadRead({ type: 'thread', thread: question.thread });
    await sara.vault.threadDone(question.thread, written(shown), 'Stamped, and on its way to you.');
  }

  for (const one of [amira, tomas]) await catchUp(one);
  await amira.vault.threadWrite(toTravel, { text: 'شكرًا! هل يمكن أن أصل قبل الموعد بيوم؟' });
  await tove.vault.threadWrite(
    { type: 'person', desk: 'travel', owner: await memberOf(person('nadia')) },
    { text: 'Your way home is booked. Please look at it when you can, and tell us if the hour is wrong.' },
  );
}

/** One word for all, a group for an evening, and two people who stood beside each other. */
async function announceAndMeet(person: People): Promise<void> {
  const [amira, tomas, kofi, elin, ingrid] = ['amira', 'tomas', 'kofi', 'elin', 'ingrid'].map(person) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  await ingrid.vault.announce(
    'officers',
    'Dinner on the first evening begins at 19:00, not at 18:30. Everything else stays as it is.',
  );
  const members = await Promise.all([amira, tomas, kofi].map(memberOf));
  const walk = await elin.vault.groupMake('Evening walk', members);
  const group = { type: 'thread', thread: walk.line.thread } as const;
  await elin.vault.threadWrite(group, { text: 'We meet at the jetty after dinner. Bring something warm.' });
  for (const one of [amira, tomas]) await catchUp(one);
  await tomas.vault.threadWrite(group, { text: 'I come along, a little later.' });

  const met = await tomas.vault.directAccept(await amira.vault.directOffer());
  await tomas.vault.threadWrite(
    { type: 'thread', thread: met.line.thread },
    { text: 'It was good to talk. The book that I spoke of is at my place, you can have it.' },
  );
}

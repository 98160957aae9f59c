/** What people do, step by step, as one call each: found, join, admit. The screens do the same with words between. */
import type { EventFacts } from '#protocol/members/policy.ts';
import type { SoftwareKey } from '../authenticator/key.ts';
import type { Person } from './person.ts';

/** Enrols each key in turn, makes a card and types it back. Answers the card's rows. */
async function enrolAll(person: Person, keys: readonly SoftwareKey[], enrol: () => Promise<number>): Promise<void> {
  for (const key of keys) {
    person.key = key;
    await enrol();
  }
}

async function makeCard(person: Person): Promise<readonly string[]> {
  const rows = await person.vault.newCard();
  await person.vault.proveCard(rows);
  return rows;
}

/** An event with one officer: for evaluation, and it says so. */
export async function foundAlone(
  founder: Person,
  keys: readonly SoftwareKey[],
  link: string,
  event: EventFacts,
): Promise<readonly string[]> {
  await founder.vault.foundingBegin(link);
  await founder.vault.foundingDraft(event, 0);
  await enrolAll(founder, keys, () => founder.vault.foundingKey());
  // Before genesis, which names the card's key.
  const card = await makeCard(founder);
  const { digits } = await founder.vault.foundingAssemble();
  if (digits === undefined) throw new Error('founding alone waits for nobody');
  const { founded } = await founder.vault.foundingSign();
  if (!founded) throw new Error('the event was not founded');
  return card;
}

export interface Founder {
  readonly person: Person;
  readonly keys: readonly SoftwareKey[];
}

/** A real event: three officers, any two of whom act. All compare the same digits before anybody signs. */
export async function foundTogether(
  [first, ...others]: readonly [Founder, ...Founder[]],
  link: string,
  event: EventFacts,
): Promise<{ cards: readonly (readonly string[])[]; digits: readonly string[] }> {
  const { vault } = first.person;
  await vault.foundingBegin(link);
  const links = await vault.foundingDraft(event, others.length);
  await enrolAll(first.person, first.keys, () => vault.foundingKey());
  const cards = [await makeCard(first.person)];
  for (const [i, other] of others.entries()) {
    await other.person.vault.foundingBegin(links[i]?.link ?? '');
    await enrolAll(other.person, other.keys, () => other.person.vault.foundingKey());
    cards.push(await makeCard(other.person));
    await other.person.vault.foundingJoin();
  }
  // Genesis goes out; each co-founder holds it; only then the founder reveals what the digits are made of.
  await vault.foundingAssemble();
  for (const other of others) await other.person.vault.foundingAwait();
  const digits = [(await vault.foundingAssemble()).digits ?? ''];
  for (const other of others) digits.push((await other.person.vault.foundingAwait()).digits ?? '');
  for (const { person } of [first, ...others]) await person.vault.foundingSign();
  return { cards, digits };
}

/** Opens the link, enrols, makes the card, sends. */
export async function join(person: Person, keys: readonly SoftwareKey[], link: string): Promise<readonly string[]> {
  await person.vault.joiningBegin(link);
  await enrolAll(person, keys, () => person.vault.joiningKey('hardware'));
  const card = await makeCard(person);
  await person.vault.joiningSend();
  return card;
}

/** Both sides see the digits; the officer endorses and signs. Waits for a second officer where two must sign. */
export async function admitJoined(
  officer: Person,
  newcomer: Person,
  invite: Parameters<Person['vault']['reveal']>[0],
): Promise<'applied' | 'waiting'> {
  const shown = await officer.vault.reveal(invite);
  const { digits } = await newcomer.vault.joiningAwait();
  if (digits !== shown) throw new Error('the two screens show different digits');
  return (await officer.vault.admit(invite, 'in-person')).state;
}

/** Another officer approves whatever waits. */
export async function approveAll(officer: Person): Promise<number> {
  const waiting = (await officer.vault.proposals()).filter((proposal) => !proposal.mine);
  for (const proposal of waiting) await officer.vault.approve(proposal.id, proposal.hash);
  return waiting.length;
}

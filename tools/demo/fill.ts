/** Fills an event through the portal's own acts, sealed by the same client code as in a browser. */
import { instantOf } from '#domain/schedule/civil-time.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import type { DeskId, RecordId } from '#protocol/core/ids.ts';
import { renderSite } from '#domain/public-pages/public-site.ts';
import { SoftwareKey } from '../authenticator/key.ts';
import { demoEvent, guests, journey, officer, staff } from './cast.ts';
import { demoDay, demoOffset } from './dates.ts';
import { createPerson, type Person, type Place } from './person.ts';
import { demoCircle, demoProgramme } from './programme.ts';
import { demoGuids, demoSite } from './site.ts';
import { fillThreads } from './threads.ts';
import { admitJoined, foundAlone, join } from './join-steps.ts';

export interface Filled {
  /** Two hardware keys a person for officer and staff, one for guests; by handle, then `-2` for the second. */
  readonly keys: Record<string, SoftwareKey>;
  /** Rows of the recovery cards, by handle. */
  readonly cards: Record<string, readonly string[]>;
}

export async function fillEvent(place: Place, foundingLink: string, say: (line: string) => void): Promise<Filled> {
  const filled: Filled = { keys: {}, cards: {} };
  const keysOf = (handle: string, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const key = new SoftwareKey();
      filled.keys[i === 0 ? handle : `${handle}-${i + 1}`] = key;
      return key;
    });
  const own = (keys: readonly SoftwareKey[]): Person => createPerson(place, keys[0] ?? new SoftwareKey());

  say('founding the event, one officer');
  const officerKeys = keysOf(officer.handle, 2);
  const chief = own(officerKeys);
  const fragment = foundingLink.slice(foundingLink.indexOf('#') + 1);
  filled.cards[officer.handle] = await foundAlone(chief, officerKeys, fragment, demoEvent);
  chief.key = officerKeys[0] as SoftwareKey;
  await chief.signIn();
  await chief.vault.mintEpoch('officers' as DeskId);
  await chief.vault.mintMonth((await chief.vault.readiness()).month);

  say(`inviting ${staff.length} staff and ${guests.length} guests`);
  const invited = await chief.vault.mintInvites([
    ...staff.map((one) => ({ role: 'staff' as const, desks: [one.desk as DeskId], name: one.alias, note: one.handle })),
    ...guests.map((one) => ({ role: 'participant' as const, desks: [], name: one.card.alias, note: one.handle })),
  ]);
  const people = new Map<string, Person>();
  for (const [i, one] of [...staff, ...guests].entries()) {
    const isStaff = i < staff.length;
    const keys = keysOf(one.handle, isStaff ? 2 : 1);
    const person = own(keys);
    const link = invited[i] as (typeof invited)[number];
    filled.cards[one.handle] = await join(person, keys, link.fragment);
    await admitJoined(chief, person, link.invite);
    if (isStaff) await chief.vault.joinDesk((staff[i] as (typeof staff)[number]).desk as DeskId, link.member);
    person.key = keys[0] as SoftwareKey;
    await person.signIn();
    people.set(one.handle, person);
    say(`${one.handle} is in`);
  }
  const person = (handle: string) => people.get(handle) as Person;

  say('the teams make their keys');
  await person('tove').vault.mintEpoch('travel' as DeskId);
  await person('sara').vault.mintEpoch('visa' as DeskId);
  await person('elin').vault.mintEpoch('programme' as DeskId);
  await person('vera').vault.mintEpoch('communications' as DeskId);
  await person('elin').vault.mintMembersKey();

  say('guests lock their cards');
  for (const one of guests) {
    const { vault } = person(one.handle);
    await vault.tidy();
    await vault.save('card', one.card);
    if (one.reach !== undefined) await vault.save('reach', one.reach);
    if (one.travel !== undefined) await vault.save('travel', one.travel);
  }

  say('the programme team saves its programme, and guests choose');
  await plan(person('elin'), person);

  say('the travel team opens six people and arranges a journey');
  await arrange(person('tove'));

  say('people write to the teams and to each other');
  await fillThreads((handle) => (handle === officer.handle ? chief : person(handle)));
  return filled;
}

const chosen = (session: Session) => session.kind === 'workshop' && session.capacity > 0 && session.part < 2;

/** The closed programme for everyone, an unlisted circle for two, the words of the open part, and six people's choices. */
async function plan(elin: Person, person: (handle: string) => Person): Promise<void> {
  await elin.vault.saveProgramme(demoProgramme);
  await publishOpenPart(elin);
  const workshops = demoProgramme.sessions.filter(chosen);
  const choosing = ['amira', 'tomas', 'leyla', 'daniel', 'nadia', 'kofi'];
  for (const [i, handle] of choosing.entries()) {
    const { vault } = person(handle);
    const picks = workshops.slice(i, i + 3).map((session, at) => ({
      session: session.id,
      rank: at + 1,
      interpretation: session.interpretation[i % Math.max(1, session.interpretation.length)] ?? '',
      headset: session.interpretation.length > 0,
      need: i === 2 && at === 0 ? 'A seat near the door.' : '',
    }));
    await vault.save('choices', { picks, asks: [] });
  }
  for (const handle of ['amira', 'tomas']) {
    const me = await person(handle).vault.me();
    if (me !== undefined) await elin.vault.saveFor('circle', me.member, demoCircle);
  }
}

/** The open session and the award, under the address that the portal was started with. */
async function publishOpenPart(elin: Person): Promise<void> {
  const { site: before, proposed } = await elin.vault.published();
  const now = Date.now();
  const keepUntil = instantOf(demoSite.keepUntil, '00:00', demoOffset);
  // Once the fictional days are over, nobody can ask for a place in them.
  const places = keepUntil > now ? {} : { seats: 0, pressPlaces: 0 };
  const site = { ...demoSite, ...places, address: proposed ?? '' };
  await elin.vault.saveSite(site);
  const edition = (before?.seq ?? 0) + 1;
  const event = { zone: demoEvent.zone, offsetAt: demoOffset, chart: site.chart, edition, madeAt: now };
  const files = renderSite({ event, site, programme: demoProgramme, guids: demoGuids, languages: ['en', 'sv'] });
  await elin.vault.publish(files, { seats: site.seats, pressPlaces: site.pressPlaces, keepUntil });
}

/** Day one of the travel desk: some envelopes opened, work noted, the first journey sent. */
async function arrange(tove: Person): Promise<void> {
  const desk = 'travel' as DeskId;
  await tove.vault.refresh();
  const queue = await tove.vault.queue(desk);
  const some = queue.people.slice(0, 6);
  const wanted = queue.envelopes
    .filter((envelope) => envelope.person !== undefined && some.includes(envelope.person))
    .map((envelope) => envelope.record as RecordId);
  await tove.vault.openRecords(desk, wanted, 'booking');
  const me = await tove.vault.me();
  const steps = [
    { state: 'booked', due: demoDay(-21), what: 'Confirm the fare' },
    { state: 'asked', due: demoDay(-22), what: 'Book the way home' },
    { state: 'new', due: demoDay(-21), what: 'Change of planes too short' },
    { state: 'waiting', due: demoDay(-19), what: 'Find another way, then tell' },
  ] as const;
  for (const [i, step] of steps.entries()) {
    const about = some[i];
    if (about === undefined) continue;
    const assignee = i % 2 === 0 ? (me?.member ?? '') : '';
    await tove.vault.saveCase(desk, about, { tasks: [{ ...step, assignee, told: '' }] });
  }
  if (some[0] !== undefined) await tove.vault.saveItinerary(some[0], journey);
}

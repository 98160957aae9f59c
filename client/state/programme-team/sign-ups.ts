/** Sign-ups as the programme team has them open: who asked for what, the draw, and its announcement. */
import { effect, signal } from '@preact/signals';
import type { Content, ContentKind } from '#protocol/records/content.ts';
import { isOrdinary, type Asker } from '#domain/programme/draw.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import type { Holder, Rows, Seat } from '#domain/programme/seat-book.ts';
import { me, vault } from '../session.ts';
import type { Envelope } from '../../vault/records/team-records.ts';
import type { DrawnOnce } from '../../vault/programme/draw-seats.ts';
import { stampAt } from '../event-time.ts';
import { out } from './programme-draft.ts';
import { programmeTeam } from './programme-teams.ts';
import { loadTeamQueue, teamQueue } from './site-draft.ts';
import { learnNames } from '../names.ts';

export const draw = signal<DrawnOnce>();
/** The people that the draw was announced to in this session. */
export const told = signal<ReadonlySet<string>>(new Set());
/** Free seats, first come, first served: numbers, no names. */
export const rows = signal<readonly Rows[]>([]);

effect(() => {
  if (me.value !== undefined) return;
  draw.value = undefined;
  told.value = new Set();
  rows.value = [];
});

const batch = 200;
export const ofKind = (kind: ContentKind): readonly Envelope[] =>
  (teamQueue.value?.envelopes ?? []).filter((envelope) => envelope.kind === kind);

/** Return what one touch opens here: choices, and the team's own answers to them. */
export function shut(kinds: readonly ContentKind[]): readonly Envelope[] {
  return kinds.flatMap(ofKind).filter(({ canOpen, content }) => canOpen && content === undefined);
}

export async function openKinds(kinds: readonly ContentKind[]): Promise<void> {
  const records = shut(kinds).slice(0, batch);
  await vault.openRecords(
    programmeTeam,
    records.map(({ record }) => record),
    'seats',
  );
  learnNames((await loadTeamQueue()).envelopes);
}

export function askers(): readonly Asker[] {
  return ofKind('choices').flatMap(({ person, content }) =>
    person === undefined || content === undefined ? [] : [{ member: person, choices: content as Content<'choices'> }],
  );
}

export async function loadRows(): Promise<void> {
  rows.value = await vault.seatCounts();
}

export const seatsOf = (person: string): readonly Seat[] =>
  (ofKind('seats').find((envelope) => envelope.person === person)?.content as Content<'seats'> | undefined)?.seats ??
  [];

/** Return everyone whose choices or seats are open here. */
export function holders(): readonly Holder[] {
  const choices = new Map(askers().map((one) => [one.member, one.choices]));
  const seated = ofKind('seats').flatMap(({ person }) => person ?? []);
  return [...new Set([...choices.keys(), ...seated])].map((member) => ({
    member,
    seats: seatsOf(member),
    choices: choices.get(member),
  }));
}

export function isBlank({ choices }: Asker): boolean {
  return choices.picks.length === 0 && choices.asks.length === 0;
}

/** Send one sealed letter to each person, and none twice. Then open what is left, first come, first served. */
export async function announce(onTold: (done: number, total: number) => void): Promise<void> {
  const drawn = draw.peek();
  if (drawn === undefined) return;
  const total = drawn.members.length;
  const stamp = stampAt(Date.now());
  for (const { member, seats } of drawn.members) {
    onTold(told.peek().size, total);
    if (told.peek().has(member)) continue;
    const drawnSeats = seats.map((seat) => ({ ...seat, offeredUntil: stamp }));
    await vault.saveFor('seats', member as MemberId, { seats: [...drawnSeats, ...undrawn(member)] });
    told.value = new Set([...told.peek(), member]);
  }
  await vault.offerSeats(drawn.sessions.map(({ session, free }) => ({ session, free })));
}

/** Circles and one-to-ones were answered one by one: a draw leaves them as they are. */
function undrawn(member: string): readonly Seat[] {
  const drawnIds = new Set((out.peek()?.programme?.sessions ?? []).filter(isOrdinary).map(({ id }) => id));
  return seatsOf(member).filter(({ session }) => !drawnIds.has(session));
}

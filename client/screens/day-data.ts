/** The programme and what is hers in it, in this page's memory only: once read, it stays when the network goes. */
import { computed, effect, signal } from '@preact/signals';
import { blankContent, type Content } from '#protocol/content.ts';
import { isOrdinary } from '#protocol/draw.ts';
import { me, noticed, vault } from '../session.ts';
import { dayKey } from '../ui/time.ts';
import type { FreeSeats, ProgrammeRead } from '../vault/programme.ts';
import type { Mine } from './day-plan.ts';
import { eventZone } from './moments.ts';
import { cardOf, loadFile, ownCards, tidied } from './own.ts';

const read = signal<ProgrammeRead | undefined>(undefined);
export const programmeCode = signal<string | undefined>(undefined);
export const readAt = signal<number | undefined>(undefined);
/** Rows of seats that are free for whoever comes first. */
export const freeSeats = signal<readonly FreeSeats[]>([]);
/** Chosen and not sent yet. */
export const choicesDraft = signal<Content<'choices'> | undefined>(undefined);

effect(() => {
  if (me.value !== undefined) return;
  read.value = programmeCode.value = readAt.value = choicesDraft.value = undefined;
  freeSeats.value = [];
});

export const programme = computed(() => read.value?.programme);
/** True: she waits for the key that the programme team gives. */
export const waitsForKey = computed(() => read.value !== undefined && !read.value.hasKey);

export async function loadProgramme(): Promise<void> {
  const who = me.peek()?.member;
  try {
    const given = await vault.programme();
    if (me.peek()?.member !== who) return;
    read.value = given;
    readAt.value = Date.now();
    programmeCode.value = undefined;
    await loadSeats();
  } catch (error) {
    programmeCode.value = noticed(error).code;
  }
}

export async function loadSeats(): Promise<void> {
  const who = me.peek()?.member;
  const sessions = (programme.peek()?.sessions ?? []).filter(isOrdinary).map(({ id }) => id);
  if (sessions.length === 0) return;
  const rows = await vault.lookAtSeats(sessions);
  if (me.peek()?.member === who) freeSeats.value = rows;
}

/** Programme and file, and again when somebody comes back to a page of it. */
export async function loadDays(): Promise<void> {
  await Promise.all([loadFile(), loadProgramme()]);
}

const newest = <K extends 'seats' | 'circle'>(kind: K) =>
  (ownCards.value ?? []).filter((card) => card.kind === kind).toSorted((a, b) => b.leaf - a.leaf);

const seatsRecord = computed(() => newest('seats')[0]?.content as Content<'seats'> | undefined);
export const sentChoices = computed(() => cardOf('choices')?.content ?? blankContent('choices'));

export const mine = computed<Mine>(() => {
  const circles = newest('circle').flatMap((card) => (card.content as Content<'circle'>).sessions);
  return {
    choices: choicesDraft.value ?? sentChoices.value,
    seats: seatsRecord.value?.seats ?? [],
    taken: new Set(freeSeats.value.flatMap((row) => (row.mine ? [row.session] : []))),
    agenda: cardOf('agenda')?.content ?? blankContent('agenda'),
    circles: [...new Map(circles.toReversed().map((session) => [session.id, session])).values()],
  };
});

/** Choices are open until their day is over; seats are there once the team has told them. */
export const stage = computed<'choosing' | 'closed' | 'announced'>(() => {
  if (seatsRecord.value !== undefined || freeSeats.value.length > 0) return 'announced';
  const until = programme.value?.choicesUntil ?? '';
  return until === '' || dayKey(Date.now(), eventZone()) <= until ? 'choosing' : 'closed';
});

/** Seals the next revision of one of her records, and reads her file anew. */
export async function saveOwn<K extends 'choices' | 'agenda' | 'feedback'>(
  kind: K,
  content: Content<K>,
): Promise<void> {
  await tidied();
  await vault.save(kind, content);
  await loadFile();
}

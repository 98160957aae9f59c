/** The draft of the open part, and the exact bytes that it becomes. */
import { effect, signal } from '@preact/signals';
import { dateOfDay, dayNumber, instantOf } from '#domain/schedule/civil-time.ts';
import { blankContent, type Content } from '#protocol/records/content.ts';
import type { RecordId } from '#protocol/core/ids.ts';
import { renderSite } from '#domain/public-pages/public-site.ts';
import type { PublicFile } from '#protocol/publication/publication.ts';
import { me, vault } from '../session.ts';
import type { Queue } from '../../vault/records/team-records.ts';
import type { Terms } from '../../vault/programme/publishing.ts';
import { factsOf } from '../../vault/session/refusal.ts';
import { UnfinishedFields } from '../unfinished-fields.ts';
import { offsetIn } from './schedule-file.ts';
import type { Programme } from './programme-draft.ts';
import { programmeTeam } from './programme-teams.ts';

export type Site = Content<'site'>;
export type Published = Awaited<ReturnType<typeof vault.published>>;
type PublicSite = Published['site'];

/** The team's own envelopes: the site's words, choices, seats, circles, cards. */
export const teamQueue = signal<Queue>();
export const siteDraft = signal<Site>();
export const unfinishedSite = new UnfinishedFields();
export const publicNow = signal<Published | undefined>();

effect(() => {
  if (me.value !== undefined) return;
  teamQueue.value = undefined;
  siteDraft.value = undefined;
  publicNow.value = undefined;
});

export async function loadTeamQueue(): Promise<Queue> {
  const queue = await vault.queue(programmeTeam);
  teamQueue.value = queue;
  return queue;
}

const newest = (queue: Queue | undefined) =>
  (queue?.envelopes ?? []).filter(({ kind }) => kind === 'site').toSorted((a, b) => b.leaf - a.leaf)[0];

/** Return what the team has sealed last: none, closed, or open in this session. */
export function lockedSite(): { state: 'none' | 'closed' } | { state: 'open'; site: Site } {
  const envelope = newest(teamQueue.value);
  if (envelope === undefined) return { state: 'none' };
  if (envelope.content === undefined) return { state: 'closed' };
  return { state: 'open', site: envelope.content as Site };
}

/** Open what the team wrote itself, with one touch. No person's envelope is opened. */
export async function openSite(): Promise<void> {
  const envelope = newest(teamQueue.peek());
  if (envelope !== undefined) await vault.openRecords(programmeTeam, [envelope.record as RecordId], 'change');
  await loadTeamQueue();
}

export function currentSite(): Site {
  const locked = lockedSite();
  return siteDraft.value ?? (locked.state === 'open' ? locked.site : blankContent('site'));
}

/** After the last open session, and time to answer those who wrote. */
const keptDaysAfter = 14;

function usualKeepUntil(programme: Programme): string {
  const last = programme.sessions
    .filter(({ open, date }) => open && date !== '')
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
  return last === undefined ? '' : dateOfDay(dayNumber(last) + keptDaysAfter);
}

/**
 * Add a day of deletion if there is none, a chart once, and a random UUID for each open session once. Existing values
 * stay.
 */
export function withIds(site: Site, programme: Programme): Site {
  const known = new Set(site.guids.map(({ session }) => session));
  const missing = programme.sessions.filter((session) => session.open && !known.has(session.id));
  const keepUntil = site.keepUntil === '' ? usualKeepUntil(programme) : site.keepUntil;
  if (site.chart !== '' && missing.length === 0 && keepUntil === site.keepUntil) return site;
  return {
    ...site,
    keepUntil,
    chart: site.chart === '' ? crypto.randomUUID() : site.chart,
    guids: [...site.guids, ...missing.map(({ id }) => ({ session: id, guid: crypto.randomUUID() }))],
  };
}

export type Rendered = { readonly files: readonly PublicFile[] } | { readonly refusal: string };

/**
 * Render from the published programme, not from an unsaved draft: what is public must be in the version that members
 * read.
 */
export function rendered(site: Site, programme: Programme, edition: number, madeAt: number): Rendered {
  const zone = me.value?.event.zone ?? 'Europe/Stockholm';
  try {
    return {
      files: renderSite({
        event: { zone, offsetAt: offsetIn(zone), chart: site.chart, edition, madeAt },
        site,
        programme,
        guids: Object.fromEntries(site.guids.map(({ session, guid }) => [session, guid])),
        languages: ['en', 'sv'],
      }),
    };
  } catch (error) {
    return { refusal: factsOf(error).code };
  }
}

export function termsOf({ seats, pressPlaces, keepUntil }: Site): Terms {
  const zone = me.value?.event.zone ?? 'Europe/Stockholm';
  const isOpen = seats > 0 || pressPlaces > 0;
  return { seats, pressPlaces, keepUntil: isOpen ? instantOf(keepUntil, '00:00', offsetIn(zone)) : 0 };
}

/** Return how `published` and `previewed` differ, file by file, byte by byte. */
export function difference(
  before: PublicFile | undefined,
  after: PublicFile | undefined,
): 'new' | 'gone' | 'same' | 'other' {
  if (before === undefined) return 'new';
  if (after === undefined) return 'gone';
  const same = before.bytes.length === after.bytes.length && before.bytes.every((byte, i) => byte === after.bytes[i]);
  return same && before.type === after.type ? 'same' : 'other';
}

/** Return true if something besides the edition's number and time differs. Every edition has new ones. */
export function hasNews(site: Site, programme: Programme, now: PublicSite): boolean {
  if (now === undefined) return true;
  const again = rendered(site, programme, now.seq, 0);
  if ('refusal' in again) return true;
  const before = new Map(now.files.map((file) => [file.path, file]));
  const after = again.files.filter(({ type }) => !type.startsWith('text/calendar'));
  return after.some((file) => difference(before.get(file.path), file) !== 'same');
}

/**
 * Names in words: people, teams, kinds. A person has a name only while a record that names her is open in this session.
 */
import { effect, signal } from '@preact/signals';
import type { Content } from '#protocol/records/content.ts';
import { me } from './session.ts';
import { monthIn } from '../lib/time.ts';
import type { Envelope } from '../vault/records/team-records.ts';
import { hasWords, locale, t } from '../words/words.ts';

/** Aliases from opened cards, and names from the opened guest list. They are forgotten when the page locks. */
const aliases = signal<ReadonlyMap<string, string>>(new Map());
export const guests = signal<ReadonlyMap<string, Guest>>(new Map());

interface Guest {
  readonly name: string;
  readonly note: string;
}

effect(() => {
  if (me.value !== undefined) return;
  aliases.value = new Map();
  guests.value = new Map();
});

/** Take the names from the records that the queue has open. */
export function learnNames(envelopes: readonly Envelope[]): void {
  const known = new Map(aliases.peek());
  const listed = new Map(guests.peek());
  for (const { kind, person, content } of envelopes) {
    if (content === undefined) continue;
    if (kind === 'card' && person !== undefined) known.set(person, (content as Content<'card'>).alias);
    if (kind === 'guest-list')
      for (const { member, name, note } of (content as Content<'guest-list'>).rows) listed.set(member, { name, note });
  }
  aliases.value = known;
  guests.value = listed;
}

/** Return four characters of a random id: enough to tell two faces apart, for eyes and for screen readers. */
export function shortId(member: string): string {
  return member.replaceAll(/[^A-Za-z0-9]/gu, '').slice(0, 4);
}

/** Return what a member may be called now: you, an alias, a name from the guest list, or a general word. */
export function personName(member: string): string {
  if (member === me.value?.member) return t('you');
  return knownName(member) ?? t('person-unnamed', { code: shortId(member) });
}

function knownName(member: string): string | undefined {
  return aliases.value.get(member) || guests.value.get(member)?.name || undefined;
}

function named(family: string, id: string): string {
  return hasWords(`${family}-${id}`) ? t(`${family}-${id}`) : id;
}

export const roleName = (role: string): string => named('role', role);
export const teamName = (desk: string): string => named('team', desk);
/** The part of a name that a kind has for each team: case-travel, keys-travel. */
export const ofTeam = /^(case|keys|tags|state)-(.+)$/u;

/** The kinds of all teams have one name: each team sees only its own. */
export const kindName = (kind: string): string => named('kind', ofTeam.exec(kind)?.[1] ?? kind);
export const reasonName = (reason: string): string => named('reason', reason);

/** Return a language in the reader's own: the card has it as a code, or as it was typed. */
export function languageName(code: string): string {
  if (!/^[a-z]{2,3}$/u.test(code)) return code;
  return new Intl.DisplayNames([locale.value], { type: 'language' }).of(code) ?? code;
}

/** November 2026, of 2026-11. */
export function monthName(month: string): string {
  return monthIn(`${month}-15T12:00:00Z`, 'UTC', locale.value);
}

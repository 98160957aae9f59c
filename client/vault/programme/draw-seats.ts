/**
 * The draw of seats (domain/programme/draw.ts) in the programme desk's browser. Its random seed is made here and
 * published, so that the draw can be repeated.
 */
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Content } from '#protocol/records/content.ts';
import { drawSeats, type Draw } from '#domain/programme/draw.ts';
import { programmeDesk } from '#protocol/core/ids.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { readQueue } from '../records/team-records.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

export interface DrawnOnce extends Draw {
  /** With it, the same choices and the same programme, anybody draws the same. */
  readonly lot: string;
}

/** Draw over all choices that are open in this session. */
export async function drawChoices(vault: UnlockedVault, programme: Content<'programme'>): Promise<DrawnOnce> {
  const { envelopes } = await readQueue(vault, programmeDesk);
  const people = envelopes.flatMap(({ kind, person, content }) =>
    kind === 'choices' && person !== undefined && content !== undefined
      ? [{ member: person, choices: content as Content<'choices'> }]
      : [],
  );
  const random = vault.ports.random(32);
  return { ...drawSeats(programme, people, random), lot: toBase64url(random) };
}

/** Return how many of the offered seats are taken: numbers of rows, no names. */
export async function seatCounts(vault: UnlockedVault): Promise<Reply<'seats/counts'>['sessions']> {
  return (await vault.ports.call('seats/counts', {})).sessions;
}

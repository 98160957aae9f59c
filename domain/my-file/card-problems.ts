/**
 * What is still wrong with an answer, field by field. Pure: the form shows it before sealing, and the reader's client
 * checks again. `code` chooses the sentence; nothing here prevents saving a draft.
 */
import { typedCode } from '../input/clean.ts';
import type { Content, ContentKind } from '#protocol/records/content.ts';
import type { Leg } from '#protocol/records/kinds/itinerary.ts';

export interface Problem {
  readonly field: string;
  readonly code:
    | 'needed'
    | 'order'
    | 'airport'
    | 'carrier'
    | 'flight-number'
    | 'booking'
    | 'zone'
    | 'address'
    | 'short-connection'
    | 'never-country';
}

/** Returns codes as they are written: `arn ` and `ＡＲＮ` become ARN. */
export function normaliseCode(text: string): string {
  return typedCode(text).toUpperCase();
}

export function problemsOf<K extends ContentKind>(kind: K, content: Content<K>): readonly Problem[] {
  switch (kind) {
    case 'card':
      return cardProblems(content as Content<'card'>);
    case 'reach':
      return reachProblems(content as Content<'reach'>);
    case 'travel':
      return travelProblems(content as Content<'travel'>);
    case 'itinerary':
      return (content as Content<'itinerary'>).legs.flatMap((leg, i) => legProblems(leg, `legs.${i}`));
    default:
      return [];
  }
}

function cardProblems(card: Content<'card'>): Problem[] {
  const problems: Problem[] = [];
  if (card.alias.trim() === '') problems.push({ field: 'alias', code: 'needed' });
  if (card.languages.length === 0) problems.push({ field: 'languages', code: 'needed' });
  return problems;
}

function reachProblems(reach: Content<'reach'>): Problem[] {
  if (reach.inPerson || reach.channel === 'in-person') return [];
  const problems: Problem[] = [];
  const address = reach.address.trim();
  const phone = reach.channel !== 'email';
  if (address === '') problems.push({ field: 'address', code: 'needed' });
  else if (phone && !/^\+[1-9][0-9 ]{6,18}$/u.test(address)) problems.push({ field: 'address', code: 'address' });
  else if (!phone && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(address)) problems.push({ field: 'address', code: 'address' });
  return problems;
}

function travelProblems(travel: Content<'travel'>): Problem[] {
  if (travel.inPerson) return [];
  const problems: Problem[] = [];
  if (travel.from.trim() === '') problems.push({ field: 'from', code: 'needed' });
  if (travel.earliest !== '' && travel.latestHome !== '' && travel.latestHome < travel.earliest)
    problems.push({ field: 'latestHome', code: 'order' });
  return problems;
}

/** IATA codes: three letters for places, two characters with a letter for carriers; times with their zones. */
function legProblems(leg: Leg, at: string): Problem[] {
  const problems: Problem[] = [];
  const need = (name: keyof Leg) => {
    if (leg[name] === '') problems.push({ field: `${at}.${name}`, code: 'needed' });
  };
  for (const name of ['from', 'to', 'departDate', 'departTime', 'arriveDate', 'arriveTime'] as const) need(name);
  if (leg.mode === 'air') {
    for (const name of ['from', 'to'] as const) {
      if (leg[name] !== '' && !/^[A-Z]{3}$/u.test(leg[name]))
        problems.push({ field: `${at}.${name}`, code: 'airport' });
    }
    if (leg.carrier !== '' && !/^(?=.*[A-Z])[A-Z0-9]{2,3}$/u.test(leg.carrier))
      problems.push({ field: `${at}.carrier`, code: 'carrier' });
    if (leg.number !== '' && !/^[1-9][0-9]{0,3}[A-Z]?$/u.test(leg.number))
      problems.push({ field: `${at}.number`, code: 'flight-number' });
  }
  if (leg.booking !== '' && !/^[A-Z0-9]{5,7}$/u.test(leg.booking))
    problems.push({ field: `${at}.booking`, code: 'booking' });
  return problems;
}

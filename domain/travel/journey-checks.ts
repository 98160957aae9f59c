/** What is wrong with a journey as a whole: order, changes that are too short, countries that were ruled out. */
import type { Content } from '#protocol/records/content.ts';
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import { problemsOf, type Problem } from '../my-file/card-problems.ts';
import type { Countries } from '../input/countries.ts';
import { ruledOut } from './never-through.ts';
import { instantOf, isZone } from '../schedule/time-zones.ts';

const shortestChangeMinutes = 45;

export interface JourneyProblem extends Problem {
  readonly leg: number;
  readonly minutes?: number;
  readonly country?: string;
}

type Itinerary = Content<'itinerary'>;

const departure = (leg: Leg): number | undefined => instantOf(leg.departDate, leg.departTime, leg.departZone);
const arrival = (leg: Leg): number | undefined => instantOf(leg.arriveDate, leg.arriveTime, leg.arriveZone);

export function journeyProblems(
  itinerary: Itinerary,
  never: readonly string[],
  countries: Countries | undefined,
): readonly JourneyProblem[] {
  const single = problemsOf('itinerary', itinerary).map((problem) => ({
    ...problem,
    leg: Number(problem.field.split('.')[1]),
  }));
  return [
    ...single,
    ...itinerary.legs.flatMap((leg, i) => routeProblems(leg, itinerary.legs[i + 1], i, never, countries)),
  ];
}

function routeProblems(
  leg: Leg,
  next: Leg | undefined,
  at: number,
  never: readonly string[],
  countries: Countries | undefined,
): JourneyProblem[] {
  const problems: JourneyProblem[] = [];
  for (const name of ['departZone', 'arriveZone'] as const) {
    if (!isZone(leg[name])) problems.push({ leg: at, field: `legs.${at}.${name}`, code: 'zone' });
  }
  const leaves = departure(leg);
  const arrives = arrival(leg);
  if (leaves !== undefined && arrives !== undefined && arrives <= leaves)
    problems.push({ leg: at, field: `legs.${at}.arriveTime`, code: 'order' });
  const goesOn = next === undefined ? undefined : departure(next);
  if (arrives !== undefined && goesOn !== undefined) {
    const minutes = Math.round((goesOn - arrives) / 60_000);
    const field = `legs.${at + 1}.departTime`;
    if (minutes < 0) problems.push({ leg: at + 1, field, code: 'order' });
    else if (minutes < shortestChangeMinutes) problems.push({ leg: at + 1, field, code: 'short-connection', minutes });
  }
  for (const [end, place] of [
    ['depart', 'from'],
    ['arrive', 'to'],
  ] as const) {
    const country = ruledOut(leg, end, never, countries);
    if (country !== undefined) problems.push({ leg: at, field: `legs.${at}.${place}`, code: 'never-country', country });
  }
  return problems;
}

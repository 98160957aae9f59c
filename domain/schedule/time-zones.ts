/** Local days and times with their zone, as in journeys, turned into instants to compare them. */
import { dayKey, timeKey } from './zone-keys.ts';

function offsetMs(at: number, zone: string): number {
  const local = Date.parse(`${dayKey(at, zone)}T${timeKey(at, zone)}:00Z`);
  return local - Math.floor(at / 60_000) * 60_000;
}

/** Returns the instant of a local day and time; undefined for what no calendar or clock has. */
export function instantOf(day: string, time: string, zone: string): number | undefined {
  const naive = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(naive) || !isZone(zone)) return undefined;
  // Twice: the first offset may be from the other side of a clock change.
  const near = naive - offsetMs(naive, zone);
  return naive - offsetMs(near, zone);
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Returns every zone that this browser knows, the named one first. */
export function zonesFrom(first: string): readonly string[] {
  return [first, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== first)];
}

/** Returns the calendar day so many days later. */
export function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

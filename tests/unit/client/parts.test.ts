import { describe, expect, it } from 'vitest';
import { bandChart, faceChart, tintChart } from '../../../client/ui/chart.ts';
import { groupsOf } from '../../../client/ui/fingerprint.tsx';
import { stepIn } from '../../../client/ui/keys.ts';
import { instantOf } from '../../../domain/schedule/time-zones.ts';
import { cityOf, dateIn, dayIn, monthNames, timeIn } from '../../../client/lib/time.ts';
import { dayKey, timeKey } from '../../../domain/schedule/zone-keys.ts';
import { joinDay, typedPart, splitDay, tidyTime } from '../../../client/lib/typed.ts';

describe('chart', () => {
  it('is the same for the same id, and another for another', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, i) => i * 7);
    expect(faceChart(bytes)).toEqual(faceChart(Uint8Array.from(bytes)));
    expect(faceChart('a').lines).not.toBe(faceChart('b').lines);
  });

  it('draws closed lines only, without a number that is none', () => {
    for (let i = 0; i < 60; i++) {
      const { land, lines } = faceChart(`face ${i}`);
      expect(land + lines).toMatch(/^(M-?\d+ -?\d+(Q-?\d+ -?\d+ -?\d+ -?\d+)+Z)+$/);
      expect(land).not.toBe('');
    }
    expect(bandChart('x').lines.length).toBeGreaterThan(500);
    expect(tintChart('x').lines.length).toBeGreaterThan(5000);
  });

  it('stays small: a list of faces is not a heavy page', () => {
    const sizes = Array.from({ length: 40 }, (_, i) => faceChart(`size ${i}`).lines.length);
    expect(Math.max(...sizes)).toBeLessThan(12_000);
  });
});

describe('time', () => {
  const at = '2027-03-28T01:30:00Z';

  it('is shown in the zone, 24 hours, Latin digits, Gregorian, in every language', () => {
    expect(timeIn(at, 'Europe/Stockholm')).toBe('03:30');
    expect(timeIn(at, 'Europe/Stockholm', 'ar')).toBe('03:30');
    expect(timeIn('2027-04-10T22:05:00Z', 'Europe/Stockholm')).toBe('00:05');
    expect(timeIn(at, 'Asia/Tehran', 'fa')).toMatch(/^\d\d:\d\d$/);
    expect(dateIn(at, 'Europe/Stockholm', 'fa')).toContain('2027');
    expect(dateIn(at, 'Europe/Stockholm')).toBe('28 Mar 2027');
    expect(dayIn(at, 'Europe/Stockholm')).toBe('Sun 28 Mar');
    expect(dayKey('2027-04-10T22:05:00Z', 'Europe/Stockholm')).toBe('2027-04-11');
    expect(cityOf('America/New_York')).toBe('New York');
    expect(monthNames('ar')).toHaveLength(12);
  });

  it('is compared by its parts: how a browser writes a date as a text is its own', () => {
    // As WebKit does: 11/30/2026 where others write 2026-11-30, and "24:05" or "0:05" were seen after midnight.
    const all = Intl.DateTimeFormat.prototype;
    const own = Object.getOwnPropertyDescriptor(all, 'format') as PropertyDescriptor;
    Object.defineProperty(all, 'format', { ...own, get: () => () => '4/11/2027, 0:05' });
    try {
      expect(dayKey('2027-04-10T22:05:00Z', 'Europe/Stockholm')).toBe('2027-04-11');
      expect(timeKey('2027-04-10T22:05:00Z', 'Europe/Stockholm')).toBe('00:05');
      expect(dayIn(at, 'Europe/Stockholm')).toBe('Sun 28 Mar');
      expect(instantOf('2027-03-28', '03:30', 'Europe/Stockholm')).toBe(Date.parse(at));
    } finally {
      Object.defineProperty(all, 'format', own);
    }
  });
});

describe('what people type', () => {
  it('digits of other scripts become Latin', () => {
    expect(typedPart('٠٩ ۱۲ ၃၄ 5')).toBe('09 12 34 5');
  });

  it.each([
    ['950', '09:50'],
    ['9.50', '09:50'],
    ['٠٩:٥٠', '09:50'],
    ['2359', '23:59'],
    ['2460', '2460'],
    ['soon', 'soon'],
  ])('%s is %s', (typed, tidy) => {
    expect(tidyTime(typed)).toBe(tidy);
  });

  it('a day exists or is nothing', () => {
    expect(joinDay({ y: '2027', m: '4', d: '11' })).toBe('2027-04-11');
    expect(joinDay({ y: '2027', m: '2', d: '29' })).toBe('');
    expect(joinDay({ y: '27', m: '2', d: '2' })).toBe('');
    expect(joinDay(splitDay('2027-04-01'))).toBe('2027-04-01');
  });
});

it('a selection stays inside the list', () => {
  const ids = ['a', 'b', 'c'];
  expect(stepIn(ids, undefined, 1)).toBe('a');
  expect(stepIn(ids, 'c', 1)).toBe('c');
  expect(stepIn(ids, 'a', -1)).toBe('a');
  expect(stepIn(ids, 'gone', -1)).toBe('c');
  expect(stepIn([], 'a', 1)).toBeUndefined();
});

it('a fingerprint is shown in groups of four', () => {
  expect(groupsOf('5be0417cd9')).toEqual(['5be0', '417c', 'd9']);
});

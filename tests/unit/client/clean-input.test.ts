// Text that people type is cleaned so that it can be sealed, without changing what they meant.
import { describe, expect, it } from 'vitest';
import { blankContent } from '#protocol/records/content.ts';
import { cleaned, finished, plain, plainNumber, splitList } from '../../../client/state/clean-input.ts';
import { readTime } from '../../../client/lib/unfinished.ts';

describe('numbers', () => {
  it.each([
    ['+46 70 174 06 05', '+46 70 174 06 05'],
    ['0046 (70) 174-06-05', '+46 70 174 06 05'],
    ['\u200e+46\u202c 70 1740605', '+46 70 1740605'],
    ['+٤٦ ٧٠ ١٧٤ ٠٦ ٠٥', '+46 70 174 06 05'],
    ['auk.42', 'auk.42'],
  ])('%s', (typed, sealed) => {
    expect(plainNumber(typed)).toBe(sealed);
  });

  it('become ones that the rules accept', () => {
    const reach = { ...blankContent('reach'), address: '\u200e0046 (70) 174-06-05' };
    expect(finished('reach', reach).wrong).toEqual([]);
  });
});

describe('texts', () => {
  it('lose marks that cannot be seen, and keep their lines and joiners', () => {
    expect(plain(' \u202eone\ttwo\r\nمی\u200cشود ')).toBe('one two\nمی\u200cشود');
  });

  it('become lists by line or comma of any script', () => {
    expect(splitList('Ardovia\n Nahrin، Belmara ,,')).toEqual(['Ardovia', 'Nahrin', 'Belmara']);
  });
});

describe('"I will tell you in person"', () => {
  it('sends no field that no longer applies', () => {
    const reach = { ...blankContent('reach'), address: '+46 70 174 06 05', neutralName: 'Anna', inPerson: true };
    expect(JSON.stringify(cleaned('reach', reach))).not.toMatch(/46|Anna/u);
    const travel = { ...blankContent('travel'), from: 'Belmara', never: ['Nahrin'], note: 'a seat', inPerson: true };
    expect(JSON.stringify(cleaned('travel', travel))).not.toMatch(/Belmara|Nahrin|seat/u);
  });
});

it('takes a time as it comes, and marks what is none', () => {
  const typed = {
    ...blankContent('reach'),
    address: '+46 70 174 06 05',
    safeFrom: readTime('٩.٣٠'),
    safeTo: readTime('25:10'),
  };
  expect(cleaned('reach', typed).safeFrom).toBe('09:30');
  const { content, wrong } = finished('reach', typed);
  expect(content).toBeUndefined();
  expect(wrong).toEqual([{ field: 'safeTo', code: 'unfinished', odd: false }]);
});

// Text that people type is cleaned so that it can be sealed, without changing what they meant.
import { beforeAll, describe, expect, it } from 'vitest';
import { blankContent } from '#protocol/records/content.ts';
import { cleaned, finished, splitList } from '../../../client/state/clean-input.ts';
import { needPhones } from '../../../client/state/phone-numbers.ts';
import { readTime } from '../../../client/lib/unfinished.ts';

beforeAll(needPhones);

describe('numbers', () => {
  it.each(['\u200e0046 (70) 174-06-05', '+46 (0)70\u00a0174\u201106 05', '＋৪৬ ৭০ ১৭৪ ০৬ ০৫'])(
    '%s is kept as it is dialled',
    (address) => {
      const { content, wrong } = finished('reach', { ...blankContent('reach'), address });
      expect(wrong).toEqual([]);
      expect(content?.address).toBe('+46 70 174 06 05');
    },
  );

  it.each(['0011 46 70 174 06 05', '070-174 06 05', '+46 70', 'somebody'])('%s is asked about first', (address) => {
    const { wrong } = finished('reach', { ...blankContent('reach'), address });
    expect(wrong).toEqual([{ field: 'address', code: 'phone', odd: true }]);
  });
});

describe('texts', () => {
  it('become lists by line or comma of any script', () => {
    expect(splitList('Ardovia\n Nahrin، Belmara ,,\u200b、Tern')).toEqual(['Ardovia', 'Nahrin', 'Belmara', 'Tern']);
  });

  it('that cannot be sealed name their fields, each of them', () => {
    // One character that becomes three in NFC.
    const grows = '\ufb2c'.repeat(40);
    const { wrong } = finished('card', { ...blankContent('card'), alias: grows, pronouns: grows, languages: ['en'] });
    expect(wrong.map(({ field, code }) => `${field} ${code}`)).toEqual(['alias too-large', 'pronouns too-large']);
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

// How often the page looks, how long a text may be, which sentence is copied, and when somebody can be reached.
import { describe, expect, it } from 'vitest';
import { blankContent } from '#protocol/records/content.ts';
import { limits } from '#protocol/core/limits.ts';
import { pauseMs } from '../../../client/state/messages/look-interval.ts';
import { lengthLeft } from '../../../client/state/messages/length-left.ts';
import { isSafeNow } from '../../../client/features/team-messages/tell-reach.ts';
import { sentence, sentenceLocale, sentencesOf } from '../../../client/features/team-messages/tell-sentences.ts';
import { LOCALES } from '../../../client/words/catalogues.ts';

describe('the rhythm', () => {
  const calm = { reading: false, visible: true, failures: 0 };
  const open = { ...calm, reading: true };

  it('is five seconds while a thread is seen, a minute otherwise, each a quarter more or less', () => {
    expect([0, 0.5, 1].map((randomness) => pauseMs(open, randomness))).toEqual([3750, 5000, 6250]);
    expect([0, 0.5, 1].map((randomness) => pauseMs(calm, randomness))).toEqual([45_000, 60_000, 75_000]);
    expect(pauseMs({ ...open, visible: false }, 0.5)).toBe(60_000);
  });

  it('backs off while nothing answers, to five minutes at most', () => {
    const pauses = [1, 2, 4, 6, 20].map((failures) => pauseMs({ ...open, failures }, 0.5));
    expect(pauses).toEqual([10_000, 20_000, 80_000, 300_000, 300_000]);
    expect(pauseMs({ ...calm, failures: 1 }, 0.5)).toBe(60_000);
  });
});

describe('the room that a text has', () => {
  const bytesMax = limits.messageParts * (limits.messageTextBytes - 3);

  it('is shown only near its end, in characters of the script that is written', () => {
    expect(lengthLeft('a'.repeat(1000))).toBeUndefined();
    expect(lengthLeft('a'.repeat(bytesMax))).toBe(0);
    expect(lengthLeft('a'.repeat(bytesMax - 10))).toBe(10);
    expect(lengthLeft('س'.repeat(bytesMax / 2 - 10))).toBe(10);
    expect(lengthLeft('a'.repeat(bytesMax + 5))).toBe(-5);
  });
});

describe('the sentence for the tell list', () => {
  it('is in the first of her languages that there are sentences in', () => {
    expect(sentenceLocale(['fa', 'ar', 'en'])).toBe('ar');
    expect(sentenceLocale(['AR-sy'])).toBe('ar');
    expect(sentenceLocale(['my'])).toBe('en');
  });

  it('names no event, no portal and no reason, in any language', () => {
    const telling = /portal|event|conference|gathering|defender|visa|travel|stockholm|بوابة|مؤتمر|لقاء|تأشيرة|سفر/iu;
    for (const locale of LOCALES)
      for (let turn = 0; turn < sentencesOf(locale); turn += 1) expect(sentence(locale, turn, '')).not.toMatch(telling);
  });

  it('ends with the name that may be shown', () => {
    expect(sentence('en', 0, 'Library')).toMatch(/ – Library$/u);
    expect(sentence('en', sentencesOf('en'), '')).toBe(sentence('en', 0, ''));
  });
});

describe('safe hours', () => {
  const at = Date.parse('2027-04-11T15:30:00Z');
  const reach = (safeFrom: string, safeTo: string, zone: string) => ({
    ...blankContent('reach'),
    safeFrom,
    safeTo,
    zone,
  });

  it('are hers, in her zone, and may pass midnight', () => {
    expect(isSafeNow(reach('16:00', '18:00', 'Europe/Stockholm'), at)).toBe(true);
    expect(isSafeNow(reach('16:00', '17:30', 'Europe/Stockholm'), at)).toBe(false);
    expect(isSafeNow(reach('22:00', '18:00', 'Europe/Stockholm'), at)).toBe(true);
    expect(isSafeNow(reach('22:00', '06:00', 'Europe/Stockholm'), at)).toBe(false);
    expect(isSafeNow(reach('', '', ''), at)).toBeUndefined();
  });
});

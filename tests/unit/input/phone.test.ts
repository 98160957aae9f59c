// Phone numbers as people type and paste them: read as the person meant, offered where it is not sure, never rewritten in silence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhone, type Phone } from '../../../client/lib/input/phone.ts';

function told(phone: Phone): string {
  switch (phone.state) {
    case 'empty':
      return 'empty';
    case 'read':
      return `${phone.reading.number} ${phone.reading.country ?? ''}${phone.reading.isOdd ? ' odd' : ''}`.trim();
    case 'offered':
      return `offered ${phone.readings.map(({ number }) => number).join(' or ')}`;
    case 'unread':
      return phone.why;
  }
}

describe('a number', () => {
  it.each([
    ['+46 70 174 06 05', '+46 70 174 06 05 SE'],
    ['+46 (0)70-174 06 05', '+46 70 174 06 05 SE'],
    ['0046 (70) 174-06-05', '+46 70 174 06 05 SE'],
    ['0046(0)70 174 06 05', '+46 70 174 06 05 SE'],
    ['+46\u00a070\u00a0174\u00a006\u00a005', '+46 70 174 06 05 SE'],
    ['+46\u201170\u2011174\u201106\u201105', '+46 70 174 06 05 SE'],
    ['+46–70–174 06 05', '+46 70 174 06 05 SE'],
    ['+46\u00ad701740605', '+46 70 174 06 05 SE'],
    ['\u200e+46\u202c 70 1740605', '+46 70 174 06 05 SE'],
    ['\u202a+46 70 174 06 05\u202c', '+46 70 174 06 05 SE'],
    ['＋４６ ７０ １７４ ０６ ０５', '+46 70 174 06 05 SE'],
    ['﹢46 70 174 06 05', '+46 70 174 06 05 SE'],
    ['+٤٦ ٧٠ ١٧٤ ٠٦ ٠٥', '+46 70 174 06 05 SE'],
    ['+۴۶ ۷۰ ۱۷۴ ۰۶ ۰۵', '+46 70 174 06 05 SE'],
    ['+৪৬ ৭০ ১৭৪ ০৬ ০৫', '+46 70 174 06 05 SE'],
    ['+४६ ७० १७४ ०६ ०५', '+46 70 174 06 05 SE'],
    ['+၄၆ ၇၀ ၁၇၄ ၀၆ ၀၅', '+46 70 174 06 05 SE'],
    ['+៤៦ ៧០ ១៧៤ ០៦ ០៥', '+46 70 174 06 05 SE'],
    ['(+46) 70 174 06 05', '+46 70 174 06 05 SE'],
    ['tel:+46701740605', '+46 70 174 06 05 SE'],
    ['WhatsApp: +46 70 174 06 05', '+46 70 174 06 05 SE'],
    ['+ 46 70 174 06 05', '+46 70 174 06 05 SE'],
    ['+46.70.174.06.05', '+46 70 174 06 05 SE'],
    ['+1 (213) 373-4253', '+1 213 373 4253 US'],
    ['+55 11 96123-4567', '+55 11 96123 4567 BR'],
    ['+39 06 6982', '+39 06 6982 VA'],
    ['+963 0944 567 890', '+963 944 567 890 SY'],
    ['+44 (0)20 7946 0958', '+44 20 7946 0958 GB'],
    ['+46 8 123 456 78 ext. 12', '+46 8 123 456 78 ext. 12 SE'],
  ])('%s is %s', (typed, number) => expect(told(readPhone(typed))).toBe(number));

  it.each([
    ['0011 46 70 174 06 05', 'offered +46 70 174 06 05'],
    ['011 46 70 174 06 05', 'offered +46 70 174 06 05'],
    ['8~10 46 70 174 06 05', 'offered +46 70 174 06 05'],
    ['46 70 174 06 05', 'offered +46 70 174 06 05'],
    ['+46 7O 174 O6 O5', 'offered +46 70 174 06 05'],
    ['+52 1 55 1234 5678', 'offered +52 55 1234 5678'],
    ['+46 70 174 06 05 / +44 20 7946 0958', 'offered +46 70 174 06 05 or +44 20 7946 0958'],
    ['070-174 06 05', 'local'],
    ['+999 123 456', 'wrong'],
    ['+46', 'wrong'],
    ['+46 0000 0000', 'wrong'],
    ['+46 70 174 06 05 06 07 08 09', 'wrong'],
    ['+55 (0xx11) 96123-4567', 'wrong'],
    ['auk.42', 'wrong'],
    ['', 'empty'],
    [' \u200e ', 'empty'],
  ])('%s is not taken without a question', (typed, answer) => expect(told(readPhone(typed))).toBe(answer));

  it('that is kept reads as itself again, and has every digit that was typed but a trunk zero', () => {
    const digits = fc
      .array(fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9'.split(' ')), { minLength: 4, maxLength: 14 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.constantFrom('+46', '+44', '+39', '+1', '+7', '+95', '+20', '+249', '0046'),
        digits,
        (start, rest) => {
          const phone = readPhone(`${start}${rest}`);
          if (phone.state !== 'read') return;
          const kept = phone.reading.number.replaceAll(/\D/gu, '');
          const typed = `${start}${rest}`.replace(/^(\+|00)/u, '');
          expect([
            typed,
            typed.replace(/^(46|44|1|7|95|20|249)[0178]/u, '$1'),
            typed.replace(/^(\d{2,3})0/u, '$1'),
          ]).toContain(kept);
          expect(told(readPhone(phone.reading.number))).toBe(told(phone));
        },
      ),
    );
  });

  it('does not fall over anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void readPhone(text)));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'+0123456789()-/. \u00a0\u2011٤७ext'.split('')), maxLength: 30 }),
        (text) => void readPhone(text),
      ),
    );
  });
});

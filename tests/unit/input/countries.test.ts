// Which country a name means: in any language of the page and many others, by former names and abbreviations, never by a part.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countryNames } from '#domain/input/country-names.ts';
import { countryKey, readCountries } from '#domain/input/countries.ts';
import { territories } from '#domain/input/territories.ts';

const { codesOf, codesOfPlace, codesOfZone, knows, standingOf, withTerritories } = readCountries(countryNames);

describe('a name', () => {
  it.each([
    ['Turkey', 'TR'],
    ['turkiye', 'TR'],
    ['  Türkiye\u200f ', 'TR'],
    ['تركيا', 'TR'],
    ['Turkiet', 'TR'],
    ['Турция', 'TR'],
    ['UAE', 'AE'],
    ['uae', 'AE'],
    ['U.A.E.', 'AE'],
    ['the Emirates', 'AE'],
    ['الإمارات', 'AE'],
    ['Förenade Arabemiraten', 'AE'],
    ['USA', 'US'],
    ['usa', 'US'],
    ['the United States', 'US'],
    ['UK', 'GB'],
    ['Great Britain', 'GB'],
    ['Scotland', 'GB'],
    ['Burma', 'MM'],
    ['မြန်မာ', 'MM'],
    ['Ivory Coast', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
    ['ساحل العاج', 'CI'],
    ['Oman', 'OM'],
    ['Romania', 'RO'],
    ['Niger', 'NE'],
    ['Nigeria', 'NG'],
    ['Guinea', 'GN'],
    ['Equatorial Guinea', 'GQ'],
    ['Mali', 'ML'],
    ['Somalia', 'SO'],
    ['Dominica', 'DM'],
    ['Dominican Republic', 'DO'],
    ['Swaziland', 'SZ'],
    ['Czech Republic', 'CZ'],
    ['Macedonia', 'MK'],
    ['Holland', 'NL'],
    ['Belorussia', 'BY'],
    ['KSA', 'SA'],
    ['السعودية', 'SA'],
    ['DRC', 'CD'],
    ['República Democrática do Congo', 'CD'],
    ['Congo', 'CD,CG'],
    ['Korea', 'KP,KR'],
    ['Crimea', 'RU,UA'],
    ['Iran (Islamic Republic of)', 'IR'],
    ['IR', 'IR'],
    ['IRN', 'IR'],
    ['Iran / Iraq', 'IR,IQ'],
    ['Turkey and UAE', 'TR,AE'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Trinidad & Tobago', 'TT'],
    ['Saint Lucia', 'LC'],
    ['St. Lucia', 'LC'],
    ['ＵＡＥ', 'AE'],
    ['中国', 'CN'],
    ['China (Hong Kong)', 'CN,HK'],
    ['China (Tibet)', 'CN'],
    ['United Kingdom (Gibraltar)', 'GB,GI'],
    ['Denmark (Greenland)', 'DK,GL'],
    ['Morocco [Western Sahara]', 'MA,EH'],
    ['Israel (West Bank)', 'IL,PS'],
    ['Korea (North)', 'KP'],
    ['Cyprus (North)', 'CY,TR'],
    ['Congo, Democratic Republic of the', 'CD'],
    ['Transnistria', 'MD,RU'],
    ['القرم', 'RU,UA'],
    ['Южная Осетия', 'GE,RU'],
    ['Somaliland', 'SO'],
    ['ဂါနာ', 'GH'],
    ['ဂီနီ', 'GN'],
  ])('%s is %s', (typed, codes) => expect(codesOf(typed).toSorted()).toEqual(codes.split(',').toSorted()));

  it.each(['EU', 'Schengen', 'in', 'my', 'no', 'is', 'Narnia', '', '—', 'Europe', 'an', 'Man'])(
    '%j means none',
    (typed) => expect(codesOf(typed)).toEqual([]),
  );

  it.each([
    ['Turkey (only in an emergency)', 'TR'],
    ['Jordan, not Israel', 'JO'],
    ['Iran / Narnia', 'IR'],
    ['(Belarus) by train', 'BY'],
  ])('%s is not known as a whole: what is known of it counts', (typed, codes) => {
    expect(codesOf(typed)).toEqual([codes]);
    expect(knows(typed)).toBe(false);
  });

  it.each(['China', 'China (Hong Kong)', 'Iran (Islamic Republic of)', '(Belarus)', 'Turkey / UAE', 'Korea (North)'])(
    '%s is known as a whole',
    (typed) => expect(knows(typed)).toBe(true),
  );

  it('has one meaning: the table is made with the folding that reads it', () => {
    const seen = new Map<string, string>();
    for (const line of countryNames.split('\n').filter(Boolean)) {
      const [codes = '', , , ...names] = line.split('|');
      expect(codes).toMatch(/^[A-Z]{2}(,[A-Z]{2})*\*?$/u);
      for (const name of names) {
        expect(countryKey(name)).toBe(name);
        expect(seen.get(name) ?? codes).toBe(codes);
        seen.set(name, codes);
      }
    }
    expect(seen.size).toBeGreaterThan(5000);
  });

  it('that people added by hand is in the table', () => {
    const file = readFileSync(join(import.meta.dirname, '../../../tools/countries/also-known-as.txt'), 'utf8');
    const lines = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const missing = lines.flatMap((line) => {
      const [codes = '', ...names] = line.split('|');
      return names.filter((name) =>
        codes
          .replace('*', '')
          .split(',')
          .some((code) => !codesOf(name).includes(code)),
      );
    });
    expect(missing).toEqual([]);
  });
});

describe('every country', () => {
  const codes = countryNames.split('\n').flatMap((line) => /^([A-Z]{2})\|/u.exec(line)?.[1] ?? []);

  it.each(['en', 'ar', 'sv', 'fr', 'es', 'ru', 'fa', 'tr', 'zh', 'de', 'pt', 'uk', 'my'])(
    'is known by its name in %s',
    (language) => {
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
      const wrong = codes.filter((code) => !codesOf(names.of(code) ?? '').includes(code));
      expect(codes.length).toBeGreaterThan(240);
      expect(wrong).toEqual([]);
    },
  );
});

describe('a place', () => {
  it.each([
    ['Bucharest, Romania', 'RO'],
    ['Muscat (Oman)', 'OM'],
    ['Istanbul Turkey', 'TR'],
    ['Istanbul – Türkiye', 'TR'],
    ['دبي، الإمارات', 'AE'],
    ['Kinshasa, DRC', 'CD'],
    ['Port of Spain', ''],
    ['New Mexico', ''],
    ['Romania Boulevard', ''],
    ['IST', ''],
  ])('%s is in %s', (typed, code) => expect(codesOfPlace(typed).join()).toBe(code));
});

describe('a territory', () => {
  it.each([
    ['HK', 'CN'],
    ['PR', 'US'],
    ['GI', 'GB,ES'],
    ['FO', 'DK'],
    ['RE', 'FR'],
    ['EH', 'MA'],
    ['TW', 'CN'],
    ['XK', 'RS'],
    ['PS', 'IL'],
  ])('%s counts for %s, and each of those for it', (code, under) => {
    expect(withTerritories([code]).toSorted()).toEqual([code, ...under.split(',')].toSorted());
    for (const over of under.split(',')) expect(withTerritories([over])).toContain(code);
  });

  it('is not one with its sisters', () => {
    expect(withTerritories(['PR'])).not.toContain('GU');
    expect(withTerritories(['SE'])).toEqual(['SE']);
  });

  it('is a country of the table, and so are those that hold it', () => {
    const known = new Set(countryNames.split('\n').flatMap((line) => /^([A-Z]{2})\|/u.exec(line)?.[1] ?? []));
    for (const { code, under, zones } of territories) {
      expect(known).toContain(code ?? 'RU');
      for (const one of under) expect(known).toContain(one);
      expect(under).not.toContain(code);
      for (const zone of zones) expect(codesOfZone(zone).toSorted()).toEqual(under.toSorted());
    }
  });

  it.each([
    ['Hong Kong', 'UTC', 'dependent CN'],
    ['HKG', 'Asia/Hong_Kong', 'dependent CN'],
    ['Simferopol', 'UTC', 'disputed RU,UA'],
    ['SIP', 'Europe/Simferopol', 'disputed RU,UA'],
    ['Ramallah', 'UTC', 'disputed IL'],
    ['ECN', 'Asia/Famagusta', 'disputed CY,TR'],
    ['Tiraspol, Moldova', 'Europe/Chisinau', 'disputed MD,RU'],
    ['Srinagar (India)', 'Asia/Kolkata', 'disputed IN,PK'],
    ['هضبة الجولان', 'Asia/Jerusalem', 'disputed IL,SY'],
    ['Hargeisa', 'Africa/Mogadishu', 'disputed SO'],
    ['Stockholm', 'Europe/Stockholm', ''],
    ['Kinshasa, Congo', 'Africa/Kinshasa', ''],
  ])('%s by the clock of %s is told: %s', (place, zone, told) => {
    const standing = standingOf(place, zone);
    expect(standing === undefined ? '' : `${standing.kind} ${standing.codes.toSorted().join()}`).toBe(told);
  });
});

describe('a clock', () => {
  it.each([
    ['Europe/Simferopol', 'RU,UA'],
    ['Asia/Famagusta', 'CY,TR'],
    ['Europe/Istanbul', 'TR'],
    ['Asia/Dubai', 'AE'],
    ['Asia/Muscat', 'OM'],
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['Europe/Kiev', 'UA'],
    ['Asia/Yangon', 'MM'],
    ['UTC', ''],
    ['no zone', ''],
  ])('%s is in %s', (zone, code) => expect(codesOfZone(zone).join()).toBe(code));
});

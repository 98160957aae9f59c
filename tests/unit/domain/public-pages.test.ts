// The bytes of the public site: what they hold, and above all what they never hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUtf8 } from '#protocol/core/bytes.ts';
import { contents, type Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { escaped, markup } from '#domain/public-pages/markup.ts';
import { heroArt } from '#domain/public-pages/public-art.ts';
import { pageBytesMax } from '#domain/public-pages/public-site.ts';
import { publicStyle } from '#domain/public-pages/public-style.ts';
import { publicFile, snapshot, type PublicFile } from '#protocol/publication/publication.ts';
import { closedTitles } from '../../../tools/demo/programme.ts';
import { demoCircle, demoProgramme, demoSite } from '../../support/processes/april.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { siteFiles, siteParts, withPlaces } from '../../support/public/site.ts';

const texts = (files: readonly PublicFile[]) =>
  files.map(({ path, bytes }) => `${path}\n${fromUtf8(bytes)}`).join('\n');
const pages = (files: readonly PublicFile[]) => files.filter(({ type }) => type.startsWith('text/html'));
const textOf = (files: readonly PublicFile[], path: string) =>
  fromUtf8(files.find((file) => file.path === path)?.bytes ?? new Uint8Array(0));

describe('the sample site', () => {
  const files = siteFiles();

  it('is a snapshot as the protocol wants it, and the same every time', () => {
    const bytes = snapshot.encode({ files });
    expect(snapshot.parse(bytes).files).toEqual(files);
    expect(snapshot.encode({ files: siteFiles() })).toEqual(bytes);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const file of files) expect(() => publicFile.encode(file)).not.toThrow();
  });

  it('names no closed session, no trainer, no track, no id', () => {
    const all = texts(files);
    expect(closedTitles).toHaveLength(40);
    for (const title of closedTitles) {
      expect(all).not.toContain(title);
      expect(all.toLowerCase()).not.toContain(escaped(title).toLowerCase());
    }
    for (const session of [...demoProgramme.sessions, ...demoCircle.sessions]) {
      expect(all).not.toContain(session.id);
      for (const trainer of session.trainers) expect(all).not.toMatch(new RegExp(`\\b${trainer}\\b`, 'u'));
    }
    for (const track of demoProgramme.tracks) expect(all).not.toContain(track);
    for (const { name } of demoProgramme.rooms.slice(1)) if (name !== 'Quiet room') expect(all).not.toContain(name);
    expect(all).toContain('Defenders’ voices');
    expect(all).toContain('The award: Defender of the Year');
  });

  it('weighs at most 30 KiB a page, style sheet included', () => {
    for (const { path, bytes } of pages(files))
      expect(bytes.length + publicStyle.length, path).toBeLessThanOrEqual(pageBytesMax);
    expect(textOf(files, '/').length + publicStyle.length).toBeLessThan(20 * 1024);
  });

  it('has no script, no inline style, no address elsewhere, and every link leads somewhere', () => {
    const paths = new Set(['/form.js', ...files.map(({ path }) => path)]);
    for (const { path, bytes } of pages(files)) {
      const html = fromUtf8(bytes);
      // The listener's own script, and only where there is a form to seal.
      const scripts = [...html.matchAll(/<script[^>]*>[^<]*<\/script>/giu)].map(([tag]) => tag);
      const own = html.includes('<form') ? ['<script type="module" src="/form.js"></script>'] : [];
      expect(scripts, path).toEqual(own);
      expect(html, path).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:|https?:/iu);
      expect(html.match(/<script/giu) ?? [], path).toHaveLength(own.length);
      for (const [, link = ''] of html.matchAll(/\s(?:href|action|src)="([^"]*)"/gu)) {
        const [target, anchor] = link.split('#');
        if (target !== '' && target !== undefined) expect(paths, `${path} → ${link}`).toContain(target);
        if (anchor === undefined) continue;
        const there = target === '' ? html : textOf(files, target ?? '');
        expect(there, `${path} → ${link}`).toContain(`id="${anchor}"`);
      }
      const ids = [...html.matchAll(/\sid="([^"]+)"/gu)].map(([, id]) => id);
      expect(new Set(ids).size, path).toBe(ids.length);
      expect(html.match(/<h1/gu), path).toHaveLength(1);
    }
    expect(publicStyle).not.toMatch(/url\(|@import/u);
  });

  it('says in both languages what sealing does not protect against', () => {
    for (const path of ['/', '/seats', '/press']) expect(textOf(files, path)).toContain('It does not protect you if');
    for (const path of ['/sv/', '/sv/seats', '/sv/press'])
      expect(textOf(files, path)).toContain('Det skyddar dig inte om');
    expect(textOf(files, '/sv/')).toContain('<html lang="sv" dir="ltr">');
    expect(textOf(files, '/sv/')).toContain('torsdag');
  });

  it('says both ways of sealing, shows the weaker one until a script knows better, and names the day of deletion', () => {
    for (const [path, there, here, day] of [
      ['/', 'the moment it reaches our computer', 'before it is sent', 'We delete it on 29 April 2027 at the latest.'],
      ['/sv/press', 'i samma stund som det når', 'innan det skickas', 'Vi raderar det senast den 29 april 2027.'],
    ] as const) {
      const html = textOf(files, path);
      expect(html).toMatch(new RegExp(`<p data-sealed="there">[^<]*${there}`, 'u'));
      expect(html).toMatch(new RegExp(`<p data-sealed="here" hidden="">[^<]*${here}`, 'u'));
      expect(html).toContain(day);
    }
    expect(textOf(files, '/requests')).toContain('on 29 April 2027 at the latest, by itself');
  });

  it('has each form only while places of its kind are given', () => {
    expect(texts(withPlaces(0, 0))).not.toMatch(/<form|<script/u);
    expect(textOf(withPlaces(0, 0), '/seats')).toContain('No requests are taken right now.');
    expect(textOf(withPlaces(0, 5), '/seats')).not.toContain('<form');
    expect(textOf(withPlaces(0, 5), '/press')).toContain('<form');
    expect(textOf(withPlaces(5, 0), '/press')).not.toContain('<form');
  });

  it('has the address that the team wrote, and no other', () => {
    for (const path of ['/schedule.json', '/schedule.xml'])
      expect(textOf(files, path), path).toContain('https://open.example.org/');
    for (const address of [
      'https://open.example.org/',
      'http://open.example.org',
      'https://ОРЕN.example',
      'javascript:x',
    ])
      expect(
        refusalOf(() => siteFiles({ site: { ...siteParts.site, address } })),
        address,
      ).toBe('field');
  });

  it('takes no requests without a day after the open session on which they are deleted', () => {
    for (const keepUntil of ['', '2027-02-30', '2027-04-15', '2026-01-01'])
      expect(
        refusalOf(() => siteFiles({ site: { ...siteParts.site, keepUntil } })),
        keepUntil,
      ).toBe('field');
    expect(siteFiles({ site: { ...siteParts.site, keepUntil: '2027-04-16' } })).not.toEqual([]);
  });

  it('also works with nothing in it', () => {
    const blank = contents.site.blank as Content<'site'>;
    const empty = siteFiles({ site: blank, programme: { ...demoProgramme, sessions: [] } });
    expect(textOf(empty, '/')).toContain('The programme comes here later.');
    expect(empty.some(({ path }) => path === '/schedule.json')).toBe(false);
  });

  it('refuses a page that is too heavy, an open session without time or guid, and one that is closed too', () => {
    const long = { en: 'å'.repeat(2000), sv: '' };
    const past = Array.from({ length: 40 }, (_, at) => ({ year: 1990 + at, recipient: 'x', reason: long }));
    const heavy = { ...demoSite, award: { ...demoSite.award, past } };
    expect(refusalOf(() => siteFiles({ site: heavy }))).toBe('too-large');
    expect(refusalOf(() => siteFiles({ guids: {} }))).toBe('field');
    // A name-based guid (version 5) could be guessed from what it was made of.
    expect(
      refusalOf(() =>
        siteFiles({ guids: { ...siteParts.guids, 'demo-00-40': '5d0c7b1e-93a4-5f6b-8a57-2e1f0c9b7d34' } }),
      ),
    ).toBe('field');
    const change = (rest: Partial<Session>) => ({
      ...demoProgramme,
      sessions: demoProgramme.sessions.map((session) => (session.open ? { ...session, ...rest } : session)),
    });
    for (const rest of [
      { unlisted: true },
      { sensitive: true },
      { kind: 'circle' as const },
      { kind: 'one-to-one' as const },
      { start: '' },
    ])
      expect(refusalOf(() => siteFiles({ programme: change(rest) }))).toBe('field');
  });
});

describe('any text in the programme', () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') });
  const canary = (at: number, name: string) => `canary-${name}-${at}-`;
  const closed = fc.record({
    flags: fc.record({ unlisted: fc.boolean(), sensitive: fc.boolean(), required: fc.boolean() }),
    kind: fc.constantFrom<Session['kind']>('workshop', 'joint', 'circle', 'one-to-one', 'social', 'break'),
    tail: word,
    date: fc.constantFrom('2027-04-15', '2027-04-16', ''),
  });

  it('no word of a closed session reaches any file, path or refusal', () => {
    fc.assert(
      fc.property(fc.array(closed, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 2 }), (given, count) => {
        const sessions: Session[] = given.map(({ flags, kind, tail, date }, at) => ({
          ...(demoProgramme.sessions[0] as Session),
          ...flags,
          id: `c${String(at).padStart(9, '0')}`,
          title: canary(at, 'title') + tail,
          abstract: canary(at, 'abstract') + tail,
          track: canary(at, 'track'),
          room: canary(at, 'room'),
          language: canary(at, 'lang'),
          interpretation: [canary(at, 'tongue')],
          trainers: [canary(at, 'trainer')],
          series: `y${at}`,
          kind,
          date,
          open: false,
        }));
        const open = demoProgramme.sessions
          .filter((session) => session.open)
          .slice(0, count)
          .map((session) => ({
            ...session,
            trainers: ['canary-open-trainer'],
            track: 'canary-open-track',
            series: 'canary-z',
          }));
        const programme = {
          ...demoProgramme,
          notice: 'canary-notice',
          rooms: [{ name: 'canary-rooms', seats: 1, booths: 0 }],
          tracks: ['canary-tracks'],
          sessions: [...sessions, ...open],
        };
        expect(texts(siteFiles({ programme }))).not.toContain('canary');
        const bad = { ...programme, sessions: programme.sessions.map((session) => ({ ...session, open: true })) };
        try {
          siteFiles({ programme: bad });
        } catch (error) {
          expect(String(error)).not.toContain('canary');
        }
      }),
      { numRuns: 80 },
    );
  });

  const nasty = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=1>',
    "' onload='x",
    '&lt;b&gt;',
    ']]>',
    '{{ticket}}',
    '\u0000\u001b',
    '\ud800',
    '\u202e',
  ];

  it('text stays text', () => {
    for (const bad of nasty) {
      const both = { en: bad, sv: bad };
      const site: Content<'site'> = {
        title: both,
        intro: both,
        award: { heading: both, citation: both, recipient: bad, past: [{ year: 1, recipient: bad, reason: both }] },
        rules: both,
        access: both,
        press: both,
        contact: both,
        seats: 1,
        pressPlaces: 1,
        keepUntil: '2027-05-01',
        address: '',
        chart: '',
        guids: [],
      };
      const programme = {
        ...demoProgramme,
        sessions: demoProgramme.sessions.map((session) =>
          session.open
            ? { ...session, title: bad, abstract: bad, room: bad, language: bad, interpretation: [bad] }
            : session,
        ),
      };
      const files = siteFiles({ site, programme, event: { ...siteParts.event, chart: bad } });
      const frame = siteFiles();
      for (const { path, bytes } of pages(files)) {
        const html = fromUtf8(bytes);
        const tags = (text: string) => new Set([...text.matchAll(/<\/?([a-z0-9]+)/gu)].map(([, tag]) => tag));
        const known = new Set([...tags(texts(pages(frame))), 'br']);
        for (const tag of tags(html)) expect(known, `${path} ${bad}`).toContain(tag);
        expect(html.match(/<[^>]*\son[a-z]+=/u), `${path} ${bad}`).toBeNull();
        if (!path.startsWith('/answers/')) expect(html).not.toContain('{{');
        else expect(html.split('{{').length - 1, path).toBe(/(seat|press)$/u.test(path) ? 2 : 0);
      }
    }
  });

  it('is escaped by one function, wherever it is used', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(escaped(text)).not.toMatch(/[<>"'{}]|&(?!(amp|lt|gt|quot|#39|#123|#125);)/u);
        expect(markup`<a title="${text}">${[text]}</a>`.text).toBe(`<a title="${escaped(text)}">${escaped(text)}</a>`);
      }),
    );
  });

  it('the chart depends on the id alone', () => {
    expect(heroArt('a').text).toBe(heroArt('a').text);
    expect(heroArt('a').text).not.toBe(heroArt('b').text);
    for (let at = 0; at < 40; at++) {
      const art = heroArt(`id ${at}`).text;
      expect(art).toMatch(/ d="(M-?\d+ -?\d+q[ \d-]+z)+"/u);
      expect(art.length).toBeLessThan(7000);
    }
  });
});

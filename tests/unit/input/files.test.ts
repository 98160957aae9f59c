// Files as people have them: each line becomes a person or is named with its line; each byte is a right letter or is asked about.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { faultsMissing } from '../../../tools/vectors/list.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { textOf } from '../../../client/lib/input/file-text.ts';
import { readPeople, type PeopleTable } from '../../../client/lib/input/people-table.ts';

const teams = {
  desks: ['travel', 'visa'] as unknown as readonly DeskId[],
  nameOf: (desk: string) => ({ travel: 'Travel team', visa: 'فريق التأشيرات' })[desk] ?? desk,
};
const read = (text: string, firstIsHeading = false) => readPeople(text, teams, firstIsHeading);
const told = ({ rows }: PeopleTable) =>
  rows.map(
    ({ line, problem, sameAs, input }) =>
      `${line} ${problem ?? input.name}${sameAs === undefined ? '' : ` =${sameAs}`}`,
  );
const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));

describe('a table of people', () => {
  it('is read in any order of columns, by headings in many languages', async () => {
    for (const text of [
      '\uFEFFRole, Name ,teams,note\nstaff,Puffin,"travel, visa",\n,Heron,,Speaks\n',
      'Roll;Namn;Team;Anteckning\nPersonal;Puffin;travel visa;\nDeltagare;Heron;;Speaks\n',
      'الدور\tالاسم\tالفرق\tملاحظات\nموظف\tPuffin\tTravel team; فريق التأشيرات\t\nمشارك\tHeron\t\tSpeaks',
      'sep=;\r\nROLE;NAME;TEAMS;NOTES\r\nStaff;Puffin;Travel Team / visa;\r\n;Heron;;Speaks\r\n',
      '"role";"name";"team(s)";"comment"\rstaff;Puffin;TRAVEL|VISA;\r;Heron;;Speaks',
    ]) {
      const { rows, headless } = await read(text);
      expect(headless).toBeUndefined();
      expect(rows.map(({ problem, input }) => [problem, input])).toEqual([
        [undefined, { role: 'staff', desks: ['travel', 'visa'], name: 'Puffin', note: '' }],
        [undefined, { role: 'participant', desks: [], name: 'Heron', note: 'Speaks' }],
      ]);
    }
  });

  it('says what is wrong with a line, by its line in the file', async () => {
    const table = await read(
      `name,role,teams\n,,\nA,officer,\nB,staff,press\n\nC,participant,visa\n${'x'.repeat(81)},,\n,staff,`,
    );
    expect(told(table)).toEqual(['3 role', '4 team', '6 team-role', '7 long', '8 name']);
  });

  it('loses no line: more cells, open quotation marks, doubles, what is over the limit', async () => {
    expect(told(await read('name\nHeron, the second\nPuffin\n'))).toEqual(['2 cells', '3 Puffin']);
    expect(told(await read('name,note\n"Heron,x\nPuffin,y\nTern,z\n'))).toEqual(['2 quote']);
    expect(told(await read('name,note\nHeron,x\nHeron,x\nheron ,other\n'))).toEqual([
      '2 Heron',
      '3 twice =2',
      '4 heron =2',
    ]);
    expect(told(await read('name,note\n"Heron\nthe second",x\nPuffin,"two\nlines"\nTern,'))).toEqual([
      '2 lines',
      '4 Puffin',
      '6 Tern',
    ]);
    expect(told(await read('name\n\u200b\n\u00a0\nHeron'))).toEqual(['4 Heron']);
    expect(told(await read('note,name\nx,\u200b'))).toEqual(['2 name']);
    const many = await read(`name\n${Array.from({ length: 503 }, (_, i) => `P${i}`).join('\n')}`);
    expect(many.rows.filter(({ problem }) => problem === 'limit').map(({ line }) => line)).toEqual([502, 503, 504]);
  });

  it('without headings is asked about, and its columns are the usual ones', async () => {
    const text = 'Heron,Speaks on Monday,participant,\nPuffin,,staff,travel visa\n';
    const table = await read(text);
    expect(table.headless).toBe('Heron · Speaks on Monday · participant · ');
    expect(told(table)).toEqual(['1 Heron', '2 Puffin']);
    expect(told(await read('Our guests\nHeron', true))).toEqual(['2 Heron']);
  });

  it('names the columns that it does not read, and joins the two halves of a name', async () => {
    const table = await read('First Name,Last Name,E-mail,Ticket\nAmira,Haddad,a@b.org,1\n');
    expect(table.unread).toEqual(['E-mail', 'Ticket']);
    expect(told(table)).toEqual(['2 Amira Haddad']);
  });

  it('makes nobody staff by a type of ticket, nor by a role that is none here', async () => {
    const tickets = await read('Name,Type,Ticket type\nHeron,Personal,Volunteer\n');
    expect(tickets.unread).toEqual(['Type', 'Ticket type']);
    expect(tickets.rows.map(({ input, problem }) => [input.role, problem])).toEqual([['participant', undefined]]);
    const roles = await read('Name,Role\nHeron,Volunteer\n');
    expect(roles.rows.map(({ problem }) => problem)).toEqual(['role']);
  });

  it('is clean: marks of direction, tabs and hard spaces', async () => {
    const { rows } = await read('name,note\n\u200fأمل\u200f,ملاحظة\nHeron,"a\tb"\nTern,\u202a+46\u00a070\u202c');
    expect(rows.map(({ input }) => [input.name, input.note])).toEqual([
      ['أمل', 'ملاحظة'],
      ['Heron', 'a b'],
      ['Tern', '+46 70'],
    ]);
  });

  it('has every line that has a letter, whatever it is', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'b', '"', ',', ';', '\t', ' ', '\u200b', 'ع', '\\'),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async (cells) => {
        const text = `name,note\n${cells.join('\n')}`;
        const { rows } = await read(text);
        const open = rows.find(({ problem }) => problem === 'quote');
        const begun = new Set(rows.map(({ line }) => line));
        cells.forEach((typed, at) => {
          // A closed quotation may hold several lines, of which the first is named.
          const isInside = typed.includes('"') || cells.slice(0, at).some((before) => before.includes('"'));
          if (/[ab]/u.test(typed) && !isInside)
            expect(begun.has(at + 2) || (open?.line ?? Infinity) <= at + 2).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('the bytes of a file', () => {
  it.each([
    ['UTF-8', bytesOf('name\nZoë')],
    ['UTF-8 with its mark', bytesOf('\uFEFFname\nZoë')],
    ['UTF-16 with its mark', bytesOf('\uFEFFname\nZoë', 'utf16le')],
    ['UTF-16 without', bytesOf('name\nZoë', 'utf16le')],
    ['UTF-16, the other way round', new Uint8Array(Buffer.from('\uFEFFname\nZoë', 'utf16le').swap16())],
  ])('%s is its text', (_, bytes) => expect(textOf(bytes)).toEqual({ text: 'name\nZoë' }));

  it.each([
    [
      [0x5a, 0x6f, 0xeb, 0x20, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x2c, 0x43, 0x61, 0x66, 0xe9],
      'windows-1252',
      'Zoë Müller,Café',
    ],
    [[0xc8, 0xe2, 0xe0, 0xed, 0x20, 0xcf, 0xe5, 0xf2, 0xf0, 0xee, 0xe2], 'windows-1251', 'Иван Петров'],
    [[0xc3, 0xe3, 0xed, 0xd1, 0xc9, 0x20, 0xcd, 0xcf, 0xc7, 0xcf], 'windows-1256', 'أميرة حداد'],
  ])('that are not UTF-8 are offered, the right reading first: %j', (bytes, label, text) => {
    const found = textOf(Uint8Array.from(bytes));
    if (!('pages' in found)) throw new Error('read without a question');
    expect(found.pages[0]).toEqual({ label, text });
    expect(found.pages.every((page) => !page.text.includes('\ufffd'))).toBe(true);
  });

  it.each([
    ['workbook', Buffer.concat([Buffer.from('504b030414000000', 'hex'), deflateRawSync('x')])],
    ['old-workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['pdf', Buffer.from('%PDF-1.7')],
    ['picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['packed', Buffer.from('1f8b0800', 'hex')],
    ['binary', Buffer.from('{\\rtf1')],
    ['binary', Buffer.from('name\u0000\u0001', 'utf8')],
    ['web-page', Buffer.from('<html><table><tr><td>Heron')],
    ['empty', Buffer.from('')],
    ['empty', Buffer.from('\uFEFF \r\n')],
    ['large', Buffer.alloc(4_000_001, 'a')],
  ])('of a %s are refused in words', (noText, bytes) => expect(textOf(new Uint8Array(bytes))).toEqual({ noText }));

  it('never become a replacement character', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        const found = textOf(bytes);
        const texts = 'text' in found ? [found.text] : 'pages' in found ? found.pages.map(({ text }) => text) : [];
        const hasOwn =
          new TextDecoder().decode(bytes).includes('\ufffd') && Buffer.from(bytes).includes(Buffer.from('\ufffd'));
        if (!hasOwn) expect(texts.filter((text) => text.includes('\ufffd'))).toEqual([]);
      }),
    );
  });
});

// The files in which the faults were found lie beside the checkout of the project's team, and nowhere else.
const faults = join(import.meta.dirname, '../../../../shared/faults');
describe('the files that broke', () => {
  beforeEach(({ skip }) => {
    if (!existsSync(faults)) skip(faultsMissing);
  });
  const file = (name: string) => textOf(new Uint8Array(readFileSync(join(faults, name))));
  it('are read or named', async () => {
    expect(file('xlsx-renamed.csv')).toEqual({ noText: 'workbook' });
    const ansi = file('excel-ansi-1252.csv');
    expect('pages' in ansi && ansi.pages[0]?.text).toContain('Zoë Müller,Café');
    for (const name of [
      'excel-sep-line.csv',
      'localised-header-sv.csv',
      'arabic-rlm.csv',
      'tab-in-quoted.csv',
      'lrm-phone-note.csv',
    ]) {
      const found = file(name);
      const { rows } = await read('text' in found ? found.text : '');
      expect(rows.map(({ problem }) => problem)).toEqual([undefined]);
    }
  });
});

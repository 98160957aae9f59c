/**
 * The frozen cases of §5.1: each field of each kind of record at its limit, and one beyond it. The limits are those that
 * protocol/README.md prints. Called by make.ts alone.
 */
import { toBase64url, u32 } from '#protocol/core/bytes.ts';
import { kindForms, type Form } from '../../support/protocol/kind-sources.ts';
import { Book } from '../book.ts';

const act = 'check content';
const secret = toBase64url(new Uint8Array(32).fill(7));

/** A member's id for each number. */
const memberId = (number: number) => toBase64url(Uint8Array.from([...u32(number << 6), ...new Uint8Array(12)]));

/** A value that holds in every field: element `number` of a list that rises. */
function sample(form: Form, number = 0): unknown {
  switch (form.is) {
    case 'text':
      return '';
    case 'number':
      return Math.min(number, form.max);
    case 'choice':
      return form.words[0];
    case 'list':
      return [];
    case 'fields':
      return Object.fromEntries(Object.entries(form.fields).map(([name, each]) => [name, sample(each, number)]));
    case 'bytes32':
      return secret;
    case 'id':
      return memberId(number);
    default:
      return form.is === 'yes' ? false : '';
  }
}

const elements = (item: Form, count: number) => {
  const all = Array.from({ length: count }, (_, number) => sample(item, number));
  const member = (value: unknown) => String((value as { readonly member?: string } | null)?.member);
  return JSON.stringify(item).includes('{"is":"id"}') ? all.toSorted((a, b) => (member(a) < member(b) ? -1 : 1)) : all;
};

/** A value that holds, or the code by which it does not, and what is special about it. */
type Try = readonly [value: unknown, note: string, code?: 'field' | 'too-large' | undefined];

function triesOf(form: Form): readonly Try[] {
  switch (form.is) {
    case 'text':
      return [
        // One character of two units each, where that is not too much to keep.
        [(form.max > 200 ? 'å' : '𝔸').repeat(form.max), 'the longest'],
        ['x'.repeat(form.max + 1), 'a character more', 'too-large'],
        [0, 'a number', 'field'],
      ];
    case 'number':
      return [
        [form.max, 'the greatest'],
        [form.max + 1, 'one more', 'field'],
        [-1, 'one less than none', 'field'],
      ];
    case 'choice':
      return [...form.words.map((word): Try => [word, word]), ['', 'no word', 'field']];
    case 'list':
      return [
        [elements(form.item, form.max), 'as many as may be'],
        [elements(form.item, form.max + 1), 'one more', 'field'],
      ];
    case 'fields':
      return [];
    case 'yes':
      return [
        [true, 'yes'],
        [1, 'a number', 'field'],
      ];
    case 'day':
      return [
        ['2031-12-31', 'a day'],
        ['2031-12-32', 'a day more', 'field'],
      ];
    case 'time':
      return [
        ['23:59', 'the last minute'],
        ['24:00', 'a minute more', 'field'],
      ];
    case 'id':
    case 'any-id':
      return [
        [memberId(1), 'an id'],
        ['', 'empty', form.is === 'id' ? 'field' : undefined],
        [memberId(1).slice(1), 'a character less', 'field'],
        [`${memberId(1)}A`, 'a character more', 'field'],
        [`${memberId(1).slice(0, 21)}B`, 'written otherwise', 'field'],
      ];
    case 'bytes32':
      return [
        [secret.slice(1), '31 bytes', 'field'],
        [`${secret}A`, 'a character more', 'field'],
      ];
  }
}

/** Each field with its path, and how a value of it becomes a content. */
function* fieldsOf(
  form: Form,
  path: string,
  whole: (value: unknown) => unknown,
): Generator<{
  readonly form: Form;
  readonly path: string;
  readonly whole: (value: unknown) => unknown;
}> {
  if (path !== '') yield { form, path, whole };
  if (form.is === 'list') yield* fieldsOf(form.item, `${path}[]`, (value) => whole([value]));
  if (form.is !== 'fields') return;
  const blank = sample(form) as object;
  for (const [name, each] of Object.entries(form.fields))
    yield* fieldsOf(each, path === '' ? name : `${path}.${name}`, (value) => whole({ ...blank, [name]: value }));
}

export function contentsBook(): void {
  const book = new Book();
  for (const [name, form] of Object.entries(kindForms())) {
    const kind = name.endsWith('-') ? `${name}travel` : name;
    const given = (content: unknown) => ({ kind, text: JSON.stringify({ v: 1, kind, content }) });
    for (const { form: field, path, whole } of fieldsOf(form, '', (value) => value)) {
      for (const [value, what, code] of triesOf(field)) {
        const note = `${path}: ${what}`;
        if (code === undefined) book.accept(act, given(whole(value)), note);
        else book.reject(act, code, given(whole(value)), note);
      }
      if (field.later === true) book.accept(act, given(whole(undefined)), `${path}: absent`);
    }
  }
  shapes(book);
  book.write('contents');
}

/** What holds for every kind, shown with one. */
function shapes(book: Book): void {
  const kind = 'travel';
  const blank = sample(kindForms()[kind] as Form) as object;
  const given = (change: object) => ({ kind, text: JSON.stringify({ v: 1, kind, content: { ...blank, ...change } }) });
  const good = (note: string, change: object) => book.accept(act, given(change), note);
  const bad = (note: string, change: object, code: 'field' | 'too-large' = 'field') =>
    book.reject(act, code, given(change), note);
  good('60 characters of four units each before normalization', { from: 'ᾂ'.normalize('NFD').repeat(60) });
  bad('a unit more', { from: `${'ᾂ'.normalize('NFD').repeat(60)}x` }, 'too-large');
  good('a leap day', { earliest: '2028-02-29' });
  good('a leap day of a year that 400 divides', { earliest: '2000-02-29' });
  bad('none in a year that 100 divides', { earliest: '1900-02-29' });
  bad('none in other years', { earliest: '2031-02-29' });
  good('the first day', { earliest: '0001-01-01' });
  bad('year zero', { earliest: '0000-01-01' });
  bad('month zero', { earliest: '2031-00-01' });
  bad('month thirteen', { earliest: '2031-13-01' });
  bad('day zero', { earliest: '2031-01-00' });
  good('30 days of April', { earliest: '2031-04-30' });
  bad('31 days of April', { earliest: '2031-04-31' });
  bad('a digit less', { earliest: '2031-1-01' });
  bad('a space behind', { earliest: '2031-01-01 ' });
  bad('a day that is a number', { earliest: 20310101 });
  bad('a day in a list', { earliest: ['2031-01-01'] });
  good('1.0 is 1', { bags: 1.0 });
  bad('half a bag', { bags: 0.5 });
  bad('a number as text', { bags: '1' });
  bad('a list that is an object', { never: { length: 0 } });
  bad('a list that is a text', { never: '' });
  bad('yes as text', { inPerson: 'true' });
  bad('an unknown field', { more: '' });
  bad('a field less', { note: undefined });
  const standing = (of: string, content: object, note: string) =>
    book.reject(act, 'field', { kind: of, text: JSON.stringify({ v: 1, kind: of, content }) }, note);
  const one = { member: memberId(1), state: 'new' };
  standing('state-travel', { people: [one, one] }, 'a member twice');
  const key = { kind: 'itinerary', generation: 1, tagKey: secret };
  standing('tags-travel', { keys: [key, key] }, 'a key twice');
  const raw = (note: string, text: string) => book.reject(act, 'field', { kind, text }, note);
  raw('no content but a list', JSON.stringify({ v: 1, kind, content: [] }));
  raw('no content but null', JSON.stringify({ v: 1, kind, content: null }));
  raw('no content but a text', JSON.stringify({ v: 1, kind, content: 'x' }));
  raw('null', 'null');
  raw('a number', '1');
  raw('a text', '"travel"');
  raw('version 1 as text', JSON.stringify({ v: '1', kind, content: blank }));
  raw('a kind that differs', JSON.stringify({ v: 1, kind: 'reach', content: blank }));
  const times = { kind: 'reach', ...(sample(kindForms()['reach'] as Form) as object) };
  const at = (safeFrom: unknown) => {
    const { kind: of, ...content } = { ...times, safeFrom };
    return { kind: of, text: JSON.stringify({ v: 1, kind: of, content }) };
  };
  book.accept(act, at('00:00'), 'midnight');
  for (const [note, time] of [
    ['sixty minutes', '12:60'],
    ['a digit less', '9:00'],
    ['a time that is a number', 900],
    ['a time in a list', ['09:00']],
  ] as const)
    book.reject(act, 'field', at(time), note);
}

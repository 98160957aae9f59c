/** One request as the bytes of a connection: a route of the table, written, addressed, headed and filled in an odd way. */
import { otherWritings } from '../processes/raw-http.ts';
import type { Dice } from '../storm/dice.ts';
import type { Route } from './routes.ts';

export interface Asked {
  readonly route: Route;
  /** Who asks: a name for people, a cookie for the server. */
  readonly caller: string;
  readonly bytes: string;
}

export interface Habits {
  readonly host: string;
  readonly origin: string;
  readonly contentType: string;
  /** By name; the value is the cookie, '' for nobody. */
  readonly callers: ReadonlyMap<string, string>;
  readonly body: (dice: Dice, route: Route) => string;
}

type Header = readonly [name: string, value: string];

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'BREW', 'get'];
const parts = [
  'x',
  '0'.repeat(64),
  '%00',
  '..',
  '%2e%2e',
  'a'.repeat(300),
  '-1',
  '2147483648',
  '9223372036854775808',
  '%ff',
];
const tails = [
  '',
  '',
  '',
  '/',
  '.',
  '/.',
  '/..',
  '?x=1',
  '?',
  '#',
  ';',
  '%20',
  '%00',
  '%2f',
  '%252f',
  '//',
  '/%2e%2e/',
  '\\',
  '/*',
];

function addressOf(dice: Dice, { path }: Route): string {
  const named = path.replace(/:\w+|\*/gu, () => dice.pick(parts));
  if (dice.next() < 0.7) return named;
  if (dice.next() < 0.5) return dice.pick(otherWritings(named));
  return `${dice.pick(['', '', '/', '//', '/\\', '/.', 'http://evil.example', 'https://localhost', 'x'])}${named}${dice.pick(tails)}`;
}

const extras: readonly ((dice: Dice) => readonly Header[])[] = [
  () => [['x-big', 'a'.repeat(20_000)]],
  () => Array.from({ length: 300 }, (_, i) => [`x-${i}`, '1'] as const),
  () => [['host', 'evil.example']],
  (dice) => [['accept-encoding', dice.pick(['br', 'gzip, br', '*', 'br;q=x', ',', 'identity;q=0'])]],
  (dice) => [['accept-language', dice.pick(['ar', 'sv,en', '*', ';', 'x'.repeat(2000), ','.repeat(500)])]],
  (dice) => [['range', dice.pick(['bytes=0-1', 'bytes=9-1', 'bytes=-', 'x'])]],
  (dice) => [
    ['if-none-match', dice.pick(['*', '"x"', ','])],
    ['if-modified-since', 'yesterday'],
  ],
  (dice) => [['content-encoding', dice.pick(['gzip', 'br', 'x'])]],
  (dice) => [['expect', dice.pick(['100-continue', 'coffee'])]],
  () => [
    ['upgrade', 'websocket'],
    ['connection', 'upgrade'],
  ],
  (dice) => [
    ['x-forwarded-for', dice.pick(['1.2.3.4', '::1', 'x', ','.repeat(300), '999.1.1.1'])],
    ['forwarded', 'for=x'],
  ],
  (dice) => [['x-http-method-override', dice.pick(['DELETE', 'GET'])]],
  (dice) => [['authorization', dice.pick(['Basic !!', 'Bearer x'])]],
  (dice) => [
    ['cookie', dice.pick(['dd=%;=;;', 'dd=', '__Host-dd=AAAA;BBBB', `dd=${'A'.repeat(3000)}`, '=', 'dd=a; dd=b'])],
  ],
  (dice) => [[dice.pick(['x y', 'x\u0000', 'x:', '']), 'v']],
];

function headersOf(dice: Dice, habits: Habits, cookie: string): readonly Header[] {
  const own = dice.next() < 0.85;
  const host: readonly Header[] =
    dice.next() < 0.98 ? [['host', dice.next() < 0.95 ? habits.host : dice.pick(['', 'evil.example', 'a b'])]] : [];
  const from: readonly Header[] = own
    ? [['origin', habits.origin]]
    : dice.pick<readonly Header[]>([
        [],
        [['origin', 'https://evil.example']],
        [['origin', 'null']],
        [
          ['origin', habits.origin],
          ['sec-fetch-site', 'cross-site'],
        ],
        [['sec-fetch-site', 'none']],
      ]);
  const type =
    dice.next() < 0.9
      ? habits.contentType
      : dice.pick(['text/plain', ';;;', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16']);
  const who: readonly Header[] = cookie === '' ? [] : [['cookie', cookie]];
  return [...host, ...from, ['content-type', type], ...who, ...(dice.next() < 0.2 ? dice.pick(extras)(dice) : [])];
}

export function oddRequest(dice: Dice, routes: readonly Route[], habits: Habits): Asked {
  const route = dice.pick(routes);
  const [caller, cookie] = dice.pick([...habits.callers]);
  const method = dice.next() < 0.88 ? route.method : dice.pick(methods);
  const body =
    method === 'GET' || method === 'HEAD'
      ? dice.next() < 0.95
        ? ''
        : '{}'
      : Buffer.from(habits.body(dice, route)).toString('latin1');
  const length = String(body.length);
  const framing =
    dice.next() < 0.96 ? length : dice.pick(['-1', '1e3', '0', `${length}, ${length}`, '99999999999999999999']);
  const headers = [
    ...headersOf(dice, habits, cookie),
    ['connection', 'close'] as const,
    ...(body === '' && method !== 'POST' ? [] : [['content-length', framing] as const]),
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return { route, caller, bytes: `${method} ${addressOf(dice, route)} HTTP/1.1\r\n${lines}\r\n${body}` };
}

/**
 * The chart of the public pages: islands with depth lines, drawn from a random id and never from a name or a coast. The
 * lines cost no bytes of their own: each is a wide stroke of the one path of all islands, painted from the outside in, so
 * that neighbouring lines join as depth lines do.
 */
import { utf8 } from '#protocol/core/bytes.ts';
import { sha256 } from '#protocol/crypto/sha256.ts';
import { Markup, markup } from './markup.ts';

type Dice = () => number;

/** mulberry32 over a hash of the id: enough for drawing, never for secrets. */
function diceFrom(id: string): Dice {
  const bytes = sha256(utf8(id.toWellFormed()));
  let seed = 0;
  for (const byte of bytes.slice(0, 4)) seed = Math.imul(seed, 256) + byte;
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** Returns a soft, bent, closed shape around a point. */
function island({ x, y, r }: Spot, dice: Dice): string {
  const turn = dice() * Math.PI;
  const long = 1 + dice() * 0.55;
  const waves = [2, 3, 5].map((pitch) => ({ pitch, high: (dice() * 0.42) / Math.sqrt(pitch), at: dice() * 6.3 }));
  const count = r < 16 ? 6 : r < 34 ? 9 : 13;
  const points = Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * Math.PI * 2;
    const away = r * (1 + waves.reduce((sum, { pitch, high, at }) => sum + high * Math.sin(pitch * angle + at), 0));
    const [along, across] = [Math.cos(angle) * away * long, (Math.sin(angle) * away) / long];
    return [x + along * Math.cos(turn) - across * Math.sin(turn), y + along * Math.sin(turn) + across * Math.cos(turn)];
  });
  return smooth(points as [number, number][]);
}

/**
 * Returns a path through the middles of the sides, with the corners as control points. Numbers are relative, because those
 * are short.
 */
function smooth(points: readonly [number, number][]): string {
  const middle = (i: number): [number, number] => {
    const [a, b] = [points[i % points.length], points[(i + 1) % points.length]] as [[number, number], [number, number]];
    return [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)];
  };
  let [atX, atY] = middle(0);
  let path = `M${atX} ${atY}q`;
  for (let i = 1; i <= points.length; i++) {
    const [x, y] = points[i % points.length] as [number, number];
    const [toX, toY] = middle(i);
    path += [Math.round(x) - atX, Math.round(y) - atY, toX - atX, toY - atY].map(short).join('');
    [atX, atY] = [toX, toY];
  }
  return `${path.replace('q ', 'q')}z`;
}

const short = (value: number) => (value < 0 ? String(value) : ` ${value}`);

/** Returns points that fill an area without crowding: a few large, many small, apart except where they form one island. */
function spots(dice: Dice, place: () => readonly [number, number], sizes: readonly number[]): readonly Spot[] {
  const placed: Spot[] = [];
  for (const size of sizes) {
    const r = size * (0.75 + 0.5 * dice());
    for (let attempt = 0; attempt < 30; attempt++) {
      const [x, y] = place();
      const crowded = placed.some((other) => Math.hypot(other.x - x, other.y - y) < (other.r + r) * 1.5 + 12);
      if (crowded) continue;
      placed.push({ x, y, r });
      // Land of any size is seldom one round piece.
      const angle = dice() * 6.3;
      for (const share of r > 34 ? [0.7, 0.45] : r > 20 ? [0.6] : []) {
        const away = r * (0.75 + share);
        placed.push({ x: x + Math.cos(angle) * away, y: y + Math.sin(angle + share) * away, r: r * share });
      }
      break;
    }
  }
  return placed;
}

function drawn(name: string, path: string, depths: readonly number[], box: string, id: string): Markup {
  const lines = depths
    .toReversed()
    .map(
      (depth) =>
        markup`<use href="#${id}" class="l" stroke-width="${depth * 2 + 2}"/><use href="#${id}" class="w" stroke-width="${depth * 2}"/>`,
    );
  return markup`<svg class="${name}" viewBox="${box}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><defs><path id="${id}" stroke-linejoin="round" d="${new Markup(path)}"/></defs>${lines}<use href="#${id}" class="i"/></svg>`;
}

/** The sea beside the first words of the front page, 760 × 660. The left side is open, for the words. */
export function heroArt(id: string): Markup {
  const dice = diceFrom(`hero ${id}`);
  const place = () => [70 + 690 * dice() ** 0.8, 660 * dice()] as const;
  const sizes = [
    62, 54, 44, 38, 32, 28, 26, 23, 21, 19, 17, 15, 14, 13, 12, 11, 10, 10, 9, 9, 8, 8, 7, 7, 6, 6, 5, 5, 4, 4,
  ];
  const path = spots(dice, place, sizes).map((spot) => island(spot, dice));
  return drawn('art', path.join(''), [7, 15, 24, 34], '0 0 760 660', 'a');
}

/** The round chart beside the award, 400 × 400. */
export function discArt(id: string): Markup {
  const dice = diceFrom(`disc ${id}`);
  const place = () => {
    const [angle, away] = [dice() * 6.3, 145 * Math.sqrt(dice())];
    return [200 + Math.cos(angle) * away, 200 + Math.sin(angle) * away] as const;
  };
  const path = spots(dice, place, [42, 30, 20, 15, 12, 10, 8, 7, 6]).map((spot) => island(spot, dice));
  return drawn('disc', path.join(''), [0, 6, 13, 21], '0 0 400 400', 'd');
}

/** The icon in the tab. It does not tell whose page it is. */
export function iconArt(): Markup {
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#0f4c5c"/><path d="M14 36q-2-14 12-18q18-5 25 9q5 15-10 20q-22 6-27-11z" fill="none" stroke="#8ccbd9" stroke-width="2.5"/><path d="M22 36q0-9 8-11q10-2 13 6q2 9-8 11q-11 2-13-6z" fill="none" stroke="#8ccbd9" stroke-width="2.5"/><circle cx="33" cy="33" r="4.5" fill="#f7f4ec"/></svg>
`;
}

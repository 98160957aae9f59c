// One chart: depth contours around islands, drawn from a random id. It is used as a face, as a seal, as the ground of a
// band and as the print inside a folded recovery card. It never depends on a name and never looks like a real coast.
// The same id always gives the same drawing (no clock, no randomness), so that a person learns a face by sight.

export type Colourway = 'sea' | 'lichen' | 'cloud' | 'mist';
export interface Chart {
  /** Closed areas: the land. */
  readonly land: string;
  /** Depth lines around it. */
  readonly lines: string;
  readonly colour: Colourway;
}

type Field = (x: number, y: number) => number;
type Dice = () => number;

const COLOURS: readonly Colourway[] = ['sea', 'cloud', 'lichen', 'sea', 'mist', 'cloud', 'lichen'];

/** FNV-1a into mulberry32: enough to draw with, never to be used for anything secret. */
function diceFrom(id: string | Uint8Array, salt: string): Dice {
  let seed = 0x811c9dc5;
  const mix = (n: number): void => {
    seed = Math.imul(seed ^ n, 0x01000193);
  };
  for (let i = 0; i < salt.length; i++) mix(salt.charCodeAt(i));
  for (let i = 0; i < id.length; i++) mix(typeof id === 'string' ? id.charCodeAt(i) : (id[i] ?? 0));
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Distance to the nearest of a few soft, bent islands: below zero is land. Even steps give evenly spaced lines. */
function islands(dice: Dice, count: number, width: number, height: number, size: number): Field {
  const list = Array.from({ length: count }, (_, i) => {
    const turn = dice() * Math.PI;
    const long = 1 + dice() * 0.7;
    return {
      x: width * (0.1 + 0.8 * dice()),
      y: height * (0.1 + 0.8 * dice()),
      r: size * (i === 0 ? 0.75 + 0.5 * dice() : 0.25 + 0.5 * dice()),
      cos: Math.cos(turn) * long,
      sin: Math.sin(turn) * long,
      long,
    };
  });
  const bend = { a: dice() * 6.3, b: dice() * 6.3, u: (1.2 + dice()) / size / 2, v: (1.2 + dice()) / size / 2 };
  const push = size * 0.3;
  return (px, py) => {
    const x = px + push * Math.sin(py * bend.u * 2 + bend.a);
    const y = py + push * Math.sin(px * bend.v * 2 + bend.b);
    let sum = 0;
    for (const one of list) {
      const dx = x - one.x;
      const dy = y - one.y;
      const along = (dx * one.cos + dy * one.sin) / one.long / one.long;
      const across = (dy * one.cos - dx * one.sin) / one.long;
      sum += Math.exp((one.r - Math.hypot(along, across)) / (size * 0.28));
    }
    return -Math.log(sum) * size * 0.28;
  };
}

/** Draw a sea floor without land, for grounds that carry text. */
function floor(dice: Dice, scale: number): Field {
  const waves = Array.from({ length: 7 }, (_, i) => {
    const turn = dice() * Math.PI * 2;
    const pitch = ((0.55 + i * 0.28) * (0.8 + 0.4 * dice()) * 6.3) / scale;
    return { x: Math.cos(turn) * pitch, y: Math.sin(turn) * pitch, at: dice() * 6.3, high: 1 / (1 + i * 0.45) };
  });
  return (x, y) => {
    let sum = 0;
    for (const w of waves) sum += w.high * Math.sin(x * w.x + y * w.y + w.at);
    return sum;
  };
}

/** Heights on a grid whose outermost ring lies far below and outside of the picture, so that every line closes. */
function sample(
  field: Field,
  width: number,
  height: number,
  step: number,
): { grid: Float64Array; w: number; h: number } {
  const w = Math.ceil(width / step) + 5;
  const h = Math.ceil(height / step) + 5;
  const grid = new Float64Array(w * h).fill(-1e3);
  for (let j = 1; j < h - 1; j++) {
    for (let i = 1; i < w - 1; i++) grid[j * w + i] = field((i - 2) * step, (j - 2) * step);
  }
  return { grid, w, h };
}

/** Marching squares. Each crossed edge is left by exactly one segment (high ground on its right), so loops link up. */
function contour(area: { grid: Float64Array; w: number; h: number }, level: number, step: number): string {
  const { grid, w, h } = area;
  const at = (k: number): number => (grid[k] ?? 0) - level;
  // Edge 2k runs from node k to its right neighbour, edge 2k+1 from node k down.
  const next = new Int32Array(w * h * 2).fill(-1);
  for (let j = 0; j < h - 1; j++) {
    for (let i = 0; i < w - 1; i++) {
      const k = j * w + i;
      const a = at(k);
      const b = at(k + 1);
      const c = at(k + w + 1);
      const d = at(k + w);
      const shape = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (shape === 0 || shape === 15) continue;
      const edge = [k * 2, (k + 1) * 2 + 1, (k + w) * 2, k * 2 + 1] as const;
      const joined = a + b + c + d > 0;
      for (const [from, to] of segments(shape, joined)) next[edge[from]] = edge[to];
    }
  }
  let path = '';
  for (let start = 0; start < next.length; start++) {
    if ((next[start] ?? -1) < 0) continue;
    const loop: number[] = [];
    for (let edge = start; (next[edge] ?? -1) >= 0;) {
      const k = edge >> 1;
      const other = edge & 1 ? k + w : k + 1;
      const share = Math.min(1, Math.max(0, at(k) / (at(k) - at(other))));
      loop.push(((k % w) - 2 + (edge & 1 ? 0 : share)) * step, (Math.floor(k / w) - 2 + (edge & 1 ? share : 0)) * step);
      const then = next[edge] ?? -1;
      next[edge] = -1;
      edge = then;
    }
    path += smooth(loop);
  }
  return path;
}

type Side = 0 | 1 | 2 | 3;
/** From which side (top, right, bottom, left) to which, for each of the sixteen cells. */
function segments(shape: number, joined: boolean): readonly (readonly [Side, Side])[] {
  switch (shape) {
    case 1:
      return [[0, 3]];
    case 2:
      return [[1, 0]];
    case 3:
      return [[1, 3]];
    case 4:
      return [[2, 1]];
    case 5:
      return joined
        ? [
            [0, 1],
            [2, 3],
          ]
        : [
            [0, 3],
            [2, 1],
          ];
    case 6:
      return [[2, 0]];
    case 7:
      return [[2, 3]];
    case 8:
      return [[3, 2]];
    case 9:
      return [[0, 2]];
    case 10:
      return joined
        ? [
            [1, 2],
            [3, 0],
          ]
        : [
            [1, 0],
            [3, 2],
          ];
    case 11:
      return [[1, 2]];
    case 12:
      return [[3, 1]];
    case 13:
      return [[0, 1]];
    default:
      return [[3, 0]];
  }
}

/** Return a closed path through the middles of the loop's edges: it is round and needs few points. */
function smooth(loop: readonly number[]): string {
  const n = loop.length / 2;
  if (n < 3) return '';
  const x = (i: number): number => loop[(i % n) * 2] ?? 0;
  const y = (i: number): number => loop[(i % n) * 2 + 1] ?? 0;
  const mid = (i: number): string => `${Math.round((x(i) + x(i + 1)) / 2)} ${Math.round((y(i) + y(i + 1)) / 2)}`;
  let path = `M${mid(0)}`;
  for (let i = 1; i <= n; i++) path += `Q${Math.round(x(i))} ${Math.round(y(i))} ${mid(i)}`;
  return `${path}Z`;
}

const drawn = new Map<string, Chart>();

function once(key: string, draw: () => Chart): Chart {
  const known = drawn.get(key);
  if (known !== undefined) return known;
  if (drawn.size > 600) drawn.clear();
  const chart = draw();
  drawn.set(key, chart);
  return chart;
}

const keyOf = (kind: string, id: string | Uint8Array): string => `${kind}:${typeof id === 'string' ? id : id.join()}`;

/** A round face or seal on a 200 × 200 ground. */
export function faceChart(id: string | Uint8Array): Chart {
  return once(keyOf('face', id), () => {
    const dice = diceFrom(id, 'face');
    const colour = COLOURS[Math.floor(dice() * COLOURS.length)] ?? 'sea';
    const count = 1 + Math.floor(dice() * 2.6);
    const field = islands(dice, count, 200, 200, count === 1 ? 62 : 46);
    const area = sample((x, y) => -field(x, y), 200, 200, 9);
    const gap = 15 + dice() * 5;
    let lines = '';
    for (const depth of [1, 2, 3, 4]) lines += contour(area, -depth * gap + 2, 9);
    return { land: contour(area, 0, 9), lines, colour };
  });
}

/** Quiet lines for a ground that carries text, 1200 × `height`. There is no land to hide a word. */
export function bandChart(id: string | Uint8Array, height = 160): Chart {
  return once(keyOf(`band${height}`, id), () => {
    const area = sample(floor(diceFrom(id, 'band'), 620), 1200, height, 20);
    let lines = '';
    for (const level of [-1.2, -0.75, -0.3, 0.15, 0.6, 1.05, 1.5]) lines += contour(area, level, 20);
    return { land: '', lines, colour: 'sea' };
  });
}

/** Dense print, 900 × 320, so that a folded card cannot be read against the light. */
export function tintChart(id: string | Uint8Array): Chart {
  return once(keyOf('tint', id), () => {
    const area = sample(floor(diceFrom(id, 'tint'), 330), 900, 320, 9);
    let lines = '';
    for (let level = -3; level < 3; level += 0.17) lines += contour(area, level, 9);
    return { land: '', lines, colour: 'sea' };
  });
}

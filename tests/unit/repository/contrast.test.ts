// The pairs of colours that carry words, measured as WCAG 2.2 says: 4.5 for text, 3 for edges and the focus ring.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = readFileSync(fileURLToPath(new URL('../../../client/styles/base/tokens.css', import.meta.url)), 'utf8');

function tokens(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

const blocks = css.split('}').map((text) => ({ head: text.split('{').at(-2) ?? '', text }));
const light = tokens(blocks[0]?.text ?? '');
const byMedia = tokens(blocks.find((block) => block.head.includes("not([data-theme='light'])"))?.text ?? '');
const byTheme = tokens(blocks.find((block) => block.head.includes("[data-theme='dark']"))?.text ?? '');

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: readonly [string, string][] = [
  ['ink', 'paper'],
  ['ink', 'sheet'],
  ['ink', 'sunk'],
  ['ink', 'sea-wash'],
  ['ink', 'cloud-wash'],
  ['ink', 'lichen-wash'],
  ['ink', 'rowan-wash'],
  ['ink-2', 'paper'],
  ['ink-2', 'sheet'],
  ['ink-2', 'sunk'],
  ['ink-2', 'sea-wash'],
  ['sea', 'paper'],
  ['sea', 'sheet'],
  ['sea', 'sunk'],
  ['on-sea', 'sea'],
  ['lichen-ink', 'lichen-wash'],
  ['lichen-ink', 'sunk'],
  ['cloud-ink', 'cloud-wash'],
  ['on-cloud', 'cloud'],
  ['rowan', 'paper'],
  ['rowan', 'sheet'],
  ['rowan', 'sea-wash'],
  ['rowan', 'rowan-wash'],
  ['board-ink', 'board'],
  ['board-dim', 'board'],
  ['now', 'board'],
  ['paper', 'ink'],
];
const MARKS: readonly [string, string][] = [
  ['edge', 'paper'],
  ['edge', 'sheet'],
  ['edge', 'sunk'],
  ['focus', 'paper'],
  ['focus', 'sheet'],
];

describe.each([
  ['light', light],
  ['dark', { ...light, ...byTheme }],
])('%s', (_name, theme) => {
  const measured = (pair: readonly [string, string]) => contrast(theme[pair[0]] ?? '', theme[pair[1]] ?? '');

  it.each(TEXT)('%s on %s carries words', (...pair) => {
    expect(measured(pair)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(MARKS)('%s on %s can be seen', (...pair) => {
    expect(measured(pair)).toBeGreaterThanOrEqual(3);
  });
  it('white is readable on rowan and on the stop page', () => {
    expect(contrast('#ffffff', theme['rowan-fill'] ?? '')).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#ffffff', light['stop'] ?? '#8e1b14')).toBeGreaterThanOrEqual(7);
    expect(contrast('#f7f4ec', theme['band'] ?? '')).toBeGreaterThanOrEqual(7);
  });
});

it('night looks the same by the system and by choice', () => {
  expect(Object.keys(byMedia).length).toBeGreaterThan(20);
  expect(byMedia).toEqual(byTheme);
});

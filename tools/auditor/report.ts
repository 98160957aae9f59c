/** The report: one line per check, and one line at the end that says what it comes to. */
import type { Brought, Line } from './audit.ts';

function lineText({ check, outcome, code, detail, evidence }: Line): string {
  const why = code === undefined ? detail : `${code}: ${detail}`;
  const proof = Object.entries(evidence ?? {}).map(([name, value]) => `\n          ${name} ${value}`);
  return `${outcome.padEnd(8)}  ${check.padEnd(20)}  ${why}${proof.join('')}`;
}

export function reportText(lines: readonly Line[], brought: Brought): string {
  const bad = lines.filter((line) => line.outcome !== 'ok').length;
  const own =
    brought.rootfp === undefined
      ? ['note: no --root was given, so the bundle vouches for its own root; compare it with the one in your invite']
      : [];
  const verdict = bad === 0 ? `verified: ${lines.length} checks` : `NOT VERIFIED: ${bad} of ${lines.length} checks`;
  return [...lines.map(lineText), ...own, verdict, ''].join('\n');
}

export function holds(lines: readonly Line[]): boolean {
  return lines.every((line) => line.outcome === 'ok');
}

/** docs/altered-rules.md: what the run came to, and each rule that no vector notices with the reason. */
import { reasonFor } from './reasons.ts';
import type { Fate, Judged } from './judged.ts';

const ways = { refusal: 'a refusal that does not come', bound: 'a bound moved by one', part: 'a part never asked' };

const head = `# Altered rules

\`tests/support/rules/run.ts\` alters each rule of \`protocol/\` once and asks the vectors that come by it: a refusal that does not come, a comparison whose bound is one
further or nearer, a part of a condition before a refusal that is never asked. \`protocol/wire\` has no rules of this sort and is left out. All alterations are in the text at once, each
behind a switch; one is on at a time. Without any, every vector must be right. \`npm run test:long -- long/altered\` runs it and compares this page.
\`node tests/support/rules/run.ts roster/rules\` alters the files with these words in their path, \`--write\` writes this page.

A rule counts as noticed if a vector says something else, or ends with an error that is no refusal. Tests in \`tests/unit\` and \`tests/integration\` are not asked: many rules
below have a test there, but a second implementation reads the vectors alone. The reasons are headings; those that the run does not show by itself were found by reading.
`;

/** Cells of a table: a bar would end one. */
const cell = (text: string) => `\`${text.replaceAll('|', '\\|').replaceAll('`', "'").slice(0, 160)}\``;

/** The whole page. Rules are named by file and text, so that a line more above one changes nothing. */
export function pageOf(all: readonly Judged[]): string {
  const count = (fate: Fate) => all.filter((each) => each.fate === fate).length;
  const silent = all.filter(({ fate }) => fate === 'survived' || fate === 'unmet');
  const counts = `| rules altered | noticed by another answer | by an error | by no vector that comes by | met by no vector |
| --- | --- | --- | --- | --- |
| ${all.length} | ${count('refused')} | ${count('broke')} | ${count('survived')} | ${count('unmet')} |
`;
  const byReason = new Map<string, Judged[]>();
  for (const rule of silent) byReason.set(reasonFor(rule), [...(byReason.get(reasonFor(rule)) ?? []), rule]);
  const parts = [...byReason].map(([why, rules]) => {
    const rows = rules.map(
      ({ file, way, text }) => `| \`${file.replace('protocol/', '')}\` | ${ways[way]} | ${cell(text)} |`,
    );
    return `## ${why} (${rules.length})\n\n| file | altered | rule |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [head, counts, ...parts].join('\n');
}

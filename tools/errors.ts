/**
 * Writes docs/errors.md: one row per code of the closed lists, with the sentence that a person reads. Run by hand after a
 * change; a test compares.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { protocolCodes } from '../protocol/core/errors.ts';
import { clientCodes, serverCodes } from '../protocol/wire/codes.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

function words(): ReadonlyMap<string, string> {
  const messages = read('client/words/en.ftl').matchAll(/^error-([\w-]+) = (.+(?:\n {4}.+)*)$/gmu);
  const found = new Map(
    [...messages].map(([, name, text]) => [name as string, (text as string).replace(/\s+/gu, ' ')]),
  );
  // One sentence may be another: { error-malformed }.
  const spoken = (text: string): string =>
    text.replace(/\{ error-([\w-]+) \}/gu, (_, name: string) => spoken(found.get(name) ?? ''));
  return new Map([...found].map(([name, text]) => [name, spoken(text)]));
}

/** In which top-level folders each code is raised. A code that nobody raises is a promise without a check. */
function raisedIn(): (code: string) => string {
  const files = globSync('{protocol,domain,server,witness,client}/**/*.{ts,tsx}', { cwd: root }).toSorted();
  const texts = files
    .filter((file) => !/errors\.ts$|codes\.ts$|words\//u.test(file) || file === 'server/errors.ts')
    .map((file) => [file, read(file)] as const);
  return (code) => {
    const found = texts.filter(([, text]) => text.includes(`'${code}'`)).map(([file]) => file.split('/')[0] as string);
    return [...new Set(found)].join(', ') || 'nowhere yet';
  };
}

export function errorCatalogue(): string {
  const [sentences, where] = [words(), raisedIn()];
  const rows = (codes: readonly string[]) =>
    codes
      .map((code) => {
        const [says, next] = [sentences.get(code) ?? '', sentences.get(`${code}-next`) ?? ''];
        return `| \`${code}\` | ${where(code)} | ${says} | ${next} |`;
      })
      .join('\n');
  const head = '| code | raised in | a person reads | and may do |\n| --- | --- | --- | --- |';
  return `# Error codes

Every refusal has one code from a closed list and fails closed. The sentence is chosen by the code in the client; what a
refusal keeps as evidence are public objects, never contents. Made by \`tools/errors.ts\` from the lists in \`protocol/\`
and the English words.

## The protocol refuses (${protocolCodes.length})

${head}
${rows(protocolCodes)}

## The portal refuses (${serverCodes.length})

${head}
${rows(serverCodes)}

## The client cannot (${clientCodes.length})

${head}
${rows(clientCodes)}
`;
}

if (import.meta.main) writeFileSync(new URL('docs/errors.md', root), errorCatalogue());

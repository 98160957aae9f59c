/** Alters each rule of protocol/ once and asks the vectors that come by it (child.ts), in one process at a time. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { alteredProtocol, root, type Alteration } from './alterations.ts';
import type { Begun, Verdict } from './child.ts';
import type { Fate, Judged } from './judged.ts';
import { pageOf } from './page.ts';

/** An alteration that gives no answer by then goes on for ever. */
const answerMs = 30_000;

class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    this.#process = spawn(execPath, [join(import.meta.dirname, 'child.ts')]);
    this.#process.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** The next line, or undefined where the process ended or says nothing. */
  async next(withinMs: number): Promise<unknown> {
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), withinMs);
    const { value, done } = await this.#lines.next();
    clearTimeout(timer);
    return done === true ? undefined : (JSON.parse(value) as unknown);
  }

  ask(alteration: number): void {
    this.#process.stdin.write(`${alteration}\n`);
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }
}

async function begin(): Promise<readonly [Child, Begun]> {
  const child = new Child();
  const begun = (await child.next(10 * answerMs)) as Begun | undefined;
  if (begun === undefined) throw new Error('the vectors were not asked');
  if (begun.wrong.length > 0) throw new Error(`wrong without an alteration: ${begun.wrong.join(', ')}`);
  return [child, begun];
}

function judged(rule: Alteration, verdict: Verdict | undefined): Judged {
  if (verdict === undefined) return { ...rule, fate: 'broke', asked: 1, by: 'no end' };
  const { asked, killed } = verdict;
  if (killed === null) return { ...rule, fate: asked === 0 ? 'unmet' : 'survived', asked, by: '' };
  return { ...rule, fate: killed.said.startsWith('fault: ') ? 'broke' : 'refused', asked, by: killed.vector };
}

/** What became of each rule of a file whose path contains one of the words; of each rule, if there are none. */
export async function alterEach(words: readonly string[] = []): Promise<readonly Judged[]> {
  const { alterations } = alteredProtocol();
  const found: Judged[] = [];
  let [child, begun] = await begin();
  if (begun.alterations !== alterations.length) throw new Error('the sources changed');
  for (const [number, rule] of alterations.entries()) {
    if (words.length > 0 && !words.some((word) => rule.file.includes(word))) continue;
    child.ask(number);
    const verdict = (await child.next(answerMs)) as Verdict | undefined;
    found.push(judged(rule, verdict));
    if (verdict !== undefined) continue;
    child.end();
    [child, begun] = await begin();
  }
  child.end();
  return found;
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  const all = await alterEach(words.filter((word) => word !== '--write'));
  const count = (fate: Fate) => all.filter((each) => each.fate === fate).length;
  console.log(
    `${all.length} rules altered: ${count('refused')} noticed, ${count('broke')} by an error, ${count('survived')} not noticed, ${count('unmet')} not met`,
  );
  for (const { file, line, way, text, fate, asked } of all)
    if (fate === 'survived' || fate === 'unmet') console.log(`${fate} ${file}:${line} ${way} (${asked}): ${text}`);
  if (words.includes('--write')) writeFileSync(`${root}docs/altered-rules.md`, pageOf(all));
}

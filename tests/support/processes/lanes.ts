/**
 * A process of its own that sends one body again and again over some connections at once, until it is ended. Each answer is a
 * line: when, in ms since 1970, and status.
 */
import { readFileSync } from 'node:fs';

const [url = '', cookie = '', file = '', lanes = ''] = process.argv.slice(2);
const body = readFileSync(file, 'utf8');
const headers = { 'content-type': 'application/json', origin: new URL(url).origin, cookie };

async function lane(): Promise<never> {
  for (;;) {
    const status = await fetch(url, { method: 'POST', headers, body }).then(
      async (answer) => (await answer.text(), answer.status),
      () => 0,
    );
    process.stdout.write(`${Date.now()} ${status}\n`);
    // What is refused at once would otherwise fill this process.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
await Promise.all(Array.from({ length: Number(lanes) }, lane));

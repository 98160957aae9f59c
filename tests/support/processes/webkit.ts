// WebKitGTK by WebDriver, on a screen that nobody sees. Where it cannot be had, the story that needs it shouts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.ts';
import { Program } from '../../../tools/program.ts';
import { provide } from './packages.ts';
import type { Remote } from './remote.ts';

const READY_WITHIN_MS = 20_000;
const ANSWER_WITHIN_MS = 20_000;

/** One command of the WebDriver protocol. */
async function command(method: string, url: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    // A picture now and then never comes; what follows does.
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } } : {}),
  });
  const { value } = (await answer.json()) as { value: unknown };
  if (answer.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}

async function openSession(driver: string, browser: string): Promise<string> {
  const options = { binary: browser, args: ['--automation'] };
  const asked = { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } };
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      const { sessionId } = (await command('POST', `${driver}/session`, asked)) as { sessionId: string };
      return `${driver}/session/${sessionId}`;
    } catch (error) {
      // The driver says nothing when it listens.
      if (!(error instanceof TypeError) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const inPage = `const done = arguments[0]; (async () => JSON.stringify(await (EXPRESSION)))()
  .then((value) => done({ value }), (error) => done({ error: String(error) }));`;

export async function launchWebKit(size = { width: 1280, height: 900 }): Promise<Remote> {
  const [driverPath = '', screenPath = '', browserPath = ''] = provide('webkit');
  const home = mkdtempSync(join(tmpdir(), 'dd-wk-'));
  const undo: (() => Promise<void> | void)[] = [() => rmSync(home, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const look = `${size.width}x${size.height}x24`;
    const args = ['-displayfd', '1', '-screen', '0', look, '-nolisten', 'tcp'];
    const screen = new Program(screenPath, args, { env: {} });
    undo.push(() => screen.stop());
    const display = `:${await screen.ready(/^(\d+)\n/mu)}`;
    const port = await freePorts();
    const env = {
      HOME: home,
      DISPLAY: display,
      LANG: 'en_GB.UTF-8',
      GDK_BACKEND: 'x11',
      // There is neither a graphics card nor a session bus.
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    };
    const driver = new Program(driverPath, [`--port=${port}`], { env });
    undo.push(() => driver.stop());
    const session = await openSession(`http://127.0.0.1:${port}`, browserPath);
    undo.push(async () => void (await command('DELETE', session).catch(() => undefined)));
    await command('POST', `${session}/window/rect`, { x: 0, y: 0, ...size });
    return {
      name: 'WebKitGTK',
      go: async (url) => void (await command('POST', `${session}/url`, { url })),
      evaluate: async (expression) => {
        // A function as replacement: an expression may hold "$&".
        const script = inPage.replace('EXPRESSION', () => expression);
        const asked = { script, args: [] };
        const { value, error } = (await command('POST', `${session}/execute/async`, asked)) as Record<string, string>;
        if (error !== undefined) throw new Error(error);
        return value === undefined ? undefined : (JSON.parse(value) as unknown);
      },
      picture: async () => Buffer.from((await command('GET', `${session}/screenshot`)) as string, 'base64'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

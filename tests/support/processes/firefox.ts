// Firefox by WebDriver BiDi, without a driver in between. Where it cannot be had, the story that needs it shouts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../../../tools/program.ts';
import { provide } from './packages.ts';
import type { Remote } from './remote.ts';

/** Nothing is asked of the network, and nothing opens by itself. */
const PREFERENCES = {
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-GB, en',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.server': 'data:,',
};

type Ask = (method: string, params: object) => Promise<Record<string, unknown>>;

/** Commands go out by number, answers come back by it; events are let go. */
async function connect(address: string): Promise<{ ask: Ask; hangUp: () => void }> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`${address} does not answer`)), { once: true });
  });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  socket.addEventListener('message', ({ data }) => {
    const { id, type, result, error, message } = JSON.parse(String(data)) as Record<string, unknown>;
    const waiter = waiting.get(id as number);
    waiting.delete(id as number);
    if (type === 'success') waiter?.resolve(result as Record<string, unknown>);
    else waiter?.reject(new Error(`${String(error)}: ${String(message)}`));
  });
  socket.addEventListener('close', () => {
    for (const waiter of waiting.values()) waiter.reject(new Error('Firefox hung up'));
  });
  let last = 0;
  const ask: Ask = (method, params) => {
    last += 1;
    const waiter = Promise.withResolvers<Record<string, unknown>>();
    waiting.set(last, waiter);
    socket.send(JSON.stringify({ id: last, method, params }));
    return waiter.promise;
  };
  return { ask, hangUp: () => socket.close() };
}

async function openWindow(ask: Ask, size: { width: number; height: number }): Promise<string> {
  await ask('session.new', { capabilities: {} });
  const { contexts } = await ask('browsingContext.getTree', {});
  const [{ context }] = contexts as [{ context: string }];
  await ask('browsingContext.setViewport', { context, viewport: size });
  return context;
}

async function evaluate(ask: Ask, context: string, expression: string): Promise<unknown> {
  const asked = {
    expression: `(async () => JSON.stringify(await (${expression})))()`,
    target: { context },
    awaitPromise: true,
  };
  const { type, result, exceptionDetails } = await ask('script.evaluate', asked);
  if (type !== 'success') throw new Error((exceptionDetails as { text: string }).text);
  const { value } = result as { value?: string };
  return value === undefined ? undefined : (JSON.parse(value) as unknown);
}

export async function launchFirefox(size = { width: 1280, height: 900 }): Promise<Remote> {
  const [path = ''] = provide('firefox');
  const profile = mkdtempSync(join(tmpdir(), 'dd-ff-'));
  const lines = Object.entries(PREFERENCES).map(
    (pair) => `user_pref(${pair.map((one) => JSON.stringify(one)).join()});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const undo: (() => Promise<void> | void)[] = [() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile];
    const firefox = new Program(path, args, { env: { HOME: profile, LANG: 'en_GB.UTF-8' } });
    undo.push(() => firefox.stop());
    const address = await firefox.ready(/WebDriver BiDi listening on (ws:\S+)/u);
    const { ask, hangUp } = await connect(`${address}/session`);
    undo.push(hangUp);
    const context = await openWindow(ask, size);
    return {
      name: 'Firefox',
      go: async (url) => void (await ask('browsingContext.navigate', { context, url, wait: 'complete' })),
      evaluate: (expression) => evaluate(ask, context, expression),
      picture: async () => {
        const { data } = await ask('browsingContext.captureScreenshot', { context });
        return Buffer.from(data as string, 'base64');
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

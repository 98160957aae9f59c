/**
 * Plugs software keys into a browser context. Pages of that context, in any tab, then find them behind
 * navigator.credentials; secrets stay on this side, in the process that drives the browser.
 *
 * Playwright adds the script and the binding through the debugging protocol, so neither a strict Content-Security-Policy
 * nor Trusted Types blocks it, and the page's own policy stays as strict as it is for people. The script reaches
 * documents that are opened afterwards: plug in first, then navigate.
 */
import type { BrowserContext, Frame } from 'playwright-core';
import { failure } from './answer.ts';
import type { SoftwareKey } from './key.ts';
import { credentialsContainer, installInPage, type Answer, type Question } from './page.ts';
import { openSocket, type Plugged } from './socket.ts';

export type PlugOptions = {
  /** How long a request waits for a key when none is plugged in, at most; requests of tests ask for minutes. */
  readonly longestWait?: number;
};

const BINDING = 'softwareKeyAnswers';

/** Of several keys the first one answers, until `use` names another. One call per context. */
export async function plugIn(
  context: BrowserContext,
  keys: SoftwareKey | readonly SoftwareKey[],
  options: PlugOptions = {},
): Promise<Plugged> {
  const socket = openSocket('options' in keys ? keys : keys[0], options.longestWait);
  await context.exposeBinding(BINDING, async ({ frame }, question: Question): Promise<Answer> => {
    const origin = new URL(frame.url()).origin;
    // A frame of another origin would need a permission that the portal never gives.
    if (origin !== originOfTop(frame)) {
      return failure(new DOMException('publickey-credentials is not delegated to this frame', 'NotAllowedError'));
    }
    return socket.answer(question, origin);
  });
  await context.addInitScript({
    content: `(${String(installInPage)})(${JSON.stringify(BINDING)}, ${String(credentialsContainer)});`,
  });
  return socket;
}

const originOfTop = (frame: Frame): string => new URL(frame.page().mainFrame().url()).origin;

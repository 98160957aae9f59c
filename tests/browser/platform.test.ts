// The browser that the stories need: it opens, and it offers what the portal needs of a browser.
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePorts } from '../support/processes/ports.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import type { Browser } from 'playwright-core';

let browser: Browser;
const server = createServer((_, response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>'),
);

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

it('is a secure context on localhost, with passkeys, Trusted Types and WebAssembly', async () => {
  const port = await freePorts();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  const offers = await page.evaluate(() => ({
    secure: isSecureContext,
    passkeys: 'PublicKeyCredential' in window,
    trustedTypes: 'trustedTypes' in window,
    wasm: 'WebAssembly' in window,
  }));
  expect(offers).toEqual({ secure: true, passkeys: true, trustedTypes: true, wasm: true });
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHttpError } from '../../../server/errors.ts';
import { findClient, servePages } from '../../../server/pages.ts';
import { rawRequest, sendRaw } from '../../support/processes/raw-http.ts';

let folder: string;
let app: FastifyInstance;

function makeBuild(name: string, text: string, at: number): void {
  const home = join(folder, 'client', name);
  mkdirSync(join(home, 'assets'), { recursive: true });
  for (const language of ['en', 'ar']) {
    const page = language === 'en' ? text : `${language}:${text}`;
    writeFileSync(join(home, `index.${language}.html`), page);
    writeFileSync(join(home, `index.${language}.html.br`), brotliCompressSync(page));
  }
  writeFileSync(join(home, 'release.txt'), `${name}\n`);
  for (const file of ['main-1.js', 'vault-2.js']) writeFileSync(join(home, 'assets', file), `// ${file}`);
  writeFileSync(join(home, 'assets', 'main-1.js.br'), brotliCompressSync('// main-1.js'));
  utimesSync(home, at, at);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dd-pages-'));
  makeBuild('aaaa', 'old', 1000);
  makeBuild('bbbb', '<p>page</p>', 2000);
  makeBuild('cccc.making-7', 'half', 3000);
  app = fastify();
  app.setErrorHandler(async (error, _request, reply) => reply.code(toHttpError(error).status).send(toHttpError(error)));
  await servePages(app, findClient(join(folder, 'client')));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('the built client', () => {
  it('is the newest whole build', () => {
    expect(findClient(join(folder, 'client'))?.release).toBe('bbbb');
    expect(findClient(join(folder, 'nowhere'))).toBeUndefined();
  });

  it('answers one page at every address of it, under a policy without exceptions', async () => {
    for (const url of ['/', '/login', '/desk/travel?x=1']) {
      const response = await app.inject({ url });
      expect(response.payload).toBe('<p>page</p>');
      const policy = String(response.headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        'trusted-types dd',
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe|\*|https?:/u);
    }
  });

  it('sends the page compressed where the browser takes it', async () => {
    const response = await app.inject({ url: '/login', headers: { 'accept-encoding': 'gzip, br' } });
    expect(response.headers['content-encoding']).toBe('br');
    expect(response.headers['vary']).toBe('accept-encoding, accept-language');
    expect(brotliDecompressSync(response.rawPayload).toString()).toBe('<p>page</p>');
    const plain = await app.inject({ url: '/login', headers: { 'accept-encoding': 'gzip' } });
    expect([plain.headers['content-encoding'], plain.payload]).toEqual([undefined, '<p>page</p>']);
  });

  it.each([
    [undefined, '<p>page</p>'],
    ['ar', 'ar:<p>page</p>'],
    ['ar-EG,ar;q=0.9,en;q=0.8', 'ar:<p>page</p>'],
    ['fr, AR;q=0.5', 'ar:<p>page</p>'],
    ['en-GB,ar;q=0.9', '<p>page</p>'],
    ['fr-FR,fr;q=0.9', '<p>page</p>'],
    ['../bbbb/index', '<p>page</p>'],
  ])('to a browser that reads %s answers in the first language that there is', async (wanted, page) => {
    const headers = wanted === undefined ? {} : { 'accept-language': wanted };
    const plain = await app.inject({ url: '/', headers });
    expect(plain.payload).toBe(page);
    const packed = await app.inject({ url: '/', headers: { ...headers, 'accept-encoding': 'br' } });
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(page);
  });

  it('leaves other addresses alone', async () => {
    for (const url of ['/api/x', '/log/x', '/assets/nothing.js', '/.well-known/webauthn', '/assets/../release.txt'])
      expect((await app.inject({ url })).statusCode, url).not.toBe(500);
    for (const url of ['/api/x', '/%61pi/x', '/api', '/log/x', '/.well-known/webauthn', '/assets/nothing.js'])
      expect((await app.inject({ url })).statusCode, url).toBe(404);
  });

  it('answers the page at an address that is no URL', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const to = { port: (app.server.address() as AddressInfo).port, host: '127.0.0.1' };
    for (const target of ['//', '/\\', '//x', '/%5c', '///api'])
      expect((await sendRaw(to, rawRequest('GET', target, [['host', 'x']]))).status, target).toBe(200);
  });

  it('serves files for ever, compressed where the browser takes it; WebAssembly is for the vault alone', async () => {
    const main = await app.inject({ url: '/assets/main-1.js', headers: { 'accept-encoding': 'br' } });
    expect(main.headers['content-encoding']).toBe('br');
    expect(main.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(main.headers['content-security-policy']).not.toContain('wasm');
    const vault = await app.inject({ url: '/assets/vault-2.js' });
    const policy = String(vault.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toContain('connect-src');
  });
});

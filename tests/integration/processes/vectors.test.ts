/** `npm run vectors`, from a stand-in for the files' public homes: what comes is checked before it is kept. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetchVectors } from '../../../tools/vectors/fetch.ts';
import { sources, vectorFile, vectorsMissing } from '../../../tools/vectors/list.ts';
import { webauthnVectors } from '../../../tools/vectors/webauthn.ts';

const pathOf = (url: string) => new URL(url).pathname;
let folder: string;
let server: Server;
let mirror: string;
/** What the stand-in answers, by path. */
const answers = new Map<string, Buffer>();

beforeEach(async ({ skip }) => {
  if (sources.some(({ path }) => vectorFile(path) === undefined)) skip(vectorsMissing);
  folder = mkdtempSync(join(tmpdir(), 'dd-vec-'));
  answers.clear();
  for (const { url, path, taken } of sources)
    if (taken === undefined) answers.set(pathOf(url), readFileSync(vectorFile(path) as string));
  server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const [first, second] = sources as readonly [(typeof sources)[number], (typeof sources)[number]];
const standalone = sources.filter(({ taken }) => taken === undefined);
const fetchAll = (from = sources) => fetchVectors(folder, mirror, () => undefined, from);

it('keeps each file as it was published', async () => {
  await fetchAll(standalone);
  for (const { path } of standalone)
    expect(readFileSync(join(folder, path)).equals(readFileSync(vectorFile(path) as string)), path).toBe(true);
});

it('refuses a file with another hash, and keeps nothing of it', async () => {
  answers.set(pathOf(second.url), Buffer.from('{"numberOfTests":0}'));
  await expect(fetchAll()).rejects.toThrow(/has the hash [0-9a-f]{64}, expected .+: it was not kept/u);
  expect(existsSync(join(folder, first.path))).toBe(true);
  expect(existsSync(join(folder, second.path))).toBe(false);
});

it('says which address does not answer', async () => {
  answers.delete(pathOf(first.url));
  await expect(fetchAll()).rejects.toThrow(`${mirror}${pathOf(first.url)} answers 404`);
  server.close();
  server.closeAllConnections();
  await expect(fetchAll()).rejects.toThrow(`${mirror}${pathOf(first.url)} does not answer`);
});

it('takes the WebAuthn vectors out of the text of the specification', () => {
  const text = `## Before ## {#before}
# Test Vectors # {#sctn-test-vectors}
## A credential ## {#sctn-test-vectors-one}
[=registration ceremony|Registration=]:
<xmp class="example" highlight="cddl">
challenge = h'00c3'   ; Derived
extraData_random = h'06' = b64'Bg'
</xmp>
<xmp class="example" highlight="js">
name = h'ff'
</xmp>
#### An extension #### {#two}
    <xmp class="example" highlight="cddl">
    salt1 = h'52'
    </xmp>
`;
  expect((JSON.parse(webauthnVectors(text)) as { vectors: unknown }).vectors).toEqual([
    {
      title: 'A credential',
      section: 'sctn-test-vectors-one',
      blocks: [{ ceremony: 'registration', values: { challenge: '00c3', extraData_random: '06' } }],
    },
    { title: 'An extension', section: 'two', blocks: [{ ceremony: null, values: { salt1: '52' } }] },
  ]);
});

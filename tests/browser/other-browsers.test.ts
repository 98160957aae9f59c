/**
 * The built client in the engine of Safari and in Firefox: everybody signs in, each screen comes, each script of the
 * build is fetched. What people do on the screens is told with Chromium; here it is whether they come at all.
 */
import { appendFileSync, cpSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LOCALE_NAMES } from '../../client/words/words.ts';
import { fillEvent, type Filled } from '../../tools/demo/fill.ts';
import { word } from '../../tools/demo/words.ts';
import { launchFirefox } from '../support/processes/firefox.ts';
import { whyMissing } from '../support/processes/packages.ts';
import { builtClient, startServers, type TestEnv } from '../support/processes/servers.ts';
import { run, type Remote } from '../support/processes/remote.ts';
import { launchWebKit } from '../support/processes/webkit.ts';
import { RemoteVisitor } from '../support/browser/remote-visitor.ts';

let testEnv: TestEnv;
let filled: Filled;

beforeAll(async () => {
  testEnv = await startServers({ client: true });
  filled = await fillEvent(testEnv.place, testEnv.foundingLink, () => undefined);
});
afterAll(() => testEnv?.stop());

const app = readFileSync(resolve(import.meta.dirname, '../../client/app.tsx'), 'utf8');
const insideAt = app.indexOf('function Inside');
const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/<Route path="([^"]+)"/gu)].map(([, path = '']) => path);
const outside = pathsIn(app.slice(0, insideAt));
const inside = pathsIn(app.slice(insideAt));

/** Whose screen it is, in the demo's event. */
function ownerOf(path: string): string {
  if (path.startsWith('/desk')) return 'tove';
  if (path.startsWith('/programme-team')) return 'elin';
  if (path === '/requests') return 'vera';
  return /^\/(members|approvals|ledger|messages\/(tell|announce|groups))$/u.test(path) ? 'ingrid' : 'amira';
}
const screensOf = (handle: string): readonly string[] =>
  inside
    .filter((path) => ownerOf(path) === handle)
    .map((path) => path.replace(':desk', 'travel').replace(':kind', 'travel'));

/** The built client, but for a statement at the end of the scripts of this name that come after the first page. */
async function alteredClient(chunk: string): Promise<string> {
  const built = await builtClient();
  const copy = join(testEnv.dataDir, chunk, basename(built));
  cpSync(built, copy, { recursive: true });
  const page = readFileSync(join(copy, 'index.en.html'), 'utf8').replace(/<script type="importmap">.*/u, '');
  for (const file of globSync(`assets/${chunk}-*.js`, { cwd: copy }).filter((one) => !page.includes(one))) {
    appendFileSync(join(copy, file), '\nglobalThis.altered = true;');
    writeFileSync(join(copy, `${file}.br`), brotliCompressSync(readFileSync(join(copy, file))));
  }
  return copy;
}

const browsers = [
  ['WebKitGTK', 'webkit', launchWebKit],
  ['Firefox', 'firefox', launchFirefox],
] as const;

for (const [name, program, launch] of browsers)
  describe(name, () => {
    const missing = whyMissing(program);
    if (missing === undefined) story(name, launch);
    else it('opens every screen', ({ skip }) => skip(missing));
  });

function story(name: string, launch: () => Promise<Remote>): void {
  let remote: Remote;
  let visitor: RemoteVisitor;
  const scripts = new Set<string>();

  beforeAll(async () => {
    remote = await launch();
  });
  afterAll(() => remote?.close());

  beforeEach(({ onTestFailed, onTestFinished, task }) => {
    onTestFinished(async () => {
      await visitor.look();
      for (const path of visitor.scripts) scripts.add(path);
    });
    onTestFailed(() => visitor.picture(`test-results/${name}/${task.name.replaceAll(/\W+/gu, '-')}.png`));
  });

  const as = (handle?: string): RemoteVisitor =>
    (visitor = new RemoteVisitor(remote, testEnv.origin, handle === undefined ? undefined : filled.keys[handle]));

  /** Each of these comes, and says something other than that it did not come. */
  async function seeEach(paths: readonly string[]): Promise<void> {
    const missing: string[] = [];
    for (const path of paths) {
      const title = await visitor.visit(path);
      if (title === word('page-missing')) missing.push(path);
    }
    expect(missing).toEqual([]);
    expect((await visitor.look()).complaints).toEqual([]);
  }

  it('shows what is there without an account', async () => {
    as();
    await visitor.arrive();
    await visitor.see('signin-title', {}, 'heading');
    await seeEach(outside);
    await visitor.visit('/');
    await visitor.pressText(LOCALE_NAMES.ar);
    await visitor.seeText(word('signin-title', {}, 'ar'), 'heading');
    expect(await visitor.visit('/help')).toBe(word('help-now', {}, 'ar'));
  });

  it('lets a participant in by one touch, to each of her screens, and her card is sent', async () => {
    as('amira');
    await visitor.signIn();
    expect(visitor.key.touches).toBe(1);
    await seeEach([...screensOf('amira'), '/file/reach']);
    await visitor.visit('/file/card');
    await visitor.fill('field-alias', 'Kingfisher');
    await visitor.press('lock-and-send');
    await visitor.see('edit-card-sent');
    expect((await visitor.look()).complaints).toEqual([]);
  });

  it('lets the travel team open its queue', async () => {
    as('tove');
    await visitor.signIn();
    await seeEach(screensOf('tove'));
    await visitor.fill('person-open-why', 'booking');
    await visitor.press('open-queue');
    await visitor.seeText('Kingfisher');
    expect(visitor.key.touches).toBe(2);
  });

  it.each(['elin', 'vera'])('shows %s the screens of her team', async (handle) => {
    as(handle);
    await visitor.signIn();
    await seeEach(screensOf(handle));
  });

  it('shows an officer hers, and the ledger has its lines', async () => {
    as('ingrid');
    await visitor.signIn();
    await seeEach(['/messages', ...screensOf('ingrid')]);
    await visitor.visit('/ledger');
    await visitor.press('ledger-read');
    await visitor.see('reason-booking');
    await visitor.visit('/members');
    await visitor.press('members-invite');
    await visitor.press('invite-many');
    await visitor.fill('invite-list-paste', 'name,note,role,teams\nHeron,,participant,');
    await visitor.see('invite-make-many', { count: 1 }, 'button');
  });

  it.each(['newcomers', 'shared', 'en'])('runs nothing of a script that somebody altered: %s', async (chunk) => {
    const other = await startServers({ client: await alteredClient(chunk) });
    try {
      visitor = new RemoteVisitor(remote, other.origin);
      await visitor.arrive();
      expect(await visitor.visit('/help')).toBe(word('help-now'));
      // Quiet is not enough here: the page before stays until the script was refused.
      await visitor.visit('/try');
      await visitor.see('page-missing', {}, 'heading');
      expect(await run(remote, () => 'altered' in globalThis)).toBe(false);
    } finally {
      await other.stop();
    }
  });

  it('has fetched every script of the build', async () => {
    const built = readdirSync(join(await builtClient(), 'assets')).filter((file) => file.endsWith('.js'));
    expect(built.filter((file) => !scripts.has(`/assets/${file}`))).toEqual([]);
  });
}

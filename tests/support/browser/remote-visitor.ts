/** One person at a browser that is not Chromium: her key at hand, and what she presses found by the words on it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Args } from '../../../client/words/words.ts';
import type { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { credentialsContainer, installInPage, type Answer } from '../../../tools/authenticator/page.ts';
import { openSocket } from '../../../tools/authenticator/socket.ts';
import { word } from '../../../tools/demo/words.ts';
import { run, type Remote } from '../processes/remote.ts';
import { describePage, fill, glance, openDoor, press, still, walk, type Kind } from './remote-page.ts';

const STEP_WITHIN_MS = 30_000;
const GLANCE_EVERY_MS = 100;

export class RemoteVisitor {
  readonly remote: Remote;
  readonly key: ReturnType<typeof openSocket>;
  /** Every script that her pages fetched. */
  readonly scripts = new Set<string>();
  readonly #origin: string;

  constructor(remote: Remote, origin: string, key?: SoftwareKey) {
    [this.remote, this.#origin, this.key] = [remote, origin, openSocket(key)];
  }

  /** Loads an address, which locks whatever was open. */
  async arrive(path = '/'): Promise<void> {
    await this.remote.go(new URL(path, this.#origin).href);
    await this.remote.evaluate(`(${String(openDoor)})(${String(installInPage)}, ${String(credentialsContainer)})`);
  }

  /** Goes to a page of the app, and answers its title once it is there. */
  async visit(path: string): Promise<string> {
    await run(this.remote, walk, path);
    return this.settle();
  }

  async settle(): Promise<string> {
    let before: string | undefined;
    await this.#until('a title, and quiet', async () => {
      const { asked, title, words } = await run(this.remote, still);
      const there = title !== '' && words === before;
      before = words;
      return { asked, there };
    });
    return (await this.look()).title;
  }

  see = (id: string, args: Args = {}, kind: Kind = 'text'): Promise<void> => this.seeText(word(id, args), kind);

  seeText = (name: string, kind: Kind = 'text'): Promise<void> =>
    this.#until(`${kind} "${name}"`, () => run(this.remote, glance, kind, name));

  press = (id: string, args: Args = {}, kind: Kind = 'button'): Promise<void> => this.pressText(word(id, args), kind);

  pressText = (name: string, kind: Kind = 'button'): Promise<void> =>
    this.#until(`${kind} "${name}" to press`, () => run(this.remote, press, kind, name));

  async fill(id: string, value: string): Promise<void> {
    const name = word(id);
    await this.seeText(name, 'field');
    await run(this.remote, fill, name, value);
  }

  /** From the address to what she sees first. */
  async signIn(): Promise<string> {
    await this.arrive();
    // A page that was drawn before the key was plugged in is drawn again.
    await this.visit('/help');
    await this.visit('/');
    await this.press('signin-open');
    await this.#until('being in', async () => {
      const { asked, there } = await run(this.remote, glance, 'heading' as Kind, word('signin-title'));
      return { asked, there: !there };
    });
    return this.settle();
  }

  async look() {
    const page = await run(this.remote, describePage);
    for (const path of page.scripts) this.scripts.add(path);
    return page;
  }

  async picture(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await this.remote.picture());
  }

  /** Waits, and meanwhile answers what the page asks of the key. */
  async #until(what: string, ask: () => Promise<ReturnType<typeof glance>>): Promise<void> {
    const late = Date.now() + STEP_WITHIN_MS;
    for (;;) {
      const { asked, there } = await ask();
      for (const { number, question } of asked) {
        const answer = await this.key.answer(question, this.#origin);
        await run(this.remote, (n: number, one: Answer) => globalThis.client?.give(n, one), number, answer);
      }
      if (there) return;
      if (Date.now() > late) {
        const { path, words, complaints } = await this.look();
        throw new Error(`no ${what} on ${path}: ${complaints.join('; ')}\n${words}`);
      }
      await new Promise((resolve) => setTimeout(resolve, GLANCE_EVERY_MS));
    }
  }
}

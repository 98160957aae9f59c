/** One person at one computer: a browser context of her own, her keys at hand, and the buttons found by their words. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { plugIn } from '../../../tools/authenticator/plug-into-browser.ts';
import type { Plugged } from '../../../tools/authenticator/socket.ts';
import { word } from '../../../tools/demo/words.ts';
import type { Args } from '../../../client/words/words.ts';

const STEP_WITHIN_MS = 30_000;

/**
 * The page's pauses between two looks at the portal pass this many times faster, so that no story waits for a rhythm.
 * Only these: shorter pauses and the time until an open page locks itself stay as they are.
 */
const PAUSES = { from: 3_500, to: 75_000, hurry: 20 };

/** Runs in the page, before its own scripts. */
function hurryPauses({ from, to, hurry }: typeof PAUSES): void {
  const real = globalThis.setTimeout as (act: TimerHandler, ms?: number, ...given: unknown[]) => number;
  const hurried = (act: TimerHandler, ms = 0, ...given: unknown[]) =>
    real(act, ms >= from && ms <= to ? ms / hurry : ms, ...given);
  Object.assign(globalThis, { setTimeout: hurried });
}

export class Visitor {
  readonly page: Page;
  readonly plugged: Plugged;
  readonly keys: readonly SoftwareKey[];
  /** What the browser complained about: errors of scripts, refusals by the page's own policy. */
  readonly complaints: string[] = [];
  /** The recovery card, as she wrote it down. */
  card: readonly string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page, plugged: Plugged, keys: readonly SoftwareKey[]) {
    [this.#context, this.page, this.plugged, this.keys] = [context, page, plugged, keys];
    page.setDefaultTimeout(STEP_WITHIN_MS);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // Chromium reports every answer from 400 up as an error; refusals have their own assertions.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text());
    });
  }

  static async enter(
    browser: Browser,
    keys: readonly SoftwareKey[] = [new SoftwareKey(), new SoftwareKey()],
    viewport = { width: 1280, height: 900 },
    { hurried = true } = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB', viewport });
    if (hurried) await context.addInitScript(hurryPauses, PAUSES);
    const plugged = await plugIn(context, keys);
    return new Visitor(context, await context.newPage(), plugged, keys);
  }

  leave = (): Promise<void> => this.#context.close();

  // ------------------------------------------------------------------------------------------------- what she sees

  button = (id: string, args?: Args, within: Page | Locator = this.page): Locator =>
    within.getByRole('button', { name: word(id, args), exact: true });

  heading = (id: string, args?: Args): Locator => this.page.getByRole('heading', { name: word(id, args), exact: true });

  link = (id: string, args?: Args): Locator =>
    this.page.getByRole('link', { name: word(id, args), exact: true }).filter({ visible: true });

  text = (id: string, args?: Args): Locator => this.page.getByText(word(id, args), { exact: false }).first();

  /** An answer that may be left empty says so behind its label. */
  field = (id: string, args?: Args, within: Page | Locator = this.page): Locator => {
    const label = word(id, args).replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    return within.getByLabel(new RegExp(`^${label}( \\(|$)`, 'u'));
  };

  group = (id: string, within: Page | Locator = this.page): Locator =>
    within.getByRole('group', { name: word(id), exact: true });

  /** The eight digits on this screen. */
  async digits(): Promise<string> {
    const shown = this.page.getByRole('img', { name: new RegExp(`^${word('setup-compare-say')}: `, 'u') });
    return ((await shown.getAttribute('aria-label')) ?? '').replaceAll(/[^0-9]/gu, '');
  }

  // ------------------------------------------------------------------------------------------------- what she does

  press = (id: string, args?: Args, within?: Page | Locator): Promise<void> => this.button(id, args, within).click();

  follow = (id: string, args?: Args): Promise<void> => this.link(id, args).first().click();

  see = (id: string, args?: Args): Promise<void> => this.text(id, args).waitFor();

  arrive = (id: string, args?: Args): Promise<void> => this.heading(id, args).waitFor();

  fill = (id: string, text: string, within?: Page | Locator): Promise<void> => this.field(id, {}, within).fill(text);

  /** YYYY-MM-DD, as day, month by name, year. */
  async fillDay(id: string, day: string, within?: Page | Locator): Promise<void> {
    const [y = '', m = '', d = ''] = day.split('-');
    const group = this.group(id, within);
    await group.getByRole('textbox', { name: word('date-day'), exact: true }).fill(String(Number(d)));
    await group.locator('select').selectOption(String(Number(m)));
    await group.getByRole('textbox', { name: word('date-year'), exact: true }).fill(y);
  }

  /** How many touches an act took, and with which salt the last one was. */
  async touchesOf(act: () => Promise<unknown>): Promise<{ touches: number; salts: (string | undefined)[] }> {
    const before = this.plugged.touches;
    const seen = this.plugged.ceremonies.length;
    await act();
    const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : Buffer.from(bytes).toString());
    return {
      touches: this.plugged.touches - before,
      salts: this.plugged.ceremonies
        .slice(seen)
        .flatMap(({ salts }) => [text(salts?.first), ...(salts?.second === undefined ? [] : [text(salts.second)])]),
    };
  }

  /** Both keys, one after the other. */
  async setUpKeys(): Promise<void> {
    const [first, second] = this.keys as [SoftwareKey, SoftwareKey];
    this.plugged.use(first);
    await this.press('setup-key-first');
    await this.text('setup-key-nth', { number: 1, way: 'hardware' }).waitFor();
    this.plugged.use(second);
    await this.press('setup-key-second');
    await this.text('setup-key-nth', { number: 2, way: 'hardware' }).waitFor();
    await this.press('go-on');
  }

  /** Writes the digits down, and types them back. */
  async writeCard(): Promise<void> {
    await this.arrive('setup-card-title');
    const rows = this.page
      .getByRole('region', { name: word('recovery-card') })
      .locator('ol.codes')
      .getByRole('listitem');
    this.card = (await rows.allTextContents()).map((row) => row.replaceAll(/[^0-9]/gu, ''));
    await this.press('setup-card-done');
    await this.typeCard();
    await this.press('setup-card-compare');
  }

  async typeCard(): Promise<void> {
    for (const [at, row] of ['A', 'B', 'C', 'D'].entries())
      await this.field('card-row', { row }).fill(this.card[at] ?? '');
  }

  async signIn(key = this.keys[0] as SoftwareKey): Promise<{ touches: number; salts: (string | undefined)[] }> {
    this.plugged.use(key);
    return this.touchesOf(async () => {
      await this.press('signin-open');
      await this.heading('signin-title').waitFor({ state: 'detached' });
    });
  }
}

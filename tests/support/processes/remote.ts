// A browser that is not Chromium, as far as stories need one. What is done in a page is done by functions that are run
// there, so that two ways of driving a browser (WebDriver, WebDriver BiDi) tell one story.

export interface Remote {
  readonly name: string;
  /** Loads an address; resolves once the page has loaded. */
  go(url: string): Promise<void>;
  /** The value of an expression in the page, awaited, through JSON. The page's own policies do not bind it. */
  evaluate(expression: string): Promise<unknown>;
  /** A picture of what the window shows, as PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Runs a function in the page. It must use nothing from outside itself but its arguments and what a page has. */
export async function run<A extends readonly unknown[], R>(
  remote: Pick<Remote, 'evaluate'>,
  act: (...given: A) => R,
  ...given: A
): Promise<Awaited<R>> {
  const list = given.map((one) => JSON.stringify(one) ?? 'undefined').join(', ');
  return (await remote.evaluate(`(${String(act)})(${list})`)) as Awaited<R>;
}

/** Lists come in pages. All of them are read: what is behind a page is not cut off. */
import { refuse } from '#protocol/core/errors.ts';

interface Page {
  readonly upTo: number;
  readonly end: boolean;
}

/** All pages until the one that says that it is the last. Refuses one that neither goes on nor ends. */
export async function readToEnd<T extends Page>(ask: (after: number) => Promise<T>): Promise<readonly T[]> {
  const pages: T[] = [];
  for (let after = 0; ;) {
    const page = await ask(after);
    pages.push(page);
    if (page.end) return pages;
    if (page.upTo <= after) refuse('malformed', `a page after ${after} that goes on to ${page.upTo}`);
    after = page.upTo;
  }
}

interface Placed {
  readonly leaf: number;
}

/** Lists about the log, in its order. Up to `size`: what stands behind the head waits for the next one. */
export async function readPages<T extends Placed>(
  size: number,
  most: number,
  ask: (from: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let from = 0; from < size;) {
    const page = await ask(from);
    all.push(...page);
    if (page.length < most) break;
    const last = Math.max(...page.map(({ leaf }) => leaf));
    if (last < from) refuse('leaf-missing', `a page from ${from} that ends at ${last}`);
    from = last + 1;
  }
  return all.filter(({ leaf }) => leaf < size);
}

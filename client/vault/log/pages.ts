/** Lists about the log come in pages, in the order of the log. All of them are read: what is behind a page is not cut off. */
import { refuse } from '#protocol/core/errors.ts';

interface Placed {
  readonly leaf: number;
}

/** Up to `size`: what stands behind the head waits for the next one. */
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

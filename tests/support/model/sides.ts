/** Portal and witness in one process, each with a clock of its own that may be wrong. The witness's journal is not wanted. */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Side = 'portal' | 'witness';

const side = new AsyncLocalStorage<Side>();
const aheadMs: Record<Side, number> = { portal: 0, witness: 0 };
const trueNow = Date.now.bind(Date);

/** From here on this process's clock is that of the side that reads it. Returns how to end that. */
export function takeClocks(): () => void {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  Date.now = () => trueNow() + aheadMs[side.getStore() ?? 'portal'];
  stdout.write = ((...given: Parameters<typeof write>) =>
    String(given[0]).startsWith('{"route":') ? true : write(...given)) as typeof stdout.write;
  return () => {
    Date.now = trueNow;
    stdout.write = write;
  };
}

export const setClock = (of: Side, ahead: number): void => void (aheadMs[of] = ahead);
export const clockOf = (of: Side): number => aheadMs[of];

/** Whatever this does, and begins, is the witness's. */
export const asWitness = <T>(work: () => T): T => side.run('witness', work);

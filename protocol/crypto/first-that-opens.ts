/** Several keys, one of which opens: a person's present one, and those of before a recovery. */
import { ProtocolError } from '../core/errors.ts';

/** What the first key gives that is not refused; the last one's refusal where all are. */
export function firstThatOpens<K, T>(keys: readonly K[], open: (key: K) => T): T {
  let failed: unknown;
  for (const key of keys) {
    try {
      return open(key);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      failed = error;
    }
  }
  throw failed;
}

/** Opening with several keys, one of which fits: a person's present key, and those from before a recovery. */
import { ProtocolError } from '../core/errors.ts';

/** Returns what the first key gives that is not refused. Where all are refused, throws the last refusal. */
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

import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { act, Bytes, Exact, Fixed, Index, List } from './shapes.ts';

export const openings = {
  /**
   * One touch for a batch (§7). The portal checks, reads, appends one entry for each item last, commits, has the checkpoint
   * cosigned and the batch released. Only then does anything leave. `assertion` is dd1/assertion.
   */
  'openings/ask': act(
    'staff',
    Exact({
      bodies: List(Bytes(limits.wrapBytes), limits.batchItems),
      ephemeralKey: Fixed(1216),
      assertion: Bytes(4096),
      items: List(Exact({ bodySalt: Fixed(32), viewSalt: Fixed(32), tag: Fixed(16) }), limits.batchItems),
    }),
    Exact({
      items: List(
        Exact({ leaf: Index, content: Type.Union([Bytes(limits.paddedBytes + 64), Type.Null()]) }),
        limits.batchItems,
      ),
      /** dd1/wrap to the ephemeral key. */
      box: Bytes(limits.bodyBytes),
      /** The cosigned checkpoint that covers every entry of the batch. */
      note: Type.String({ maxLength: 8192 }),
    }),
  ),
};

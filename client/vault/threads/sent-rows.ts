/** Where this visit saw messages of her own in the stream, and the lane with which she can take each back. */
import type { MessageId } from '#protocol/core/ids.ts';
import type { Lane, OwnLane } from '#protocol/threads/lane.ts';

interface SentRow {
  readonly lane: OwnLane;
  readonly sequence: number;
}

const isOwn = (lane: Lane): lane is OwnLane => 'seed' in lane;

export class SentRows {
  readonly #rows = new Map<MessageId, SentRow[]>();

  /** Lanes of other people have no seed: nothing can be taken back with them. */
  note(id: MessageId, lane: Lane, sequence: number): void {
    if (!isOwn(lane)) return;
    const others = this.of(id).filter((row) => row.sequence !== sequence);
    this.#rows.set(id, [...others, { lane, sequence }]);
  }

  /** Return one row, or two if it was sent again after a recovery. */
  of(id: MessageId): readonly SentRow[] {
    return this.#rows.get(id) ?? [];
  }
}

/** All that the public site asks of the database, as dd_public, whose rights end with these four questions. */
import type pg from 'pg';
import type { RequestKind } from '#protocol/publication/request-form.ts';
import { snapshot, type PublicFile } from '#protocol/publication/publication.ts';

export interface Published {
  readonly seq: number;
  readonly digest: Uint8Array;
  readonly rootfp: Uint8Array;
  readonly files: readonly PublicFile[];
  /** Undefined: no requests can be sealed. */
  readonly seatKey: Uint8Array | undefined;
  readonly places: Readonly<Record<RequestKind, number>>;
}

type Put = 'taken' | 'full' | 'closed';

export interface Store {
  isAlive(): Promise<boolean>;
  /** The newest publication, if it is newer than `seq`. */
  newerThan(seq: number): Promise<Published | undefined>;
  put(kind: RequestKind, publication: Uint8Array, sealed: Uint8Array): Promise<Put>;
  /** Takes one from a bucket that fills again; false if it is empty. */
  take(bucket: Uint8Array, most: number, perSecond: number): Promise<boolean>;
}

interface Row {
  seq: number;
  digest: Buffer;
  rootfp: Buffer;
  snapshot: Buffer;
  seat_key: Buffer | null;
  seats: number;
  press_places: number;
}

export function openStore(pool: pg.Pool): Store {
  const yes = async (text: string, values: readonly unknown[]) => {
    const { rows } = await pool.query<{ yes: boolean }>(text, [...values]);
    return rows[0]?.yes === true;
  };
  return {
    isAlive: () => yes('select true as yes', []).catch(() => false),
    newerThan: async (seq) => {
      const { rows } = await pool.query<Row>(
        `select seq, digest, rootfp, snapshot, seat_key, seats, press_places from publication
         where seq > $1 order by seq desc limit 1`,
        [seq],
      );
      const row = rows[0];
      if (row === undefined) return undefined;
      return {
        seq: row.seq,
        digest: row.digest,
        rootfp: row.rootfp,
        files: snapshot.parse(new Uint8Array(row.snapshot)).files,
        seatKey: row.seat_key ?? undefined,
        places: { seat: row.seats, press: row.press_places },
      };
    },
    put: async (kind, publication, sealed) => {
      const { rows } = await pool.query<{ put: Put }>('select public_request_put($1, $2, $3) as put', [
        kind,
        Buffer.from(publication),
        Buffer.from(sealed),
      ]);
      return rows[0]?.put ?? 'closed';
    },
    take: (bucket, most, perSecond) =>
      yes('select public_throttle_take($1, $2, $3) as yes', [Buffer.from(bucket), most, perSecond]),
  };
}

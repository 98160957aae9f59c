/** The pool, and the types of each table. The migrations explain every column. */
import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  replaceWithNoncontingentExpression,
  type Generated,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { askingPool, databaseLimits } from './timed-pool.ts';

type Bytes = Uint8Array;

interface PublicCredential {
  id: Bytes;
  public_key: Bytes;
  aaguid: Bytes;
  backup_eligible: boolean;
  transports: string[];
  counter: number;
  added_at: number;
  member: string;
}

interface Publication {
  seq: number;
  digest: Bytes;
  rootfp: Bytes;
  publication: Bytes;
  snapshot: Bytes;
  leaf: number;
  commitment: Bytes;
  seat_key: Bytes | null;
  seat_epoch: number;
  seats: number;
  press_places: number;
  keep_until: Date;
  published_at: Generated<Date>;
}

export interface Tables {
  log_head: { size: number; root: Bytes };
  log_entry: { idx: number; leaf: Bytes; leaf_hash: Bytes };
  writer: { generation: number };
  checkpoint: { size: number; root: Bytes; note: string };
  member: {
    member: string;
    user_handle: Bytes;
    seal_key: Bytes;
    open_key: Bytes | null;
    portal_tag_key: Bytes;
    epoch: Generated<number>;
  };
  credential: PublicCredential & { used_at: number | null };
  slot: { member: string; purpose: string; holder: Bytes; bytes: Bytes };
  card: {
    id: Bytes;
    member: string;
    login_key: Bytes;
    made_at: number;
    used_at: number | null;
    login_day: Generated<number>;
    logins: Generated<number>;
  };
  session: {
    id_hash: Bytes;
    member: string;
    way: 'key' | 'card';
    holder: Bytes;
    epoch: number;
    created: number;
    seen: number;
  };
  challenge: { id: string; purpose: string; nonce: Bytes; holder: string | null; expires: number };
  throttle: { what: string; bucket: Bytes; since: number; count: number };
  pending_credential: PublicCredential & { ground: string; holder: string; root: Bytes };
  founding: {
    singleton: Generated<boolean>;
    user_handle: Bytes;
    draft: Bytes | null;
    draft_id: Bytes | null;
    genesis: Bytes | null;
    r: Bytes | null;
  };
  founding_invite: {
    invite: string;
    member: string;
    redeem_hash: Bytes;
    user_handle: Bytes;
    join_bytes: Bytes | null;
    genesis_mac: Bytes | null;
    hold_mac: Bytes | null;
  };
  founding_signature: {
    member: string;
    signature: Bytes;
    seal_key: Bytes;
    open_key: Bytes;
    slots: Bytes[];
    card_id: Bytes;
    card_key: Bytes;
  };
  verdict: { leaf: number; line: Bytes; signature: Bytes };
  effect: {
    leaf: number;
    public_key: Bytes | null;
    members: string[];
    wraps: Bytes[];
    seal_key: Bytes | null;
    slots: Bytes[];
    card_id: Bytes | null;
    card_key: Bytes | null;
  };
  roster_entry: { leaf: number; bytes: Bytes; commitment: Generated<Bytes> };
  proposal: {
    id: string;
    maker: string | null;
    expires: number;
    bytes: Bytes;
    public_key: Bytes | null;
    members: string[];
    wraps: Bytes[];
  };
  desk_key: { desk: string; epoch: number; public_key: Bytes };
  desk_seed: { desk: string; epoch: number; member: string; wrap: Bytes; code: Bytes | null };
  month_key: { month: string; public_key: Bytes };
  month_seed: { month: string; member: string; wrap: Bytes };
  invite: {
    invite: string;
    inviter: string;
    redeem_hash: Bytes;
    box: Bytes;
    copy: Bytes;
    expires: number;
    user_handle: Bytes;
    join_bytes: Bytes | null;
    pending: Bytes | null;
    member: string | null;
    slots: Bytes[] | null;
    card_id: Bytes | null;
    card_key: Bytes | null;
    reveal_r: Bytes | null;
    reveal_signature: Bytes | null;
    endorser: string | null;
    compared: string | null;
    endorsement: Bytes | null;
    spent: Generated<boolean>;
  };
  record: {
    record: string;
    revision: number;
    kind: string;
    owner: string | null;
    desk: string | null;
    about: string | null;
    author: string;
    gated: boolean;
    readers: string[];
    digest: Bytes;
    bytes: Bytes;
    content: Bytes;
    leaf: number;
    commitment: Bytes;
  };
  desk_wrap: { digest: Bytes; desk: string; epoch: number; signer: string; bytes: Bytes };
  retired: {
    leaf: number;
    record: string;
    lowest_live: number;
    signer: string;
    bytes: Bytes;
    commitment: Bytes;
    receipt: Bytes | null;
    signature: Bytes | null;
  };
  outcome: { leaf: number; word: string; signed: Bytes; code: Bytes | null };
  log_sealed: { leaf: number; month: string | null; body: Bytes | null; owner: string | null; view: Bytes | null };
  notice: { leaf: number; member: string; bytes: Bytes };
  members_seed: { epoch: number; member: string; wrap: Bytes; code: Bytes | null };
  publication: Publication;
  /** Those of `publication` that their entries in the log prove. */
  published: Publication;
  seat_row: { session: string; free: number };
  seat_token: { session: string; token: Bytes };
  bundles: { member: string; generation: number; signed: Bytes; leaf: number; commitment: Bytes };
  period_key: { member: string; period: number; seal_key: Bytes; dh_key: Bytes };
  period_secret: { member: string; period: number; sealed: Bytes; share: Bytes };
  chunk: {
    member: string;
    chunk: string;
    kind: 'state' | 'desk' | 'short';
    day: number;
    version: number;
    sealed: Bytes;
    share: Bytes;
  };
  stream: { singleton: Generated<boolean>; newest: number };
  parcel: { sequence: number; tag: Bytes; body: Bytes; day: number };
  blob: { blob: string; at: number; count: number; day: number; piece: Bytes };
  quota: {
    member: string;
    day: number;
    parcels: number;
    bytes: number;
    revisions: number;
    statements: number;
    openings: number;
    written: number;
  };
  looked: { member: string; day: number };
  public_request: {
    id: number;
    kind: 'seat' | 'press';
    publication: Bytes;
    epoch: number;
    sealed: Bytes;
    at: Date;
    until: Date;
  };
}

export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;

const fromPgHex = (text: string) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'));

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a count beyond 2^53');
  return value;
}

// bigint and bytea become what protocol/ uses: numbers below 2^53 and plain byte arrays.
const int8 = 20;
const bytea = 17;
const byteaArray = 1001;
// pg's own list of types has no names for arrays, although pg parses them.
const splitArray = pg.types.getTypeParser(byteaArray as never, 'text') as (text: string) => Buffer[];
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [int8]: count,
  [bytea]: fromPgHex,
  [byteaArray]: (text) => splitArray(text).map((item) => Uint8Array.from(item)),
};

/** Opens a pool of `size` connections. The log's queue writes through one of them. */
export function openDatabase(url: string, size = 10, limits = databaseLimits): Database {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      parsers[oid] ?? (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown),
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types: types as pg.CustomTypesConfig,
    connectionTimeoutMillis: limits.connectMs,
    options:
      '-c synchronous_commit=on -c idle_in_transaction_session_timeout=5s' +
      ` -c lock_timeout=${limits.lockMs}ms -c statement_timeout=${limits.statementMs}ms`,
    application_name: 'portal',
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // A connection that breaks between two statements of a transaction reports it at the next statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: askingPool(pool, limits.answerMs) }),
    // Nothing is in an empty list. As SQL it would be an error.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}

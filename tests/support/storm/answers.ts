/** Every answer that a client was given to something it wrote, and what must be in the database because of it. */
import type pg from 'pg';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { leafTypes, type LeafType } from '#protocol/log/leaf.ts';
import { headerCodec } from '#protocol/records/header.ts';
import { leafTypeOf } from '#protocol/records/place.ts';
import { bodyCodec, sealedRecord } from '#protocol/records/record.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import type { ActName, Body, Reply } from '#protocol/wire/wire.ts';
import type { Call } from '../../../client/vault/session/ports.ts';
import { withClient } from '../../../tools/postgres-roles.ts';

interface Answer {
  readonly who: string;
  readonly name: ActName;
  readonly body: unknown;
  readonly reply: unknown;
}

/** A query that finds a row, and what must hold of it. */
interface Expected {
  readonly what: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly holds?: (row: Readonly<Record<string, unknown>>) => boolean;
}

const bytes = (text: string) => Buffer.from(fromBase64url(text));

/** The leaf at its place, under the tag that the client made. */
const leafUnder = (type: LeafType, leaf: number, tag: string): Expected => ({
  what: `leaf ${leaf}`,
  text: 'select 1 from log_entry where idx = $1 and get_byte(leaf, 0) = $2 and substring(leaf from 18 for 16) = $3',
  values: [leaf, leafTypes.indexOf(type) + 1, bytes(tag)],
});

const kindOf = (record: string) =>
  headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(record)).body).header).kind;

const closedAt = (leaf: number, tag: string, retire: string): readonly Expected[] => [
  leafUnder('retire', leaf, tag),
  {
    what: `retire at ${leaf}`,
    text: 'select 1 from retired where leaf = $1 and bytes = $2',
    values: [leaf, bytes(retire)],
  },
];

const inForce = (entry: string): Expected => ({
  what: 'entry in force',
  text: 'select line from roster_entry join verdict using (leaf) where bytes = $1',
  values: [bytes(entry)],
  holds: ({ line }) => verdictCodec.parse(line as Uint8Array).code === '',
});

type Rows = { readonly [N in ActName]?: (body: Body<N>, reply: Reply<N>) => readonly Expected[] };

const rows: Rows = {
  'records/put': ({ items, retires = [] }, { leaves }) => [
    ...items.flatMap(({ tag, record }, i) => [
      leafUnder(leafTypeOf(kindOf(record)), leaves[i] ?? -1, tag),
      {
        what: `record at ${leaves[i]}`,
        text: 'select 1 from record where leaf = $1 and bytes = $2',
        values: [leaves[i], bytes(record)],
      },
    ]),
    ...retires.flatMap(({ tag, retire }, i) => closedAt((leaves.at(-1) ?? -1) + 1 + i, tag, retire)),
  ],
  'records/retire': ({ items }, { receipts }) =>
    items.flatMap(({ tag, retire }, i) => closedAt(receipts[i]?.leaf ?? -1, tag, retire)),
  'openings/ask': ({ items: asked }, { items }) =>
    asked.flatMap(({ tag }, i) => {
      const { leaf, content } = items[i] ?? { leaf: -1, content: null };
      const text = "select 1 from outcome where leaf = $1 and (word = 'released') = $2";
      const what = `outcome of ${leaf}: ${content === null ? 'closed' : 'released'}`;
      return [leafUnder('opening', leaf, tag), { what, text, values: [leaf, content !== null] }];
    }),
  'roster/propose': ({ entry }, { state }) => (state === 'applied' ? [inForce(entry)] : []),
  'roster/rekey': ({ entry }) => [inForce(entry)],
  'invites/mint': ({ invites }) =>
    invites.map(({ invite }) => ({
      what: 'invite',
      text: 'select 1 from invite where invite = $1',
      values: [invite],
    })),
  'threads/publish': (_body, { leaf }) => [
    { what: `bundles at ${leaf}`, text: 'select 1 from log_entry where idx = $1', values: [leaf] },
  ],
  'threads/post': ({ parcels }) =>
    parcels.map(({ tag, body }) => ({
      what: 'parcel',
      text: 'select 1 from parcel where tag = $1 and body = $2',
      values: [bytes(tag), bytes(body)],
    })),
  'threads/keep': ({ chunk }, { version }) => [
    { what: 'chunk', text: 'select 1 from chunk where chunk = $1 and version >= $2', values: [chunk, version] },
  ],
};

async function isThere(client: pg.Client, { text, values, holds }: Expected): Promise<boolean> {
  const found = (await client.query(text, [...values])).rows as Readonly<Record<string, unknown>>[];
  return found.some((row) => holds?.(row) ?? true);
}

export class Answers {
  readonly #given: Answer[] = [];

  /** The same calls; each answer to an act that writes is kept. */
  through(who: string, call: Call): Call {
    return async <N extends ActName>(name: N, body: Body<N>): Promise<Reply<N>> => {
      const reply = await call(name, body);
      if (rows[name] !== undefined) this.#given.push({ who, name, body, reply });
      return reply;
    };
  }

  count(name: ActName, who: string): number {
    return this.#given.filter((one) => one.name === name && one.who === who).length;
  }

  byName(): Readonly<Record<string, number>> {
    const groups = Map.groupBy(this.#given, ({ name }) => name);
    return Object.fromEntries([...groups].map(([name, of]) => [name, of.length]));
  }

  get total(): number {
    return this.#given.length;
  }

  /** What was answered and is not there. */
  lost(ownerUrl: string): Promise<readonly string[]> {
    return withClient(ownerUrl, async (client) => {
      const lost: string[] = [];
      for (const { who, name, body, reply } of this.#given) {
        const expected = (rows[name] as (sent: unknown, got: unknown) => readonly Expected[])(body, reply);
        for (const one of expected)
          if (!(await isThere(client, one)))
            lost.push(`${who} was answered ${name}, and this is not there: ${one.what}`);
      }
      return lost;
    });
  }
}

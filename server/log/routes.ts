import { concat, toBase64url } from '#protocol/core/bytes.ts';
import type { log } from '#protocol/wire/log.ts';
import type { Acts } from '../acts.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { bodiesFrom, noticesAbout, outcomesFrom, readLeaves, viewsOf } from './store.ts';

const sealedOf = (bytes: Uint8Array | null) => toBase64url(bytes ?? new Uint8Array(0));

export function logActs(portal: Portal): Acts<keyof typeof log> {
  const { db, heads, outcomes, publisher } = portal;
  return {
    'log/head': async ({ nonce }) => (await heads.ask(nonce)).signed,
    'log/seen': async (signed) => {
      await publisher.seen(signed);
      return {};
    },
    'log/leaves': async ({ from, count }) => ({ leaves: toBase64url(concat(...(await readLeaves(db, from, count)))) }),
    // Before the first cosignature there is nothing to show.
    'log/checkpoint': async () => ({ note: publisher.checkpoint?.note ?? deny('witness-away') }),
    'log/bodies': async ({ from }) => {
      await outcomes.fillSoon();
      const rows = await bodiesFrom(db, from);
      return { bodies: rows.map((row) => ({ leaf: row.leaf, month: row.month ?? '', wrap: sealedOf(row.body) })) };
    },
    'log/views': async ({ from }, { session }) => {
      await outcomes.fillSoon();
      const rows = await viewsOf(db, session.member, from);
      return { views: rows.map((row) => ({ leaf: row.leaf, wrap: sealedOf(row.view) })) };
    },
    'log/notices': async ({ from }, { session }) => ({
      notices: (await noticesAbout(db, session.role === 'officer' ? undefined : session.member, from)).map((row) => ({
        leaf: row.leaf,
        member: row.member,
        notice: toBase64url(row.bytes),
      })),
    }),
    'log/outcomes': async ({ from }) => {
      await outcomes.fillSoon();
      const rows = await outcomesFrom(db, from);
      return { outcomes: rows.map((row) => ({ leaf: row.leaf, signed: toBase64url(row.signed) })) };
    },
  };
}

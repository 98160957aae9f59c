/** Lines about openings as somebody who writes into the portal's database plants them, and readers who may believe them. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { assertion as assertionCodec, type Assertion } from '#protocol/crypto/assertion.ts';
import { signKeyPair, key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { fromBase64url } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { bodyDigest, encodeLeaf } from '#protocol/log/leaf.ts';
import { logBody, logBodyContext, logView, logViewContext, type LogBody } from '#protocol/openings/log-lines.ts';
import { viewCodec, viewOf } from '#protocol/openings/opening.ts';
import { signOutcome, type SignedOutcome } from '#protocol/openings/outcome.ts';
import { openingCodec } from '#protocol/openings/opening.ts';
import { currentMonth } from '#protocol/roster/roster-state.ts';
import { readFileSync } from 'node:fs';
import type * as AuditModule from '../../../tools/auditor/audit.ts';
import type * as BundleModule from '../../../tools/auditor/bundle.ts';
import { askWitness } from './doors.ts';
import { travel, type SmallEvent } from './event.ts';
import { randomness } from './insider.ts';
import type { Batch } from './opening.ts';
import type { Tapped } from './wiretap.ts';

/** What a body would hold if the witness had released it: the attacker fills in what he has. */
export interface Forged {
  readonly batch: Batch;
  readonly at: number;
  readonly touch: Assertion;
  readonly outcome: SignedOutcome;
  readonly owner: MemberId;
}

export function outcomeBy(
  pair: KeyPair,
  batch: Batch,
  leaf: number,
  changes: { word?: 'released' } = {},
): SignedOutcome {
  const { rootfp, genesis } = batch.roster;
  const bytes = encodeLeaf((batch.items[0] as Batch['items'][number]).leaf);
  const outcome = { rootfp, origin: genesis.log.origin, leaf, bytes, word: 'released' as const, code: '', ...changes };
  return signOutcome(outcome, pair.secretKey);
}

/** The witness's own cosigning key. The operator of that machine has it. */
export function stolenWitnessKey(event: SmallEvent): KeyPair {
  const line = readFileSync(join(event.testEnv.witnessDir, 'key'), 'utf8').split('\n')[0] ?? '';
  return signKeyPair(key32(fromBase64url(line.split(' ')[1] ?? '')));
}

export async function plant(event: SmallEvent, forged: Forged): Promise<void> {
  const { batch, at, touch, outcome } = forged;
  const [item] = batch.items;
  if (item === undefined) throw new Error('nothing to plant');
  const view = viewCodec.encode(viewOf(openingCodec.parse(item.bytes), item.share.verified.header));
  const common = { leaf: at, viewSalt: item.salts.view, view, outcome };
  const hashes = batch.items.map((each) => each.hash);
  const body = {
    ...common,
    bodySalt: item.salts.body,
    body: item.bytes,
    assertion: assertionCodec.encode(touch),
    batch: hashes,
  };
  await plantBody(event, batch.roster.rootfp, body, currentMonth(batch.roster)?.month ?? '');
  const [owner] = await event.sql<{ seal_key: Buffer }>('select seal_key from member where member = $1', [
    forged.owner,
  ]);
  const plain = logView.encode({ ...common, bodyDigest: bodyDigest(item.salts.body, item.bytes) });
  const context = logViewContext(batch.roster.rootfp, at);
  const sealed = wrapCodec.encode(wrap(new Uint8Array(owner?.seal_key ?? []), plain, context, randomness(64)));
  await event.sql('update log_sealed set owner = $2, view = $3 where leaf = $1', [
    at,
    forged.owner,
    Buffer.from(sealed),
  ]);
}

export async function plantBody(event: SmallEvent, rootfp: Uint8Array, body: LogBody, month: string): Promise<void> {
  const [key] = await event.sql<{ public_key: Buffer }>('select public_key from month_key where month = $1', [month]);
  const context = logBodyContext(rootfp, body.leaf);
  const sealed = wrapCodec.encode(
    wrap(new Uint8Array(key?.public_key ?? []), logBody.encode(body), context, randomness(64)),
  );
  await event.sql(
    `insert into log_sealed (leaf, month, body) values ($1, $2, $3)
     on conflict (leaf) do update set month = excluded.month, body = excluded.body`,
    [body.leaf, month, Buffer.from(sealed)],
  );
}

/** Any act of the portal's own takes along what is in its log: this resolves once the witness has cosigned so much. */
export async function publish(event: SmallEvent, person: Tapped, size: number): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    await person.vault.saveCase(travel, event.member('amira'), { tasks: [] });
    if (((await askWitness(event.testEnv, 'GET', '/state')).json.size as number) >= size) return;
  }
  throw new Error('never published');
}

type Auditor = Pick<typeof AuditModule, 'audit'> & Pick<typeof BundleModule, 'parseBundle'>;

/** The offline auditor of a copy of this checkout. */
export function auditorIn(folder: string): Auditor {
  const load = createRequire(join(folder, 'package.json'));
  return {
    ...(load('./tools/auditor/audit.ts') as Pick<typeof AuditModule, 'audit'>),
    ...(load('./tools/auditor/bundle.ts') as Pick<typeof BundleModule, 'parseBundle'>),
  };
}

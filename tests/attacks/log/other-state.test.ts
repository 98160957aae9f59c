/**
 * P5. A witness that works with the portal tells one officer another verdict than everybody else: the same code at another
 * time. Line and signature hold. Her page and the auditor compare the state that the head names with their own replay.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { follow, openJudged } from '#protocol/roster/replay.ts';
import { lineOf } from '#protocol/roster/judge.ts';
import { verdictCodec, verdictMessage } from '#protocol/roster/verdict.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { readLines } from '../../../client/vault/roster/verdict-lines.ts';
import * as real from '../../../tools/demo/person.ts';
import * as realAudit from '../../../tools/auditor/audit.ts';
import { parseBundle } from '../../../tools/auditor/bundle.ts';
import { readKeyFile } from '../../../witness/keys.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf } from '../../support/attacks/insider.ts';
import { mutant, mutantFolder, type Client } from '../../support/attacks/mutant.ts';
import { refused } from '../../support/attacks/refused.ts';

type Entries = Reply<'login/finish'>['entries'];

let event: SmallEvent;
let rootfp: Uint8Array;
let witnessKey: Uint8Array;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'] });
  rootfp = (await rosterOf(await insiderOf(await event.enter('ingrid'), event.place))).rootfp;
  witnessKey = readKeyFile(join(event.testEnv.witnessDir, 'key'), 'witness').cosign.secretKey;
});
afterAll(() => event.stop());

/** The last verdict, a millisecond later, and signed again. */
function otherwise(signedGenesis: string, entries: Entries): Entries {
  const lines = readLines(entries);
  const [genesis, ...others] = lines.slice(0, -1);
  const before = others.reduce(follow, openJudged(fromBase64url(signedGenesis), rootfp, genesis));
  const { leaf, body, code, time } = lines.at(-1) as (typeof lines)[0];
  const arrived = { leaf, bytes: encodeLeaf(rosterLeaf(body as Uint8Array)), body };
  const line = verdictCodec.encode(lineOf(before, arrived, time + 1, code));
  const signature = toBase64url(signDetached(witnessKey, verdictMessage(line)));
  const last = entries.at(-1) as Entries[0];
  return [...entries.slice(0, -1), { ...last, time: time + 1, signature }];
}

function deceived(client: Client = real) {
  const ingrid = event.arriving('ingrid', client);
  ingrid.wire.bend('login/finish', async (ask) => {
    const welcome = await ask();
    return { ...welcome, entries: otherwise(welcome.signedGenesis, welcome.entries) };
  });
  return ingrid;
}

describe('an officer’s page', () => {
  it('takes what the head names', async () => {
    expect((await (await event.enter('ingrid')).vault.refresh()).checked).toBe(true);
  });

  it('stops where the head names another state, with what the witness signed', async () => {
    const ingrid = deceived();
    const { code, evidence } = await refused(ingrid.signIn());
    const { head } = ingrid.wire.lastAnswer('login/finish');
    expect(code).toBe('state-differs');
    expect(evidence).toMatchObject({ ...head, verdicts: expect.any(Number), verdictsRoot: expect.any(String) });
  });

  it('would go on where the state is not compared', async () => {
    const ingrid = deceived(mutant('state-uncompared'));
    expect((await ingrid.signIn()).checked).toBe(true);
  });
});

describe('the auditor', () => {
  const brought = () => ({ rootfp, partial: false });
  const judge = (text: string, { audit }: typeof realAudit = realAudit) =>
    audit(parseBundle(text), brought()).filter((line) => line.outcome !== 'ok');

  async function bundles() {
    const { vault } = await event.enter('ingrid');
    await vault.audit(true);
    const text = await vault.evidence();
    const bundle = JSON.parse(text) as { signedGenesis: string; entries: Entries };
    const bent = { ...bundle, entries: otherwise(bundle.signedGenesis, bundle.entries) };
    return { text, bent: JSON.stringify(bent), head: (JSON.parse(text) as { head: object }).head };
  }

  it('names it, with what the witness signed, and finds nothing else', async () => {
    const { text, bent, head } = await bundles();
    expect(judge(text)).toEqual([]);
    expect(judge(bent)).toMatchObject([{ check: 'state', code: 'state-differs', evidence: { ...head } }]);
  });

  it('would call all of it verified without that', async () => {
    const { bent } = await bundles();
    const load = createRequire(join(mutantFolder('state-unaudited'), 'package.json'));
    expect(judge(bent, load('./tools/auditor/audit.ts') as typeof realAudit)).toEqual([]);
  });
});

/**
 * P3. Witness and log are the ones that genesis names, and genesis is the one whose hash the link carries. Each of them
 * is replaced in turn by the attacker's own, under the same name.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { parseNote } from '#protocol/log/checkpoint.ts';
import { draftCodec } from '#protocol/members/founding.ts';
import { headCodec } from '#protocol/log/head.ts';
import { signKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { witnessCard } from '#protocol/members/witness-card.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import * as real from '../../../tools/demo/person.ts';
import type { TestEnv } from '../../support/processes/servers.ts';
import { caseNote, SmallEvent, travel } from '../../support/attacks/event.ts';
import { foreignGenesis, ForeignWitness, noteBy } from '../../support/attacks/foreign-event.ts';
import { secret32 } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
let foreign: ForeignWitness;

/** The founder's page is shown the attacker's witness. */
function founding(testEnv: TestEnv, client: Client): Tapped {
  const founder = tapped(client, testEnv.place, new SoftwareKey());
  founder.wire.bend('founding/look', async (ask) => ({
    ...(await ask()),
    witnessCard: toBase64url(witnessCard.encode(foreign.card)),
  }));
  return founder;
}

const beforeFounding: { seen: string; refusal: string; mutated: Uint8Array } = {
  seen: '',
  refusal: '',
  mutated: new Uint8Array(),
};

async function foundUnderAttack(testEnv: TestEnv): Promise<void> {
  await sodiumReady;
  foreign = new ForeignWitness('witness-1');
  const fragment = testEnv.foundingLink.split('#')[1] ?? '';
  const honest = tapped(real, testEnv.place, new SoftwareKey());
  beforeFounding.seen = (await honest.vault.foundingBegin(fragment)).witness;
  beforeFounding.refusal = await codeOf(founding(testEnv, real).vault.foundingBegin(fragment));
  const fooled = founding(testEnv, mutant('foreign-card'));
  fooled.wire.bend('founding/draft', () => ({}));
  await fooled.vault.foundingBegin(fragment);
  await fooled.vault.foundingDraft(demoEvent, 0);
  const { draft } = fooled.wire.lastSent('founding/draft') as { draft: string };
  beforeFounding.mutated = draftCodec.parse(fromBase64url(draft)).witness.sealKey;
}

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'], before: foundUnderAttack });
});
afterAll(() => event.stop());

// describe() bodies run while the file is read, before any hook.
await sodiumReady;

describe('at founding', () => {
  it('the link names the witness, and the page shows it', () => {
    expect(beforeFounding.seen).toBe('witness-1');
  });

  it('a witness that the link does not name is refused before anything is drafted', () => {
    expect(beforeFounding.refusal).toBe('founding-mismatch');
  });

  it("or all records would be sealed to the attacker's witness", () => {
    expect(beforeFounding.mutated).toEqual(foreign.card.sealKey);
  });
});

describe('at an invite', () => {
  let link = '';
  const facts = { ...demoEvent, name: 'Another gathering' };

  beforeAll(async () => {
    const ingrid = await event.enter('ingrid');
    const [minted] = await ingrid.vault.mintInvites([{ role: 'participant', desks: [], name: 'nadia', note: '' }]);
    link = minted?.fragment ?? '';
  });

  async function invited(client: Client): Promise<Tapped> {
    const { bytes, rootfp } = await foreignGenesis(event.place, facts, foreign.card, event.member('ingrid'));
    const nadia = tapped(client, event.place, new SoftwareKey());
    nadia.wire.bend('invites/open', async (ask) => ({
      ...(await ask()),
      signedGenesis: toBase64url(bytes),
      entries: [foreign.onGenesis(bytes, rootfp)],
    }));
    return nadia;
  }

  it('she sees the event of the link', async () => {
    const nadia = tapped(real, event.place, new SoftwareKey());
    expect((await nadia.vault.joiningBegin(link)).event.name).toBe(demoEvent.name);
  });

  it('another root is refused before she makes a key', async () => {
    const nadia = await invited(real);
    expect(await codeOf(nadia.vault.joiningBegin(link))).toBe('root-mismatch');
    expect(nadia.touches.count).toBe(0);
    expect(await codeOf(async () => nadia.vault.joiningKey('hardware'))).toBe('vault-locked');
  });

  it('behind it is the head over her own nonce, which the attacker does not have', async () => {
    const nadia = await invited(mutant('foreign-genesis'));
    expect(await codeOf(nadia.vault.joiningBegin(link))).toBe('head-signature');
  });
});

describe('a head', () => {
  /** The real answer, under another signature. */
  async function working(client: Client): Promise<Tapped> {
    const tove = await event.enter('tove', client);
    tove.wire.bend('log/head', async (ask) => foreign.head(headCodec.parse(fromBase64url((await ask()).head))));
    return tove;
  }

  it('by the witness of the root lets her work', async () => {
    const tove = await event.enter('tove');
    await tove.vault.saveCase(travel, event.member('amira'), caseNote);
    // The keys of the team, and the case.
    expect(tove.wire.count('records/put')).toBe(2);
  });

  it('by another stops everything that would be sealed, added or opened', async () => {
    const tove = await working(real);
    expect(await codeOf(tove.vault.saveCase(travel, event.member('amira'), caseNote))).toBe('head-signature');
    expect(await codeOf(tove.vault.queue(travel))).toBe('head-signature');
    expect(await codeOf(tove.vault.trace())).toBe('head-signature');
    expect(tove.wire.count('roster/keys')).toBe(0);
    expect(tove.wire.count('records/put')).toBe(0);
  });

  it('for another question is refused as well', async () => {
    const tove = await event.enter('tove');
    await tove.vault.refresh();
    const old = tove.wire.lastAnswer('log/head') as { head: string; signature: string };
    tove.wire.bend('log/head', () => old);
    expect(await codeOf(tove.vault.refresh())).toBe('head-nonce');
  });

  it('at the unlock is refused too, and nobody is in', async () => {
    const tove = event.arriving('tove');
    tove.wire.bend('login/finish', async (ask) => {
      const welcome = await ask();
      return { ...welcome, head: foreign.head(headCodec.parse(fromBase64url(welcome.head?.head ?? ''))) };
    });
    expect(await codeOf(tove.signIn())).toBe('head-signature');
    expect(await tove.vault.me()).toBeUndefined();
  });

  it('by another would be believed where the signature is not looked at', async () => {
    const tove = await working(mutant('foreign-head'));
    await tove.vault.saveCase(travel, event.member('tove'), caseNote);
    expect(tove.wire.count('records/put')).toBe(1);
  });
});

describe('a checkpoint', () => {
  const own = signKeyPair(secret32());

  /** Signed by the real log, cosigned by the attacker's witness under the real one's name. */
  async function cosignedByAnother(client: Client): Promise<Tapped> {
    const ingrid = await event.enter('ingrid', client);
    ingrid.wire.bend('log/checkpoint', async (ask) => {
      const { note } = await ask();
      const signedByLog = note
        .split('\n')
        .filter((line) => !line.startsWith('— witness-1 '))
        .join('\n');
      return { note: signedByLog + foreign.line(parseNote(note).checkpoint) };
    });
    return ingrid;
  }

  /** Signed by a key of the attacker's in the log's name; the cosignature covers the text and stays. */
  async function signedByAnother(client: Client): Promise<Tapped> {
    const ingrid = await event.enter('ingrid', client);
    ingrid.wire.bend('log/checkpoint', async (ask) => {
      const { note } = await ask();
      const cosignature = note
        .split('\n')
        .filter((line) => line.startsWith('— witness-1 '))
        .join('\n');
      return { note: `${noteBy(own, parseNote(note).checkpoint)}${cosignature}\n` };
    });
    return ingrid;
  }

  it('by log and witness of the root passes the audit', async () => {
    const ledger = await (await event.enter('ingrid')).vault.audit(false);
    expect(ledger.entries).toBe(await event.logSize());
  });

  it("with another witness's cosignature does not", async () => {
    expect(await codeOf((await cosignedByAnother(real)).vault.audit(false))).toBe('checkpoint-cosignature');
  });

  it("with another key's signature does not", async () => {
    expect(await codeOf((await signedByAnother(real)).vault.audit(false))).toBe('checkpoint-signature');
  });

  it('of another log does not', async () => {
    const ingrid = await event.enter('ingrid');
    ingrid.wire.bend('log/checkpoint', async (ask) => {
      const { checkpoint } = parseNote((await ask()).note);
      return { note: noteBy(own, { ...checkpoint, origin: 'another.example/log' }) };
    });
    expect(await codeOf(ingrid.vault.audit(false))).toBe('root-mismatch');
  });

  it('would pass where cosignatures are not looked at', async () => {
    const ledger = await (await cosignedByAnother(mutant('foreign-cosignature'))).vault.audit(false);
    expect(ledger.entries).toBeGreaterThan(0);
  });

  it('would pass where the signature of the log is not looked at', async () => {
    const ledger = await (await signedByAnother(mutant('foreign-log-key'))).vault.audit(false);
    expect(ledger.entries).toBeGreaterThan(0);
  });
});

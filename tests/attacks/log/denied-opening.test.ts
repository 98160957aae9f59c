/**
 * P4. The witness is turned, and works with one member of staff. It releases through an honest portal and keeps back what it
 * has to say of that: the signed outcome, or the lines for officers and owner. Later it signs that nobody was given anything.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { signOutcome, signedOutcome } from '#protocol/openings/outcome.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import { genesisCodec, rootFingerprint, signedGenesis } from '#protocol/members/genesis.ts';
import { LyingWitness } from '../../support/attacks/lying-witness.ts';
import { mutantFolder } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;
let witness: LyingWitness;
/** The leaf of the opening that was read. */
let read = -1;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
  witness = new LyingWitness(event.testEnv);
  await witness.start();
});
afterAll(async () => {
  await witness?.stop();
  await event?.stop();
});

const nothing = { month: null, body: null, view: null, owner: null };

async function opening(change: object): Promise<{ code: string; plain: boolean }> {
  witness.bend('/release', (answer: { items: object[] }) => ({
    ...answer,
    items: answer.items.map((item) => ({ ...item, ...change })),
  }));
  const tove = await event.enter('tove');
  const code = await codeOf(openAll(tove, [event.member('amira')])).catch(() => 'none');
  const { envelopes } = await tove.vault.queue(travel);
  if (code === 'none') read = tove.wire.lastAnswer('openings/ask').items[0].leaf as number;
  return { code, plain: JSON.stringify(envelopes).includes('Sundar Coast') };
}

describe('a release', () => {
  it('with its outcome and its lines is read', async () => {
    expect(await opening({})).toEqual({ code: 'none', plain: true });
  });

  it('without its signed outcome gives nobody anything', async () => {
    expect(await opening({ outcome: null, ...nothing })).toEqual({ code: 'witness-away', plain: false });
  });

  it('without the line for officers gives nobody anything', async () => {
    expect(await opening({ month: null, body: null })).toEqual({ code: 'witness-away', plain: false });
  });

  it('without the line for its owner gives nobody anything', async () => {
    expect(await opening({ view: null, owner: null })).toEqual({ code: 'witness-away', plain: false });
  });
});

describe('what the witness has signed once', () => {
  /** Now it says `never` of the opening that was read, and the portal has lost the lines. */
  async function deniedLater(): Promise<string | undefined> {
    const [leaf] = await event.sql<{ leaf: Buffer }>('select leaf from log_entry where idx = $1', [read]);
    const [genesis] = await event.sql<{ bytes: Buffer }>('select bytes from roster_entry where leaf = 0');
    const rootfp = rootFingerprint(signedGenesis.parse(new Uint8Array(genesis?.bytes ?? [])).genesis);
    const { origin } = await logOrigin();
    const bytes = new Uint8Array(leaf?.leaf ?? []);
    const said = { rootfp, origin, leaf: read, bytes, word: 'never' as const, code: '' };
    const outcome = toBase64url(signedOutcome.encode(signOutcome(said, witness.keys.cosign.secretKey)));
    witness.bend('/outcomes', ({ items }: { items: { leaf: number }[] }) => ({
      items: items.map((item) =>
        item.leaf === read ? { ...item, word: 'never', code: '', outcome, ...nothing } : item,
      ),
    }));
    await event.sql('update log_sealed set body = null, view = null where leaf = $1', [read]);
    await (await event.enter('ingrid')).vault.audit(true).catch(() => undefined);
    const [row] = await event.sql<{ word: string }>('select word from outcome where leaf = $1', [read]);
    return row?.word;
  }

  const logOrigin = async () => {
    const [row] = await event.sql<{ bytes: Buffer }>('select bytes from roster_entry where leaf = 0');
    const { genesis } = signedGenesis.parse(new Uint8Array(row?.bytes ?? []));
    return genesisCodec.parse(genesis).log;
  };

  it('is not replaced by another word, and both are told in the journal', async () => {
    expect(await deniedLater()).toBe('released');
    await expect.poll(() => witness.journal.join('\n')).toContain('two outcomes of one opening');
  });

  it('would be replaced where the second word counts, and nobody would know', async () => {
    await witness.start(mutantFolder('second-word'));
    expect(await deniedLater()).toBe('never');
  });

  it('is given without a word where nobody asks for one', async () => {
    await witness.start(mutantFolder('untold-release'));
    expect(await opening({ outcome: null, ...nothing })).toEqual({ code: 'none', plain: true });
  });
});

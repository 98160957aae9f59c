/**
 * P4, P7. One of the team makes its next key and seals a colleague a seed that opens nothing; the operator garbles one
 * body of the ledger. What is broken is said to be; what was sealed before, and everything beside it, opens.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import * as real from '../../tools/demo/person.ts';
import { envelopesOf, openAll, SmallEvent, travel } from '../support/attacks/event.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
});
afterAll(() => event.stop());

/** The last byte of a wrap is of its box: it opens to nobody now. */
function garbled(wrap: string): string {
  const bytes = fromBase64url(wrap);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return toBase64url(bytes);
}

const opens = async (client: Client = real) =>
  openAll(await event.enter('tove', client), [event.member('amira'), event.member('tomas')]);

describe('a seed that opens nothing', () => {
  it('is not there yet: everything opens', async () => {
    expect(await opens()).toMatchObject([{ refusal: undefined }, { refusal: undefined }]);
  });

  it('locks its holder out of what is sealed to that key, and of nothing before it', async () => {
    const milan = await event.enter('milan');
    milan.wire.bend('roster/propose', (_ask, body) =>
      milan.wire.ask('roster/propose', {
        ...body,
        minted: body.minted && {
          ...body.minted,
          seeds: body.minted.seeds.map((seed) =>
            seed.member === event.member('milan') ? seed : { ...seed, wrap: garbled(seed.wrap) },
          ),
        },
      }),
    );
    expect(await milan.vault.mintEpoch(travel)).toMatchObject({ state: 'applied', missing: 0 });
    expect(await opens()).toMatchObject([{ refusal: undefined }, { refusal: undefined }]);
    // Sealed to the new key: closed to her until she makes a good one, and the other still opens.
    const { vault } = await event.enter('tomas');
    await vault.save('travel', { ...(await travelOfTomas()), note: 'After the new key.' });
    const lines = await opens();
    const tove = await event.enter('tove');
    const [his] = await envelopesOf(tove, [event.member('tomas')]);
    expect(lines.find((line) => line.record === his?.record)?.refusal).toBe('desk-waiting');
    expect(lines.filter((line) => line.record !== his?.record)).toMatchObject([{ refusal: undefined }]);
  });

  async function travelOfTomas() {
    const { vault } = await event.enter('tomas');
    const card = (await vault.file()).find((one) => one.kind === 'travel');
    if (card === undefined) throw new Error('no travel card');
    return card.content as Parameters<typeof vault.save<'travel'>>[1];
  }

  it('is followed by a good key that she makes herself, and what is sealed to it opens', async () => {
    expect(await (await event.enter('tove')).vault.mintEpoch(travel)).toMatchObject({ state: 'applied', missing: 0 });
    const { vault } = await event.enter('tomas');
    await vault.save('travel', { ...(await travelOfTomas()), note: 'After the good key.' });
    expect(await opens()).toMatchObject([{ refusal: undefined }, { refusal: undefined }]);
  });

  it('would lock her out of everything, for good, where one bad seed breaks the rest', async () => {
    expect(await codeOf(opens(mutant('one-bad-seed')))).toBe('wrong-key');
  });
});

describe('a body of the ledger', () => {
  async function audited(client: Client) {
    const ingrid = await event.enter('ingrid', client);
    let leaf: number | undefined;
    ingrid.wire.bend('log/bodies', async (ask) => {
      const [first, ...others] = (await ask()).bodies;
      if (first === undefined || others.length === 0) throw new Error('no bodies');
      ({ leaf } = first);
      return { bodies: [{ ...first, wrap: garbled(first.wrap) }, ...others] };
    });
    const ledger = await ingrid.vault.audit(true);
    return { ledger, leaf };
  }

  const audit = async () => (await event.enter('ingrid')).vault.audit(true);

  it('is there also where the witness refused the opening, and says so; nothing is missing', async () => {
    const { lines, missing, short } = await audit();
    expect(lines.filter((line) => line.state === 'refused')).toMatchObject([{ code: 'opening-tag' }]);
    expect([missing, short]).toEqual([[], []]);
  });

  it('that is garbled counts as opened, is missed by the count, and every other is read', async () => {
    const { ledger, leaf } = await audited(real);
    expect(ledger.lines.find((line) => line.leaf === leaf)).toMatchObject({ state: 'answering', opening: undefined });
    expect(ledger.short).toEqual(['released']);
    const read = ledger.lines.filter((line) => line.type === 'opening' && line.proofs.body === true);
    expect(read.length).toBeGreaterThan(3);
  });

  it('would end the whole audit where one bad body breaks the rest', async () => {
    expect(await codeOf(audited(mutant('one-bad-body')))).toBe('wrong-key');
  });
});

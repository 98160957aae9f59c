/**
 * P7, P16. The closed programme tells people where to be. The portal serves yesterday's, with the client where somebody
 * now waits for them; one who was removed from the programme team still signs, and the portal says that it was before.
 * And one bad copy of one members key costs nobody the others.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { blankContent, encodeContent, type Content } from '#protocol/records/content.ts';
import { membersSeedContext, openSeed } from '#protocol/openings/desk-seed.ts';
import { deskId, membersDesk, type KindId } from '#protocol/core/ids.ts';
import { purgeTime, ruleOf } from '#protocol/members/policy.ts';
import { publicTagKey, recordIdOf } from '#protocol/records/place.ts';
import { sealRecord } from '#protocol/records/seal.ts';
import { currentEpoch } from '#protocol/roster/roster-state.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import * as real from '../../tools/demo/person.ts';
import { programmeTeam, SmallEvent } from '../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32, type Insider } from '../support/attacks/insider.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { codeOf, refused } from '../support/attacks/refused.ts';

type Served = NonNullable<Reply<'programme/read'>['programme']>;

let event: SmallEvent;
const version = (number: number): Content<'programme'> => ({ ...blankContent('programme'), version: number });

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'elin', 'hugo'] });
  const { vault } = await event.enter('elin');
  await vault.mintMembersKey();
  await vault.saveProgramme(version(1));
});
afterAll(() => event.stop());

const newest = async (): Promise<Served> => {
  const { programme } = await (await event.enter('amira')).wire.ask('programme/read', {});
  if (programme === null) throw new Error('no programme');
  return programme;
};

/** What Amira reads where the portal answers this. */
async function readBy(client: Client, programme: Served | undefined) {
  const amira = await event.enter('amira', client);
  if (programme !== undefined) amira.wire.bend('programme/read', () => ({ programme }));
  return amira.vault.programme();
}

describe('the version before', () => {
  let old: Served;
  let now: Served;
  beforeAll(async () => {
    old = await newest();
    await (await event.enter('hugo')).vault.programme();
    const elin = await event.enter('elin');
    await elin.vault.programme();
    await elin.vault.saveProgramme(version(2));
    now = await newest();
  });

  it('is not what is read where nothing is in the way', async () => {
    expect(await readBy(real, undefined)).toMatchObject({ revision: 2, programme: { version: 2 } });
  });

  it('is refused when the portal serves it', async () => {
    const evidence = { served: old.leaf, newest: now.leaf };
    expect(await refused(readBy(real, old))).toEqual({ code: 'record-old', evidence });
  });

  it('is set aside in the place of the newest, whose words come by its leaf', async () => {
    const inPlace = { ...old, leaf: now.leaf };
    expect(await readBy(real, inPlace)).toMatchObject({ revision: 2, programme: { version: 2 } });
    expect(await readBy(mutant('older-programme'), inPlace)).toMatchObject({ programme: { version: 1 } });
  });

  it('does not become the base of the next version', async () => {
    const elin = await event.enter('elin');
    elin.wire.bend('programme/read', () => ({ programme: old }));
    expect(await codeOf(elin.vault.saveProgramme(version(3)))).toBe('record-old');
    expect(elin.wire.count('records/put')).toBe(0);
  });

  it('would be where people go, where nobody asks the log', async () => {
    expect(await readBy(mutant('older-programme'), old)).toMatchObject({ revision: 1, programme: { version: 1 } });
  });
});

describe('one who was removed from the team', () => {
  let hugo: Insider;
  let forged: Served;

  /** Signed after she was removed, sealed to a members key that she held, and said to be where she had the right. */
  async function forge(by: Insider, roster: Awaited<ReturnType<typeof rosterOf>>, seed: string): Promise<Served> {
    const epoch = currentEpoch(roster, membersDesk);
    if (epoch === undefined) throw new Error('no members key');
    const context = membersSeedContext(roster.rootfp, epoch.epoch);
    const pair = openSeed(by.keys.seal, wrapCodec.parse(fromBase64url(seed)), context, epoch.keyHash);
    const place = publicTagKey(roster.rootfp, 'programme' as KindId, deskId.encode(programmeTeam));
    const until = purgeTime(roster.policy, ruleOf(roster.policy, 'programme' as KindId), (date) => Date.parse(date));
    const sealed = sealRecord({
      header: {
        rootfp: roster.rootfp,
        kind: 'programme' as KindId,
        record: recordIdOf(roster.rootfp, 'programme' as KindId, deskId.encode(programmeTeam)),
        owner: undefined,
        ownerKeyHash: undefined,
        desk: programmeTeam,
        about: undefined,
        revision: 1,
        seen: 0,
        author: by.member,
        rosterSeq: roster.seq,
        rosterHead: roster.head,
        readers: [membersDesk],
        gated: false,
        opensAt: 0,
        closesAt: until,
        purgeAfter: until,
      },
      content: encodeContent('programme', version(666)),
      secrets: { deskShare: secret32(), witnessShare: secret32(), tagKey: place ?? secret32() },
      ownerKey: undefined,
      witnessKey: undefined,
      deskKeys: [{ desk: membersDesk, epoch: epoch.epoch, publicKey: pair.publicKey }],
      signSecretKey: by.keys.sign.secretKey,
    });
    return {
      record: toBase64url(sealed.record),
      content: toBase64url(sealed.content),
      leaf: (await newest()).leaf,
      deskWraps: sealed.deskWraps.map(toBase64url),
    };
  }

  beforeAll(async () => {
    hugo = await insiderOf(await event.enter('hugo'), event.place);
    const roster = await rosterOf(hugo);
    const { epochs } = await hugo.person.wire.ask('programme/key', { after: 0 });
    await (await event.enter('ingrid')).vault.removeMember(hugo.member);
    forged = await forge(hugo, roster, epochs[0]?.wrap ?? '');
    const elin = await event.enter('elin');
    await elin.vault.mintMembersKey();
    await elin.vault.saveProgramme(version(3));
  });

  it('changes nothing: the team goes on under the next members key', async () => {
    expect(await readBy(real, undefined)).toMatchObject({ revision: 3, programme: { version: 3 } });
  });

  it('writes no programme, though the portal says that she wrote it while she could', async () => {
    expect(await codeOf(readBy(real, forged))).toBe('record-old');
  });

  it('would, where a place in the log is believed', async () => {
    expect(await readBy(mutant('older-programme'), forged)).toMatchObject({ programme: { version: 666 } });
  });
});

describe('a bad copy of one members key', () => {
  /** The portal, or the colleague who made the copy, spoiled the newest. The programme is sealed to the one before. */
  async function spoiled(client: Client) {
    await (await event.enter('elin')).vault.mintMembersKey();
    const amira = await event.enter('amira', client);
    amira.wire.bend('programme/key', async (ask) => {
      const { epochs, ...page } = await ask();
      const [newest, others] = [epochs.at(-1), epochs.slice(0, -1)];
      if (newest === undefined) throw new Error('no keys');
      return { ...page, epochs: [...others, { ...newest, wrap: others[0]?.wrap.slice(0, 40) ?? '' }] };
    });
    return amira.vault.programme();
  }

  it('costs nobody what the other copies open', async () => {
    expect(await spoiled(real)).toMatchObject({ hasKey: true, programme: { version: 3 } });
  });

  it('would, where one breaks all', async () => {
    expect(await codeOf(spoiled(mutant('one-bad-copy')))).toBe('wrong-length');
  });
});

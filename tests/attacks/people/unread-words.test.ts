/**
 * P40. One of a team writes something that nobody can read: into the team's keys, the programme, the guest list. It counts as
 * empty, it is named, and her colleagues write the next over it. Each with its control and with a client that waits for it.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import { officersDesk, type KindId } from '#protocol/core/ids.ts';
import { blankContent, type Content } from '#protocol/records/content.ts';
import { deskTagKey } from '#protocol/records/place.ts';
import * as real from '../../../tools/demo/person.ts';
import { caseSaying, programmeTeam, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { endOf, putRaw } from '../../support/attacks/raw-record.ts';
import { teamSecret } from '../../support/attacks/team-secret.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const junk = utf8('no JSON');
let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'elin', 'hugo'] });
});
afterAll(() => event?.stop());

const insider = async (handle: 'tove' | 'hugo' | 'ingrid') => insiderOf(await event.enter(handle), event.place);

describe("a team's keys", () => {
  async function saves(client: Client, what: string): Promise<string> {
    const milan = await event.enter('milan', client);
    await milan.vault.queue(travel);
    const { envelopes } = await milan.vault.queue(travel);
    const cases = envelopes.filter(({ kind }) => kind === 'case-travel').map(({ record }) => record);
    if (cases.length > 0) await milan.vault.openRecords(travel, cases, 'change');
    return endOf(milan.vault.saveCase(travel, event.member('amira'), caseSaying(what)));
  }

  it('as they should be: the control', async () => {
    expect(await saves(real, 'Call the consul')).toBe('done');
  });

  it('that are none stop a client that waits for them, and nobody else', async () => {
    expect(await putRaw(await insider('tove'), { kind: 'keys-travel', desk: travel, revision: 2, content: junk })).toBe(
      'stored',
    );
    expect(await saves(mutant('waits-for-words'), 'Call again')).toBe('desk-waiting');
    expect(await saves(real, 'Call again')).toBe('done');
    expect(await saves(real, 'And again')).toBe('done');
  });

  it('that bring nothing stop nobody either', async () => {
    const content = { generations: [] };
    expect(await putRaw(await insider('tove'), { kind: 'keys-travel', desk: travel, revision: 9, content })).toBe(
      'stored',
    );
    expect(await saves(real, 'Call once more')).toBe('done');
    const tove = await event.enter('tove');
    const { envelopes } = await tove.vault.queue(travel);
    const [one] = envelopes.filter(({ kind }) => kind === 'case-travel');
    if (one === undefined) throw new Error('no case');
    expect(await tove.vault.openRecords(travel, [one.record], 'change')).toMatchObject([{ refusal: undefined }]);
  });
});

describe('the programme', () => {
  const version = (number: number): Content<'programme'> => ({ ...blankContent('programme'), version: number });
  const read = async (client: Client = real) => (await event.enter('amira', client)).vault.programme();

  it('is read: the control', async () => {
    const elin = await event.enter('elin');
    await elin.vault.mintMembersKey();
    await elin.vault.saveProgramme(version(1));
    expect(await read()).toMatchObject({ programme: { version: 1 }, brokenBy: undefined });
  });

  it('that is none leaves the version before it, says who wrote it, and is written over', async () => {
    const raw = { kind: 'programme', desk: programmeTeam, revision: 2, content: junk } as const;
    expect(await putRaw(await insider('hugo'), raw)).toBe('stored');
    expect(await read()).toMatchObject({ programme: { version: 1 }, brokenBy: event.member('hugo') });
    const careless = await event.enter('elin', mutant('waits-for-words'));
    expect(await endOf(careless.vault.saveProgramme(version(2)))).toBe('desk-waiting');
    expect(await endOf((await event.enter('elin')).vault.saveProgramme(version(2)))).toBe('done');
    expect(await read()).toMatchObject({ programme: { version: 2 }, brokenBy: undefined });
  });
});

describe('the guest list', () => {
  const invite = (name: string) => ({ role: 'participant' as const, desks: [], name, note: '' });

  it('that is none stops no invite, and the names before it stay', async () => {
    const ingrid = await event.enter('ingrid');
    await ingrid.vault.mintInvites([invite('Before')]);
    const [last] = await event.sql<{ revision: number }>(
      "select revision from record where kind = 'guest-list' order by leaf desc limit 1",
    );
    const officer = await insider('ingrid');
    const { secret, generation } = await teamSecret(officer, officersDesk);
    const { rootfp } = await rosterOf(officer);
    const kind = 'guest-list' as KindId;
    const tagKey = deskTagKey(secret, { rootfp, desk: officersDesk, kind, whose: utf8(officersDesk), generation });
    const raw = { kind: 'guest-list', desk: officersDesk, revision: (last?.revision ?? 0) + 1, tagKey, content: junk };
    expect(await putRaw(officer, raw)).toBe('stored');
    const again = await event.enter('ingrid');
    expect(await endOf(again.vault.mintInvites([invite('After')]))).toBe('done');
    const later = await event.enter('ingrid');
    const { envelopes } = await later.vault.queue(officersDesk);
    const list = envelopes.find(({ kind }) => kind === 'guest-list');
    if (list === undefined) throw new Error('no list');
    await later.vault.openRecords(officersDesk, [list.record], 'guest-list');
    const open = (await later.vault.queue(officersDesk)).envelopes.find(({ kind }) => kind === 'guest-list');
    const names = (open?.content as Content<'guest-list'> | undefined)?.rows.map(({ name }) => name);
    expect(names).toContain('Before');
    expect(names).toContain('After');
  });
});

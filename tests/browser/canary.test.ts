/**
 * The stolen server (P1, P10): a whole event is lived through, with a word that exists nowhere else in every field, and
 * every secret noted. Then everything is searched that a thief could carry away or record: requests, answers, database,
 * its files and write-ahead log, journals, folders, environment and memory. Each place is shown to be searched well: a
 * word planted there in clear is found, in each encoding.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveCardKeys, parseCard } from '#protocol/members/recovery-card.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, parseFoundingLink, parseLink } from '#protocol/members/invite-link.ts';
import type { SoftwareKey } from '../../tools/authenticator/key.ts';
import { demoEvent } from '../../tools/demo/cast.ts';
import * as real from '../../tools/demo/person.ts';
import { admitJoined, approveAll, foundTogether, join as joinWith } from '../../tools/demo/join-steps.ts';
import { withClient } from '../../tools/postgres-roles.ts';
import { recorded, RawWriter } from '../support/attacks/raw-writer.ts';
import { catchUp } from '../support/attacks/threads.ts';
import { tapped, type Tapped } from '../support/attacks/wiretap.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { control, Planter } from '../support/browser/canaries.ts';
import { startRecordingProxy, type RecordingProxy } from '../support/browser/recording-proxy.ts';
import { Finder, formsOfBytes, formsOfText, type Needle } from '../support/browser/search.ts';

const travel = 'travel' as DeskId;
const visa = 'visa' as DeskId;
const officers = 'officers' as DeskId;

let testEnv: TestEnv;
let proxy: RecordingProxy;
const planter = new Planter();
const inEnvironment = formsOfText('environment', control());
let finder: Finder;

/** The forms that can be in a variable of the environment: no NUL, and valid UTF-8. */
const asText = (needles: readonly Needle[]) =>
  needles.filter(({ bytes }) => !bytes.includes(0) && Buffer.from(bytes.toString()).equals(bytes));

beforeAll(async () => {
  const planted = asText(inEnvironment).map(({ bytes }) => bytes.toString());
  testEnv = await startServers({ ownPostgres: true, behindProxy: true, env: { PLANTED: planted.join(' ') } });
  proxy = await startRecordingProxy(testEnv.port, testEnv.portalPort);
  await liveThrough();
  finder = new Finder([
    ...[...planter.texts].flatMap(([label, text]) => formsOfText(label, text)),
    ...[...planter.secrets].flatMap(([label, bytes]) => formsOfBytes(label, bytes)),
  ]);
});

afterAll(async () => {
  await proxy?.close();
  await testEnv?.stop();
});

const hits = (found: Iterable<Needle>): string[] => [...found].map(({ label, form }) => `${label} as ${form}`);

function noteLink(label: string, link: ReturnType<typeof parseLink>): void {
  const keys = deriveInviteKeys(link);
  planter.secret(label, link.secret);
  planter.secret(`${label}.mac`, keys.mac);
  planter.secret(`${label}.box`, keys.box);
}

/** Digits as written down, as typed without spaces, and what is derived from them and may not leave the client. */
function noteCard(rows: readonly string[]): void {
  for (const row of rows) planter.text('card row', row);
  const digits = parseCard(rows);
  planter.text('card digits', digits);
  const keys = deriveCardKeys(testEnv.place.rpId, digits);
  planter.secret('card.slot', keys.slot);
  planter.secret('card.login', keys.login.secretKey.slice(0, 32));
}

const keysOf = (count: number): SoftwareKey[] => Array.from({ length: count }, () => planter.key());

function newPerson(keys: readonly SoftwareKey[]): Tapped {
  return tapped(real, testEnv.place, keys[0] as SoftwareKey);
}

async function found(): Promise<[Tapped, Tapped, Tapped]> {
  const founder = (keys = keysOf(2)) => ({ person: newPerson(keys), keys });
  const founders = [founder(), founder(), founder()] as const;
  const { vault } = founders[0].person;
  const draft = vault.foundingDraft;
  vault.foundingDraft = async (...given) => {
    const links = await draft(...given);
    for (const { link } of links) noteLink('founding link', parseFoundingLink(link));
    return links;
  };
  const { cards, digits } = await foundTogether(founders, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  expect(new Set(digits).size).toBe(1);
  cards.forEach(noteCard);
  for (const { person, keys } of founders) {
    person.key = keys[0] as SoftwareKey;
    await person.signIn();
  }
  const [chief, second, third] = founders.map(({ person }) => person) as [Tapped, Tapped, Tapped];
  await chief.vault.mintEpoch(officers);
  await approveAll(second);
  await chief.vault.mintMonth((await chief.vault.readiness()).month);
  await approveAll(third);
  return [chief, second, third];
}

/** Who may do everything once: three officers, two desks, four guests, one of whom loses her keys. */
async function liveThrough(): Promise<void> {
  const [chief, second] = await found();
  const inputs = [
    { role: 'staff' as const, desks: [travel] },
    { role: 'staff' as const, desks: [visa] },
    ...Array.from({ length: 4 }, () => ({ role: 'participant' as const, desks: [] })),
  ].map((input) => ({ ...input, ...planter.invite() }));
  const people: { person: Tapped; member: MemberId; card: readonly string[] }[] = [];
  for (const [i, link] of (await chief.vault.mintInvites(inputs)).entries()) {
    noteLink('invite', parseLink(link.fragment));
    const keys = keysOf(2);
    const person = newPerson(keys);
    const card = await joinWith(person, keys, link.fragment);
    noteCard(card);
    if ((await admitJoined(chief, person, link.invite)) === 'waiting') await approveAll(second);
    const desk = inputs[i]?.desks[0];
    if (desk !== undefined && (await chief.vault.joinDesk(desk, link.member)).state === 'waiting')
      await approveAll(second);
    person.key = keys[i % 2] as SoftwareKey;
    await person.signIn();
    people.push({ person, member: link.member, card });
  }
  const [tove, sara, ...guests] = people as [Member, Member, ...Member[]];
  await tove.person.vault.mintEpoch(travel);
  await sara.person.vault.mintEpoch(visa);
  for (const { person } of guests) await fillFile(person);
  await work(tove.person, travel, guests);
  await work(sara.person, visa, guests);
  await chief.vault.queue(officers).then(({ envelopes }) =>
    chief.vault.openRecords(
      officers,
      envelopes.map(({ record }) => record),
      'guest-list',
    ),
  );
  await talk(chief, tove, guests);
  await chief.vault.audit(true);
  await chief.vault.evidence();
  const lost = guests[0] as Member;
  expect((await lost.person.vault.trace()).lines.length).toBeGreaterThan(2);
  await comeBack(lost);
}
type Member = { readonly person: Tapped; readonly member: MemberId; readonly card: readonly string[] };

/** Every kind twice: the first revisions are closed, and must be as unreadable as what is live. */
async function fillFile({ vault }: Tapped): Promise<void> {
  await vault.tidy();
  for (const _ of [1, 2]) {
    await vault.save('card', planter.card());
    await vault.save('reach', planter.reach());
    await vault.save('travel', planter.travel());
    await vault.save('notes', planter.notes());
  }
}

async function work({ vault }: Tapped, desk: DeskId, guests: readonly Member[]): Promise<void> {
  await vault.refresh();
  const { envelopes } = await vault.queue(desk);
  const lines = await vault.openRecords(
    desk,
    envelopes.map(({ record }) => record),
    'booking',
  );
  expect(lines.filter(({ refusal }) => refusal !== undefined)).toEqual([]);
  const open = (await vault.queue(desk)).envelopes.filter(({ content }) => content !== undefined);
  expect(open.length).toBeGreaterThanOrEqual(2 * guests.length);
  for (const { member } of guests.slice(0, 2)) {
    await vault.saveCase(desk, member, planter.case());
    if (desk === travel) for (const _ of [1, 2]) await vault.saveItinerary(member, planter.itinerary());
  }
}

/** Everybody in every kind of thread, with files; one message is taken back, one is handed to the officers. */
async function talk(chief: Tapped, tove: Member, guests: readonly Member[]): Promise<void> {
  const everyone = [chief, tove.person, ...guests.map(({ person }) => person)];
  for (const { vault } of everyone) await vault.threadsOpen(planter.alias());
  const [one, other] = guests as [Member, Member];
  const toDesk = { type: 'desk', desk: travel } as const;
  const withOne = { type: 'person', desk: travel, owner: one.member } as const;
  await one.person.vault.threadWrite(toDesk, { text: planter.said(), file: planter.file() });
  await other.person.vault.threadWrite(toDesk, { text: planter.said().repeat(6) });
  await catchUp(tove.person);
  const { line, messages } = await tove.person.vault.threadRead(withOne);
  const [asked] = messages as [(typeof messages)[number]];
  expect((await tove.person.vault.threadFile(line.thread, asked.id)).bytes.length).toBeGreaterThan(200);
  await tove.person.vault.threadDone(line.thread, asked.id, planter.said());
  await chief.vault.announce(officers, planter.said());
  const made = await tove.person.vault.groupMake(planter.title(), [one.member, other.member]);
  const inGroup = { type: 'thread', thread: made.line.thread } as const;
  await catchUp(one.person);
  await one.person.vault.threadWrite(inGroup, { text: planter.said() });
  const pair = await other.person.vault.directAccept(await one.person.vault.directOffer());
  const inPair = { type: 'thread', thread: pair.line.thread } as const;
  for (const { person } of [one, other]) {
    await catchUp(person);
    await person.vault.threadWrite(inPair, { text: planter.said() });
  }
  await catchUp(other.person);
  const said = (await other.person.vault.threadRead(inPair)).messages;
  expect(said.length).toBeGreaterThan(1);
  await other.person.vault.threadReport(pair.line.thread, [said[0]?.id as (typeof said)[number]['id']]);
  await catchUp(other.person);
  const mine = (await other.person.vault.threadRead(inPair)).messages.findLast((message) => message.mine);
  await other.person.vault.threadUnsend(pair.line.thread, mine?.id as (typeof said)[number]['id']);
  for (const person of everyone) {
    await catchUp(person);
    await person.vault.threadMute(line.thread, false);
    await noteThreads(person);
  }
}

/** Secrets of weeks and lanes, as she holds them. */
async function noteThreads(person: Tapped): Promise<void> {
  const rawWriter = await RawWriter.of(person, testEnv.place);
  planter.secret('account', rawWriter.insider.account);
  for (const secret of rawWriter.secrets.values()) planter.secret('week', secret);
  for (const lane of rawWriter.lanes(await recorded(person))) {
    planter.secret('lane', lane.secret);
    if ('seed' in lane) planter.secret('lane.seed', lane.seed);
  }
}

async function comeBack({ person, card }: Member): Promise<void> {
  const before = await person.vault.file();
  await person.call('session/end', {});
  const keys = keysOf(1);
  const back = newPerson(keys);
  await back.vault.enterWithCard(testEnv.place, card);
  await back.vault.recoveryBegin();
  await back.vault.recoveryKey('hardware');
  const rows = await back.vault.newCard();
  noteCard(rows);
  await back.vault.proveCard(rows);
  await back.vault.recoveryFinish();
  await back.signIn();
  await back.vault.tidy();
  const contents = (cards: typeof before) =>
    cards.map(({ kind, content }) => JSON.stringify([kind, content])).toSorted();
  expect(contents(await back.vault.file())).toEqual(contents(before));
}

function expectClean(found: Set<Needle>): void {
  expect(hits(found)).toEqual([]);
}

/** Of a word planted in every form, every form is found. */
function expectFound(found: Set<Needle>, planted: readonly Needle[]): void {
  expect(hits(found).toSorted()).toEqual(hits(planted).toSorted());
}

const inOne = (needles: readonly Needle[]): Buffer =>
  Buffer.concat(needles.flatMap(({ bytes }) => [bytes, Buffer.from('\n')]));

it('has planted more than 220 words and 250 secrets', () => {
  expect(planter.texts.size).toBeGreaterThan(220);
  expect(planter.secrets.size).toBeGreaterThan(250);
});

describe('the network', () => {
  it('carries nothing readable to the portal', () => {
    expect(proxy.sent().length).toBeGreaterThan(100_000);
    expectClean(finder.in(proxy.sent()));
  });

  it('carries nothing readable back', () => {
    expect(proxy.answered().length).toBeGreaterThan(100_000);
    expectClean(finder.in(proxy.answered()));
  });

  it('would show it', async () => {
    const [inBody, inHeader] = [formsOfText('body', control()), asText(formsOfText('header', control()))];
    const headers = { 'x-planted': inHeader.map(({ bytes }) => bytes.toString('latin1')).join(' ') };
    await post({ host: 'localhost', port: testEnv.port }, '/api/session/look', inOne(inBody), headers);
    const planted = [...inBody, ...inHeader.filter(({ form }) => form !== 'bytes')];
    expectFound(new Finder(planted).in(proxy.sent()), planted);
  });
});

async function dump(): Promise<Buffer> {
  return withClient(testEnv.ownerUrl, async (client) => {
    await client.query('analyze');
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm', 'p') and n.nspname not like 'pg_toast%'`,
    );
    const parts: Buffer[] = [];
    for (const { name } of tables) {
      const asRows = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      parts.push(...asRows.rows.map(({ line }) => Buffer.from(`${line}\n`)));
      const types = { getTypeParser: (oid: number) => (text: string) => bytesOf(oid, text) };
      const asBytes = await client.query<unknown[]>({ text: `select * from ${name}`, rowMode: 'array', types });
      parts.push(...asBytes.rows.flat().filter((cell) => Buffer.isBuffer(cell)));
    }
    return Buffer.concat(parts);
  });
}

function bytesOf(oid: number, text: string): Buffer {
  return oid === pg.types.builtins.BYTEA ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text);
}

describe('the database', () => {
  const planted = formsOfText('row', control());
  const cluster = () => realpathSync(join(testEnv.dataDir, 'postgres', 'pg'));
  const checkpoint = () => withClient(testEnv.ownerUrl, (client) => client.query('checkpoint'));

  it('holds nothing readable in any row of any table', async () => {
    const everything = await dump();
    expect(everything.length).toBeGreaterThan(500_000);
    expectClean(finder.in(everything));
  });

  it('holds nothing readable in its files, its write-ahead log and its own journal', async () => {
    await checkpoint();
    expectClean(finder.inFolder(cluster()));
  });

  it('would show it', async () => {
    await withClient(testEnv.ownerUrl, async (client) => {
      await client.query('create table scratch (words text, bytes bytea)');
      for (const { bytes } of planted) await client.query('insert into scratch (bytes) values ($1)', [bytes]);
      for (const { bytes } of asText(planted))
        await client.query('insert into scratch (words) values ($1)', [bytes.toString()]);
    });
    await checkpoint();
    const search = new Finder(planted);
    expectFound(search.in(await dump()), planted);
    expectFound(search.inFolder(join(cluster(), 'data', 'base')), planted);
    expectFound(search.inFolder(join(cluster(), 'data', 'pg_wal')), planted);
  });
});

describe('the servers', () => {
  const servers = () => [
    {
      ...testEnv.portal,
      folder: testEnv.portalDir,
      program: testEnv.portal,
      at: { host: 'localhost', port: testEnv.portalPort },
    },
    {
      ...testEnv.witness,
      folder: testEnv.witnessDir,
      program: testEnv.witness,
      at: { socketPath: testEnv.witnessSocket },
    },
  ];
  // The portal draws the founding link itself and shows it once, on its terminal.
  const spoken = (text: string) => text.replace(/^Founding link: .*$/gmu, '');

  it('write nothing readable into their journals', async () => {
    await testEnv.portal.wrote('"route":"/api/records/put"');
    for (const { program } of servers()) expectClean(finder.inText(spoken(program.output())));
    const planted = formsOfText('journal', control());
    const journal = Buffer.concat([Buffer.from(spoken(testEnv.portal.output())), inOne(planted)]);
    expectFound(new Finder(planted).in(journal), planted);
  });

  it('keep nothing readable in their folders', () => {
    for (const { folder } of servers()) {
      expectClean(finder.inFolder(folder));
      const planted = formsOfText('file', control());
      writeFileSync(join(folder, 'planted'), inOne(planted));
      expectFound(new Finder(planted).inFolder(folder), planted);
    }
  });

  const hasProc = process.platform === 'linux';
  if (!hasProc)
    console.error('NOT RUN: environment and memory of the servers were not searched: this system has no /proc');

  it.skipIf(!hasProc)('are given nothing readable by their environment', () => {
    for (const { program } of servers()) expectClean(finder.in(readFileSync(`/proc/${program.pid}/environ`)));
    const planted = asText(inEnvironment);
    expectFound(new Finder(planted).in(readFileSync(`/proc/${testEnv.portal.pid}/environ`)), planted);
  });

  it.skipIf(!hasProc)('have nothing readable in memory, overwritten or not', async () => {
    for (const { program, at } of servers()) {
      expectClean(finder.inMemoryOf(program.pid));
      const planted = formsOfText('memory', control());
      await post(at, '/planted', inOne(planted), {});
      expectFound(new Finder(planted).inMemoryOf(program.pid), planted);
    }
  });
});

/** Answered with a refusal; what counts is that the bytes went there. */
function post(
  at: { host: string; port: number } | { socketPath: string },
  path: string,
  body: Buffer,
  more: Record<string, string>,
): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length, ...more };
  return new Promise((resolve, reject) => {
    request({ ...at, path, method: 'POST', headers, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    })
      .on('error', reject)
      .end(body);
  });
}

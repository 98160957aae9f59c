/**
 * Fills the parts of protocol/README.md that come from the code: fields of every object, labels, leaf types, operations,
 * codes, limits and the worked example. Run by hand after a change; a test compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { toHex, utf8 } from '../protocol/core/bytes.ts';
import { protocolCodes } from '../protocol/core/errors.ts';
import { labels } from '../protocol/core/labels.ts';
import { encodeLeaf, digestLeaf, leafTag, leafTypes } from '../protocol/log/leaf.ts';
import { limits } from '../protocol/core/limits.ts';
import { operationTypes } from '../protocol/roster/operations.ts';
import { freeOperations } from '../protocol/roster/place.ts';
import { takenOperations } from '../protocol/wire/taken.ts';
import { hash, key32, sodiumReady } from '../protocol/crypto/sodium.ts';
import { tuple } from '../protocol/core/tuple.ts';
import { objectSources, root, type ObjectSource } from '../tests/support/protocol/sources.ts';
import { derivations } from '../tests/vectors/derivations.ts';
import { actRows, routeRows } from './spec-transport.ts';
import { contentRows, fieldLimitRows, wordRows } from './spec-words.ts';

const specification = `${root}protocol/README.md`;

/** Labels whose tuples are made and used inside one function, and what for. */
export const insideUses: Readonly<Record<string, string>> = {
  'dd1/list': 'a list of values',
  'dd1/some': 'a value that may be absent, present',
  'dd1/slot-context': 'key and associated data of a slot',
  'dd1/wrap-context': 'key and associated data of a wrap',
  'dd1/wrap-encapsulation': 'hash of a KEM ciphertext',
  'dd1/wrap-contents': 'key that a derandomised seed comes from',
  'dd1/wrap-seed': 'derandomised encapsulation seed',
  'dd1/invite/box-context': 'key and associated data of the terms',
  'dd1/invite/copy-key': 'key of the inviter’s copy',
  'dd1/invite/copy-context': 'key and associated data of the copy',
  'dd1/join/mac': 'MAC of a join under the link’s secret',
  'dd1/join/proof': 'message that the joining key signs',
  'dd1/founding/redeem': 'redeem secret of the founder’s link',
  'dd1/rekey-proof': 'message that a new account key signs',
  'dd1/needs-context': 'key and associated data of what an entry needs',
  'dd1/sig/head': 'message over a head',
  'dd1/sig/record': 'message over a record’s digest',
  'dd1/sig/desk-wrap': 'message over one desk wrap',
  'dd1/sig/chunk': 'message over a version of an archive chunk',
  'dd1/sig/retire': 'message over a retire',
  'dd1/record-key': 'content key and its commitment',
  'dd1/record-ad': 'associated data of the content',
  'dd1/commit/desk-share': 'commitment to kS',
  'dd1/commit/witness-share': 'commitment to kE',
  'dd1/commit/tag-key': 'commitment to the tag key',
  'dd1/release': 'binding of a release',
  'dd1/sig/bundles': 'message over bundles',
  'dd1/bundles-nonce': 'nonce of the leaf of bundles',
  'dd1/bundles-tag': 'public tag key of a member’s bundles',
  'dd1/keyring': 'half of the key of a stored period secret',
  'dd1/keyring-context': 'key and associated data of a stored period secret',
  'dd1/letter-context': 'key and associated data of a letter',
  'dd1/letter-encapsulation': 'hash of a letter’s KEM ciphertext',
  'dd1/letter-veil': 'key and associated data of the veil over it',
  'dd1/message-context': 'key and associated data of a message',
  'dd1/sig/message': 'message that a lane’s or an account’s key signs',
  'dd1/chunk-key': 'half of the key of an archive chunk',
  'dd1/chunk-context': 'key and associated data of an archive chunk',
  'dd1/attachment-chunk': 'key and associated data of a piece of a file',
};

/** Under each "// … (§n)" comment of a list in the sources: which entry belongs to which section. */
function sectionsOf(file: string, entry: RegExp): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  let section = '1';
  for (const line of readFileSync(`${root}protocol/${file}`, 'utf8').split('\n')) {
    section = /^\s*\/\/.*\(§(\d+)\)/u.exec(line)?.[1] ?? section;
    const found = entry.exec(line)?.[1];
    if (found !== undefined) sections.set(found, section);
  }
  return sections;
}

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const code = (text: string) => `\`${text}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
}

function objectPart({ label, file, name, fields }: ObjectSource): string {
  const where = `${code(file)}${name === undefined ? '' : `, ${code(name)}`}`;
  const rows = fields.map((field, at) => [String(at + 1), code(field.name), code(field.codec)]);
  return `**${code(label)}** (${where})\n\n${table(['', 'field', 'form'], rows)}`;
}

function labelUse(label: string): string {
  const uses = Object.entries(derivations).flatMap(([name, each]) =>
    (each.labels as readonly string[]).includes(label) ? [name] : [],
  );
  const object = objectSources().some((source) => source.label === label) ? ['object'] : [];
  const inside = insideUses[label] === undefined ? [] : [insideUses[label]];
  const all = [...object, ...uses, ...inside];
  return all.length === 0 ? 'reserved' : all.join('; ');
}

function limitRows(): readonly (readonly string[])[] {
  let reason = '';
  return readFileSync(`${root}protocol/core/limits.ts`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      reason = /^\s*\/\*\* (.*?) ?\*\/$/u.exec(line)?.[1] ?? reason;
      const name = /^\s*(\w+): /u.exec(line)?.[1];
      if (name === undefined) return [];
      const cells = [code(name), String(limits[name as keyof typeof limits]), reason];
      reason = '';
      return [cells];
    });
}

const lines = (bytes: Uint8Array) =>
  toHex(bytes)
    .replace(/(.{64})/gu, '$1\n    ')
    .trimEnd();

function example(): string {
  const [rootfp, tagKey] = [new Uint8Array(32).fill(0x11), key32(new Uint8Array(32).fill(0x22))];
  const body = utf8('body');
  const made = tuple('dd1/record-body', body);
  const digest = hash(made);
  const nonce = digest.slice(0, 16);
  const tagged = tuple('dd1/leaf-tag', rootfp, nonce);
  const tag = leafTag(tagKey, rootfp, nonce);
  const leaf = encodeLeaf(digestLeaf('record', digest, tag));
  const step = (text: string, bytes: Uint8Array) => `${text}\n\n    ${lines(bytes)}\n`;
  return [
    step('The tuple `T("dd1/record-body", "body")`: two elements, each after its length.', made),
    step('Its hash, the digest of a (very short) record body: `H` is BLAKE2b-256.', digest),
    step(
      'What the tag is made over: `T("dd1/leaf-tag", rootfp, nonce)` with `rootfp` = 32 × `11`, nonce = digest[0..16].',
      tagged,
    ),
    step('The tag under the tag key 32 × `22`: keyed BLAKE2b, 16 bytes.', tag),
    step('The leaf: type `03`, nonce, tag, SHA-256 commitment; 65 bytes.', leaf),
  ].join('\n');
}

function operationRows(): readonly (readonly string[])[] {
  return operationTypes.map((type) => [
    code(type),
    type === 'officer-change' ? 'out: free, in: named' : freeOperations.includes(type) ? 'free' : 'named',
    takenOperations.includes(type) ? 'taken' : '`not-yet`',
  ]);
}

/** Every generated part by the name of its marker. */
export function generatedParts(): Readonly<Record<string, string>> {
  const labelSections = sectionsOf('core/labels.ts', /^\s*'(dd1\/[^']+)'/u);
  const codeSections = sectionsOf('core/errors.ts', /^\s*'([a-z-]+)',$/u);
  const sections = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const objects = sections.map((section): readonly [string, string] => {
    const here = objectSources().filter((source) => labelSections.get(source.label) === section);
    return [`objects of §${section}`, here.map(objectPart).join('\n\n')];
  });
  const labelRows = labels.map((label) => [code(label), `§${labelSections.get(label)}`, labelUse(label)]);
  const codeRows = sections.map((section) => [
    `§${section}`,
    protocolCodes
      .filter((each) => codeSections.get(each) === section)
      .map(code)
      .join(' '),
  ]);
  const leafRows = leafTypes.map((type, at) => [
    (at + 1).toString(16).padStart(2, '0'),
    code(type),
    code(`dd1/leaf/${type}`),
  ]);
  return {
    example: example(),
    words: table(['list', 'words'], wordRows()),
    contents: table(['kind', 'content'], contentRows()),
    'fields of contents': table(['kind', 'field', 'form'], fieldLimitRows()),
    ...Object.fromEntries(objects.filter(([, text]) => text !== '')),
    operations: table(['operation', 'place', "this version's portal"], operationRows()),
    'leaf types': table(['first byte', 'type', 'label of the commitment'], leafRows),
    acts: table(['act', 'who', 'body, bytes', 'body', 'answer'], actRows()),
    routes: table(['listener', 'route', 'body', 'answer'], routeRows()),
    labels: table(['label', 'section', 'use'], labelRows),
    codes: table(['section', 'codes'], codeRows),
    limits: table(['limit', 'value', 'reason'], limitRows()),
  };
}

const marker = (name: string) => [`<!-- from the code: ${name} -->`, `<!-- end: ${name} -->`] as const;

/** The specification with every generated part in its place. Throws when a marker is missing. */
export function filled(text: string): string {
  return Object.entries(generatedParts()).reduce((sofar, [name, part]) => {
    const [open, close] = marker(name);
    const [from, to] = [sofar.indexOf(open), sofar.indexOf(close)];
    if (from < 0 || to < from) throw new Error(`protocol/README.md has no place for: ${name}`);
    return `${sofar.slice(0, from)}${open}\n\n${part.trim()}\n\n${sofar.slice(to)}`;
  }, text);
}

if (import.meta.main) {
  await sodiumReady;
  writeFileSync(specification, filled(readFileSync(specification, 'utf8')));
}

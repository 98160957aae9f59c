/** Looks for many needles at once, each in every form in which it could lie about, in everything a thief could carry. */
import { existsSync, readdirSync, readFileSync, openSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';

/** Shorter ones would be found by accident. */
const SHORTEST = 8;

export interface Needle {
  /** Names the place it was planted in; a failure shows this and not the bytes. */
  readonly label: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** The part of the base64 of bytes that stays the same, wherever in a longer text they begin. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

export function formsOfBytes(label: string, secret: Uint8Array): Needle[] {
  const bytes = Buffer.from(secret);
  const forms: [string, string | Buffer][] = [
    ['bytes', bytes],
    ['hex', bytes.toString('hex')],
    ['HEX', bytes.toString('hex').toUpperCase()],
    ...[0, 1, 2].flatMap((offset): [string, string][] => {
      const base64 = base64At(bytes, offset);
      return [
        [`base64+${offset}`, base64],
        [`base64url+${offset}`, urlSafe(base64)],
      ];
    }),
  ];
  return distinct(forms.map(([form, found]) => ({ label, form, bytes: Buffer.from(found) })));
}

export function formsOfText(label: string, text: string): Needle[] {
  const wide = Buffer.from(text, 'utf16le');
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\0-\x7f]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const forms: [string, string | Buffer][] = [
    ['utf-16le', wide],
    ['utf-16be', Buffer.from(wide).swap16()],
    ['latin-1', Buffer.from(text, 'latin1')],
    ['percent', encodeURIComponent(text)],
    ['json', escaped],
  ];
  return distinct([
    ...formsOfBytes(label, Buffer.from(text)),
    ...forms.map(([form, found]) => ({ label, form, bytes: Buffer.from(found) })),
  ]);
}

function distinct(needles: readonly Needle[]): Needle[] {
  const seen = new Map<string, Needle>();
  for (const needle of needles) {
    const key = needle.bytes.toString('latin1');
    if (!seen.has(key)) seen.set(key, needle);
  }
  return [...seen.values()];
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/**
 * Eight digits are in some time in milliseconds by accident. A number in a longer number is none; the digits of a whole card are
 * a needle of their own.
 */
function isInLongerNumber(hay: Buffer, from: number, to: number): boolean {
  return hay.subarray(from, to).every(isDigit) && (isDigit(hay[from - 1]) || isDigit(hay[to]));
}

const slotOf = (fourBytes: number): number => Math.imul(fourBytes, 0x9e3779b1) >>> 12;

/** One pass over the bytes, whatever the number of needles. */
export class Finder {
  readonly #byStart = new Map<number, Needle[]>();
  readonly #starts = new Uint8Array(1 << 20);

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) {
      if (needle.bytes.length < SHORTEST)
        throw new Error(`${needle.label} (${needle.form}) is too short to search for`);
      const start = needle.bytes.readUInt32BE(0);
      this.#starts[slotOf(start)] = 1;
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), needle]);
    }
  }

  in(hay: Buffer): Set<Needle> {
    const found = new Set<Needle>();
    let window = 0;
    for (let at = 0; at < hay.length; at++) {
      window = (window << 8) | (hay[at] as number);
      if (this.#starts[slotOf(window)] === 0 || at < 3) continue;
      for (const needle of this.#byStart.get(window >>> 0) ?? []) {
        const [from, to] = [at - 3, at - 3 + needle.bytes.length];
        if (hay.subarray(from, to).equals(needle.bytes) && !isInLongerNumber(hay, from, to)) found.add(needle);
      }
    }
    return found;
  }

  inText(text: string): Set<Needle> {
    return this.in(Buffer.from(text));
  }

  inFolder(folder: string): Set<Needle> {
    const found = new Set<Needle>();
    for (const file of filesBelow(folder)) for (const needle of this.in(readFileSync(file))) found.add(needle);
    return found;
  }

  /** What a process holds in memory, freed but not yet overwritten bytes included. Linux only. */
  inMemoryOf(pid: number): Set<Needle> {
    const found = new Set<Needle>();
    for (const bytes of memoryOf(pid)) for (const needle of this.in(bytes)) found.add(needle);
    return found;
  }
}

/** The database's own short-lived files may go while we look. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => existsSync(file));
}

const CHUNK = 64 * 1024 * 1024;
/** Longer than any needle, so that none hides on the seam of two chunks. */
const OVERLAP = 4096;

function* memoryOf(pid: number): Generator<Buffer> {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const [low, high] of writtenRanges(pid)) yield* readRange(memory, low, high);
  } finally {
    closeSync(memory);
  }
}

/** Of the address space, what was ever written to: an engine reserves far more than it uses. */
function writtenRanges(pid: number): (readonly [number, number])[] {
  const PAGE = 4096;
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, low, high] = /^([0-9a-f]+)-([0-9a-f]+) rw/u.exec(line) ?? [];
        if (low === undefined || high === undefined) return [];
        const [from, to] = [Number.parseInt(low, 16), Number.parseInt(high, 16)];
        const entries = Buffer.alloc(((to - from) / PAGE) * 8);
        readSync(pages, entries, 0, entries.length, (from / PAGE) * 8);
        const ranges: [number, number][] = [];
        for (let at = 0; at < entries.length; at += 8) {
          // The two highest bits: present in memory, or swapped out.
          if ((entries[at + 7] as number) < 0x40) continue;
          const page = from + (at / 8) * PAGE;
          const last = ranges.at(-1);
          if (last?.[1] === page) last[1] += PAGE;
          else ranges.push([page, page + PAGE]);
        }
        return ranges;
      });
  } finally {
    closeSync(pages);
  }
}

function* readRange(memory: number, low: number, high: number): Generator<Buffer> {
  for (let at = low; at < high; at += CHUNK - OVERLAP) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, high - at));
    try {
      yield chunk.subarray(0, readSync(memory, chunk, 0, chunk.length, at));
    } catch {
      // A range that is gone since the list was read.
    }
  }
}

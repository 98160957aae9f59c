/**
 * The one stream (§9.10): parcels {sequence, tag, body, day}. None tells from whom, to whom or in which thread. The answer
 * to a look always has the same number of bytes: a page of tags and four bodies.
 */
import { concat, readU32, readU64, u32, u64 } from '../core/bytes.ts';
import { fixed } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';

export interface Parcel {
  readonly tag: Uint8Array;
  readonly body: Uint8Array;
}

export interface TagLine {
  readonly sequence: number;
  readonly tag: Uint8Array;
  /** The day on which it was posted, in days since 1970 UTC. */
  readonly day: number;
}

const lineBytes = 28;
const pageBytes = 16 + limits.parcelsPerPage * lineBytes;

/** The number of bytes of every answer to a look. */
export const lookBytes = pageBytes + limits.parcelsPerLook * limits.parcelBytes;

export interface Look {
  /** The newest sequence number in the stream; 0 while it is empty. */
  readonly newest: number;
  readonly lines: readonly TagLine[];
  /** In the order of the request. For a sequence number that does not exist, random bytes. */
  readonly bodies: readonly Uint8Array[];
}

/**
 * Encodes an answer: newest 8 || count 4 || 0 4 || 64 lines {sequence 8, day 4, tag 16} || 4 bodies. What is not used is
 * `filler`.
 */
export function encodeLook(look: Look, filler: Uint8Array): Uint8Array {
  const lines = look.lines.map(({ sequence, tag, day }) => concat(u64(sequence), u32(day), tag));
  const page = concat(u64(look.newest), u32(lines.length), u32(0), ...lines);
  const rest = fixed(pageBytes).parse(filler).slice(page.length);
  if (look.bodies.length !== limits.parcelsPerLook) refuse('wrong-length', `${look.bodies.length} bodies`);
  return fixed(lookBytes).parse(
    concat(page, rest, ...look.bodies.map((body) => fixed(limits.parcelBytes).parse(body))),
  );
}

export const fillerBytes = pageBytes;

/**
 * Parses an answer. Lines must rise and come after `after`, otherwise `malformed`: a portal that repeats or goes back is
 * refused.
 */
export function parseLook(bytes: Uint8Array, after: number): Look {
  fixed(lookBytes).parse(bytes);
  const [newest, count] = [readU64(bytes, 0), readU32(bytes, 8)];
  if (newest < after) refuse('malformed', `the stream ends at ${newest}, before ${after}`);
  if (count > limits.parcelsPerPage) refuse('malformed', `${count} lines on a page`);
  let last = after;
  const lines = Array.from({ length: count }, (_, i): TagLine => {
    const at = 16 + i * lineBytes;
    const sequence = readU64(bytes, at);
    if (sequence <= last || sequence > newest) refuse('malformed', `sequence ${sequence} after ${last}`);
    last = sequence;
    return { sequence, day: readU32(bytes, at + 8), tag: bytes.slice(at + 12, at + lineBytes) };
  });
  const bodies = Array.from({ length: limits.parcelsPerLook }, (_, i) => {
    const at = pageBytes + i * limits.parcelBytes;
    return bytes.slice(at, at + limits.parcelBytes);
  });
  return { newest, lines, bodies };
}

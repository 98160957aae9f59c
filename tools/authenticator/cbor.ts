/**
 * The part of CBOR that an authenticator writes, in the CTAP2 canonical form: shortest heads, definite lengths, map keys
 * sorted by major type, then length, then bytes. There is no decoder here: what reads these bytes is the server under
 * test, with code of its own.
 */

export type CborValue = number | boolean | string | Uint8Array | readonly CborValue[] | CborMap;
export type CborMap = ReadonlyMap<number | string, CborValue>;

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5 } as const;

export function encodeCbor(value: CborValue): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode(value));
}

function encode(value: CborValue): Buffer {
  if (typeof value === 'number') return encodeInteger(value);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    return Buffer.concat([head(MAJOR.text, text.length), text]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(MAJOR.bytes, value.length), value]);
  if (isMap(value)) return encodeMap(value);
  return Buffer.concat([head(MAJOR.array, value.length), ...value.map(encode)]);
}

function isMap(value: readonly CborValue[] | CborMap): value is CborMap {
  return value instanceof Map;
}

function encodeInteger(value: number): Buffer {
  if (!Number.isSafeInteger(value)) throw new RangeError('only whole numbers are encoded');
  return value >= 0 ? head(MAJOR.unsigned, value) : head(MAJOR.negative, -1 - value);
}

/** An encoded key begins with its major type and its length, so sorting by length, then by bytes, is the CTAP2 order. */
function encodeMap(map: CborMap): Buffer {
  const entries = [...map].map(([key, value]) => ({ key: encode(key), value: encode(value) }));
  entries.sort((a, b) => (a.key[0]! >> 5) - (b.key[0]! >> 5) || a.key.length - b.key.length || a.key.compare(b.key));
  return Buffer.concat([head(MAJOR.map, entries.length), ...entries.flatMap(({ key, value }) => [key, value])]);
}

function head(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 0x100) return Buffer.of(type | 24, argument);
  if (argument < 0x10000) return Buffer.of(type | 25, argument >> 8, argument & 0xff);
  if (argument >= 0x1_0000_0000) throw new RangeError('longer than an authenticator ever writes');
  const bytes = Buffer.alloc(5, type | 26);
  bytes.writeUInt32BE(argument, 1);
  return bytes;
}

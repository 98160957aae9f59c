/** Values of objects as JSON: bytes are "hex:…" text, an absent field is null, everything else is itself. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

export function toPlain(value: unknown): Plain {
  if (value instanceof Uint8Array) return `hex:${Buffer.from(value).toString('hex')}`;
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toPlain(part)]));
  return value as Plain;
}

export function fromPlain(plain: Plain): unknown {
  if (typeof plain === 'string' && plain.startsWith('hex:')) return new Uint8Array(Buffer.from(plain.slice(4), 'hex'));
  if (plain === null) return undefined;
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (typeof plain === 'object')
    return Object.fromEntries(Object.entries(plain).map(([name, part]) => [name, fromPlain(part as Plain)]));
  return plain;
}

import { ProtocolError } from '#protocol/core/errors.ts';

/** Undefined where the bytes are not what was sealed, or not what this client writes. */
export function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

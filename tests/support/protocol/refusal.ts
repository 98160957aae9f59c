/** Runs something that must be refused, and says with which code. Anything but a ProtocolError is a defect and flies on. */
import { ProtocolError, type ProtocolCode } from '#protocol/core/errors.ts';

export function refusalOf(act: () => unknown): ProtocolCode | 'accepted' {
  try {
    act();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return 'accepted';
}

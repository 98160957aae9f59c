/** The errors by which a browser refuses a ceremony; a site sees their names and nothing else. */

export type RefusalName =
  | 'AbortError'
  | 'InvalidStateError'
  | 'NotAllowedError'
  | 'NotSupportedError'
  | 'SecurityError'
  | 'SyntaxError';

export function refuse(name: RefusalName, message: string): never {
  throw new DOMException(message, name);
}

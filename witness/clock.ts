/** The witness's clock, in milliseconds. Nothing else here reads one. */
export function now(): number {
  return Date.now();
}

/** The only file of this process that reads the clock. */
export function now(): number {
  return Date.now();
}

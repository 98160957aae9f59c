// What the processes that a test starts take over from this one; everything else they are given by name.

function pick(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']).filter(([, value]) => value !== ''));
}

/** The clock of a run that was moved with libfaketime (tools/test.ts); empty in an ordinary run. */
export const clock =
  process.env['FAKETIME'] === undefined ? {} : pick('LD_PRELOAD', 'FAKETIME', 'FAKETIME_DONT_FAKE_MONOTONIC');

/** For Node. What it compiled once in this run is not compiled again: half of what a start costs (setup.ts). */
export const inherited = { ...pick('PATH', 'NODE_COMPILE_CACHE'), ...clock };

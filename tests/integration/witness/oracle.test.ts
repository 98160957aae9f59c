/**
 * Our notes, roots and proofs, read by Go's own log code (golang.org/x/mod/sumdb). Needs Go and its library from
 * Debian; as root on Debian they are installed, anywhere else this test says that it was not run.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consistencyProof, hashLeaf, inclusionProof, rootOf } from '#protocol/log/merkle.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { goMs, GoProgram } from '../../support/processes/go.ts';
import { provideOrSkip } from '../../support/processes/packages.ts';
import { Event, logOrigin } from '../../support/witness/event.ts';
import { file } from '../../support/witness/openings.ts';
import type { Person } from '../../support/witness/people.ts';
import { RunningWitness } from '../../support/witness/process.ts';

await sodiumReady;

let witness: RunningWitness;
let program: GoProgram | undefined;

beforeAll(async () => {
  witness = await RunningWitness.make();
}, goMs);
afterAll(async () => {
  await witness.remove();
  await program?.remove();
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

test(
  'Go reads the same roots, proofs, signature and cosignature',
  async (context) => {
    const [go = ''] = provideOrSkip(context, 'go');
    program = new GoProgram(go, 'proofs');
    const event = await Event.found(witness);
    for (let i = 0; i < 67; i++) file(event, 'travel', event.officers[0] as Person);
    await event.publish();
    const { note } = (await witness.call('GET', '/state')).json;
    const hashes = event.leaves.map(hashLeaf);
    const sizes = hashes.map((_, i) => i + 1);
    const input = {
      note,
      logName: logOrigin,
      logKey: base64(event.logKey.publicKey),
      witnessName: event.card.name,
      witnessKey: base64(event.card.cosignKey),
      leaves: event.leaves.map(base64),
      roots: sizes.map((size) => base64(rootOf(hashes.slice(0, size)))),
      consistency: sizes.flatMap((size) =>
        sizes
          .filter((old) => old < size)
          .map((old) => ({ old, new: size, proof: consistencyProof(old, hashes.slice(0, size)).map(base64) })),
      ),
      inclusion: sizes.flatMap((size) =>
        sizes
          .filter((old) => old <= size)
          .map((old) => ({ index: old - 1, size, proof: inclusionProof(old - 1, hashes.slice(0, size)).map(base64) })),
      ),
    };
    expect(await program.ask(input)).toBe('agreed: 69 roots, 2346 consistency proofs, 2415 inclusion proofs\n');

    const last = event.leaves.at(-1) as Uint8Array;
    const bent = Uint8Array.from(last, (byte, i) => (i === 40 ? byte ^ 1 : byte));
    expect(await program.ask({ ...input, leaves: [...input.leaves.slice(0, -1), base64(bent)] })).toContain(
      'root of 69 leaves',
    );
    expect(await program.ask({ ...input, witnessKey: input.logKey })).toContain('one signature and one cosignature');
    expect(await program.ask({ ...input, logKey: input.witnessKey })).toContain(
      'refused: one signature and one cosignature',
    );
  },
  goMs,
);

/** A disk that is full when a removal has to leave no trace: the witness goes on once there is space, without a restart. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { mutantFolder } from '../../support/attacks/mutant.ts';
import { Event } from '../../support/witness/event.ts';
import { makePerson } from '../../support/witness/people.ts';
import { RunningWitness } from '../../support/witness/process.ts';

await sodiumReady;

interface Removed {
  readonly witness: RunningWitness;
  readonly event: Event;
  /** Sealed, of the one who was removed. */
  readonly slots: Uint8Array;
}

/** The removal is on the disk; emptying the journal failed. */
async function removedOnFullDisk(witness: RunningWitness): Promise<Removed> {
  const event = await Event.draft(witness);
  const guest = await makePerson('participant');
  const added = await event.add(guest);
  await event.publish();
  await witness.restart();
  const sizeOf = (name: string) => statSync(join(witness.dataDir, name)).size;
  // The state must grow, and may not; its journal is short enough.
  const full = sizeOf('state.sqlite');
  witness.limitFiles(full);
  while (sizeOf('state.sqlite-wal') < full / 2) {
    await event.makeMonthKey();
    await event.publish();
  }
  event.enter(await event.sign({ type: 'remove', member: guest.card.member }, [event.officers[0]!]));
  expect((await event.mirror()).status).toBe(500);
  return { witness, event, slots: event.needs.get(added) ?? new Uint8Array(0) };
}

test('a removal that is on the disk, and whose journal could not be emptied, stands', async () => {
  const { witness, event, slots } = await removedOnFullDisk(await RunningWitness.make());
  try {
    // While her slots may still be read there, nothing is cosigned over it.
    expect((await event.addCheckpoint()).status).toBe(500);
    witness.limitFiles(undefined);
    await event.publish();
    const journal = readFileSync(join(witness.dataDir, 'state.sqlite-wal'));
    expect(journal.includes(Buffer.from(slots))).toBe(false);
    await event.makeMonthKey();
    await event.publish();
  } finally {
    await witness.remove();
  }
});

test('where memory stays behind the disk, nothing is taken any more', async () => {
  const { witness, event } = await removedOnFullDisk(await RunningWitness.make({}, mutantFolder('memory-behind-disk')));
  try {
    witness.limitFiles(undefined);
    expect((await event.mirror()).status).toBe(500);
    expect((await event.mirror()).status).toBe(500);
  } finally {
    await witness.remove();
  }
});

// Whether a void can still come into force: by its time, by what it names, and by having counted in another form.
import { beforeAll, describe, expect, it } from 'vitest';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { isFinal } from '#protocol/roster/void-final.ts';
import { readVoid, type VoidEntry } from '#protocol/roster/void-signers.ts';
import { enact, makeEntry, mintEpoch, standardEvent, travel, visa, type Event } from '../../support/protocol/event.ts';

beforeAll(async () => sodiumReady);

/** As it lies at the next leaf, judged void there. */
const voidOf = (event: Event, body: Uint8Array) => readVoid(event.roster, body, event.leaves.length) as VoidEntry;

function standing() {
  const { event, tess, amal } = standardEvent('void final');
  const join = { type: 'desk-join', desk: visa, member: tess.member } as const;
  const named = voidOf(event, makeEntry(event, join, [event.officers[0]!]));
  const free = voidOf(event, makeEntry(event, { type: 'remove', member: amal.member }, [event.officers[0]!]));
  return { event, tess, amal, join, named, free };
}

describe('a void can still come into force', () => {
  it.each([
    [-1, false],
    [0, false],
    [1, true],
  ])('until its time is over, not longer: %i ms after it', (after, final) => {
    const { event, named, free } = standing();
    for (const one of [named, free]) expect(isFinal(event.roster, one, one.entry.expires + after)).toBe(final);
  });

  it('while the person whom it names is as she was, and not after a change of her', () => {
    const { event, tess, named } = standing();
    mintEpoch(event, visa);
    expect(isFinal(event.roster, named, event.now)).toBe(false);
    enact(event, { type: 'desk-leave', desk: travel, member: tess.member }, [tess]);
    expect(isFinal(event.roster, named, event.now)).toBe(true);
  });

  it('whatever happens to others, where it names nobody', () => {
    const { event, tess, free } = standing();
    enact(event, { type: 'desk-leave', desk: travel, member: tess.member }, [tess]);
    expect(isFinal(event.roster, free, event.now)).toBe(false);
  });

  it('not once the same act has counted, by whomever it was signed', () => {
    const { event, amal } = standing();
    const body = enact(event, { type: 'remove', member: amal.member }, [event.officers[0]!]);
    expect(isFinal(event.roster, voidOf(event, body), event.now)).toBe(true);
  });
});

/**
 * P2, P5. Somebody with her own keys, or with entries that were in force once, against acts of the officers that wait:
 * she outruns her own removal, floods the roster, makes an approval stale, has one counted a second time, or signs about
 * herself. Each run has an event of its own, made by the very code that judges it.
 */
import { p256 } from '@noble/curves/nist.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '#protocol/core/limits.ts';
import * as realSodium from '#protocol/crypto/sodium.ts';
import * as realJudge from '#protocol/roster/judge.ts';
import * as realRoster from '#protocol/roster/roster.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';
import * as realEvent from '../../support/protocol/event.ts';

/** The code that makes and judges entries: of this checkout, or of a copy without a check. */
interface Code {
  readonly event: typeof realEvent;
  readonly judge: typeof realJudge;
  readonly roster: typeof realRoster;
}
type Event = realEvent.Event;
type Person = realEvent.Person;

const real: Code = { event: realEvent, judge: realJudge, roster: realRoster };
async function without(patch: string): Promise<Code> {
  await mutantModule<typeof realSodium>(patch, 'protocol/crypto/sodium.ts').sodiumReady;
  return {
    event: mutantModule(patch, 'tests/support/protocol/event.ts'),
    judge: mutantModule(patch, 'protocol/roster/judge.ts'),
    roster: mutantModule(patch, 'protocol/roster/roster.ts'),
  };
}
beforeAll(async () => realSodium.sodiumReady);

const say = ({ judge }: Code, event: Event, body: Uint8Array) => judge.reasonAgainst(event.roster, body, event.now);
const officer = (event: Event, at = 0) => event.officers[at] as Person;

/** Nothing of her code stops her: she goes on until she is refused, or has done it more often than anybody may. */
function script(act: () => void): { times: number; code: string } {
  for (let times = 0; times <= limits.ownEntriesPerDay; times++) {
    try {
      act();
    } catch (error) {
      return { times, code: (error as { code?: string }).code ?? String(error) };
    }
  }
  return { times: limits.ownEntriesPerDay + 1, code: '' };
}

describe('her own removal', () => {
  async function removedAfterScript(code: Code) {
    const { event, amal } = code.event.standardEvent('outrun removal');
    const remove = code.event.makeEntry(event, { type: 'remove', member: amal.member }, [officer(event)]);
    const quiet = say(code, event, remove);
    let she = amal;
    const done = script(() => (she = code.event.rekey(event, she)));
    return { quiet, done, after: say(code, event, remove) };
  }

  it('counts whatever she does meanwhile, and she does not do it for ever', async () => {
    expect(await removedAfterScript(real)).toEqual({
      quiet: '',
      done: { times: limits.ownEntriesPerDay, code: 'roster-often' },
      after: '',
    });
  });

  it('would be outrun by one new key, where a removal names her state', async () => {
    expect(await removedAfterScript(await without('named-removal'))).toMatchObject({
      quiet: '',
      after: 'roster-chain',
    });
  });

  it('would come among any number of entries of hers, where her own are not counted', async () => {
    const { done } = await removedAfterScript(await without('uncounted-own'));
    expect(done).toEqual({ times: limits.ownEntriesPerDay + 1, code: '' });
  });
});

describe('a join that waits for a second officer', () => {
  function waitingJoin({ event: made }: Code) {
    const { event, tess, vera } = made.standardEvent('outrun join');
    const join = made.makeEntry(
      event,
      { type: 'desk-join', desk: made.visa, member: tess.member },
      made.quorumOf(event),
    );
    return { event, tess, vera, join };
  }
  async function afterEpochs(code: Code) {
    const { event, join } = waitingJoin(code);
    const quiet = say(code, event, join);
    code.event.mintEpoch(event, code.event.visa);
    return [quiet, say(code, event, join)];
  }

  it('outlives what an insider of that team does to it', async () => {
    expect(await afterEpochs(real)).toEqual(['', '']);
  });

  it('would be stale by one new key of the team, where the team is named', async () => {
    expect(await afterEpochs(await without('named-desk'))).toEqual(['', 'roster-chain']);
  });

  async function afterLeaving(code: Code) {
    const { event, tess, join } = waitingJoin(code);
    code.event.enact(event, { type: 'desk-leave', desk: code.event.travel, member: tess.member }, [tess]);
    return say(code, event, join);
  }

  it('dies with a change of the very person', async () => {
    expect(await afterLeaving(real)).toBe('roster-chain');
  });

  it('would let her in although she was put out since, where nobody is named', async () => {
    expect(await afterLeaving(await without('join-without-member'))).toBe('');
  });
});

describe('the key that a team needs after somebody left it', () => {
  /** She uses up the day's entries, and is removed. */
  async function mintedAfter(code: Code): Promise<string> {
    const { event, tess } = code.event.standardEvent('outrun needed');
    script(() => code.event.mintEpoch(event, code.event.travel));
    code.event.enact(event, { type: 'remove', member: tess.member }, [officer(event)]);
    try {
      code.event.mintEpoch(event, code.event.travel);
      return '';
    } catch (error) {
      return (error as { code: string }).code;
    }
  }

  it('is made at once, though she had used up the day’s entries', async () => {
    expect(await mintedAfter(real)).toBe('');
  });

  it('would wait for a day, where every new key is counted', async () => {
    expect(await mintedAfter(await without('needed-epoch-counted'))).toBe('roster-often');
  });
});

describe('an entry that was in force', () => {
  /** ES256 signatures come in pairs: (r, s) and (r, n - s) hold for the same message. */
  function turnedOver(signed: Uint8Array): Uint8Array {
    const { entry, signatures } = realRoster.signedEntry.parse(signed);
    const turned = signatures.map(({ assertion, ...rest }) => {
      const { r, s } = p256.Signature.fromBytes(assertion.signature, 'der');
      const other = new p256.Signature(r, p256.Point.Fn.ORDER - s);
      return { ...rest, assertion: { ...assertion, signature: other.toBytes('der') } };
    });
    return realRoster.signedEntry.encode({ entry, signatures: turned, card: undefined });
  }

  /** She left on an officer's word, came back, and the same word is used once more. */
  async function again(code: Code, how: (signed: Uint8Array) => Uint8Array): Promise<string> {
    const { event, tess } = code.event.standardEvent('counted twice');
    const desk = code.event.travel;
    const leave = code.event.enact(event, { type: 'desk-leave', desk, member: tess.member }, [officer(event)]);
    code.event.enact(event, { type: 'desk-join', desk, member: tess.member });
    return say(code, event, how(leave));
  }
  const same = (signed: Uint8Array) => signed;

  it('never counts again, however its signature is written', async () => {
    expect([await again(real, same), await again(real, turnedOver)]).toEqual(['roster-twice', 'roster-twice']);
  });

  it('is another entry with the other half of its signature, where signatures are in what is remembered', async () => {
    const code = await without('signed-hash-counted');
    // Behind it is the rule about entries from before she came back.
    expect([await again(code, same), await again(code, turnedOver)]).toEqual(['roster-twice', 'roster-expired']);
  });
});

describe('an act about herself', () => {
  async function ownJoin(code: Code): Promise<readonly string[]> {
    const { event } = code.event.standardEvent('own act');
    const [one, two, three] = event.officers as [Person, Person, Person];
    const join = { type: 'desk-join', desk: code.event.travel, member: one.member } as const;
    return [
      [one, two],
      [two, three],
    ].map((by) => say(code, event, code.event.makeEntry(event, join, by)));
  }

  it('is signed by others', async () => {
    expect(await ownJoin(real)).toEqual(['roster-right', '']);
  });

  it('would need one other only, where she counts', async () => {
    expect(await ownJoin(await without('herself-counts'))).toEqual(['', '']);
  });
});

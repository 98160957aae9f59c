/**
 * P6. One touch signs in. Somebody keeps that touch and shows it again, as if it had been made for opening a record, or
 * for changing who is a member. Portal and witness recompute what the touch was for, and it was for nothing else.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signatureCodec } from '#protocol/members/genesis.ts';
import { entryCodec, entryFor, entryMessage, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { appendLeaves, askWitness } from '../../support/attacks/doors.ts';
import { openAll, SmallEvent, travel, visa, type Handle } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { withMutantPortal, withMutantWitness } from '../../support/attacks/mutant.ts';
import { askOf, craft, leavesOf, outcomes, readAll, releaseOf, type Batch } from '../../support/attacks/opening.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira'], own: true });
});
afterAll(() => event.stop());

/** She signs in, and does so again; the second touch is kept by somebody at the wire, who says that nothing arrived. */
async function recordedLogin(handle: Handle): Promise<{ insider: Insider; login: Assertion }> {
  const person = await event.enter(handle);
  const insider = await insiderOf(person, event.place);
  person.wire.bend('login/finish', () => Promise.reject(new Error('kept')));
  await expect(person.signIn()).rejects.toThrow('kept');
  const { assertion } = person.wire.lastSent('login/finish') as Body<'login/finish'>;
  const { nonce } = person.wire.lastAnswer('login/begin') as Reply<'login/begin'>;
  const login: Assertion = {
    credentialId: fromBase64url(assertion.credentialId),
    authenticatorData: fromBase64url(assertion.authenticatorData),
    clientDataJSON: fromBase64url(assertion.clientDataJSON),
    signature: fromBase64url(assertion.signature),
    nonce: fromBase64url(nonce),
  };
  return { insider, login };
}

/** A colleague of hers lends what he may have of the record: the team's share and tag key. */
async function batchIn(name: Insider): Promise<Batch> {
  const milan = await insiderOf(await event.enter('milan'), event.place);
  const share = (await sharesOf(milan, travel)).find(
    ({ verified: { header } }) => (header.kind as string) === 'travel',
  );
  return craft(await rosterOf(milan), name.member, travel, [share as Share]);
}

/** Milan joins another team, in an officer's name: her account key, and a touch that she made to sign in. */
function entryBy({ member, keys }: Insider, login: Assertion, roster: Roster): Uint8Array {
  const time = Date.now();
  const operation = { type: 'desk-join', desk: visa, member: event.member('milan') } as const;
  const entry = entryCodec.encode(entryFor(roster, operation, { time, expires: time + 3_600_000 }));
  const signature = signDetached(keys.sign.secretKey, entryMessage(roster.rootfp, entry));
  const signed = signatureCodec.parse(signatureCodec.encode({ member, signature, assertion: login }));
  return signedEntry.encode({ entry, signatures: [signed], card: undefined });
}

describe('a touch that was made for opening', () => {
  it('opens', async () => {
    const tove = await event.enter('tove');
    expect(await openAll(tove, [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
  });
});

describe('a touch that was made for signing in', () => {
  it('opens nothing at the portal, and leaves no entry', async () => {
    const { insider, login } = await recordedLogin('tove');
    const before = await event.logSize();
    const ask = askOf(await batchIn(insider), login);
    expect(await codeOf(insider.person.wire.ask('openings/ask', ask))).toBe('assertion-challenge');
    expect(await event.logSize()).toBe(before);
  });

  it('opens nothing at the witness, even with an entry that the operator wrote himself', async () => {
    const { insider, login } = await recordedLogin('tove');
    const batch = await batchIn(insider);
    const first = await appendLeaves(event.testEnv, leavesOf(batch));
    await openAll(await event.enter('milan'), [event.member('amira')]);
    const answer = await askWitness(event.testEnv, 'POST', '/release', await releaseOf(event, batch, login, first));
    expect([answer.status, answer.json.code]).toEqual([422, 'assertion-challenge']);
    expect(answer.json.box).toBeUndefined();
  });

  it('changes no team at the portal', async () => {
    const { insider, login } = await recordedLogin('ingrid');
    const entry = toBase64url(entryBy(insider, login, await rosterOf(insider)));
    expect(await codeOf(insider.person.wire.ask('roster/propose', { entry, minted: null }))).toBe(
      'assertion-challenge',
    );
  });

  it('changes no team at the witness', async () => {
    const { insider, login } = await recordedLogin('ingrid');
    const bytes = entryBy(insider, login, await rosterOf(insider));
    const answer = await askWitness(event.testEnv, 'POST', '/judge', { bytes: toBase64url(bytes) });
    expect(answer.json.code).toBe('assertion-challenge');
  });
});

it('opens a record in her name, and changes a team, where nobody asks what a touch was for', async () => {
  await withMutantWitness(event.testEnv, 'login-as-opening', () =>
    withMutantPortal(event.testEnv, 'login-as-opening', async () => {
      const tove = await recordedLogin('tove');
      const batch = await batchIn(tove.insider);
      const answer = await tove.insider.person.wire.ask('openings/ask', askOf(batch, tove.login));
      expect(outcomes(batch, answer.box)).toEqual(['released']);
      expect(await readAll(event, batch, answer.box)).toMatchObject([{ from: 'Sundar Coast' }]);

      const { insider, login } = await recordedLogin('ingrid');
      const entry = toBase64url(entryBy(insider, login, await rosterOf(insider)));
      const outcome = await insider.person.wire.ask('roster/propose', { entry, minted: null });
      expect(outcome).toEqual({ state: 'applied', missing: 0 });
    }),
  ).catch((error: unknown) => {
    // The event's own processes do not start again over a log that they would never have written: that is the point.
    if (!String(error).includes('assertion-challenge')) throw error;
  });
  expect.assertions(5);
});

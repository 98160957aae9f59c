/** Retire (protocol §5): closed means closed, by the one who may close, and said only with a receipt. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { officersDesk } from '#protocol/core/ids.ts';
import { retireDigest, signRetire, signedRetire, verifyReceipt } from '#protocol/records/retire.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { Event, travel } from '../../support/witness/event.ts';
import { ask, file, outcomes, send, type Filed } from '../../support/witness/openings.ts';
import { makePerson, type Person } from '../../support/witness/people.ts';
import { RunningWitness } from '../../support/witness/process.ts';

await sodiumReady;

let witness: RunningWitness;
let event: Event;
let owner: Person;
let staff: Person;

beforeAll(async () => {
  witness = await RunningWitness.make();
  event = await Event.found(witness);
  [owner, staff] = [await makePerson('participant'), await makePerson('staff')];
  await event.add(owner);
  await event.add(staff);
  await event.joinDesk(travel, staff);
  await event.publish();
});
afterAll(() => witness.remove());

function retireOf(filed: Filed, signer: Person, lowestLive: number) {
  const { record } = filed.header;
  return signRetire(
    { rootfp: event.roster.rootfp, record, lowestLive, signer: signer.card.member, time: Date.now() },
    signer.keys.sign.secretKey,
    filed.secrets.tagKey,
  );
}

async function retire(filed: Filed, signer: Person, lowestLive: number) {
  const made = retireOf(filed, signer, lowestLive);
  const leaf = event.append(made.leaf);
  await event.publish();
  const answer = await witness.call('POST', '/retire', { retire: toBase64url(made.bytes), leaf });
  return { answer, leaf, digest: retireDigest(signedRetire.parse(made.bytes).retire) };
}

async function opened(filed: Filed, requester = staff, desk = travel) {
  const batch = await ask(event, requester, desk, [filed]);
  await event.publish();
  return outcomes(await send(batch));
}

test('an owner closes older revisions, for good, and gets the receipt', async () => {
  const first = file(event, 'travel', owner);
  const { record } = first.header;
  const second = file(event, 'travel', owner, { record, revision: 2 });
  await event.publish();
  expect(await opened(first)).toEqual(['released']);
  const { answer, leaf, digest } = await retire(first, owner, 2);
  const [receipt, signature] = [fromBase64url(answer.json.receipt), fromBase64url(answer.json.signature)];
  const read = verifyReceipt(event.roster, receipt, signature, { record, lowestLive: 2, digest });
  expect(read.leaf).toBe(leaf);
  expect(await opened(first)).toEqual(['record-retired']);
  expect(await opened(second)).toEqual(['released']);
  await witness.restart();
  expect(await opened(first)).toEqual(['record-retired']);
  expect(await opened(second)).toEqual(['released']);
});

test('a lower one later opens nothing again', async () => {
  const first = file(event, 'travel', owner);
  await retire(first, owner, 2);
  await retire(first, owner, 1);
  expect(await opened(first)).toEqual(['record-retired']);
});

test("nobody closes another's record", async () => {
  const filed = file(event, 'travel', owner);
  const { answer } = await retire(filed, staff, 2);
  expect(answer.status).toBe(200);
  expect(await opened(filed)).toEqual(['released']);
});

test('a member of the owning desk closes its document', async () => {
  const [officer] = event.officers as [Person];
  const document = file(event, 'guest-list', officer);
  await retire(document, staff, 2);
  expect(await opened(document, officer, officersDesk)).toEqual(['released']);
  await retire(document, event.officers[1] as Person, 2);
  expect(await opened(document, officer, officersDesk)).toEqual(['record-retired']);
});

test('a retire that was not logged there, or not cosigned, or not signed by its signer, closes nothing', async () => {
  const filed = file(event, 'travel', owner);
  const made = retireOf(filed, owner, 2);
  const leaf = event.append(made.leaf);
  await event.mirror();
  const sent = (at: number, bytes = made.bytes) =>
    witness.call('POST', '/retire', { retire: toBase64url(bytes), leaf: at });
  expect((await sent(leaf)).json.code).toBe('leaf-missing');
  await event.publish();
  expect((await sent(filed.leaf)).json.code).toBe('leaf-missing');
  expect((await sent(leaf + 10)).json.code).toBe('leaf-missing');
  const { retire: inner } = signedRetire.parse(made.bytes);
  const forged = signedRetire.encode({ retire: inner, signature: new Uint8Array(64) });
  expect((await sent(leaf, forged)).json.code).toBe('record-signature');
  expect(await opened(filed)).toEqual(['released']);
  expect((await sent(leaf)).status).toBe(200);
  expect(await opened(filed)).toEqual(['record-retired']);
});

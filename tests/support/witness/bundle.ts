/** An evidence bundle as an officer would export it, from an event of a real witness. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { logBodyContext } from '#protocol/openings/log-lines.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { Event, travel } from './event.ts';
import { ask, file, send } from './openings.ts';
import { bytes, makePerson } from './people.ts';
import { RunningWitness } from './process.ts';

export interface BundleFile {
  rootfp: string;
  signedGenesis: string;
  entries: { leaf: number; bytes: string | null; odd: null; code: string; time: number; signature: string }[];
  note: string;
  leaves: string;
  head: { head: string; signature: string };
  outcomes: { leaf: number; signed: string }[];
  bodies: { leaf: number; body: string }[];
}

/** Every verdict of the witness, as the portal hands them on. */
async function verdictsOf(event: Event): Promise<BundleFile['entries']> {
  const { verdicts } = (await event.mirror(0)).json as {
    verdicts: { leaf: number; line: string; signature: string }[];
  };
  return verdicts.map(({ leaf, line, signature }) => {
    const { code, time } = verdictCodec.parse(fromBase64url(line));
    const entry = event.entries.find((each) => each.leaf === leaf && leaf > 0);
    return { leaf, bytes: entry === undefined ? null : toBase64url(entry.bytes), odd: null, code, time, signature };
  });
}

/** An event with two openings and one that the witness refused, as an officer would export it. */
export async function exportBundle(): Promise<{
  readonly good: BundleFile;
  /** What the witness said before the refused opening. */
  readonly early: BundleFile['head'];
}> {
  const witness = await RunningWitness.make();
  try {
    const event = await Event.found(witness);
    const [owner, staff] = [await makePerson('participant'), await makePerson('staff')];
    await event.add(owner);
    await event.add(staff);
    await event.joinDesk(travel, staff);
    const batch = await ask(event, staff, travel, [file(event, 'travel', owner), file(event, 'reach', owner)]);
    file(event, 'card', owner);
    await event.publish();
    const answer = await send(batch);
    const early = (await witness.call('POST', '/head', { nonce: toBase64url(bytes(32)) })).json;
    const refused = await ask(event, staff, travel, [file(event, 'travel', owner, { closesAt: 1 })]);
    await event.publish();
    const denied = await send(refused);
    const items = [...answer.json.items, ...denied.json.items] as { leaf: number; body: string; outcome: string }[];
    const monthKey = event.monthKey as NonNullable<typeof event.monthKey>;
    const good = {
      rootfp: toBase64url(event.roster.rootfp),
      signedGenesis: toBase64url(event.signedGenesis),
      entries: await verdictsOf(event),
      note: (await witness.call('GET', '/state')).json.note,
      leaves: toBase64url(Buffer.concat(event.leaves)),
      head: (await witness.call('POST', '/head', { nonce: toBase64url(bytes(32)) })).json,
      outcomes: denied.json.items.map((item: { leaf: number; outcome: string }) => ({
        leaf: item.leaf,
        signed: item.outcome,
      })),
      bodies: items.map(({ leaf, body }) => {
        const sealed = wrapCodec.parse(fromBase64url(body));
        return { leaf, body: toBase64url(unwrap(monthKey, sealed, logBodyContext(event.roster.rootfp, leaf))) };
      }),
    };
    return { good, early };
  } finally {
    await witness.remove();
  }
}

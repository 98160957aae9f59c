/** An event with its log, as an honest portal would keep it; the attacks bend one thing each. */
import { toBase64url } from '#protocol/core/bytes.ts';
import { signCheckpoint, type Checkpoint } from '#protocol/log/checkpoint.ts';
import {
  genesisCodec,
  genesisMessage,
  rootFingerprint,
  signedGenesis,
  type Genesis,
} from '#protocol/members/genesis.ts';
import { toId, type DeskId, type EventId, type InviteId } from '#protocol/core/ids.ts';
import { endorseMessage } from '#protocol/members/invite.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { encodeLeaf, rosterLeaf, type Leaf } from '#protocol/log/leaf.ts';
import { consistencyProof, hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import type { Policy } from '#protocol/members/policy.ts';
import {
  applyEntry,
  entryCodec,
  entryFor,
  entryHash,
  entryMessage,
  openRoster,
  signedEntry,
} from '#protocol/roster/roster.ts';
import { deskMembers, type Roster } from '#protocol/roster/roster-state.ts';
import { hash, key32, sealKeyPair, signDetached, signKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import type { WitnessCard } from '#protocol/members/witness-card.ts';
import { base64 } from '@scure/base';
import { demoDay } from '../../../tools/demo/dates.ts';
import { thisMonth } from '../this-month.ts';
import { bytes, makePerson, origin, rpId, touch, type Person } from './people.ts';
import type { Answer, RunningWitness } from './process.ts';

export const logOrigin = 'log.test/defenders-days';
export const travel = 'travel' as DeskId;

function testPolicy(): Policy {
  const policy = defaultPolicy({
    name: 'Defenders’ Days',
    startsOn: demoDay(0),
    endsOn: demoDay(4),
    zone: 'Europe/Prague',
    place: 'Prague',
    dutyPhone: '+420',
  });
  return {
    ...policy,
    kinds: policy.kinds.map((rule) => (rule.kind === 'reach' ? { ...rule, batch: 2, perHour: 3, perDay: 4 } : rule)),
  };
}

async function signGenesis(genesis: Genesis, officers: readonly Person[]): Promise<Uint8Array> {
  const genesisBytes = genesisCodec.encode(genesis);
  const rootfp = rootFingerprint(genesisBytes);
  const signatures = [];
  for (const officer of officers)
    signatures.push({
      member: officer.card.member,
      signature: signDetached(officer.keys.sign.secretKey, genesisMessage(rootfp)),
      assertion: await touch(officer, rootfp, 'roster', rootfp),
    });
  return signedGenesis.encode({ genesis: genesisBytes, signatures });
}

export class Event {
  readonly witness: RunningWitness;
  readonly officers: readonly Person[];
  readonly logKey: KeyPair;
  readonly card: WitnessCard;
  readonly signedGenesis: Uint8Array;
  roster: Roster;
  readonly leaves: Uint8Array[] = [];
  readonly entries: { bytes: Uint8Array; leaf: number }[] = [];
  /** What the portal would leave sealed beside each entry. */
  readonly needs = new Map<number, Uint8Array>();
  cosigned = 0;
  monthKey: KeyPair | undefined;

  private constructor(
    witness: RunningWitness,
    card: WitnessCard,
    officers: readonly Person[],
    logKey: KeyPair,
    signed: Uint8Array,
  ) {
    [this.witness, this.card, this.officers, this.logKey, this.signedGenesis] = [
      witness,
      card,
      officers,
      logKey,
      signed,
    ];
    this.roster = openRoster(signed, rootFingerprint(signedGenesis.parse(signed).genesis), 0);
    this.append(rosterLeaf(signed), signed);
  }

  /** Signed by two officers; nothing is sent yet. */
  static async draft(witness: RunningWitness, card?: WitnessCard): Promise<Event> {
    const own = card ?? (await witness.card());
    const officers = [await makePerson('officer'), await makePerson('officer')];
    const logKey = signKeyPair(key32(bytes(32)));
    const genesis: Genesis = {
      event: toId<EventId>(bytes(16)),
      origin,
      rpId,
      foundedAt: Date.now(),
      officers: officers.map((officer) => officer.card),
      quorum: 2,
      policy: testPolicy(),
      log: { origin: logOrigin, publicKey: logKey.publicKey },
      witnesses: [own],
      releaseKeys: [],
    };
    return new Event(witness, own, officers, logKey, await signGenesis(genesis, officers));
  }

  /** Founded, mirrored, cosigned, with a month key. */
  static async found(witness: RunningWitness): Promise<Event> {
    const event = await Event.draft(witness);
    await event.makeMonthKey();
    await event.publish();
    return event;
  }

  append(leaf: Leaf, entry?: Uint8Array): number {
    const index = this.leaves.length;
    this.leaves.push(encodeLeaf(leaf));
    if (entry !== undefined) this.entries.push({ bytes: entry, leaf: index });
    if (entry !== undefined && index > 0) this.needs.set(index, bytes(80));
    return index;
  }

  async sign(operation: Operation, signers: readonly Person[], times?: { time: number; expires: number }) {
    const time = Date.now();
    const { rootfp } = this.roster;
    const entry = entryCodec.encode(entryFor(this.roster, operation, { time, expires: time + 3_600_000, ...times }));
    const signatures = [];
    for (const signer of signers)
      signatures.push({
        member: signer.card.member,
        signature: signDetached(signer.keys.sign.secretKey, entryMessage(rootfp, entry)),
        assertion: await touch(signer, rootfp, 'roster', entryHash(entry)),
      });
    return signedEntry.encode({ entry, signatures, card: undefined });
  }

  /** Into the log and into this side's roster. */
  enter(signed: Uint8Array): number {
    const leaf = this.append(rosterLeaf(signed), signed);
    this.roster = applyEntry(this.roster, signed, leaf, Date.now());
    return leaf;
  }

  async add(person: Person): Promise<number> {
    const endorser = this.officers[0] as Person;
    const invite = toId<InviteId>(bytes(16));
    const joinHash = bytes(32);
    const message = endorseMessage(this.roster.rootfp, invite, joinHash, 'in-person');
    const endorsement = signDetached(endorser.keys.sign.secretKey, message);
    const { card } = person;
    return this.enter(
      await this.sign(
        { type: 'add', card, invite, joinHash, endorser: endorser.card.member, compared: 'in-person', endorsement },
        this.officers,
      ),
    );
  }

  async joinDesk(desk: DeskId, person: Person): Promise<number> {
    return this.enter(await this.sign({ type: 'desk-join', desk, member: person.card.member }, this.officers));
  }

  async makeMonthKey(month = thisMonth()): Promise<void> {
    this.monthKey = sealKeyPair(key32(bytes(32)));
    const seeds = deskMembers(this.roster, 'officers' as DeskId).map((officer) => ({
      officer,
      wrapHash: hash(tuple('dd1/wrap', bytes(32))),
    }));
    const keyHash = sealingKeyHash(this.monthKey.publicKey);
    const number = [...this.roster.months.values()].filter((key) => key.month === month).length + 1;
    this.enter(await this.sign({ type: 'month-key', month, number, keyHash, seeds }, this.officers));
  }

  /** `said`: what the witness answered earlier, told again. `aheadMs`: by how much the portal's clock is ahead of its. */
  async mirror(
    from = this.cosigned,
    to = this.leaves.length,
    said: readonly object[] = [],
    aheadMs = 0,
  ): Promise<Answer> {
    const leaves = toBase64url(Buffer.concat(this.leaves.slice(from, to)));
    const entries = this.entries
      .filter(({ leaf }) => leaf >= from && leaf < to)
      .map((entry) => ({ bytes: toBase64url(entry.bytes), leaf: entry.leaf }));
    const needs = this.entries
      .filter(({ leaf }) => leaf >= from && leaf < to && this.needs.has(leaf))
      .map(({ leaf }) => ({ bytes: toBase64url(this.needs.get(leaf) ?? new Uint8Array(0)), leaf }));
    const clock = ((await this.witness.call('GET', '/state')).json.clock as number) + aheadMs;
    return this.witness.call('POST', '/mirror', { from, clock, leaves, entries, needs, said });
  }

  checkpoint(size = this.leaves.length, leaves: readonly Uint8Array[] = this.leaves): Checkpoint {
    return { origin: logOrigin, size, root: rootOf(leaves.slice(0, size).map(hashLeaf)) };
  }

  note(checkpoint: Checkpoint = this.checkpoint()): string {
    return signCheckpoint(
      checkpoint,
      { name: logOrigin, publicKey: this.logKey.publicKey, use: 'log' },
      this.logKey.secretKey,
    );
  }

  proof(old: number, leaves: readonly Uint8Array[] = this.leaves): readonly Uint8Array[] {
    return consistencyProof(old, leaves.map(hashLeaf));
  }

  addCheckpoint(note = this.note(), old = this.cosigned, proof = this.proof(old)): Promise<Answer> {
    const lines = proof.map((one) => `${base64.encode(one)}\n`).join('');
    return this.witness.call('POST', '/add-checkpoint', `old ${old}\n${lines}\n${note}`);
  }

  /** Mirrors everything and has it cosigned. */
  async publish(): Promise<void> {
    const mirrored = await this.mirror();
    if (mirrored.status !== 200) throw new Error(`mirror: ${mirrored.text}`);
    const answer = await this.addCheckpoint();
    if (answer.status !== 200) throw new Error(`add-checkpoint: ${answer.status} ${answer.text}`);
    this.cosigned = this.leaves.length;
  }
}

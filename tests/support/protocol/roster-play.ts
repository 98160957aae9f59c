/**
 * A roster in which everybody acts at once: one officer has turned, somebody has the recovery card and the old account
 * key of a colleague, and the portal decides which signed act comes into the log, and when. The others act as they
 * should. Everything is signed and judged for real.
 */
import { officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import { judgeLeaf } from '#protocol/roster/judge.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import type { JudgedAt } from '#protocol/roster/replay.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { currentEpoch, findCard, keyHolders, officersOf, type Roster } from '#protocol/roster/roster-state.ts';
import { verdictCodec, verdictMessage, type Verdict } from '#protocol/roster/verdict.ts';
import { addMember, deviceOf, foundEvent, makeEntry, travel, type Event, type Making, type Person } from './event.ts';
import { releaseOf, renewalOf } from './renewal.ts';

export const hourMs = 3600 * 1000;

/** The start of every run with so many officers; the last of them has turned. */
export interface Cast {
  readonly event: Event;
  readonly honest: readonly Person[];
  readonly turned: Person;
  readonly staff: readonly Person[];
  /** Staff in no desk. */
  readonly spare: Person;
  readonly participant: Person;
  /** Whose card and old account key a thief has, with the card that he would put in its place. */
  readonly stolen: readonly { readonly of: Person; readonly renewal: ReturnType<typeof renewalOf> }[];
}

export function castOf(officers: number): Cast {
  const event = foundEvent(`roster play ${officers}`, officers);
  const people = event.officers;
  const [honest, turned] = [people.slice(0, -1), people.at(-1) as Person];
  const staff = [addMember(event, 'staff', travel), addMember(event, 'staff', travel)];
  const spare = addMember(event, 'staff');
  const participant = addMember(event, 'participant');
  const stolen = [staff[0]!, honest[0]!].map((of) => ({ of, renewal: renewalOf(event, of) }));
  return { event, honest, turned, staff, spare, participant, stolen };
}

export interface InForce {
  readonly operation: Operation;
  readonly signers: readonly MemberId[];
  readonly leaf: number;
  readonly time: number;
  /** The entry's own time. */
  readonly signedAt: number;
  readonly before: Roster;
}

const fast: Making = { key: 1 };

export class Play {
  readonly cast: Cast;
  readonly event: Event;
  readonly lines: JudgedAt[] = [];
  readonly inForce: InForce[] = [];
  /** Signed and not in the log yet, or void there: the portal may bring each at any time. */
  readonly drawer: Uint8Array[] = [];
  readonly told: string[] = [];
  #nonce = 0;

  constructor(cast: Cast) {
    this.cast = cast;
    const { event } = cast;
    this.event = { ...event, people: new Map(event.people), leaves: [...event.leaves], entries: [...event.entries] };
  }

  get roster(): Roster {
    return this.event.roster;
  }

  wait(ms: number): void {
    this.event.now += ms;
  }

  /** Made now by these people; nothing is sent. A life of a day and more, as an adversary wants it. */
  sign(operation: Operation, signers: readonly Person[], making: Making = fast): Uint8Array {
    const { now } = this.event;
    const change = { time: now, expires: now + limits.entryAgeMsMax - this.#nonce++ };
    return makeEntry(this.event, operation, signers, { ...making, change });
  }

  /** The portal appends it; the witness judges it. Answers its code. */
  append(body: Uint8Array): string {
    const { event } = this;
    const leaf = event.leaves.length;
    const arrived = { leaf, bytes: encodeLeaf(rosterLeaf(body)), body };
    const { verdict, roster } = judgeLeaf(event.roster, arrived, event.now);
    const { operation, time: signedAt } = entryCodec.parse(signedEntry.parse(body).entry);
    const signers = signedEntry.parse(body).signatures.map(({ member }) => member);
    if (verdict.code === '')
      this.inForce.push({ operation, signers, leaf, time: verdict.time, signedAt, before: event.roster });
    else this.drawer.push(body);
    this.told.push(`${hoursOf(event)}h ${operation.type} by ${signers.length}: ${verdict.code || 'in force'}`);
    event.leaves.push(arrived.bytes);
    event.roster = roster;
    event.now += 1000;
    this.lines.push({
      leaf,
      body,
      odd: undefined,
      code: verdict.code,
      time: verdict.time,
      signature: this.#sign(verdict),
    });
    return verdict.code;
  }

  #sign(verdict: Verdict): Uint8Array {
    return signDetached(this.event.witness.cosign.secretKey, verdictMessage(verdictCodec.encode(verdict)));
  }

  /** Who are officers now, of those that the cast knows. */
  officers(of: readonly Person[]): readonly Person[] {
    const live = officersOf(this.roster);
    return of.filter(({ member }) => live.includes(member));
  }

  freeze(member: MemberId, forMs: number | undefined): Operation {
    const until = forMs === undefined ? undefined : this.event.now + forMs;
    return { type: 'freeze', member, until, asked: false };
  }

  unfreeze(member: MemberId): Operation {
    const running = this.roster.frozen.get(member)?.findLast(({ end }) => end === undefined);
    return { type: 'unfreeze', member, freeze: running?.from ?? 0 };
  }

  epoch(desk: DeskId): Operation {
    const holders = holdersOf(desk, keyHolders(this.roster, desk));
    const epoch = (currentEpoch(this.roster, desk)?.epoch ?? 0) + 1;
    return { type: 'desk-epoch', desk, epoch, keyHash: this.event.rootfp, holders };
  }

  month(): Operation {
    const month = new Date(this.event.now).toISOString().slice(0, 7);
    const number = [...this.roster.months.values()].filter((key) => key.month === month).length + 1;
    const officers = keyHolders(this.roster, officersDesk);
    const seeds = officers.map((officer) => ({ officer, wrapHash: this.event.rootfp }));
    return { type: 'month-key', month, number, keyHash: this.event.rootfp, seeds };
  }

  policy(desk: string): Operation {
    const { policy } = this.roster;
    return { type: 'policy', policy: { ...policy, desks: [...policy.desks, desk as DeskId] } };
  }

  fewerKeys(member: MemberId): Operation {
    const credentials = findCard(this.roster, member)?.credentials.slice(1) ?? [];
    return { type: 'credential', member, credentials, cardKeyHash: undefined };
  }

  /** One of the three that were kept last. */
  bring(back: number): void {
    const kept = this.drawer.at(-1 - back);
    if (kept !== undefined) this.append(kept);
  }

  claim(at: number): void {
    const { of, renewal } = this.cast.stolen[at % 2] as Cast['stolen'][number];
    if (findCard(this.roster, of.member) === undefined) return;
    this.append(this.sign(renewal.claim, [of], this.#byThief(at)));
  }

  /** Nobody honest acknowledges past a claim that is not known to be hers. */
  release(at: number): Operation | undefined {
    const { of } = this.cast.stolen[at % 2] as Cast['stolen'][number];
    const claim = this.roster.claims.get(of.member);
    return claim === undefined ? undefined : releaseOf(of.member, claim.entry);
  }

  rekey(at: number): void {
    const { of, renewal } = this.cast.stolen[at % 2] as Cast['stolen'][number];
    const claim = this.roster.claims.get(of.member)?.entry;
    this.append(this.sign({ ...renewal.rekey, claim }, [of], this.#byThief(at)));
  }

  #byThief(at: number): Making {
    const { of, renewal } = this.cast.stolen[at % 2] as Cast['stolen'][number];
    return { device: deviceOf(renewal.fresh, 1), card: of };
  }
}

const hoursOf = (event: Event) => Math.round((event.now - event.foundedAt) / hourMs);

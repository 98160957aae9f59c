/**
 * The vault while it is unlocked: one member's secrets, the verified roster, the newest head. lock() overwrites the
 * account secret, its keys and the opened records. It then calls the closers, among which the threads have theirs. The seeds
 * of the members' key (`programme/closed-programme.ts`) are only forgotten. The secrets of a person who joins are not here
 * but in `Newcomer` (`joining/enrol.ts`).
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse, type ProtocolCode } from '#protocol/core/errors.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { requireRosterAt, verifyHead, type Head } from '#protocol/log/head.ts';
import type { KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import type { Genesis } from '#protocol/members/genesis.ts';
import type { MemberKeys } from '#protocol/members/keys.ts';
import type { RecordSecrets } from '#protocol/records/record.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { follow as followOne, type JudgedAt } from '#protocol/roster/replay.ts';
import { isFrozen } from '#protocol/roster/frozen.ts';
import { stateOf } from '#protocol/roster/state.ts';
import { SignedHere } from '../roster/signed-here.ts';
import { readLines, upTo } from '../roster/verdict-lines.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Slot } from '#protocol/members/slot.ts';
import { wipe, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { DeskRecord } from '../records/desk-record.ts';
import type { Ports } from './ports.ts';
import { Refused } from './refusal.ts';

interface Secrets {
  readonly account: Key32;
  readonly keys: MemberKeys;
  /** Earlier account secrets with their keys, newest first: for reading and old tags only. */
  readonly earlier: readonly { readonly account: Key32; readonly keys: MemberKeys }[];
}

/** A record the member has opened in this session, kept so that she can write its next revision. */
export interface OpenedRecord {
  readonly verified: VerifiedRecord;
  readonly tagKey: Key32;
  readonly content: Uint8Array;
  readonly secrets: RecordSecrets | undefined;
}

/** A record of her file as the portal serves it. */
export type OwnRow = Reply<'records/mine'>['records'][number];

/** Something that stands where a revision of a record would, and is none. `author`: who signed it, if anybody did. */
interface Aside {
  readonly kind: KindId;
  readonly record: RecordId;
  readonly leaf: number;
  readonly author: MemberId | undefined;
  readonly tagKey: Key32;
  /** `conflict`: a revision whose author had not seen what stands before it. */
  readonly how: 'aside' | 'conflict';
}

export interface Unlocked {
  readonly member: MemberId;
  readonly way: 'key' | 'card';
  /** The id of the key or card that she came with. */
  readonly holder: Uint8Array;
  /** The login key of the recovery card that she came with: it signs the `rekey` that follows. */
  readonly cardLogin: KeyPair | undefined;
  readonly secrets: Secrets;
  readonly openSlots: Slot[];
  readonly portalTagKey: Key32;
  roster: Roster;
  /** Every verdict taken so far, the one on genesis first: for the audit and for evidence. */
  readonly entries: JudgedAt[];
  readonly signedGenesis: Uint8Array;
  /** Fresh: for our own nonce, in this session. Absent: only reading one's own file. */
  head: Head | undefined;
  /** The same as the witness signed it, for evidence. */
  signedHead: Reply<'log/head'> | undefined;
  readonly opened: Map<RecordId, OpenedRecord>;
  /** Records written for her by others that do not open, as they came, each with why. */
  readonly damaged: Map<string, ProtocolCode>;
  /** How many rows of her file the portal itself found not to hold, and did not hand over. */
  setAside: number;
  /** They count, and what their author signed opens for nobody: who may write, writes the next revision over them. */
  readonly broken: Map<RecordId, VerifiedRecord>;
  /** What a desk reads in place of a revision that is none of its place, by the digest of that one. */
  readonly instead: Map<string, DeskRecord>;
  /** The same of her own file, by leaf and record as they were served; undefined where nothing stands there. */
  readonly ownInstead: Map<string, OwnRow | undefined>;
  /** Of broken documents the last revision before that opens: a start for the next one. */
  readonly starts: Map<RecordId, Uint8Array>;
  /** What stands where a record's next revision would, and is none, by its record and leaf. */
  readonly aside: Map<string, Aside>;
  /** What else must be overwritten when the vault is locked. */
  readonly closers: (() => void)[];
  /** What she signed in this page, and before as far as her archive has it. */
  readonly signed: SignedHere;
  /** Size and root up to which this session has checked the whole log. */
  scanned: { readonly size: number; readonly root: Uint8Array } | undefined;
}

export class UnlockedVault {
  readonly ports: Ports;
  #unlocked: Unlocked | undefined;
  /** Heads are asked for one after another: two answers that overtake each other would look like a log that shrank. */
  #asking: Promise<unknown> = Promise.resolve();

  /** What each member signed in this page. The servers have it too; it outlives a lock. */
  readonly #signed = new Map<MemberId, SignedHere>();
  /** The newest head of each event that this page was shown. It is public, and outlives a lock. */
  readonly #known = new Map<string, Known>();

  constructor(ports: Ports) {
    this.ports = ports;
  }

  get isUnlocked(): boolean {
    return this.#unlocked !== undefined;
  }

  get open(): Unlocked {
    if (this.#unlocked === undefined) throw new Refused('vault-locked', 'nobody is unlocked here');
    return this.#unlocked;
  }

  enter(unlocked: Unlocked): void {
    this.lock();
    this.#unlocked = unlocked;
  }

  lock(): void {
    const held = this.#unlocked;
    this.#unlocked = undefined;
    if (held === undefined) return;
    for (const { account, keys } of [held.secrets, ...held.secrets.earlier]) {
      wipe(account, keys.sign.secretKey, keys.seal.secretKey, keys.dh.secretKey);
    }
    if (held.cardLogin !== undefined) wipe(held.cardLogin.secretKey);
    for (const record of held.opened.values()) wipe(record.tagKey, record.content);
    held.opened.clear();
    for (const close of held.closers.splice(0)) close();
  }

  /**
   * A head for our own nonce, and the roster it names (§3): demanded before anything is sealed, added or opened. The
   * log may only have grown since the last head of this session.
   */
  fresh(): Promise<{ roster: Roster; head: Head }> {
    return this.inTurn(() => this.#fresh());
  }

  /** After the heads that are asked for now. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#asking.then(work);
    this.#asking = next.catch(() => undefined);
    return next;
  }

  /**
   * The log may only have grown since the newest head that this page was shown. Otherwise the portal is given that head, with the
   * newest checkpoint: if it was restored together with its witness, nothing else tells it.
   */
  async requireNewest(head: Head): Promise<void> {
    const known = this.#known.get(toBase64url(head.rootfp));
    try {
      requireGrown(known?.head, head);
    } catch (error) {
      if (known !== undefined)
        await this.ports.call('log/seen', { ...known.signed, note: known.note }).catch(() => undefined);
      throw error;
    }
  }

  signedBy(member: MemberId): SignedHere {
    const own = this.#signed.get(member) ?? new SignedHere();
    this.#signed.set(member, own);
    return own;
  }

  /** Of a head whose roster was verified. */
  keepNewest(genesis: Genesis, head: Head, signed: Reply<'log/head'>): void {
    const id = toBase64url(head.rootfp);
    const known = this.#known.get(id) ?? { head, signed, note: null, size: 0, at: -Infinity };
    this.#known.set(id, known);
    [known.head, known.signed] = [head, signed];
    if (known.size >= head.size || performance.now() - known.at < noteEveryMs) return;
    known.at = performance.now();
    // Nobody waits for it: it is for a later page that is shown less.
    void keepNote(this.ports, genesis, known).catch(() => undefined);
  }

  async #fresh(): Promise<{ roster: Roster; head: Head }> {
    const held = this.open;
    const nonce = this.ports.random(32);
    const answer = await this.ports.call('log/head', { nonce: toBase64url(nonce) });
    const head = verifyHead(
      held.roster.genesis,
      held.roster.rootfp,
      fromBase64url(answer.head),
      fromBase64url(answer.signature),
      nonce,
    );
    await this.requireNewest(head);
    // A void leaves the number of entries as it is, so the state is compared.
    if (!equal(stateOf(held.roster), head.state)) {
      const more = await this.ports.call('roster/read', { after: held.entries.length });
      // Somebody may sign between the head and this answer: what the head does not cover waits for the next one.
      follow(held, upTo(head.size, readLines(more.entries)));
    }
    requireRosterAt(held.roster, head, { head: answer.head, signature: answer.signature });
    // Answered after a lock, it may be newer than the head of a sign-in that has begun meanwhile.
    if (this.#unlocked !== held) throw new Refused('vault-locked', 'locked while the witness was asked');
    held.head = head;
    held.signedHead = answer;
    this.keepNewest(held.roster.genesis, head, answer);
    requireNotFrozen(held);
    return { roster: held.roster, head };
  }
}

/** A head, as the witness signed it, and the newest checkpoint under both keys that this page has. */
interface Known {
  head: Head;
  signed: Reply<'log/head'>;
  note: string | null;
  /** Of the checkpoint. */
  size: number;
  /** When one was asked for, by a clock that nobody sets. */
  at: number;
}

const noteEveryMs = 60_000;

/** A head is the witness's word alone. What the log's own key signed too, nobody can deny later. */
async function keepNote(ports: Ports, genesis: Genesis, known: Known): Promise<void> {
  const { note } = await ports.call('log/checkpoint', {});
  const parsed = verifyCheckpoint(note, genesis.log);
  verifyCosignature(parsed, genesis.witnesses[0] ?? refuse('checkpoint-cosignature', 'no witness'));
  if (parsed.checkpoint.size > known.size) [known.note, known.size] = [note, parsed.checkpoint.size];
}

/** A portal that keeps the session of somebody who is frozen changes nothing for her own client: it stops by itself (3.9). */
export function requireNotFrozen({ roster, member }: Pick<Unlocked, 'roster' | 'member'>): void {
  if (isFrozen(roster, member)) throw new Refused('frozen', 'her access is stopped');
}

/** Takes verdicts the portal offers, each judged once more; they count only because a head names their state. */
function follow(held: Unlocked, lines: readonly JudgedAt[]): void {
  held.roster = lines.reduce(followOne, held.roster);
  held.entries.push(...lines);
}

function requireGrown(before: Head | undefined, now: Head): void {
  if (before === undefined) return;
  if (now.size < before.size || now.rosterSeq < before.rosterSeq)
    refuse('log-behind', `${now.size} entries after ${before.size}`, { before: before.size, now: now.size });
  if (now.size === before.size && !equal(now.root, before.root))
    refuse('log-fork', `two roots at size ${now.size}`, {
      first: toBase64url(before.root),
      second: toBase64url(now.root),
    });
}

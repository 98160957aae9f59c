/** What must hold after every step, whatever happened. It remembers what was signed and recorded, and never forgets it. */
import { toHex } from '#protocol/core/bytes.ts';
import { verifyCheckpoint } from '#protocol/log/checkpoint.ts';
import { hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { Broken, removals } from './acts.ts';
import type { ModelEvent } from './model-event.ts';

/** What a portal says when something is wrong that no step here explains. */
const complaints = [
  'the tree in memory is built anew',
  'the log differs',
  'a verdict of the witness is not ours',
  'what an entry does could not be done',
  'an outcome that is not about this opening',
];

interface Row {
  readonly leaf: number;
  readonly bytes: Buffer;
}

function requireThat(holds: boolean, what: string): void {
  if (!holds) throw new Broken(what);
}

/** What was there once is there still, and the same. */
class Kept {
  readonly #kept = new Map<number, string>();
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  see(rows: readonly Row[]): void {
    for (const { leaf, bytes } of rows) {
      const text = toHex(bytes);
      requireThat((this.#kept.get(leaf) ?? text) === text, `${this.#what} at ${leaf} has changed`);
      this.#kept.set(leaf, text);
    }
  }

  /** After a loss that was told: only these are still held to. */
  keepOnly(leaves: ReadonlySet<number>): void {
    for (const leaf of this.#kept.keys()) if (!leaves.has(leaf)) this.#kept.delete(leaf);
  }
}

export class Watch {
  readonly #event: ModelEvent;
  #notesSeen = 0;
  readonly #verdictsOfWitness = new Kept('a verdict of the witness');
  readonly #verdictsHere = new Kept('a verdict that the portal recorded');
  readonly #outcomes = new Kept('an outcome');
  #recorded: readonly Row[] = [];
  #wasSetBack = false;
  /** Leaves that had a good verdict here, also those over which somebody wrote since. */
  readonly #goodOnce = new Set<number>();

  constructor(event: ModelEvent) {
    this.#event = event;
  }

  /** The witness was set back: what it said and nobody recorded may be said otherwise. */
  setBack(): void {
    this.#wasSetBack = true;
    this.#verdictsOfWitness.keepOnly(new Set(this.#recorded.map(({ leaf }) => leaf)));
    this.#outcomes.keepOnly(new Set());
  }

  /** Somebody wrote over the portal's newest verdict: it has it from the witness alone. */
  overwritten(): void {
    const newest = this.#recorded.at(-1)?.leaf;
    const others = this.#recorded.filter(({ leaf }) => leaf !== newest).map(({ leaf }) => leaf);
    this.#verdictsHere.keepOnly(new Set(others));
    // Nobody has it any more, if the witness was set back before: she may judge it anew.
    if (this.#wasSetBack) this.#verdictsOfWitness.keepOnly(new Set(others));
    this.#recorded = this.#recorded.filter(({ leaf }) => leaf !== newest);
  }

  async look(): Promise<void> {
    const event = this.#event;
    const leaves = (await event.sql<{ leaf: Buffer }>('select leaf from log_entry order by idx')).map(
      ({ leaf }) => leaf,
    );
    this.#lookAtNotes(leaves);
    const rows = await event.sql<{ leaf: string; line: Buffer; signature: Buffer }>(
      'select leaf, line, signature from verdict order by leaf',
    );
    this.#recorded = rows
      .filter(({ signature }) => signature.length === 64)
      .map(({ leaf, line }) => ({ leaf: Number(leaf), bytes: line }));
    this.#verdictsHere.see(this.#recorded);
    this.#lookAtWitness(leaves);
    await this.#lookAtEffects();
    for (const { said } of event.portals)
      for (const complaint of complaints)
        requireThat(!said.some((line) => line.includes(complaint)), `the portal says: ${complaint}`);
  }

  #lookAtNotes(leaves: readonly Buffer[]): void {
    const { notes } = this.#event.wire;
    const { logKey } = this.#event.portal.built;
    const hashes = leaves.map((leaf) => hashLeaf(leaf));
    for (const note of notes.slice(this.#notesSeen)) {
      const { checkpoint } = verifyCheckpoint(note, { origin: logKey.origin, publicKey: logKey.pair.publicKey });
      const root = rootOf(hashes.slice(0, checkpoint.size));
      requireThat(toHex(checkpoint.root) === toHex(root), `a wrong root was signed at ${checkpoint.size}`);
    }
    this.#notesSeen = notes.length;
  }

  #lookAtWitness(leaves: readonly Buffer[]): void {
    const { witness } = this.#event;
    if (witness === undefined) return;
    const { log, db } = witness;
    log.leaves(0, log.mirrored).forEach((leaf, at) => {
      requireThat(leaves[at]?.equals(leaf) === true, `the witness has another leaf ${at}`);
    });
    this.#verdictsOfWitness.see(
      log.verdicts(0, log.mirrored).map(({ leaf, line }) => ({ leaf, bytes: Buffer.from(line) })),
    );
    const here = new Map(this.#recorded.map(({ leaf, bytes }) => [leaf, toHex(bytes)]));
    for (const { leaf, line } of log.verdicts(0, log.mirrored))
      requireThat((here.get(leaf) ?? toHex(line)) === toHex(line), `portal and witness differ about leaf ${leaf}`);
    const outcomes = db.prepare('select leaf, signed from outcome').all() as { leaf: number; signed: Uint8Array }[];
    this.#outcomes.see(outcomes.map(({ leaf, signed }) => ({ leaf, bytes: Buffer.from(signed) })));
    const evidence = db.prepare('select kind from evidence').all();
    requireThat(evidence.length === 0, `the witness has evidence: ${JSON.stringify(evidence)}`);
  }

  /** Nothing is destroyed before a good verdict, and nothing waits after any. */
  async #lookAtEffects(): Promise<void> {
    const event = this.#event;
    const waiting = await event.sql<{ leaf: string }>('select leaf from effect');
    requireThat(waiting.length <= 1, 'two entries wait');
    const judged = new Map(this.#recorded.map(({ leaf, bytes }) => [leaf, verdictCodec.parse(bytes).code]));
    for (const [leaf, code] of judged) if (code === '') this.#goodOnce.add(leaf);
    for (const { leaf } of waiting)
      requireThat(!judged.has(Number(leaf)), `an effect waits after the verdict at ${leaf}`);
    const members = await event.sql<{ member: string; slots: string }>(
      'select member.member, count(slot.member) as slots from member left join slot using (member) group by 1',
    );
    const left = new Set(members.filter(({ slots }) => Number(slots) > 0).map(({ member }) => member));
    const gone = event.cast.guests.filter(({ member }) => !left.has(member));
    if (gone.length === 0) return;
    const entries = await event.sql<{ leaf: string; bytes: Buffer }>('select leaf, bytes from roster_entry');
    for (const { member } of gone) {
      const sent = removals().filter(({ removes }) => removes === member);
      const done = entries.some(
        ({ leaf, bytes }) => this.#goodOnce.has(Number(leaf)) && sent.some((one) => bytes.equals(one.bytes)),
      );
      requireThat(done, 'keys were destroyed without a good verdict');
    }
  }
}

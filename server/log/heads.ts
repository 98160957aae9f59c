/** Heads: the witness's answers to clients' nonces, relayed. The newest is kept a day, for reading one's own file. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { verifyHead, type Head } from '#protocol/log/head.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Static } from 'typebox';
import type { SignedHead } from '#protocol/wire/ceremonies.ts';
import { now } from '../clock.ts';
import { deny, Refusal } from '../errors.ts';
import { stateOf } from '#protocol/roster/state.ts';
import type { Journal } from '../logger.ts';
import type { Outcomes } from '../openings/outcomes.ts';
import type { RosterCache } from '../roster-cache.ts';
import type { Witness } from '../witness.ts';
import type { Publisher } from './publish.ts';

type Signed = Static<typeof SignedHead>;

/** A witness that is not there refuses at once; one that says nothing for so long is not waited for again. */
const slowMs = 1000;
const askAgainMs = 250;

interface Ground {
  readonly witness: Witness;
  readonly rosterCache: RosterCache;
  readonly journal: Journal;
  readonly publisher: Publisher;
  readonly outcomes: Outcomes;
}

/** Without an answer people still read what is theirs, by a head of somebody else. */
const withoutHead: readonly string[] = ['witness-away', 'clock-skew', 'servers-differ'];

export class Heads {
  readonly #ground: Ground;
  /** `at`: by a clock that nobody sets. */
  #newest: { readonly signed: Signed; readonly head: Head; readonly at: number } | undefined;
  /** It was asked and said nothing; since then it is asked in the background. */
  #isSilent = false;
  #closed = false;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async ask(nonce: string): Promise<{ signed: Signed; head: Head }> {
    const { witness, publisher } = this.#ground;
    // A round may end while the question is under way.
    const least = publisher.cosigned;
    const signed = await witness.head(nonce);
    const head = this.#verified(signed, nonce);
    publisher.heard(head.size);
    if (head.size < least) this.#refuseOlder(head.size, least);
    await this.#requireOurs(head, signed);
    this.#newest = { signed, head, at: performance.now() };
    publisher.standstill.keepHead(head, signed);
    this.#requireTimeCome(head, signed);
    return { signed, head };
  }

  #verified({ head, signature }: Signed, nonce: string): Head {
    const { rosterCache, journal } = this.#ground;
    const { genesis, rootfp } = rosterCache.roster;
    try {
      return verifyHead(genesis, rootfp, fromBase64url(head), fromBase64url(signature), fromBase64url(nonce));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      journal.fatal(
        { code: error.code, head, signature },
        'what answers for the witness gives a head that does not hold',
      );
      throw new Refusal('witness-away', { cause: error });
    }
  }

  /** One that says less than what people hold already would look like a log that shrank: the witness was restored. */
  #refuseOlder(size: number, cosigned: number): never {
    this.#ground.journal.error({ size, cosigned }, 'the witness is behind what it cosigned');
    this.#ground.publisher.schedulePublish();
    throw new Refusal('witness-away');
  }

  /**
   * A head that says other or more than we can show is handed to nobody: each client would say that we hold something back.
   * It is kept in the journal, with its signature.
   */
  async #requireOurs(head: Head, signed: Signed): Promise<void> {
    const { publisher, outcomes } = this.#ground;
    if (publisher.standstill.isDoubted) deny('servers-differ');
    // A witness that agrees with a log that went back went back with it.
    if (publisher.standstill.hasGoneBack && !this.#contradictsUs(head)) deny('servers-differ');
    // What is wrong may be our own memory, which is built anew then, or our database.
    if (!publisher.standstill.differs && this.#otherThanOurs(head) !== undefined)
      await publisher.requireWitness().catch(() => undefined);
    if (publisher.standstill.differs) return this.#requireOurRoster(head);
    const other = this.#otherThanOurs(head) ?? (await outcomes.saidBeyond(head));
    if (other === undefined) return;
    this.#ground.journal.fatal({ ...other, ...signed }, 'the witness says in a head what is not so here');
    deny('servers-differ');
  }

  #contradictsUs({ size, root }: Head): boolean {
    const { tree } = this.#ground.publisher;
    return size <= tree.size && !equal(tree.root(size), root);
  }

  #requireOurRoster(head: Head): void {
    const other = this.#otherRoster(head);
    if (other === undefined) return;
    this.#ground.journal.fatal(other, 'the witness names another roster');
    throw new Refusal('witness-away');
  }

  #otherThanOurs(head: Head): object | undefined {
    const { publisher } = this.#ground;
    const { size, aged } = head;
    if (size > publisher.tree.size || aged > size) return { what: 'size', size, aged, ours: publisher.tree.size };
    if (this.#contradictsUs(head)) return { what: 'root', size };
    return this.#otherRoster(head);
  }

  #otherRoster(head: Head): object | undefined {
    const { size } = head;
    const roster = this.#ground.rosterCache.at(size);
    // So many verdicts came at once that none below this size is at hand. The next round covers them.
    if (roster === undefined) throw new Refusal('witness-away');
    if (roster.seq !== head.rosterSeq || !equal(roster.head, head.rosterHead)) return { what: 'roster', size };
    if (!equal(stateOf(roster), head.state)) return { what: 'state', size, verdicts: roster.verdicts.size };
    return undefined;
  }

  /** Clients take their time from it. So one whose time has not come is no answer; it proves who is a member all the same. */
  #requireTimeCome({ time }: Head, signed: Signed): void {
    const ahead = time - now();
    if (ahead <= limits.openingSkewMsMax) return;
    const seconds = Math.round(ahead / 1000);
    this.#ground.journal.error(
      { witnessAhead: seconds, ...signed },
      'the witness dates a head to a time that has not come',
    );
    deny('clock-skew');
  }

  /**
   * Null while there is none that can be handed on. One person waits for a witness that says nothing; the others wait for
   * nothing until it has answered again.
   */
  async askIfThere(nonce: string): Promise<{ signed: Signed; head: Head } | null> {
    if (this.#isSilent) return null;
    const begun = performance.now();
    try {
      return await this.ask(nonce);
    } catch (error) {
      if (!(error instanceof Refusal && withoutHead.includes(error.code))) throw error;
      if (error.code === 'witness-away' && performance.now() - begun > slowMs) this.#listen();
      return null;
    }
  }

  /** Asks in the background until the witness answers, whatever it says. */
  #listen(): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    const again = () => {
      if (this.#closed) return;
      this.#ground.witness.state().then(
        () => (this.#isSilent = false),
        () => setTimeout(again, askAgainMs).unref(),
      );
    };
    again();
  }

  close(): void {
    this.#closed = true;
  }

  get cached(): { readonly signed: Signed; readonly head: Head } | undefined {
    const newest = this.#newest;
    return newest !== undefined && performance.now() - newest.at <= limits.headAgeMsMax ? newest : undefined;
  }
}

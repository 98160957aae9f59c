/**
 * What is remembered outside of the database of how far this log had come. Where the database and the witness are both put
 * back to equally old copies, nothing else shows it: no leaf is missing, and the witness agrees. The same counts for what
 * was judged: a list of members over the same leaves may be another one.
 */
import type { Static } from 'typebox';
import { Check } from 'typebox/value';
import { equal } from '#protocol/core/bytes.ts';
import type { Head } from '#protocol/log/head.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { SignedHead } from '#protocol/wire/ceremonies.ts';
import type { KeptNote } from './kept-note.ts';
import type { Standing } from './reader.ts';
import { otherThan } from './roster-of-head.ts';
import type { Cosigned, Signatures } from './signatures.ts';

type Signed = Static<typeof SignedHead>;

export interface Notes {
  /** The newest checkpoint under both keys. */
  readonly newest: KeptNote;
  /** The newest head whose roster was ours, with what the witness signed of it. */
  readonly head: KeptNote;
  /** A checkpoint under both keys that a member's page held, over more than is here. */
  readonly seen: KeptNote;
}

/** The roster here, as far as verdicts have come; undefined before the founding. */
export type RosterHere = () => { readonly roster: Roster; readonly firstWaiting: number | undefined } | undefined;

/** `wentBack`: leaves or verdicts are missing. Otherwise a row of the log was rewritten, and every client sees that. */
export interface Contradiction {
  readonly why: string;
  readonly wentBack: boolean;
}

export class Remembered {
  readonly #notes: Notes;
  readonly #signatures: Signatures;
  readonly #here: RosterHere;
  /** As it is in its file, verified; null before it was read. */
  #head: Head | undefined | null = null;
  /** A member's checkpoint that could not be kept yet. */
  #unkept: string | undefined;

  constructor(notes: Notes, signatures: Signatures, here: RosterHere) {
    [this.#notes, this.#signatures, this.#here] = [notes, signatures, here];
  }

  /** Why the log here cannot be the one that was signed; undefined if it can. */
  whyNot(standing: Standing): Contradiction | undefined {
    const newest = this.#signatures.contradicts(this.#notes.newest.read() ?? '', standing);
    if (newest !== undefined)
      return { why: `the newest checkpoint in its file is of a log that is ${newest}`, wentBack: newest === 'longer' };
    const { head } = this;
    const other = head === undefined ? undefined : this.#otherAs(head, standing);
    if (other !== undefined)
      return { why: `the newest head in its file is of a log or list that is ${other}`, wentBack: other !== 'other' };
    const why = this.whyNotNote(this.#notes.seen.read() ?? '', standing);
    return why === undefined ? undefined : { why, wentBack: true };
  }

  /** Why a checkpoint is of no log that is continued here. Both keys signed it, so that it counts for good. */
  whyNotNote(note: string, standing: Standing): string | undefined {
    return this.#signatures.contradicts(note, standing)
      ? 'a member holds a checkpoint of a longer or another log'
      : undefined;
  }

  /** The same of a head. The witness alone signed it, so that it proves nothing of this log. */
  whyBeyond(signed: Signed, standing: Standing): string | undefined {
    const head = this.#signatures.verifiedHead(signed);
    return head !== undefined && this.#otherAs(head, standing) !== undefined
      ? 'a member holds a head of a longer or another log, or of another list of members'
      : undefined;
  }

  /** The newest head whose roster was ours. */
  get head(): Head | undefined {
    if (this.#head === null) {
      const signed = readSigned(this.#notes.head.read());
      this.#head = signed === undefined ? undefined : this.#signatures.verifiedHead(signed);
    }
    return this.#head;
  }

  /** Of a head that was compared with our own log and roster. Once for each verdict: checkpoints tell how long the log is. */
  keepHead(head: Head, signed: Signed): void {
    const before = this.head;
    if (before !== undefined && (head.size < before.size || equal(head.state, before.state))) return;
    this.#notes.head.write(JSON.stringify(signed));
    this.#head = head;
  }

  /** What cannot be written now is tried again by `keepAgain`. */
  keepSeen(note: string): void {
    this.#unkept = note;
    this.keepAgain();
  }

  keepAgain(): void {
    if (this.#unkept === undefined) return;
    this.#notes.seen.write(this.#unkept);
    this.#unkept = undefined;
  }

  fitting(standing: Standing): Cosigned | undefined {
    return this.#signatures.fitting(this.#notes.newest.read() ?? '', standing);
  }

  keep(note: string): void {
    this.#notes.newest.write(note);
  }

  #otherAs(head: Head, { tree, size: ours }: Standing): 'longer' | 'other' | 'judged otherwise' | undefined {
    if (head.size > ours) return 'longer';
    if (!equal(tree.root(head.size), head.root)) return 'other';
    const here = this.#here();
    // While verdicts on its leaves are missing here, nothing can be said.
    if (here === undefined || (here.firstWaiting ?? Infinity) < head.size) return undefined;
    return otherThan(here.roster, head) === undefined ? undefined : 'judged otherwise';
  }
}

/** Undefined for what is no head: somebody who writes into that folder can do worse. */
function readSigned(text: string | undefined): Signed | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Check(SignedHead, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

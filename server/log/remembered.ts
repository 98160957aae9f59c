/**
 * What is remembered outside of the database of how far this log had come. Where the database and the witness are both put
 * back to equally old copies, nothing else shows it: no leaf is missing, and the witness agrees.
 */
import type { Static } from 'typebox';
import { Check } from 'typebox/value';
import { equal } from '#protocol/core/bytes.ts';
import { SignedHead } from '#protocol/wire/ceremonies.ts';
import type { Cosigned, Cosigner } from './cosign.ts';
import type { KeptNote } from './kept-note.ts';
import type { Standing } from './reader.ts';

type Signed = Static<typeof SignedHead>;

export interface Notes {
  /** The newest checkpoint under both keys. */
  readonly newest: KeptNote;
  /** A head that a member's page held, of more than is here. */
  readonly seen: KeptNote;
}

export class Remembered {
  readonly #notes: Notes;
  readonly #cosigner: Cosigner;

  constructor(notes: Notes, cosigner: Cosigner) {
    [this.#notes, this.#cosigner] = [notes, cosigner];
  }

  /** Why the log here cannot be the one that was signed; undefined if it can. */
  whyNot(standing: Standing): string | undefined {
    if (this.#cosigner.contradicts(this.#notes.newest.read() ?? '', standing))
      return 'the newest checkpoint in its file is of a longer or another log';
    const seen = readSeen(this.#notes.seen.read());
    return seen !== undefined && this.#isBeyond(seen, standing) ? ofMember : undefined;
  }

  /** Why a head is of no log that is continued here; undefined if it is of this one, or of none. */
  whyBeyond(signed: Signed, standing: Standing): string | undefined {
    return this.#isBeyond(signed, standing) ? ofMember : undefined;
  }

  keepSeen(signed: Signed): void {
    this.#notes.seen.write(JSON.stringify(signed));
  }

  fitting(standing: Standing): Cosigned | undefined {
    return this.#cosigner.fitting(this.#notes.newest.read() ?? '', standing);
  }

  keep(note: string): void {
    this.#notes.newest.write(note);
  }

  #isBeyond(signed: Signed, { tree, size: ours }: Standing): boolean {
    const head = this.#cosigner.verifiedHead(signed);
    return head !== undefined && (head.size > ours || !equal(tree.root(head.size), head.root));
  }
}

const ofMember = 'a member holds a head of a longer or another log';

/** Undefined for what is no head: somebody who writes into that folder can do worse. */
function readSeen(text: string | undefined): Signed | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  return Check(SignedHead, value) ? value : undefined;
}

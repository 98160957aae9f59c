/**
 * The part of the archive that is no message (§9.11): what was read, compared, left, muted and named. Two tabs may both write
 * it.
 */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { grantCodec } from '#protocol/threads/thread.ts';

export interface ArchiveState {
  /** Everything up to here was looked at, and what was for this member is archived or past. */
  cursor: number;
  /** Highest sequence shown to her, by thread. */
  readonly read: Record<string, number>;
  readonly muted: Record<string, boolean>;
  readonly left: Record<string, boolean>;
  /** identityHash of keys that were compared in person, by member. */
  readonly verified: Record<string, string>;
  /** The members that she has a thread of two with: the secret of its code, by member. */
  readonly contacts: Record<string, string>;
  /** Secrets of codes shown and not yet answered. */
  readonly offers: string[];
  /** The newest member list of each group, as its maker sent it: a grant without keys. */
  readonly groups: Record<string, string>;
  /** Threads in which two lists of one version were seen. */
  readonly forked: Record<string, boolean>;
  /** How many parcels for her did not open, in all her visits. */
  damaged: number;
  /** Entries of the roster that she signed: a leaf whose body the server lost says not whose it was. */
  signed: readonly string[];
  /** What she calls her own keys, by credential in base64url. */
  keyNames: Readonly<Record<string, string>>;
  /** The join that this officer took for each invite of hers: she takes no other. */
  joins: Readonly<Record<string, string>>;
  savedAt: number;
  /** Newest sequence of a letter under a key that its sender had before: something of hers could not be read here. */
  readonly ended: Record<string, number>;
  /** Newest sequence of a message that its sender sent again after she had other keys. */
  readonly again: Record<string, number>;
  /** Ids of own messages that were sent again. */
  readonly sentAgain: string[];
  /**
   * Leaf of the entry that brought her present keys, once she has said whether somebody else had the earlier ones; once
   * she has said so, and none of the comparisons before counts; once she has let the messages be that she could send again.
   */
  answered: number;
  doubted: number;
  letBe: number;
}

export function emptyState(): ArchiveState {
  return {
    cursor: 0,
    read: {},
    muted: {},
    left: {},
    verified: {},
    contacts: {},
    offers: [],
    groups: {},
    forked: {},
    damaged: 0,
    signed: [],
    keyNames: {},
    joins: {},
    savedAt: 0,
    ended: {},
    again: {},
    sentAgain: [],
    answered: 0,
    doubted: 0,
    letBe: 0,
  };
}

/** Comparisons of a tab that does not know yet that they were doubted do not count. */
function comparedIn(here: ArchiveState, there: ArchiveState): ArchiveState['verified'] {
  if (here.doubted === there.doubted) return { ...there.verified, ...here.verified };
  return { ...(here.doubted > there.doubted ? here : there).verified };
}

/** Note a sequence by a member's id; the highest counts. */
export function noteHighest(record: Record<string, number>, name: string, value: number): void {
  record[name] = Math.max(record[name] ?? 0, value);
}

/** Merge the states of two tabs. What either has read, compared or left stays so. */
export function merged(here: ArchiveState, there: ArchiveState): ArchiveState {
  const highest = (a: Record<string, number>, b: Record<string, number>) => {
    const out = { ...a };
    for (const [name, value] of Object.entries(b)) out[name] = Math.max(out[name] ?? 0, value);
    return out;
  };
  const contacts = { ...there.contacts, ...here.contacts };
  return {
    cursor: Math.max(here.cursor, there.cursor),
    read: highest(here.read, there.read),
    muted: { ...there.muted, ...here.muted },
    left: { ...there.left, ...here.left },
    verified: comparedIn(here, there),
    contacts,
    // A code that was answered stays used, whichever tab saw the answer first.
    offers: [...new Set([...here.offers, ...there.offers])].filter((code) => !Object.values(contacts).includes(code)),
    groups: newestGroups(here.groups, there.groups),
    forked: { ...there.forked, ...here.forked },
    damaged: Math.max(here.damaged, there.damaged),
    signed: [...new Set([...there.signed, ...here.signed])],
    keyNames: { ...there.keyNames, ...here.keyNames },
    joins: { ...here.joins, ...there.joins },
    savedAt: Math.max(here.savedAt, there.savedAt),
    ended: highest(here.ended, there.ended),
    again: highest(here.again, there.again),
    sentAgain: [...new Set([...here.sentAgain, ...there.sentAgain])],
    answered: Math.max(here.answered, there.answered),
    doubted: Math.max(here.doubted, there.doubted),
    letBe: Math.max(here.letBe, there.letBe),
  };
}

function newestGroups(a: Record<string, string>, b: Record<string, string>): Record<string, string> {
  const out = { ...a };
  const version = (grant: string) => grantCodec.parse(fromBase64url(grant)).version;
  for (const [thread, grant] of Object.entries(b))
    if (out[thread] === undefined || version(grant) > version(out[thread])) out[thread] = grant;
  return out;
}

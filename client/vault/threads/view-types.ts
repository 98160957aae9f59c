/** What screens are told about threads: plain data, no keys. */
import type { MemberId, MessageId, ThreadId } from '#protocol/core/ids.ts';
import type { Message } from '#protocol/threads/message.ts';
import type { ThreadKind } from '#protocol/threads/thread.ts';

/** Which thread is meant; desk threads and announcements exist before anything was written in them. */
export type ThreadTarget =
  | { readonly type: 'thread'; readonly thread: ThreadId }
  /** A member's own thread with a desk. */
  | { readonly type: 'desk'; readonly desk: string }
  /** A desk member's thread with a member. */
  | { readonly type: 'person'; readonly desk: string; readonly owner: MemberId };

export interface ThreadLine {
  readonly thread: ThreadId;
  readonly kind: ThreadKind;
  /** Of desk threads and announcements. */
  readonly desk: string;
  /** Of a desk thread: the member that it is with. Of a group: its maker. */
  readonly owner: MemberId | undefined;
  /** A group's name; what the other calls herself in a pair or in the thread of a desk; may be empty. */
  readonly title: string;
  readonly members: readonly MemberId[];
  readonly unread: number;
  readonly newest:
    | {
        readonly type: Message['type'];
        readonly text: string;
        readonly at: number;
        readonly mine: boolean;
        readonly sender: MemberId;
      }
    | undefined;
  readonly muted: boolean;
  readonly left: boolean;
  /** Why nothing can be written now, as a refusal's code. */
  readonly shut: 'contact-changed' | 'thread-forked' | 'bundle-missing' | undefined;
  /** The last thing that a desk has not taken care of. */
  readonly open: boolean;
}

export interface MessageView {
  readonly id: MessageId;
  readonly sender: MemberId;
  readonly mine: boolean;
  readonly alias: string;
  /** Whether the sender is of the desk that the thread is with. */
  readonly fromDesk: boolean;
  readonly type: Message['type'];
  readonly text: string;
  readonly sentAt: number;
  readonly reply: { readonly id: MessageId; readonly text: string } | undefined;
  readonly attachment: { readonly name: string; readonly type: string; readonly bytes: number } | undefined;
  /** waiting: sealed, in this tab only. sent: the portal has it. */
  readonly state: 'waiting' | 'sent';
  /** When the desk took care of it, and its text. */
  readonly done: { readonly at: number; readonly text: string } | undefined;
  /** Parts of a long message that have not come. */
  readonly partsMissing: number;
}

export interface ThreadView {
  readonly line: ThreadLine;
  readonly messages: readonly MessageView[];
  /** How many messages somebody saw that never came here. */
  readonly missing: number;
  /** True if there were messages before the first one shown: from before she was in the thread, or deleted since. */
  readonly earlier: boolean;
  /** How many were written by somebody who is no longer in the thread and seen by nobody who is. */
  readonly unvouched: number;
  /** How many of her own, from before a recovery, nobody is known to have read. */
  readonly unseen: number;
  /** Members of whom something from before their recovery could not be read here. */
  readonly unreadFrom: readonly MemberId[];
  /** Members of the thread to whom nothing could be sealed when something was last written in this visit. */
  readonly unusable: readonly MemberId[];
}

/** One text of her own that she may send again after a recovery. */
export interface UnseenMessage {
  readonly thread: ThreadId;
  readonly id: MessageId;
  readonly text: string;
  readonly sentAt: number;
  /** The name of its file. */
  readonly attachment: string | undefined;
  /** Who is in the thread now and was not then: while there is anybody, it cannot be sent. */
  readonly joined: readonly MemberId[];
  readonly shut: ThreadLine['shut'];
  /** Sent again by her, and not with the portal yet. */
  readonly waits: boolean;
}

export interface AfterRecovery {
  /** She has not said yet whether somebody else may have had her keys, and it would change something. */
  readonly asksWhy: boolean;
  readonly unseen: readonly UnseenMessage[];
}

export interface ThreadsState {
  readonly lines: readonly ThreadLine[];
  /** Desks that she may write to, or that she is a member of. */
  readonly desks: readonly {
    readonly desk: string;
    readonly mine: boolean;
    readonly people: number;
    readonly writable: boolean;
  }[];
  readonly announces: readonly string[];
  /** Sealed messages that the portal has not taken yet. */
  readonly waiting: number;
  /** How many parcels of the stream were not looked at yet. */
  readonly behind: number;
  /** How many parcels for this member did not open: withheld, altered or badly made. */
  readonly damaged: number;
  /** What she kept and what does not open: chunks of messages, the state among them, and secrets of weeks. */
  readonly kept: { readonly chunksShut: number; readonly stateShut: boolean; readonly weeksShut: number };
  /** Undefined unless she has had other keys before. */
  readonly afterRecovery: AfterRecovery | undefined;
  /** Members of whom something from before their recovery could not be read here, in whatever thread. */
  readonly unreadFrom: readonly MemberId[];
  /** When another visit last wrote the archive, in ms. She knows whether that was her own visit. */
  readonly lastVisit: number | undefined;
}

export interface TellLine {
  readonly thread: ThreadId;
  readonly owner: MemberId;
  /** When the oldest message that she has not looked at was written. */
  readonly since: number;
  readonly messages: number;
  /** When a colleague last ticked that she was told. */
  readonly toldAt: number | undefined;
}

export interface Safety {
  /** Twelve groups of five digits. */
  readonly digits: readonly string[];
  readonly verified: 'never' | 'yes' | 'changed';
}

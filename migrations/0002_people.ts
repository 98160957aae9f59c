/** Members and how they log in: ceremonies, sessions, founding, invites, roster. Ids and keys, no names. */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const all = ['select', 'insert', 'update', 'delete'] as const;
const slotsSay = 'Her account secret, sealed to one security key or to the recovery card. Unreadable here.';
const cardSays = 'Name of her recovery card. It looks random and tells nothing about its digits.';
const cardKeySays = 'Public half of the key with which her recovery card logs in.';
const sealKeySays = 'Public key to which records are sealed.';
const openKeySays = 'Public key to which desk secrets are sealed; only staff and officers have one.';

/** SHA-256 over a labelled tuple (protocol 1) of byte strings. */
function hashOf(label: string, ...elements: readonly string[]): string {
  const sized = (element: string) => `int4send(length(${element})) || ${element}`;
  const all = [`'${label}'::bytea`, ...elements].map(sized);
  return `sha256(int4send(${all.length}) || ${all.join(' || ')})`;
}

/** The commitment of a roster leaf (protocol 8). */
const rosterCommitment = hashOf(
  'dd1/leaf/roster',
  hashOf('dd1/leaf/body', "''::bytea", 'bytes'),
  hashOf('dd1/leaf/view', "''::bytea", "''::bytea"),
);

const people: readonly Table[] = [
  {
    name: 'member',
    says: 'One row per member of the event.',
    columns: [
      ['member', 'text primary key', 'Random id. This database has no name, address or contact in readable form.'],
      ['user_handle', 'bytea not null', 'Random bytes that her security keys give back when she logs in.'],
      ['seal_key', 'bytea not null', sealKeySays],
      ['open_key', 'bytea', openKeySays],
      [
        'portal_tag_key',
        'bytea not null',
        'Key with which she finds the log entries that the portal itself writes about her.',
      ],
      ['epoch', 'integer not null default 0', 'How many times all her sessions were ended at once.'],
    ],
    app: ['select', 'insert', 'update'],
  },
  {
    name: 'credential',
    says: 'Security keys that may log in.',
    columns: [
      ['id', 'bytea primary key', 'Id that the security key gave itself.'],
      ['member', 'text not null references member', 'Whose key it is.'],
      ['public_key', 'bytea not null', 'Public key for checking a touch.'],
      ['aaguid', 'bytea not null', 'Model of the security key, if it proved one; otherwise zero.'],
      ['backup_eligible', 'boolean not null', 'Whether the key may be copied to a cloud account.'],
      ['transports', 'text[] not null', 'How the key connects: usb, nfc, internal.'],
      [
        'counter',
        'bigint not null',
        'How often the security key says that it was used; a copied key is noticed by this.',
      ],
      ['added_at', 'bigint not null', 'When the key was added.'],
      ['used_at', 'bigint', 'When she last logged in with it.'],
    ],
    app: all,
  },
  {
    name: 'slot',
    says: 'Sealed account secrets, one per way of unlocking.',
    columns: [
      ['member', 'text not null references member', 'Whose secret it is.'],
      ['purpose', 'text not null', 'unlock or open: which of her two secrets.'],
      ['holder', 'bytea not null', 'The key or card that opens it.'],
      ['bytes', 'bytea not null', slotsSay],
    ],
    constraints: ['primary key (member, purpose, holder)'],
    app: all,
  },
  {
    name: 'card',
    says: 'Recovery cards.',
    columns: [
      ['id', 'bytea primary key', cardSays],
      ['member', 'text not null unique references member', 'Whose card it is.'],
      ['login_key', 'bytea not null', cardKeySays],
      ['made_at', 'bigint not null', 'When the card was made.'],
      ['used_at', 'bigint', 'When it was last used.'],
    ],
    app: all,
  },
  {
    name: 'session',
    says: 'Login sessions.',
    columns: [
      ['id_hash', 'bytea primary key', 'Hash of the random number in the cookie. Nobody can make the cookie from it.'],
      ['member', 'text not null references member', 'Who is logged in.'],
      ['way', 'text not null', 'key or card: how she logged in.'],
      ['epoch', 'integer not null', "The session counts only while this equals the member's epoch."],
      ['created', 'bigint not null', 'When she logged in.'],
      ['seen', 'bigint not null', 'When the session was last used, to the minute.'],
    ],
    app: all,
  },
  {
    name: 'challenge',
    says: 'Challenges that wait for a touch of a key. They end after one use or five minutes.',
    columns: [
      ['id', 'text primary key', 'Random id.'],
      ['purpose', 'text not null', 'What the touch is for.'],
      ['nonce', 'bytea not null', 'Random bytes that the touch must cover.'],
      ['holder', 'text', 'Who asked for it, where that is known.'],
      ['expires', 'bigint not null', 'When it ends.'],
    ],
    app: ['select', 'insert', 'delete'],
  },
  {
    name: 'throttle',
    says: 'Failed attempts, so that nobody can keep guessing.',
    columns: [
      ['what', 'text not null', 'The sort of attempt.'],
      ['bucket', 'bytea not null', 'Hash of the key or card that was tried. No network address.'],
      ['since', 'bigint not null', 'When the ten minutes began.'],
      ['count', 'integer not null', 'How many attempts have failed since.'],
    ],
    constraints: ['primary key (what, bucket)'],
    app: all,
  },
  {
    name: 'pending_credential',
    says: 'Security keys that somebody enrolled who is not a member yet, or who is recovering.',
    columns: [
      ['id', 'bytea primary key', 'Id that the security key gave itself.'],
      ['ground', 'text not null', 'founding, invite or card: what allowed the enrolment.'],
      ['holder', 'text not null', 'The invite, or the id of the future member.'],
      ['root', 'bytea not null', 'Draft or root under which the key was made.'],
      ['member', 'text not null', 'Id of the future member.'],
      ['public_key', 'bytea not null', 'Public key for checking a touch.'],
      ['aaguid', 'bytea not null', 'Model of the security key, if it proved one; otherwise zero.'],
      ['backup_eligible', 'boolean not null', 'Whether the key may be copied to a cloud account.'],
      ['transports', 'text[] not null', 'How the key connects.'],
      ['counter', 'bigint not null', 'How often the key says it was used.'],
      ['added_at', 'bigint not null', 'When it was enrolled.'],
    ],
    app: ['select', 'insert', 'delete'],
  },
];

const founding: readonly Table[] = [
  {
    name: 'founding',
    says: 'One row, until the event is founded.',
    columns: [
      ['singleton', 'boolean primary key default true check (singleton)', 'Nothing: there is one row.'],
      ['user_handle', 'bytea not null', "Random bytes for the first officer's keys."],
      ['draft', 'bytea', 'What the first officer proposes: policy, log key, witness. Not secret.'],
      ['draft_id', 'bytea', 'Hash of the draft.'],
      ['genesis', 'bytea', 'The root to be signed. Not secret.'],
      ['r', 'bytea', 'Random number behind the eight digits, once revealed.'],
    ],
    app: ['select', 'insert', 'update'],
  },
  {
    name: 'founding_invite',
    says: 'Links for the other founding officers.',
    columns: [
      ['invite', 'text primary key', 'Random id in the link.'],
      ['member', 'text not null', 'Id of the future officer.'],
      ['redeem_hash', 'bytea not null', 'Hash that recognises the link. Nobody can make the link from it.'],
      ['user_handle', 'bytea not null', 'Random bytes for her keys.'],
      ['join_bytes', 'bytea', 'Her public keys, protected against change by the secret in the link.'],
      ['genesis_mac', 'bytea', "The first officer's proof for her that this is the right root. Not secret."],
      ['hold_mac', 'bytea', 'Her proof that she has that root. Not secret.'],
    ],
    app: all,
  },
  {
    name: 'founding_signature',
    says: 'What each founding officer has signed and sent.',
    columns: [
      ['member', 'text primary key', 'Which officer.'],
      ['signature', 'bytea not null', 'Her signature over the root. Not secret.'],
      ['seal_key', 'bytea not null', sealKeySays],
      ['open_key', 'bytea not null', openKeySays],
      ['slots', 'bytea[] not null', slotsSay],
      ['card_id', 'bytea not null', cardSays],
      ['card_key', 'bytea not null', cardKeySays],
    ],
    app: all,
  },
];

const roster: readonly Table[] = [
  {
    name: 'roster_entry',
    says: 'The signed entries that say who is a member with which keys. Everyone in the event reads them.',
    columns: [
      ['leaf', 'bigint primary key references log_entry (idx) deferrable initially deferred', 'Its entry in the log.'],
      ['bytes', 'bytea not null', 'The signed entry: ids, roles, public keys, hashes. No names.'],
      [
        'commitment',
        `bytea not null generated always as (${rosterCommitment}) stored`,
        'Its hash in the log. Public. Computed here, so that no false one can be written.',
      ],
    ],
    app: ['select', 'insert'],
  },
  {
    name: 'verdict',
    says: 'What the witness said of each entry of the member list: in force, or why not.',
    columns: [
      [
        'leaf',
        'bigint primary key references log_entry (idx) deferrable initially deferred',
        'Which entry of the log.',
      ],
      ['line', 'bytea not null', 'The signed line: hash of the entry, a word, a time. Everyone in the event reads it.'],
      ['signature', 'bytea not null', 'Signature of the witness over it; public.'],
    ],
    app: ['select', 'insert', 'update'],
  },
  {
    name: 'effect',
    says: 'What an entry will do once the witness has said that it is in force. One at a time.',
    columns: [
      ['leaf', 'bigint primary key references roster_entry (leaf) deferrable initially deferred', 'Which entry.'],
      ['public_key', 'bytea', 'Public key of a new desk epoch or month.'],
      ['members', 'text[] not null', 'Whom the seeds are for, in order.'],
      ['wraps', 'bytea[] not null', 'Secret seeds, each sealed to one member.'],
      ['seal_key', 'bytea', sealKeySays],
      ['slots', 'bytea[] not null', slotsSay],
      ['card_id', 'bytea', cardSays],
      ['card_key', 'bytea', cardKeySays],
    ],
    app: ['select', 'insert', 'delete'],
  },
  {
    name: 'proposal',
    says: 'Changes that wait for another officer.',
    columns: [
      ['id', 'text primary key', 'Random id.'],
      ['expires', 'bigint not null', 'When it expires.'],
      ['bytes', 'bytea not null', 'The entry with the signatures so far.'],
      ['public_key', 'bytea', 'Public key of a new desk epoch or month.'],
      ['members', 'text[] not null', 'Who gets the seeds, in order.'],
      ['wraps', 'bytea[] not null', 'Secret seeds, each sealed to one member.'],
    ],
    app: all,
  },
  {
    name: 'desk_key',
    says: 'Public keys of the desks.',
    columns: [
      ['desk', 'text not null', 'Which desk.'],
      ['epoch', 'integer not null', "Number of the desk's key."],
      ['public_key', 'bytea not null', 'Public key to which records are sealed.'],
    ],
    constraints: ['primary key (desk, epoch)'],
    app: ['select', 'insert'],
  },
  {
    name: 'desk_seed',
    says: 'The secret of a desk, sealed to each of its members.',
    columns: [
      ['desk', 'text not null', 'Which desk.'],
      ['epoch', 'integer not null', "Number of the desk's key."],
      ['member', 'text not null references member', 'Who can open this copy.'],
      ['wrap', 'bytea not null', 'The secret, sealed to her. Unreadable here.'],
    ],
    constraints: ['primary key (desk, epoch, member)'],
    app: ['select', 'insert'],
  },
  {
    name: 'month_key',
    says: 'Public keys to which the bodies of openings are sealed, one a month.',
    columns: [
      ['month', 'text primary key', 'Which month.'],
      ['public_key', 'bytea not null', 'Public key.'],
    ],
    app: ['select', 'insert'],
  },
  {
    name: 'month_seed',
    says: 'The secret of a month, sealed to each officer.',
    columns: [
      ['month', 'text not null', 'Which month.'],
      ['member', 'text not null references member', 'Which officer can open this copy.'],
      ['wrap', 'bytea not null', 'The secret, sealed to her. Unreadable here.'],
    ],
    constraints: ['primary key (month, member)'],
    app: ['select', 'insert'],
  },
];

const invites: readonly Table[] = [
  {
    name: 'invite',
    says: 'Invites. People hand over the link itself outside the portal.',
    columns: [
      ['invite', 'text primary key', 'Random id in the link.'],
      ['inviter', 'text not null references member', 'Which officer made it.'],
      ['redeem_hash', 'bytea not null', 'Hash that recognises the link. Nobody can make the link from it.'],
      ['box', 'bytea not null', 'Terms of the invitation, sealed to the holder of the link.'],
      ['copy', 'bytea not null', "The inviter's own copy, sealed to her."],
      ['expires', 'bigint not null', 'When the link ends.'],
      ['user_handle', 'bytea not null', "Random bytes for the invitee's keys."],
      ['join_bytes', 'bytea', 'Public keys of the invitee, protected against change by the secret in the link.'],
      ['member', 'text', 'Id of the future member, once she has joined.'],
      ['slots', 'bytea[]', slotsSay],
      ['card_id', 'bytea', cardSays],
      ['card_key', 'bytea', cardKeySays],
      ['reveal_r', 'bytea', 'Random number behind the eight digits, once revealed.'],
      ['reveal_signature', 'bytea', "The inviter's signature over it."],
      ['endorser', 'text references member', 'Who compared the eight digits with the invitee.'],
      ['compared', 'text', 'How they were compared: by voice or in person.'],
      ['endorsement', 'bytea', 'Signature of the one who compared.'],
      ['spent', 'boolean not null default false', 'Whether she was added.'],
    ],
    app: ['select', 'insert', 'update'],
  },
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db, [...people, ...founding, ...roster, ...invites]);
  // One entry at a time waits for its verdict.
  await sql.raw('create unique index effect_one on effect ((true))').execute(db);
}

/**
 * The rows of those who founded. No entry made them, so the witness keeps nothing for them. What the list of members names of
 * them is kept in a file next to our keys, where the database's role writes nothing: public keys and ids, and no slot.
 */
import type { Selectable } from 'kysely';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { cardKeyHash, type MemberCard } from '#protocol/members/keys.ts';
import { findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { requireFullKeys } from '../ceremonies/slots-and-card.ts';
import { now } from '../clock.ts';
import type { Tables, Trx } from '../db.ts';
import { KeptNote } from '../log/kept-note.ts';
import { putCredentials } from './put-back.ts';

const Text = Type.String();
const Founder = Type.Object({
  member: Text,
  userHandle: Text,
  sealKey: Text,
  openKey: Type.Union([Text, Type.Null()]),
  cardId: Text,
  cardKey: Text,
  keys: Type.Array(Type.Object({ id: Text, transports: Type.Array(Text), counter: Type.Number() })),
});
export type Founder = Static<typeof Founder>;

export interface FounderRows {
  readonly row: Pick<Selectable<Tables['member']>, 'member' | 'user_handle' | 'seal_key' | 'open_key'>;
  readonly keys: readonly Pick<Selectable<Tables['credential']>, 'id' | 'transports' | 'counter'>[];
  readonly login: Pick<Selectable<Tables['card']>, 'id' | 'login_key'>;
}

/** Whether the account keys that she has now are those of the root. Her hardware keys may be others since (`credential`). */
export function hasFounded(roster: Roster, member: MemberId): boolean {
  const [first] = roster.members.get(member) ?? [];
  const card = findCard(roster, member);
  return first?.from === 0 && card !== undefined && equal(first.card.signKey, card.signKey);
}

export function founderOf({ row, keys, login }: FounderRows): Founder {
  return {
    member: row.member,
    userHandle: toBase64url(row.user_handle),
    sealKey: toBase64url(row.seal_key),
    openKey: row.open_key === null ? null : toBase64url(row.open_key),
    cardId: toBase64url(login.id),
    cardKey: toBase64url(login.login_key),
    keys: keys.map(({ id, transports, counter }) => ({ id: toBase64url(id), transports: [...transports], counter })),
  };
}

export class Founders {
  readonly #file: KeptNote;

  constructor(dataDir: string) {
    this.#file = new KeptNote(dataDir, 'founders');
  }

  read(): readonly Founder[] {
    const text = this.#file.read();
    try {
      const value: unknown = text === undefined ? [] : JSON.parse(text);
      return Check(Type.Array(Founder), value) ? value : [];
    } catch {
      // Damage: it is written anew from rows that are right.
      return [];
    }
  }

  /** Rows that are right, of those of whom none are kept yet. */
  keep(right: readonly Founder[]): void {
    const kept = this.read();
    const fresh = right.filter(({ member }) => !kept.some((one) => one.member === member));
    if (fresh.length > 0) this.#file.write(JSON.stringify([...kept, ...fresh]));
  }
}

/** Writes what her card names in the place of whatever is there. Her slots stay as they are. */
export async function putFounder(trx: Trx, card: MemberCard, founder: Founder): Promise<void> {
  const { member } = card;
  const sealKey = fromBase64url(founder.sealKey);
  const openKey = founder.openKey === null ? undefined : fromBase64url(founder.openKey);
  requireFullKeys(card, sealKey, openKey);
  const row = { user_handle: fromBase64url(founder.userHandle), seal_key: sealKey, open_key: openKey ?? null };
  await trx.updateTable('member').set(row).where('member', '=', member).execute();
  await trx.deleteFrom('credential').where('member', '=', member).execute();
  await putCredentials(trx, card, founder);
  const [id, loginKey] = [fromBase64url(founder.cardId), fromBase64url(founder.cardKey)];
  if (!equal(cardKeyHash(member, loginKey), card.cardKeyHash)) return;
  await trx
    .deleteFrom('card')
    .where((eb) => eb.or([eb('member', '=', member), eb('id', '=', id)]))
    .execute();
  await trx.insertInto('card').values({ id, member, login_key: loginKey, made_at: now(), used_at: null }).execute();
}

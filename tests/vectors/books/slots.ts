/** The frozen cases of §2: slots. Called by make.ts alone. */
import { mintCard } from '#protocol/members/recovery-card.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { makeSlot, slotCodec } from '#protocol/members/slot.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { Book, last } from '../book.ts';

export function slotsBook(): void {
  const randomness = new Randomness('frozen slots');
  const book = new Book();
  const place = { purpose: 'unlock', member: randomness.id<MemberId>(), holder: randomness.bytes(32) } as const;
  const [key, salt, rootfp, secret, signKey] = [
    randomness.key(),
    randomness.bytes(32),
    randomness.bytes(32),
    randomness.key(),
    randomness.bytes(32),
  ];
  book.accept('make slot', { ...place, key, salt, rootfp, secret, signKey });
  const made = makeSlot(key, place, { secret, rootfp, signKey, previous: [] }, salt);
  const slot = slotCodec.encode(made);
  book.accept('open slot', { ...place, key, slot });
  book.reject('open slot', 'wrong-key', { ...place, key: randomness.key(), slot }, 'another key');
  book.reject('open slot', 'slot-foreign', { ...place, holder: randomness.bytes(32), key, slot }, 'another credential');
  book.reject('open slot', 'slot-foreign', { ...place, member: randomness.id(), key, slot }, 'another member');
  book.reject('open slot', 'slot-foreign', { ...place, purpose: 'open', key, slot }, 'another purpose');
  const moved = slotCodec.encode({ ...made, purpose: 'open' });
  book.reject('open slot', 'wrong-key', { ...place, purpose: 'open', key, slot: moved }, 'relabelled');
  book.reject('open slot', 'wrong-key', { ...place, key, slot: slotCodec.encode({ ...made, box: last(made.box) }) });
  book.accept('take prf output', { output: randomness.bytes(32) });
  book.reject('take prf output', 'weak-secret', { output: new Uint8Array(32) }, 'zero');
  book.reject('take prf output', 'weak-secret', { output: randomness.bytes(31) }, 'short');
  const rows = mintCard(randomness.bytes(64));
  book.accept('parse card', { rows });
  book.accept('parse card', {
    rows: rows.map((row) => row.replace(/[0-9]/gu, (d) => String.fromCharCode(0x660 + Number(d)))),
  });
  book.reject('parse card', 'card-mistyped', { rows: rows.toReversed().map((row, at) => (at ? row : `${row}0`)) });
  const wrong = rows.map((row, at) => (at === 3 ? `${row.slice(0, 8)}${(Number(row[8]) + 1) % 10}` : row));
  book.reject('parse card', 'card-mistyped', { rows: wrong }, 'check digit');
  book.reject('parse card', 'card-mistyped', { rows: rows.slice(1) }, 'a row is missing');
  book.write('slots');
}

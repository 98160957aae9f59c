/** The frozen cases of §1: objects. Called by make.ts alone. */
import { concat, u32 } from '#protocol/core/bytes.ts';
import { everyObject } from '../../support/protocol/every-object.ts';
import { toPlain } from '../plain.ts';
import { Book, save } from '../book.ts';

export function objectsBook(): void {
  const book = new Book();
  const objects = everyObject('frozen objects');
  for (const { label, bytes } of objects) book.accept('parse object', { label, bytes });
  for (const { label, bytes } of objects) {
    book.reject('parse object', 'malformed', { label, bytes: concat(bytes, new Uint8Array(1)) }, 'trailing byte');
    const longer = concat(u32((bytes[3] as number) + 1), bytes.slice(4), u32(0));
    book.reject('parse object', 'malformed', { label, bytes: longer }, 'one field more');
    const other = label === 'dd1/head' ? 'dd1/view' : 'dd1/head';
    book.reject('parse object', 'wrong-label', { label: other, bytes }, 'as another object');
  }
  book.write('objects');
  save('values', {
    objects: objects.map(({ label, value, bytes }) => ({ label, value: toPlain(value), bytes: toPlain(bytes) })),
  });
}

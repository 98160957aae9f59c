/** One value of each object of §9. */
import type { BlobId } from '#protocol/core/ids.ts';
import { bundlesCodec, signBundles, signedBundles } from '#protocol/threads/bundle.ts';
import { attachmentCodec, identified, messageCodec } from '#protocol/threads/message.ts';
import { grantCodec } from '#protocol/threads/thread.ts';
import type { Event, Person } from './event.ts';
import { example, type Example } from './example.ts';
import { Writer, deskPlace, firstDay, note } from './thread-writer.ts';

export function threadObjects(event: Event, person: Person, staff: Person): readonly Example[] {
  const { randomness, rootfp } = event;
  const writer = new Writer(randomness, event, person, 3);
  const bundles = writer.bundles(event.roster, 1);
  const place = deskPlace(event, person.member);
  const attachment = {
    blob: randomness.id<BlobId>(),
    key: randomness.bytes(32),
    hash: randomness.bytes(32),
    bytes: 4711,
    name: 'مستند.pdf',
    type: 'application/pdf',
  };
  const first = identified({ rootfp, thread: place.thread, sender: staff.member }, note('before', {}));
  const said = note('Is the visa there?', { prev: [first.id], reply: first.id, attachment });
  const message = identified({ rootfp, thread: place.thread, sender: person.member }, said);
  const known = { day: firstDay, rosterSeq: event.roster.seq, logSize: event.leaves.length };
  return [
    example('dd1/bundles', bundlesCodec, bundles),
    example('dd1/signed-bundles', signedBundles, signedBundles.parse(signBundles(bundles, person.keys.sign.secretKey))),
    example('dd1/grant', grantCodec, { ...place, ...known, secret: randomness.bytes(32), key: randomness.bytes(32) }),
    example('dd1/message/attachment', attachmentCodec, attachment),
    example('dd1/message', messageCodec, message),
  ];
}

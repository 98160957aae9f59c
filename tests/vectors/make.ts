/**
 * Writes the frozen vectors. Run by hand (node tools/node24.mjs tests/vectors/make.ts) when the protocol changes on
 * purpose, never by a test: what the tests compare with must not come from the code under test at the same moment.
 */
import { labels } from '#protocol/core/labels.ts';
import { threadBooks } from './make-threads.ts';
import { toPlain } from './plain.ts';
import { Book, save } from './book.ts';
import { event, tess, tomas, vera, amal, bijan, third, renewed } from './frozen-world.ts';
import { basicsBook } from './books/basics.ts';
import { derivationsBook } from './books/derivations.ts';
import { objectsBook } from './books/objects.ts';
import { rulesBook } from './books/rules.ts';
import { slotsBook } from './books/slots.ts';
import { assertionsBook } from './books/assertions.ts';
import { foundingBook } from './books/founding.ts';
import { rosterBook } from './books/roster.ts';
import { peopleBook } from './books/people.ts';
import { headsBook } from './books/heads.ts';
import { invitesBook } from './books/invites.ts';
import { recordsBook } from './books/records.ts';
import { fieldsBook } from './books/fields.ts';
import { boundsBook } from './books/bounds.ts';
import { contentsBook } from './books/contents.ts';
import { placesBook } from './books/places.ts';
import { retireBook } from './books/retire.ts';
import { desksBook } from './books/desks.ts';
import { openingsBook } from './books/openings.ts';
import { adoptionBook } from './books/adoption.ts';
import { logBook } from './books/log.ts';

save('world', {
  signedGenesis: toPlain(event.signedGenesis),
  rootfp: toPlain(event.rootfp),
  foundedAt: event.foundedAt,
  entries: toPlain(event.entries),
  head: toPlain(event.roster.head),
});
save('labels', { labels: [...labels] });

// The order matters: some books append to the one event.
basicsBook();
derivationsBook();
objectsBook();
slotsBook();
assertionsBook();
foundingBook();
rosterBook();
peopleBook();
rulesBook();
headsBook();
invitesBook();
recordsBook();
placesBook();
contentsBook();
retireBook();
desksBook();
openingsBook();
logBook();
for (const [name, fill] of Object.entries(threadBooks)) {
  const book = new Book();
  fill(book, { event, tess, tomas, vera, amal, bijan, former: third.person, renewed });
  book.write(name);
}
adoptionBook();
boundsBook();
fieldsBook();

/**
 * The frozen cases at the bound of a rule: the last value that is taken, and the first that is not where no other book has
 * it. Found by altering each rule (tests/support/rules). Called by make.ts alone, after every other book.
 */
import { assertion } from '#protocol/crypto/assertion.ts';
import { concat, toBase64url, u32, u64, utf8 } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import { encodeLeaf } from '#protocol/log/leaf.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import { deriveInviteKeys } from '#protocol/members/invite-link.ts';
import { sealTerms } from '#protocol/members/invite.ts';
import { policyCodec } from '#protocol/members/policy.ts';
import { encodeLook, fillerBytes } from '#protocol/threads/stream.ts';
import type { Entry } from '#protocol/roster/roster.ts';
import { kind, travel, type Person } from '../../support/protocol/event.ts';
import { ask, file } from '../../support/protocol/sealed-records.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { Book } from '../book.ts';
import { amal, bijan, event, makeSigned, tess, third } from '../frozen-world.ts';
import { witnessSeed } from '../sealing.ts';

export function boundsBook(): void {
  const book = new Book();
  const randomness = new Randomness('frozen bounds');
  basics(book);
  notes(book);
  days(book);
  terms(book);
  entries(book);
  openings(book);
  looks(book, randomness);
  book.write('bounds');
}

function basics(book: Book): void {
  const label = utf8('dd1/list');
  const empty = (count: number) => concat(u32(count), u32(label.length), label, new Uint8Array((count - 1) * 4));
  const act = 'parse tuple';
  book.accept(act, { label: 'dd1/list', bytes: empty(limits.tupleElements) }, 'as many elements as may be');
  book.reject(act, 'malformed', { label: 'dd1/list', bytes: empty(limits.tupleElements + 1) }, 'one more');
  book.accept('pad', { plain: new Uint8Array(limits.recordBytes) }, 'the longest');
}

function notes(book: Book): void {
  const act = 'parse note';
  const root = `${toBase64url(new Uint8Array(32))}=`;
  const signature = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64');
  const note = (origin: string, line = `— a ${signature(6)}`) => `${origin}\n5\n${root}\n\n${line}\n`;
  const longest = 'x'.repeat(8192 - note('').length);
  book.accept(act, { note: note(longest) }, 'the longest');
  book.reject(act, 'checkpoint-shape', { note: note(`${longest}x`) }, 'a character more');
  book.accept(act, { note: note('a', `— a ${signature(5)}`) }, 'a signature of one byte behind its key id');
  book.reject(act, 'checkpoint-shape', { note: note('a', `— a ${signature(4)}`) }, 'a key id alone');
  book.reject(act, 'checkpoint-shape', { note: note('') }, 'no origin');
  book.reject(act, 'checkpoint-shape', { note: `${note('a').slice(0, -1)}x` }, 'another end than a line feed');
  book.reject(act, 'checkpoint-shape', { note: `a\n5\n${root}\n` }, 'no signatures');
  book.reject(act, 'checkpoint-shape', { note: note('a').replace(root, '*') }, 'a root that is not base64');
  const seventeenth = `— a ${signature(6)}\n`.repeat(16);
  book.accept(act, { note: note('a', `${seventeenth}no signature`) }, 'what stands behind sixteen lines');
}

function days(book: Book): void {
  const shipped = defaultPolicy(event.policy.event);
  const given = (startsOn: string, endsOn: string) => ({
    policy: policyCodec.encode({ ...shipped, event: { ...shipped.event, startsOn, endsOn } }),
    draftedAt: event.foundedAt,
  });
  book.accept('require sound policy', given('2031-01-01', '2031-12-31'), 'the first and the last day of a year');
  const withKinds = (change: (rule: (typeof shipped.kinds)[number]) => object) => ({
    policy: policyCodec.encode({ ...shipped, kinds: shipped.kinds.map((rule) => ({ ...rule, ...change(rule) })) }),
    draftedAt: event.foundedAt,
  });
  book.reject(
    'require sound policy',
    'policy-unsound',
    withKinds(({ kind: name }) => (name === 'itinerary' ? { writers: ['nobody'] } : {})),
    'a writer that is no desk',
  );
}

function terms(book: Book): void {
  const { link, terms: known } = third;
  const { rootfp } = event;
  const keys = deriveInviteKeys(link);
  const flat = { invite: link.invite, secret: link.secret, rootfp, inviter: link.inviter, seen: link.seen };
  const box = sealTerms(keys, rootfp, known);
  book.accept('open terms', { ...flat, box, now: known.expires }, 'in its last millisecond');
}

function entries(book: Book): void {
  const act = 'apply entry';
  const [officer] = event.officers as [Person];
  const { now } = event;
  const remove = { type: 'remove', member: bijan.member } as const;
  const given = (change: Partial<Entry>, at = now) => ({
    before: event.entries.length,
    leaf: event.leaves.length,
    now: at,
    entry: makeSigned(remove, [officer], change),
  });
  const { openingSkewMsMax: skew, entryAgeMsMax: age } = limits;
  book.accept(act, given({ time: now, expires: now }), 'in its only millisecond');
  book.accept(act, given({ time: now, expires: now + age }), 'that lives as long as may be');
  book.accept(act, given({ time: now, expires: now + 1000 }, now + 1000), 'in its last millisecond');
  book.accept(act, given({ time: now + skew, expires: now + skew }), 'from a clock that is as far ahead as may be');
  book.reject(act, 'roster-expired', given({ time: now, expires: now - 1 }), 'that ends before it begins');
}

function openings(book: Book): void {
  const filedAs = (header: object) =>
    file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('bound'), header });
  const { now } = event;
  const { openingSkewMsMax: skew, openingUntilMsMax: longest } = limits;
  const plain = filedAs({});
  const batch = (change: object, at = now) => {
    const made = ask(event, tess, travel, [plain], change);
    const ephemeralKey = made.ephemeral.publicKey;
    return { bodies: made.bodies, ephemeralKey, assertion: assertion.encode(made.assertion), now: at };
  };
  const act = 'verify batch';
  book.accept(act, batch({}, now + skew), 'as late as may be');
  book.accept(act, batch({}, now - skew), 'as early as may be');
  book.accept(act, batch({ until: now }), 'that ends now');
  book.accept(act, batch({ until: now + longest }), 'that lives as long as may be');
  const decide = (filed: typeof plain, change: object = {}) => {
    const made = ask(event, tess, travel, [filed], change);
    return {
      body: made.bodies[0],
      bodySalt: made.salts[0]!.body,
      viewSalt: made.salts[0]!.view,
      record: filed.sealed.record,
      seed: witnessSeed,
      openingLeaf: encodeLeaf(made.leaves[0]!),
      place: event.leaves.length,
      leaf: filed.leaf,
      recordLeaf: event.leaves[filed.leaf],
      now,
      lowestLive: 1,
    };
  };
  const release = 'decide release';
  book.accept(release, decide(plain), 'the lowest revision that lives');
  book.accept(release, decide(plain, { until: now }), 'in its last millisecond');
  for (const [note, header] of [
    ['opens now', { opensAt: now }],
    ['closes now', { closesAt: now }],
    ['is purged after now', { purgeAfter: now }],
  ] as const)
    book.accept(release, decide(filedAs(header)), note);
}

function looks(book: Book, randomness: Randomness): void {
  const bodies = Array.from({ length: limits.parcelsPerLook }, () => randomness.bytes(limits.parcelBytes));
  const filler = randomness.bytes(fillerBytes);
  const lines = Array.from({ length: limits.parcelsPerPage }, (_, at) => ({
    sequence: at + 1,
    day: 20_000,
    tag: randomness.bytes(16),
  }));
  const full = encodeLook({ newest: lines.length, lines, bodies }, filler);
  const act = 'parse look';
  book.accept(act, { look: full, after: 0 }, 'a full page, up to the newest');
  const none = encodeLook({ newest: 7, lines: [], bodies }, filler);
  book.accept(act, { look: none, after: 7 }, 'nothing after the newest');
  book.reject(act, 'malformed', { look: none, after: 8 }, 'an end before what was read, and no line');
  const over = concat(u64(1000), u32(limits.parcelsPerPage + 1), full.slice(12));
  book.reject(act, 'malformed', { look: over, after: 0 }, 'a line more than a page has');
}

/** The frozen cases of §7: openings. Called by make.ts alone. */
import { assertion } from '#protocol/crypto/assertion.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { encodeLeaf } from '#protocol/log/leaf.ts';
import { limits } from '#protocol/core/limits.ts';
import type { ProtocolCode } from '#protocol/core/errors.ts';
import { logBody, logView, type LogBody } from '#protocol/openings/log-lines.ts';
import { openingLeaf, sealRelease, viewCodec, type Opening } from '#protocol/openings/opening.ts';
import {
  outcomeCodec,
  outcomeWords,
  signedOutcome,
  signOutcome,
  type Outcome,
  type OutcomeWord,
  type SignedOutcome,
} from '#protocol/openings/outcome.ts';
import { sealKeyPair, type Key32 } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { kind, travel, visa, type Person } from '../../support/protocol/event.ts';
import { ask, file, release, type Filed } from '../../support/protocol/sealed-records.ts';
import { Book } from '../book.ts';
import { event, tess, vera, amal, bijan } from '../frozen-world.ts';
import { witnessSeed } from '../sealing.ts';

export function openingsBook(): void {
  const book = new Book();
  const { randomness } = event;
  const filedOf = (owner: Person, of: string): Filed =>
    file(event, { kind: kind(of), author: owner, owner, content: utf8(of) });
  const filed = [filedOf(amal, 'travel'), filedOf(bijan, 'reach')] as const;
  const asked = ask(event, tess, travel, filed);
  const { box, places, releases, batch: verifiedBatch, items } = release(event, asked, filed);
  const batch = {
    bodies: asked.bodies,
    ephemeralKey: asked.ephemeral.publicKey,
    assertion: assertion.encode(asked.assertion),
    now: event.now,
  };
  const act = 'verify batch';
  book.accept(act, batch);
  const askAgain = (change: Partial<Opening>, requester = tess, of: readonly Filed[] = filed) => {
    const made = ask(event, requester, travel, of, change);
    const ephemeralKey = made.ephemeral.publicKey;
    return { bodies: made.bodies, ephemeralKey, assertion: assertion.encode(made.assertion), now: event.now };
  };
  book.reject(act, 'opening-batch', { ...batch, bodies: [] }, 'empty');
  book.reject(act, 'opening-batch', askAgain({}, tess, [filed[0], filed[0]]), 'a record twice');
  book.reject(act, 'opening-batch', { ...batch, ephemeralKey: sealKeyPair(randomness.key()).publicKey }, 'another key');
  const two = [asked.bodies[0], askAgain({}).bodies[1]];
  book.reject(act, 'opening-batch', { ...batch, bodies: two }, 'two batches in one');
  book.reject(act, 'root-mismatch', askAgain({ rootfp: randomness.bytes(32) }));
  book.reject(act, 'opening-body', askAgain({ reason: 'curiosity' }), 'a reason unknown');
  book.reject(act, 'opening-time', { ...batch, now: event.now + limits.openingSkewMsMax + 1 }, 'late');
  book.reject(act, 'opening-time', { ...batch, now: event.now - limits.openingSkewMsMax - 1 }, 'early');
  book.reject(act, 'opening-time', askAgain({ until: event.now + limits.openingUntilMsMax + 1 }), 'lives too long');
  book.reject(act, 'opening-time', askAgain({ until: event.now - 1 }), 'over before it began');
  book.reject(act, 'roster-right', askAgain({ requester: randomness.id() }), 'nobody');
  book.reject(act, 'assertion-challenge', { ...batch, bodies: asked.bodies.toReversed() }, 'another order');
  book.reject(act, 'assertion-challenge', { ...batch, bodies: asked.bodies.slice(1) }, 'an item less');
  book.reject(act, 'assertion-credential', { ...batch, assertion: askAgain({}, vera).assertion }, 'another’s touch');

  const decide = 'decide release';
  const [first, second] = filed;
  const item = {
    body: asked.bodies[0],
    bodySalt: asked.salts[0]!.body,
    viewSalt: asked.salts[0]!.view,
    record: first.sealed.record,
    seed: witnessSeed,
    openingLeaf: event.leaves[places[0]!],
    place: places[0]!,
    leaf: first.leaf,
    recordLeaf: event.leaves[first.leaf],
    now: event.now,
    lowestLive: 0,
  };
  book.accept(decide, item);
  const asItem = (change: Partial<Opening>, requester = tess, as = travel) => {
    const made = ask(event, requester, as, [first], change);
    return {
      ...item,
      body: made.bodies[0],
      bodySalt: made.salts[0]!.body,
      viewSalt: made.salts[0]!.view,
      openingLeaf: encodeLeaf(made.leaves[0]!),
    };
  };
  book.accept(decide, asItem({}), 'control');
  book.reject(decide, 'opening-time', { ...item, now: event.now + 5 * 3600 * 1000 }, 'over');
  book.reject(decide, 'opening-body', { ...item, record: second.sealed.record, leaf: second.leaf }, 'another record');
  const newer = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('newer'), before: first });
  book.reject(decide, 'opening-body', { ...item, record: newer.sealed.record, leaf: newer.leaf }, 'another revision');
  book.reject(decide, 'opening-body', asItem({ headerHash: randomness.bytes(32) }), 'another header');
  book.reject(decide, 'opening-desk', asItem({}, vera, visa), 'a desk that does not read it');
  book.reject(decide, 'opening-desk', asItem({}, vera, travel), 'not of the desk');
  const squatted = leafFor(asked.bodies[0]!, releases[0]!.view, randomness.key() as Key32);
  book.reject(decide, 'opening-tag', { ...item, openingLeaf: squatted }, 'under the tag of another record');
  book.reject(decide, 'opening-requester', { ...item, place: 1 }, 'before she held her keys');
  book.reject(decide, 'record-retired', { ...item, lowestLive: 2 });
  book.reject(decide, 'opening-not-logged', { ...item, openingLeaf: event.leaves[places[1]!] }, 'another entry');
  book.reject(decide, 'opening-not-logged', { ...item, viewSalt: randomness.bytes(32) }, 'another view');
  book.reject(
    decide,
    'leaf-missing',
    { ...item, recordLeaf: event.leaves[second.leaf] },
    'the record’s leaf is another',
  );
  book.reject(decide, 'wrong-key', { ...item, seed: randomness.key() }, 'another witness');
  for (const [note, header] of [
    ['not open yet', { opensAt: event.now + 1 }],
    ['closed', { closesAt: event.now - 1 }],
    ['to be purged', { purgeAfter: event.now - 1 }],
  ] as const) {
    const shut = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('x'), header });
    const made = ask(event, tess, travel, [shut]);
    book.reject(
      decide,
      'opening-closed',
      {
        ...item,
        body: made.bodies[0],
        bodySalt: made.salts[0]!.body,
        viewSalt: made.salts[0]!.view,
        openingLeaf: encodeLeaf(made.leaves[0]!),
        record: shut.sealed.record,
        leaf: shut.leaf,
        recordLeaf: event.leaves[shut.leaf],
      },
      note,
    );
  }
  const counts = { kind: 'travel', inBatch: 200, lastHour: 399, lastDay: 799 };
  book.accept('within limits', counts);
  book.reject('within limits', 'opening-limit', { ...counts, inBatch: 201 }, 'batch');
  book.reject('within limits', 'opening-limit', { ...counts, lastHour: 400 }, 'hour');
  book.reject('within limits', 'opening-limit', { ...counts, lastDay: 800 }, 'day');

  const answer = { seed: asked.ephemeral.secretKey, box: wrapCodec.encode(box), asked: asked.hashes };
  book.accept('open release', answer);
  book.reject('open release', 'wrong-key', { ...answer, seed: randomness.key() }, 'another key');
  book.reject('open release', 'wrong-key', { ...answer, asked: asked.hashes.toReversed() }, 'another order');

  for (const [note, given] of [
    ['an answer less', items.slice(1)],
    ['answers swapped', items.toReversed()],
  ] as const) {
    const wrong = sealRelease(event.rootfp, event.witness.card.cosignKey, verifiedBatch, given, randomness.bytes(64));
    book.reject('open release', 'release-mismatch', { ...answer, box: wrapCodec.encode(wrong) }, note);
  }

  const [place, leafBytes] = [places[0]!, event.leaves[places[0]!]!];
  const { view, outcome, body: opened, shown } = releases[0]!;
  const bodyAct = 'verify log body';
  const rejectBody = (code: ProtocolCode, change: Partial<LogBody>, note: string, leaf = leafBytes) =>
    book.reject(bodyAct, code, { body: logBody.encode({ ...opened, ...change }), index: place, leaf }, note);
  book.accept(bodyAct, { body: logBody.encode(opened), index: place, leaf: leafBytes });
  book.reject(
    bodyAct,
    'log-body',
    { body: logBody.encode(opened), index: place + 1, leaf: leafBytes },
    'another index',
  );
  rejectBody('log-body', { bodySalt: randomness.bytes(32) }, 'another body');
  const falseView = viewCodec.encode({ ...viewCodec.parse(view), requester: vera.member });
  const falseLeaf = leafFor(opened.body, falseView);
  rejectBody('log-body', { view: falseView }, 'the owner was shown another view', falseLeaf);
  const signed = (change: Partial<Outcome>, secretKey = event.witness.cosign.secretKey) =>
    signOutcome({ ...outcomeCodec.parse(outcome.outcome), ...change }, secretKey);
  const [otherPlace, otherBytes] = [places[1]!, event.leaves[places[1]!]!];
  const outcomes: readonly [ProtocolCode, SignedOutcome, string][] = [
    ['outcome-signature', signed({}, amal.keys.sign.secretKey), 'not by the witness'],
    ['outcome-leaf', signed({ leaf: otherPlace }), 'of another place'],
    ['outcome-leaf', signed({ bytes: otherBytes }), 'of another leaf'],
    ['outcome-leaf', signed({ rootfp: randomness.bytes(32) }), 'of another event'],
    ['outcome-leaf', signed({ origin: 'log.example/other' }), 'of another log'],
    ['outcome-leaf', signed({ code: 'opening-desk' }), 'released, with a code'],
    ['outcome-leaf', signed({ word: 'refused' }), 'refused, without a code'],
  ];
  for (const [code, given, note] of outcomes) {
    rejectBody(code, { outcome: given }, note);
    const at = { signed: signedOutcome.encode(given), index: place, leaf: leafBytes };
    book.reject('verify outcome', code, at, note);
  }
  for (const word of outcomeWords) {
    const given = signed({ word, code: word === 'refused' ? 'opening-desk' : '' });
    book.accept('verify outcome', { signed: signedOutcome.encode(given), index: place, leaf: leafBytes }, word);
  }
  rejectBody('log-body', { outcome: signed({ word: 'never' }) }, 'a body with a word that has none');
  rejectBody('log-body', { batch: asked.hashes.slice(1) }, 'not of the batch');
  rejectBody('log-body', { batch: [asked.hashes[0]!, ...asked.hashes] }, 'twice in the batch');
  rejectBody('assertion-challenge', { batch: asked.hashes.toReversed() }, 'a batch in another order');
  const other = askAgain({}, vera);
  rejectBody('assertion-credential', { assertion: other.assertion }, 'another’s touch');

  const viewAct = 'verify log view';
  const hers = { index: place, leaf: leafBytes, tagKeys: [first.secrets.tagKey] };
  book.accept(viewAct, { view: logView.encode(shown), ...hers });
  book.accept(viewAct, { view: logView.encode(shown), ...hers, tagKeys: [] }, 'no tag key is known');
  book.reject(viewAct, 'log-body', { view: logView.encode({ ...shown, view: falseView }), ...hers }, 'another view');
  const elsewhere = { ...hers, leaf: event.leaves[first.leaf] };
  book.reject(viewAct, 'log-body', { view: logView.encode(shown), ...elsewhere }, 'another leaf');
  const foreign = { ...hers, tagKeys: [second.secrets.tagKey] };
  book.reject(viewAct, 'opening-tag', { view: logView.encode(shown), ...foreign }, 'the tag of another record');
  for (const [code, given, note] of outcomes)
    book.reject(viewAct, code, { view: logView.encode({ ...shown, outcome: given }), ...hers }, note);

  const none = new Uint8Array(0);
  const as = (word: OutcomeWord) => signed({ word, code: word === 'refused' ? 'opening-desk' : '' }).outcome;
  const judged = { sealed: none, listed: none, index: 9, aged: 9 };
  const judge = 'judge opening';
  book.accept(judge, judged, 'young');
  book.accept(judge, { ...judged, aged: 10 }, 'overdue');
  for (const word of outcomeWords) book.accept(judge, { ...judged, listed: as(word), aged: 10 }, `listed ${word}`);
  for (const word of ['released', 'refused'] as const) {
    book.accept(judge, { ...judged, sealed: as(word) }, `sealed ${word}`);
    book.accept(judge, { ...judged, sealed: as(word), listed: as(word) }, `sealed and listed ${word}`);
    book.accept(judge, { ...judged, sealed: as(word), listed: as('unknown') }, `sealed ${word}, listed unknown`);
    book.reject(judge, 'outcome-twice', { ...judged, sealed: as(word), listed: as('never') }, `${word} and never`);
  }
  book.write('openings');

  function leafFor(body: Uint8Array, shownView: Uint8Array, tagKey = first.secrets.tagKey as Key32): Uint8Array {
    return encodeLeaf(openingLeaf(body, shownView, { body: item.bodySalt, view: item.viewSalt }, tagKey, event.rootfp));
  }
}

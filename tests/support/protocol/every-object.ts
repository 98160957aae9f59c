/**
 * One value of every object that protocol/ encodes, taken from a whole event. A test compares the labels here with those
 * in the sources, so an object that is added there without a place here is noticed.
 */
import { assertion, credential, type Assertion } from '#protocol/crypto/assertion.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { draftCodec, draftInvite } from '#protocol/members/founding.ts';
import { genesisCodec, logKey, signatureCodec, signedGenesis } from '#protocol/members/genesis.ts';
import { headCodec, outcomeCounts } from '#protocol/log/head.ts';
import { officersDesk, type MemberId, type RecordId } from '#protocol/core/ids.ts';
import { inviteTerms, joinCodec, sentJoin } from '#protocol/members/invite.ts';
import { seenCodec } from '#protocol/members/seen.ts';
import { memberCard } from '#protocol/members/keys.ts';
import type { Label } from '#protocol/core/labels.ts';
import { noticeCodec } from '#protocol/log/notice.ts';
import { logBody, logView } from '#protocol/openings/log-lines.ts';
import { openingCodec, releaseItem, viewCodec } from '#protocol/openings/opening.ts';
import { outcomeCodec, signedOutcome } from '#protocol/openings/outcome.ts';
import { acknowledgement } from '#protocol/log/acknowledgement.ts';
import { cardSignature } from '#protocol/roster/card-signature.ts';
import {
  deskList,
  kindLimits,
  monthSeed,
  operation,
  reservedId,
  type Operation,
  type OperationType,
} from '#protocol/roster/operations.ts';
import { kindRule } from '#protocol/members/kind-rule.ts';
import { eventFacts, policyCodec, wayRule } from '#protocol/members/policy.ts';
import {
  publicationCodec,
  publicFile,
  signedPublication,
  snapshot,
  snapshotHash,
  type PublicFile,
} from '#protocol/publication/publication.ts';
import { bodyCodec, deskWrapCodec, sealedRecord, sharesCodec } from '#protocol/records/record.ts';
import { headerCodec } from '#protocol/records/header.ts';
import { receiptCodec, retireCodec, signedRetire, signRetire } from '#protocol/records/retire.ts';
import { holders } from '#protocol/roster/holders.ts';
import { lineOf } from '#protocol/roster/judge.ts';
import { place as placeCodec, placeOf } from '#protocol/roster/place.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { subjectAt, subjectCodec, subjectOf, touchesOf } from '#protocol/roster/subjects.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { rekeyProofMessage } from '#protocol/roster/rules/key-rules.ts';
import { makeSlot, slotCodec } from '#protocol/members/slot.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { witnessCard } from '#protocol/members/witness-card.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { acknowledge, invite, kind, mintPerson, quorumOf, makeEntry, standardEvent, travel, visa } from './event.ts';
import { example, type Example } from './example.ts';
import { adoptionObjects } from './adoption-objects.ts';
import { manifestCodec, namedList, namedListTouch, signedManifest } from './reserved-objects.ts';
import { ask, file, release } from './sealed-records.ts';
import { threadObjects } from './thread-objects.ts';

/** Every operation of §3 over the standard event, built or not. */
export function everyOperation(seed: string): Readonly<Record<OperationType, Operation>> {
  const { event, tess, amal } = standardEvent(seed);
  const { randomness, rootfp, policy, witness } = event;
  const fresh = mintPerson(randomness, 'participant', amal.member);
  const hash = () => randomness.bytes(32);
  const renewed = (cause: 'card' | 'rotation') => ({
    card: fresh.card,
    proof: signDetached(fresh.keys.sign.secretKey, rekeyProofMessage(rootfp, fresh.card)),
    cause,
  });
  return {
    reserve: {
      type: 'reserve',
      ids: [
        { member: randomness.id<MemberId>(), inbox: hash() },
        { member: randomness.id<MemberId>(), inbox: hash() },
      ].toSorted((a, b) => (a.member < b.member ? -1 : 1)),
    },
    add: invite(event, 'participant').operation,
    remove: { type: 'remove', member: amal.member },
    credential: {
      type: 'credential',
      member: amal.member,
      credentials: fresh.card.credentials,
      cardKeyHash: hash(),
    },
    rekey: { type: 'rekey', ...renewed('rotation'), claim: undefined },
    claim: { type: 'claim', card: fresh.card, proof: renewed('card').proof },
    'claim-stop': { type: 'claim-stop', member: amal.member },
    release: {
      type: 'release',
      member: amal.member,
      claim: hash(),
      compared: 'voice',
      acknowledged: acknowledge(event, event.officers[1]!),
    },
    'desk-join': { type: 'desk-join', desk: visa, member: tess.member },
    'desk-leave': { type: 'desk-leave', desk: travel, member: tess.member },
    'desk-epoch': {
      type: 'desk-epoch',
      desk: travel,
      epoch: 2,
      keyHash: hash(),
      holders: { type: 'listed', members: [tess.member] },
    },
    'month-key': {
      type: 'month-key',
      month: '2031-04',
      number: 1,
      keyHash: hash(),
      seeds: event.officers.map((officer) => ({ officer: officer.member, wrapHash: hash() })),
    },
    'officer-change': { type: 'officer-change', member: tess.member, in: true },
    adopt: {
      type: 'adopt',
      member: amal.member,
      wrapHash: hash(),
      lists: [{ desk: travel, hash: hash() }],
    },
    policy: { type: 'policy', policy },
    limits: { type: 'limits', kinds: [{ kind: kind('travel'), batch: 10, perHour: 20, perDay: 60 }] },
    'witness-change': {
      type: 'witness-change',
      witnesses: [witness.card],
      size: 7,
      root: hash(),
      rosterSeq: 6,
      rosterHead: event.roster.head,
      state: hash(),
    },
    'log-origin': { type: 'log-origin', publicKey: hash(), size: 7, root: hash(), rosterHead: event.roster.head },
    'release-key': { type: 'release-key', keys: [hash()] },
    freeze: { type: 'freeze', member: tess.member, until: event.now, asked: false },
    unfreeze: { type: 'unfreeze', member: tess.member, freeze: 12 },
    lapse: { type: 'lapse', member: tess.member },
    restore: { type: 'restore', size: 5, mirrored: 9, at: event.now, signature: randomness.bytes(64) },
    purge: { type: 'purge', before: event.now },
    destroy: { type: 'destroy', member: amal.member },
  };
}

export function everyObject(seed: string): readonly Example[] {
  const { event, tess, amal } = standardEvent(seed);
  const { randomness, rootfp, now, policy } = event;
  const filed = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('content') });
  const asked = ask(event, tess, travel, [filed]);
  const released = release(event, asked, [filed]);
  const body = bodyCodec.parse(sealedRecord.parse(filed.sealed.record).body);
  const retire = { rootfp, record: filed.record, lowestLive: 1, signer: amal.member, time: now };
  const invited = invite(event, 'participant');
  const sent = sentJoin.parse(invited.sent);
  const genesis = signedGenesis.parse(event.signedGenesis);
  const signature = genesis.signatures[0] as (typeof genesis.signatures)[0];
  const draft = draftCodec.parse(event.founding.draft);
  const joining = { type: 'desk-join', desk: visa, member: tess.member } as const;
  const entry = makeEntry(event, joining, quorumOf(event));
  const subject = subjectOf(event.roster, touchesOf(event.roster, joining)[0]!);
  const first = released.releases[0] as (typeof released.releases)[0];
  const { view } = first;
  const counts = { released: 3, refused: 1, never: 2, unknown: 0 };
  const opening = asked.bodies[0] as Uint8Array;
  const manifest = {
    rootfp,
    owner: amal.member,
    seq: 1,
    prev: new Uint8Array(32),
    lines: [{ recordHash: randomness.bytes(32), revision: 1, digest: filed.sealed.digest }],
  };
  const held = { secret: amal.secret, rootfp, signKey: amal.keys.sign.publicKey, previous: [randomness.key()] };
  const place = { purpose: 'unlock', member: amal.member, holder: randomness.bytes(32) } as const;
  const touch: Assertion = asked.assertion;
  const named = {
    rootfp,
    desk: travel,
    recipient: 'Consulate of Norway, Nairobi',
    destroyBy: now + 86_400_000,
    batch: randomness.bytes(32),
  };
  const page: PublicFile = { path: '/sv', type: 'text/html; charset=utf-8', bytes: utf8('<!doctype html>') };
  const publication = {
    rootfp,
    seq: 2,
    snapshotHash: snapshotHash(snapshot.encode({ files: [page] })),
    seatEpoch: 1,
    seatKeyHash: randomness.bytes(32),
    seats: 120,
    pressPlaces: 30,
    keepUntil: now + 86_400_000,
    author: tess.member,
    time: now,
  };
  const operations = Object.values(everyOperation(`${seed}/operations`)).map((each) =>
    example(`dd1/op/${each.type}`, operation, each),
  );
  return [
    example('dd1/credential', credential, amal.devices[0]!.credential),
    example('dd1/assertion', assertion, touch),
    example('dd1/member-card', memberCard, tess.card),
    example('dd1/slot', slotCodec, makeSlot(randomness.key(), place, held, randomness.bytes(32))),
    example('dd1/policy/event', eventFacts, policy.event),
    example('dd1/policy/kind', kindRule, policy.kinds[0]!),
    example('dd1/policy/way', wayRule, policy.ways[0]!),
    example('dd1/policy', policyCodec, policy),
    example('dd1/log-key', logKey, draft.log),
    example('dd1/witness-card', witnessCard, event.witness.card),
    example('dd1/draft-invite', draftInvite, draft.cofounders[0]!),
    example('dd1/draft', draftCodec, draft),
    example('dd1/genesis', genesisCodec, event.roster.genesis),
    example('dd1/signature', signatureCodec, signature),
    example('dd1/signed-genesis', signedGenesis, genesis),
    example('dd1/entry', entryCodec, entryCodec.parse(signedEntry.parse(entry).entry)),
    example('dd1/signed-entry', signedEntry, signedEntry.parse(entry)),
    ...operations,
    example('dd1/place/named', placeCodec, placeOf(event.roster, joining)),
    example('dd1/place/free', placeCodec, { type: 'free' }),
    example('dd1/subject-at', subjectAt, subject),
    example('dd1/subject', subjectCodec, subject),
    example('dd1/holders/listed', holders, { type: 'listed', members: [tess.member] }),
    example('dd1/holders/counted', holders, { type: 'counted', count: 2, root: randomness.bytes(32) }),
    example(
      'dd1/verdict',
      verdictCodec,
      lineOf(event.roster, { leaf: 40, bytes: event.leaves[0]!, body: entry }, now, ''),
    ),
    example('dd1/month-holder', monthSeed, { officer: tess.member, wrapHash: randomness.bytes(32) }),
    example('dd1/head', headCodec, {
      rootfp,
      origin: draft.log.origin,
      size: 3,
      root: randomness.bytes(32),
      rosterSeq: 2,
      rosterHead: event.roster.head,
      state: randomness.bytes(32),
      aged: 2,
      outcomes: counts,
      held: [randomness.bytes(32)],
      nonce: randomness.bytes(32),
      time: now,
    }),
    example('dd1/outcome-counts', outcomeCounts, counts),
    example('dd1/seen', seenCodec, invited.terms.seen),
    example('dd1/invite-terms', inviteTerms, { ...invited.terms, desks: [travel, officersDesk] }),
    example('dd1/join', joinCodec, joinCodec.parse(sent.join)),
    example('dd1/sent-join', sentJoin, sent),
    example('dd1/header', headerCodec, headerCodec.parse(body.header)),
    example('dd1/record-body', bodyCodec, body),
    example('dd1/sealed-record', sealedRecord, sealedRecord.parse(filed.sealed.record)),
    example('dd1/shares', sharesCodec, { ...filed.secrets, witnessShare: undefined }),
    example('dd1/desk-wrap', deskWrapCodec, deskWrapCodec.parse(filed.sealed.deskWraps[0]!)),
    example('dd1/wrap', wrapCodec, body.ownerWrap!),
    example('dd1/retire', retireCodec, retire),
    example(
      'dd1/signed-retire',
      signedRetire,
      signedRetire.parse(signRetire(retire, amal.keys.sign.secretKey, filed.secrets.tagKey).bytes),
    ),
    example('dd1/receipt', receiptCodec, {
      rootfp,
      digest: randomness.bytes(32),
      record: randomness.id<RecordId>(),
      lowestLive: 1,
      leaf: 7,
      time: now,
    }),
    example('dd1/manifest', manifestCodec, manifest),
    example('dd1/signed-manifest', signedManifest, {
      manifest: manifestCodec.encode(manifest),
      signature: randomness.bytes(64),
    }),
    example('dd1/acknowledge', acknowledgement, acknowledge(event, tess)),
    example('dd1/named-list', namedList, named),
    example('dd1/named-list-touch', namedListTouch, {
      list: namedList.encode(named),
      officer: tess.member,
      assertion: touch,
    }),
    example('dd1/card-signature', cardSignature, { publicKey: randomness.bytes(32), signature: randomness.bytes(64) }),
    example('dd1/reserved', reservedId, { member: amal.member, inbox: randomness.bytes(32) }),
    example('dd1/desk-list', deskList, { desk: travel, hash: randomness.bytes(32) }),
    example('dd1/kind-limits', kindLimits, { kind: kind('travel'), batch: 10, perHour: 20, perDay: 60 }),
    example('dd1/opening', openingCodec, openingCodec.parse(opening)),
    example('dd1/view', viewCodec, viewCodec.parse(view)),
    example('dd1/release-item', releaseItem, released.items[0]!),
    example('dd1/outcome', outcomeCodec, outcomeCodec.parse(first.outcome.outcome)),
    example('dd1/signed-outcome', signedOutcome, first.outcome),
    example('dd1/log-body', logBody, first.body),
    example('dd1/log-view', logView, first.shown),
    example('dd1/public-file', publicFile, page),
    example('dd1/snapshot', snapshot, { files: [page] }),
    example('dd1/publication', publicationCodec, publication),
    example('dd1/signed-publication', signedPublication, {
      publication: publicationCodec.encode(publication),
      signature: randomness.bytes(64),
      assertion: touch,
    }),
    example('dd1/notice', noticeCodec, {
      rootfp,
      member: amal.member,
      what: 'card-login',
      salt: new Uint8Array(32).fill(7),
      time: now,
    }),
    ...adoptionObjects(event.rootfp, amal.member, tess.member),
    ...threadObjects(event, amal, tess),
  ];
}

/** Objects that exist only sealed inside another, so their codec is not exported; the tests reach them by opening it. */
export const sealedInside: readonly Label[] = [
  'dd1/slot-secret',
  'dd1/invite-copy',
  'dd1/pending-join',
  'dd1/manifest-line',
  'dd1/filed-line',
];

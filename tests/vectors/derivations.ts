/** Every hash, key, message and challenge of dd1 as a function of bytes: what the frozen vectors hold under its label. */
import { indexOf8 } from './inputs.ts';
import { challengeFor, purposes } from '#protocol/crypto/challenge.ts';
import { cardLoginMessage, deriveCardKeys } from '#protocol/members/recovery-card.ts';
import { deskSeedContext, membersSeedContext, monthSeedContext } from '#protocol/openings/desk-seed.ts';
import { draftId, foundingCommitment, foundingDigits, genesisMac, holdMac } from '#protocol/members/founding.ts';
import { genesisMessage, rootFingerprint } from '#protocol/members/genesis.ts';
import { deskId, recordId, toId, type DeskId, type InviteId, type KindId, type MemberId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, redeemHash } from '#protocol/members/invite-link.ts';
import { comparisonDigits, endorseMessage, joinHash, revealMessage } from '#protocol/members/invite.ts';
import { deriveMemberKeys, deriveOpenKeys, sealingKeyHash } from '#protocol/members/keys.ts';
import type { Label } from '#protocol/core/labels.ts';
import {
  bodyDigest,
  leafCommitment,
  leafTag,
  leafTypes,
  type LeafType,
  rosterLeaf,
  viewDigest,
  digestLeaf,
  encodeLeaf,
} from '#protocol/log/leaf.ts';
import { noticeLeaf } from '#protocol/log/notice.ts';
import { logBodyContext, logViewContext } from '#protocol/openings/log-lines.ts';
import { batchHash, openingHash } from '#protocol/openings/opening.ts';
import { outcomeMessage } from '#protocol/openings/outcome.ts';
import { contentHash, recordDigest } from '#protocol/records/record.ts';
import { deskTagKey, personTagKey, publicTagKey, recordIdOf } from '#protocol/records/place.ts';
import { headerHash } from '#protocol/records/header.ts';
import { receiptMessage, retireDigest } from '#protocol/records/retire.ts';
import { entryHash, entryMessage, nextHead } from '#protocol/roster/roster.ts';
import { publicationDigest, publicationMessage, snapshotHash } from '#protocol/publication/publication.ts';
import { requestsTouch, sealRequest } from '#protocol/publication/public-request.ts';
import type { PublicRequest } from '#protocol/publication/request-form.ts';
import { hash, key32, sealKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Derivation } from './derivation.ts';
import { adoptionDerivations } from './adoption-acts.ts';
import { peopleDerivations } from './people-derivations.ts';
import { threadDerivations } from './thread-derivations.ts';

const noKey = new Uint8Array(0);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const pair = (made: KeyPair) => new Uint8Array([...made.publicKey, ...made.secretKey]);
const memberOf = (bytes: Uint8Array) => toId<MemberId>(bytes);

const challenges = Object.fromEntries(
  purposes.map((purpose): readonly [string, Derivation] => [
    `challenge for ${purpose}`,
    {
      labels: [`dd1/webauthn/${purpose}`],
      inputs: { rootfp: 32, origin: 'https://portal.example', member: 16, data: 32, nonce: 32 },
      run: (given) =>
        purpose === 'login'
          ? challengeFor({ purpose, origin: text(given('origin')), nonce: given('nonce') })
          : challengeFor({
              purpose,
              rootfp: given('rootfp'),
              origin: text(given('origin')),
              member: memberOf(given('member')),
              data: given('data'),
              nonce: given('nonce'),
            }),
    },
  ]),
);

const laterTypes: readonly LeafType[] = ['bundles', 'programme', 'standing'];
const leaves = (types: readonly LeafType[]) =>
  Object.fromEntries(
    types.map((type): readonly [string, Derivation] => [
      `commitment of a leaf of type ${type}`,
      {
        labels: [`dd1/leaf/${type}`],
        inputs: { bodyDigest: 32, viewDigest: 32 },
        run: (given) => leafCommitment(type, given('bodyDigest'), given('viewDigest')),
      },
    ]),
  );

const memberKey = (part: 'sign' | 'seal' | 'dh'): Derivation => ({
  labels: [`dd1/member/${part}`],
  inputs: { accountSecret: 32 },
  run: (given) => pair(deriveMemberKeys(key32(given('accountSecret')))[part]),
});

const linkKeys = (given: (name: string) => Uint8Array, root = 'rootfp') =>
  deriveInviteKeys({
    invite: toId<InviteId>(given('invite')),
    secret: key32(given('secret')),
    rootfp: given(root),
    inviter: toId<MemberId>(given('inviter')),
    // A co-founder's link has none.
    seen: root === 'rootfp' ? given('seen') : new Uint8Array(0),
  });

const inviteKey = (part: 'mac' | 'box' | 'redeem'): Derivation => ({
  labels: [`dd1/invite/${part}`],
  inputs: { invite: 16, secret: 32, rootfp: 32, inviter: 16, seen: 32 },
  run: (given) => linkKeys(given)[part],
});

const cardKey = (label: Label, part: (keys: ReturnType<typeof deriveCardKeys>) => Uint8Array): Derivation => ({
  labels: ['dd1/card', label],
  inputs: { rpId: 'portal.example', digits: '12345678901234567890123456789012' },
  run: (given) => part(deriveCardKeys(text(given('rpId')), text(given('digits')))),
});

const publicRequest: PublicRequest = {
  kind: 'press',
  name: 'Å. Sample',
  contact: 'someone@example.org',
  outlet: 'The Example',
  needs: '',
  language: 'sv',
  ticket: 'K2F7-9QXM-0000-ABCD',
};

/** H of an object's bytes under its own label. */
const hashOf = (label: Label, run: (bytes: Uint8Array) => Uint8Array): Derivation => ({
  labels: [label],
  inputs: { bytes: 77 },
  run: (given) => run(given('bytes')),
});

export const derivations: Readonly<Record<string, Derivation>> = {
  'signing pair': memberKey('sign'),
  'sealing pair': memberKey('seal'),
  'letter pair': memberKey('dh'),
  'opening pair': {
    labels: ['dd1/member/open'],
    inputs: { deskSecret: 32 },
    run: (given) => pair(deriveOpenKeys(key32(given('deskSecret')))),
  },
  'hash of a sealing key': {
    labels: ['dd1/key'],
    inputs: { publicKey: 1216 },
    run: (given) => sealingKeyHash(given('publicKey')),
  },
  'id of a card': cardKey('dd1/card/id', (keys) => keys.id),
  'login pair of a card': cardKey('dd1/card/login', (keys) => pair(keys.login)),
  'slot key of a card': cardKey('dd1/card/slot', (keys) => keys.slot),
  'message of a card login': {
    labels: ['dd1/card-login'],
    inputs: { origin: 'https://portal.example', card: 16, nonce: 32 },
    run: (given) => cardLoginMessage(text(given('origin')), given('card'), given('nonce')),
  },
  ...challenges,
  'id of a draft': hashOf('dd1/draft', draftId),
  'commitment to the founders’ r': hashOf('dd1/founding/commit', foundingCommitment),
  'digits of a founding': {
    labels: ['dd1/founding/sas'],
    inputs: { rootfp: 32, r: 32 },
    run: (given) => foundingDigits(given('rootfp'), given('r')),
  },
  'root fingerprint': hashOf('dd1/genesis', rootFingerprint),
  'message over a genesis': hashOf('dd1/sig/genesis', genesisMessage),
  'message over an entry': {
    labels: ['dd1/sig/entry'],
    inputs: { rootfp: 32, entry: 77 },
    run: (given) => entryMessage(given('rootfp'), given('entry')),
  },
  'hash of an entry': hashOf('dd1/entry', entryHash),
  ...peopleDerivations,
  'next head': {
    labels: ['dd1/roster-head', 'dd1/signed-entry'],
    inputs: { rootfp: 32, prev: 32, signed: 77, leaf: 8 },
    run: (given) => nextHead(given('rootfp'), given('prev'), given('signed'), indexOf8(given('leaf'))),
  },
  'mac key of an invite': inviteKey('mac'),
  'box key of an invite': inviteKey('box'),
  'redeem secret of an invite': inviteKey('redeem'),
  'hash of a redeem secret': hashOf('dd1/invite/redeem-hash', redeemHash),
  'hash of a join': hashOf('dd1/join', joinHash),
  'digits of a join': {
    labels: ['dd1/sas'],
    inputs: { rootfp: 32, join: 32, r: 32 },
    run: (given) => comparisonDigits(given('rootfp'), given('join'), given('r')),
  },
  'message of a reveal': {
    labels: ['dd1/sig/reveal'],
    inputs: { rootfp: 32, invite: 16, join: 32, r: 32 },
    run: (given) => revealMessage(given('rootfp'), toId<InviteId>(given('invite')), given('join'), given('r')),
  },
  'message of an endorsement': {
    labels: ['dd1/sig/endorse'],
    inputs: { rootfp: 32, invite: 16, join: 32 },
    run: (given) => endorseMessage(given('rootfp'), toId<InviteId>(given('invite')), given('join'), 'voice'),
  },
  'hash of a header': hashOf('dd1/header', headerHash),
  'digest of a record': hashOf('dd1/record-body', recordDigest),
  'hash of a content': hashOf('dd1/record-content', contentHash),
  'place of a desk seed': {
    labels: ['dd1/desk-seed'],
    inputs: { rootfp: 32 },
    run: (given) => deskSeedContext(given('rootfp'), 'travel' as DeskId, 3).binding,
  },
  'place of a month seed': {
    labels: ['dd1/month-seed'],
    inputs: { rootfp: 32 },
    run: (given) => monthSeedContext(given('rootfp'), '2031-05', 2).binding,
  },
  'place of a seed of the members key': {
    labels: ['dd1/members-seed'],
    inputs: { rootfp: 32 },
    run: (given) => membersSeedContext(given('rootfp'), 3).binding,
  },
  'hash of an opening': hashOf('dd1/opening', openingHash),
  'hash of a batch': {
    labels: ['dd1/opening-batch'],
    inputs: { rootfp: 32, first: 32, second: 32 },
    run: (given) => batchHash(given('rootfp'), [given('first'), given('second')]),
  },
  'place of a log body': {
    labels: ['dd1/log-body-place'],
    inputs: { rootfp: 32, leaf: 8 },
    run: (given) => logBodyContext(given('rootfp'), indexOf8(given('leaf'))).binding,
  },
  'place of a log view': {
    labels: ['dd1/log-view-place'],
    inputs: { rootfp: 32, leaf: 8 },
    run: (given) => logViewContext(given('rootfp'), indexOf8(given('leaf'))).binding,
  },
  'message of an outcome': hashOf('dd1/sig/outcome', outcomeMessage),
  'digest of a retire': hashOf('dd1/retire', retireDigest),
  'message of a receipt': hashOf('dd1/sig/receipt', receiptMessage),
  'hash of a snapshot': hashOf('dd1/snapshot-hash', snapshotHash),
  'digest of a publication': hashOf('dd1/publication', publicationDigest),
  'message over a publication': {
    labels: ['dd1/sig/publication'],
    inputs: { rootfp: 32, digest: 32 },
    run: (given) => publicationMessage(given('rootfp'), given('digest')),
  },
  'hash of a sealed request of the public': {
    labels: ['dd1/public-request'],
    inputs: { seed: 32, rootfp: 32, publication: 32, random: 64 },
    run: (given) => {
      const { publicKey } = sealKeyPair(key32(given('seed')));
      const place = { rootfp: given('rootfp'), publication: given('publication') };
      return hash(sealRequest(publicKey, place, publicRequest, given('random')));
    },
  },
  'what a touch for requests is made over': {
    labels: ['dd1/open-requests'],
    inputs: { rootfp: 32 },
    run: (given) => requestsTouch(given('rootfp')),
  },
  'tag of a leaf': {
    labels: ['dd1/leaf-tag'],
    inputs: { tagKey: 32, rootfp: 32, nonce: 16 },
    run: (given) => leafTag(key32(given('tagKey')), given('rootfp'), given('nonce')),
  },
  'digest of a salted body': {
    labels: ['dd1/leaf/body'],
    inputs: { salt: 32, body: 77 },
    run: (given) => bodyDigest(given('salt'), given('body')),
  },
  'digest of a salted view': {
    labels: ['dd1/leaf/view'],
    inputs: { salt: 32, view: 77 },
    run: (given) => viewDigest(given('salt'), given('view')),
  },
  ...leaves(leafTypes.filter((type) => !laterTypes.includes(type))),
  'leaf of a roster entry': {
    labels: ['dd1/leaf/roster'],
    inputs: { signed: 77 },
    run: (given) => encodeLeaf(rosterLeaf(given('signed'))),
  },
  'leaf of a record': {
    labels: ['dd1/leaf/record'],
    inputs: { digest: 32, tag: 16 },
    run: (given) => encodeLeaf(digestLeaf('record', given('digest'), given('tag'))),
  },
  'leaf of a notice': {
    labels: ['dd1/notice', 'dd1/leaf/notice'],
    inputs: { notice: 77, rootfp: 32, portalTagKey: 32 },
    run: (given) => encodeLeaf(noticeLeaf(given('notice'), given('rootfp'), key32(given('portalTagKey')))),
  },
  'MAC of a genesis under a co-founder’s link': {
    labels: ['dd1/founding/mac'],
    inputs: { invite: 16, secret: 32, draftId: 32, inviter: 16, genesis: 77 },
    run: (given) => genesisMac(linkKeys(given, 'draftId'), given('genesis')),
  },
  'MAC of a co-founder who holds a genesis': {
    labels: ['dd1/founding/hold'],
    inputs: { invite: 16, secret: 32, draftId: 32, inviter: 16, rootfp: 32 },
    run: (given) => holdMac(linkKeys(given, 'draftId'), given('rootfp')),
  },
  // Inputs are drawn in this order: what comes to be needed later is at the end, and changes nothing frozen.
  ...leaves(laterTypes),
  ...threadDerivations,
  ...adoptionDerivations,
  'id of the record for a person': {
    labels: ['dd1/record-id'],
    inputs: { rootfp: 32, member: 16 },
    run: (given) => recordId.encode(recordIdOf(given('rootfp'), 'travel' as KindId, given('member'))),
  },
  'id of the record of a desk': {
    labels: ['dd1/record-id'],
    inputs: { rootfp: 32 },
    run: (given) =>
      recordId.encode(recordIdOf(given('rootfp'), 'guest-list' as KindId, deskId.encode('officers' as DeskId))),
  },
  'public tag key of an inbox': {
    labels: ['dd1/standing-tag'],
    inputs: { rootfp: 32, member: 16 },
    run: (given) => publicTagKey(given('rootfp'), 'inbox' as KindId, given('member')) ?? noKey,
  },
  'public tag key of the programme': {
    labels: ['dd1/standing-tag'],
    inputs: { rootfp: 32 },
    run: (given) => publicTagKey(given('rootfp'), 'programme' as KindId, deskId.encode('programme' as DeskId)) ?? noKey,
  },
  'tag key of a record for a person': {
    labels: ['dd1/inbox/tag-key'],
    inputs: { secret: 32, rootfp: 32, owner: 16 },
    run: (given) =>
      personTagKey(key32(given('secret')), {
        rootfp: given('rootfp'),
        owner: memberOf(given('owner')),
        kind: 'itinerary' as KindId,
        generation: 3,
      }),
  },
  'tag key of a record of a desk': {
    labels: ['dd1/desk/tag-key'],
    inputs: { secret: 32, rootfp: 32, about: 16 },
    run: (given) =>
      deskTagKey(key32(given('secret')), {
        rootfp: given('rootfp'),
        desk: 'travel' as DeskId,
        kind: 'case-travel' as KindId,
        whose: given('about'),
        generation: 2,
      }),
  },
};

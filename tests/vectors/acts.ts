/**
 * What a frozen case does: an act of protocol/ by name, over bytes and plain values. Written once, so that the generator
 * and the test cannot differ in how they ask; what they expect is in the JSON files alone.
 */
import { assertion, credential, parseCredentialKey, verifyAssertion } from '#protocol/crypto/assertion.ts';
import { concat, toHex, u32, u64, utf8 } from '#protocol/core/bytes.ts';
import { parseCard } from '#protocol/members/recovery-card.ts';
import type { Purpose } from '#protocol/crypto/challenge.ts';
import { parseNote, requireSameLog, verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import type { Codec } from '#protocol/core/codec.ts';
import { parseContent, type ContentKind } from '#protocol/records/content.ts';
import { deskSeedContext, openSeed, requireKey, seedWrapHash } from '#protocol/openings/desk-seed.ts';
import { requireGenesisOfDraft, requireRevealed, requireWitnessCard } from '#protocol/members/founding.ts';
import { verifyGenesis } from '#protocol/members/genesis.ts';
import { requireRosterAt, verifyHead } from '#protocol/log/head.ts';
import type { DeskId, InviteId, KindId, MemberId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, parseFounderLink, parseFoundingLink, parseLink } from '#protocol/members/invite-link.ts';
import { inviteTerms, openCopy, openTerms, sealCopy, sealTerms, verifyJoin } from '#protocol/members/invite.ts';
import { openPendingJoin, sealPendingJoin } from '#protocol/members/pending-join.ts';
import { seenCodec } from '#protocol/members/seen.ts';
import { requireInviter, requireSeen } from '#protocol/roster/inviter.ts';
import { memberCard } from '#protocol/members/keys.ts';
import type { Label } from '#protocol/core/labels.ts';
import { leafTypes, parseLeaf, requireSameLeaf } from '#protocol/log/leaf.ts';
import { verifyConsistency, verifyInclusion } from '#protocol/log/merkle.ts';
import { judgeOpening } from '#protocol/openings/judge-opening.ts';
import { verifyLogBody, verifyLogView } from '#protocol/openings/log-lines.ts';
import { openingCodec, openingHash, openRelease, verifyBatch } from '#protocol/openings/opening.ts';
import { outcomeCodec, signedOutcome, verifyOutcome } from '#protocol/openings/outcome.ts';
import { openContent, requireWrapsTo, unwrapAsDesk, unwrapAsOwner, unwrapAsWitness } from '#protocol/records/unwrap.ts';
import { requireRecordLeaf, verifyDeskWrap, verifyRecord, type Expected } from '#protocol/records/verify.ts';
import { decideRelease, requireThisLeaf, requireWithinLimits } from '#protocol/openings/release-rules.ts';
import { verifyReceipt, verifyRetire } from '#protocol/records/retire.ts';
import { policyDifferences, requireConfirmed, requireFoundingPolicy } from '#protocol/members/policy-differences.ts';
import { policyCodec, requireSoundPolicy } from '#protocol/members/policy.ts';
import { requireUsableKeys } from '#protocol/members/usable-key.ts';
import { judgeLeaf } from '#protocol/roster/judge.ts';
import { openNeeds } from '#protocol/roster/needs.ts';
import { follow } from '#protocol/roster/replay.ts';
import { applyEntry, openRoster } from '#protocol/roster/roster.ts';
import { stateOf } from '#protocol/roster/state.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { makeSlot, openSlot, prfKey, slotCodec } from '#protocol/members/slot.ts';
import { key32, pad, sealKeyPair, unpad } from '#protocol/crypto/sodium.ts';
import { parseTuple, tuple } from '#protocol/core/tuple.ts';
import { requireWrapTo, unwrap, wrap, wrapCodec, type WrapContext, type WrapRole } from '#protocol/crypto/wrap.ts';
import type { Given } from './given.ts';
import type { Act, World } from './act.ts';
import { adoptionActs } from './adoption-acts.ts';
import { newestActs } from './newest-acts.ts';
import { threadActs } from './thread-acts.ts';

const replays = new WeakMap<object, Map<number, Roster>>();

/** The roster after so many of the world's entries; each is verified once. */
export function replayed(world: Omit<World, 'roster'>, count: number): Roster {
  const known = replays.get(world.entries) ?? new Map<number, Roster>();
  replays.set(world.entries, known);
  const entry = world.entries[count - 1];
  const roster =
    known.get(count) ??
    (entry === undefined
      ? openRoster(world.signedGenesis, world.rootfp, world.foundedAt)
      : applyEntry(replayed(world, count - 1), entry.bytes, entry.leaf, entry.time));
  known.set(count, roster);
  return roster;
}

const done = 'accepted';
const contextOf = (given: Given): WrapContext => ({
  rootfp: given.bytes('rootfp'),
  role: given.text('role') as WrapRole,
  binding: given.bytes('binding'),
});
const pairOf = (given: Given, name = 'seed') => sealKeyPair(key32(given.bytes(name)));
const linkOf = (given: Given) => ({
  invite: given.text('invite') as InviteId,
  secret: key32(given.bytes('secret')),
  rootfp: given.bytes('rootfp'),
  inviter: given.text('inviter') as MemberId,
  seen: given.bytes('seen'),
});
const recordOf = (given: Given, world: World) =>
  verifyRecord(world.roster, given.bytes('record'), given.number('leaf'), (given.plain('expected') ?? {}) as Expected);
const placeOf = (given: Given) => ({
  purpose: given.text('purpose') as 'unlock' | 'open',
  member: given.text('member') as MemberId,
  holder: given.bytes('holder'),
});

export function actsOver(codecs: Readonly<Record<string, Codec<unknown>>>): Readonly<Record<string, Act>> {
  return {
    // §1
    tuple: (given) => tuple(given.text('label') as Label, ...given.list('elements')),
    'parse tuple': (given) => toHex(u32(parseTuple(given.bytes('bytes'), given.text('label') as Label).length)),
    'parse object': (given) => {
      const codec = codecs[given.text('label')] as Codec<unknown>;
      return codec.encode(codec.parse(given.bytes('bytes')));
    },
    pad: (given) => pad(given.bytes('plain')),
    unpad: (given) => unpad(given.bytes('padded')),
    wrap: (given) =>
      wrapCodec.encode(
        wrap(given.bytes('publicKey'), given.bytes('contents'), contextOf(given), given.maybe('random')),
      ),
    unwrap: (given) => unwrap(pairOf(given), wrapCodec.parse(given.bytes('wrap')), contextOf(given)),
    'require wrap to': (given) => {
      const sealed = wrapCodec.parse(given.bytes('wrap'));
      requireWrapTo(given.bytes('publicKey'), given.bytes('contents'), sealed, contextOf(given));
      return done;
    },
    'take key': (given) => key32(given.bytes('key')),
    // §2
    'make slot': (given) =>
      slotCodec.encode(
        makeSlot(
          key32(given.bytes('key')),
          placeOf(given),
          {
            secret: key32(given.bytes('secret')),
            rootfp: given.bytes('rootfp'),
            signKey: given.bytes('signKey'),
            previous: [],
          },
          given.bytes('salt'),
        ),
      ),
    'open slot': (given) =>
      openSlot(key32(given.bytes('key')), slotCodec.parse(given.bytes('slot')), placeOf(given)).secret,
    'take prf output': (given) => prfKey(given.bytes('output')),
    'parse card': (given) => parseCard(given.texts('rows')),
    'parse credential key': (given) => parseCredentialKey(given.bytes('cose')).alg,
    'verify assertion': (given) =>
      toHex(
        u32(
          verifyAssertion(assertion.parse(given.bytes('assertion')), {
            purpose: given.text('purpose') as Purpose,
            rootfp: given.bytes('rootfp'),
            origin: given.text('origin'),
            rpId: given.text('rpId'),
            member: given.text('member') as MemberId,
            data: given.bytes('data'),
            nonce: given.bytes('nonce'),
            credentials: given.list('credentials').map((bytes) => credential.parse(bytes)),
          }).counter,
        ),
      ),
    // §3
    'verify genesis': (given) => verifyGenesis(given.bytes('signed'), given.bytes('pinned')).rootfp,
    'require genesis of draft': (given) =>
      requireGenesisOfDraft(given.bytes('draft'), given.bytes('genesis'), memberCard.parse(given.bytes('own'))).rootfp,
    'require revealed': (given) => {
      requireRevealed(given.bytes('commitment'), given.bytes('r'));
      return done;
    },
    'require witness card': (given) => {
      requireWitnessCard(given.bytes('card'), given.bytes('hash'));
      return done;
    },
    'apply entry': (given, world) => {
      const roster = replayed(world, given.number('before'));
      return applyEntry(roster, given.bytes('entry'), given.number('leaf'), given.number('now')).head;
    },
    // The same after further entries, each on the next leaf.
    'apply after': (given, world) => {
      const [leaf, times] = [given.number('leaf'), given.plain('times') as readonly number[]];
      const prior = given.list('prior');
      const roster = prior.reduce(
        (before, entry, at) => applyEntry(before, entry, leaf + at, times[at] as number),
        replayed(world, given.number('before')),
      );
      return stateOf(applyEntry(roster, given.bytes('entry'), leaf + prior.length, given.number('now')));
    },
    // The first entry of an event of its own.
    'apply to genesis': (given) => {
      const roster = openRoster(given.bytes('signed'), given.bytes('pinned'), given.number('founded'));
      return stateOf(applyEntry(roster, given.bytes('entry'), 1, given.number('now')));
    },
    'judge leaf': (given, world) => {
      const arrived = { leaf: given.number('leaf'), bytes: given.bytes('bytes'), body: given.maybe('body') };
      const { verdict, roster } = judgeLeaf(replayed(world, given.number('before')), arrived, given.number('time'));
      return concat(verdictCodec.encode(verdict), stateOf(roster));
    },
    'follow verdict': (given, world) => {
      const line = {
        leaf: given.number('leaf'),
        body: given.maybe('body'),
        odd: given.maybe('odd'),
        code: given.text('code'),
        time: given.number('time'),
        signature: given.bytes('signature'),
      };
      return stateOf(follow(replayed(world, given.number('before')), line));
    },
    'verify head': (given, world) => {
      const { genesis, rootfp } = world.roster;
      const head = verifyHead(genesis, rootfp, given.bytes('head'), given.bytes('signature'), given.bytes('nonce'));
      requireRosterAt(world.roster, head);
      return done;
    },
    // §4
    'parse link': (given) => parseLink(given.text('link')).secret,
    'parse co-founder link': (given) => parseFoundingLink(given.text('link')).secret,
    'parse founding link': (given) => parseFounderLink(given.text('link')).cardHash,
    'seal terms': (given) =>
      sealTerms(deriveInviteKeys(linkOf(given)), given.bytes('rootfp'), inviteTerms.parse(given.bytes('terms'))),
    'require inviter': (given, world) => {
      requireInviter(world.roster, inviteTerms.parse(given.bytes('terms')));
      return new Uint8Array(0);
    },
    'open terms': (given) => {
      const link = linkOf(given);
      return inviteTerms.encode(openTerms(deriveInviteKeys(link), link, given.bytes('box'), given.number('now')));
    },
    'seal copy': (given) =>
      sealCopy(key32(given.bytes('accountSecret')), linkOf(given), inviteTerms.parse(given.bytes('terms'))),
    'require seen': (given, world) => {
      requireSeen(world.roster, seenCodec.parse(given.bytes('seen')));
      return new Uint8Array(0);
    },
    'seal pending join': (given) =>
      sealPendingJoin(
        key32(given.bytes('accountSecret')),
        { join: given.bytes('join'), redeem: given.bytes('redeem') },
        given.bytes('salt'),
      ),
    'open pending join': (given) => openPendingJoin(key32(given.bytes('accountSecret')), given.bytes('sealed')).redeem,
    'open copy': (given) =>
      openCopy(
        key32(given.bytes('accountSecret')),
        given.bytes('rootfp'),
        given.text('invite') as InviteId,
        given.bytes('copy'),
      ).link.secret,
    'verify join': (given) =>
      verifyJoin(
        deriveInviteKeys(linkOf(given)),
        given.bytes('rootfp'),
        inviteTerms.parse(given.bytes('terms')),
        given.bytes('sent'),
      ).hash,
    // §5
    'verify record': (given, world) => recordOf(given, world).digest,
    'open as owner': (given, world) => {
      const verified = recordOf(given, world);
      const own = unwrapAsOwner(verified, [pairOf(given)]);
      requireWrapsTo(verified, own, given.maybe('witnessKey') ?? world.roster.genesis.witnesses[0]?.sealKey);
      return openContent(verified, given.bytes('content'), own.deskShare, own.witnessShare);
    },
    'open with shares': (given, world) =>
      openContent(
        recordOf(given, world),
        given.bytes('content'),
        key32(given.bytes('deskShare')),
        key32(given.bytes('witnessShare')),
      ),
    'open as desk': (given, world) => {
      const verified = recordOf(given, world);
      const shares = unwrapAsDesk(
        verified,
        verifyDeskWrap(world.roster, verified, given.bytes('deskWrap')),
        pairOf(given),
      );
      return shares.deskShare;
    },
    'open as witness': (given, world) => unwrapAsWitness(recordOf(given, world), pairOf(given)).witnessShare,
    'require record leaf': (given, world) => {
      requireRecordLeaf(recordOf(given, world), key32(given.bytes('tagKey')), parseLeaf(given.bytes('found')));
      return done;
    },
    ...newestActs,
    'parse content': (given) => {
      const kind = given.text('kind') as ContentKind;
      return utf8(JSON.stringify(parseContent(kind, given.bytes('bytes'))));
    },
    'check content': (given) => {
      parseContent(given.text('kind') as ContentKind, utf8(given.text('text')));
      return done;
    },
    'verify retire': (given, world) => verifyRetire(world.roster, given.bytes('retire'), given.number('leaf')).digest,
    'verify receipt': (given, world) => {
      const { retire, digest } = verifyRetire(world.roster, given.bytes('retire'), given.number('leaf'));
      const sent = { record: retire.record, lowestLive: retire.lowestLive, digest };
      return u64(verifyReceipt(world.roster, given.bytes('receipt'), given.bytes('signature'), sent).leaf);
    },
    ...adoptionActs,
    // §6
    'open seed': (given) =>
      openSeed(
        pairOf(given),
        wrapCodec.parse(given.bytes('wrap')),
        deskSeedContext(given.bytes('rootfp'), given.text('desk') as DeskId, given.number('epoch')),
        given.bytes('keyHash'),
      ).publicKey,
    'open needs': (given) =>
      openNeeds(
        key32(given.bytes('restoreKey')),
        given.bytes('rootfp'),
        given.bytes('entryHash'),
        given.bytes('sealed'),
      ),
    'hash of a wrapped seed': (given) => seedWrapHash(wrapCodec.parse(given.bytes('wrap'))),
    // §2, §3
    'require usable keys': (given) => {
      const dhKey = given.bytes('dhKey');
      requireUsableKeys({ dhKey }, given.bytes('sealKey'), given.maybe('openKey'));
      return done;
    },
    'policy differences': (given) =>
      JSON.stringify(
        policyDifferences(policyCodec.parse(given.bytes('policy')), policyCodec.parse(given.bytes('shipped'))).map(
          ({ key, loosens }) => [...(JSON.parse(key) as unknown[]), loosens],
        ),
      ),
    'require confirmed': (given) => {
      const [policy, shipped] = [policyCodec.parse(given.bytes('policy')), policyCodec.parse(given.bytes('shipped'))];
      requireConfirmed(policyDifferences(policy, shipped), new Set(given.texts('confirmed')));
      return done;
    },
    'require sound policy': (given) => {
      requireSoundPolicy(policyCodec.parse(given.bytes('policy')), given.number('draftedAt'));
      return done;
    },
    'require founding policy': (given) => {
      requireFoundingPolicy(policyCodec.parse(given.bytes('policy')), given.number('officers'));
      return done;
    },
    'require key': (given) => requireKey(given.bytes('publicKey'), given.bytes('keyHash')),
    // §7
    'verify batch': (given, world) =>
      verifyBatch(
        world.roster,
        given.list('bodies'),
        given.bytes('ephemeralKey'),
        assertion.parse(given.bytes('assertion')),
        given.number('now'),
      ).hash,
    // Both halves: what the first refuses has no outcome, what the second refuses is final.
    'decide release': (given, world) => {
      const body = given.bytes('body');
      const request = {
        bytes: body,
        hash: openingHash(body),
        opening: openingCodec.parse(body),
        salts: { body: given.bytes('bodySalt'), view: given.bytes('viewSalt') },
        record: given.bytes('record'),
      };
      const openingLeaf = given.bytes('openingLeaf');
      requireThisLeaf(request, openingLeaf);
      const known = {
        roster: world.roster,
        now: given.number('now'),
        sealPair: pairOf(given),
        leaf: given.number('place'),
        openingLeaf,
        recordLeafIndex: given.number('leaf'),
        recordLeaf: () => given.bytes('recordLeaf'),
        lowestLive: given.number('lowestLive'),
      };
      return decideRelease(request, known, () => undefined);
    },
    'within limits': (given, world) => {
      const counts = {
        inBatch: given.number('inBatch'),
        lastHour: given.number('lastHour'),
        lastDay: given.number('lastDay'),
      };
      requireWithinLimits(world.roster, given.text('kind') as KindId, counts);
      return done;
    },
    'open release': (given, world) =>
      toHex(
        u32(
          openRelease(world.roster, pairOf(given), wrapCodec.parse(given.bytes('box')), given.list('asked')).filter(
            (item) => item.share !== undefined,
          ).length,
        ),
      ),
    'verify outcome': (given, world) => {
      const signed = signedOutcome.parse(given.bytes('signed'));
      return verifyOutcome(world.roster, signed, given.number('index'), given.bytes('leaf')).word;
    },
    'judge opening': (given) => {
      const outcomeOf = (name: string) => {
        const bytes = given.bytes(name);
        return bytes.length === 0 ? undefined : outcomeCodec.parse(bytes);
      };
      const known = { sealed: outcomeOf('sealed'), listed: outcomeOf('listed') };
      return judgeOpening(given.number('index'), known, given.number('aged'));
    },
    'verify log body': (given, world) => {
      const [body, index, leaf] = [given.bytes('body'), given.number('index'), given.bytes('leaf')];
      return openingCodec.encode(verifyLogBody(body, index, leaf, world.roster).opening);
    },
    'verify log view': (given, world) => {
      const [view, index, leaf] = [given.bytes('view'), given.number('index'), given.bytes('leaf')];
      const tagKeys = () => given.list('tagKeys').map(key32);
      return verifyLogView(view, index, leaf, world.roster, tagKeys).view.reason;
    },
    // §8
    'parse leaf': (given) => String(leafTypes.indexOf(parseLeaf(given.bytes('leaf')).type) + 1),
    'require same leaf': (given) => {
      requireSameLeaf(parseLeaf(given.bytes('found')), parseLeaf(given.bytes('leaf')));
      return done;
    },
    'verify inclusion': (given) => {
      const [index, size] = [given.number('index'), given.number('size')];
      verifyInclusion(given.bytes('leafHash'), index, size, given.bytes('root'), given.list('proof'));
      return done;
    },
    'verify consistency': (given) => {
      const [old, size] = [given.number('oldSize'), given.number('newSize')];
      verifyConsistency(old, given.bytes('oldRoot'), size, given.bytes('newRoot'), given.list('proof'));
      return done;
    },
    'verify checkpoint': (given, world) => {
      const parsed = verifyCheckpoint(given.text('note'), world.roster.genesis.log);
      const witness = world.roster.genesis.witnesses[0] as { name: string; cosignKey: Uint8Array };
      return String(verifyCosignature(parsed, witness));
    },
    'parse note': (given) => String(parseNote(given.text('note')).checkpoint.size),
    'require same log': (given) => {
      requireSameLog(given.text('first'), given.text('second'));
      return done;
    },
    // §9
    ...threadActs,
  };
}

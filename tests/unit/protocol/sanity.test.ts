// One event from the draft to the officers' reading, on protocol code alone: the first test to look at when all fail.
import { beforeAll, describe, expect, it } from 'vitest';
import { equal, utf8 } from '#protocol/core/bytes.ts';
import { cosignatureLine, checkpointText, verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { deskSeedContext, monthSeedContext, openSeed } from '#protocol/openings/desk-seed.ts';
import { requireRosterAt, verifyHead } from '#protocol/log/head.ts';
import { officersDesk } from '#protocol/core/ids.ts';
import { deriveInviteKeys } from '#protocol/members/invite-link.ts';
import { comparisonDigits, openCopy, openTerms, sealCopy, sealTerms } from '#protocol/members/invite.ts';
import { parseLeaf } from '#protocol/log/leaf.ts';
import {
  logBody,
  logBodyContext,
  logView,
  logViewContext,
  verifyLogBody,
  verifyLogView,
} from '#protocol/openings/log-lines.ts';
import { openRelease } from '#protocol/openings/opening.ts';
import { openContent, requireWrapsTo, unwrapAsWitness } from '#protocol/records/unwrap.ts';
import { requireRecordLeaf } from '#protocol/records/verify.ts';
import {
  receiptCodec,
  receiptMessage,
  retireCodec,
  signRetire,
  verifyReceipt,
  verifyRetire,
} from '#protocol/records/retire.ts';
import { currentMonth, deskMembers, officersOf, type MonthKey } from '#protocol/roster/roster-state.ts';
import { signDetached, sodiumReady, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { unwrap, wrap } from '#protocol/crypto/wrap.ts';
import {
  append,
  cosignedNote,
  foundEvent,
  invite,
  kind,
  rekey,
  replay,
  signedHead,
  standardEvent,
  travel,
  witnessNoteKey,
  type Minted,
} from '../../support/protocol/event.ts';
import {
  ask,
  file,
  release,
  secretsAsOwner,
  sharesAsDesk,
  verifyFiled,
} from '../../support/protocol/sealed-records.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

beforeAll(async () => sodiumReady);

describe('an event on protocol code alone', () => {
  it('is founded by one officer for evaluation, and by three with a quorum of two', () => {
    expect(foundEvent('one', 1).roster.genesis.quorum).toBe(1);
    const three = foundEvent('three', 3);
    expect(three.roster.genesis.quorum).toBe(2);
    expect(officersOf(three.roster)).toHaveLength(3);
    expect(three.roster.head).toEqual(three.rootfp);
  });

  it('replays to the same head from its entries, and the witness’s head says so', () => {
    const { event, amal } = standardEvent('replay');
    rekey(event, amal);
    const roster = replay(event);
    expect(roster.head).toEqual(event.roster.head);
    expect(deskMembers(roster, travel)).toHaveLength(2);
    const nonce = event.randomness.bytes(32);
    const { head, signature } = signedHead(event, nonce);
    requireRosterAt(roster, verifyHead(roster.genesis, event.rootfp, head, signature, nonce));
    expect(refusalOf(() => verifyHead(roster.genesis, event.rootfp, head, signature, event.randomness.bytes(32)))).toBe(
      'head-nonce',
    );
  });

  it('invites with a box for the invitee, a copy for the inviter and eight digits for both', () => {
    const event = foundEvent('invite', 1);
    const { link, terms, operation } = invite(event, 'participant');
    const keys = deriveInviteKeys(link);
    expect(openTerms(keys, link, sealTerms(keys, event.rootfp, terms), event.now)).toEqual(terms);
    const { secret } = event.officers[0] as { secret: Key32 };
    const copy = openCopy(secret, event.rootfp, link.invite, sealCopy(secret, link, terms));
    expect(copy.link.secret).toEqual(link.secret);
    expect(comparisonDigits(event.rootfp, operation.joinHash, event.randomness.bytes(32))).toMatch(/^[0-9]{8}$/);
  });

  it('opens desk and month seeds with the holder’s second key, and they give the roster’s keys', () => {
    const { event, tess } = standardEvent('seeds');
    const epoch = event.epochs.get(travel) as Minted;
    const hash = event.roster.desks.get(travel)?.epochs.at(-1)?.keyHash as Uint8Array;
    const context = deskSeedContext(event.rootfp, travel, epoch.number);
    const wrapped = epoch.wraps.get(tess.member);
    expect(openSeed(tess.open as KeyPair, wrapped as NonNullable<typeof wrapped>, context, hash)).toEqual(epoch.pair);
    const { month, key } = currentMonth(event.roster) as { month: string; key: MonthKey };
    const officer = event.officers[2] as (typeof event.officers)[0];
    const seed = (event.months.get(month) as Minted).wraps.get(officer.member);
    expect(() =>
      openSeed(
        officer.open as KeyPair,
        seed as NonNullable<typeof seed>,
        monthSeedContext(event.rootfp, month, key.number),
        key.keyHash,
      ),
    ).not.toThrow();
  });

  it('seals a record that its owner opens, and a desk only together with the witness', () => {
    const { event, tess, amal } = standardEvent('record');
    const content = utf8('{"from":"Somewhere"}');
    const filed = file(event, { kind: kind('travel'), author: amal, owner: amal, content });
    const own = secretsAsOwner(event, filed, amal);
    const verified = verifyFiled(event, filed, { owner: amal.member });
    expect(openContent(verified, filed.sealed.content, own.deskShare, own.witnessShare)).toEqual(content);
    requireWrapsTo(verified, own, event.witness.card.sealKey);
    requireRecordLeaf(verified, own.tagKey, parseLeaf(event.leaves[filed.leaf] as Uint8Array));

    const { shares } = sharesAsDesk(event, filed, travel);
    expect(shares.witnessShare).toBeUndefined();
    const asked = ask(event, tess, travel, [filed]);
    const released = release(event, asked, [filed]);
    const [answer] = openRelease(event.roster, asked.ephemeral, released.box, asked.hashes);
    expect(openContent(verified, filed.sealed.content, shares.deskShare, answer?.share as Key32)).toEqual(content);
  });

  it('opens a batch of several kinds with one touch, and officers and owner read what the log committed to', () => {
    const { event, tess, amal, bijan } = standardEvent('batch');
    const one = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('a') });
    const two = file(event, { kind: kind('reach'), author: bijan, owner: bijan, content: utf8('b') });
    const asked = ask(event, tess, travel, [one, two]);
    const { places, releases } = release(event, asked, [one, two]);
    const month = (event.months.get('2031-03') as Minted).pair;
    releases.forEach(({ body, shown }, at) => {
      const place = places[at] as number;
      const leafBytes = event.leaves[place] as Uint8Array;
      const context = logBodyContext(event.rootfp, place);
      const box = wrap(month.publicKey, logBody.encode(body), context, event.randomness.bytes(64));
      const read = verifyLogBody(unwrap(month, box, context), place, leafBytes, event.roster);
      expect(read).toMatchObject({ opening: { requester: tess.member }, outcome: { word: 'released' } });

      const owner = at === 0 ? amal : bijan;
      const hers = logViewContext(event.rootfp, place);
      const sent = wrap(owner.keys.seal.publicKey, logView.encode(shown), hers, event.randomness.bytes(64));
      const tagKeys = () => [(at === 0 ? one : two).secrets.tagKey as Key32];
      const opened = verifyLogView(unwrap(owner.keys.seal, sent, hers), place, leafBytes, event.roster, tagKeys);
      expect(opened).toMatchObject({ view: { reason: 'booking' }, tagCompared: true });
    });
  });

  it('writes about a member by a desk, and by a desk about nobody', () => {
    const { event, tess, amal } = standardEvent('desk-written');
    const itinerary = file(event, { kind: kind('itinerary'), author: tess, owner: amal, content: utf8('legs') });
    expect(secretsAsOwner(event, itinerary, amal)).toEqual(itinerary.secrets);
    const note = file(event, {
      kind: kind('case-travel'),
      author: tess,
      desk: travel,
      about: amal,
      content: utf8('case'),
    });
    const { verified, shares } = sharesAsDesk(event, note, travel);
    const opened = openContent(verified, note.sealed.content, shares.deskShare, shares.witnessShare as Key32);
    expect(opened).toEqual(utf8('case'));
    const list = file(event, {
      kind: kind('guest-list'),
      author: event.officers[0] as (typeof event.officers)[0],
      desk: officersDesk,
      content: utf8('rows'),
    });
    expect(unwrapAsWitness(verifyFiled(event, list), event.witness.seal).witnessShare).toEqual(
      list.secrets.witnessShare,
    );
  });

  it('closes older revisions with a receipt by the witness', () => {
    const { event, amal } = standardEvent('retire');
    const first = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('1') });
    const second = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('2'), before: first });
    const retire = {
      rootfp: event.rootfp,
      record: second.record,
      lowestLive: 2,
      signer: amal.member,
      time: event.now,
    };
    const signed = signRetire(retire, amal.keys.sign.secretKey, second.secrets.tagKey);
    const leaf = append(event, signed.leaf);
    const checked = verifyRetire(event.roster, signed.bytes, leaf);
    expect(retireCodec.encode(checked.retire)).toEqual(retireCodec.encode(retire));
    const { digest } = checked;
    const receipt = receiptCodec.encode({
      rootfp: event.rootfp,
      digest,
      record: retire.record,
      lowestLive: 2,
      leaf,
      time: event.now,
    });
    const signature = signDetached(event.witness.cosign.secretKey, receiptMessage(receipt));
    expect(verifyReceipt(event.roster, receipt, signature, { ...retire, digest }).leaf).toBe(leaf);
  });

  it('keeps a log whose checkpoint is signed and cosigned', () => {
    const { event } = standardEvent('log');
    const parsed = verifyCheckpoint(cosignedNote(event), event.roster.genesis.log);
    expect(parsed.checkpoint.size).toBe(event.leaves.length);
    expect(verifyCosignature(parsed, event.witness.card)).toBe(Math.floor(event.now / 1000));
    const other = cosignatureLine(
      checkpointText({ ...parsed.checkpoint, size: 1 }),
      witnessNoteKey(event),
      event.witness.cosign.secretKey,
      5,
    );
    const bare = cosignedNote(event).split('\n').slice(0, -2).join('\n');
    const forged = verifyCheckpoint(`${bare}\n${other}`, event.roster.genesis.log);
    expect(refusalOf(() => verifyCosignature(forged, event.witness.card))).toBe('checkpoint-cosignature');
  });

  it('is the same event, byte for byte, from the same seed', () => {
    const [a, b] = [standardEvent('same').event, standardEvent('same').event];
    expect(a.leaves.every((leaf, at) => equal(leaf, b.leaves[at] as Uint8Array))).toBe(true);
    expect(a.roster.head).toEqual(b.roster.head);
  });
});

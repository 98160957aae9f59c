/** Every hash, key and tag of §9 as a function of bytes. */
import { concat } from '#protocol/core/bytes.ts';
import {
  chunkId,
  messageId,
  threadId,
  toId,
  type DeskId,
  type MemberId,
  type MessageId,
  type ThreadId,
} from '#protocol/core/ids.ts';
import type { MemberCard } from '#protocol/members/keys.ts';
import { dhKeyPair, key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { attachmentHash } from '#protocol/threads/attachment.ts';
import { stateChunk } from '#protocol/threads/chunk.ts';
import { messageTag } from '#protocol/threads/lane.ts';
import { letterTag, pairKey } from '#protocol/threads/letter.ts';
import { identified, nonceOfToken, unsendToken } from '#protocol/threads/message.ts';
import { derivePeriodKeys, periodKeyHash } from '#protocol/threads/period.ts';
import { identityHash, safetyNumber } from '#protocol/threads/safety.ts';
import {
  announcementThread,
  deskThread,
  directThread,
  encodeMembers,
  membershipHash,
  type Grant,
} from '#protocol/threads/thread.ts';
import type { Derivation } from './derivation.ts';

type Bytes = (name: string) => Uint8Array;

const pair = (made: KeyPair) => concat(made.publicKey, made.secretKey);
const member = (given: Bytes, name = 'member') => toId<MemberId>(given(name));
const thread = (given: Bytes) => toId<ThreadId>(given('thread'));

const periodKey = (part: 'seal' | 'dh'): Derivation => ({
  labels: [`dd1/period/${part}`],
  inputs: { secret: 32, rootfp: 32 },
  run: (given) => pair(derivePeriodKeys(key32(given('secret')), given('rootfp'))[part]),
});

/** A grant of which only thread, version and members matter. */
const groupOf = (given: Bytes): Grant => ({
  thread: thread(given),
  kind: 'group',
  desk: '' as DeskId,
  owner: member(given, 'owner'),
  day: 0,
  rosterSeq: 0,
  logSize: 0,
  version: 3,
  members: encodeMembers([member(given, 'owner'), member(given)]),
  secret: new Uint8Array(32),
  key: new Uint8Array(32),
});

const laneOf = (given: Bytes) => ({
  rootfp: given('rootfp'),
  sender: member(given),
  grant: { ...groupOf((name) => (name === 'owner' ? given('member') : given(name))) },
  secret: key32(given('secret')),
  since: 0,
  seed: key32(given('secret')),
});

const cardOf = (given: Bytes, of = ''): MemberCard => ({
  member: member(given, `${of}member`),
  role: 'participant',
  way: 'hardware',
  signKey: given(`${of}signKey`),
  sealKeyHash: given(`${of}sealKeyHash`),
  dhKey: given(`${of}dhKey`),
  openKeyHash: undefined,
  credentials: [],
  cardKeyHash: given(`${of}sealKeyHash`),
});
const cardInputs = (of = '') => ({
  [`${of}member`]: 16,
  [`${of}signKey`]: 32,
  [`${of}sealKeyHash`]: 32,
  [`${of}dhKey`]: 32,
});

export const threadDerivations: Readonly<Record<string, Derivation>> = {
  'sealing pair of a period': periodKey('seal'),
  'letter pair of a period': periodKey('dh'),
  'hash of a period’s keys': {
    labels: ['dd1/period-key'],
    inputs: { sealKey: 1216, dhKey: 32 },
    run: (given) => periodKeyHash({ sealKey: given('sealKey'), dhKey: given('dhKey') }),
  },
  'key of two members': {
    labels: ['dd1/pair'],
    inputs: { rootfp: 32, seed: 32, otherSeed: 32 },
    run: (given) => {
      const [own, other] = [dhKeyPair(key32(given('seed'))), dhKeyPair(key32(given('otherSeed')))];
      return pairKey(given('rootfp'), own, other.publicKey);
    },
  },
  'tag of a letter': {
    labels: ['dd1/letter-tag'],
    inputs: { pair: 32, rootfp: 32, from: 16, to: 16 },
    run: (given) => {
      const place = { rootfp: given('rootfp'), from: member(given, 'from'), to: member(given, 'to') };
      return letterTag(key32(given('pair')), place, 22_312, 3);
    },
  },
  'id of a desk’s thread': {
    labels: ['dd1/thread/desk'],
    inputs: { rootfp: 32, member: 16 },
    run: (given) => threadId.encode(deskThread(given('rootfp'), member(given), 'travel' as DeskId)),
  },
  'id of a desk’s announcements': {
    labels: ['dd1/thread/announcement'],
    inputs: { rootfp: 32 },
    run: (given) => threadId.encode(announcementThread(given('rootfp'), 'officers' as DeskId)),
  },
  'id of a pair’s thread': {
    labels: ['dd1/thread/direct'],
    inputs: { rootfp: 32, secret: 32, member: 16, other: 16 },
    run: (given) =>
      threadId.encode(directThread(given('rootfp'), given('secret'), member(given), member(given, 'other'))),
  },
  'hash of a membership': {
    labels: ['dd1/membership'],
    inputs: { thread: 16, owner: 16, member: 16 },
    run: (given) => membershipHash(groupOf(given)),
  },
  'tag of a message': {
    labels: ['dd1/message-tag'],
    inputs: { secret: 32, rootfp: 32, thread: 16, member: 16 },
    run: (given) => messageTag(laneOf(given), 63),
  },
  'id of a message': {
    labels: ['dd1/message-id'],
    inputs: { rootfp: 32, thread: 16, member: 16, prev: 16, text: 'The bus leaves at nine.' },
    run: (given) => {
      const place = { rootfp: given('rootfp'), thread: thread(given), sender: member(given) };
      const text = Buffer.from(given('text')).toString('utf8');
      const said = {
        type: 'text',
        alias: 'Amal',
        sentAt: 1_927_789_200_000,
        prev: [toId<MessageId>(given('prev'))],
        reply: undefined,
        whole: undefined,
        part: 0,
        parts: 2,
        text,
        attachment: undefined,
      } as const;
      return messageId.encode(identified(place, said).id);
    },
  },
  'token to take a message back': {
    labels: ['dd1/unsend-token'],
    inputs: { rootfp: 32, secret: 32, thread: 16, member: 16, message: 16 },
    run: (given) => unsendToken(laneOf(given), toId<MessageId>(given('message'))),
  },
  'nonce of a message': {
    labels: ['dd1/unsend'],
    inputs: { token: 32 },
    run: (given) => nonceOfToken(given('token')),
  },
  'id of the chunk of a client’s state': {
    labels: ['dd1/chunk-state'],
    inputs: { accountSecret: 32, rootfp: 32, member: 16 },
    run: (given) => chunkId.encode(stateChunk(key32(given('accountSecret')), given('rootfp'), member(given))),
  },
  'hash of an attachment': {
    labels: ['dd1/attachment-hash', 'dd1/attachment-piece'],
    inputs: { first: 77, second: 77 },
    run: (given) => attachmentHash([given('first'), given('second')]),
  },
  'identity of a member': {
    labels: ['dd1/safety-identity'],
    inputs: { rootfp: 32, ...cardInputs() },
    run: (given) => identityHash(given('rootfp'), cardOf(given)),
  },
  'safety number': {
    labels: ['dd1/safety-pair', 'dd1/safety-digits'],
    inputs: { rootfp: 32, ...cardInputs(), ...cardInputs('other ') },
    run: (given) => safetyNumber(given('rootfp'), cardOf(given), cardOf(given, 'other ')).join(' '),
  },
};

/** Hashes, messages and digits of §3 about keys, claims and what comes back. */
import { toId, type MemberId } from '#protocol/core/ids.ts';
import { acknowledgementData } from '#protocol/log/acknowledgement.ts';
import { cardKeyHash } from '#protocol/members/keys.ts';
import { cardRekeyMessage } from '#protocol/roster/card-signature.ts';
import { claimDigits, claimRevealMessage } from '#protocol/roster/claims.ts';
import { returnedMessage } from '#protocol/roster/rules/event-rules.ts';
import type { Derivation } from './derivation.ts';
import { indexOf8 } from './inputs.ts';

type Bytes = (name: string) => Uint8Array;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const member = (given: Bytes, name = 'member') => toId<MemberId>(given(name));

const reveal = { rootfp: 32, member: 16, claim: 32, officer: 16, r: 32 };
const revealOf = (given: Bytes) => ({
  rootfp: given('rootfp'),
  member: member(given),
  claim: given('claim'),
  officer: member(given, 'officer'),
  r: given('r'),
});

export const peopleDerivations: Readonly<Record<string, Derivation>> = {
  'hash of a recovery card’s key': {
    labels: ['dd1/card-key'],
    inputs: { member: 16, publicKey: 32 },
    run: (given) => cardKeyHash(member(given), given('publicKey')),
  },
  'message that a recovery card signs': {
    labels: ['dd1/sig/card-rekey'],
    inputs: { rootfp: 32, member: 16, entry: 77 },
    run: (given) => cardRekeyMessage(given('rootfp'), member(given), given('entry')),
  },
  'message of a reveal to a claim': {
    labels: ['dd1/sig/rekey-reveal'],
    inputs: reveal,
    run: (given) => claimRevealMessage(revealOf(given)),
  },
  'digits of a claim': {
    labels: ['dd1/sas/rekey'],
    inputs: reveal,
    run: (given) => claimDigits(revealOf(given)),
  },
  'message about a portal that came back': {
    labels: ['dd1/sig/returned'],
    inputs: { rootfp: 32, origin: 'portal.example/log', size: 8, mirrored: 8, at: 8 },
    run: (given) =>
      returnedMessage(given('rootfp'), text(given('origin')), {
        size: indexOf8(given('size')),
        mirrored: indexOf8(given('mirrored')),
        at: indexOf8(given('at')),
      }),
  },
  'data of an acknowledgement': {
    labels: ['dd1/acknowledge-data'],
    inputs: {
      rootfp: 32,
      officer: 16,
      size: 8,
      root: 32,
      rosterHead: 32,
      verdicts: 8,
      verdictsRoot: 32,
      state: 32,
      time: 8,
    },
    run: (given) =>
      acknowledgementData({
        rootfp: given('rootfp'),
        officer: member(given, 'officer'),
        size: indexOf8(given('size')),
        root: given('root'),
        rosterHead: given('rosterHead'),
        verdicts: indexOf8(given('verdicts')),
        verdictsRoot: given('verdictsRoot'),
        state: given('state'),
        time: indexOf8(given('time')),
      }),
  },
};

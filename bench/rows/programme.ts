/** The closed programme, from sealed bytes to a member's days, in an event of hundreds; beside the bare library calls. */
// The reference is the library without the protocol around it.
// oxlint-disable-next-line no-restricted-imports
import sodium from 'libsodium-wrappers';
import { holdersOf } from '#protocol/roster/holders.ts';
import { blankContent, encodeContent, parseContent, type Content } from '#protocol/records/content.ts';
import { membersSeedContext, openSeed, sealSeed } from '#protocol/openings/desk-seed.ts';
import { membersDesk, programmeDesk } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { sealRecord } from '#protocol/records/seal.ts';
import { openContent, unwrapAsDesk } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import { currentEpoch, deskMembers } from '#protocol/roster/roster-state.ts';
import { sealKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { daysOf, sessionsOf, spotsOf } from '../../client/state/my-programme/my-days.ts';
import {
  addMember,
  append,
  enact,
  foundEvent,
  kind,
  type Event,
  type Person,
} from '../../tests/support/protocol/event.ts';
import { inputFor } from '../../tests/support/protocol/sealed-records.ts';
import { demoProgramme } from '../../tools/demo/programme.ts';
import { paired, type Row } from '../measure.ts';

const members = 400;
const sessions = 60;

export async function measure(): Promise<readonly Row[]> {
  await sodiumReady;
  const event = foundEvent('programme', 1);
  const author = addMember(event, 'staff', programmeDesk);
  const people = Array.from({ length: members - 2 }, () => addMember(event, 'participant'));
  const reader = people.at(-1) as Person;
  const seed = mintMembersKey(event, author, reader);
  return [opening(event, author, reader, seed)];
}

/**
 * Seals the programme as the programme team's browser does. Only the reader's own seed is sealed: no other is opened here.
 */
function mintMembersKey(event: Event, author: Person, reader: Person) {
  const key = event.randomness.key();
  const pair = sealKeyPair(key);
  const keyHash = sealingKeyHash(pair.publicKey);
  const everyone = deskMembers(event.roster, membersDesk);
  enact(
    event,
    { type: 'desk-epoch', desk: membersDesk, epoch: 1, keyHash, holders: holdersOf(membersDesk, everyone) },
    [author],
  );
  const context = membersSeedContext(event.rootfp, 1);
  event.epochs.set(membersDesk, { number: 1, pair, wraps: new Map() });
  return { sealed: sealSeed(reader.keys.seal.publicKey, key, context), context };
}

function largeProgramme(): Content<'programme'> {
  const all = Array.from({ length: sessions }, (_, at) => {
    const session = demoProgramme.sessions[at % demoProgramme.sessions.length] as (typeof demoProgramme.sessions)[0];
    const abstract = 'What to carry, what to leave, and what to say when somebody asks for the code. '.repeat(7);
    return { ...session, id: `bench-0${String(at).padStart(3, '0')}`, abstract: abstract.slice(0, 600) };
  });
  return { ...demoProgramme, sessions: all };
}

function opening(
  event: Event,
  author: Person,
  reader: Person,
  { sealed, context }: ReturnType<typeof mintMembersKey>,
): Row {
  const content = encodeContent('programme', largeProgramme());
  const header = { readers: [membersDesk] };
  const filing = { kind: kind('programme'), author, desk: programmeDesk, content, header };
  const sealedProgramme = sealRecord(inputFor(event, filing));
  const leaf = append(event, sealedProgramme.leaf);
  const epoch = currentEpoch(event.roster, membersDesk) as NonNullable<ReturnType<typeof currentEpoch>>;
  const nothing = { seats: [], taken: new Set<string>(), agenda: blankContent('agenda'), circles: [], groups: [] };
  const ours = () => {
    const pair = openSeed(reader.keys.seal, sealed, context, epoch.keyHash);
    const verified = verifyRecord(event.roster, sealedProgramme.record, leaf, { kind: kind('programme') });
    const deskWrap = verifyDeskWrap(event.roster, verified, sealedProgramme.deskWraps[0] as Uint8Array);
    const { deskShare, witnessShare } = unwrapAsDesk(verified, deskWrap, pair);
    const plain = openContent(
      verified,
      sealedProgramme.content,
      deskShare,
      witnessShare as NonNullable<typeof witnessShare>,
    );
    const plan = parseContent('programme', plain);
    const mine = { ...nothing, choices: blankContent('choices') };
    const stops = daysOf(sessionsOf(plan, [])).flatMap((day) => spotsOf(plan, mine, day));
    if (plan.sessions.length !== sessions || stops.length === 0) throw new Error('not the whole programme');
  };
  return {
    name: `open a programme of ${sessions} among ${members} members`,
    ...paired(ours, bare(sealedProgramme.content.length)),
    unit: 'ms',
    referenceName: 'bare libsodium',
    aim: '≤ 150 ms after unlock',
  };
}

/** Two decapsulations, two signatures, one cipher over all of it and three small ones. */
function bare(length: number): () => void {
  const pair = sealKeyPair(sodium.randombytes_buf(32) as Parameters<typeof sealKeyPair>[0]);
  const { ciphertext } = sodium.crypto_kem_xwing_enc(pair.publicKey);
  const signer = sodium.crypto_sign_keypair();
  const message = sodium.randombytes_buf(200);
  const signature = sodium.crypto_sign_detached(message, signer.privateKey);
  const [nonce, key] = [sodium.randombytes_buf(24), sodium.randombytes_buf(32)];
  const seal = (plain: Uint8Array) => sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, null, null, nonce, key);
  const [all, small] = [seal(sodium.randombytes_buf(length - 16)), seal(message)];
  const open = (box: Uint8Array) => sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, box, null, nonce, key);
  return () => {
    for (let each = 0; each < 2; each++) {
      sodium.crypto_kem_xwing_dec(ciphertext, pair.secretKey);
      sodium.crypto_sign_verify_detached(signature, message, signer.publicKey);
    }
    for (let each = 0; each < 3; each++) open(small);
    sodium.crypto_generichash(32, all, null);
    open(all);
  };
}

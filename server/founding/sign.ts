/** Signatures over genesis. The last one founds the event: members, leaf 0 and its checkpoint. */
import { verifyAssertion } from '#protocol/crypto/assertion.ts';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import {
  genesisCodec,
  genesisMessage,
  rootFingerprint,
  signatureCodec,
  signedGenesis,
  verifyGenesis,
  type Genesis,
} from '#protocol/members/genesis.ts';
import type { MemberCard } from '#protocol/members/keys.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { signatureHolds } from '#protocol/crypto/sodium.ts';
import { slotCodec } from '#protocol/members/slot.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { readKit, requireNewKeys, type Kit } from '../ceremonies/slots-and-card.ts';
import type { Trx } from '../db.ts';
import { deny } from '../errors.ts';
import { createMember } from '../members.ts';
import type { Portal } from '../portal.ts';
import { keepFounders } from '../roster/put-right.ts';
import { foundingGround } from './draft.ts';
import { draftOf, memberOf, type Speaker } from './founding-caller.ts';
import { keepSignature, lockFounding, readInvites, readSignatures, type FoundingSignatureRow } from './store.ts';

/** Checks one signature as verifyGenesis will check all of them. A signature that does not count is not stored. */
function requireSignature(genesis: Genesis, rootfp: Uint8Array, card: MemberCard, bytes: Uint8Array): void {
  const signature = signatureCodec.parse(bytes);
  if (signature.member !== card.member) refuse('genesis-signature', "another officer's signature");
  if (!signatureHolds(card.signKey, genesisMessage(rootfp), signature.signature))
    refuse('genesis-signature', 'signature does not hold');
  verifyAssertion(signature.assertion, {
    purpose: 'roster',
    rootfp,
    origin: genesis.origin,
    rpId: genesis.rpId,
    member: card.member,
    data: rootfp,
    nonce: signature.assertion.nonce,
    credentials: card.credentials,
  });
}

export async function takeSignature(portal: Portal, speaker: Speaker, body: Body<'founding/sign'>): Promise<boolean> {
  const genesisBytes = speaker.state.genesis ?? deny('not-founded');
  const genesis = genesisCodec.parse(genesisBytes);
  const member = memberOf(speaker);
  const card = genesis.officers.find((officer) => officer.member === member) ?? deny('forbidden');
  const signature = fromBase64url(body.signature);
  requireSignature(genesis, rootFingerprint(genesisBytes), card, signature);
  const [sealKey, openKey] = [fromBase64url(body.sealKey), fromBase64url(body.openKey)];
  requireNewKeys(card, sealKey, openKey);
  const kit = readKit(card, body.slots, body.card);
  await keepSignature(portal.db, {
    member,
    signature,
    seal_key: sealKey,
    open_key: openKey,
    slots: [...kit.slots],
    card_id: kit.cardId,
    card_key: kit.cardKey,
  });
  return foundIfComplete(portal, speaker, genesisBytes, genesis);
}

async function foundIfComplete(
  portal: Portal,
  speaker: Speaker,
  genesisBytes: Uint8Array,
  genesis: Genesis,
): Promise<boolean> {
  const rows = await readSignatures(portal.db);
  const signed = genesis.officers.map((card) => rows.find((row) => row.member === card.member));
  if (signed.some((row) => row === undefined)) return false;
  const all = signed as FoundingSignatureRow[];
  const bytes = signedGenesis.encode({
    genesis: genesisBytes,
    signatures: all.map((row) => signatureCodec.parse(row.signature)),
  });
  verifyGenesis(bytes, rootFingerprint(genesisBytes));
  await portal.publisher.requireWitness();
  await portal.commits.commit(
    (trx, first) => found(trx, first, { bytes, genesis, rows: all, speaker }),
    () => [rosterLeaf(bytes)],
    { alone: true, settled: () => portal.rosterCache.added(bytes, encodeLeaf(rosterLeaf(bytes)), 0) },
  );
  // If the witness fails here, the event is founded all the same: the publisher repeats until leaf 0 is cosigned.
  await portal.publisher.published(0);
  await keepFounders(portal);
  return true;
}

interface Founded {
  readonly bytes: Uint8Array;
  readonly genesis: Genesis;
  readonly rows: readonly FoundingSignatureRow[];
  readonly speaker: Speaker;
}

async function found(trx: Trx, first: number, { bytes, genesis, rows, speaker }: Founded): Promise<void> {
  if (first !== 0) deny('founding-over');
  const { id } = draftOf(speaker.state);
  const published = (await lockFounding(trx)).genesis;
  if (published === null || !equal(published, speaker.state.genesis ?? new Uint8Array(0)))
    refuse('founding-mismatch', 'the founder began again');
  await trx.insertInto('roster_entry').values({ leaf: 0, bytes }).execute();
  const invites = await readInvites(trx);
  for (const [i, card] of genesis.officers.entries()) {
    const row = rows[i] as FoundingSignatureRow;
    const invite = invites.find((candidate) => candidate.member === card.member);
    await createMember(trx, {
      card,
      userHandle: invite?.user_handle ?? speaker.state.user_handle,
      sealKey: row.seal_key,
      openKey: row.open_key,
      kit: kitOf(row),
      ground: foundingGround(card.member),
      root: id,
    });
  }
  // Slots are stored in one place only: a slot that is replaced later must be gone.
  await trx.updateTable('founding_signature').set({ slots: [] }).execute();
}

/** Parses the row again: a row of a table is trusted no more than a request. */
function kitOf(row: FoundingSignatureRow): Kit {
  for (const slot of row.slots) slotCodec.parse(slot);
  return { slots: row.slots, cardId: row.card_id, cardKey: row.card_key };
}

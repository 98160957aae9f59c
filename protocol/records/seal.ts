/** Sealing a record (§5.1): commit, pad, encrypt, wrap, sign. */
import type { DeskId, MemberId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { aeadSeal, deriveCommitted, joinKeys, pad, signDetached } from '../crypto/sodium.ts';
import { wrap, type Wrap } from '../crypto/wrap.ts';
import { digestLeaf, leafTag, type Leaf } from '../log/leaf.ts';
import { headerCodec, headerHash, type Header } from './header.ts';
import { leafTypeOf } from './place.ts';
import type { DeskShares } from './unwrap.ts';
import {
  bodyCodec,
  commitToDeskShare,
  commitToTagKey,
  commitToWitnessShare,
  contentHash,
  deskWrapCodec,
  deskWrapMessage,
  recordDigest,
  sealedRecord,
  sharesCodec,
  type RecordSecrets,
} from './record.ts';

export interface SealInput {
  /** Everything of the header but the commitments. */
  readonly header: Omit<Header, 'deskCommitment' | 'witnessCommitment' | 'tagCommitment'>;
  readonly content: Uint8Array;
  /** Fresh for every revision, except the tag key, which stays with the record. */
  readonly secrets: RecordSecrets;
  readonly ownerKey: Uint8Array | undefined;
  readonly witnessKey: Uint8Array | undefined;
  readonly deskKeys: readonly { readonly desk: DeskId; readonly epoch: number; readonly publicKey: Uint8Array }[];
  readonly signSecretKey: Uint8Array;
}

export interface Sealed {
  readonly record: Uint8Array;
  readonly content: Uint8Array;
  readonly deskWraps: readonly Uint8Array[];
  readonly digest: Uint8Array;
  readonly leaf: Leaf;
}

/** Seals one revision. Returns the signed body, the ciphertext, one signed wrap for each desk, the digest and the leaf. */
export function sealRecord(input: SealInput): Sealed {
  const { rootfp } = input.header;
  const { deskShare, witnessShare, tagKey } = input.secrets;
  const header = headerCodec.encode({ ...input.header, ...commitments(input.secrets, rootfp) });
  const binding = headerHash(header);
  const { once, commitment } = deriveCommitted(
    joinKeys(deskShare, witnessShare),
    tuple('dd1/record-key', rootfp, binding),
  );
  const content = aeadSeal(once, pad(input.content), tuple('dd1/record-ad', rootfp, binding));
  const body = bodyCodec.encode({
    header,
    contentHash: contentHash(content),
    commitment,
    ...sealShares(input, binding),
  });
  const digest = recordDigest(body);
  const signature = signDetached(input.signSecretKey, tuple('dd1/sig/record', rootfp, digest));
  return {
    record: sealedRecord.encode({ body, signature }),
    content,
    digest,
    leaf: digestLeaf(leafTypeOf(input.header.kind), digest, leafTag(tagKey, rootfp, digest.slice(0, 16))),
    // A gated record's desk never has the witness's share; an ungated one has no witness to ask.
    deskWraps: input.deskKeys.map((key) =>
      signDeskWrap(
        { rootfp, digest, headerHash: binding },
        { deskShare, witnessShare: input.header.gated ? undefined : witnessShare, tagKey },
        key,
        input.header.author,
        input.signSecretKey,
      ),
    ),
  };
}

function commitments({ deskShare, witnessShare, tagKey }: RecordSecrets, rootfp: Uint8Array) {
  return {
    deskCommitment: commitToDeskShare(rootfp, deskShare),
    witnessCommitment: commitToWitnessShare(rootfp, witnessShare),
    tagCommitment: commitToTagKey(rootfp, tagKey),
  };
}

/** Seals all secrets to the owner, and kE with the tag key to the witness, where there is such a reader. */
function sealShares(
  { header: { rootfp }, secrets, ownerKey, witnessKey }: SealInput,
  binding: Uint8Array,
): { ownerWrap: Wrap | undefined; witnessWrap: Wrap | undefined } {
  const forOwner = () => sharesCodec.encode(secrets);
  const forWitness = () => sharesCodec.encode({ ...secrets, deskShare: undefined });
  return {
    ownerWrap: ownerKey === undefined ? undefined : wrap(ownerKey, forOwner(), { rootfp, role: 'owner', binding }),
    witnessWrap:
      witnessKey === undefined ? undefined : wrap(witnessKey, forWitness(), { rootfp, role: 'witness', binding }),
  };
}

/** Seals a desk's shares of a revision to its key of an epoch, signed by the author, or later by a member of the desk (5.4). */
export function signDeskWrap(
  {
    rootfp,
    digest,
    headerHash: binding,
  }: { readonly rootfp: Uint8Array; readonly digest: Uint8Array; readonly headerHash: Uint8Array },
  shares: DeskShares,
  { desk, epoch, publicKey }: SealInput['deskKeys'][number],
  signer: MemberId,
  signSecretKey: Uint8Array,
): Uint8Array {
  const sealed = wrap(publicKey, sharesCodec.encode(shares), { rootfp, role: 'desk', binding });
  const unsigned = { digest, desk, epoch, wrap: sealed };
  const signature = signDetached(signSecretKey, deskWrapMessage(rootfp, unsigned));
  return deskWrapCodec.encode({ ...unsigned, signer, signature });
}

/** One value of each object of §5.15. */
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { toId, type RecordId } from '#protocol/core/ids.ts';
import { filedCodec, ownerRewrap, signedFiled } from './adoption.ts';
import { example, type Example } from './example.ts';

const filledWith = (byte: number, length = 32) => new Uint8Array(length).fill(byte);

/** No draws: the objects after these keep their values. */
export function adoptionObjects(rootfp: Uint8Array, member: MemberId, signer: MemberId): readonly Example[] {
  const record = toId<RecordId>(filledWith(1, 16));
  const lines = [{ record, revision: 2, digest: filledWith(2), tagCommitment: filledWith(3) }];
  const filed = { rootfp, member, desk: 'travel' as DeskId, lines, author: signer };
  return [
    example('dd1/owner-rewrap', ownerRewrap, {
      digest: filledWith(4),
      keyHash: filledWith(5),
      wrap: { ciphertext: filledWith(6, 1120), commitment: filledWith(7), box: filledWith(8, 120) },
      signer,
      signature: filledWith(9, 64),
    }),
    example('dd1/filed', filedCodec, filed),
    example('dd1/signed-filed', signedFiled, { filed: filedCodec.encode(filed), signature: filledWith(10, 64) }),
  ];
}

/** Wraps that a desk's member adds for the desk's present key, so that a colleague who came later can open it too (§5). */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { membersDesk, type MemberId } from '#protocol/core/ids.ts';
import { deskWrapCodec } from '#protocol/records/record.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import type { Portal } from '../portal.ts';
import { requireSoundKey } from './put.ts';
import { rowsOf, storeWraps } from './store.ts';

export async function addWraps(portal: Portal, member: MemberId, texts: readonly string[]): Promise<void> {
  const wraps = texts.map((text) => deskWrapCodec.parse(fromBase64url(text)));
  const rows = await rowsOf(
    portal.db,
    wraps.map(({ digest }) => digest),
  );
  const kept = wraps.map((wrap) => {
    const row = rows.find(({ digest }) => toBase64url(digest) === toBase64url(wrap.digest));
    portal.rosterCache.standing((roster) => {
      // What is not there and what is not hers get one answer.
      if (row === undefined || wrap.signer !== member || !isDeskMember(roster, wrap.desk, member))
        return refuse('wrap-signature', 'not a record of her desk');
      const verified = verifyRecord(roster, row.bytes, row.leaf, {});
      // Gated ones ask the witness. What all members read gets its wraps from who writes it.
      if (verified.header.gated || wrap.desk === membersDesk) refuse('wrap-signature', 'a wrap that nobody adds');
      const { desk, epoch } = verifyDeskWrap(roster, verified, deskWrapCodec.encode(wrap));
      return requireSoundKey(roster, desk, epoch);
    });
    return { digest: wrap.digest, desk: wrap.desk, epoch: wrap.epoch, bytes: deskWrapCodec.encode(wrap) };
  });
  await storeWraps(portal.db, kept);
}

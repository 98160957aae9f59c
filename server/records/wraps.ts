/** Wraps that a desk's member adds for the desk's present key, so that a colleague who came later can open it too (§5). */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { membersDesk } from '#protocol/core/ids.ts';
import { deskWrapCodec } from '#protocol/records/record.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import type { Portal } from '../portal.ts';
import type { Writer } from '../quota.ts';
import { requireSoundKey } from './put.ts';
import { addWrapRows, rowsOf } from './store.ts';

export async function addWraps(portal: Portal, writer: Writer, texts: readonly string[]): Promise<void> {
  const { member } = writer;
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
    const { digest, desk, epoch, signer } = wrap;
    return { digest, desk, epoch, signer, bytes: deskWrapCodec.encode(wrap) };
  });
  portal.threads.quota.require(
    writer,
    'written',
    kept.reduce((sum, { bytes }) => sum + bytes.length, 0),
  );
  await addWrapRows(portal.db, kept);
}

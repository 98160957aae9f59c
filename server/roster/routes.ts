import { toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import type { roster } from '#protocol/wire/roster.ts';
import type { Acts } from '../acts.ts';
import type { Portal } from '../portal.ts';
import { writeEpochKeys } from './epoch-keys.ts';
import { mintedOf, proposalOf, propose, sign, waiting, withdraw } from './propose.ts';
import { changeKeys } from './change-keys.ts';
import { rekey } from './rekey.ts';
import { readKeys, seedsOf } from './store.ts';

export function rosterActs(portal: Portal): Acts<keyof typeof roster> {
  const { rosterCache, db } = portal;
  return {
    // Only what the witness knows counts. That is the client's to see to: it takes no more than its own head names, and
    // that head may name an entry before we hold the checkpoint that covers it.
    'roster/read': async ({ after }) => ({ entries: rosterCache.entries(after, () => true) }),
    'roster/propose': async (body, { session }) => propose(portal, session.member, body),
    'roster/proposals': async () => ({
      proposals: (await waiting(portal)).map((row) => {
        const minted = mintedOf(row);
        return { ...proposalOf(row), minted: minted === undefined ? null : writeEpochKeys(minted) };
      }),
    }),
    'roster/sign': async (body, { session }) => sign(portal, session.member, body),
    'roster/withdraw': async ({ id }, { session }) => {
      await withdraw(portal, session.member, id);
      return {};
    },
    'roster/rekey': async (body, { session, request }) => {
      await rekey(portal, session, body);
      request.session.delete();
      return {};
    },
    'roster/credential': async (body, { session }) => {
      await changeKeys(portal, session, body);
      return {};
    },
    'roster/keys': async (body) => {
      const { members, desks, months } = await readKeys(db, body);
      return {
        members: members.map((row) => ({
          member: row.member,
          sealKey: toBase64url(row.seal_key),
          openKey: row.open_key === null ? null : toBase64url(row.open_key),
        })),
        desks: desks.map((row) => ({ desk: row.desk, epoch: row.epoch, publicKey: toBase64url(row.public_key) })),
        months: months.map((row) => ({ month: row.month, publicKey: toBase64url(row.public_key) })),
      };
    },
    'roster/seeds': async (_body, { session }) => {
      const { desks, months } = await seedsOf(db, session.member);
      return {
        // A person who left a desk is given its keys no more.
        desks: desks
          .filter((row) => isDeskMember(rosterCache.roster, row.desk as DeskId, session.member))
          .map((row) => ({ ...row, wrap: toBase64url(row.wrap) })),
        months: months.map((row) => ({ ...row, wrap: toBase64url(row.wrap) })),
      };
    },
  };
}

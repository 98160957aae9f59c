/** The secrets of a team's own keys, as one of the team computes them without a client. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { keysKind } from '#protocol/members/standing.ts';
import { parseContent, type Content } from '#protocol/records/content.ts';
import { openContent } from '#protocol/records/unwrap.ts';
import { sharesOf, type Insider } from './insider.ts';

export interface TeamSecret {
  readonly revision: number;
  readonly said: Content<'keys-'>['generations'];
  /** Of the last number. */
  readonly secret: Key32;
  readonly generation: number;
}

/** Of the newest revision that the portal serves. */
export async function teamSecret(insider: Insider, desk: DeskId): Promise<TeamSecret> {
  const kind = keysKind(desk);
  const share = (await sharesOf(insider, desk)).find(({ verified }) => verified.header.kind === kind);
  if (share === undefined) throw new Error('no keys');
  const { records } = await insider.person.wire.ask('records/desk', { desk, after: 0 });
  const content = records.find(({ leaf }) => leaf === share.verified.leaf)?.content ?? '';
  const { deskShare, witnessShare } = share.shares;
  if (witnessShare === undefined) throw new Error('a gated kind');
  const plain = openContent(share.verified, fromBase64url(content), deskShare, witnessShare);
  const { generations: said } = parseContent(kind as unknown as 'keys-', plain);
  const last = said.at(-1);
  if (last === undefined) throw new Error('no secret');
  return {
    revision: share.verified.header.revision,
    said,
    secret: key32(fromBase64url(last.secret)),
    generation: last.number,
  };
}

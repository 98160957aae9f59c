/** The frozen cases of §4: invites. Called by make.ts alone. */
import { toBase64url } from '#protocol/core/bytes.ts';
import type { InviteId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, formatFounderLink, formatFoundingLink, formatLink } from '#protocol/members/invite-link.ts';
import {
  inviteTerms,
  sealCopy,
  sealTerms,
  sendJoin,
  sentJoin,
  joinCodec,
  type InviteTerms,
} from '#protocol/members/invite.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { sealPendingJoin } from '#protocol/members/pending-join.ts';
import { seenCodec } from '#protocol/members/seen.ts';
import { seenOf } from '#protocol/roster/inviter.ts';
import { sealKeyPair } from '#protocol/crypto/sodium.ts';
import { withDhHalf } from '../../support/protocol/unusable-keys.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { Book, last } from '../book.ts';
import { event, bijan, third } from '../frozen-world.ts';

export function invitesBook(): void {
  const randomness = new Randomness('frozen invites');
  const book = new Book();
  const { person, link, terms } = third;
  const { rootfp } = event;
  const flat = { invite: link.invite, secret: link.secret, rootfp, inviter: link.inviter, seen: link.seen };
  const text = formatLink(link);
  book.accept('parse link', { link: text });
  book.accept('parse link', { link: ` #${text}\n` }, 'as it stands in an address bar');
  book.reject('parse link', 'invite-link', { link: text.replace('v1', 'v2') }, 'another version');
  book.reject('parse link', 'invite-link', { link: `${text}.x` }, 'a part more');
  book.reject('parse link', 'invite-link', { link: text.slice(0, -1) }, 'cut');
  book.reject(
    'parse link',
    'invite-link',
    { link: text.replace(toBase64url(link.secret), toBase64url(new Uint8Array(32))) },
    'zero secret',
  );
  book.reject('parse link', 'invite-link', { link: '' });
  book.reject('parse link', 'invite-link', { link: text.split('.').slice(0, 5).join('.') }, 'a part less');
  book.accept('parse co-founder link', { link: formatFoundingLink(link) });
  book.reject(
    'parse co-founder link',
    'invite-link',
    { link: formatFoundingLink(link).split('.').slice(0, 4).join('.') },
    'a part less',
  );
  book.reject('parse co-founder link', 'invite-link', { link: text }, 'an invite');
  const founding = formatFounderLink(randomness.bytes(32), randomness.bytes(32));
  book.accept('parse founding link', { link: founding });
  book.reject('parse founding link', 'invite-link', { link: text }, 'an invite');
  book.reject('parse founding link', 'invite-link', { link: founding.slice(0, -4) }, 'cut');

  const keys = deriveInviteKeys(link);
  const termsBytes = inviteTerms.encode(terms);
  book.accept('seal terms', { ...flat, terms: termsBytes });
  const box = sealTerms(keys, rootfp, terms);
  const now = terms.expires - 1;
  book.accept('open terms', { ...flat, box, now });
  book.reject('open terms', 'invite-expired', { ...flat, box, now: terms.expires + 1 });
  book.reject('open terms', 'invite-box', { ...flat, secret: randomness.key(), box, now }, 'another secret');
  book.reject('open terms', 'invite-box', { ...flat, invite: randomness.id(), box, now }, 'another invite');
  book.reject('open terms', 'invite-box', { ...flat, rootfp: randomness.bytes(32), box, now }, 'another root');
  book.reject('open terms', 'invite-box', { ...flat, inviter: randomness.id(), box, now }, 'another inviter');
  book.reject('open terms', 'invite-box', { ...flat, seen: randomness.bytes(32), box, now }, 'another past');
  const swapped = (change: Partial<InviteTerms>) => sealTerms(keys, rootfp, { ...terms, ...change });
  const inside = { ...flat, now };
  book.reject(
    'open terms',
    'invite-box',
    { ...inside, box: swapped({ inviter: randomness.id() }) },
    'names another inviter than the link',
  );
  book.reject(
    'open terms',
    'invite-box',
    { ...inside, box: swapped({ seen: { ...terms.seen, verdicts: terms.seen.verdicts + 1 } }) },
    'names another past than the link',
  );
  book.reject('open terms', 'invite-box', { ...flat, box: last(box), now });
  const { accountSecret } = { accountSecret: event.officers[0]!.secret };
  book.accept('seal copy', { ...flat, accountSecret, terms: termsBytes });
  const copy = sealCopy(accountSecret, link, terms);
  book.accept('open copy', { ...flat, accountSecret, copy });
  book.reject('open copy', 'wrong-key', { ...flat, accountSecret: randomness.key(), copy }, 'another inviter');
  book.reject('open copy', 'wrong-key', { ...flat, invite: randomness.id(), accountSecret, copy }, 'another invite');
  const misfiled = sealCopy(accountSecret, link, { ...terms, invite: randomness.id<InviteId>() });
  book.reject('open copy', 'invite-box', { ...flat, accountSecret, copy: misfiled }, 'terms of another invite inside');

  const act = 'verify join';
  const asked = { ...flat, terms: termsBytes };
  book.accept(act, { ...asked, sent: third.sent });
  const join = joinCodec.parse(sentJoin.parse(third.sent).join);
  const sent = (change: Partial<typeof join>, by = person) =>
    sendJoin(keys, { ...join, ...change }, by.keys.sign.secretKey);
  book.reject(act, 'invite-mac', { ...asked, secret: randomness.key(), sent: third.sent }, 'another link');
  book.reject(act, 'invite-mac', {
    ...asked,
    sent: sentJoin.encode({ ...sentJoin.parse(third.sent), mac: randomness.bytes(32) }),
  });
  book.reject(act, 'root-mismatch', { ...asked, sent: sent({ rootfp: randomness.bytes(32) }) });
  book.reject(act, 'root-mismatch', { ...asked, sent: sent({ invite: randomness.id() }) }, 'another invite');
  book.reject(act, 'join-changed', { ...asked, sent: sent({ inviter: randomness.id() }) }, 'another inviter');
  book.reject(act, 'join-changed', { ...asked, sent: sent({ expires: join.expires + 1 }) }, 'later expiry');
  book.reject(act, 'join-changed', { ...asked, sent: sent({ card: { ...join.card, role: 'staff' } }) }, 'another role');
  book.reject(
    act,
    'join-changed',
    { ...asked, sent: sent({ card: { ...join.card, member: randomness.id() } }) },
    'another member',
  );
  book.reject(
    act,
    'desk-key',
    { ...asked, sent: sent({ sealKey: sealKeyPair(randomness.key()).publicKey }) },
    'another full key',
  );
  book.reject(
    act,
    'desk-key',
    { ...asked, sent: sent({ openKey: sealKeyPair(randomness.key()).publicKey }) },
    'a second key unnamed',
  );
  book.reject(act, 'join-proof', { ...asked, sent: sent({}, bijan) }, 'signed by another key');
  const point = new Uint8Array(32);
  const sealKey = withDhHalf(join.sealKey, point);
  const unusable = { card: { ...join.card, sealKeyHash: sealingKeyHash(sealKey) }, sealKey };
  book.reject(act, 'key-unusable', { ...asked, sent: sent(unusable) }, 'a sealing key of small order');
  book.reject(act, 'key-unusable', { ...asked, sent: sent({ card: { ...join.card, dhKey: point } }) }, 'a dhKey of 0');
  const other: InviteTerms = { ...terms, role: 'staff' };
  book.reject(
    act,
    'join-changed',
    { ...asked, terms: inviteTerms.encode(other), sent: third.sent },
    'offered as staff',
  );
  book.accept('require inviter', { terms: termsBytes });
  const stranger = inviteTerms.encode({ ...terms, inviter: person.member });
  book.reject('require inviter', 'invite-inviter', { terms: stranger }, 'a member who is no officer of genesis');
  const seen = seenOf(event.roster);
  book.accept('require seen', { seen: seenCodec.encode(seen) });
  for (const [change, note] of [
    [{ verdicts: seen.verdicts + 1 }, 'more verdicts'],
    [{ verdictsRoot: randomness.bytes(32) }, 'other verdicts'],
    [{ state: randomness.bytes(32) }, 'another state'],
    [{ rootfp: randomness.bytes(32) }, 'another event'],
  ] as const)
    book.reject('require seen', 'roster-chain', { seen: seenCodec.encode({ ...seen, ...change }) }, note);
  const [own, salt] = [randomness.key(), randomness.bytes(32)];
  const pending = { join: sentJoin.parse(third.sent).join, redeem: keys.redeem };
  book.accept('seal pending join', { accountSecret: own, ...pending, salt });
  const sealed = sealPendingJoin(own, pending, salt);
  book.accept('open pending join', { accountSecret: own, sealed });
  const foreign = { accountSecret: randomness.key(), sealed };
  book.reject('open pending join', 'join-changed', foreign, 'another account');
  book.reject('open pending join', 'join-changed', { accountSecret: own, sealed: last(sealed) });
  book.write('invites');
}

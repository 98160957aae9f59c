"""5.6: retires and receipts; 5.11: what stands under a tag."""
from dd1.core import forms, layers
from dd1.log import leaves
from dd1.records import record as records
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import HT
from dd1.records.places import is_public, leaf_type
from dd1.core.tuples import T


def digest_of(data):
    return HT('dd1/retire', data)


def verify(roster, data, leaf):
    """(retire, digest)."""
    signed = forms.parse('dd1/signed-retire', data)
    retire, digest = forms.parse('dd1/retire', signed['retire']), digest_of(signed['retire'])
    need(retire['rootfp'] == roster.rootfp, 'root-mismatch')
    card = roster.cards.at(retire['signer'], leaf)
    need(card is not None and not roster.frozen_at(retire['signer'], leaf), 'record-author')
    need(layers.signed(card['signKey'], T('dd1/sig/retire', roster.rootfp, digest), signed['signature']),
         'record-signature')
    return retire, digest


def verify_receipt(roster, retire, digest, data, signature):
    key = roster.genesis['witnesses'][0]['cosignKey']
    need(layers.signed(key, T('dd1/sig/receipt', data), signature), 'head-signature')
    receipt = forms.parse('dd1/receipt', data)
    need((receipt['rootfp'], receipt['digest'], receipt['record']) == (roster.rootfp, digest, retire['record']),
         'record-retired')
    need(receipt['lowestLive'] >= retire['lowestLive'], 'record-retired')
    return receipt


def leaves_under(rootfp, kind, log, keys, after=-1):
    """[(place, type)] of the leaves that 5.11 looks at. Of equal leaves only the first counts."""
    wanted = [leaf_type(kind)] + ([] if is_public(kind) else ['retire'])
    found, seen = [], set()
    for place, each in enumerate(log):
        need(len(each) == 65, 'leaf-shape')
        name, nonce, tag = leaves.type_of(each), each[1:17], each[17:33]
        if name in wanted and each not in seen and tag in [leaves.tag(key, rootfp, nonce) for key in keys]:
            seen.add(each)
            if place > after:
                found.append((place, name))
    return found


def _ever_signed(roster, signer, message, signature):
    return any(layers.signed(card['signKey'], message, signature) for _, _, card in roster.cards.ever(signer))


def judge_object(roster, kind, record, owner, place, leaf, data, in_hand, desk=None):
    """`revision`, `retire`, or `aside` with the author; `record-old` if it is newer than `in_hand`, if that is given."""
    name, nonce, _, commitment = leaves.parse(leaf)
    try:
        if name == 'retire':
            signed = forms.parse('dd1/signed-retire', data)
            header, digest = forms.parse('dd1/retire', signed['retire']), digest_of(signed['retire'])
            signer, message = header['signer'], T('dd1/sig/retire', roster.rootfp, digest)
        else:
            signed, _, header, digest, _ = records.parts(data)
            signer, message = header['author'], T('dd1/sig/record', roster.rootfp, digest)
    except ProtocolError:
        raise ProtocolError('record-old', served='nothing') from None
    need(nonce == digest[:16] and commitment == leaves.plain_commitment(name, digest), 'record-old', served='nothing')
    need(_ever_signed(roster, signer, message, signed['signature']), 'record-old', served='nothing')
    try:
        if name == 'retire':
            verify(roster, data, place)
            right = signer == owner or desk is not None and roster.in_desk_at(desk, signer, place)
            if header['record'] != record or not right:
                return 'aside', signer
            need(in_hand is None or header['lowestLive'] <= in_hand, 'record-old')
            return 'retire', signer
        verified = records.verify(roster, data, place, {'kind': kind, 'record': record, 'owner': owner})
        need(leaf_type(kind) == name, 'leaf-missing')
    except ProtocolError as refusal:
        if refusal.code == 'record-old':
            raise
        return 'aside', signer
    need(in_hand is None or verified['header']['revision'] <= in_hand, 'record-old')
    return 'revision', signer

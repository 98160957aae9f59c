"""5.6: retires and receipts; 5.11: what stands under a tag."""
from dd1.core import forms, layers
from dd1.log import leaves
from dd1.records import record as records
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import HT
from dd1.records.places import commitment, is_public, leaf_type
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


def leaves_under(rootfp, kind, log, keys, start=0, spans=None):
    """[(place, type)] of the leaves that 5.11 looks at. A copy has the type, nonce and tag of a lower one."""
    wanted = [leaf_type(kind)] + ([] if is_public(kind) else ['retire'])
    found, seen = [], set()
    for place, each in enumerate(log):
        need(len(each) == 65, 'leaf-shape')
        name, nonce, tag, copy = leaves.type_of(each), each[1:17], each[17:33], each[:33]
        if name in wanted and copy not in seen and tag in [leaves.tag(key, rootfp, nonce) for key in keys]:
            seen.add(copy)
            valid = spans is None or any(span['above'] < place < span['below'] for span in spans)
            if place >= start and valid:
                found.append((place, name))
    return found


def _ever_signed(roster, signer, message, signature):
    return any(layers.signed(card['signKey'], message, signature) for _, _, card in roster.cards.ever(signer))


def judge(roster, place, at, leaf, tag_key, data):
    """
    (`revision` and its header, `retire` and itself, or `aside` and None; the author, None if she did not sign it).
    `place`: kind, record, owner, desk. What is wrong first decides: a signature that does not hold is as nothing served.
    """
    name, nonce, _, commitment_ = leaves.parse(leaf)
    is_retire, nothing = name == 'retire', 'record-old'
    try:
        signed = forms.parse('dd1/signed-retire' if is_retire else 'dd1/sealed-record', data)
    except ProtocolError:
        raise ProtocolError(nothing, served='nothing') from None
    digest = digest_of(signed['retire']) if is_retire else HT('dd1/record-body', signed['body'])
    need(nonce == digest[:16] and commitment_ == leaves.plain_commitment(name, digest), nothing, served='nothing')
    signer = None
    try:
        if is_retire:
            header = forms.parse('dd1/retire', signed['retire'])
            signer, desk = header['signer'], place.get('desk')
            verify(roster, data, at)
            right = signer == place['owner'] or desk is not None and roster.in_desk_at(desk, signer, at)
            need(header['record'] == place['record'] and right, 'record-author')
            return 'retire', header, signer
        header = records.parts(data)[2]
        signer = header['author']
        records.verify(roster, data, at, {'kind': place['kind'], 'record': place['record']})
        need(leaf_type(place['kind']) == name, 'leaf-missing')
        need(commitment(roster.rootfp, 'tag-key', tag_key) == header['tagCommitment'], 'record-tag')
        return 'revision', header, signer
    except ProtocolError as refusal:
        need(refusal.code != 'record-signature', nothing, served='nothing')
    message = T('dd1/sig/' + ('retire' if is_retire else 'record'), roster.rootfp, digest)
    hers = signer is not None and _ever_signed(roster, signer, message, signed['signature'])
    return 'aside', None, signer if hers else None


def standing(judged):
    """What 5.11 says of [(place in the log, word, header, signer)] in order; a word of None is not served."""
    def unseen(at, seen):
        return [each for each in judged if seen <= each[0] < at]

    def counts(at, header):
        return all(each[1] == 'aside' for each in unseen(at, header['seen']))

    aside, closing = [], None
    for at, word, header, signer in reversed(judged):
        if word is None:
            return None, [at]
        if word == 'aside':
            aside.append((at, signer, False))
        if word == 'retire' and (closing is None or closing[1] < header['lowestLive']):
            closing = (at, header['lowestLive'])
        if word != 'revision':
            continue
        missing = [each[0] for each in unseen(at, header['seen']) if each[1] is None]
        if missing:
            return None, missing[::-1]
        if counts(at, header):
            closed = closing[0] if closing and closing[1] > header['revision'] else None
            return (at, header['revision'], closed, aside, _all(judged, counts)), None
        aside.append((at, signer, True))
    return (None, None, None, aside, _all(judged, counts)), None


def _all(judged, counts):
    return [at for at, word, header, _ in judged if word == 'revision' and counts(at, header)]

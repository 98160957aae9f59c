"""8.2: leaves, their tags and commitments; 8.3: leaves of notices."""
from dd1.core import page
from dd1.core.errors import need
from dd1.core.hashing import H, HT, KDF, sha256
from dd1.core.tuples import T

BYTES = {name: number for number, name in page.leaf_types().items()}
ZEROS = bytes(16)


def tag(tag_key, rootfp, nonce):
    return KDF(tag_key, T('dd1/leaf-tag', rootfp, nonce), 16)


def body_digest(salt, body):
    return sha256(T('dd1/leaf/body', salt, body))


def view_digest(salt, view):
    return sha256(T('dd1/leaf/view', salt, view))


def commitment(kind, body, view):
    """Over the two digests."""
    return sha256(T('dd1/leaf/' + kind, body, view))


def plain_commitment(kind, body):
    """Of an object that hides nothing."""
    return commitment(kind, body_digest(b'', body), view_digest(b'', b''))


def leaf(kind, nonce, tag_bytes, commitment_bytes):
    return bytes([BYTES[kind]]) + nonce + tag_bytes + commitment_bytes


def roster_leaf(signed):
    return leaf('roster', ZEROS, ZEROS, plain_commitment('roster', signed))


def digest_leaf(kind, digest, tag_bytes):
    return leaf(kind, digest[:16], tag_bytes, plain_commitment(kind, digest))


def notice_leaf(rootfp, portal_tag_key, notice):
    nonce = H(T('dd1/notice', notice))[:16]
    return leaf('notice', nonce, tag(portal_tag_key, rootfp, nonce), plain_commitment('notice', notice))


def type_of(data):
    """None of a type that nobody knows: such a leaf changes nothing for anybody."""
    return page.leaf_types().get(data[0])


def parse(data):
    """(type, nonce, tag, commitment)."""
    need(len(data) == 65 and data[0] in page.leaf_types(), 'leaf-shape')
    return page.leaf_types()[data[0]], data[1:17], data[17:33], data[33:]


def standing_tag_key(rootfp, kind, whose):
    return HT('dd1/standing-tag', rootfp, kind, whose)

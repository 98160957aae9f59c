"""1.4: H, KDF and the standards' SHA-256."""
import hashlib

from dd1.core.errors import need
from dd1.core.tuples import T


def H(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def HT(label, *elements):
    return H(T(label, *elements))


def KDF(key, data, size=32):
    """Keyed BLAKE2b over the bytes of a tuple. A key of zeros is no key."""
    need(len(key) in (32, 64), 'wrong-length')
    need(any(key), 'weak-secret')
    return hashlib.blake2b(data, key=key, digest_size=size).digest()


def sha256(data):
    return hashlib.sha256(data).digest()

"""X-Wing (draft-connolly-cfrg-xwing-kem): ML-KEM-768 and X25519, with given randomness."""
import functools
import hashlib

from nacl import bindings

from dd1.core import mlkem
from dd1.core.errors import need

BASE = bytes([9]) + bytes(31)
LABEL = b'\\.//^\\'


def x25519(scalar, point):
    """The shared secret, or None where the point is of small order."""
    try:
        found = bindings.crypto_scalarmult(scalar, point)
    except Exception:
        return None
    return found if any(found) else None


def x25519_base(scalar):
    return bindings.crypto_scalarmult_base(scalar)


@functools.lru_cache(maxsize=512)
def expand(seed):
    need(len(seed) == 32, 'wrong-length')
    wide = hashlib.shake_256(seed).digest(96)
    public, secret = mlkem.keygen(wide[:32], wide[32:64])
    scalar = wide[64:]
    return public + x25519_base(scalar), secret, scalar


def public_key(seed):
    """1216 bytes."""
    return expand(bytes(seed))[0]


def combine(ss_m, ss_x, ct_x, pk_x):
    return hashlib.sha3_256(ss_m + ss_x + ct_x + pk_x + LABEL).digest()


@functools.lru_cache(maxsize=512)
def encapsulate(public, seed):
    """(ciphertext of 1120 bytes, shared secret), or None where nothing can be sealed to this key."""
    if len(public) != 1216 or not mlkem.canonical(public[:1184]):
        return None
    need(len(seed) == 64, 'wrong-length')
    pk_x = public[1184:]
    ss_x = x25519(seed[32:], pk_x)
    if ss_x is None:
        return None
    ss_m, ct_m = mlkem.encapsulate(public[:1184], seed[:32])
    ct_x = x25519_base(seed[32:])
    return ct_m + ct_x, combine(ss_m, ss_x, ct_x, pk_x)


@functools.lru_cache(maxsize=512)
def decapsulate(seed, ciphertext):
    """The shared secret, or None where the X25519 half is of small order."""
    need(len(ciphertext) == 1120, 'wrong-length')
    public, secret, scalar = expand(bytes(seed))
    ss_x = x25519(scalar, ciphertext[1088:])
    if ss_x is None:
        return None
    return combine(mlkem.decapsulate(secret, ciphertext[:1088]), ss_x, ciphertext[1088:], public[1184:])


def usable_dh(key):
    """2.8 of an X25519 key: X25519 with a clamped scalar does not give zeros."""
    return len(key) == 32 and x25519(bytes([8]) + bytes(30) + bytes([64]), bytes(key)) is not None


def usable(public):
    """2.8 of a sealing key."""
    return len(public) == 1216 and usable_dh(public[1184:]) and mlkem.canonical(bytes(public[:1184]))

"""1.5 committed layers, 1.6 wraps, and the signatures of 1.4."""
from nacl import bindings, exceptions

from dd1.core import xwing
from dd1.core.errors import need
from dd1.core.hashing import HT, KDF
from dd1.core.tuples import T

NONCE = bytes(24)


def aead(key, contents, context):
    return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(contents), context, NONCE, key)


def unaead(key, box, context):
    """The contents, or None."""
    if len(box) < 16:
        return None
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(box), context, NONCE, key)
    except (exceptions.CryptoError, RuntimeError):
        return None


def seal(key, contents, context):
    """(commitment, box)."""
    both = KDF(key, context, 64)
    return both[32:], aead(both[:32], contents, context)


def unseal(key, commitment, box, context, code='wrong-key'):
    both = KDF(key, context, 64)
    need(both[32:] == commitment, code)
    contents = unaead(both[:32], box, context)
    need(contents is not None, code)
    return contents


def key_hash(public):
    return HT('dd1/key', public)


def wrap_context(rootfp, role, public, ciphertext, binding):
    return T('dd1/wrap-context', rootfp, role, key_hash(public), HT('dd1/wrap-encapsulation', ciphertext), binding)


def wrap(rootfp, role, binding, public, contents, seed=None):
    """A dd1/wrap as a dict. Without a seed it is derandomised."""
    if seed is None:
        seed = KDF(HT('dd1/wrap-contents', contents), T('dd1/wrap-seed', rootfp, role, key_hash(public), binding), 64)
    need(len(public) == 1216, 'wrong-length')
    found = xwing.encapsulate(bytes(public), bytes(seed))
    need(found is not None, 'wrap-recipient')
    ciphertext, shared = found
    commitment, box = seal(shared, contents, wrap_context(rootfp, role, public, ciphertext, binding))
    return {'ciphertext': ciphertext, 'commitment': commitment, 'box': box}


def unwrap(rootfp, role, binding, seed, wrapped):
    shared = xwing.decapsulate(bytes(seed), wrapped['ciphertext'])
    need(shared is not None, 'wrong-key')
    context = wrap_context(rootfp, role, xwing.public_key(seed), wrapped['ciphertext'], binding)
    return unseal(shared, wrapped['commitment'], wrapped['box'], context)


def require_wrap_to(rootfp, role, binding, public, contents, wrapped):
    """Makes a derandomised wrap again, and compares."""
    need(wrap(rootfp, role, binding, public, contents) == wrapped, 'wrap-recipient')


def sign_pair(seed):
    """(public key, 64 bytes of libsodium's secret key)."""
    need(any(seed), 'weak-secret')
    return bindings.crypto_sign_seed_keypair(seed)


def sign(seed, message):
    return bindings.crypto_sign(message, sign_pair(seed)[1])[:64]


def signed(public, message, signature):
    """Whether an Ed25519 signature holds, as libsodium judges it."""
    if len(public) != 32 or len(signature) != 64:
        return False
    try:
        bindings.crypto_sign_open(bytes(signature) + message, bytes(public))
        return True
    except (exceptions.CryptoError, ValueError, TypeError):
        return False

"""9.2 stored period secrets, 9.11 chunks, 9.12 files."""
from dd1.core import layers, padding
from dd1.threads import names as threads
from dd1.core.errors import need
from dd1.core.hashing import KDF
from dd1.core.tuples import T, u32, u64

CHUNKS = (4096, 16384, 65536, 262144)
PIECE, PIECES = 65536, (1, 4, 16, 64, 160)


def _keyring(rootfp, member, period, account_secret, share):
    key = KDF(account_secret, T('dd1/keyring', rootfp))
    need(len(share) == 32, 'wrong-length')
    need(any(share), 'weak-secret')
    return key + share, T('dd1/keyring-context', rootfp, member, u32(period))


def seal_period(rootfp, member, period, account_secret, share, secret):
    need(len(secret) == 32, 'wrong-length')
    need(any(secret), 'weak-secret')
    key, context = _keyring(rootfp, member, period, account_secret, share)
    return b''.join(layers.seal(key, secret, context))


def open_period(rootfp, member, period, account_secret, share, sealed):
    need(len(sealed) == 80, 'wrong-length')
    key, context = _keyring(rootfp, member, period, account_secret, share)
    secret = layers.unseal(key, sealed[:32], sealed[32:], context)
    need(any(secret), 'weak-secret')
    return secret


def _chunk(rootfp, member, chunk, account_secret, share, salt):
    need(len(share) == 32 and len(salt) == 32, 'wrong-length')
    need(any(share), 'weak-secret')
    key = KDF(account_secret, T('dd1/chunk-key', rootfp)) + share
    return key, T('dd1/chunk-context', rootfp, member, chunk, salt)


def seal_chunk(rootfp, member, chunk, account_secret, share, salt, contents):
    fits = [size for size in CHUNKS if len(contents) + 4 <= size]
    need(fits, 'too-large')
    key, context = _chunk(rootfp, member, chunk, account_secret, share, salt)
    commitment, box = layers.seal(key, padding.fill(contents, fits[0]), context)
    return salt + commitment + box


def open_chunk(rootfp, member, chunk, account_secret, share, sealed):
    need(len(sealed) - 80 in CHUNKS, 'wrong-length')
    key, context = _chunk(rootfp, member, chunk, account_secret, share, sealed[:32])
    return padding.unfill(layers.unseal(key, sealed[32:64], sealed[64:], context))


def chunk_message(rootfp, member, chunk, version, sealed):
    return T('dd1/sig/chunk', rootfp, member, chunk, u64(version), sealed)


def _piece_context(rootfp, blob, number, count):
    return T('dd1/attachment-chunk', rootfp, blob, u32(number), u32(count))


def pieces_for(length):
    fits = [count for count in PIECES if length + 4 <= count * PIECE]
    need(fits, 'too-large')
    return fits[0]


def seal_file(rootfp, key, blob, contents):
    """The sealed pieces."""
    count = pieces_for(len(contents))
    filled = padding.fill(contents, count * PIECE)
    return [b''.join(layers.seal(key, filled[i * PIECE:(i + 1) * PIECE], _piece_context(rootfp, blob, i, count)))
            for i in range(count)]


def open_file(rootfp, key, blob, hashed, pieces):
    count = len(pieces)
    need(count in PIECES and all(len(piece) == PIECE + 48 for piece in pieces), 'attachment-hash')
    need(threads.attachment_hash(pieces) == hashed, 'attachment-hash')
    filled = b''.join(layers.unseal(key, piece[:32], piece[32:], _piece_context(rootfp, blob, i, count))
                      for i, piece in enumerate(pieces))
    contents = padding.unfill(filled)
    need(pieces_for(len(contents)) == count, 'padding')
    return contents



"""archive.json."""
from dd1.core import forms, layers
from dd1.threads import archive, names as threads

from . import act


def _chunk(i):
    return i.rootfp, forms.unb64(i.member), forms.unb64(i.chunk), i.accountSecret, i.share


@act('seal chunk')
def _seal_chunk(i):
    return archive.seal_chunk(*_chunk(i), i.salt, i.contents)


@act('open chunk')
def _open_chunk(i):
    return archive.open_chunk(*_chunk(i), i.sealed)


def _message(i):
    return archive.chunk_message(i.rootfp, forms.unb64(i.member), forms.unb64(i.chunk), i.version, i.sealed)


@act('sign chunk')
def _sign_chunk(i):
    return layers.sign(i.signSeed, _message(i))


@act('chunk is signed')
def _chunk_is_signed(i):
    return 'true' if layers.signed(i.signKey, _message(i), i.signature) else 'false'


@act('hash of a sealed file')
def _hash_of_sealed_file(i):
    return threads.attachment_hash(archive.seal_file(i.rootfp, i.key, forms.unb64(i.blob), i.contents))


@act('open a sealed file')
def _open_sealed_file(i):
    sealed = archive.seal_file(i.rootfp, i.sealedUnder or i.key, forms.unb64(i.sealedAs or i.blob), i.contents)
    if i.flip is not None:
        changed = bytearray(sealed[0])
        changed[i.flip] ^= 1
        sealed[0] = bytes(changed)
    return archive.open_file(i.rootfp, i.key, forms.unb64(i.blob), i.hash, sealed[:i.pieces])

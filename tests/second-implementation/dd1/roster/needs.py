"""3.11: what an entry needs, sealed for the portal itself."""
from dd1.core import layers
from dd1.core.errors import need
from dd1.core.tuples import T


def open_needs(restore_key, rootfp, entry_hash, sealed):
    need(len(sealed) >= 80, 'wrong-length')
    salt = sealed[:32]
    return layers.unseal(restore_key, sealed[32:64], sealed[64:], T('dd1/needs-context', rootfp, entry_hash, salt))

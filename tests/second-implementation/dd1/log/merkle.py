"""RFC 6962: roots, inclusion and consistency (checked as RFC 9162, 2.1.3.2 and 2.1.4.2 say)."""
from dd1.core.errors import need
from dd1.core.hashing import sha256


def leaf_hash(data):
    return sha256(b'\x00' + data)


def node_hash(left, right):
    return sha256(b'\x01' + left + right)


def root(entries):
    """Of the bytes of the leaves, in order."""
    if not entries:
        return sha256(b'')
    if len(entries) == 1:
        return leaf_hash(entries[0])
    split = 1 << (len(entries) - 1).bit_length() - 1
    return node_hash(root(entries[:split]), root(entries[split:]))


def verify_inclusion(hashed, index, size, proof, expected):
    need(0 <= index < size and all(len(each) == 32 for each in proof), 'inclusion')
    fn, sn, found = index, size - 1, hashed
    for each in proof:
        need(sn != 0, 'inclusion')
        if fn & 1 or fn == sn:
            found = node_hash(each, found)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            found = node_hash(found, each)
        fn >>= 1
        sn >>= 1
    need(sn == 0 and found == expected, 'inclusion')


def verify_consistency(old_size, old_root, new_size, new_root, proof):
    code = 'consistency'
    need(0 <= old_size <= new_size and all(len(each) == 32 for each in [old_root, new_root, *proof]), code)
    if old_size == new_size or old_size == 0:
        need(not proof and (old_size or old_root == sha256(b'')) and (old_size != new_size or old_root == new_root), code)
        return
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    need(path, code)
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    first = second = path[0]
    for each in path[1:]:
        need(sn != 0, code)
        if fn & 1 or fn == sn:
            first, second = node_hash(each, first), node_hash(each, second)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            second = node_hash(second, each)
        fn >>= 1
        sn >>= 1
    need(sn == 0 and first == old_root and second == new_root, code)

"""1.7 Padmé with a mark, and 9.4 filling."""
from dd1.core.errors import need
from dd1.core.tuples import u32

RECORD, PADDED, FLOOR = 131072, 147456, 512


def padme(length):
    """Padmé of a length (Nikitin et al. 2019), not below the floor."""
    if length <= FLOOR:
        return FLOOR
    e = length.bit_length() - 1
    s = e.bit_length()
    mask = (1 << (e - s)) - 1
    return (length + mask) & ~mask


def pad(contents):
    need(len(contents) <= RECORD, 'too-large')
    marked = contents + b'\x80'
    return marked + bytes(padme(len(marked)) - len(marked))


def unpad(padded):
    contents = padded.rstrip(b'\x00')
    need(contents[-1:] == b'\x80', 'padding')
    contents = contents[:-1]
    need(len(contents) <= RECORD and len(pad(contents)) == len(padded), 'padding')
    return contents


def fill(contents, size):
    need(len(contents) + 4 <= size, 'too-large')
    return u32(len(contents)) + contents + bytes(size - 4 - len(contents))


def unfill(filled):
    need(len(filled) >= 4, 'wrong-length')
    length = int.from_bytes(filled[:4], 'big')
    need(length + 4 <= len(filled), 'padding')
    need(not any(filled[4 + length:]), 'padding')
    return filled[4:4 + length]

"""1.1: tuples. Numbers inside of a tuple are big-endian."""
from dd1.core.errors import ProtocolError, need


def u32(number):
    return number.to_bytes(4, 'big')


def u64(number):
    return number.to_bytes(8, 'big')


def element(value):
    return value.encode('utf-8') if isinstance(value, str) else bytes(value)


def T(label, *elements):
    """The bytes of the tuple (label, a1, ..., an). A text counts as its UTF-8."""
    parts = [element(label)] + [element(a) for a in elements]
    need(len(parts) <= 4096, 'too-large')
    return u32(len(parts)) + b''.join(u32(len(a)) + a for a in parts)


def read(data):
    """All elements of a tuple, the label among them."""
    need(len(data) >= 4, 'wrong-length')
    count = int.from_bytes(data[:4], 'big')
    need(1 <= count <= 4096, 'malformed')
    found, at = [], 4
    for _ in range(count):
        need(at + 4 <= len(data), 'wrong-length')
        length = int.from_bytes(data[at:at + 4], 'big')
        at += 4
        need(at + length <= len(data), 'wrong-length')
        found.append(data[at:at + length])
        at += length
    need(at == len(data), 'malformed')
    return found


def untuple(label, data):
    """The elements after the label, which must be the expected one."""
    found = read(data)
    try:
        found[0].decode('utf-8')
    except UnicodeDecodeError:
        raise ProtocolError('malformed') from None
    need(found[0] == element(label), 'wrong-label')
    return found[1:]

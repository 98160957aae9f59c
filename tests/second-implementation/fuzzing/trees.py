"""Objects as trees, whatever their kind: a tuple is a list that begins with its label, everything else is bytes."""
from dd1.core.errors import ProtocolError
from dd1.core.tuples import read, u32


def tree(data):
    """The tree of some bytes. Bytes that are no tuple of this protocol are a leaf."""
    if data[4:12].find(b'dd1/') < 0:
        return data
    try:
        found = read(data)
    except ProtocolError:
        return data
    if not found[0].startswith(b'dd1/'):
        return data
    return [found[0]] + [tree(each) for each in found[1:]]


def flat(node):
    """The bytes of a tree, with right lengths. Nothing checks the number of elements."""
    if isinstance(node, bytes):
        return node
    parts = [flat(each) for each in node]
    return u32(len(parts)) + b''.join(u32(len(each)) + each for each in parts)


def places(node, above=()):
    """Every (parent, index, name) below a tuple. The name says which field it is: that of a list is its list's."""
    for index in range(1, len(node)):
        name = above if node[0] in (b'dd1/list', b'dd1/some') else (node[0], index)
        yield node, index, name
        if isinstance(node[index], list):
            yield from places(node[index], name)

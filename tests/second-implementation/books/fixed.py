"""labels.json, values.json and world.json, which are no lists of acts."""
from dd1.core import forms, page
from dd1.core.errors import ProtocolError

from . import plain


def labels(listed):
    """The page lists exactly these labels."""
    known = set(page.labels())
    for label in listed:
        yield 'label ' + label, 'listed', 'listed' if label in known else 'not on the page'
    for label in sorted(known - set(listed)):
        yield 'label ' + label, 'no vector', 'listed'


def _same(ours, theirs):
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and set(ours) == set(theirs) and all(_same(ours[k], theirs[k]) for k in ours)
    if isinstance(ours, list):
        return isinstance(theirs, list) and len(ours) == len(theirs) and all(map(_same, ours, theirs))
    return ours == theirs


def values(listed):
    """The bytes give the value, and the value gives the bytes."""
    for each in listed:
        label, data, value = each['label'], plain(each['bytes']), plain(each['value'])
        try:
            read = _same(forms.parse(label, data), value)
            written = forms.encode(label, value) == data
        except (ProtocolError, KeyError) as error:
            yield 'value of ' + label, 'read and written', repr(error)
            continue
        found = 'read and written' if read and written else 'read' if read else 'written' if written else 'neither'
        yield 'value of ' + label, 'read and written', found


def world(content):
    """The shared roster: each entry is in force, and the head is the last one's."""
    from .scene import replay
    yield from replay(content)

"""1.2: objects and their forms, with the fields that the page's tables give."""
import base64
import functools
import re

from dd1.core import page
from dd1.core.errors import ProtocolError, need
from dd1.core.tuples import T, untuple, read, u32, u64

IDS = {'memberId', 'inviteId', 'recordId', 'eventId', 'blobId', 'messageId', 'threadId'}
# 1.6, 5.1 and 5.4: a dd1/wrap, and the sizes that its box may have
WRAPS = {'wrapCodec': None, 'ownerWrapCodec': (182,), 'witnessWrapCodec': (130,), 'deskBoxCodec': (130, 182)}
UNIONS = {'operation': 'dd1/op/', 'place': 'dd1/place/', 'holders': 'dd1/holders/'}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def unb64(text):
    """The bytes of base64url without padding, in its only form."""
    need(isinstance(text, str) and re.fullmatch(r'[A-Za-z0-9_-]*', text) is not None, 'malformed')
    need(len(text) % 4 != 1, 'malformed')
    data = base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))
    need(b64(data) == text, 'malformed')
    return data


def utf8(data):
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError:
        raise ProtocolError('malformed') from None


def _size(form):
    inside = re.search(r'\((.*)\)$', form).group(1)
    return {'leafBytes': 65, 'ways.length': 4, 'roles.length': 3}.get(inside) or int(inside)


def _words(form):
    inside = re.search(r'\((.*)\)$', form).group(1)
    return page.words()[inside[3:]] if inside.startswith('...') else re.findall(r"'([^']*)'", inside)


@functools.lru_cache(maxsize=None)
def _label_of(name):
    for label, (its_name, _) in page.objects().items():
        if its_name == name:
            return label
    raise KeyError(name)


def read_form(form, data):
    if form in IDS:
        need(len(data) == 16, 'wrong-length')
        return b64(data)
    if form in ('deskId', 'kindId'):
        return read_form('text(64)', data)
    if form in ('uint32', 'uint64'):
        need(len(data) == int(form[4:]) // 8, 'wrong-length')
        number = int.from_bytes(data, 'big')
        need(number <= 2 ** 53 - 1, 'malformed')
        return number
    if form == 'flag':
        need(len(data) == 1, 'wrong-length')
        need(data[0] in (0, 1), 'malformed')
        return data[0] == 1
    if form.startswith('fixed('):
        need(len(data) == _size(form), 'wrong-length')
        return bytes(data)
    if form.startswith('blob('):
        need(len(data) <= _size(form), 'too-large')
        return bytes(data)
    if form.startswith('text'):
        need(len(data) <= _size(form), 'too-large')
        return utf8(data)
    if form.startswith('word('):
        word = utf8(data)
        need(word in _words(form), 'malformed')
        return word
    if form.startswith('list('):
        inner, limit = _split(form)
        found = untuple('dd1/list', data)
        need(len(found) <= limit, 'too-large')
        return [read_form(inner, each) for each in found]
    if form.startswith('optional('):
        if not data:
            return None
        found = untuple('dd1/some', data)
        need(len(found) == 1, 'malformed')
        return read_form(form[9:-1], found[0])
    if form in WRAPS:
        wrap = parse('dd1/wrap', data)
        need(WRAPS[form] is None or len(wrap['box']) in WRAPS[form], 'wrong-length')
        return wrap
    if form == 'box':
        return read_form('blob(%d)' % page.limits()['bodyBytes'], data)
    if form in UNIONS:
        return _read_union(UNIONS[form], data)
    return parse(_label_of(form), data)


@functools.lru_cache(maxsize=None)
def _split(form):
    inner, limit = form[5:-1].rsplit(', ', 1)
    return inner, {'ways.length': 4, 'roles.length': 3}.get(limit) or int(limit)


def _read_union(prefix, data):
    label = read(data)[0]
    need(len(label) <= 64, 'malformed')
    label = utf8(label)
    need(label.startswith(prefix) and label in page.objects(), 'wrong-label')
    return parse(label, data)


def write_form(form, value):
    if form in IDS:
        return unb64(value)
    if form in ('deskId', 'kindId') or form.startswith(('text', 'word(')):
        return value.encode('utf-8')
    if form == 'uint32':
        return u32(value)
    if form == 'uint64':
        return u64(value)
    if form == 'flag':
        return bytes([1 if value else 0])
    if form.startswith(('fixed(', 'blob(')) or form == 'box':
        return bytes(value)
    if form in WRAPS:
        return encode('dd1/wrap', value)
    if form.startswith('list('):
        inner, _ = _split(form)
        return T('dd1/list', *[write_form(inner, each) for each in value])
    if form.startswith('optional('):
        return b'' if value is None else T('dd1/some', write_form(form[9:-1], value))
    if form in UNIONS:
        return encode(UNIONS[form] + value['type'], value)
    return encode(_label_of(form), value)


def parse(label, data):
    """The object as a dict. Ids are their 22 characters."""
    found = untuple(label, data)
    fields = page.objects()[label][1]
    need(len(found) == len(fields), 'malformed')
    value = {name: read_form(form, each) for (name, form), each in zip(fields, found)}
    for prefix in UNIONS.values():
        if label.startswith(prefix):
            value['type'] = label[len(prefix):]
    return value


def encode(label, value):
    return T(label, *[write_form(form, value[name]) for name, form in page.objects()[label][1]])

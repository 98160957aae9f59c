"""5.1, 5.9: what is inside a record."""
import json

from dd1.core.errors import ProtocolError, need
from dd1.records import forms_of_kinds

CODE = 'field'


def _rising(values):
    need(all(a < b for a, b in zip(values, values[1:])), CODE)


def in_order(kind, content):
    """5.9: which lists rise, and by what."""
    if kind == 'inbox' or kind.startswith('keys-'):
        _rising([(row['number'], row['secret']) for row in content['generations']])
    if kind.startswith('tags-'):
        _rising([(row['kind'], row['generation'], row['tagKey']) for row in content['keys']])
    if kind.startswith('state-'):
        _rising([row['member'] for row in content['people']])


def generations(content):
    in_order('inbox', forms_of_kinds.of_kind('inbox').read(content))


def _no_json(word):
    raise ValueError(word)


def parse(kind, data):
    """The content of a record of this kind, its fields in the order of the page."""
    try:
        found = json.loads(data.decode('utf-8'), parse_constant=_no_json)
    except (ValueError, RecursionError):
        raise ProtocolError(CODE) from None
    need(isinstance(found, dict) and set(found) == {'v', 'kind', 'content'}, CODE)
    need(type(found['v']) in (int, float) and found['v'] == 1 and found['kind'] == kind, CODE)
    form = forms_of_kinds.of_kind(kind)
    need(form is not None, CODE)
    content = form.read(found['content'])
    in_order(kind, content)
    return content

"""5.1, 5.9: what is inside a record. Of kinds that are not standing only the envelope is judged here."""
import json
import re

from dd1.core import forms, page
from dd1.core.errors import ProtocolError, need

CODE = 'field'
REFUSED = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
NUMBER = 2 ** 31 - 1


def _bytes32(value):
    try:
        need(len(forms.unb64(value)) == 32 and any(forms.unb64(value)), CODE)
    except ProtocolError:
        raise ProtocolError(CODE) from None


def _number(value):
    """JSON has one kind of number: 1.0 is 1."""
    need(type(value) in (int, float) and 0 <= value <= NUMBER and value == int(value), CODE)


def _fields(value, names):
    need(isinstance(value, dict) and set(value) == set(names), CODE)


def _rising(values):
    need(all(a < b for a, b in zip(values, values[1:])), CODE)


def _list(content, name, least_fields, most):
    _fields(content, [name])
    rows = content[name]
    need(isinstance(rows, list) and len(rows) <= most, CODE)
    for row in rows:
        _fields(row, least_fields)
    return rows


def generations(content):
    rows = _list(content, 'generations', ['number', 'secret'], 64)
    for row in rows:
        _number(row['number'])
        _bytes32(row['secret'])
    _rising([(row['number'], row['secret']) for row in rows])


def _keys(content):
    rows = _list(content, 'keys', ['kind', 'generation', 'tagKey'], 900)
    for row in rows:
        need(isinstance(row['kind'], str) and 0 < len(row['kind'].encode()) <= 64, CODE)
        _number(row['generation'])
        _bytes32(row['tagKey'])
    _rising([(row['kind'], row['generation'], row['tagKey']) for row in rows])


def _id(text):
    try:
        need(len(forms.unb64(text)) == 16, CODE)
    except ProtocolError:
        raise ProtocolError(CODE) from None


def _people(content):
    rows = _list(content, 'people', ['member', 'state'], 2000)
    for row in rows:
        _id(row['member'])
        need(row['state'] in page.words()['taskStates'], CODE)
    _rising([row['member'] for row in rows])


def _tasks(content):
    for row in _list(content, 'tasks', ['state', 'due', 'assignee', 'what', 'told'], 32):
        need(all(isinstance(value, str) for value in row.values()) and row['state'] in page.words()['taskStates'], CODE)
        if row['assignee'] != '':
            _id(row['assignee'])


def _reserved(content):
    _fields(content, ['secret'])
    _bytes32(content['secret'])


def _travel(content):
    """Of the kinds that people type, only this one has vectors. The page lists the fields of the others."""
    _fields(content, ['from', 'earliest', 'latestHome', 'never', 'pickUp', 'bags', 'note', 'inPerson'])
    need(len(content['from']) <= 60, 'too-large')


def shape_of(kind):
    if kind == 'travel':
        return _travel
    if kind == 'inbox' or kind.startswith('keys-'):
        return generations
    for prefix, shape in (('tags-', _keys), ('state-', _people), ('case-', _tasks)):
        if kind.startswith(prefix):
            return shape
    return _reserved if kind == 'reserved' else None


def _texts(value):
    """No character that controls or turns the text around."""
    if isinstance(value, str):
        need(REFUSED.search(value) is None, CODE)
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        _texts(each)


def _no_json(word):
    raise ValueError(word)


FIELDS = ('number', 'secret', 'kind', 'generation', 'tagKey', 'member', 'state', 'due', 'assignee', 'what', 'told')


def _in_order(value):
    """The fields of a standing kind in the order of 5.9; numbers as they are written."""
    if isinstance(value, list):
        return [_in_order(each) for each in value]
    if isinstance(value, dict):
        known = set(value) <= set(FIELDS)
        return {name: _in_order(value[name]) for name in (sorted(value, key=FIELDS.index) if known else value)}
    return int(value) if type(value) is float and value == int(value) else value


def parse(kind, data):
    """The content of a record of this kind."""
    try:
        found = json.loads(data.decode('utf-8'), parse_constant=_no_json)
    except (ValueError, RecursionError):
        raise ProtocolError(CODE) from None
    _fields(found, ['v', 'kind', 'content'])
    need(type(found['v']) in (int, float) and found['v'] == 1 and found['kind'] == kind, CODE)
    need(isinstance(found['content'], dict), CODE)
    _texts(found)
    shape = shape_of(kind)
    if shape:
        shape(found['content'])
        return found['content'] if kind == 'travel' else _in_order(found['content'])
    return found['content']

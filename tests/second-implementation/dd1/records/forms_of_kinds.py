"""5.1: the form of each field of each kind, as the table of the page has it."""
import functools
import re
import unicodedata

from dd1.core import forms, page
from dd1.core.errors import ProtocolError, need

CODE = 'field'
REFUSED = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _text(value, most):
    need(isinstance(value, str), CODE)
    need(len(value.encode('utf-16-le', 'surrogatepass')) <= 8 * most, 'too-large')
    need(re.search('[\ud800-\udfff]', value) is None, CODE)
    normal = unicodedata.normalize('NFC', value)
    need(len(normal) <= most, 'too-large')
    need(REFUSED.search(normal) is None, CODE)
    return normal


def _number(value, most):
    """JSON has one kind of number: 1.0 is 1."""
    need(type(value) in (int, float) and value == value and 0 <= value <= most and value == int(value), CODE)
    return int(value)


def _yes(value):
    need(isinstance(value, bool), CODE)
    return value


def _day(value):
    need(isinstance(value, str), CODE)
    found = re.fullmatch('([0-9]{4})-([0-9]{2})-([0-9]{2})', value)
    need(value == '' or found, CODE)
    if found:
        year, month, day = map(int, found.groups())
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        need(year > 0 and 1 <= month <= 12 and 1 <= day <= DAYS[month - 1] + (leap and month == 2), CODE)
    return value


def _time(value):
    need(isinstance(value, str) and re.fullmatch('|([01][0-9]|2[0-3]):[0-5][0-9]', value), CODE)
    return value


def _bytes(value, size):
    need(isinstance(value, str), CODE)
    try:
        found = forms.unb64(value)
    except ProtocolError:
        raise ProtocolError(CODE) from None
    need(len(found) == size, CODE)
    return found


def _bytes32(value):
    need(any(_bytes(value, 32)), CODE)
    return value


def _member(value):
    _bytes(value, 16)
    return value


def _any_member(value):
    return value if value == '' else _member(value)


class Field:
    """One row of the table, with the rows below it."""

    def __init__(self, form):
        self.later = form.endswith(', may be absent')
        self.form = form.removesuffix(', may be absent')
        self.numbers = [int(each) for each in re.findall('[0-9]+', form)]
        self.fields, self.item = {}, None

    def below(self, name):
        """The field of this name, or the elements of a list."""
        if name == '[]':
            self.item = self.item or Field('object')
            return self.item
        return self.fields.setdefault(name, Field('object'))

    def blank(self):
        known = {'text': '', 'number': 0, 'list': [], 'yes or no': False, 'day': '', 'time': '', '32 bytes': '', 'id': '', 'id or empty': ''}
        if self.form == 'object':
            return {name: each.blank() for name, each in self.fields.items()}
        return known[self.form if self.form in known else self.form.split(',')[0]]

    def read(self, value):
        if self.form.startswith('text'):
            return _text(value, self.numbers[0])
        if self.form.startswith('number'):
            return _number(value, self.numbers[1])
        if self.form.startswith('one of'):
            need(isinstance(value, str) and value in re.findall('`([^`]*)`', self.form), CODE)
            return value
        if self.form.startswith('list'):
            need(isinstance(value, list) and len(value) <= self.numbers[0], CODE)
            return [self.item.read(each) for each in value]
        if self.form == 'object':
            return self._object(value)
        return {'yes or no': _yes, 'day': _day, 'time': _time, '32 bytes': _bytes32, 'id': _member,
                'id or empty': _any_member}[self.form](value)

    def _object(self, value):
        need(isinstance(value, dict) and set(value) <= set(self.fields), CODE)
        found = {}
        for name, each in self.fields.items():
            need(name in value or each.later, CODE)
            found[name] = each.read(value[name]) if name in value else each.blank()
        return found


@functools.lru_cache(maxsize=None)
def kinds():
    """Kind to its form. A kind of which each desk has one ends with `D`."""
    found = {}
    for kind, path, form in page.rows(page.block('fields of contents')):
        if not kind.startswith('`'):
            continue
        field = found.setdefault(kind.strip('`'), Field('object'))
        names = path.strip('`').replace('[]', '.[]').split('.')
        for name in names[:-1]:
            field = field.below(name)
        if names[-1] == '[]':
            field.item = Field(form)
        else:
            field.fields[names[-1]] = Field(form)
    return found


def of_kind(kind):
    """The form of a kind, None where there is no such kind."""
    desk = re.fullmatch('(case|tags|keys|state)-.*', kind, re.S)
    return kinds().get(desk.group(1) + '-D' if desk else kind)

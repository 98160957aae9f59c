"""Reads the generated tables of protocol/README.md: objects, limits, labels, leaf types."""
import functools
import pathlib
import re

PAGE = pathlib.Path(__file__).resolve().parents[4] / 'protocol' / 'README.md'


@functools.lru_cache(maxsize=None)
def text():
    return PAGE.read_text('utf-8')


@functools.lru_cache(maxsize=None)
def block(name):
    """What stands between `<!-- from the code: name -->` and its end."""
    found = re.search(r'<!-- from the code: %s -->(.*?)<!-- end: %s -->' % ((re.escape(name),) * 2), text(), re.S)
    return found.group(1)


def rows(table):
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip().strip('|').split(' | ')]
        if line.startswith('|') and not set(line) <= set('|- '):
            yield cells


@functools.lru_cache(maxsize=None)
def limits():
    return {cells[0].strip('`'): int(cells[1]) for cells in rows(block('limits')) if cells[1].isdigit()}


@functools.lru_cache(maxsize=None)
def labels():
    return [cells[0].strip('`') for cells in rows(block('labels')) if cells[0].startswith('`')]


@functools.lru_cache(maxsize=None)
def words():
    """List to its words."""
    return {cells[0].strip('`'): re.findall('`([^`]*)`', cells[1]) for cells in rows(block('words')) if '`' in cells[0]}


@functools.lru_cache(maxsize=None)
def leaf_types():
    """First byte to type."""
    return {int(cells[0], 16): cells[1].strip('`') for cells in rows(block('leaf types')) if len(cells[0]) == 2}


@functools.lru_cache(maxsize=None)
def objects():
    """Label to (name or None, [(field, form)]) in the order of the page."""
    found = {}
    heading = re.compile(r'^\*\*`(dd1/[a-z0-9/-]+)`\*\* \(`[^`]*`(?:, `(\w+)`)?\)$')
    for section in range(1, 10):
        fields = None
        for line in block('objects of §%d' % section).splitlines():
            head = heading.match(line)
            if head:
                fields = []
                found[head.group(1)] = (head.group(2), fields)
            row = re.match(r'^\| \d+ \| `(\w+)` \| `(.+)` \|$', line)
            if row:
                fields.append((row.group(1), row.group(2)))
    return found

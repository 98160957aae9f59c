#!/usr/bin/python3
"""
Compares every vector of tests/vectors with this implementation, which was written from protocol/README.md alone.

    /usr/bin/python3 run.py                    every book
    /usr/bin/python3 run.py roster log         these books
    /usr/bin/python3 run.py --vectors FOLDER   the books of another folder
    /usr/bin/python3 run.py -v                 with the place of each fault of this implementation

Prints `N of M vectors`, then a line for each that differs or that it does not know. Ends with 1 if there is one.
"""
import argparse
import json
import pathlib
import sys
import traceback

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import books.all  # noqa: E402,F401
from books import ACTS, DERIVATIONS, Inputs, scene, shown  # noqa: E402
from books.fixed import labels, values, world  # noqa: E402
from dd1.core.errors import ProtocolError  # noqa: E402


def one(case, verbose):
    """What this implementation says of one vector, or None where it does not know the act."""
    function = ACTS.get(case['act']) if 'act' in case else DERIVATIONS.get(case['name'])
    if function is None:
        return None
    try:
        return shown(function(Inputs(case['inputs'])))
    except ProtocolError as refusal:
        return 'refused: ' + refusal.code
    except Exception as error:  # a fault of this implementation is a difference, never an end of the run
        if verbose:
            traceback.print_exc()
        return 'fault: %r' % error


def book(name, content, verbose):
    """(name of the vector, what is expected, what was found) for each vector of one file."""
    if 'labels' in content:
        yield from labels(content['labels'])
    if 'objects' in content:
        yield from values(content['objects'])
    if 'signedGenesis' in content:
        yield from world(content)
    for number, case in enumerate(content.get('cases', [])):
        title = '%s %d: %s' % (name, number, case.get('act') or case['name'])
        if case.get('note'):
            title += ' (%s)' % case['note']
        expected = 'refused: ' + case['code'] if 'code' in case else shown(case['result'])
        yield title, expected, one(case, verbose)


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument('books', nargs='*')
    asked.add_argument('--vectors', type=pathlib.Path, default=scene.VECTORS)
    asked.add_argument('-v', action='store_true', dest='verbose')
    options = asked.parse_args()
    scene.VECTORS = options.vectors
    total, equal, lines = 0, 0, []
    for path in sorted(options.vectors.glob('*.json')):
        if options.books and path.stem not in options.books:
            continue
        for title, expected, found in book(path.stem, json.loads(path.read_text('utf-8')), options.verbose):
            total += 1
            if found is None:
                lines.append('not covered: ' + title)
            elif found == expected:
                equal += 1
            else:
                lines.append('differs: %s: expected %.120s, found %.120s' % (title, expected, found))
    print('%d of %d vectors' % (equal, total))
    for line in lines:
        print(line)
    return 1 if lines or total == 0 else 0


if __name__ == '__main__':
    sys.exit(main())

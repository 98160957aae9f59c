#!/usr/bin/python3
"""
Gives altered vectors to this implementation and to protocol/, and lists where the two do not say the same.

    /usr/bin/python3 fuzz.py --node NODE                      400 cases, seed 1
    /usr/bin/python3 fuzz.py --node NODE --cases 100000 --seed 7
    /usr/bin/python3 fuzz.py --node NODE --only 'apply after' --seed 7

Every second case is asked with signatures that hold (answer.ts), and what hangs on the altered bytes is made to fit again
(fuzzing/mend.py): so an alteration comes to the rules behind the signatures. Ends with 1 if something differs.
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import traceback

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import books.all  # noqa: E402,F401
from books import ACTS, Inputs, plain, scene, shown  # noqa: E402
from dd1.core import layers  # noqa: E402
from dd1.core.errors import ProtocolError  # noqa: E402
from dd1.members import assertion  # noqa: E402
from fuzzing.alter import Altering  # noqa: E402
from fuzzing.asked import may_be_asked  # noqa: E402
from fuzzing.compare import codes, kind_of, open_question  # noqa: E402
from fuzzing.mend import mend  # noqa: E402

WHOLE = [layers.signed, assertion._holds]
HOLDS = [lambda *_: True] * 2


def wire(value):
    """Inputs as the vectors write them."""
    if isinstance(value, bytes):
        return 'hex:' + value.hex()
    if isinstance(value, list):
        return [wire(each) for each in value]
    if isinstance(value, dict):
        return {name: wire(each) for name, each in value.items()}
    return value


def originals():
    """Every case that a caller of both implementations can be asked, and every value as an object to be read."""
    found = []
    for path in sorted(scene.VECTORS.glob('*.json')):
        content = json.loads(path.read_text('utf-8'))
        found += [{'act': each['act'], 'inputs': plain(each['inputs'])} for each in content.get('cases', [])
                  if 'act' in each and len(json.dumps(each)) < 100000]
        found += [{'act': 'parse object', 'inputs': {'label': each['label'], 'bytes': plain(each['bytes'])}}
                  for each in content.get('objects', [])]
    return found


def mine(case):
    try:
        return shown(ACTS[case['act']](Inputs(wire(case['inputs']))))
    except ProtocolError as refusal:
        return 'refused: ' + refusal.code
    except Exception as error:  # a fault of this implementation is a difference
        return 'fault: %r at %s' % (error, traceback.extract_tb(error.__traceback__)[-1])


class Other:
    """protocol/, in a process of its own. Answers come while this side works on the same question."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, encoding='utf-8')

    def ask(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def said(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit('answer.ts has ended')
        return json.loads(line)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument('--node', default='node')
    asked.add_argument('--answers', default=str(HERE / 'answer.ts'), help='the other side')
    asked.add_argument('--cases', type=int, default=400)
    asked.add_argument('--seed', type=int, default=1)
    asked.add_argument('--only', help='only this act')
    asked.add_argument('--show', type=int, default=20, help='how many cases that differ are printed')
    options = asked.parse_args()
    rnd, cases = random.Random(options.seed), originals()
    altering = Altering(rnd, cases)
    acts = collections.defaultdict(list)
    for case in cases:
        if options.only in (None, case['act']):
            acts[case['act']].append(case)
    # An act is drawn by the root of the number of its cases: those with many rules come often, and none is left out.
    names = sorted(acts)
    weights = [len(acts[name]) ** 0.5 for name in names]
    command = [options.node, options.answers]
    sides = [Other(*command), Other(*command, '--signatures-hold')]
    counts, orders, different, done = collections.Counter(), collections.Counter(), [], 0
    taken = collections.Counter()
    while done < options.cases:
        case = altering.case(rnd.choice(acts[rnd.choices(names, weights)[0]]))
        holds = done % 2
        if holds or rnd.random() < 0.5:
            mend(scene.whole(), case)
        if not may_be_asked(case):
            continue
        done += 1
        line = json.dumps({'act': case['act'], 'inputs': wire(case['inputs'])}, ensure_ascii=True)
        sides[holds].ask(line)
        layers.signed, assertion._holds = HOLDS if holds else WHOLE
        here = mine(case)
        there = sides[holds].said()
        kind = kind_of(here, there)
        taken[here.startswith('refused: ')] += 1
        if kind == 'differs' and open_question(case, here, there):
            kind = 'open'
        counts[kind] += 1
        if kind == 'order':
            orders[codes(here, there)] += 1
        if kind == 'differs':
            different.append((case['act'], holds, here, there, line))
    for side in sides:
        side.end()
    print('%d cases: %d the same, %d refused by both with another code, %d open, %d differ; %d were taken here'
          % (done, counts['same'], counts['order'], counts['open'], counts['differs'], taken[False]))
    for pair, count in orders.most_common():
        print('order: %d %s, %s' % ((count,) + pair))
    for act, holds, here, there, line in different[:options.show]:
        print('differs: %s%s: here %.200s, there %.200s: %s' % (act, ' (signatures hold)' if holds else '', here, there, line))
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())

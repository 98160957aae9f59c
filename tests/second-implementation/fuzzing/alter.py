"""Alterations of the inputs of a vector. Types stay what they are: an implementation is asked for refusals, not for tastes."""
import collections
import copy
import json

from fuzzing.trees import flat, places, tree

# What a caller of either implementation makes itself, and so has its right length.
KEYS = {'seed', 'fromSeed', 'toSeed', 'accountSecret', 'signSeed', 'random', 'salt', 'periodSecret', 'secret', 'key',
        'share', 'nonce', 'filler', 'restoreKey', 'sealedUnder', 'witnessKey', 'deskShare', 'witnessShare', 'bodySalt',
        'viewSalt', 'rootfp', 'pinned', 'redeem', 'r', 'publicKey', 'dhKey', 'tagKey', 'signKey', 'entryHash',
        'binding', 'hash', 'wrapHash', 'inbox', 'keyHash'}
# Texts that an implementation gets from its own types: they are exchanged with others of their sort, never bent.
NAMES = {'act', 'label', 'purpose', 'holder', 'role', 'kind', 'desk', 'member', 'from', 'to', 'sender', 'chunk', 'blob',
         'invite', 'inviter', 'owner', 'record', 'author', 'about', 'id', 'code', 'by', 'sealedAs', 'origin', 'rpId', 'secret'}
OWN = {'purpose', 'label', 'kind'}
U32 = {'period', 'day', 'epoch', 'version', 'choice', 'generation', 'revision'}
SMALL = {'size': 5000, 'before': 0, 'flip': 0, 'pieces': 160, 'officers': 9, 'part': 0}
TIMES = (1, 1000, 60000, 600000, 3600000, 43200000, 86400000, 7 * 86400000)
LIMIT = 2 ** 53 - 100000


def number(rnd, value, top):
    found = rnd.choice([value + 1, value - 1, 0, 1, top, top - 1, rnd.randrange(0, 100), value * 2,
                        value + rnd.choice((-1, 1)) * rnd.choice(TIMES), value + rnd.choice((-1, 1)) * rnd.choice(TIMES) + 1])
    return max(0, min(found, top))


def _text(rnd, value):
    signs = ['a', '0', '9', ' ', '\n', '#', '=', '-', '_', '/', 'é', 'Z', '\u0663', '\u2014', '\0', '.', ':', '+']
    at = rnd.randrange(0, len(value) + 1)
    how = rnd.randrange(5)
    if how == 0:
        return value[:at] + rnd.choice(signs) + value[at:]
    if how == 1:
        return value[:at] + value[at + 1:]
    if how == 2:
        return value[:at] + rnd.choice(signs) + value[at + 1:]
    if how == 3:
        return value[:at] + value[at + 1:at + 2] + value[at:]
    lines = value.split('\n')
    one, two = rnd.randrange(len(lines)), rnd.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return '\n'.join(lines)


def _json_value(rnd, value):
    """Somewhere inside of a value of JSON."""
    inside = [value, None, True, False, 0, 1, -1, 2.5, 2 ** 31, '', 'a', [], {}, [value], '\u202e', str(value)]
    if isinstance(value, dict) and value and rnd.random() < 0.8:
        name = rnd.choice(sorted(value))
        how = rnd.randrange(6)
        if how == 0:
            return {key: each for key, each in value.items() if key != name}
        if how == 1:
            return dict(value, extra=value[name])
        return dict(value, **{name: _json_value(rnd, value[name])})
    if isinstance(value, list) and value and rnd.random() < 0.8:
        return _list(rnd, value, lambda each: _json_value(rnd, each))
    return rnd.choice(inside)


def _raw(rnd, data):
    """Some bytes, bent without a look at what they are."""
    if not data:
        return bytes([rnd.randrange(256)]) * rnd.choice((1, 4, 8, 16, 32))
    at = rnd.randrange(len(data))
    how = rnd.randrange(8)
    if how <= 1:
        return data[:at] + bytes([data[at] ^ 1 << rnd.randrange(8)]) + data[at + 1:]
    if how == 2:
        return data[:at]
    if how == 3:
        return data + bytes(rnd.choice((1, 4)))
    if how == 4:
        return data[:at] + data[at + 1:]
    if how == 5:
        return data[:at] + bytes([rnd.choice((0, 1, 127, 128, 255))]) + data[at + 1:]
    if how == 6:
        return bytes(len(data))
    return data[:at] + data[at:at + 4] + data[at:]


def _same_length(rnd, data):
    if not data:
        return data
    at = rnd.randrange(len(data))
    how = rnd.randrange(8)
    if how == 0:
        return bytes(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rnd.randrange(8)]) + data[at + 1:]


def _list(rnd, values, inside):
    values = list(values)
    how = rnd.randrange(6) if values else 5
    at = rnd.randrange(len(values)) if values else 0
    if how == 0:
        del values[at]
    elif how == 1:
        values.insert(rnd.randrange(len(values) + 1), values[at])
    elif how == 2:
        values.reverse()
    elif how == 3 and len(values) > 1:
        other = rnd.randrange(len(values))
        values[at], values[other] = values[other], values[at]
    elif values:
        values[at] = inside(values[at])
    return values


class Altering:
    """Alterations that take from what occurs in all cases. `rnd` is a seeded random.Random."""

    def __init__(self, rnd, cases):
        self.rnd = rnd
        self.fields = collections.defaultdict(list)
        self.inputs = collections.defaultdict(list)
        for case in cases:
            for name, value in case['inputs'].items():
                self._keep(self.inputs[case['act'] + name if name in OWN else name], value)
                for data in value if isinstance(value, list) else [value]:
                    if isinstance(data, bytes):
                        self._learn(data)

        self.labels = sorted({name[0] for name in self.fields if name})

    @staticmethod
    def _keep(kept, value):
        if len(kept) < 400 and value not in kept[-40:]:
            kept.append(value)

    def _learn(self, data):
        found = tree(data)
        if isinstance(found, list):
            for parent, index, name in places(found):
                if len(flat(parent[index])) <= 4096:
                    self._keep(self.fields[name], flat(parent[index]))

    def _node(self, parent, index, name):
        """One place of a tree."""
        rnd, value = self.rnd, parent[index]
        others = self.fields.get(name)
        if others and rnd.random() < 0.45:
            parent[index] = tree(rnd.choice(others))
        elif isinstance(value, list):
            how = rnd.randrange(4)
            if how == 0 and len(value) > 1:
                value[1:] = _list(rnd, value[1:], lambda each: each)
            elif how == 1:
                value[0] = rnd.choice(self.labels)
            elif how == 2 and others:
                value.append(tree(rnd.choice(others)))
            else:
                parent[index] = b''
        elif value[:1] == b'{':
            parent[index] = self._json(value)
        elif len(value) in (4, 8) and rnd.random() < 0.8:
            top = 256 ** len(value) - 1
            found = number(rnd, int.from_bytes(value, 'big'), rnd.choice((top, 2 ** 31, min(top, 2 ** 53), 400)))
            parent[index] = found.to_bytes(len(value), 'big')
        elif rnd.random() < 0.5:
            parent[index] = _same_length(rnd, value)
        else:
            parent[index] = _raw(rnd, value)

    def _json(self, data):
        rnd = self.rnd
        try:
            value = json.loads(data)
        except ValueError:
            return _raw(rnd, data)
        if rnd.random() < 0.25:
            text = _text(rnd, data.decode('utf-8', 'replace'))
            return text.encode('utf-8')
        return json.dumps(_json_value(rnd, value), separators=(',', ':'), ensure_ascii=rnd.random() < 0.3).encode(
            'utf-8', 'surrogatepass')

    def data(self, data):
        """Some bytes of the protocol, altered."""
        rnd, found = self.rnd, tree(data)
        if data[:1] == b'{':
            return self._json(data)
        if isinstance(found, bytes) or rnd.random() < 0.08:
            return _raw(rnd, data)
        everywhere = list(places(found))
        if not everywhere:
            return _raw(rnd, data)
        self._node(*rnd.choice(everywhere))
        return flat(found)

    def value(self, act, name, value):
        """One input, altered. It keeps its type."""
        rnd = self.rnd
        alike = [each for each in self.inputs.get(act + name if name in OWN else name, []) if type(each) is type(value)]
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            if name in SMALL:
                return min(number(rnd, value, SMALL[name]), SMALL[name])
            if rnd.random() < 0.2 and alike:
                return rnd.choice(alike)
            return number(rnd, value, 2 ** 32 - 1 if name in U32 else LIMIT)
        if isinstance(value, bytes):
            if name in KEYS:
                fitting = [each for each in alike if len(each) == len(value)]
                return rnd.choice(fitting) if fitting and rnd.random() < 0.3 else _same_length(rnd, value)
            if alike and rnd.random() < 0.1:
                return rnd.choice(alike)
            return self.data(value)
        if isinstance(value, str):
            if name in NAMES:
                return rnd.choice(alike) if alike else value
            return _text(rnd, value)
        if isinstance(value, list):
            if name == 'credentials' or value and isinstance(value[0], bytes):
                return _list(rnd, value, self.data if name not in ('asked', 'tagKeys', 'keys') else (
                    lambda each: _same_length(rnd, each)))
            return _list(rnd, value, lambda each: self.value(act, name, each))
        if isinstance(value, dict) and value:
            inner = rnd.choice(sorted(value))
            return dict(value, **{inner: self.value(act, inner, value[inner])})
        return value

    def case(self, case):
        """A copy of a case with one to three inputs altered."""
        rnd, inputs = self.rnd, copy.deepcopy(case['inputs'])
        for _ in range(rnd.choice((1, 1, 1, 1, 2, 2, 3))):
            heavy = [name for name in inputs if isinstance(inputs[name], (bytes, list)) and name not in KEYS]
            name = rnd.choice(heavy) if heavy and rnd.random() < 0.75 else rnd.choice(sorted(inputs))
            inputs[name] = self.value(case['act'], name, inputs[name])
        return {'act': case['act'], 'inputs': inputs}

"""8.1: checkpoints as C2SP signed notes, with a cosignature/v1."""
import base64
import re

from dd1.core import layers
from dd1.core.errors import ProtocolError, need
from dd1.core.hashing import sha256

SHAPE = 'checkpoint-shape'
LINE = re.compile('\u2014 (\\S+) ([A-Za-z0-9+/]+=*)')


def base64_of(text, size=None):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise ProtocolError(SHAPE) from None
    need(base64.b64encode(data).decode() == text and size in (None, len(data)), SHAPE)
    return data


def parse(note):
    """A note as a dict: origin, size, root, body (what is signed) and the signatures (name, bytes)."""
    need(len(note) <= 8192 and note.endswith('\n') and '\n\n' in note, SHAPE)
    body, rest = note.split('\n\n', 1)
    lines = body.split('\n')
    need(len(lines) == 3 and lines[0] and re.fullmatch('0|[1-9][0-9]*', lines[1]) is not None, SHAPE)
    need(int(lines[1]) <= 2 ** 53 - 1, SHAPE)
    signatures = []
    for line in rest.split('\n')[:-1][:16]:
        found = LINE.fullmatch(line)
        need(found is not None and '+' not in found.group(1), SHAPE)
        signature = base64_of(found.group(2))
        need(len(signature) >= 5, SHAPE)
        signatures.append((found.group(1), signature))
    need(signatures, SHAPE)
    return {'origin': lines[0], 'size': int(lines[1]), 'root': base64_of(lines[2], 32), 'body': body + '\n',
            'signatures': signatures}


def key_id(name, kind, public):
    """C2SP signed-note: 1 is Ed25519, 4 is cosignature/v1."""
    return sha256(name.encode() + b'\n' + bytes([kind]) + public)[:4]


def verify(note, origin, log_key, witness_name, cosign_key):
    """The parsed note, with the time of its cosignature in seconds."""
    found = parse(note)
    need(found['origin'] == origin, 'root-mismatch')
    logs = [data[4:] for name, data in found['signatures']
            if name == origin and data[:4] == key_id(origin, 1, log_key) and len(data) == 68]
    need(any(layers.signed(log_key, found['body'].encode(), data) for data in logs), 'checkpoint-signature')
    for name, data in found['signatures']:
        if name == witness_name and data[:4] == key_id(witness_name, 4, cosign_key) and len(data) == 76:
            time = int.from_bytes(data[4:12], 'big')
            message = 'cosignature/v1\ntime %d\n%s' % (time, found['body'])
            if layers.signed(cosign_key, message.encode(), data[12:]):
                return dict(found, time=time)
    raise ProtocolError('checkpoint-cosignature')


def require_same_log(first, second):
    if first['size'] == second['size']:
        need(first['root'] == second['root'], 'log-fork')

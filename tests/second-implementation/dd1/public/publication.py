"""8.4: a request of the public, sealed to the communications desk; digest and snapshot of a publication."""
import json

from dd1.core import layers
from dd1.core.errors import need
from dd1.core.hashing import HT

SIZE = 12288
FIELDS = ('kind', 'name', 'contact', 'outlet', 'needs', 'language', 'ticket')


def request_binding(rootfp, publication, kind):
    """`publication` is the digest of the publication that the visitor read."""
    return HT('dd1/public-request', rootfp, publication, kind)


def request_contents(request):
    """JSON with the fields in this order, a mark byte, zeros up to one size."""
    ordered = {name: request[name] for name in FIELDS}
    text = json.dumps(ordered, separators=(',', ':'), ensure_ascii=False).encode()
    need(len(text) < SIZE, 'too-large')
    return text + b'\x80' + bytes(SIZE - 1 - len(text))


def seal_request(rootfp, publication, public, request, random):
    """The wrap, as a dict."""
    return layers.wrap(rootfp, 'public-request', request_binding(rootfp, publication, request['kind']), public,
                       request_contents(request), random)


def open_request(rootfp, publication, kind, seed, wrapped):
    data = layers.unwrap(rootfp, 'public-request', request_binding(rootfp, publication, kind), seed, wrapped)
    text = data.rstrip(b'\x00')
    need(len(data) == SIZE and text[-1:] == b'\x80', 'padding')
    return json.loads(text[:-1])

"""9.10: the answer to a look, 10 000 bytes: u64 newest, u32 count, four zero bytes, 64 lines, four bodies."""
from dd1.core.errors import need
from dd1.core.tuples import u32, u64

LOOK, HEAD, LINE, LINES, BODY, BODIES = 10000, 1808, 28, 64, 2048, 4


def encode_look(newest, lines, bodies, filler):
    """`filler` is the randomness (1808 bytes) behind the lines that are absent."""
    need(len(bodies) == BODIES and all(len(body) == BODY for body in bodies), 'wrong-length')
    need(len(filler) == HEAD, 'wrong-length')
    need(len(lines) <= LINES, 'too-large')
    written = u64(newest) + u32(len(lines)) + bytes(4)
    written += b''.join(u64(each['sequence']) + u32(each['day']) + each['tag'] for each in lines)
    return written + filler[len(written):] + b''.join(bodies)


def parse_look(look, after):
    """(newest, lines, bodies)."""
    need(len(look) == LOOK, 'wrong-length')
    newest, count = int.from_bytes(look[:8], 'big'), int.from_bytes(look[8:12], 'big')
    need(newest >= after and newest <= 2 ** 53 - 1 and count <= LINES, 'malformed')
    lines, last = [], after
    for at in range(16, 16 + LINE * count, LINE):
        sequence, day = int.from_bytes(look[at:at + 8], 'big'), int.from_bytes(look[at + 8:at + 12], 'big')
        need(last < sequence <= newest, 'malformed')
        lines.append({'sequence': sequence, 'day': day, 'tag': look[at + 12:at + LINE]})
        last = sequence
    return newest, lines, [look[at:at + BODY] for at in range(HEAD, LOOK, BODY)]

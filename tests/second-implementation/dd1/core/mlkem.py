"""ML-KEM-768, FIPS 203. Written for clearness: nothing here is constant-time, so it is for tests only."""
import hashlib

Q, K, ETA, DU, DV = 3329, 3, 2, 10, 4


def _reversed7(i):
    return int(format(i, '07b')[::-1], 2)


ZETAS = [pow(17, _reversed7(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * _reversed7(i) + 1, Q) for i in range(128)]


def ntt(values):
    """Algorithm 9."""
    f, i, length = list(values), 1, 128
    while length >= 2:
        for start in range(0, 256, 2 * length):
            zeta = ZETAS[i]
            i += 1
            for j in range(start, start + length):
                t = zeta * f[j + length] % Q
                f[j + length] = (f[j] - t) % Q
                f[j] = (f[j] + t) % Q
        length //= 2
    return f


def inverse_ntt(values):
    """Algorithm 10."""
    f, i, length = list(values), 127, 2
    while length <= 128:
        for start in range(0, 256, 2 * length):
            zeta = ZETAS[i]
            i -= 1
            for j in range(start, start + length):
                t = f[j]
                f[j] = (t + f[j + length]) % Q
                f[j + length] = zeta * (f[j + length] - t) % Q
        length *= 2
    return [x * 3303 % Q for x in f]


def multiply(f, g):
    """Algorithms 11 and 12."""
    h = [0] * 256
    for i in range(128):
        a0, a1, b0, b1 = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
        h[2 * i] = (a0 * b0 + a1 * b1 * GAMMAS[i]) % Q
        h[2 * i + 1] = (a0 * b1 + a1 * b0) % Q
    return h


def add(f, g):
    return [(a + b) % Q for a, b in zip(f, g)]


def encode(values, bits):
    """Algorithm 5, least significant bit first."""
    number = 0
    for i, value in enumerate(values):
        number |= value << (bits * i)
    return number.to_bytes(32 * bits, 'little')


def decode(data, bits):
    """Algorithm 6. Of 12 bits, numbers are taken modulo q."""
    number, mask = int.from_bytes(data, 'little'), (1 << bits) - 1
    found = [(number >> (bits * i)) & mask for i in range(256)]
    return [x % Q for x in found] if bits == 12 else found


def compress(values, bits):
    return [((x << bits) + Q // 2) // Q % (1 << bits) for x in values]


def decompress(values, bits):
    return [(x * Q + (1 << (bits - 1))) >> bits for x in values]


def sample_ntt(seed):
    """Algorithm 7."""
    size = 840
    while True:
        stream, found = hashlib.shake_128(seed).digest(size), []
        for i in range(0, size, 3):
            d1 = stream[i] + 256 * (stream[i + 1] % 16)
            d2 = stream[i + 1] // 16 + 16 * stream[i + 2]
            if d1 < Q:
                found.append(d1)
            if d2 < Q and len(found) < 256:
                found.append(d2)
            if len(found) == 256:
                return found
        size += 168


def sample_cbd(data):
    """Algorithm 8 with eta 2."""
    number, found = int.from_bytes(data, 'little'), []
    for i in range(256):
        four = (number >> (4 * i)) & 15
        found.append(((four & 1) + (four >> 1 & 1) - (four >> 2 & 1) - (four >> 3 & 1)) % Q)
    return found


def prf(seed, n):
    return hashlib.shake_256(seed + bytes([n])).digest(64 * ETA)


def matrix(rho):
    return [[sample_ntt(rho + bytes([j, i])) for j in range(K)] for i in range(K)]


def keygen(d, z):
    """Algorithms 13 and 16. The public key (1184 bytes) and what decapsulation needs."""
    both = hashlib.sha3_512(d + bytes([K])).digest()
    rho, sigma = both[:32], both[32:]
    a = matrix(rho)
    s = [ntt(sample_cbd(prf(sigma, i))) for i in range(K)]
    t = []
    for i in range(K):
        row = ntt(sample_cbd(prf(sigma, K + i)))
        for j in range(K):
            row = add(row, multiply(a[i][j], s[j]))
        t.append(row)
    public = b''.join(encode(row, 12) for row in t) + rho
    return public, (s, public, z)


def _encrypt(public, message, r):
    """Algorithm 14."""
    t = [decode(public[384 * i:384 * i + 384], 12) for i in range(K)]
    a = matrix(public[1152:])
    y = [ntt(sample_cbd(prf(r, i))) for i in range(K)]
    u = []
    for i in range(K):
        row = [0] * 256
        for j in range(K):
            row = add(row, multiply(a[j][i], y[j]))
        u.append(add(inverse_ntt(row), sample_cbd(prf(r, K + i))))
    v = [0] * 256
    for j in range(K):
        v = add(v, multiply(t[j], y[j]))
    v = add(add(inverse_ntt(v), sample_cbd(prf(r, 2 * K))), decompress(decode(message, 1), 1))
    return b''.join(encode(compress(row, DU), DU) for row in u) + encode(compress(v, DV), DV)


def canonical(public):
    """7.2: each number of 12 bits is below q, so decoding and encoding changes nothing."""
    return len(public) == 1184 and all(
        encode(decode(public[384 * i:384 * i + 384], 12), 12) == public[384 * i:384 * i + 384] for i in range(K))


def encapsulate(public, message):
    """Algorithm 17: (shared secret, ciphertext)."""
    both = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    return both[:32], _encrypt(public, message, both[32:])


def decapsulate(secret, ciphertext):
    """Algorithms 15 and 18."""
    s, public, z = secret
    u = [decompress(decode(ciphertext[320 * i:320 * i + 320], DU), DU) for i in range(K)]
    v = decompress(decode(ciphertext[960:], DV), DV)
    w = [0] * 256
    for i in range(K):
        w = add(w, multiply(s[i], ntt(u[i])))
    w = [(a - b) % Q for a, b in zip(v, inverse_ntt(w))]
    message = encode(compress(w, 1), 1)
    both = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    if _encrypt(public, message, both[32:]) == ciphertext:
        return both[:32]
    return hashlib.shake_256(z + ciphertext).digest(32)

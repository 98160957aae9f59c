"""What each act of the vectors is in this implementation: name of the act to function of its inputs."""
ACTS, DERIVATIONS = {}, {}


class Inputs:
    """The inputs of one vector as attributes: `hex:` is bytes, what is absent is None."""

    def __init__(self, values):
        self.values = {name: plain(value) for name, value in values.items()}

    def __getattr__(self, name):
        return self.values.get(name)

    def __getitem__(self, name):
        return self.values[name]


def plain(value):
    if isinstance(value, str) and value.startswith('hex:'):
        return bytes.fromhex(value[4:])
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value


def shown(value):
    """A result as the vectors write it."""
    if value is None:
        return 'accepted'
    if isinstance(value, (bytes, bytearray)):
        return 'hex:' + value.hex()
    return value if isinstance(value, str) else str(value)


def act(name):
    def keep(function):
        ACTS[name] = function
        return function
    return keep


def derivation(name):
    def keep(function):
        DERIVATIONS[name] = function
        return function
    return keep



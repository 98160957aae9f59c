"""3.5, 3.9: who held what at which leaf. Everything counts from the leaf after its entry."""


class Spans:
    """Things that begin at one leaf and end at another: lists of [from, to or None, value]."""

    def __init__(self):
        self.spans = {}

    def begin(self, key, leaf, value=True):
        self.spans.setdefault(key, []).append([leaf, None, value])

    def end(self, key, leaf):
        last = self.spans.get(key, [[0, 0, None]])[-1]
        if last[1] is None:
            last[1] = leaf

    def now(self, key):
        last = self.spans.get(key, [[0, 0, None]])[-1]
        return last[2] if last[1] is None else None

    def at(self, key, leaf):
        """What counted at a leaf: from the leaf after the entry that began it to the leaf before the one that ended it."""
        for begun, ended, value in self.spans.get(key, []):
            if begun < leaf and (ended is None or ended > leaf):
                return value
        return None

    def ever(self, key):
        return self.spans.get(key, [])

    def live(self):
        return [key for key in self.spans if self.now(key) is not None]

    def copy(self):
        other = Spans()
        other.spans = {key: [list(span) for span in spans] for key, spans in self.spans.items()}
        return other

"""A refusal of the protocol: one code of the page's table "Codes"."""


class ProtocolError(Exception):
    def __init__(self, code, **evidence):
        super().__init__(code)
        self.code = code
        self.evidence = evidence


def need(holds, code, **evidence):
    """Ends in a refusal with `code` unless `holds`."""
    if not holds:
        raise ProtocolError(code, **evidence)

#!/usr/bin/python3
"""
Reads an evidence bundle (8.6) with this implementation: /usr/bin/python3 bundle.py BUNDLE.json ROOTFP

ROOTFP is in base64url. Prints one JSON object. Ends with 1 and the code where something does not hold.
"""
import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from dd1.core.errors import ProtocolError  # noqa: E402
from dd1.core.forms import unb64  # noqa: E402
from dd1.log.evidence import audit  # noqa: E402


def main(path, root):
    try:
        found = audit(json.loads(pathlib.Path(path).read_text('utf-8')), unb64(root))
    except ProtocolError as refusal:
        print(json.dumps({'code': refusal.code}))
        return 1
    print(json.dumps(found))
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:3]))

#!/usr/bin/python3
"""
Reads a portal and a witness that run (8.7): /usr/bin/python3 live.py ASKED.json

ASKED.json has `address` and `origin` of the portal, `monitor` (the witness's public listener), `rootfp` in base64url, and `key`:
a credential of a member with its private key. Prints one JSON object. Ends with 1 and the code where something does not hold.
"""
import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from dd1.core.errors import ProtocolError  # noqa: E402
from dd1.core.forms import unb64  # noqa: E402
from dd1.log import live  # noqa: E402


def main(path):
    asked = json.loads(pathlib.Path(path).read_text('utf-8'))
    portal = live.Portal(asked['address'], asked['origin'])
    try:
        found = live.read(portal, asked['key'], asked['monitor'], unb64(asked['rootfp']))
    except ProtocolError as refusal:
        print(json.dumps({'code': refusal.code}))
        return 1
    except live.Refused as refusal:
        print(json.dumps({'code': str(refusal), 'by': 'the server'}))
        return 1
    print(json.dumps(found))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))

"""Every book."""
from . import (  # noqa: F401
    adoption, archive, basics, derivations, invites, log, openings, records, roster, rules, threads)

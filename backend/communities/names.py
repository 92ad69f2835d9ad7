"""How a member is found by name although names are encrypted."""

import unicodedata

from backend.infra.runtime import runtime


def hash_name(name: str) -> bytes:
    """Return the keyed hash of a whole name; width, spaces and the dots of a name make no difference."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return runtime().cipher.lookup_hash("member name", "".join(c for c in plain if c.isalnum()))

"""Canonical JSON and the seal over it: pure, so that anybody can do it again with hashlib alone.

Canonical: keys sorted, no white space, UTF-8, whole numbers only (RFC 8785 for the values that are sealed here).
A seal is SHA-256 over the canonical bytes of the whole thing, whatever it is chained to included.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

SHORT_SEAL_LENGTH = 8


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return the canonical bytes of JSON values."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def seal_of(content: bytes) -> str:
    """Return the seal as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def short_seal(seal: str) -> str:
    """Return what stands under the seal on paper and on the phone."""
    return seal[:SHORT_SEAL_LENGTH]

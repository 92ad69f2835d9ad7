"""What is sealed can be sealed again with hashlib and json alone."""

import hashlib
import json

from backend.core.seal import canonical, seal_of


def test_the_seal_is_sha_256_over_sorted_json() -> None:
    value = {"b": [1, {"z": "米", "a": None}], "a": True}
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert canonical(value) == plain
    assert seal_of(canonical(value)) == hashlib.sha256(plain).hexdigest()

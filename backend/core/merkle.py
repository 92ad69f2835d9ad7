"""Merkle trees as RFC 6962 section 2.1 has them, with SHA-256: roots, inclusion proofs, their check. Pure."""

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"


def leaf_hash(data: bytes) -> bytes:
    """Return the 32 bytes that stand for a leaf."""
    return hashlib.sha256(LEAF + data).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes (RFC 6962, 2.1: the left part is the largest power of two below the size).

    Of no leaves it is the hash of nothing.
    """
    if not leaves:
        return hashlib.sha256().digest()
    # Pairing level by level, the odd one out moving up, gives the same tree as splitting from above.
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def path_of(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the inclusion proof of the leaf at ``index``: the siblings from the leaf up; raises IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level = _level_above(level)
        index //= 2
    return path


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root that an inclusion proof leads to; raises ValueError for a path of the wrong length."""
    left = list(path)
    last = size - 1
    found = leaf
    while last > 0:
        if index % 2 or index < last:
            if not left:
                raise ValueError("the path is too short")
            sibling = left.pop(0)
            found = _node(sibling, found) if index % 2 else _node(found, sibling)
        index, last = index // 2, last // 2
    if left:
        raise ValueError("the path is too long")
    return found


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    paired = [_node(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
    return paired if len(level) % 2 == 0 else [*paired, level[-1]]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()

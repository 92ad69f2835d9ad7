"""Merkle trees: the published vectors, the definition taken literally, and proofs that hold and break."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.merkle import leaf_hash, path_of, root_from, root_of

# The eight leaves and roots with which implementations of Certificate Transparency (RFC 6962) are tested.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
TREES = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_published_roots(size: int, root: str) -> None:
    assert root_of([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == root


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root_of([]) == hashlib.sha256(b"").digest()


@given(TREES)
def test_the_root_is_the_definitions(data: list[bytes]) -> None:
    leaves = [leaf_hash(leaf) for leaf in data]
    assert root_of(leaves) == by_definition(leaves)


@given(TREES, st.data())
def test_a_proof_leads_to_the_root_and_another_leaf_does_not(data: list[bytes], draw: st.DataObject) -> None:
    leaves = [leaf_hash(leaf) for leaf in data]
    index = draw.draw(st.integers(0, len(leaves) - 1))
    path = path_of(leaves, index)
    assert root_from(leaves[index], index, len(leaves), path) == root_of(leaves)
    assert root_from(leaf_hash(b"another leaf altogether"), index, len(leaves), path) != root_of(leaves)


def test_a_path_of_the_wrong_length_is_refused() -> None:
    leaves = [leaf_hash(leaf) for leaf in LEAVES]
    path = path_of(leaves, 3)
    with pytest.raises(ValueError, match="short"):
        root_from(leaves[3], 3, 8, path[:-1])
    with pytest.raises(ValueError, match="long"):
        root_from(leaves[3], 3, 8, [*path, path[0]])
    with pytest.raises(IndexError):
        path_of(leaves, 8)

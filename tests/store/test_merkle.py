"""The tree over the journal: the root that RFC 9162 defines, and proofs that hold for exactly one leaf at exactly one place."""

from hashlib import sha256

import pytest

from store.merkle import Tree, hashed_leaf, paths_of, root_over

SIZES = [*range(1, 18), 31, 32, 33, 100]


def leaves(size: int) -> list[bytes]:
    return [str(number).encode() for number in range(size)]


def tree(size: int) -> Tree:
    grown = Tree()
    for leaf in leaves(size):
        grown.add(leaf)
    return grown


def defined(each: list[bytes]) -> bytes:
    """The root as RFC 9162 § 2.1.1 writes it down."""
    if len(each) == 1:
        return hashed_leaf(each[0])
    half = 1 << (len(each) - 1).bit_length() - 1
    return sha256(b"\1" + defined(each[:half]) + defined(each[half:])).digest()


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_the_one_that_the_standard_defines(size: int):
    assert tree(size).root() == defined(leaves(size))


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert tree(0).root() == sha256(b"").digest()


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_can_be_proved_at_its_place(size: int):
    paths = paths_of(leaves(size), range(size))
    roots = {root_over(leaf, at, size, paths[at]) for at, leaf in enumerate(leaves(size))}
    assert roots == {tree(size).root()}


@pytest.mark.parametrize("size", [2, 3, 5, 8, 13])
def test_a_proof_holds_for_no_other_leaf_place_or_size(size: int):
    leaf, [path], root = leaves(size)[1], paths_of(leaves(size), [1]), tree(size).root()
    other = [root_over(b"x", 1, size, path), root_over(leaf, 0, size, path), root_over(leaf, 1, size, path[:-1])]
    assert root not in [*other, root_over(leaf, 1, size, [*path, b"x" * 32]), root_over(leaf, size, size, path)]


@pytest.mark.parametrize("before", [0, 1, 4, 7, 16])
def test_a_tree_goes_on_growing_from_its_peaks(before: int):
    grown = Tree(tree(before).peaks)
    for leaf in leaves(20)[before:]:
        grown.add(leaf)
    assert grown.root() == tree(20).root()

"""A Merkle tree over the journal, so that one row can be proved to stand in it without showing the others (RFC 9162 § 2.1)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256


class Tree:
    """Grows by its leaves and keeps only its peaks: the roots of its whole subtrees, the largest first."""

    def __init__(self, peaks: Iterable[tuple[int, bytes]] = ()) -> None:
        """`peaks` are those of a tree that is to grow further, each with its height."""
        self._peaks = list(peaks)

    @property
    def peaks(self) -> tuple[tuple[int, bytes], ...]:
        """Each peak with its height; a tree made of them is the same tree."""
        return tuple(self._peaks)

    def add(self, leaf: bytes) -> None:
        """Adds a leaf behind all others."""
        height, node = 0, hashed_leaf(leaf)
        while self._peaks and self._peaks[-1][0] == height:
            node = _joined(self._peaks.pop()[1], node)
            height += 1
        self._peaks.append((height, node))

    def root(self) -> bytes:
        """The one hash that stands for all leaves."""
        if not self._peaks:
            return sha256().digest()
        *rest, (_, node) = self._peaks
        for _, peak in reversed(rest):
            node = _joined(peak, node)
        return node


def paths_of(leaves: Iterable[bytes], places: Sequence[int]) -> list[list[bytes]]:
    """For each place, the hashes beside the way from its leaf up to the root, the lowest first."""
    nodes = [hashed_leaf(leaf) for leaf in leaves]
    paths: list[list[bytes]] = [[] for _ in places]
    height = 0
    while len(nodes) > 1:
        for path, place in zip(paths, places, strict=True):
            beside = (place >> height) ^ 1
            if beside < len(nodes):
                path.append(nodes[beside])
        pairs = [_joined(*nodes[at : at + 2]) for at in range(0, len(nodes) - 1, 2)]
        nodes = pairs + nodes[2 * len(pairs) :]  # a node without a neighbour goes up as it is
        height += 1
    return paths


def root_over(leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root of the tree of `size` leaves in which the leaf stands there, by its path; None when the path does not fit."""
    node, at, last = hashed_leaf(leaf), place, size - 1
    if not 0 <= place < size:
        return None
    for beside in path:
        if last == 0:
            return None
        if at % 2 or at == last:
            node = _joined(beside, node)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            node = _joined(node, beside)
        at, last = at // 2, last // 2
    return node if last == 0 else None


def hashed_leaf(leaf: bytes) -> bytes:
    """The hash of a leaf, which can never be mistaken for that of two nodes."""
    return sha256(b"\0" + leaf).digest()


def _joined(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()

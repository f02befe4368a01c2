"""Checks a folder of evidence from Fristvakt without any Fristvakt: python check_evidence.py, in the unzipped folder.

It needs Python 3.11 or newer, and the library `cryptography` for the signatures (pip install cryptography).
"""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from store.merkle import root_over

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:  # the hashes can be checked all the same
    InvalidSignature = Ed25519PublicKey = None  # type: ignore[assignment,misc]

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"


def canonical(value: Any) -> bytes:
    """JSON of one only form: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def faults(folder: Path) -> Iterator[str]:
    """A sentence for each thing that is not as it should be."""
    evidence = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
    heads = {name: json.loads((folder / name).read_text(encoding="utf-8")) for name in evidence["heads"]}
    yield from file_faults(folder)
    yield from journal_faults(evidence["journal"], heads)
    if Ed25519PublicKey is None:
        yield "the signatures were not checked: install the library cryptography"
        return
    key = evidence["key"]
    if not holds(key, (folder / SIGNATURE).read_text(encoding="ascii").strip(), (folder / SUMS).read_bytes()):
        yield f"{SUMS} is not signed by the key {key}"
    for name, head in heads.items():
        signed = canonical({field: value for field, value in head.items() if field != "signature"})
        if not holds(head["key"], head["signature"], signed):
            yield f"{name} is not signed by the key that it names"


def file_faults(folder: Path) -> Iterator[str]:
    """Each file must have the sum that is written for it, and no file may stand beside them."""
    lines = (line.partition("  ") for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
    sums = {name: hashed for hashed, _, name in lines}
    found = {str(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()}
    for name in sorted(sums.keys() | found.keys() - {SUMS, SIGNATURE}):
        if name not in found or name not in sums:
            yield f"{name} {'is missing' if name in sums else 'does not belong here'}"
        elif sha256(found[name].read_bytes()).hexdigest() != sums[name]:
            yield f"{name} was changed"


def journal_faults(rows: list[dict[str, Any]], heads: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Each row must have its own hash, follow the one before it in the case, and stand in the tree of a head."""
    for version, row in enumerate(rows, 1):
        event, proof = row["event"], row["proof"]
        place = f"row {event['seq']} of the journal"
        hashed = sha256(canonical({field: value for field, value in event.items() if field != "hash"})).hexdigest()
        if hashed != event["hash"] or event["version"] != version:
            yield f"{place} was changed, or one before it is missing"
        head, path = heads[proof["head"]], [bytes.fromhex(each) for each in proof["path"]]
        root = root_over(event["hash"].encode(), event["seq"] - 1, head["rows"], path)
        if root is None or root.hex() != head["root"]:
            yield f"{place} does not stand in the journal that {proof['head']} is the head of"


def holds(key: str, signature: str, signed: bytes) -> bool:
    """Whether that key, both in hexadecimal, has signed those bytes (Ed25519, RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def main() -> int:
    """Says what was found; 0 when all is as it should be."""
    folder = Path(__file__).parent
    found = list(faults(folder))
    evidence = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
    said = found or [
        f"All is as it was signed with the key {evidence['key']}. Ask the institution whether that is its key."
    ]
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

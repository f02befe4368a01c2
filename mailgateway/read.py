"""`python -m mailgateway.read FOLDER`: reads every file below a folder as a mail and counts what could not be read well."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic

from casework.messages import IncomingMail, KeptMail, Verdict
from mailgateway.addresses import Mint
from mailgateway.trust import Trust
from mailgateway.understanding import understand
from mailgateway.worker import Fault, Worker

SLOW = 1.0  # seconds a mail may take (mail.md § 2)
_MINT = Mint("example.org", [b"a key for reading only"])
_READ = partial(understand, mint=_MINT, trust=Trust(fixed=Verdict.UNKNOWN))


def read_folder(folder: Path) -> tuple[Counter[str], list[str]]:
    """How many mails below a folder were read, without text, without one sender, slow and failed; and a line for each bad one."""
    counts: Counter[str] = Counter()
    complaints: list[str] = []
    worker = Worker(_READ)
    try:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            begun = monotonic()
            (answer,) = worker.read([_kept(file)])
            took = monotonic() - begun
            told = list(_told(answer, took))
            counts.update(told)
            if {"slow", "failed"} & set(told):
                why = f"{answer.kind} at {answer.where}" if isinstance(answer, Fault) else f"{took:.1f} s"
                complaints.append(f"{file}: {why}")
    finally:
        worker.close()
    return counts, complaints


def _kept(file: Path) -> KeptMail:
    return KeptMail(0, datetime.now(UTC), "", "", (), file.read_bytes())


def _told(answer: IncomingMail | Fault, took: float) -> Iterator[str]:
    if took > SLOW:
        yield "slow"
    if isinstance(answer, Fault):
        yield "failed"
        return
    yield "read"
    if not (answer.text or answer.elided):
        yield "without text"
    if not answer.sender:
        yield "without one sender"


def main(arguments: list[str]) -> int:
    """Prints the counts; 1 when a mail failed or took more than a second, 2 when no folder is named."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m mailgateway.read FOLDER\n")
        return 2
    counts, complaints = read_folder(Path(arguments[0]))
    for complaint in complaints:
        sys.stderr.write(f"{complaint}\n")
    for name in ("read", "without text", "without one sender", "slow", "failed"):
        sys.stdout.write(f"{name}: {counts[name]}\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

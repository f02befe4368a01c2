"""`python -m mailgateway.read FOLDER`: reads every file below a folder as a mail, and counts what it found and could not read."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic

from casework.messages import IncomingMail, KeptMail, Verdict
from mailgateway.addresses import Mint
from mailgateway.trust import Trust
from mailgateway.understanding import understand
from mailgateway.worker import Fault, Worker

_RETURNED = re.compile(rb"^return-path:[ \t]*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
_HEADER = 4096
SLOW = 1.0  # seconds a mail may take (mail.md § 2)
_SLOWEST = 5  # are named
_COUNTED = ("read", "with text", "without text", "without one sender", "of machines", "slow", "failed")
_MINT = Mint("example.org", [b"a key for reading only"])
_READ = partial(understand, mint=_MINT, trust=Trust(fixed=Verdict.UNKNOWN))


@dataclass(slots=True)
class Seen:
    """What was counted, how many seconds each file took, and a line for each that was slow or failed."""

    counts: Counter[str] = field(default_factory=Counter)
    times: list[tuple[float, Path]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def read_folder(folder: Path) -> Seen:
    """Reads every file below a folder, each as the worker reads a kept mail."""
    seen = Seen()
    worker = Worker(_READ)
    try:
        worker.read([_mail(b"")])  # that the reader starts is no mail's time
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            begun = monotonic()
            (answer,) = worker.read([_kept(file)])
            took = monotonic() - begun
            seen.times.append((took, file))
            told = list(_told(answer, took))
            seen.counts.update(told)
            if {"slow", "failed"} & set(told):
                why = f"{answer.kind} at {answer.where}" if isinstance(answer, Fault) else f"{took:.1f} s"
                seen.complaints.append(f"{file}: {why}")
    finally:
        worker.close()
    return seen


def _kept(file: Path) -> KeptMail:
    return _mail(file.read_bytes())


def _mail(raw: bytes) -> KeptMail:
    returned = _RETURNED.search(raw[:_HEADER])
    mail_from = returned[1].decode("ascii", "replace") if returned else "somebody@example.org"
    return KeptMail(0, datetime.now(UTC), "", mail_from, (), raw)


def _told(answer: IncomingMail | Fault, took: float) -> Iterator[str]:
    if took > SLOW:
        yield "slow"
    if isinstance(answer, Fault):
        yield "failed"
        return
    yield "read"
    yield "with text" if answer.text or answer.elided else "without text"
    if answer.machine is not None:
        yield "of machines"
    if not answer.sender:
        yield "without one sender"


def main(arguments: list[str]) -> int:
    """Prints the counts; 1 when a mail failed or took more than a second, 2 when no folder is named."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m mailgateway.read FOLDER\n")
        return 2
    seen = read_folder(Path(arguments[0]))
    for complaint in seen.complaints:
        sys.stderr.write(f"{complaint}\n")
    for name in _COUNTED:
        sys.stdout.write(f"{name}: {seen.counts[name]}\n")
    for took, file in sorted(seen.times, reverse=True)[:_SLOWEST]:
        sys.stdout.write(f"{took:.3f} s: {file}\n")
    return 1 if seen.complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

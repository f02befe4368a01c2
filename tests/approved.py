"""Every packaged text approved as it is now, as an institution has it before its letters go out."""

from datetime import date
from functools import cache
from pathlib import Path

from casework.approvals import REASONS, Approval, Approvals
from casework.letters import Letters
from casework.rulebook import INSTITUTIONS, rulebook
from fristvakt.keys import write_once

JURIST = "Jurist Jensen"


@cache
def _lines() -> tuple[Approval, ...]:
    reasons = {rulebook(name).interim_reasons.known_as for name in INSTITUTIONS}
    texts = [*Letters.packaged().versions.items(), *((REASONS, version) for version in reasons)]
    return tuple(Approval(text, version, JURIST, date(2026, 1, 2)) for text, version in texts)


def everything() -> Approvals:
    """The list in memory."""
    return Approvals(_lines())


def everything_in(folder: Path) -> Path:
    """The list as a file in that folder, whole at every moment: services that share the folder may be reading it."""
    file = folder / "letters-approved.txt"
    if not file.exists():
        write_once(file, "".join(f"{each}\n" for each in _lines()), 0o600)
    return file

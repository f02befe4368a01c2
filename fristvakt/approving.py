"""The institution's list of approved texts: lines of a file, read at the start and at every knock, added to by the command line."""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from casework.approvals import Approval, Approvals, BadApprovals
from casework.office import Office
from casework.records import Records, Store
from fristvakt.settings import BadSettings

log = logging.getLogger(__name__)

HEADING = "# Who approved which text in which version. `fristvakt letters approve NAME` adds to it; what is changed later waits again.\n"


def read_approvals(file: Path) -> Approvals:
    """What the file says; nothing is approved while there is none. Raises BadSettings, naming the line."""
    try:
        return Approvals.parse(file.read_text(encoding="utf-8"), str(file))
    except FileNotFoundError:
        return Approvals()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSettings(
            [f"FRISTVAKT_LETTERS_APPROVED: {file} cannot be read as UTF-8 text ({type(fault).__name__})."]
        ) from None
    except BadApprovals as fault:
        raise BadSettings([f"FRISTVAKT_LETTERS_APPROVED: {fault}"]) from None


def add_approvals(file: Path, texts: Iterable[tuple[str, str]], by: str, on: date) -> None:
    """Adds that `by` approved those texts in those versions that day. Raises BadSettings when the file cannot be written."""
    lines = [f"{Approval(text, version, by, on)}\n" for text, version in sorted(texts)]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.writelines([*([HEADING] if opened.tell() == 0 else []), *lines])
    except OSError as fault:
        raise BadSettings([f"FRISTVAKT_LETTERS_APPROVED: {file} cannot be written ({type(fault).__name__})."]) from None


class Approving:
    """Sees when somebody has approved a text while the service runs, and lets the letters go that waited for it."""

    def __init__(self, office: Office, file: Path) -> None:
        self._office = office
        self._file = file

    async def see(self, store: Store, now: datetime) -> None:
        """Reads the file anew and releases what it approves; a file that has become unreadable changes nothing, and is said."""
        try:
            self._office.approvals = read_approvals(self._file)
        except BadSettings as bad:
            log.error("%s", bad)
        if await store.read(lambda records: records.held_texts()):
            await store.write(lambda records: self._release(records, now))

    def _release(self, records: Records, now: datetime) -> None:
        for held in records.held_texts():
            if approver := self._office.approvals.approver(held.text, held.version):
                records.release(held, approver, now)
                log.info("%d letters of %s go out: approved in version %s", held.letters, held.text, held.version)

"""Letters, mails and files as lines of the command line."""

from collections.abc import Iterator
from datetime import datetime

from casework.calendar import OSLO
from casework.files import KeptFile
from casework.messages import Letter, MailNote
from casework.outgoing import LetterPath, Step


def letter_line(path: LetterPath) -> str:
    """A letter with where it stands, whose text it is in which version, and the dates of the law that it tells (D-43)."""
    dates = f", tells {_dates(path.letter)}" if path.letter.dates else ""
    return f"letter L{path.id}: {path.letter.template}, {_said(path.steps[-1])}, {_text_of(path.letter)}{dates}"


def mail_line(note: MailNote) -> str:
    """A mail with where it ended."""
    return f"mail {note.id}: {_moment(note.kept)} {note.outcome or note.state}"


def file_line(file: KeptFile) -> str:
    """A file with what was seen of it, and what the virus scanner said last."""
    kept = f"not kept: {file.left_out}" if file.left_out else f"{file.weight}, {_scan(file)}"
    return f"file F{file.id}: {file.name} ({file.kind}, {file.size} bytes), {kept}, mail {file.mail}"


def _scan(file: KeptFile) -> str:
    if file.scanned is None:
        return "not scanned"
    found = f" ({file.found})" if file.found else ""
    return f"{file.scan}{found} {_moment(file.scanned)}"


def whole_letter(path: LetterPath, words: str) -> Iterator[str]:
    """A letter with every step of its way, and its subject and text as they may be shown."""
    letter = path.letter
    yield f"to: {letter.to}"
    yield f"case: {letter.case or '–'}"
    yield f"letter: {letter.template} {_text_of(letter)}"
    yield f"dates of the law: {_dates(letter) or '–'}"
    yield f"Message-ID: {path.message_id or 'not built yet'}"
    yield from (_said(step) for step in path.steps)
    yield f"subject: {words}"


def _text_of(letter: Letter) -> str:
    return f"version {letter.version} {letter.language}, approved by {letter.approver or 'nobody'}"


def _dates(letter: Letter) -> str:
    return "; ".join(map(str, letter.dates))


def _said(step: Step) -> str:
    mail = f" (mail {step.mail})" if step.mail else ""
    return f"{_moment(step.at)} {step.what} {step.detail}".rstrip() + mail


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(OSLO):%Y-%m-%d %H:%M:%S}"

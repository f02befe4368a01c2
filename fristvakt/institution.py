"""The institution's own files, read and passed in: its rulebook and its letters."""

from dataclasses import dataclass
from pathlib import Path

from casework.letters import BadLetter, Letters
from casework.links import Links
from casework.office import Office
from casework.rulebook import INSTITUTIONS, Rulebook, RulebookFault, approved, parse_rulebook, rulebook
from fristvakt.settings import BadSettings, Settings


@dataclass(frozen=True, slots=True)
class Approval:
    """Who has approved what goes out by itself (decision 29); empty where nobody has."""

    letters: str
    interim_reply: str

    @property
    def complete(self) -> bool:
        """Whether letters may go out."""
        return bool(self.letters and self.interim_reply)


def open_office(settings: Settings, link_key: bytes) -> Office:
    """The office as the settings describe it; `link_key` signs its one-time links. Raises BadSettings, naming file and line."""
    book = _rulebook(settings.rulebook)
    if settings.letters_approver:
        book = approved(book, settings.letters_approver)
    return Office(book, _letters(settings.letters), settings.mail_domain, Links(link_key, settings.public_url))


def approval(office: Office) -> Approval:
    """Who approved the letters and the reasons of the interim reply."""
    book = office.rulebook
    by_file = "" if any(office.letters.unapproved()) else "each letter’s own"
    return Approval(book.letters_approved_by or by_file, book.interim_reasons.approved_by)


def _rulebook(name: str) -> Rulebook:
    try:
        if name in INSTITUTIONS:
            return rulebook(name)
        file = Path(name)
        if not file.is_file():
            packaged = ", ".join(INSTITUTIONS)
            raise BadSettings([f"FRISTVAKT_RULEBOOK: {name} is neither one of {packaged} nor a file."])
        return parse_rulebook(file.read_text(encoding="utf-8"), str(file))
    except RulebookFault as fault:
        raise BadSettings([f"FRISTVAKT_RULEBOOK: {sentence}" for sentence in fault.faults]) from None


def _letters(folder: Path | None) -> Letters:
    if folder is None:
        return Letters.packaged()
    if not folder.is_dir():
        raise BadSettings([f"FRISTVAKT_LETTERS: {folder} is no folder."])
    texts = {f"{file.parent.name}/{file.name}": file.read_text(encoding="utf-8") for file in folder.glob("*/*.txt")}
    try:
        return Letters.from_texts(texts)
    except BadLetter as fault:
        raise BadSettings([f"FRISTVAKT_LETTERS: {fault}"]) from None

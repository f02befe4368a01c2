"""The institution's own files, read and passed in: its rulebook, its letters, its certificate and its DKIM keys."""

import ssl
from datetime import date
from pathlib import Path

from casework.laws import packaged
from casework.letters import BadLetter, Letters
from casework.links import Links
from casework.office import Office
from casework.rulebook import INSTITUTIONS, Rulebook, parse_rulebook, rulebook
from casework.toml_file import RulebookFault
from fristvakt.approving import add_approvals, read_approvals
from fristvakt.keys import derived, read_keys
from fristvakt.settings import BadSettings, Settings
from mailgateway.signing import BadKey, Signer


def open_office(settings: Settings) -> Office:
    """The office as the settings describe it; every key of the key file verifies its links. Raises BadSettings, naming file and line."""
    keys = [derived(key, "links") for key in read_keys(settings.key_file)]
    links, approvals = Links(keys, settings.public_url), read_approvals(settings.letters_approved)
    return Office(_rulebook(settings), _letters(settings.letters), settings.mail_domain, links, approvals)


def approve_all(settings: Settings, by: str, on: date) -> None:
    """Says that `by` has approved every text as it is now; those approved before keep their approver."""
    office = open_office(settings)
    add_approvals(settings.letters_approved, [(text, office.texts[text]) for text in office.unapproved], by, on)


def open_certificate(settings: Settings) -> ssl.SSLContext | None:
    """What the mail listener offers STARTTLS with, None without a certificate. Raises BadSettings."""
    if settings.smtp_tls_certificate is None or settings.smtp_tls_key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(settings.smtp_tls_certificate, settings.smtp_tls_key, password="")
    except OSError as fault:  # ssl.SSLError is one; without a password given here OpenSSL would ask the terminal
        raise BadSettings(
            [f"FRISTVAKT_SMTP_TLS_CERTIFICATE and FRISTVAKT_SMTP_TLS_KEY cannot be used: {fault.strerror}."]
        ) from None
    return context


def open_signers(settings: Settings) -> tuple[Signer, ...]:
    """What letters are signed with, none without DKIM keys. Raises BadSettings."""
    domain = (settings.dkim_domain or settings.mail_domain).lower()
    return tuple(_signer(domain, selector, file) for selector, file in settings.dkim_keys)


def _signer(domain: str, selector: str, file: Path) -> Signer:
    try:
        return Signer.of(domain, selector, file.read_bytes())
    except OSError as fault:
        raise BadSettings([f"FRISTVAKT_DKIM_KEYS: {file} cannot be read: {fault.strerror}."]) from None
    except BadKey as fault:
        raise BadSettings([f"FRISTVAKT_DKIM_KEYS: {file} {fault}."]) from None


def _text(setting: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSettings([f"{setting}: {file} cannot be read as UTF-8 text ({type(fault).__name__})."]) from None


def rulebook_text(settings: Settings) -> str:
    """The rulebook that the settings name, as it is written. Raises BadSettings."""
    name = settings.rulebook
    if name in INSTITUTIONS:
        return packaged(name)
    if not Path(name).is_file():
        names = ", ".join(INSTITUTIONS)
        raise BadSettings([f"FRISTVAKT_RULEBOOK: {name} is neither one of {names} nor a file."])
    return _text("FRISTVAKT_RULEBOOK", Path(name))


def _rulebook(settings: Settings) -> Rulebook:
    name = settings.rulebook
    try:
        return rulebook(name) if name in INSTITUTIONS else parse_rulebook(rulebook_text(settings), name)
    except RulebookFault as fault:
        raise BadSettings([f"FRISTVAKT_RULEBOOK: {sentence}" for sentence in fault.faults]) from None


def _letters(folder: Path | None) -> Letters:
    if folder is None:
        return Letters.packaged()
    if not folder.is_dir():
        raise BadSettings([f"FRISTVAKT_LETTERS: {folder} is no folder."])
    files = sorted(folder.glob("*/*.txt"))
    texts = {f"{file.parent.name}/{file.name}": _text("FRISTVAKT_LETTERS", file) for file in files}
    try:
        return Letters.from_texts(texts)
    except BadLetter as fault:
        raise BadSettings([f"FRISTVAKT_LETTERS: {fault}"]) from None

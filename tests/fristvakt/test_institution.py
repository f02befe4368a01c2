"""The institution's own rulebook, letters and certificate: read from the settings, refused with file and place."""

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from casework.office import Office
from fristvakt.institution import approve_all, open_certificate, open_office
from fristvakt.settings import BadSettings, Settings
from tests.mailgateway.certificate import certificate

NTNU = resources.files("casework").joinpath("rulebooks", "ntnu.toml").read_text(encoding="utf-8")
STATUS = "status.txt"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key file's default place is below the folder that the service starts in."""
    monkeypatch.chdir(tmp_path)


def opened(**settings: object) -> Office:
    return open_office(Settings(**settings))


def refusal(**settings: object) -> str:
    with pytest.raises(BadSettings) as caught:
        opened(**settings)
    return "\n".join(caught.value.sentences)


def own_letters(folder: Path, *languages: str) -> Path:
    for language in languages:
        (folder / language).mkdir(parents=True)
        (folder / language / STATUS).write_text("# version: 7\nSubject\n\nBody.\n")
    return folder


@pytest.mark.parametrize("name", ["ntnu", "uio", "nmbu"])
def test_each_packaged_rulebook_is_opened_by_its_name(name: str):
    assert opened(rulebook=name).rulebook.id == name


def test_a_rulebook_of_its_own_is_opened_by_its_path(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_text(NTNU.replace('id = "ntnu"', 'id = "own"'), encoding="utf-8")
    assert opened(rulebook=str(file)).rulebook.id == "own"


def test_an_unknown_rulebook_is_refused_with_the_known_ones():
    assert "neither one of ntnu, uio, nmbu" in refusal(rulebook="nntu").replace("'", "")


def test_a_rulebook_with_a_fault_is_refused_with_its_key(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_text(NTNU.replace("interim_ask_working_days = 5", 'interim_ask_working_days = "soon"'), encoding="utf-8")
    assert "interim_ask_working_days" in refusal(rulebook=str(file))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"id = [", b""])
def test_a_file_that_is_no_rulebook_is_refused_by_its_setting(content: bytes, tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_bytes(content)
    assert refusal(rulebook=str(file)).startswith("FRISTVAKT_RULEBOOK: ")


def test_letters_of_its_own_replace_the_packaged_ones(tmp_path: Path):
    office = opened(letters=own_letters(tmp_path, "nb", "nn", "en"))
    assert office.letters.versions["nb/status"].startswith("7-")


def test_a_letter_in_one_language_only_is_refused(tmp_path: Path):
    assert refusal(letters=own_letters(tmp_path, "nb")).startswith("FRISTVAKT_LETTERS: nb/status.txt")


def test_a_letter_that_is_no_text_is_refused_by_its_name(tmp_path: Path):
    (own_letters(tmp_path, "nb") / "nb" / STATUS).write_bytes(b"\xff")
    assert (
        refusal(letters=tmp_path)
        == f"FRISTVAKT_LETTERS: {tmp_path}/nb/status.txt cannot be read as UTF-8 text (UnicodeDecodeError)."
    )


def test_letters_that_are_not_there_are_refused(tmp_path: Path):
    assert refusal(letters=tmp_path / "none") == f"FRISTVAKT_LETTERS: {tmp_path / 'none'} is no folder."


def test_nobody_has_approved_what_comes_with_the_package():
    office = opened()
    assert set(office.unapproved) == set(office.texts)


def test_one_name_approves_letters_and_interim_reply(tmp_path: Path):
    approve_all(Settings(), "Jurist Jensen", date(2026, 11, 23))
    office = opened()
    assert (office.unapproved, office.approvals.approver("interim_reasons", office.texts["interim_reasons"])) == (
        (),
        "Jurist Jensen",
    )


def test_an_edited_letter_waits_to_be_named_again_and_the_others_do_not(tmp_path: Path):
    letters = own_letters(tmp_path / "letters", "nb", "nn", "en")
    approve_all(Settings(letters=letters), "Jurist Jensen", date(2026, 11, 23))
    (letters / "nn" / STATUS).write_text("# version: 7\nSubject\n\nBody!\n")
    assert opened(letters=letters).unapproved == ("nn/status",)


@pytest.mark.parametrize("content", [b"\xff", b"nb/status 1-0\n", b"nb/status 1-0: Kari, 2026-02-30\n"])
def test_a_list_of_approvals_that_cannot_be_read_is_refused_by_its_setting(content: bytes, tmp_path: Path):
    (tmp_path / "approved.txt").write_bytes(content)
    assert refusal(letters_approved=tmp_path / "approved.txt").startswith("FRISTVAKT_LETTERS_APPROVED: ")


def test_without_a_certificate_there_is_no_tls():
    assert open_certificate(Settings()) is None


def test_a_certificate_with_its_key_is_opened(tmp_path: Path):
    certificate(tmp_path)
    pem = tmp_path / "localhost.pem"
    assert open_certificate(Settings(smtp_tls_certificate=pem, smtp_tls_key=pem)) is not None


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_certificate_that_cannot_be_used_is_refused_by_its_settings(content: bytes | None, tmp_path: Path):
    pem = tmp_path / "bad.pem"
    if content is not None:
        pem.write_bytes(content)
    with pytest.raises(BadSettings, match="FRISTVAKT_SMTP_TLS_CERTIFICATE and FRISTVAKT_SMTP_TLS_KEY cannot be used"):
        open_certificate(Settings(smtp_tls_certificate=pem, smtp_tls_key=pem))

"""What students ask for, measured on four hundred mails: half of them were never looked at while the words were chosen."""

from collections import Counter

import pytest

from casework.exams import Language
from mailgateway.languages import language_of
from mailgateway.quotes import split
from tests.mailgateway.written_mails import measured, written

HALVES = ("tuning", "held")


@pytest.mark.parametrize("half", HALVES)
def test_what_is_acted_on_is_right(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = measured(written(half))
    with capsys.disabled():
        print(f"\n{half}: {found}")  # noqa: T201
    assert found.precision >= 0.995


@pytest.mark.parametrize("half", HALVES)
def test_most_mails_are_settled_without_a_person(half: str) -> None:
    assert measured(written(half)).settled >= 0.85


@pytest.mark.parametrize("half", HALVES)
def test_language_is_told_or_left_open_but_never_wrong(half: str) -> None:
    found = measured(written(half))
    assert (found.language_wrong, found.language_untold <= found.mails * 0.15) == (0, True)


@pytest.mark.parametrize("half", HALVES)
def test_each_half_holds_two_hundred_mails_in_three_languages(half: str) -> None:
    mails = written(half)
    spoken = Counter(mail.language for mail in mails)
    assert len(mails) == 200
    assert min(spoken[language] for language in Language) >= 20


def test_no_mail_is_in_both_halves() -> None:
    assert not {mail.text for mail in written("held")} & {mail.text for mail in written("tuning")}


QUOTED = "\n\nOn Mon, 2 Mar 2026 at 13:09 Exam Office <sak@example.no> wrote:\n\n> Thank you for your request. We will look at your grade."


@pytest.mark.parametrize("half", HALVES)
def test_quoted_letter_in_another_language_does_not_decide(half: str) -> None:
    norwegian = [mail for mail in written(half) if mail.language is not Language.EN]
    told = {language_of(split(f"{mail.text}{QUOTED}").visible) for mail in norwegian}
    assert told <= {Language.NB, Language.NN, None}


@pytest.mark.parametrize("text", ["Takk", "Ok! Mvh Per", "42 gitt", "Kandidat 12, TDT4100", "Hei", "Jeg eg"])
def test_too_little_or_mixed_text_tells_no_language(text: str) -> None:
    assert language_of(text) is None

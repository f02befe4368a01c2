"""Single sentences: what is plainly wished, what only tempts to be taken for a wish, and what answers a letter of ours."""

from pathlib import Path

import pytest

from casework.messages import Ask, Box
from mailgateway.intent import intent_of

FOLDER = Path(__file__).parent / "wishes"


def lines(name: str) -> list[list[str]]:
    return [line.split("|") for line in (FOLDER / f"{name}.txt").read_text("utf-8").strip().split("\n")]


@pytest.mark.parametrize(("box", "wanted", "text"), lines("plain"))
def test_plain_wish_is_acted_on(box: str, wanted: str, text: str) -> None:
    found = intent_of([Box(box)], "Hei", text)
    assert (found.ask.value, found.sure) == (wanted, True), found


@pytest.mark.parametrize(("box", "text"), lines("tempting"))
def test_what_only_looks_like_a_wish_is_asked_about(box: str, text: str) -> None:
    found = intent_of([Box(box)], "Hei", text)
    assert not found.sure, found


@pytest.mark.parametrize(("wanted", "text"), lines("answers"))
def test_answer_to_a_letter_of_ours_is_a_time_thanks_a_question_of_status_or_something_for_a_person(
    wanted: str, text: str
) -> None:
    found = intent_of([Box.CASE], "Re: Svar [42/2026]", text, answers_ours=True)
    assert (found.ask.value if found.sure else "other") == wanted, found


def test_time_or_thanks_that_answer_nothing_of_ours_are_left_to_a_person() -> None:
    assert not intent_of([Box.CASE], "", "Tirsdag klokka ti passer fint.").sure
    assert not intent_of([Box.CASE], "", "Tusen takk!").sure


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Skal jeg klage på TDT4100?", [Ask.APPEAL]),
        ("Jeg vil ha begrunnelse og klage på TDT4100.", [Ask.EXPLANATION, Ask.APPEAL]),
        ("Hei, kan dere hjelpe meg?", []),
    ],
)
def test_unsure_mail_tells_what_it_may_mean(text: str, asks: list[Ask]) -> None:
    assert set(intent_of([Box.CASE], "", text).asks) == set(asks)

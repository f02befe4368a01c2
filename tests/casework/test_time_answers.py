"""What students answer about times, half of it written before the code: never a wrong guess, and seldom a needless question."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import OSLO
from casework.invitations import Slot, TimeAnswer, TimeWord
from casework.time_answers import time_answer
from mailgateway.quotes import short_words

PHRASES = Path(__file__).parent / "time_answers"
THURSDAY, FRIDAY, MONDAY = (
    Slot(datetime(2026, 11, day, hour, minute, tzinfo=OSLO), 30, "rom B312")
    for day, hour, minute in ((26, 10, 15), (27, 13, 0), (30, 9, 0))
)
OFFERS = (THURSDAY, FRIDAY, MONDAY)
WORDS = re.findall(
    r"\S+",
    "2 3. torsdag kl 13 26.11 30/11 10.15-10.45 passer ikke ingen av tidene jeg kan komme syk eller , . ? men den andre første",
)


class Phrase(NamedTuple):
    meant: TimeAnswer
    words: str


def phrases(name: str) -> list[Phrase]:
    lines = (PHRASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_phrase(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def _phrase(meant: str, words: str) -> Phrase:
    kinds = {"none": TimeWord.NONE_FITS, "prevented": TimeWord.PREVENTED, "unsure": TimeWord.UNSURE}
    bare = meant.rstrip("+")
    number = int(bare) if bare.isdigit() else None
    answer = TimeAnswer(kinds.get(bare, TimeWord.PICKED), number, meant.endswith("+"))
    return Phrase(answer, words.replace(" / ", "\n"))


def said(words: str) -> TimeAnswer:
    return time_answer(short_words(words), OFFERS)


@pytest.mark.parametrize("phrase", phrases("plain"), ids=lambda phrase: phrase.words)
def test_each_phrase_is_understood_as_it_was_meant(phrase: Phrase) -> None:
    assert said(phrase.words) == phrase.meant


def test_no_phrase_that_was_held_back_is_guessed_wrong_and_few_are_asked_back() -> None:
    held = phrases("held")
    answers = [(phrase.meant, said(phrase.words)) for phrase in held]
    wrong = [
        (meant, found)
        for meant, found in answers
        if found.word is not TimeWord.UNSURE and (found.word, found.number) != (meant.word, meant.number)
    ]
    asked_back = [meant for meant, found in answers if found.word is TimeWord.UNSURE is not meant.word]
    assert (len(held), wrong) == (45, [])
    assert len(asked_back) <= 1


@pytest.mark.parametrize("phrase", phrases("tempting"), ids=lambda phrase: phrase.words)
def test_what_tempts_to_a_wrong_guess_is_not_guessed(phrase: Phrase) -> None:
    assert said(phrase.words) == phrase.meant


PICKED, REFUSED = TimeAnswer(TimeWord.PICKED, 1), TimeAnswer(TimeWord.NONE_FITS)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Det passer", PICKED),
        ("Passar fint", PICKED),
        ("Ja", PICKED),
        ("Yes, that works for me", PICKED),
        ("Torsdag passer", PICKED),
        ("1", PICKED),
        ("Det passer ikke", REFUSED),
        ("Tida høver dårleg", REFUSED),
        ("Torsdag passer dessverre ikke", REFUSED),
        ("That time does not work", REFUSED),
        ("Jeg kan ikke komme på torsdag", TimeAnswer(TimeWord.PREVENTED)),
        ("Jeg kan ikke komme på fredag", TimeAnswer(TimeWord.UNSURE)),
        ("Fredag passer", TimeAnswer(TimeWord.UNSURE)),
        ("Takk", TimeAnswer(TimeWord.UNSURE)),
    ],
)
def test_one_time_alone_needs_no_number(words: str, meant: TimeAnswer) -> None:
    assert time_answer(words, (THURSDAY,)) == meant


TWO_FRIDAYS = (replace(FRIDAY, starts=FRIDAY.starts - timedelta(hours=3)), FRIDAY)


@pytest.mark.parametrize("words", ["fredag kl 13", "kl. 13.00", "2", "27.11 klokka 13", "at 1 pm"])
def test_two_times_of_one_day_are_told_apart_by_the_hour(words: str) -> None:
    assert time_answer(words, TWO_FRIDAYS) == TimeAnswer(TimeWord.PICKED, 2)


@pytest.mark.parametrize("words", ["fredag", "27.11", "fredag kl 12"])
def test_a_day_with_two_times_is_not_enough(words: str) -> None:
    assert time_answer(words, TWO_FRIDAYS).word is TimeWord.UNSURE


@pytest.mark.parametrize("words", ["", " ", "\n", "!" * 50, "x" * 5000])
def test_words_that_say_nothing_are_asked_back(words: str) -> None:
    assert said(words).word is TimeWord.UNSURE


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_any_words_give_an_answer_that_was_offered(words: str) -> None:
    found = said(words)
    assert (found.number in (1, 2, 3)) is (found.word is TimeWord.PICKED)

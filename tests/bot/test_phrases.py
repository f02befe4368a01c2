import string
from itertools import product

import pytest

from bot.duties import DUTIES
from bot.once_more import ONCE_MORE
from bot.phrases import PHRASES, say
from bot.questions import ASKED
from bot.sentences import TOLD
from casework.access import Move
from casework.case import Kind, Mark, Outcome, Status
from casework.desk.answers import Reason
from casework.exams import ExplanationForm, Language
from casework.messages import TaskKind

NEEDED = [
    *(f"{part}.{move}" for part, move in product(("move", "done"), Move)),
    *(f"kind.{kind}" for kind in Kind),
    *(f"status.{status}" for status in Status),
    *(f"outcome.{outcome}" for outcome in Outcome),
    *(f"mark.{mark}" for mark in Mark),
    *(f"form.{form}" for form in ExplanationForm),
    *(f"{part}.{kind}" for part, kind in product(("task", "todo"), TaskKind)),
    *(f"ask.{reason}" for reason in Reason),
]
LONGEST_DAY = "onsdag 30. september"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def keys_of(*groups: str) -> list[str]:
    return [key for key in PHRASES if key.split(".")[0] in groups]


@pytest.mark.demand("A-278", "D-08")
@pytest.mark.parametrize("key", PHRASES)
def test_every_phrase_exists_in_all_three_languages(key: str) -> None:
    assert all(PHRASES[key][language].strip() for language in Language)


@pytest.mark.parametrize("key", PHRASES)
def test_every_phrase_has_the_same_fields_in_each_language(key: str) -> None:
    assert len({frozenset(fields(text)) for text in PHRASES[key].values()}) == 1


@pytest.mark.parametrize("key", NEEDED)
def test_every_word_of_the_desk_has_a_phrase(key: str) -> None:
    assert key in PHRASES


def test_no_key_of_the_table_stands_there_twice() -> None:
    keys = [row[0] for row in (*TOLD, *ASKED, *DUTIES, *ONCE_MORE)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", keys_of("move", "button"))
def test_no_button_is_longer_than_slack_allows_beside_case_and_day(key: str) -> None:
    longest = [
        say("ask.choice_day", language, move=say(key, language), number=12345, day=LONGEST_DAY) for language in Language
    ]
    assert max(len(text) for text in longest) <= 75


@pytest.mark.parametrize("key", keys_of("title", "move"))
def test_no_title_and_no_confirming_button_is_longer_than_slack_allows(key: str) -> None:
    most = 24 if key.startswith("title") else 30
    assert max(len(text) for text in PHRASES[key].values()) <= most


def test_a_phrase_without_its_field_is_refused() -> None:
    with pytest.raises(KeyError):
        say("title.case", Language.NB)


@pytest.mark.demand("A-090")
@pytest.mark.parametrize("language", Language)
def test_no_two_states_of_a_case_are_called_the_same(language: Language) -> None:
    words = [say(key, language) for key in keys_of("status", "kind", "mark")]
    assert len(words) == len(set(words))

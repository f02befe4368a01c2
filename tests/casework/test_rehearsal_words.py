"""What a change of rules would do, as the second person reads it."""

from datetime import date

import pytest

from casework.case import Case, Kind, Status
from casework.clocks import Clocks
from casework.exams import Language
from casework.rehearsal import ChangedChoice, ChangedDate, Rehearsal, dates_of
from casework.rehearsal_words import LONGEST, change_lines
from casework.rulebook import rulebook
from tests.casework.cases import case, dossier

BEFORE, AFTER = date(2026, 12, 8), date(2027, 1, 5)
EVERY_KIND = [case(Kind.EXPLANATION, Status.WITH_GRADER), case(), case(Kind.FORMAL_ERROR, Status.WITH_HANDLER)]


def said(language: Language, *changes: ChangedDate | ChangedChoice) -> tuple[str, ...]:
    choices = tuple(each for each in changes if isinstance(each, ChangedChoice))
    dates = tuple(each for each in changes if isinstance(each, ChangedDate))
    return change_lines(Rehearsal(choices, dates), language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("about", EVERY_KIND, ids=lambda each: each.kind.value)
def test_every_date_that_may_move_has_a_name(about: Case, language: Language) -> None:
    rules = dates_of(about, Clocks(dossier(about), rulebook("uio")))
    lines = said(language, *(ChangedDate(1, rule, BEFORE, AFTER) for rule in rules))
    assert len(set(lines)) == len(rules)
    assert not [line for line in lines if "D-" in line]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (Language.NB, "Sak 7, eget mål for ny sensur: ingen dato → tirsdag 5. januar 2027"),
        (Language.NN, "Sak 7, eige mål for ny sensur: ingen dato → tysdag 5. januar 2027"),
        (Language.EN, "Case 7, own target for the new grade: no date → Tuesday 5 January 2027"),
    ],
)
def test_a_date_that_appears_is_told_in_the_readers_language(language: Language, line: str) -> None:
    assert said(language, ChangedDate(7, "D-TARGET", None, AFTER)) == (line,)


def test_a_choice_is_told_by_its_key_and_never_at_length() -> None:
    (line,) = said(Language.NB, ChangedChoice("name.nb", None, "x" * 900))
    assert line.startswith("name.nb: – → xxx")
    assert len(line) <= LONGEST + len("name.nb: – → ")


@pytest.mark.parametrize(("language", "late"), [("nb", "forsinket"), ("nn", "forseinka"), ("en", "late")])
def test_word_of_a_late_explanation_is_not_called_an_interim_reply(language: str, late: str) -> None:
    moved = ChangedDate(2, "D-EXPL-INTERIM", date(2026, 12, 7), date(2026, 12, 14))
    (line,) = change_lines(Rehearsal((), (moved,)), Language(language))
    assert late in line

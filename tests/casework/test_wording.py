"""How a date came about, in one sentence that a student can read and a jurist can check."""

import pytest

from casework.deadlines import duties, students
from casework.deadlines.value import Deadline
from casework.deadlines.wording import explained, in_words, length_in_words, note_in_words
from casework.exams import Language
from casework.rulebook import Length, law
from tests.casework.days import day

OLD, NEW = law("law-2005"), law("law-2024")
MOVED = students.appeal(day("Wed 2024-12-04"), NEW)
INTERIM = duties.interim_reply(day("Sat 2026-01-31"), NEW)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            Language.NB,
            "tre uker fra kunngjøringen onsdag 4. desember 2024, "
            "flyttet fra onsdag 25. desember (1. juledag) til fredag 27. desember 2024",
        ),
        (
            Language.NN,
            "tre veker frå kunngjeringa onsdag 4. desember 2024, "
            "flytta frå onsdag 25. desember (1. juledag) til fredag 27. desember 2024",
        ),
        (
            Language.EN,
            "three weeks from the announcement on Wednesday 4 December 2024, "
            "moved from Wednesday 25 December (Christmas Day) to Friday 27 December 2024",
        ),
    ],
)
def test_a_moved_deadline_names_its_holiday(language: Language, expected: str) -> None:
    assert in_words(MOVED, language) == expected


def test_a_saturday_is_not_named_twice() -> None:
    assert in_words(INTERIM, Language.NN) == (
        "éin månad etter at klaga kom inn laurdag 31. januar 2026, "
        "flytta frå laurdag 28. februar til fredag 27. februar 2026"
    )


def test_a_move_into_the_next_year_keeps_both_years() -> None:
    assert in_words(students.appeal(day("Sat 2022-12-10"), OLD), Language.NB).endswith(
        "flyttet fra lørdag 31. desember 2022 til mandag 2. januar 2023"
    )


@pytest.mark.parametrize(
    ("deadline", "nb", "nn"),
    [
        (
            students.appeal_pending_explanation(NEW),
            "ingen klagefrist løper mens vi venter på begrunnelsen; fristen er tre uker fra begrunnelsen er gitt",
            "ingen klagefrist går medan vi ventar på grunngjevinga; fristen er tre veker frå grunngjevinga er gitt",
        ),
        (
            duties.explanation_due(day("Mon 2023-12-04"), OLD),
            "normalt to uker fra forespørselen om begrunnelse mandag 4. desember 2023",
            "normalt to veker frå førespurnaden om grunngjeving måndag 4. desember 2023",
        ),
        (
            students.explanation_request_at_once(day("Mon 2025-06-02"), "announcement", NEW),
            "straks karakteren er kjent, mandag 2. juni 2025",
            "straks karakteren er kjend, måndag 2. juni 2025",
        ),
        (
            students.appeal_by_unit(day("Mon 2025-09-01"), NEW),
            "datoen som er fastsatt for eksamenen, mandag 1. september 2025",
            "datoen som er fastsett for eksamenen, måndag 1. september 2025",
        ),
    ],
)
def test_bokmaal_and_nynorsk_are_kept_apart(deadline: Deadline, nb: str, nn: str) -> None:
    assert (in_words(deadline, Language.NB), in_words(deadline, Language.NN)) == (nb, nn)


def test_the_full_explanation_is_whole_sentences() -> None:
    assert explained(INTERIM) == (
        "One month from receipt on Saturday 31 January 2026, moved from Saturday 28 February to Friday 27 February 2026. "
        "The deadline does not move forward, so the reply is sent on the last working day before."
    )


def test_our_own_target_is_told_beside_the_legal_day() -> None:
    text = explained(duties.explanation_due(day("Thu 2026-03-19"), NEW))
    assert text.endswith("to Tuesday 7 April 2026. Our own target is Wednesday 1 April 2026.")


@pytest.mark.parametrize(
    ("length", "nb", "nn", "en"),
    [
        (Length(1, "weeks"), "én uke", "éi veke", "one week"),
        (Length(1, "months"), "én måned", "éin månad", "one month"),
        (Length(2, "days"), "to dager", "to dagar", "two days"),
        (Length(15, "working_days"), "15 virkedager", "15 verkedagar", "15 working days"),
    ],
)
def test_lengths_are_counted_in_each_language(length: Length, nb: str, nn: str, en: str) -> None:
    assert [length_in_words(length, language) for language in Language] == [nb, nn, en]


def test_a_note_can_be_read_by_a_case_handler() -> None:
    assert note_in_words("unit_lifted", Language.NN) == (
        "datoen som er fastsett for eksamenen, er tidlegare og kan ikkje korte ned fristen"
    )

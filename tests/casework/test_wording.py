"""How a date came about, in one sentence that a student can read and a jurist can check."""

from dataclasses import replace
from typing import get_args

import pytest

from casework.deadlines import duties, phrases, reasons, regrading, students, together
from casework.deadlines.chain import ResultDates, appeal_deadline, request_deadline
from casework.deadlines.explanations import Pause, explanation_due_after
from casework.deadlines.value import Deadline, Note, Start, Why
from casework.deadlines.wording import explained, in_short, in_words, length_in_words, note_in_words, steps
from casework.exams import Language
from casework.laws import Length, law
from tests.casework.days import day

BOKMAAL_ONLY = frozenset(
    ["fra", "ikke", "begrunnelsen", "klagen", "kunngjøringen", "ble", "en", "noen", "uke", "uker", "hele"]
)
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


class TestVocabulary:
    """Whatever a date can say, it can say in the three languages."""

    @pytest.mark.parametrize("start", get_args(Start))
    def test_every_start_names_its_day_in_all_languages(self, start: Start) -> None:
        assert all(text.count("{day}") == 1 for text in phrases.FROM[start])

    @pytest.mark.parametrize("why", get_args(Why))
    def test_every_reason_is_a_clause_without_a_full_stop(self, why: Why) -> None:
        assert all(text and text[0].islower() and not text.endswith(".") for text in reasons.WHY[why])

    @pytest.mark.parametrize("note", get_args(Note))
    def test_every_note_is_a_clause_without_a_full_stop(self, note: Note) -> None:
        assert all(text[0].islower() and not text.endswith(".") for text in reasons.NOTES[note])

    @pytest.mark.parametrize("why", get_args(Why))
    def test_nynorsk_reasons_use_no_word_of_bokmaal_only(self, why: Why) -> None:
        assert not set(reasons.WHY[why][1].replace(",", " ").split()) & BOKMAAL_ONLY

    @pytest.mark.parametrize("start", get_args(Start))
    def test_nynorsk_starts_use_no_word_of_bokmaal_only(self, start: Start) -> None:
        assert not set(phrases.FROM[start][1].replace(",", " ").split()) & BOKMAAL_ONLY


class TestShort:
    """One line for Slack."""

    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            (Language.NB, "fredag 27. desember (tre uker fra kunngjøringen onsdag 4. desember, flyttet, § 11-10)"),
            (Language.NN, "fredag 27. desember (tre veker frå kunngjeringa onsdag 4. desember, flytta, § 11-10)"),
            (
                Language.EN,
                "Friday 27 December (three weeks from the announcement on Wednesday 4 December, moved, § 11-10)",
            ),
        ],
    )
    def test_a_date_with_its_start_and_section(self, language: Language, expected: str) -> None:
        assert in_short(MOVED, language) == expected

    def test_a_date_that_did_not_move_says_no_more(self) -> None:
        assert in_short(students.appeal(day("Tue 2024-12-03"), NEW), Language.NB) == (
            "tirsdag 24. desember (tre uker fra kunngjøringen tirsdag 3. desember, § 11-10)"
        )

    def test_without_a_date_only_the_first_clause_is_said(self) -> None:
        assert in_short(students.appeal_pending_explanation(NEW), Language.NB) == (
            "ingen klagefrist løper mens vi venter på begrunnelsen (§ 11-10)"
        )

    def test_what_no_act_regulates_has_no_section(self) -> None:
        until = regrading.withdrawal("decided", None, None, None, NEW)
        grace = together.grace_of_member(day("Thu 2025-07-03"), NEW)
        assert in_short(until, Language.NN) == "klaga kan trekkjast til den nye karakteren er endeleg"
        assert in_short(grace, Language.EN) == "Thursday 10 July (one week after the group's last day, Thursday 3 July)"


class TestSteps:
    """The whole computation, a sentence each."""

    def test_a_moved_date_in_nynorsk_step_by_step(self) -> None:
        assert steps(MOVED, Language.NN) == (
            "Regel D-APP: universitets- og høgskulelova § 11-10 første ledd.",
            "Tre veker frå kunngjeringa onsdag 4. desember 2024.",
            "Rekna etter domstollova §§ 148 og 149.",
            "Utan flytting: onsdag 25. desember 2024.",
            "Onsdag 25. desember 2024 er ingen verkedag: 1. juledag.",
            "Torsdag 26. desember 2024 er ingen verkedag: 2. juledag.",
            "Datoen er fredag 27. desember 2024.",
            "Lovversjon: law-2024.",
        )

    def test_an_unmoved_date_has_no_steps_of_moving(self) -> None:
        assert steps(students.appeal(day("Tue 2024-12-03"), NEW), Language.NB) == (
            "Regel D-APP: universitets- og høyskoleloven § 11-10 første ledd.",
            "Tre uker fra kunngjøringen tirsdag 3. desember 2024.",
            "Regnet etter domstolloven §§ 148 og 149.",
            "Datoen er tirsdag 24. desember 2024.",
            "Lovversjon: law-2024.",
        )

    def test_our_own_target_is_a_step_where_the_date_moved(self) -> None:
        told = steps(duties.explanation_due(day("Thu 2026-03-19"), NEW), Language.NB)
        assert told[-3:-1] == ("Datoen er tirsdag 7. april 2026.", "Vårt eget mål er onsdag 1. april 2026.")

    def test_a_date_that_does_not_exist_tells_only_why(self) -> None:
        assert steps(students.forwarded_to_board(NEW), Language.NB) == (
            "Regel D-FORMAL-BOARD: universitets- og høyskoleloven § 11-9 tredje ledd.",
            "Klagen er sendt til klageinstansen, uten at det trengs en ny klage.",
            "Lovversjon: law-2024.",
        )

    def test_what_lost_and_what_to_know_are_steps(self) -> None:
        known = ResultDates(announced=day("Mon 2025-06-02"), unit_deadline=day("Mon 2025-06-16"))
        told = steps(appeal_deadline(known, request_deadline(known, NEW), NEW), Language.NB)
        assert told[-3:-1] == (
            "Valgt framfor D-APP-UNIT, mandag 16. juni 2025: "
            "datoen som er fastsatt for eksamenen, mandag 16. juni 2025.",
            "Datoen som er fastsatt for eksamenen, er tidligere og kan ikke forkorte fristen.",
        )


class TestStopped:
    """Days that the clock stood still."""

    STOPPED = explanation_due_after(day("Mon 2025-06-02"), [Pause(day("Wed 2025-06-04"), day("Sat 2025-06-07"))], NEW)

    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            (
                Language.NB,
                "to uker fra forespørselen om begrunnelse mandag 2. juni 2025; fristen sto stille i tre dager",
            ),
            (
                Language.NN,
                "to veker frå førespurnaden om grunngjeving måndag 2. juni 2025; fristen stod stille i tre dagar",
            ),
            (
                Language.EN,
                "two weeks from the request for an explanation on Monday 2 June 2025; the clock stood still for three days",
            ),
        ],
    )
    def test_a_letter_tells_the_days_that_did_not_count(self, language: Language, expected: str) -> None:
        assert in_words(self.STOPPED, language) == expected

    def test_the_steps_tell_them_too(self) -> None:
        assert steps(self.STOPPED)[1].endswith("; the clock stood still for three days.")


def test_notes_can_be_told_in_place_of_a_deadlines_own() -> None:
    assert explained(INTERIM, ()).endswith("Friday 27 February 2026.")


def test_a_target_that_is_the_day_itself_is_not_told() -> None:
    assert "target" not in explained(duties.explanation_due(day("Tue 2024-12-03"), NEW))


def test_a_deadline_without_start_cannot_be_told() -> None:
    with pytest.raises(LookupError, match="D-APP has no start"):
        in_words(replace(MOVED, start=None), Language.NB)


@pytest.mark.parametrize(
    ("language", "expected"),
    [(Language.NB, "kunngjort"), (Language.NN, "kunngjort"), (Language.EN, "announced on")],
)
def test_an_announcement_is_no_start_of_itself(language: Language, expected: str) -> None:
    announced = students.announcement(day("Mon 2025-06-02"), day("Mon 2025-06-02"), NEW)
    assert in_words(announced, language).startswith(expected)


@pytest.mark.parametrize(
    ("weeks", "language", "expected"),
    [
        (6, Language.NB, "seks uker"),
        (8, Language.NB, "åtte uker"),
        (12, Language.NN, "tolv veker"),
        (8, Language.EN, "eight weeks"),
        (13, Language.EN, "13 weeks"),
    ],
)
def test_lengths_up_to_twelve_are_written_in_words(weeks: int, language: Language, expected: str) -> None:
    assert length_in_words(Length(weeks, "weeks"), language) == expected

"""What each person is told of how a case's dates came about: the case handler all of it, the others no more than their part."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.case import Case, Kind, Mark, Outcome, Status
from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.exams import Form, Language, Staff
from casework.laws import Length
from casework.rulebook import AppealTarget, rulebook
from casework.why import Why, why, why_for_student
from tests.casework.cases import EXAM, GRO, NINA, NOW, RESULT, SIRI, case, dossier, with_graders

NTNU = rulebook("ntnu")
FROM_RECEIPT = AppealTarget(length=Length(4, "weeks"), counted_from="receipt")
EXPLANATION = case(Kind.EXPLANATION, Status.WITH_GRADER, grader_id=GRO.id)
RESULT_S = ["Kunngjøring", "Be om begrunnelse", "Klage på karakter", "Klage, formelle feil"]
GIVE = ["Gi begrunnelse", "Si fra om forsinkelse"]
FINISHED: dict[str, Any] = {"status": Status.DONE, "done_on": date(2026, 11, 24)}
COMPLAINT = replace(case(Kind.FORMAL_ERROR, Status.WITH_HANDLER), number=2)


def asked(who: Staff, about: Case, *others: Case, target: AppealTarget | None = None, **fields: object) -> Why:
    held: Dossier = dossier(about, *others, **fields)
    return why(about, held, Clocks(held, NTNU.model_copy(update={"appeal_target": target})), who)


def names(told: Why) -> list[str]:
    return [name for name, _ in told.told]


def words(told: Why) -> str:
    return "\n".join(sentence for _, sentences in told.told for sentence in sentences)


class TestCaseHandler:
    def test_the_three_clocks_stand_before_what_we_owe(self) -> None:
        told = asked(SIRI, EXPLANATION)
        assert names(told) == [*RESULT_S, "Gi begrunnelse", "Si fra om forsinkelse"]

    def test_an_appeal_has_its_interim_reply_and_its_target(self) -> None:
        told = names(asked(SIRI, case(), target=FROM_RECEIPT))
        assert told == [*RESULT_S, "Klagesensur", "Foreløpig svar", "Eget mål", "Trekke klagen"]

    def test_a_promised_answer_is_what_the_next_reply_counts_from(self) -> None:
        told = asked(SIRI, case(interims=1, promised=date(2027, 1, 20), interim_due=date(2027, 1, 20)))
        assert "Dagen vi lovet svar, onsdag 20. januar 2027." in words(told)

    def test_every_step_of_every_clock_is_told(self) -> None:
        told = asked(SIRI, EXPLANATION)
        assert "Regel D-EXPL-DUE: universitets- og høyskoleloven § 11-8 tredje ledd." in words(told)
        assert "Datoen er mandag 7. desember 2026." in words(told)

    def test_every_clock_is_drawn(self) -> None:
        told = asked(SIRI, EXPLANATION)
        assert [row.label for row in told.rows] == [*RESULT_S[1:], "Gi begrunnelse"]

    @pytest.mark.parametrize(
        ("language", "name"), [(Language.NN, "Seie frå om forseinking"), (Language.EN, "Word of a delay")]
    )
    def test_it_is_told_in_the_readers_language(self, language: Language, name: str) -> None:
        assert names(asked(replace(SIRI, language=language), EXPLANATION))[-1] == name

    @pytest.mark.parametrize("language", list(Language))
    def test_nobody_is_named(self, language: Language) -> None:
        told = asked(replace(SIRI, language=language), EXPLANATION)
        assert not [word for word in ("Kari", "1001", "5001", "@") if word in words(told)]


class TestEveryRule:
    """What the facts of a case call for, the case handler finds under "why": the rule and its section."""

    @pytest.mark.parametrize(
        ("about", "fields", "rule"),
        [
            (EXPLANATION, {}, "D-ANN"),
            (EXPLANATION, {"exam": replace(EXAM, held=date(2026, 11, 2))}, "D-GRADE"),
            (EXPLANATION, {}, "D-EXPL-REQ"),
            (replace(EXPLANATION, pauses=((date(2026, 11, 24), None),)), {}, "D-EXPL-DUE-STOP"),
            (EXPLANATION, {}, "D-EXPL-INTERIM"),
            (replace(EXPLANATION, **FINISHED, outcome=Outcome.SENT), {}, "D-EXPL-DONE"),
            (replace(EXPLANATION, **FINISHED, outcome=Outcome.ORAL_GIVEN), {}, "D-EXPL-DONE"),
            (replace(EXPLANATION, **FINISHED, outcome=Outcome.NO_SHOW), {}, "D-EXPL-NOSHOW"),
            (replace(EXPLANATION, **FINISHED, outcome=Outcome.SENT), {}, "D-APP-EXT"),
            (EXPLANATION, {}, "D-APP-PEND"),
            (case(), {"exam": replace(EXAM, unit_deadline=date(2027, 1, 20))}, "D-APP-UNIT"),
            (case(), {"result": replace(RESULT, individual_start=date(2026, 12, 1))}, "D-APP-IND"),
            (case(), {"exam": replace(EXAM, form=Form.ORAL)}, "D-APP-NA"),
            (case(), {"exam": replace(EXAM, part="1", appealed_as="part")}, "D-APP-PART"),
            (case(), {"result": replace(RESULT, announced_anew=date(2026, 12, 1))}, "D-APP-REGRADE"),
            (case(), {"fellows": (replace(EXPLANATION, **FINISHED),)}, "D-APP-GROUP"),
            (case(marks=frozenset({Mark.LATE})), {}, "D-LATE-CAP"),
            (case(), {}, "D-HANDLE"),
            (case(), {}, "D-INTERIM"),
            (case(interims=1, promised=date(2027, 1, 20)), {}, "D-INTERIM-2"),
            (case(), {}, "D-WITHDRAW"),
            (case(status=Status.FURTHER), {}, "D-THIRD"),
            (case(status=Status.NEW_ORAL), {}, "D-ORAL2"),
            (case(**FINISHED, outcome=Outcome.UNCHANGED), {}, "D-NEWEXPL"),
            (case(**FINISHED, outcome=Outcome.UNCHANGED), {}, "D-APP-FINAL"),
            (case(**FINISHED, outcome=Outcome.UNCHANGED), {}, "D-FORMAL-EXT"),
            (case(**FINISHED, outcome=Outcome.UNCHANGED), {}, "D-RENOTIFY"),
            (case(status=Status.REJECTED, done_on=date(2026, 11, 24)), {}, "D-COMPLAINT"),
            (COMPLAINT, {}, "D-FORMAL"),
            (replace(COMPLAINT, status=Status.WITH_BOARD), {}, "D-FORMAL-BOARD"),
            (replace(COMPLAINT, **FINISHED, outcome=Outcome.ANNULLED_NEW_EXAM), {}, "D-APP-FORMAL"),
        ],
    )
    def test_a_case_whose_facts_have_it_tells_the_rule(self, about: Case, fields: dict[str, object], rule: str) -> None:
        assert any(
            sentence.startswith(f"Regel {rule}:") for sentence in words(asked(SIRI, about, **fields)).split("\n")
        )

    def test_a_late_appeal_of_a_new_grade_can_be_taken_on_for_a_year_after_it(self) -> None:
        told = asked(SIRI, case(marks=frozenset({Mark.LATE})), result=replace(RESULT, announced_anew=date(2026, 12, 1)))
        assert "Tolv måneder fra kunngjøringen av den nye karakteren tirsdag 1. desember 2026" in words(told)

    def test_the_target_is_told_where_the_institution_has_one(self) -> None:
        assert "Regel D-TARGET:" in words(asked(SIRI, case(), target=FROM_RECEIPT))

    @pytest.mark.parametrize(
        ("about", "rule"),
        [
            (case(), "D-THIRD"),
            (case(), "D-ORAL2"),
            (case(), "D-LATE-CAP"),
            (case(**FINISHED, outcome=Outcome.UNCHANGED, seen_on=date(2026, 11, 25)), "D-RENOTIFY"),
            (case(status=Status.DECIDED), "D-WITHDRAW"),
        ],
    )
    def test_a_rule_whose_facts_are_missing_is_not_told(self, about: Case, rule: str) -> None:
        assert f"Regel {rule}:" not in words(asked(SIRI, about))


class TestFirstGrader:
    def test_the_duty_stands_behind_what_the_explanation_does(self) -> None:
        assert names(asked(GRO, EXPLANATION)) == ["Be om begrunnelse", "Klage på karakter", *GIVE]

    def test_a_complaint_about_the_exam_is_not_told(self) -> None:
        told = asked(GRO, replace(EXPLANATION, status=Status.DONE, done_on=date(2026, 11, 24)), COMPLAINT)
        assert "formelle feil" not in words(told)
        assert names(told) == ["Be om begrunnelse", "Begrunnelsen gitt"]

    def test_a_start_of_the_students_own_is_not_told(self) -> None:
        told = asked(GRO, EXPLANATION, result=replace(RESULT, individual_start=date(2026, 11, 20)))
        assert names(told) == ["Klage på karakter", *GIVE]


class TestNewGrader:
    """Nothing from which the first grade, or that there was an explanation, could be reckoned (decision 15)."""

    def test_only_that_the_act_sets_no_date(self) -> None:
        told = asked(NINA, with_graders())
        assert (names(told), told.rows) == (["Klagesensur"], ())
        assert "uten ugrunnet opphold" in words(told)

    def test_the_target_is_told_without_where_it_counts_from(self) -> None:
        told = asked(NINA, with_graders(target=date(2026, 12, 21)), target=FROM_RECEIPT)
        assert "Vi sikter mot mandag 21. desember 2026." in words(told)
        assert not [word for word in ("uker", "mottatt", "23. november") if word in words(told)]

    def test_it_is_the_same_with_and_without_an_explanation(self) -> None:
        explained = replace(EXPLANATION, number=2, status=Status.DONE, done_on=date(2026, 11, 20))
        assert asked(NINA, with_graders()) == asked(NINA, with_graders(), explained)

    def test_a_case_handler_who_grades_anew_sees_it_blind_too(self) -> None:
        both = replace(SIRI, id=NINA.id)
        assert asked(both, with_graders()) == asked(NINA, with_graders())


class TestStudent:
    def told(self, about: Case, **fields: object) -> Why:
        held = dossier(about, **fields)
        return why_for_student(about, Clocks(held, NTNU), Language.NB)

    def test_the_student_sees_every_clock_and_what_we_owe(self) -> None:
        assert names(self.told(case())) == [*RESULT_S[1:], "Klagesensur", "Foreløpig svar", "Trekke klagen"]

    def test_a_closed_case_owes_nothing(self) -> None:
        assert len(names(self.told(case(status=Status.WITHDRAWN, done_on=NOW.date())))) == 3

"""Dates of a dossier that hang on others: the course of a part, the members of a group, a grade set anew, a delay of the student."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casework.case import Case, Kind, Outcome, Status
from casework.clocks import Clocks
from casework.rulebook import LocalChoices, Rulebook, rulebook
from tests.casework.cases import DOSSIER, EXAM, case
from tests.casework.days import day

NTNU, UIB, UIT, NORD = (rulebook(name) for name in ("ntnu", "uib", "uit", "nord"))
# announced Tue 2026-11-17


def explanation(received: str, done: str | None = None, **fields: object) -> Case:
    moment = datetime.combine(day(received), datetime.min.time().replace(hour=9), UTC)
    status = Status.DONE if done else Status.WITH_GRADER
    made = case(Kind.EXPLANATION, status, received=moment, done_on=day(done) if done else None)
    return replace(made, number=9, **fields)


def clocks(book: Rulebook = NTNU, *cases: Case, **known: object) -> Clocks:
    return Clocks(replace(DOSSIER, cases=cases, **known), book)


class TestSection1110ThirdParagraph:
    """D-APP-PART: the institution decides whether a part is appealed by itself; UiB, UiT and exams that decide."""

    def part(self, book: Rulebook, appealed_as: str | None = None, whole: str | None = None) -> tuple[str, object]:
        exam = replace(EXAM, part="Essay", appealed_as=appealed_as)
        found = clocks(book, exam=exam, whole_course=day(whole) if whole else None).appeal()
        return found.rule, found.date or found.why

    @pytest.mark.parametrize(
        ("book", "appealed_as", "whole", "expected"),
        [
            (UIT, None, None, ("D-APP-PART", day("Tue 2026-12-08"))),
            (UIB, None, None, ("D-APP-PART", "whole_course_open")),
            (UIB, None, "Mon 2026-12-14", ("D-APP-PART", day("Mon 2027-01-04"))),
            (NTNU, "part", "Mon 2026-12-14", ("D-APP-PART", day("Tue 2026-12-08"))),
            (NTNU, "course", None, ("D-APP-PART", "whole_course_open")),
            (NTNU, "course", "Mon 2026-12-14", ("D-APP-PART", day("Mon 2027-01-04"))),
            (NTNU, None, "Mon 2026-12-14", ("D-APP", day("Tue 2026-12-08"))),
        ],
    )
    def test_a_part_counts_from_what_is_appealed(
        self, book: Rulebook, appealed_as: str | None, whole: str | None, expected: tuple[str, object]
    ) -> None:
        assert self.part(book, appealed_as, whole) == expected

    def test_a_whole_course_has_no_part(self) -> None:
        assert clocks(UIB, whole_course=day("Mon 2026-12-14")).appeal().rule == "D-APP"

    def test_a_faculty_may_have_a_choice_of_its_own(self) -> None:
        exam = replace(EXAM, part="Essay", faculty="JUR")
        choice = LocalChoices.model_validate({"source": "x", "part_exam_appeal": "part"})
        own = UIB.model_copy(update={"faculty": {"JUR": choice}})
        assert clocks(own, exam=exam).appeal().date == day("Tue 2026-12-08")


class TestSection1110SecondParagraph:
    """D-APP-GROUP: each member appeals alone; decision 8."""

    GROUPED = replace(DOSSIER.result, group="G1")

    def member(self, *fellows: Case, book: Rulebook = NTNU, own: tuple[Case, ...] = ()) -> Clocks:
        return clocks(book, *own, result=self.GROUPED, fellows=fellows)

    @pytest.mark.parametrize(
        ("book", "rule", "expected"),
        [(NTNU, "D-APP-GROUP", "Mon 2026-12-21"), (NORD, "D-APP", "Tue 2026-12-08")],
    )
    def test_anothers_explanation_extends_where_the_institution_lets_it(
        self, book: Rulebook, rule: str, expected: str
    ) -> None:
        found = self.member(explanation("Fri 2026-11-20", "Mon 2026-11-30"), book=book).appeal()
        assert (found.rule, found.date) == (rule, day(expected))

    @pytest.mark.parametrize(("book", "why"), [(NTNU, "group_pending"), (NORD, None)])
    def test_an_open_one_keeps_everybodys_deadline_open(self, book: Rulebook, why: str | None) -> None:
        assert self.member(explanation("Fri 2026-11-20"), book=book).appeal().why == why

    def test_the_last_of_several_counts(self) -> None:
        first, second = explanation("Fri 2026-11-20", "Mon 2026-11-30"), explanation("Mon 2026-11-23", "Fri 2026-12-04")
        assert self.member(second, first).appeal().date == day("Mon 2026-12-28")

    @pytest.mark.parametrize(
        "fields", [{"status": Status.WITHDRAWN}, {"status": Status.REJECTED}, {"in_time": False}], ids=str
    )
    def test_a_request_that_came_to_nothing_moves_nobody(self, fields: dict[str, object]) -> None:
        assert self.member(explanation("Fri 2026-11-20", "Mon 2026-11-30", **fields)).appeal().rule == "D-APP"

    def test_the_one_who_asked_has_the_extension_of_the_explanation(self) -> None:
        own = explanation("Fri 2026-11-20", "Mon 2026-11-30")
        assert clocks(NORD, own, result=self.GROUPED).appeal().rule == "D-APP-EXT"

    def test_a_case_handler_may_let_in_those_who_did_not_ask_for_a_week_more(self) -> None:
        grace = self.member(explanation("Fri 2026-11-20", "Mon 2026-11-30")).group_grace()
        assert grace is not None
        assert grace.date == day("Mon 2026-12-28")

    @pytest.mark.parametrize(
        ("fellows", "book", "own"),
        [
            ((), NTNU, ()),
            ((explanation("Fri 2026-11-20", "Mon 2026-11-30"),), NORD, ()),
            ((explanation("Fri 2026-11-20"),), NTNU, ()),
            (
                (explanation("Fri 2026-11-20", "Mon 2026-11-30"),),
                NTNU,
                (explanation("Fri 2026-11-20", "Mon 2026-11-30"),),
            ),
        ],
        ids=["nobody asked", "only who asked", "still open", "asked too"],
    )
    def test_nobody_else_has_that_week(self, fellows: tuple[Case, ...], book: Rulebook, own: tuple[Case, ...]) -> None:
        assert self.member(*fellows, book=book, own=own).group_grace() is None


class TestSection119SecondParagraph:
    """D-APP-REGRADE: a grade set anew after a formal error."""

    ANNULLED = replace(
        case(Kind.FORMAL_ERROR, Status.DONE, outcome=Outcome.ANNULLED_REGRADE, done_on=day("Mon 2026-12-07"))
    )

    def anew(self, announced: str | None) -> Clocks:
        result = replace(DOSSIER.result, announced_anew=day(announced) if announced else None)
        return clocks(NTNU, self.ANNULLED, result=result)

    def test_the_new_grade_can_be_appealed_from_its_announcement(self) -> None:
        found = self.anew("Thu 2027-01-14").appeal()
        assert (found.rule, found.date) == ("D-APP-REGRADE", day("Thu 2027-02-04"))

    def test_until_then_the_decision_on_the_error_counts(self) -> None:
        found = self.anew(None).appeal()
        assert (found.rule, found.date) == ("D-APP-FORMAL", day("Mon 2026-12-28"))

    def test_the_new_grade_can_be_explained(self) -> None:
        found = self.anew("Thu 2027-01-14").explanation_request()
        assert (found.rule, found.date) == ("D-NEWEXPL", day("Thu 2027-01-21"))


class TestSection119FirstParagraph:
    """D-FORMAL: from when the student knew, as a case handler judges."""

    def test_what_the_case_handler_judges_starts_the_clock(self) -> None:
        rejected = case(
            Kind.FORMAL_ERROR, Status.DONE, done_on=day("Mon 2026-12-07"), error_known=day("Mon 2026-11-30")
        )
        found = clocks(NTNU, rejected).three().formal_error
        assert (found.rule, found.date) == ("D-FORMAL", day("Mon 2026-12-21"))

"""What a change would do: the dates of open cases before and after, and the choices that differ."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import OSLO
from casework.case import CLOSED, Case, Kind, Status
from casework.clocks import Clocks
from casework.dossier import Dossier
from casework.exams import Exam, Form, Language, Person, Result
from casework.laws import Law, Length, law, packaged, packaged_laws
from casework.rehearsal import changed_choices, changed_dates, rehearse
from casework.rulebook import INSTITUTIONS, Rulebook, parse_rulebook, rulebook
from tests.casework.days import day

NTNU, OSLOMET = rulebook("ntnu"), rulebook("oslomet")
EXAM = Exam(1, "TDT4100", "", "2025V", {}, announced=day("Mon 2025-06-02"))
APPEAL = Case(42, Kind.APPEAL, Status.TO_ASSIGN, 1, datetime(2025, 6, 2, 12, tzinfo=UTC), Language.NB, "law-2024")


def dossier(*cases: Case, exam: Exam = EXAM) -> Dossier:
    return Dossier(exam, Result(1, exam.id, 1, "10001"), Person(1, "510001", "", "kari@student.example.no"), cases)


def moved(before: Clocks, after: Clocks) -> list[tuple[int, str, date | None, date | None]]:
    return [tuple(each) for each in changed_dates(before, after)]


def under(held: Law, *cases: Case) -> Clocks:
    return Clocks(dossier(*cases), NTNU, packaged_laws().having(held))


def with_weeks(rule: str, weeks: int) -> Law:
    held = law("law-2024")
    return replace(held, **{rule: replace(getattr(held, rule), length=Length(weeks, "weeks"))})


class TestChangedDates:
    """Pure: two computations of one dossier, and what differs for its open cases."""

    @pytest.mark.demand("D-35")
    def test_a_new_target_is_told_before_and_after(self) -> None:
        before, after = (Clocks(dossier(APPEAL), book) for book in (NTNU, OSLOMET))
        assert moved(before, after) == [(42, "D-TARGET", None, day("Mon 2025-07-21"))]

    @pytest.mark.demand("D-35")
    def test_a_longer_appeal_deadline_is_told_before_and_after(self) -> None:
        changes = moved(under(law("law-2024"), APPEAL), under(with_weeks("appeal", 4), APPEAL))
        assert changes == [(42, "D-APP", day("Mon 2025-06-23"), day("Mon 2025-06-30"))]

    def test_a_choice_of_none_reads_as_the_file_says_it(self) -> None:
        before, after = rulebook("ntnu"), rulebook("oslomet")
        target = next(str(each) for each in changed_choices(before, after) if each.key == "appeal_target")
        assert target == "appeal_target: none -> –"

    def test_an_explanation_tells_its_own_dates(self) -> None:
        case = replace(APPEAL, kind=Kind.EXPLANATION, status=Status.WITH_GRADER)
        changes = moved(under(law("law-2024"), case), under(with_weeks("explanation_due", 3), case))
        assert [rule for _, rule, _, _ in changes] == ["D-EXPL-DUE", "D-EXPL-INTERIM", "D-INTERIM-ASK"]

    def test_the_question_before_an_interim_reply_moves_with_its_choice(self) -> None:
        text = packaged("ntnu").replace("interim_ask_working_days = 5", "interim_ask_working_days = 10")
        before, after = (Clocks(dossier(APPEAL), book) for book in (NTNU, parse_rulebook(text, "own.toml")))
        assert moved(before, after) == [(42, "D-INTERIM-ASK", day("Wed 2025-06-25"), day("Wed 2025-06-18"))]

    def test_oral_tolerance_moves_the_last_day_to_ask(self) -> None:
        case = replace(APPEAL, kind=Kind.EXPLANATION, status=Status.RECEIVED)
        held = dossier(case, exam=replace(EXAM, form=Form.ORAL))
        changes = moved(Clocks(held, NTNU), Clocks(held, rulebook("hvl")))
        assert changes == [(42, "D-EXPL-REQ", day("Mon 2025-06-02"), day("Tue 2025-06-03"))]

    @pytest.mark.parametrize("status", sorted(CLOSED))
    def test_a_closed_case_has_no_dates_to_move(self, status: Status) -> None:
        before, after = (Clocks(dossier(replace(APPEAL, status=status)), book) for book in (NTNU, OSLOMET))
        assert changed_dates(before, after) == []

    def test_a_date_told_to_the_student_is_never_shortened(self) -> None:
        told = replace(APPEAL, told_deadline=day("Mon 2025-06-23"))
        assert moved(under(law("law-2024"), told), under(with_weeks("appeal", 2), told)) == []

    @given(st.dates(date(2024, 8, 1), date(2090, 1, 1)), st.sampled_from(sorted(Kind)), st.sampled_from(INSTITUTIONS))
    def test_the_same_rules_never_move_a_date(self, received: date, kind: Kind, name: str) -> None:
        case = replace(APPEAL, kind=kind, received=datetime.combine(received, time(9), OSLO))
        held = dossier(case, exam=replace(EXAM, announced=received))
        assert changed_dates(Clocks(held, rulebook(name)), Clocks(held, rulebook(name))) == []

    @given(st.sampled_from(INSTITUTIONS), st.sampled_from(INSTITUTIONS), st.sampled_from(sorted(Kind)))
    def test_changing_back_gives_the_same_dates_the_other_way(self, one: str, other: str, kind: Kind) -> None:
        held = dossier(replace(APPEAL, kind=kind))
        there = changed_dates(Clocks(held, rulebook(one)), Clocks(held, rulebook(other)))
        back = changed_dates(Clocks(held, rulebook(other)), Clocks(held, rulebook(one)))
        assert back == [each._replace(before=each.after, after=each.before) for each in there]


class TestLocalClocks:
    """The clocks of a dossier take what holds at its own exam."""

    def test_a_faculty_has_its_own_target(self) -> None:
        at_law = dossier(APPEAL, exam=replace(EXAM, faculty="JUR"))
        target = Clocks(at_law, rulebook("uib")).regrading_target(APPEAL)
        assert target is not None
        assert target.date == day("Mon 2025-07-28")

    def test_another_faculty_has_none_of_its_own(self) -> None:
        assert Clocks(dossier(APPEAL), rulebook("uib")).regrading_target(APPEAL) is None

    @pytest.mark.parametrize(("faculty", "last"), [("IE", "Wed 2025-06-04"), ("HF", "Mon 2025-06-02")])
    def test_a_faculty_has_its_own_oral_tolerance(self, faculty: str, last: str) -> None:
        text = packaged("ntnu") + '\n[faculty.IE]\nsource = "x"\noral_tolerance_days = 2\n'
        held = dossier(exam=replace(EXAM, form=Form.ORAL, faculty=faculty))
        assert Clocks(held, parse_rulebook(text, "own.toml")).explanation_request().date == day(last)


class TestRehearsal:
    """Choices and dates together, as lines that a person confirms."""

    def lines(self, before: Rulebook, after: Rulebook) -> list[str]:
        def clocks(book: Rulebook) -> Clocks:
            return Clocks(dossier(APPEAL), book)

        return rehearse(before, after, [dossier(APPEAL)], lambda _: clocks(before), lambda _: clocks(after)).lines

    def test_each_change_is_one_line(self) -> None:
        longer = parse_rulebook(packaged("oslomet").replace('"4 weeks"', '"5 weeks"'), "own.toml")
        assert self.lines(OSLOMET, longer) == [
            "appeal_target.length.count: 4 -> 5",
            "case 42: D-TARGET 2025-07-21 -> 2025-07-28",
        ]

    def test_a_target_that_was_not_there_is_shown_as_new(self) -> None:
        assert "case 42: D-TARGET none -> 2025-07-21" in self.lines(NTNU, OSLOMET)

    def test_the_same_changes_have_the_same_digest(self) -> None:
        made = [rehearse(NTNU, OSLOMET, [], lambda _: None, lambda _: None).digest for _ in range(2)]
        assert made[0] == made[1]

    def test_another_source_is_no_other_choice(self) -> None:
        text = packaged("ntnu").replace("product's draft; to be approved by the institution", "approved in 2026")
        assert list(changed_choices(NTNU, parse_rulebook(text, "own.toml"))) == []

    def test_a_local_choice_is_a_difference(self) -> None:
        text = packaged("ntnu") + '\n[course.TDT4100]\nsource = "x"\noral_tolerance_days = 1\n'
        (change,) = changed_choices(NTNU, parse_rulebook(text, "own.toml"))
        assert str(change) == "course.TDT4100.oral_tolerance_days: – -> 1"

    def test_the_coming_act_differs_only_where_it_says(self) -> None:
        tables = {change.key.partition(".")[0] for change in changed_choices(law("law-2024"), law("law-2025"))}
        assert tables & {"appeal", "explanation_request", "explanation_due", "formal_error", "counting"} == set()

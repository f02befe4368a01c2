"""The interim reply as tables: the day it is asked about, the day it goes, and what it says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import appeal, explanation, formal_error, interim
from casework.calendar import day_of, is_working_day, working_days_before
from casework.case import CLOSED, Case, Kind, Status
from casework.exams import Language
from casework.messages import TaskKind
from casework.refusals import NotNow, Refusal
from tests.casework.cases import DOSSIER, NOW, OFFICE, SOMEBODY, case, dossier, morning, office
from tests.casework.days import day

REQUESTS = {
    Kind.APPEAL: appeal.request,
    Kind.FORMAL_ERROR: formal_error.request,
    Kind.EXPLANATION: explanation.request,
}
COMPLAINTS = [Kind.APPEAL, Kind.FORMAL_ERROR]
# received, asked about, sent
MONTHS = [
    ("Mon 2018-10-22", "Thu 2018-11-15", "Thu 2018-11-22"),
    ("Mon 2017-12-18", "Thu 2018-01-11", "Thu 2018-01-18"),
    ("Tue 2024-12-03", "Tue 2024-12-24", "Fri 2025-01-03"),
    ("Wed 2024-12-04", "Tue 2024-12-24", "Fri 2025-01-03"),
    ("Wed 2024-12-18", "Fri 2025-01-10", "Fri 2025-01-17"),
    ("Thu 2025-12-18", "Fri 2026-01-09", "Fri 2026-01-16"),
    ("Thu 2025-03-27", "Tue 2025-04-15", "Fri 2025-04-25"),
    ("Fri 2025-03-28", "Wed 2025-04-16", "Mon 2025-04-28"),
    ("Mon 2025-03-31", "Wed 2025-04-23", "Wed 2025-04-30"),
    ("Thu 2025-04-10", "Fri 2025-05-02", "Fri 2025-05-09"),
    ("Fri 2025-04-11", "Fri 2025-05-02", "Fri 2025-05-09"),
    ("Thu 2026-04-16", "Thu 2026-05-07", "Fri 2026-05-15"),
    ("Wed 2024-01-31", "Thu 2024-02-22", "Thu 2024-02-29"),
    ("Sat 2026-01-31", "Fri 2026-02-20", "Fri 2026-02-27"),
    ("Thu 2026-12-31", "Fri 2027-01-22", "Fri 2027-01-29"),
    ("Tue 2026-06-30", "Thu 2026-07-23", "Thu 2026-07-30"),
]
# asked for, asked about, due: written on the due day or the last working day before
LATE = [
    ("Tue 2024-12-03", "Tue 2024-12-10", "Tue 2024-12-17"),
    ("Tue 2024-12-10", "Tue 2024-12-17", "Tue 2024-12-24"),
    ("Wed 2024-12-11", "Wed 2024-12-18", "Fri 2024-12-27"),
    ("Thu 2025-04-10", "Mon 2025-04-14", "Thu 2025-04-24"),
    ("Thu 2026-03-19", "Thu 2026-03-26", "Tue 2026-04-07"),
]
OPEN = [status for status in Status if status not in CLOSED]
DAYS = st.dates(date(2024, 8, 1), date(2060, 11, 30))


def received(kind: Kind, on: date) -> Case:
    """A request of that kind that came at eight that morning."""
    return REQUESTS[kind](DOSSIER, 1, morning(on), Language.NB, OFFICE, at=morning(on), actor=SOMEBODY).case


def sent(opened: Case, on: date, **choices: object) -> Case:
    about = office(**choices)
    return interim.send(opened, dossier(opened), about, at=morning(on), actor=SOMEBODY).case


class TestDecision10:
    """Asked five working days before, sent at eight on the last working day within the month."""

    @pytest.mark.parametrize("kind", COMPLAINTS)
    @pytest.mark.parametrize(("came", "asked", "goes"), MONTHS)
    def test_the_day_it_is_asked_about_and_the_day_it_goes(self, kind: Kind, came: str, asked: str, goes: str) -> None:
        opened = received(kind, day(came))
        assert (interim.ask_on(opened, OFFICE), opened.interim_due) == (day(asked), day(goes))

    @pytest.mark.parametrize(("came", "asked", "goes"), LATE)
    def test_a_late_explanation_is_written_about_when_it_is_due(self, came: str, asked: str, goes: str) -> None:
        opened = received(Kind.EXPLANATION, day(came))
        assert (interim.ask_on(opened, OFFICE), opened.interim_due) == (day(asked), day(goes))

    @given(DAYS, st.sampled_from(COMPLAINTS))
    def test_it_goes_on_a_working_day_and_is_asked_about_before(self, came: date, kind: Kind) -> None:
        opened = received(kind, came)
        assert opened.interim_due is not None
        assert is_working_day(opened.interim_due)
        assert interim.ask_on(opened, OFFICE) == working_days_before(opened.interim_due, 5)

    @pytest.mark.parametrize("status", sorted(CLOSED))
    def test_nothing_is_asked_about_an_answered_case(self, status: Status) -> None:
        assert interim.ask_on(case(status=status, interim_due=date(2026, 12, 23)), OFFICE) is None


class TestWhatItSays:
    """Always a reason and a date (I9)."""

    @pytest.mark.parametrize("language", Language)
    @pytest.mark.parametrize("status", OPEN)
    def test_every_open_state_has_its_reason(self, status: Status, language: Language) -> None:
        opened = case(status=status, interim_due=date(2026, 12, 23), language=language)
        change = interim.send(opened, dossier(opened), OFFICE, at=morning(date(2026, 12, 23)), actor=SOMEBODY)
        sentence = OFFICE.rulebook.interim_reasons.sentence(status, language)
        assert sentence in change.letters[0].body
        assert "2027" in change.letters[0].body

    def test_the_date_is_some_weeks_on_where_there_is_no_local_target(self) -> None:
        after = sent(received(Kind.APPEAL, date(2026, 11, 23)), date(2026, 12, 23))
        assert (after.promised, after.interim_due) == (date(2027, 1, 20), date(2027, 1, 20))

    @pytest.mark.parametrize(
        ("weeks", "promised"), [(1, "Wed 2026-12-30"), (14, "Wed 2027-03-31"), (2, "Wed 2027-01-06")]
    )
    def test_the_promised_day_is_a_working_day(self, weeks: int, promised: str) -> None:
        after = sent(case(interim_due=date(2026, 12, 23)), date(2026, 12, 23), interim_expected_weeks=weeks)
        assert after.promised == day(promised)

    def test_the_local_target_is_the_date_while_it_is_ahead(self) -> None:
        opened = received(Kind.APPEAL, date(2026, 11, 23))
        says = interim.proposal(opened, dossier(opened), office("uio"), date(2026, 12, 1))
        assert says.expected == date(2026, 12, 23)

    def test_a_target_that_has_passed_is_not_promised_again(self) -> None:
        opened = received(Kind.APPEAL, date(2026, 11, 23))
        says = interim.proposal(opened, dossier(opened), office("uio"), date(2026, 12, 23))
        assert says.expected == date(2027, 1, 20)

    @given(DAYS, st.integers(1, 26))
    def test_what_is_promised_lies_ahead(self, today: date, weeks: int) -> None:
        after = sent(case(received=morning(today), interim_due=today), today, interim_expected_weeks=weeks)
        assert after.promised is not None
        assert after.interim_due is not None
        assert today < after.interim_due <= after.promised


class TestTheNextOne:
    """On the promised date, or the last working day before, unless answered."""

    def test_the_second_notice_is_due_on_the_promised_day(self) -> None:
        first = sent(case(interim_due=date(2026, 12, 23)), date(2026, 12, 23))
        second = interim.send(first, dossier(first), OFFICE, at=morning(date(2027, 1, 20)), actor=SOMEBODY)
        assert (first.interim_due, second.letters[0].template) == (date(2027, 1, 20), "interim_again")
        assert second.case.promised == date(2027, 2, 17)

    @pytest.mark.parametrize("kind", REQUESTS)
    @pytest.mark.parametrize("language", Language)
    @pytest.mark.parametrize(("act", "cited"), [("law-2024", "§ 11 a"), ("law-2025", "§ 17")])
    def test_it_cites_the_rule_that_it_follows(self, kind: Kind, language: Language, act: str, cited: str) -> None:
        """D-INTERIM-2, as the act of the case has it."""
        promised = date(2027, 1, 20)
        late = case(kind, interims=1, promised=promised, interim_due=promised, language=language, law=act)
        said = interim.send(late, dossier(late), OFFICE, at=morning(promised), actor=SOMEBODY).letters[0].body
        rule = OFFICE.clocks(dossier(late)).promise(promised).provision
        assert rule.section == cited
        assert f"({rule.cited(language)})" in said

    def test_a_chosen_holiday_is_written_on_the_working_day_before(self) -> None:
        chosen = case(interim_due=date(2027, 2, 26), interim_expected=date(2027, 3, 28))
        assert sent(chosen, date(2027, 2, 26)).interim_due == date(2027, 3, 24)

    def test_each_reply_has_a_letter_key_of_its_own(self) -> None:
        first = case(interim_due=date(2026, 12, 23))
        keys = []
        for on in (date(2026, 12, 23), date(2027, 1, 20), date(2027, 2, 17)):
            change = interim.send(first, dossier(first), OFFICE, at=morning(on), actor=SOMEBODY)
            keys.append(change.letters[0].key)
            first = change.case
        assert keys == ["interim:1:1", "interim:1:2", "interim:1:3"]

    @pytest.mark.parametrize(
        ("kind", "template"), [(Kind.EXPLANATION, "explanation_late"), (Kind.APPEAL, "interim_reply")]
    )
    def test_a_late_explanation_has_a_letter_of_its_own(self, kind: Kind, template: str) -> None:
        opened = received(kind, date(2026, 11, 23))
        change = interim.send(opened, dossier(opened), OFFICE, at=morning(date(2026, 12, 7)), actor=SOMEBODY)
        assert change.letters[0].template == template


class TestACaseHandlersChoice:
    """Reason and date can be changed until it goes."""

    def test_the_chosen_date_and_reason_are_used_once(self) -> None:
        chosen = interim.choose(
            case(interim_due=date(2026, 12, 23)), Status.JOINT, date(2027, 3, 1), at=NOW, actor=SOMEBODY
        )
        after = interim.send(chosen.case, dossier(chosen.case), OFFICE, at=morning(date(2026, 12, 23)), actor=SOMEBODY)
        assert OFFICE.rulebook.interim_reasons.sentence(Status.JOINT, Language.NB) in after.letters[0].body
        assert (after.case.promised, after.case.interim_reason) == (date(2027, 3, 1), "")

    def test_a_date_alone_keeps_the_reason_of_the_state(self) -> None:
        chosen = interim.choose(case(interim_due=date(2026, 12, 23)), None, date(2027, 3, 1), at=NOW, actor=SOMEBODY)
        says = interim.proposal(chosen.case, dossier(chosen.case), OFFICE, date(2026, 12, 23))
        assert (says.reason, says.expected) == (Status.TO_ASSIGN, date(2027, 3, 1))

    def test_choosing_settles_the_question(self) -> None:
        chosen = interim.choose(case(interim_due=date(2026, 12, 23)), None, date(2027, 3, 1), at=NOW, actor=SOMEBODY)
        assert chosen.settled == ("interim:1:1",)

    @pytest.mark.parametrize("ahead", [0, -1, -30])
    def test_a_promise_cannot_lie_behind(self, ahead: int) -> None:
        behind = day_of(NOW) + timedelta(days=ahead)
        with pytest.raises(Refusal):
            interim.choose(case(interim_due=date(2026, 12, 23)), None, behind, at=NOW, actor=SOMEBODY)

    @pytest.mark.parametrize("status", sorted(CLOSED))
    def test_an_answered_case_promises_nothing(self, status: Status) -> None:
        with pytest.raises(NotNow):
            interim.choose(case(status=status), None, date(2027, 3, 1), at=NOW, actor=SOMEBODY)

    def test_the_question_is_due_when_the_reply_goes(self) -> None:
        task = interim.ask(case(interim_due=date(2026, 12, 23)), date(2026, 12, 16))
        assert (task.kind, task.due, task.key) == (TaskKind.INTERIM_ASKED, date(2026, 12, 23), "interim:1:1")

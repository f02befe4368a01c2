"""What a dossier says happened, as the dates of the law."""

from datetime import date, timedelta

import pytest

from casework import appeal
from casework.case import Case, Kind, Outcome, Status
from casework.clocks import Clocks
from casework.exams import Language
from casework.laws import Length
from casework.rulebook import AppealTarget, rulebook
from tests.casework.cases import ANNOUNCED, case, dossier, office

NTNU = rulebook("ntnu")
TODAY = date(2026, 11, 23)
EXPLANATION = {"kind": Kind.EXPLANATION, "status": Status.WITH_GRADER}


def clocks(*cases: Case, target: AppealTarget | None = None) -> Clocks:
    return Clocks(dossier(*cases), NTNU.model_copy(update={"appeal_target": target}))


def told(**fields: object) -> Case:
    """An appeal whose result the student was told of today."""
    return case(status=Status.DONE, outcome=Outcome.UNCHANGED, done_on=TODAY, **fields)


def target(counted_from: str) -> AppealTarget:
    return AppealTarget(length=Length(4, "weeks"), counted_from=counted_from)


class TestThreeClocks:
    def test_an_open_appeal_stops_the_complaint(self) -> None:
        assert clocks(case()).three().formal_error.why == "formal_appeal_pending"

    def test_a_told_appeal_renews_what_can_be_asked_for(self) -> None:
        three = clocks(told()).three()
        assert (three.explanation.rule, three.explanation.start) == ("D-NEWEXPL", TODAY)
        assert (three.appeal.rule, three.formal_error.rule) == ("D-APP-FINAL", "D-FORMAL-EXT")

    @pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.REJECTED])
    def test_an_appeal_that_came_to_nothing_restarts_nothing(self, status: Status) -> None:
        three = clocks(case(status=status, done_on=TODAY)).three()
        assert (three.explanation.rule, three.appeal.rule) == ("D-EXPL-REQ", "D-APP")
        assert three.formal_error.why == "knowledge_unknown"

    def test_an_open_explanation_stops_both_the_others(self) -> None:
        three = clocks(case(**EXPLANATION)).three()
        assert (three.appeal.why, three.formal_error.why) == ("explanation_pending", "formal_explanation_pending")

    def test_the_clocks_name_their_exam_and_nobody(self) -> None:
        assert clocks().result == "TDT4100"


class TestTarget:
    """Decision 11: D-TARGET as a date with its computation."""

    def test_an_institution_without_target_has_none(self) -> None:
        assert clocks().regrading_target(case()) is None

    def test_only_appeals_have_a_target(self) -> None:
        assert clocks(target=target("receipt")).regrading_target(case(**EXPLANATION)) is None

    @pytest.mark.parametrize(
        ("counted_from", "start"), [("receipt", TODAY), ("appeal_deadline", ANNOUNCED + timedelta(weeks=3))]
    )
    def test_it_counts_from_receipt_or_from_the_deadline(self, counted_from: str, start: date) -> None:
        found = clocks(target=target(counted_from)).regrading_target(case())
        assert found is not None
        assert (found.rule, found.start, found.start_reason) == ("D-TARGET", start, counted_from)

    @pytest.mark.parametrize(
        ("source", "section", "cited"),
        [
            ("FOR-2023-06-15-1310 § 7-3 (4): four weeks", "§ 7-3", "FOR-2023-06-15-1310 § 7-3 (4)"),
            ("styrevedtak 12/26", "–", "styrevedtak 12/26"),
            ("product's choice: to be confirmed", "–", "NTNU"),
        ],
    )
    def test_it_cites_the_source_that_the_rulebook_gives(self, source: str, section: str, cited: str) -> None:
        aim = {"appeal_target": target("receipt"), "sources": {**NTNU.sources, "appeal_target": source}}
        found = Clocks(dossier(), NTNU.model_copy(update=aim)).regrading_target(case())
        assert found is not None
        assert (found.section, found.provision.cited(Language.NB)) == (section, cited)

    def test_a_faculty_s_own_target_is_cited_from_its_own_source(self) -> None:
        book = rulebook("uib").for_exam("JUR", "JUS111")
        assert book.cited("appeal_target").en == "https://www.uib.no/en/jur/21450/"

    @pytest.mark.parametrize(("counted_from", "there"), [("receipt", True), ("appeal_deadline", False)])
    def test_a_deadline_that_does_not_run_gives_no_target(self, counted_from: str, there: bool) -> None:
        waiting = clocks(case(number=2, **EXPLANATION), case(), target=target(counted_from))
        assert (waiting.regrading_target(case()) is not None) is there

    @pytest.mark.parametrize(("institution", "told"), [("nmbu", True), ("ntnu", False)])
    def test_the_receipt_tells_the_aim_where_there_is_one(self, institution: str, told: bool) -> None:
        """X-02: beside the interim reply, never in its place."""
        body = appeal.receipt(case(), dossier(), office(institution)).body
        assert ("Dagen vi sikter mot å være ferdige: mandag 21. desember 2026" in body) is told
        assert "onsdag 23. desember 2026" in body

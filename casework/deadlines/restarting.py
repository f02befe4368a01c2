"""The three clocks of one result, which restart each other: the explanation's, the appeal's, the formal error's (§§ 11-8 to 11-11)."""

from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Literal

from casework.deadlines import students
from casework.deadlines.chain import ResultDates, appeal_deadline, asked_in_time, never_before, request_deadline
from casework.deadlines.post import late_cap
from casework.deadlines.value import Deadline, Start, no_date, on_its_day
from casework.laws import Law, Provision

ClockName = Literal["explanation", "appeal", "formal_error"]


@dataclass(frozen=True, slots=True)
class ThreeClocks:
    """Until when an explanation may be asked for, the grade appealed, a formal error complained about; or why not now."""

    explanation: Deadline
    appeal: Deadline
    formal_error: Deadline

    @property
    def named(self) -> tuple[tuple[ClockName, Deadline], ...]:
        """Each clock with its name, in the order of the act."""
        return ("explanation", self.explanation), ("appeal", self.appeal), ("formal_error", self.formal_error)


def three_clocks(
    known: ResultDates,
    law: Law,
    *,
    oral_tolerance_days: int = 0,
    tolerated: Provision | None = None,
    shown: date | None = None,
    shown_request: date | None = None,
) -> ThreeClocks:
    """The clocks as they stand with those facts.

    `shown` and `shown_request` are the latest days that a letter has told the student, for appealing and for asking for an
    explanation: what is told is never shortened (I13).
    """
    own = explanation_deadline(known, law, oral_tolerance_days, tolerated)
    explanation = never_before(own, shown_request, "D-EXPL-REQ-SHOWN")
    appeal = appeal_deadline(known, explanation, law, shown)
    return ThreeClocks(explanation, appeal, formal_deadline(known, explanation, law))


def explanation_deadline(
    known: ResultDates, law: Law, oral_tolerance_days: int = 0, tolerated: Provision | None = None
) -> Deadline:
    """D-NEWEXPL once the grade has been set anew, on appeal or after a formal error; till then D-EXPL-REQ (§ 11-8)."""
    return renewed(request_deadline(known, law, oral_tolerance_days, tolerated), known, law)


def renewed(first: Deadline, known: ResultDates, law: Law) -> Deadline:
    """The same from `first`, which `request_deadline` gave for those facts."""
    anew = students.later_of(known.appeal_told, known.regraded)
    if anew is None:
        return first
    of_regrade = students.explanation_of_regrade(anew, law)
    return replace(of_regrade, over=(first,)) if first.date else of_regrade


def formal_deadline(known: ResultDates, request: Deadline, law: Law) -> Deadline:
    """Until when a formal error may be complained about: D-FORMAL, D-FORMAL-EXT, or why none runs (§ 11-9 first and sixth paragraphs).

    None runs while an explanation asked for in time or an appeal is open. It is never computed from the announcement
    alone, and never makes a machine call a complaint late (decision 9). `request` is what `explanation_deadline` gave.
    """
    in_time = asked_in_time(known, request)
    if in_time and not known.explanation_given:
        return no_date("D-FORMAL", "formal_explanation_pending", law, law.formal_error_after)
    if known.appeal_received and (known.appeal_told is None or known.appeal_told < known.appeal_received):
        return no_date("D-FORMAL", "formal_appeal_pending", law, law.formal_error_after)
    late = known.explanation_requested is not None and not in_time
    given = None if late else known.explanation_given
    after = students.formal_error_after(given, known.appeal_told, law)
    own = students.formal_error(known.formal_error_known, law) if known.formal_error_known else None
    if after and own:
        best, lost = (own, after) if own.last_day > after.last_day else (after, own)
        return replace(best, over=(lost,))
    return own or after or no_date("D-FORMAL", "knowledge_unknown", law, law.formal_error)


def cap_of_late_appeal(known: ResultDates, appeal: Deadline, law: Law) -> Deadline | None:
    """D-LATE-CAP: a year after the grade that can be appealed: the first, the whole course's, or one set anew; None while none runs.

    Where `appeal`, which the same facts gave, ends later than that year, no late appeal can be taken on after its last day.
    """
    announced = known.known_announcement
    if announced is None or appeal.date is None:
        return None
    cap = late_cap(*_last_grade(known, announced), law)
    if cap.last_day >= appeal.date:
        return cap
    return replace(on_its_day(cap.rule, appeal.date, "last_to_appeal", law, cap.provision), over=(cap,))


def _last_grade(known: ResultDates, announced: date) -> tuple[date, Start]:
    found: list[tuple[date, Start]] = [(announced, "announcement")]
    if known.appealed_as == "course" and known.whole_course:
        found.append((known.whole_course, "whole_course"))
    if known.regraded:
        found.append((known.regraded, "regrade"))
    return max(found, key=itemgetter(0))

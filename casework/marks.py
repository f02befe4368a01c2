"""What a case handler must know of a request: marks that never refuse it (decision 12), and which of them need a person first."""

from collections.abc import Mapping
from datetime import date

from casework.case import Kind, Mark
from casework.clocks import Clocks
from casework.deadlines import Note
from casework.dossier import Dossier
from casework.exams import Form
from casework.office import Office

# Marks that a person must look at before a grader is asked (decisions 4, 6, 7, 12, 24).
UNCLEAR = frozenset({Mark.LATE, Mark.NOT_OPENED_FOR, Mark.NO_ANNOUNCEMENT, Mark.DATES_DISAGREE, Mark.UNCONFIRMED})
NEEDS_A_PERSON: Mapping[Kind, frozenset[Mark]] = {
    Kind.EXPLANATION: UNCLEAR | {Mark.AT_ONCE},
    Kind.APPEAL: UNCLEAR | {Mark.NOT_REGRADABLE, Mark.FINAL},
    Kind.FORMAL_ERROR: frozenset({Mark.UNCONFIRMED}),
}


# What a case handler must look at before the dates are relied on (decision 5).
DISAGREEING: frozenset[Note] = frozenset({"unit_before_individual", "answer_before_request"})


def marks_of(
    kind: Kind, dossier: Dossier, office: Office, received: date, confirmed: bool, *, doubtful: bool = False
) -> frozenset[Mark]:
    """The marks of a request received that day; a complaint on formal errors is never called late by machine (decision 9)."""
    clocks = office.clocks(dossier)
    conditions = {Mark.UNCONFIRMED: not confirmed, Mark.GROUP: bool(dossier.result.group), Mark.TIME_IN_DOUBT: doubtful}
    if kind is not Kind.FORMAL_ERROR:
        conditions[Mark.NO_ANNOUNCEMENT] = clocks.announced is None
        conditions[Mark.DATES_DISAGREE] = bool(DISAGREEING & set(clocks.appeal().notes))
        conditions |= _of_explanation(dossier, clocks, received) if kind is Kind.EXPLANATION else {}
        conditions |= _of_appeal(dossier, clocks, received) if kind is Kind.APPEAL else {}
    return frozenset(mark for mark, holds in conditions.items() if holds)


def _of_explanation(dossier: Dossier, clocks: Clocks, received: date) -> dict[Mark, bool]:
    last = clocks.explanation_request().date
    late = last is not None and received > last
    return {
        Mark.LATE: late,
        Mark.NOT_OPENED_FOR: not dossier.exam.explanation_allowed,
        Mark.AT_ONCE: dossier.exam.form is not Form.WRITTEN and late,
    }


def _of_appeal(dossier: Dossier, clocks: Clocks, received: date) -> dict[Mark, bool]:
    last, grace = clocks.appeal().date, clocks.group_grace()
    late = last is not None and received > last
    return {
        Mark.LATE: late,
        Mark.GROUP_GRACE: late and grace is not None and received <= grace.last_day,
        Mark.NOT_OPENED_FOR: not dossier.exam.appeal_allowed,
        Mark.NOT_REGRADABLE: dossier.exam.form is not Form.WRITTEN,
        Mark.FINAL: dossier.regraded is not None,
    }

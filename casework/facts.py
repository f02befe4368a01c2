"""Facts about one result in, the dates of the law out: what `fristvakt dates` answers, line by line."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from casework.deadlines.chain import ResultDates, appeal_choice, due_deadline, request_deadline
from casework.deadlines.duties import interim_reply
from casework.deadlines.in_json import Answer, Explained, answer, with_steps
from casework.deadlines.restarting import renewed
from casework.deadlines.students import announcement, explanation_request_raw
from casework.deadlines.value import Deadline, Note
from casework.every_date import every_date
from casework.exams import Form
from casework.laws import Law, Provision
from casework.stated_facts import stated

_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
_BEGIN, _AND, _END = b"{", b", ", b"}"


class _Part(NamedTuple):
    """One date under the id of its rule, with what is to be noted of it, and as a member of a JSON object."""

    rule: str
    deadline: Deadline
    notes: tuple[Note, ...]
    written: bytes


def dates_for(facts: Mapping[str, object]) -> dict[str, Answer]:
    """The dates that the facts allow, under the ids of their rules: D-ANN, D-EXPL-REQ, D-EXPL-REQ-RAW, D-EXPL-DUE, D-APP, D-INTERIM.

    Every fact is optional, an ISO day in Europe/Oslo but for `form` (written unless said), `law` (by the announcement
    unless said) and some of those in `casework.stated_facts`; null counts as absent. A rule is left out where its facts are
    missing, D-APP without any announcement among them, since without it no floor is known. BadFacts for an unknown key, or
    a value that is not what the key expects.
    """
    return {part.rule: answer(part.deadline, part.notes) for part in _parts(facts)}


def dates_in_json(facts: Mapping[str, object]) -> list[bytes]:
    """What `dates_for` gives as one JSON object in UTF-8, in pieces: many histories share single dates, which are written once."""
    pieces = [_BEGIN]
    for part in _parts(facts):
        pieces.append(part.written)
        pieces.append(_AND)
    pieces[max(1, len(pieces) - 1) :] = [_END]
    return pieces


def explained_dates_for(facts: Mapping[str, object]) -> dict[str, Explained]:
    """Every date of every rule that the facts allow, with its whole computation, step by step; BadFacts as `dates_for`."""
    return {rule: with_steps(deadline) for rule, deadline in every_date(stated(facts))}


def _parts(facts: Mapping[str, object]) -> list[_Part]:
    said = stated(facts)
    known, held = said.known, said.law
    request, found = _first(
        known.form,
        known.announced,
        known.protocol_created,
        known.individual_start,
        known.grade_known,
        held,
        said.oral_tolerance_days,
        said.tolerated,
    )
    parts = [*found]
    until = renewed(request, known, held)
    due = due_deadline(known, until, held)
    if due:
        parts.append(_part("D-EXPL-DUE", due, due.notes))
    if request.date or known.form is not Form.WRITTEN:
        choice = appeal_choice(known, until, held)
        parts.append(_part("D-APP", choice.best, choice.notes))
    if known.appeal_received:
        interim = interim_reply(known.appeal_received, held)
        parts.append(_part("D-INTERIM", interim, interim.notes))
    return parts


@lru_cache(65536)
def _first(
    form: Form,
    announced: date | None,
    protocol_created: date | None,
    individual_start: date | None,
    grade_known: date | None,
    held: Law,
    tolerance: int,
    tolerated: Provision | None,
) -> tuple[Deadline, tuple[_Part, ...]]:
    """The last day to ask for an explanation, and what else hangs on the start of the clocks alone."""
    known = ResultDates(form, announced, protocol_created, individual_start, grade_known=grade_known)
    request = request_deadline(known, held, tolerance, tolerated)
    found = [("D-ANN", announcement(announced, protocol_created, held))] if known.known_announcement else []
    if request.date:
        found += [("D-EXPL-REQ", request), ("D-EXPL-REQ-RAW", explanation_request_raw(request))]
    return request, tuple(_part(rule, deadline, deadline.notes) for rule, deadline in found)


@lru_cache(65536)
def _part(rule: str, deadline: Deadline, notes: tuple[Note, ...]) -> _Part:
    """One date without those it was chosen before, which would make every history another one."""
    return _Part(rule, deadline, notes, f'"{rule}": {_ENCODED(answer(deadline, notes))}'.encode())

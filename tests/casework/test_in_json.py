"""A date as JSON: every key of the whole computation, by which programs read it."""

from casework.deadlines.explanations import Pause, explanation_due_after
from casework.deadlines.in_json import Computation, computation
from casework.laws import law
from tests.casework.days import day


def stopped() -> Computation:
    pause = Pause(day("Thu 2025-06-05"), day("Sat 2025-06-07"))
    return computation(explanation_due_after(day("Wed 2025-06-04"), [pause], law("law-2024")))


def test_a_computation_has_every_key_by_its_name() -> None:
    assert list(stopped()) == [
        "date", "raw", "moved", "why", "source", "rule", "section", "law", "start", "start_reason", "length", "stopped",
        "without", "target", "notes", "over",
    ]  # fmt: skip


def test_what_was_counted_is_told_in_numbers() -> None:
    found = stopped()
    counted = (found["start"], found["start_reason"], found["length"], found["stopped"])
    assert counted == ("2025-06-04", "request", {"count": 2, "unit": "weeks"}, 2)


def test_the_day_we_aim_at_is_told_beside_the_last_legal_one() -> None:
    found = computation(explanation_due_after(day("Sat 2025-06-14"), [], law("law-2024")))
    assert (found["date"], found["raw"], found["target"]) == ("2025-06-30", "2025-06-28", "2025-06-27")

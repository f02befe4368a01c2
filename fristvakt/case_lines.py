"""A case, and what was done about it, as lines for a terminal."""

from collections.abc import Iterable, Iterator
from typing import Any

from casework.access import BlindView, CaseView, View
from casework.appointments import Appointment, in_words
from casework.desk.answers import AllDone, Answer, Done, Opened, Question, Timed, Waiting
from casework.exams import Language
from casework.interim import Forecast
from casework.invitations import Slot
from casework.messages import Letter


def answer_lines(answer: Answer | None) -> Iterator[str]:
    """What was done, or what is asked back; without either, the words that can be written."""
    match answer:
        case Done():
            yield _done_line(answer)
        case AllDone():
            yield from map(_done_line, answer.done)
        case Timed():
            yield f"case {answer.view.number}: {answer.event}, {_slots(answer.appointment.slots)}"
            yield from (f"  note: {concern}" for concern in answer.concerns)
        case Opened():
            yield f"case {answer.number}: {answer.kind} {'was open already' if answer.again else 'opened'}"
        case Question():
            yield f"not done: {answer.reason}"
            yield from (f"  case {choice.number}: {choice.move}" for choice in answer.choices)
            yield from (f"  {result.label}" for result in answer.results)
        case CaseView() | BlindView():
            yield from view_lines(answer)
        case Waiting():
            yield f"{len(answer.lines)} cases, {len(answer.tasks)} tasks; see `fristvakt case list`"
        case _:
            yield "gitt 42, gitt 42 i går, 42 ikke møtt, sendt 42, ferdig 42, sak 42"
            yield "42 tid tor 10.15, fre 13-13.30, rom B312; flytt 42 til fre 13; avlys 42"


def view_lines(view: View) -> Iterator[str]:
    """A case as this person may see it, a line for each thing that is known."""
    for name in type(view).__dataclass_fields__:
        value: Any = getattr(view, name)
        if isinstance(value, Forecast):
            yield forecast_line(value)
        elif isinstance(value, Appointment):
            yield f"talk: {value.stage}, {_slots([value.agreed] if value.agreed else value.offers)}"
        elif value not in (None, "", (), frozenset()):
            shown = ", ".join(sorted(map(str, value))) if isinstance(value, frozenset | tuple) else value
            yield f"{name}: {shown}"


def forecast_line(says: Forecast) -> str:
    """What the next interim reply will say."""
    return f"case {says.number}: goes out {says.due}, expected {says.expected}, reason: {says.sentence}"


def draft_of(letter: Letter | None) -> str:
    """The letter that the student would get."""
    return f"{letter.subject}\n\n{letter.body}" if letter else "The student gets no letter by this move."


def _done_line(done: Done) -> str:
    said = f"case {done.view.number}: {done.move}"
    if done.withheld is not None:
        until = f" until {done.withheld.day}" if done.withheld.day else ", and a case handler is asked"
        return f"{said} is not recorded ({done.withheld.proof}){until}"
    return f"{said}{f' on {done.day}' if done.day else ''}{', the student is told' if done.told else ''}"


def _slots(slots: Iterable[Slot]) -> str:
    return "; ".join(in_words(slot, Language.EN) for slot in slots)

"""Two grades held against each other, behind closed doors: the outcome and the distance, never the grades themselves (decision 19)."""

from dataclasses import dataclass

from casework.case import Outcome

LETTERS = ("A", "B", "C", "D", "E", "F")
PASS = ("Pass", "NotPass")
FURTHER_STEPS = 2  # § 11-11 third paragraph


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed; `further` when the distance of two grades or more asks for another assessment (§ 11-11 third paragraph)."""

    outcome: Outcome
    further: bool


def scale_of(grade: str) -> tuple[str, ...]:
    """The scale that a grade belongs to, the best first; LookupError for no grade at all (A-271)."""
    for scale in (LETTERS, PASS):
        if grade in scale:
            return scale
    raise LookupError("this is no grade of a scale that is known")


def compared(old: str, new: str) -> Comparison:
    """In favour, unchanged or against (A-144). Pass and not pass are never two grades apart. LookupError across scales."""
    scale = scale_of(old)
    if new not in scale:
        raise LookupError("the two grades are of different scales")
    steps = scale.index(old) - scale.index(new)
    outcome = Outcome.IN_FAVOUR if steps > 0 else Outcome.AGAINST if steps < 0 else Outcome.UNCHANGED
    return Comparison(outcome, abs(steps) >= FURTHER_STEPS)

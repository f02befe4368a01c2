"""Reads single cells: dates, yes and no, forms, terms, grades, addresses; what is wrong is said without the value."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from casework.exams import AppealedAs, Channel, ExplanationForm, Form, Language, Role, Round
from exchange.tables import Cell

T = TypeVar("T")
Parser = Callable[[Cell], T]


class Unreadable(Exception):
    """A cell cannot be read; the message is what was expected there, never what stands there."""


def text(longest: int) -> Parser[str]:
    """Any one line of printable text up to that length, spaces made single."""

    def read(cell: Cell) -> str:
        value = " ".join(_words(cell).split())
        if len(value) > longest or not value.isprintable() or value.startswith("#"):
            raise Unreadable(f"printable text of at most {longest} characters and no error value of a spreadsheet")
        return value

    return read


def matching(pattern: str, expected: str, change: Callable[[str], str] = str) -> Parser[str]:
    """Text that has the form of `pattern` after `change`."""
    form = re.compile(pattern)

    def read(cell: Cell) -> str:
        value = change(_words(cell, expected))
        if not form.fullmatch(value):
            raise Unreadable(expected)
        return value

    return read


def one_of(meanings: Mapping[str, T], expected: str) -> Parser[T]:
    """One of the words of a list, in any case."""

    def read(cell: Cell) -> T:
        word = " ".join(_words(cell, expected).casefold().split())
        if word not in meanings:
            raise Unreadable(expected)
        return meanings[word]

    return read


def day(cell: Cell) -> date:
    """A day as a spreadsheet's date, ISO (with or without a time after it) or dd.mm.yyyy; years 2000 to 2099."""
    expected = "a date such as 2026-11-16 or 16.11.2026"
    value = cell if isinstance(cell, date) else _written_day(cell, expected)
    if not 2000 <= value.year < 2100:
        raise Unreadable(f"{expected}, in this century")
    return value


def _written_day(cell: str, expected: str) -> date:
    found = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", cell, re.ASCII)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return datetime.fromisoformat(cell).date()
    except ValueError:
        raise Unreadable(expected) from None


def term(cell: Cell) -> str:
    """A term as FS and people write it ("2026H", "høst 2026", "2026 HØST", "autumn 2026") → "2026H"."""
    expected = "a term such as 2026H, høst 2026 or autumn 2026"
    found = re.fullmatch(r"(20[0-9]{2})?\s*-?\s*([a-zæøå]+)\s*-?\s*(20[0-9]{2})?", _words(cell, expected).casefold())
    if not found or found[2] not in _SEASONS or bool(found[1]) == bool(found[3]):
        raise Unreadable(expected)
    return f"{found[1] or found[3]}{_SEASONS[found[2]]}"


def _words(cell: Cell, expected: str = "text") -> str:
    if isinstance(cell, date):
        raise Unreadable(f"{expected}; the spreadsheet has made a date of it")
    return cell


def _code(course: str) -> str:
    return "".join(course.split()).upper()


_SEASONS = {
    **dict.fromkeys(("h", "høst", "haust", "autumn", "fall"), "H"),
    **dict.fromkeys(("v", "vår", "spring"), "V"),
    **dict.fromkeys(("s", "sommer", "sommar", "sumar", "summer"), "S"),
}

course = matching(r"[A-ZÆØÅ0-9][A-ZÆØÅ0-9._/-]{1,19}", "a course code such as TDT4100", _code)
faculty = matching(r"[A-ZÆØÅ0-9][A-ZÆØÅ0-9._-]{0,19}", "a faculty code such as IE", str.upper)
candidate = matching(r"[0-9]{1,10}", "a candidate number of digits only")
student_number = matching(r"[0-9A-Za-z]{3,20}", "a student number of 3 to 20 digits or letters")
commission_number = matching(r"[0-9A-Za-zÆØÅæøå._-]{1,20}", "a commission number such as 1")
email = matching(
    r"(?=.{3,254}$)(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
    "an e-mail address such as name@example.no",
    str.lower,
)
slack_id = matching(r"[UW][A-Z0-9]{2,20}", "a Slack member id that starts with U or W", str.upper)

yes_or_no = one_of(
    dict.fromkeys(("j", "ja", "y", "yes"), True) | dict.fromkeys(("n", "nei", "no"), False), "J or N (ja, nei, yes, no)"
)
form = one_of(
    {
        **dict.fromkeys(("skriftlig", "skriftleg", "written"), Form.WRITTEN),
        **dict.fromkeys(("muntlig", "munnleg", "muntleg", "oral"), Form.ORAL),
        **dict.fromkeys(("praktisk", "practical"), Form.PRACTICAL),
        **dict.fromkeys(("utøvende", "utøvande", "performing"), Form.PERFORMING),
    },
    "skriftlig, muntlig, praktisk or utøvende (written, oral, practical, performing)",
)
explanation_form = one_of(
    {
        **dict.fromkeys(("skriftlig", "skriftleg", "written"), ExplanationForm.WRITTEN),
        **dict.fromkeys(("muntlig", "munnleg", "muntleg", "oral"), ExplanationForm.ORAL),
        **dict.fromkeys(("sensor velger", "sensor vel", "grader chooses"), ExplanationForm.GRADER_CHOOSES),
    },
    "skriftlig, muntlig or sensor velger (written, oral, grader chooses)",
)
channel = one_of(
    {
        "inspera": Channel.INSPERA,
        "wiseflow": Channel.WISEFLOW,
        **dict.fromkeys(("manuell", "manuelt", "manual"), Channel.MANUAL),
    },
    "Inspera, WISEflow or manuell (manual)",
)
appealed_as: Parser[AppealedAs] = one_of(
    {
        **dict.fromkeys(("del", "delen", "part"), "part"),
        **dict.fromkeys(("emne", "emnet", "course"), "course"),
    },
    "del or emne (part, course)",
)
language = one_of(
    {
        **dict.fromkeys(("nb", "bokmål", "norsk bokmål"), Language.NB),
        **dict.fromkeys(("nn", "nynorsk", "norsk nynorsk"), Language.NN),
        **dict.fromkeys(("en", "engelsk", "english"), Language.EN),
    },
    "nb, nn or en (bokmål, nynorsk, engelsk)",
)
external = one_of(
    dict.fromkeys(("intern", "internal"), False) | dict.fromkeys(("ekstern", "external"), True),
    "intern or ekstern (internal, external)",
)
role = one_of(
    {
        **dict.fromkeys(("sensor", "grader"), Role.GRADER),
        **dict.fromkeys(("saksbehandler", "saksbehandlar", "case handler"), Role.CASE_HANDLER),
    },
    "sensor or saksbehandler (grader, case handler)",
)
exam_round = one_of(
    {
        **dict.fromkeys(("første", "fyrste", "first", "1"), Round.FIRST),
        **dict.fromkeys(("klage", "appeal", "2"), Round.APPEAL),
        **dict.fromkeys(("tredje", "third", "3"), Round.THIRD),
    },
    "første, klage or tredje (first, appeal, third)",
)
grade = one_of(
    {
        **{letter: letter.upper() for letter in "abcdef"},
        **dict.fromkeys(("pass", "passed", "bestått", "greidd"), "Pass"),
        **dict.fromkeys(
            ("notpass", "not pass", "not passed", "fail", "failed", "ikke bestått", "ikkje bestått", "ikkje greidd"),
            "NotPass",
        ),
    },
    "a letter A to F, or Bestått or Ikke bestått (Pass, NotPass)",
)

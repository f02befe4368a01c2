"""The routes of the one-time links: GET shows a door, POST enters it."""

from collections.abc import Callable
from datetime import datetime
from importlib import resources
from urllib.parse import parse_qsl

from aiohttp import web
from babel.dates import format_datetime
from jinja2 import Environment, FunctionLoader, StrictUndefined

from casework.calendar import OSLO, day_of
from casework.deadlines.image import as_svg
from casework.desk.door import Door, State
from casework.desk.doors import Doors
from casework.exams import Language
from casework.office import Office
from web.phrases import gone, label, words_of
from web.words import Words

MOST_BYTES = 256 * 1024  # two texts of the longest kind, every letter written as %C3%A5
LABELLED = ("language", "kind", "follows")  # values that are keys of words themselves
DAYS = frozenset({"meeting", "talk"})  # what is asked for as a day
SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LOCALES = {Language.NB: "nb", Language.NN: "nn", Language.EN: "en_GB"}
MOMENTS = {
    Language.NB: "d. MMMM y 'kl.' HH.mm.ss",
    Language.NN: "d. MMMM y 'kl.' HH.mm.ss",
    Language.EN: "d MMMM y 'at' HH:mm:ss",
}
NORWEGIAN = {"no": Language.NB, "nb": Language.NB, "nn": Language.NN}


def _file(name: str) -> str:
    return resources.files("web").joinpath("pages", name).read_text(encoding="utf-8")


class Pages:
    """Renders doors; `clock` gives aware UTC, `office` the institution's name and contact."""

    def __init__(self, doors: Doors, office: Office, clock: Callable[[], datetime]) -> None:
        self._doors = doors
        self._office = office
        self._clock = clock
        loader = FunctionLoader(_file)
        self._template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
            "door.html"
        )
        self._style = _file("style.css")

    def add_to(self, app: web.Application) -> None:
        """Adds the routes; paths hold the token and are never logged."""
        app.router.add_get("/l/style.css", self.style)
        app.router.add_get("/l/{token}", self.show)
        app.router.add_post("/l/{token}", self.enter)

    async def style(self, _: web.Request) -> web.Response:
        """The style sheet."""
        return web.Response(text=self._style, content_type="text/css", headers={"X-Content-Type-Options": "nosniff"})

    async def show(self, request: web.Request) -> web.Response:
        """Shows the door and changes nothing: mail scanners open links (decision 26)."""
        return self._page(request, await self._doors.look(request.match_info["token"], self._clock()))

    async def enter(self, request: web.Request) -> web.Response:
        """Acts once, and shows what was done."""
        form = await _form(request)
        door = await self._doors.enter(request.match_info["token"], form, self._clock())
        return self._page(request, door, asked=True)

    def _page(self, request: web.Request, door: Door | None, *, asked: bool = False) -> web.Response:
        if door is None:
            language = _wished(request.headers.get("Accept-Language", ""))
            return self._render(gone(language), language, None, 404, "")
        words = words_of(door.purpose, door.state, door.language)
        missing = asked and door.state is State.OPEN and bool(door.grades or door.cases)
        fault = label(door.language, "which" if door.cases else "choose") if missing else door.fault
        status = 410 if door.state is State.GONE else 400 if fault else 200
        return self._render(words, door.language, door, status, fault)

    def _render(self, words: Words, language: Language, door: Door | None, status: int, fault: str) -> web.Response:
        open_door = door if door is not None and door.state is State.OPEN else None
        html = self._template.render(
            language=language.value,
            words=words,
            institution=self._office.rulebook.name.text(language),
            contact=self._office.rulebook.contact.text(language).capitalize(),
            rows=_rows(door) if door is not None and door.state is not State.GONE else [],
            choices=_choices(open_door) if open_door else [],
            chosen="case" if door is not None and door.cases else "grade",
            legend=label(language, "which" if door is not None and door.cases else "grade"),
            picture=self._picture(open_door) if open_door else "",
            told=open_door.told if open_door else (),
            lines=open_door.lines if open_door else (),
            seen=open_door.seen if open_door else "",
            asks=_asked(open_door) if open_door else [],
            draft=open_door.draft.strip().split("\n\n") if open_door and open_door.draft else [],
            said=open_door.said.split("\n\n") if open_door and open_door.said else [],
            said_title=label(language, "said"),
            draft_title=label(language, "draft"),
            draft_language=open_door.values.get("language", "") if open_door else "",
            button=words.button if open_door else "",
            fault=fault,
        )
        return web.Response(text=html, content_type="text/html", status=status, headers=SAFE)

    def _picture(self, door: Door) -> str:
        """The clocks as an image that stands in the page itself, as the page may load nothing; what it says is escaped there."""
        if not door.clocks:
            return ""
        exam = f"{door.course} {door.part}".strip()
        return as_svg(door.clocks, exam, door.language, day_of(self._clock()))


def _choices(door: Door) -> list[tuple[object, str]]:
    """What one of is chosen: a grade, or a case with what follows from withdrawing it."""
    grades: list[tuple[object, str]] = [(grade, label(door.language, grade)) for grade in door.grades]
    cases = [(number, f"{exam}: {label(door.language, kind)}", f"without_{kind}") for number, kind, exam in door.cases]
    follows = label(door.language, "follows")
    return grades or [(number, f"{said}. {follows}, {label(door.language, then)}.") for number, said, then in cases]


def _asked(door: Door) -> list[dict[str, object]]:
    """The texts to be written: what a forwarded complaint gives as reasons is the statement, and its facts may be left out."""
    forwarded = "meeting" in door.asks
    names = {"reasons": "statement"} if forwarded else {"facts": "called"} if "talk" in door.asks else {}
    return [
        {
            "name": name,
            "label": label(door.language, names.get(name, name)),
            "required": name not in DAYS and not (forwarded and name == "facts"),
            "is_day": name in DAYS,
            "given": door.given.get(name, ""),
        }
        for name in door.asks
    ]


async def _form(request: web.Request) -> dict[str, str]:
    """The fields of a form, none when the body is no form; 413 above MOST_BYTES, however the body comes."""
    if request.content_type != "application/x-www-form-urlencoded":
        return {}
    body = await request.clone(client_max_size=MOST_BYTES).read()
    return dict(parse_qsl(body.decode("utf-8", "replace")))


def _wished(accepted: str) -> Language:
    """The first of our languages in an Accept-Language header, for a page whose reader we do not know."""
    tags = [part.partition(";")[0].strip().lower().partition("-")[0] for part in accepted.split(",")]
    known = [NORWEGIAN.get(tag, Language.EN if tag == "en" else None) for tag in tags]
    return next((language for language in known if language), Language.NB)


def _rows(door: Door) -> list[tuple[str, str]]:
    received = ""
    if door.received is not None:
        moment = door.received.astimezone(OSLO)
        received = format_datetime(moment, MOMENTS[door.language], locale=LOCALES[door.language])
    values = {
        "reference": door.reference,
        "exam": f"{door.course} {door.part}".strip(),
        "candidate": door.candidate,
        "received": received,
        "name": door.name,
        "email": door.email,
        **door.values,
        **{name: label(door.language, str(door.values[name])) for name in LABELLED if name in door.values},
    }
    return [(label(door.language, key), str(value)) for key, value in values.items() if value != ""]

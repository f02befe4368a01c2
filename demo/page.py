"""The one web page of the demo: play student and staff, push the clock."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from demo.clock import Push, target
from demo.guard import Handler, guard
from demo.mail import Draft, Unsent, reply_address, send
from demo.shown import Window
from demo.slack import Answer, Json, Refused
from demo.university import University

STATIC = Path(__file__).parent / "static"
MOST_BYTES = 1_000_000
FAILED = {
    "operation_timeout": "Fristvakt svarte ikke i tide. Prøv igjen.",
    "dispatch_failed": "Fristvakt svarte ikke. Prøv igjen.",
}

Deed = Callable[[Json], Awaitable[Json]]


class Page:
    """The page of one university: its files, its state, and what can be done there."""

    def __init__(self, university: University) -> None:
        self._university = university
        self._window = Window(university)

    def app(self) -> web.Application:
        """Return the application; `/` is the page, `/api/…` what it asks and does."""
        app = web.Application(middlewares=[guard], client_max_size=MOST_BYTES)
        app.router.add_get("/", self._index)
        app.router.add_get("/favicon.ico", self._no_icon)
        app.router.add_static("/static/", STATIC)
        app.router.add_get("/api/people", self._people)
        app.router.add_get("/api/state", self._state)
        for path, deed in self._deeds().items():
            app.router.add_post(f"/api/{path}", _doing(deed))
        return app

    def _deeds(self) -> dict[str, Deed]:
        return {
            "mail": self._write,
            "clock": self._push,
            "slack/say": self._say,
            "slack/click": self._click,
            "slack/submit": self._submit,
            "slack/close": self._close,
            "slack/home": self._home,
        }

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def _no_icon(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def _people(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._window.people())

    async def _state(self, request: web.Request) -> web.StreamResponse:
        try:
            state = await self._window.state(request.query["student"], request.query["staff"])
        except KeyError:
            return _fault("Ingen slik student eller ansatt.", 404)
        return web.json_response(state)

    async def _write(self, told: Json) -> Json:
        sender = self._window.students.get(told["from"]) or self._window.staff[told["from"]]
        answers = self._university.relay.mails[told["answers"]] if told.get("answers") is not None else None
        to = reply_address(answers.view) if answers else told["to"]
        draft = Draft(sender.name or sender.email, sender.email, to, told["subject"], told["text"], answers)
        now = self._university.clock()
        return {"answer": await send(draft, now, self._university.service.smtp_address)}

    async def _push(self, told: Json) -> Json:
        push = Push(told["to"])
        if self._university.pushing.locked():
            return {"error": "Klokka flyttes alt."}
        await self._university.push_to(target(push, self._university.clock()))
        return self._window.clock()

    async def _say(self, told: Json) -> Json:
        user, text = self._user(told), told["text"].strip()
        if text.startswith("/"):
            command, _, words = text.partition(" ")
            return _outcome(await self._university.slack.command(user, command, words.strip()))
        return _outcome(await self._university.slack.dm(user, text, told.get("thread")))

    async def _click(self, told: Json) -> Json:
        slack = self._university.slack
        return _outcome(await slack.click(self._user(told), told["screen"], told["action"], told.get("value")))

    async def _submit(self, told: Json) -> Json:
        return _outcome(await self._university.slack.submit(self._user(told), told["view"], told["values"]))

    async def _close(self, told: Json) -> Json:
        return _outcome(await self._university.slack.close(self._user(told), told["view"]))

    async def _home(self, told: Json) -> Json:
        return _outcome(await self._university.slack.open_home(self._user(told)))

    def _user(self, told: Json) -> str:
        user = self._window.staff[told["staff"]].slack_id
        if not user:
            raise KeyError(told["staff"])
        return user


def _doing(deed: Deed) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            told: Any = await request.json()
            return web.json_response(await deed(told))
        except Unsent as unsent:
            return _fault(f"E-posten ble ikke tatt imot: {unsent}", 409)
        except Refused as refused:
            return _fault(f"Slack sa nei: {refused.error}", 409)
        except (KeyError, IndexError, ValueError, TypeError, AttributeError, LookupError):
            return _fault("Det går ikke lenger. Last siden på nytt og prøv igjen.", 400)

    return answer


def _fault(sentence: str, status: int) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


def _outcome(answer: Answer) -> Json:
    return {"error": FAILED.get(answer.error, ""), "errors": answer.errors, "ts": answer.ts}

"""Somebody with a link, a browser without scripts, and what stands behind the three kinds of door."""

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from aiohttp import ClientSession

from casework.links import Purpose
from demo.relay import MailView
from tests.appeals import AUTUMN, BY_HAND, METTE, NB, SIRI, appeals, complains, take
from tests.season import HANDLER, KARI, NEW_GRADER, TALKER
from tests.stage import Stage

VOID = {"meta", "link", "input", "br", "hr", "img"}


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Visitor:
    stage: Stage

    def link(self, purpose: Purpose, subject: int, who: int) -> str:
        links = self.stage.service.office.links
        return "/l/" + links.make(purpose, subject, who, self.stage.clock()).token

    async def get(self, path: str, **headers: str) -> Page:
        return await self.ask("GET", path, headers=headers)

    async def post(self, path: str, **form: str) -> Page:
        return await self.ask("POST", path, data=form)

    async def ask(self, method: str, path: str, **more: object) -> Page:
        host, port = self.stage.service.http_address
        async with ClientSession() as session, session.request(method, f"http://{host}:{port}{path}", **more) as answer:
            return Page(answer.status, await answer.text(), dict(answer.headers))

    async def staff(self, name: str) -> int:
        """The id of a member of staff, by Slack id or address."""
        counter = self.stage.service.counter
        found = await (counter.colleague_at(name) if "@" in name else counter.who(name))
        return found.id

    async def events(self) -> list[str]:
        return await self.stage.service.store.read(lambda records: [row["name"] for row in records.raw_journal()])


async def contact_door(visitor: Visitor, who: str = TALKER) -> str:
    """Case 1 is an oral explanation with its grader: the page that tells whom to call in for a talk."""
    await visitor.stage.mail("kari@student.example.no", "begrunnelse", "EXPH0300", "Jeg ønsker begrunnelse i EXPH0300.")
    return visitor.link(Purpose.CONTACT, 1, await visitor.staff(who))


async def grade_door(visitor: Visitor, who: str = METTE) -> str:
    """Case 1 is an appeal that all have graded: the page where the lead grader enters the grade."""
    await take(visitor.stage, AUTUMN)
    await appeals(visitor.stage, NB, BY_HAND)
    await visitor.stage.says(NEW_GRADER, "ferdig 1")
    await visitor.stage.reply(METTE, visitor.stage.letter(METTE), "ferdig 1")
    return visitor.link(Purpose.GRADE, 1, await visitor.staff(who))


async def confirm_door(visitor: Visitor) -> str:
    """A stranger's mail has named a candidate, who is asked whether it was theirs."""
    words = "Hei! Jeg ønsker begrunnelse i TDT4100, kandidatnummer 1001."
    await visitor.stage.mail("kari.privat@example.com", "begrunnelse", "", words)
    return path_in(visitor.stage.letter(KARI))


async def grounds_door(visitor: Visitor) -> str:
    """A complaint goes to the appeal board: the page where a case handler writes the statement."""
    await complains(visitor.stage, NB)
    await visitor.stage.says(HANDLER, "sak 1")
    await visitor.stage.press(HANDLER, "Send til klagenemnda")
    return path_in(visitor.stage.letter(SIRI))


def path_in(letter: MailView) -> str:
    return "/l/" + letter.text.partition("/l/")[2].split()[0]


class Outline(HTMLParser):
    """What a screen reader needs of a page; AssertionError when its elements are not properly nested."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.unlabelled: list[str] = []
        self.feed(page.text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag == "input" and "label" not in self.open:
            self.unlabelled.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag]

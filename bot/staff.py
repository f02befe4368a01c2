"""Slack user → person and roles, asked of the desk: who may come in, and who is told politely that they may not."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Reader
from bot.phrases import PHRASES
from bot.tokens import code_of
from casework.calendar import day_of
from casework.desk.counter import Counter
from casework.exams import Language, Person, Staff
from casework.refusals import Refusal

VIA = "slack"
VISITOR, GUEST, LANGUAGE = "visitor", "guest", "language"
FRESH = timedelta(hours=24)
UNKNOWN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


class Unregistered(Refusal):
    """The Slack id stands in no registry (decision 25)."""

    sentences: ClassVar = PHRASES["refusal.unregistered"]


class Outsider(Refusal):
    """A guest, a stranger, a deleted user, or somebody of another workspace."""

    sentences: ClassVar = PHRASES["refusal.outsider"]


class SharedChannel(Refusal):
    """People of another organisation can read along."""

    sentences: ClassVar = PHRASES["refusal.shared_channel"]


class StaffOnly(Refusal):
    """A student asked for what graders and case handlers do."""

    sentences: ClassVar = PHRASES["refusal.staff_only"]


class StudentsOnly(Refusal):
    """A member of staff pressed a student's button."""

    sentences: ClassVar = PHRASES["refusal.students_only"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a user."""

    team_id: str
    is_outsider: bool
    is_deleted: bool
    language: Language


class Profiles:
    """Slack's profiles, asked for once a day each."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[str, tuple[datetime, Profile]] = {}

    async def of(self, slack_id: str) -> Profile:
        """The profile of that user; Outsider when Slack knows none, SlackApiError when it does not answer."""
        asked, known = self._known.get(slack_id, (None, None))
        if asked and known and timedelta() <= self._clock() - asked < FRESH:
            return known
        try:
            said = await self._client.users_info(user=slack_id, include_locale=True)
        except SlackApiError as error:
            if code_of(error) in UNKNOWN:
                raise Outsider from None
            raise
        profile = _profile(said["user"])
        self._known[slack_id] = (self._clock(), profile)
        return profile


def _profile(user: Mapping[str, Any]) -> Profile:
    outside = ("is_restricted", "is_ultra_restricted", "is_stranger")
    return Profile(
        team_id=str(user.get("team_id", "")),
        is_outsider=any(user.get(trait) for trait in outside),
        is_deleted=bool(user.get("deleted")),
        language=_language(str(user.get("locale", ""))),
    )


def _language(locale: str) -> Language:
    first = locale.partition("-")[0]
    return {"nb": Language.NB, "no": Language.NB, "nn": Language.NN}.get(first, Language.EN)


@dataclass(frozen=True, slots=True)
class Guest:
    """A full member of the workspace, whom the desk may know or not."""

    slack_id: str
    person: Staff | Person | None
    reader: Reader


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody whom the desk knows, and where they are."""

    slack_id: str
    person: Staff | Person
    reader: Reader

    @property
    def staff(self) -> Staff:
        """The member of staff; StaffOnly for a student."""
        if isinstance(self.person, Staff):
            return self.person
        raise StaffOnly

    @property
    def student(self) -> Person:
        """The student; StudentsOnly for staff."""
        if isinstance(self.person, Person):
            return self.person
        raise StudentsOnly

    @property
    def sees_all(self) -> bool:
        """Whether this person's list holds everybody's cases (A-239)."""
        return isinstance(self.person, Staff) and self.person.is_case_handler


class Reception:
    """Where everybody who writes or presses comes in first; the listeners find the desk and the clock here."""

    def __init__(
        self, counter: Counter, profiles: Profiles, clock: Callable[[], datetime], team: Callable[[], str]
    ) -> None:
        self.counter = counter
        self.clock = clock
        self._profiles = profiles
        self._team = team

    async def admit(
        self, body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> None:
        """Bolt middleware: puts the Visitor into the context. Raises Unregistered, Outsider or SharedChannel."""
        context[VISITOR] = await self.visitor(body, context)
        await next_()

    async def greet(
        self, body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> None:
        """Bolt middleware: puts the Guest into the context. Raises Outsider or SharedChannel."""
        context[GUEST] = await self._guest(body, context)
        await next_()

    async def visitor(self, body: Mapping[str, Any], context: AsyncBoltContext) -> Visitor:
        """Who asks. The language is kept for the case that something goes wrong."""
        guest = await self._guest(body, context)
        if guest.person is None:
            raise Unregistered(slack_id=guest.slack_id)
        return Visitor(guest.slack_id, guest.person, guest.reader)

    async def _guest(self, body: Mapping[str, Any], context: AsyncBoltContext) -> Guest:
        slack_id = asker(body)
        profile = await self._profiles.of(slack_id)
        context[LANGUAGE] = profile.language
        if profile.is_outsider or profile.is_deleted or profile.team_id != self._team():
            raise Outsider
        person = await self.counter.who(slack_id)
        language = person.language if person else profile.language
        context[LANGUAGE] = language
        if body.get("is_ext_shared_channel"):
            raise SharedChannel
        staff_id = person.id if isinstance(person, Staff) else None
        return Guest(slack_id, person, Reader(language, day_of(self.clock()), staff_id, is_direct(body)))


def visitor_in(context: Mapping[str, Any]) -> Visitor:
    """The visitor that Reception.admit has let in."""
    visitor: Visitor = context[VISITOR]
    return visitor


def guest_in(context: Mapping[str, Any]) -> Guest:
    """The guest that Reception.greet has let in."""
    guest: Guest = context[GUEST]
    return guest


def asker(body: Mapping[str, Any]) -> str:
    """The Slack id of whoever wrote, pressed or opened; "" when the request names nobody."""
    event = body.get("event") or {}
    user = body.get("user_id") or (body.get("user") or {}).get("id") or event.get("user")
    return str(user or (event.get("message") or {}).get("user") or "")


def sent_at(body: Mapping[str, Any]) -> float | None:
    """When it was sent, in seconds since 1970 by Slack's clock; None where Slack does not say."""
    actions = body.get("actions") or [{}]
    ts = (body.get("event") or {}).get("event_ts") or actions[0].get("action_ts")
    return float(ts) if ts else None


def channel_of(body: Mapping[str, Any]) -> str:
    """The channel where it happened; "" in App Home and in forms."""
    event = body.get("event") or {}
    written = event.get("channel") if event.get("type") == "message" else ""
    return str(body.get("channel_id") or (body.get("container") or {}).get("channel_id") or written or "")


def is_direct(body: Mapping[str, Any]) -> bool:
    """Whether it happened in a direct channel, whose ids begin with D; elsewhere others may look on (decision 23)."""
    return channel_of(body).startswith("D")

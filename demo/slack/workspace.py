"""The pretend workspace: its people, channels, messages and views, all in memory."""

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from demo.slack.people import People, Person
from demo.slack.rate import Buckets
from demo.slack.viewroom import ViewRoom
from demo.slack.wire import Json, Refused

APP_ID = "A00000001"
BOT_ID = "B00000001"
BOT_USER = "U0BOT"
TEAM_ID = "T00000001"
TEAM_DOMAIN = "lokal"


@dataclass
class Channel:
    """A channel or a direct channel (`peer` is then the person at its other end)."""

    id: str
    name: str
    members: set[str]
    peer: str = ""
    messages: dict[str, Json] = field(default_factory=dict)
    ephemerals: dict[str, Json] = field(default_factory=dict)

    @property
    def scope_kind(self) -> str:
        """How scopes call this kind of conversation."""
        return "im" if self.peer else "channels"


@dataclass
class Hook:
    """A response_url: where it writes, for whom, which message it came from, when it was made and how often used."""

    channel: str
    user: str
    ts: str
    born: float
    uses: int = 0


@dataclass
class Workspace:
    """Everything the local Slack knows.

    `clock` gives seconds for limits and expiry, `wall` seconds since 1970 for the ts of messages, `tell` gets each event
    that the app's own calls cause.
    """

    clock: Callable[[], float]
    wall: Callable[[], float]
    people: People
    views: ViewRoom
    buckets: Buckets
    scopes: frozenset[str] | None = None
    tell: Callable[[Json], None] = lambda event: None
    base: str = ""
    channels: dict[str, Channel] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    threads: list[Json] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _latest: int = 0

    async def announce(self) -> None:
        """Wake everybody who waits for a change."""
        async with self.changed:
            self.changed.notify_all()

    def next_ts(self) -> str:
        """Return the ts of a new message: unique and rising."""
        self._latest = max(self._latest + 1, int(self.wall() * 1_000_000))
        return f"{self._latest // 1_000_000}.{self._latest % 1_000_000:06d}"

    def person(self, user_id: str) -> Person:
        """Return a member; raise `Refused("user_not_found")`."""
        found = self.people.find(user_id)
        if found is None:
            raise Refused("user_not_found")
        return found

    def direct(self, user_id: str) -> Channel:
        """Return the direct channel between a person and the app, made at first use."""
        channel_id = f"D{user_id[1:]}"
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(channel_id, "directmessage", {user_id, BOT_USER}, peer=user_id)
        return self.channels[channel_id]

    def channel(self, channel_id: str) -> Channel:
        """Return a channel by its id; raise `Refused("channel_not_found")`."""
        found = self.channels.get(channel_id)
        if found is None:
            raise Refused("channel_not_found")
        return found

    def joined(self, channel_id: str) -> Channel:
        """Return a channel that the app is in; raise `Refused` with `channel_not_found` or `not_in_channel`."""
        found = self.channel(channel_id)
        if BOT_USER not in found.members:
            raise Refused("not_in_channel")
        return found

    def writable(self, channel_id: str) -> Channel:
        """Return where the app may write, a person's id meaning the direct channel; raise `Refused`."""
        if self.people.find(channel_id) is not None:
            channel_id = self.direct(channel_id).id
        found = self.joined(channel_id)
        peer = self.people.find(found.peer)
        if peer is not None and peer.deleted:
            raise Refused("channel_not_found")
        return found

    def new_channel_id(self) -> str:
        """Return an id that no channel has."""
        return f"C{len(self.channels) + 1:08d}"

    def may(self, scope: str) -> bool:
        """Tell whether the app holds a scope; without a list of scopes it holds all."""
        return self.scopes is None or scope in self.scopes

    def mint_hook(self, channel: str, user: str, ts: str) -> str:
        """Return a new response_url."""
        name = secrets.token_hex(12)
        self.hooks[name] = Hook(channel, user, ts, self.clock())
        return f"{self.base}/respond/{name}"


def message_of(channel: Channel, ts: str) -> Json:
    """Return a message of a channel; raise `Refused("message_not_found")`."""
    found = channel.messages.get(ts)
    if found is None:
        raise Refused("message_not_found")
    return found


def escaped(text: str) -> str:
    """Return what a person typed the way Slack hands it over."""
    return re.sub(r"[&<>]", lambda hit: {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[hit.group()], text)

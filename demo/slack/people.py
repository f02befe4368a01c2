"""The members of the pretend workspace, guests and strangers among them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from demo.slack.wire import Json


@dataclass
class Person:
    """One Slack user; `is_stranger` and a foreign `team_id` mark people of another organisation."""

    id: str
    name: str
    email: str
    team_id: str
    locale: str = "nb-NO"
    tz: str = "Europe/Oslo"
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False

    @property
    def username(self) -> str:
        """The short name that Slack makes from the address."""
        return self.email.partition("@")[0].lower()

    def profile(self, at: float, *, with_locale: bool, with_email: bool) -> Json:
        """Return the user object of `users.info`; `at` is seconds since 1970 and decides the zone's offset."""
        offset = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(self.tz)).utcoffset()
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.username,
            "real_name": self.name,
            "deleted": self.deleted,
            "tz": self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_stranger": self.is_stranger,
            "is_bot": False,
            "is_app_user": False,
            "profile": {"real_name": self.name, "display_name": self.username, "team": self.team_id},
        }
        if with_email:
            user["profile"]["email"] = self.email
        return user | ({"locale": self.locale} if with_locale else {})


@dataclass
class People:
    """Everybody in the workspace, by id."""

    team_id: str
    by_id: dict[str, Person] = field(default_factory=dict)

    def add(self, person: Person) -> Person:
        """Keep a person; raise `ValueError` when the id is taken."""
        if person.id in self.by_id:
            raise ValueError(f"the id {person.id} is taken")
        self.by_id[person.id] = person
        return person

    def next_id(self) -> str:
        """Return an id that nobody has."""
        return f"U{len(self.by_id) + 1:08d}"

    def find(self, user_id: str) -> Person | None:
        """Return the person with this id, if there is one."""
        return self.by_id.get(user_id)

    def with_email(self, email: str) -> Person | None:
        """Return the active member with this address; strangers are not found that way."""
        wanted = email.strip().lower()
        members = (p for p in self.by_id.values() if not p.deleted and not p.is_stranger)
        return next((p for p in members if p.email.lower() == wanted), None)

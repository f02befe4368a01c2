"""How a student's Slack user becomes known: by a one-time code that is mailed to the registered address (decision 25)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.calendar import day_of
from casework.exams import Person
from casework.messages import Automatic
from casework.office import Office
from casework.records import Records

LIFETIME = timedelta(minutes=15)
MOST_TRIES = 5
MOST_LETTERS_A_DAY = 5


@dataclass(frozen=True, slots=True)
class Linking:
    """One Slack user whom nobody knows yet, within one transaction. `now` is aware UTC.

    The code itself is not kept: it is computed from the Slack id, the address and the quarter of an hour, and the letter in the
    outbox tells which address it was.
    """

    records: Records
    office: Office
    slack_id: str
    now: datetime

    def mail_code(self, address: str) -> None:
        """Mails a code if the address is one registered student's: at most one in a quarter of an hour, and a few a day."""
        person = self.records.registry.person_by_email(address.strip())
        quarter = self._quarters()[0]
        if person is None or self.records.letter_at(self._key(quarter)) is not None or not self._one_more_today():
            return
        letter = self.office.to_sender(
            self._key(quarter),
            "slack_code",
            person.language,
            person.email,
            code=self.office.links.code(self._said(person.email, quarter)),
            expires=self.now + LIFETIME,
        )
        self.records.post([replace(letter, automatic=Automatic.GENERATED)])

    def confirm(self, code: str) -> Person | None:
        """Links the Slack user to the student whom the code was mailed to; None when it does not fit. Every try counts."""
        if not self._one_more(f"slack-try:{self.slack_id}:{self._quarters()[0]}", MOST_TRIES):
            return None
        for quarter in self._quarters():
            person = self._mailed_to(quarter)
            if person is not None and self.office.links.is_code(self._said(person.email, quarter), code):
                self.records.registry.link_slack(person.id, self.slack_id)
                return person
        return None

    def _mailed_to(self, quarter: int) -> Person | None:
        letter = self.records.letter_at(self._key(quarter))
        if letter is None or self.now - letter.written > LIFETIME:
            return None
        return self.records.registry.person_by_email(letter.to)

    def _quarters(self) -> tuple[int, int]:
        """This quarter of an hour and the one before, in which a code that still holds was made."""
        this = int(self.now.timestamp() // LIFETIME.total_seconds())
        return this, this - 1

    def _key(self, quarter: int) -> str:
        return f"slack-code:{self.slack_id}:{quarter}"

    def _said(self, address: str, quarter: int) -> str:
        return f"{self.slack_id}:{address}:{quarter}"

    def _one_more_today(self) -> bool:
        return self._one_more(f"slack-letter:{self.slack_id}:{day_of(self.now)}", MOST_LETTERS_A_DAY)

    def _one_more(self, key: str, most: int) -> bool:
        """Whether this is one of the first `most` times that the key is counted."""
        return any(self.records.first_time(f"{key}:{time}", self.now) for time in range(most))

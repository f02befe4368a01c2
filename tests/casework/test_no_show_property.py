"""In whatever order times are offered, agreed, moved, taken back, excused and bounced: a no-show is never recorded unproved (X-23)."""

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from casework import no_show
from casework.appointments import Delivery
from casework.case import Change, Kind, Outcome, Status
from casework.invitations import Slot
from casework.refusals import Refusal
from casework.talks import Talks, finished
from tests.casework.cases import ANNOUNCED, GRO, NOW, OFFICE, SOMEBODY, case, dossier

HALF_HOURS = st.sampled_from([0, 1, 2, 44, 46, 47, 48])
AHEAD = st.sampled_from([1, 2, 3, 46, 60])
NEVER = Delivery()


class Talking(RuleBasedStateMachine):
    """The machine knows of appointments only what letters and invitations say; `reached` is what a relay said of each invitation."""

    @initialize()
    def begin(self) -> None:
        self.now: datetime = NOW
        self.case = case(Kind.EXPLANATION, Status.WITH_GRADER, grader_id=GRO.id)
        self.dossier = dossier(self.case)
        assert self.dossier.exam.announced == ANNOUNCED
        self.talk: Slot | None = None
        self.invitation = ""
        self.reached: dict[str, Delivery] = {}
        self.excused = self.unread = False
        self.relay_works = True
        self.tries("offer", (self.slot(2),))

    def slot(self, half_hours: int) -> Slot:
        return Slot(self.now + timedelta(minutes=30 * half_hours), 30, "rom B312")

    def open(self) -> bool:
        return self.case.is_open

    def talks(self) -> Talks:
        return Talks(self.case, self.dossier, GRO, OFFICE, self.now, SOMEBODY)

    def delivery(self) -> Delivery:
        return self.reached.get(self.invitation, NEVER)._replace(unread=self.unread)

    def keep(self, change: Change | None) -> None:
        if change is None:
            return
        if change.case.outcome is Outcome.NO_SHOW:
            self.must_be_proved()
        change = finished(change, self.dossier, GRO, OFFICE)
        self.case, self.dossier = change.case, self.dossier.after(change)
        for letter in change.letters:
            if letter.invitation is not None and letter.to == self.dossier.person.email:
                self.talk = None if letter.invitation.cancelled else letter.invitation.slot
                self.invitation = letter.key
                if self.relay_works:
                    self.reached[self.invitation] = Delivery(self.now)
                self.excused = self.excused and letter.invitation.cancelled

    def must_be_proved(self) -> None:
        accepted, failed, unread = self.delivery()
        assert self.talk is not None, "no time was agreed"
        assert self.now >= self.talk.ends, "the talk is not over"
        assert accepted is not None, "the invitation never came to the relay"
        assert accepted < self.talk.starts, "the student was called after the talk had begun"
        assert self.now >= accepted + timedelta(hours=24), "the invitation may still come back"
        assert not failed, "the invitation came back"
        assert not unread, "a mail that may be an excuse waits for a person"
        assert not self.excused, "the student was prevented"

    def tries(self, verb: str, *given: object) -> bool:
        try:
            self.keep(getattr(self.talks(), verb)(*given))
        except Refusal:
            return False
        return True

    @rule(half_hours=HALF_HOURS)
    def time_passes(self, half_hours: int) -> None:
        self.now += timedelta(minutes=30 * half_hours)

    @precondition(lambda self: self.open() and self.talk is not None)
    @rule()
    def the_talk_begins(self) -> None:
        self.now = max(self.now, self.talk.starts)

    @precondition(open)
    @rule(half_hours=st.lists(AHEAD, min_size=1, max_size=3))
    def offers(self, half_hours: list[int]) -> None:
        if self.tries("offer", tuple(map(self.slot, half_hours))):
            self.excused = False

    @precondition(lambda self: self.open() and self.talk is None)
    @rule(number=st.integers(0, 3))
    def agrees(self, number: int) -> None:
        self.tries("agree", number)

    @precondition(open)
    @rule()
    def is_prevented(self) -> None:
        before = self.talk
        self.excused = (self.tries("prevent") and before is not None) or self.excused

    @precondition(lambda self: self.open() and self.excused)
    @rule()
    def is_believed(self) -> None:
        self.tries("new_time")

    @precondition(open)
    @rule()
    def is_cancelled(self) -> None:
        self.tries("cancel")

    @precondition(open)
    @rule(works=st.booleans())
    def the_relay_is_away_or_back(self, works: bool) -> None:
        self.relay_works = works
        if works and self.talk is not None:
            self.reached.setdefault(self.invitation, Delivery(self.now))

    @precondition(lambda self: self.open() and self.invitation in self.reached)
    @rule()
    def it_comes_back(self) -> None:
        self.reached[self.invitation] = self.reached[self.invitation]._replace(failed=True)

    @precondition(open)
    @rule(waits=st.booleans())
    def a_mail_waits_for_a_person_or_is_read(self, waits: bool) -> None:
        self.unread = waits

    @precondition(open)
    @rule(half_hours=HALF_HOURS)
    def is_said_not_to_have_come(self, half_hours: int) -> None:
        self.now += timedelta(minutes=30 * half_hours)
        try:
            change = no_show.say(self.case, self.dossier, self.delivery(), None, OFFICE, at=self.now, actor=SOMEBODY)
        except Refusal:
            return
        self.keep(change)

    @precondition(open)
    @rule()
    def the_clock_knocks(self) -> None:
        self.keep(no_show.complete(self.case, self.dossier, self.delivery(), OFFICE, at=self.now, actor=SOMEBODY))


Talking.TestCase.settings = settings(max_examples=1500, stateful_step_count=10, deadline=None)
TestTalking = Talking.TestCase

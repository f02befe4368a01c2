"""Staff and students at the counter: what they ask for in Slack or on the command line, each request one transaction."""

import logging
from datetime import date, datetime

from casework.access import Move, View, may_see, view_for
from casework.case import Kind, Status
from casework.clocks import Clocks
from casework.desk.adopting import Adopting, Pending
from casework.desk.answers import Answer, Chore, Done, Opened, Question, ResultChoice, Timed, ToWrite, Waiting
from casework.desk.chores import Chores
from casework.desk.hearing import Hearing
from casework.desk.linking import Linking
from casework.desk.papers import CasePapers, Papers
from casework.desk.requests import Requests, choices
from casework.desk.talking import Timekeeping, UsualTimes
from casework.exams import Person, Staff
from casework.grounds import NO_GROUNDS, Grounds, WrittenText
from casework.interim import Forecast
from casework.messages import Letter
from casework.office import Office
from casework.outgoing import SlackPost
from casework.records import OpenTask, Records, Store
from casework.refusals import NoSuchCase, WrongCode
from casework.spoken_times import TimesSaid
from casework.why import Why, why

log = logging.getLogger(__name__)


class Counter:
    """The desk for people. Answers are pure data; refusals are raised."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def who(self, slack_id: str) -> Staff | Person | None:
        """Whose Slack user that is, by the id in the registry and nothing else (decision 25)."""
        return await self._store.read(
            lambda r: r.registry.staff_by_slack(slack_id) or r.registry.person_by_slack(slack_id)
        )

    async def mail_code(self, slack_id: str, address: str, now: datetime) -> None:
        """Mails a one-time code to that address if it is a registered student's; nobody is told whether it is (decision 25)."""
        await self._store.write(lambda r: Linking(r, self._office, slack_id, now).mail_code(address))

    async def confirm_code(self, slack_id: str, code: str, now: datetime) -> Person:
        """Whose Slack user that is from now on, by the mailed code. Raises WrongCode; the try counts."""
        person = await self._store.write(lambda r: Linking(r, self._office, slack_id, now).confirm(code))
        if person is None:
            raise WrongCode
        return person

    async def waiting(self, staff: Staff, now: datetime) -> Waiting:
        """What waits for this person."""
        return await self._store.read(lambda r: self._hearing(r, staff, now, "").waiting())

    async def show(self, staff: Staff, number: int, now: datetime) -> View:
        """One case as this person may see it; NoSuchCase when it is none of theirs."""
        return await self._store.read(lambda r: self._hearing(r, staff, now, "").show(number))

    async def papers(self, staff: Staff, number: int) -> CasePapers:
        """The letters and mails of the case, for a case handler. Raises NoSuchCase."""
        return await self._store.read(lambda r: Papers(r, staff).of_case(number))

    async def clocks(self, staff: Staff, number: int, now: datetime) -> Clocks:
        """The dates of the result that the case is about, for a case handler. Raises NoSuchCase, NotYours."""
        return await self._store.read(lambda r: Chores(r, self._office, staff, now, "").clocks(number))

    async def why(self, staff: Staff, number: int) -> Why:
        """How the dates of that case came about, as this person may know it. Raises NoSuchCase when it is none of theirs."""

        def work(records: Records) -> Why:
            dossier = records.dossier_of(number)
            if dossier is None or not may_see(dossier.case(number), dossier, staff):
                raise NoSuchCase(number=number)
            return why(dossier.case(number), dossier, self._office.clocks(dossier), staff)

        return await self._store.read(work)

    async def act(
        self,
        staff: Staff,
        number: int,
        move: Move,
        now: datetime,
        *,
        via: str,
        day: date | None = None,
        whom: tuple[int, ...] = (),
        grounds: Grounds = NO_GROUNDS,
        once: str = "",
    ) -> Done:
        """Takes a move, durably when this returns. The same `once` a second time changes nothing and answers alike.

        Raises NoSuchCase, NotYours, NotNow, AlreadyDone, NotAnnounced, ImpossibleDay, NoGrader, GroundsMissing, Overtaken.
        """

        def work(records: Records) -> Done:
            hearing = self._hearing(records, staff, now, via)
            if once and not records.first_time(f"act:{once}", now):
                return hearing.done_before(number, move, day)
            return hearing.act(number, move, day, whom, grounds)

        return await self._store.write(work)

    async def set_times(self, staff: Staff, number: int, said: TimesSaid, now: datetime, *, via: str) -> Timed:
        """Offers, moves or takes back times for a talk in that case. Raises what `Timekeeping` raises."""
        return await self._store.write(lambda r: Timekeeping(r, self._office, staff, now, via).take(said, number))

    async def usual_times(self, staff: Staff, number: int, now: datetime) -> UsualTimes:
        """What a form for the times of a talk in that case begins with. Raises NoSuchCase when it is none of theirs."""
        return await self._store.read(lambda r: Timekeeping(r, self._office, staff, now, "").usual(number))

    async def ask_grounds(self, staff: Staff, number: int, move: Move, now: datetime, *, via: str) -> ToWrite:
        """Mails the link to the page where the grounds of that decision are written. Raises NoSuchCase, NotYours, NotNow, AlreadyDone."""
        return await self._store.write(lambda r: self._hearing(r, staff, now, via).ask_grounds(number, move))

    async def draft(self, staff: Staff, number: int, move: Move, grounds: Grounds, now: datetime) -> Letter | None:
        """The letter that the student would get for that move now; nothing is done."""
        return await self._store.read(lambda r: self._hearing(r, staff, now, "").draft(number, move, grounds))

    async def written(self, staff: Staff, number: int, now: datetime) -> tuple[WrittenText, ...]:
        """What was written as grounds in the case, for case handlers; who read it is logged. Raises NoSuchCase, NotYours."""
        found = await self._store.read(lambda r: Chores(r, self._office, staff, now, "").written(number))
        log.info("the grounds in case %d were shown to staff %d", number, staff.id)
        return found

    async def hear(
        self, staff: Staff, text: str, now: datetime, *, via: str, under: tuple[int, ...] = (), once: str = ""
    ) -> Answer | None:
        """Understands a short message and does what it says; None when the same `once` was heard before."""

        def work(records: Records) -> Answer | None:
            if once and not records.first_time(f"heard:{once}", now):
                return None
            return self._hearing(records, staff, now, via).hear(text, under)

        return await self._store.write(work)

    async def own_results(self, person: Person, kind: Kind) -> tuple[ResultChoice, ...]:
        """The student's own results, to choose from."""
        pairs = await self._store.read(lambda r: r.registry.results_of(person.id))
        return tuple(choices(pairs, kind))

    async def request_own(
        self,
        person: Person,
        kind: Kind,
        words: str,
        now: datetime,
        *,
        via: str,
        result_id: int | None = None,
    ) -> Opened | Question:
        """Opens the student's own request for the result that the words or the choice name. The same twice makes one case."""

        def work(records: Records) -> Opened | Question:
            return Requests(records, self._office, now, via).own(person, kind, words, result_id)

        return await self._store.write(work)

    async def request_for(
        self,
        staff: Staff,
        kind: Kind,
        course: str,
        part: str,
        candidate: str,
        now: datetime,
        *,
        via: str,
    ) -> Opened | Question:
        """Opens a request on behalf of a candidate; raises NotYours for anybody but case handlers and that exam's graders."""

        def work(records: Records) -> Opened | Question:
            return Requests(records, self._office, now, via).on_behalf(staff, kind, course, part, candidate)

        return await self._store.write(work)

    async def task_choices(self, staff: Staff, task_id: int, now: datetime) -> tuple[ResultChoice, ...]:
        """The results that a task's mail may have meant. Raises NoSuchTask."""
        return await self._store.read(lambda r: Chores(r, self._office, staff, now, "").choices(task_id))

    async def task_at(self, staff: Staff, key: str, now: datetime) -> Chore | None:
        """The task with that key; None when it is done."""
        return await self._store.read(lambda r: Chores(r, self._office, staff, now, "").at(key))

    async def settle_task(self, staff: Staff, task_id: int, now: datetime, *, via: str) -> OpenTask:
        """A case handler has seen to the task. Raises NoSuchTask when it is done already."""
        return await self._store.write(lambda r: Chores(r, self._office, staff, now, via).settle(task_id))

    async def read_again(self, staff: Staff, task_id: int, now: datetime, *, via: str) -> OpenTask:
        """The task's mail, which was set aside, is read once more. Raises NoSuchTask when that is done or it never was."""
        return await self._store.write(lambda r: Chores(r, self._office, staff, now, via).read_again(task_id))

    async def choose_result(self, staff: Staff, task_id: int, result_id: int, now: datetime, *, via: str) -> Opened:
        """The task's mail meant that result: its case is opened with the first reception time. Raises NoSuchTask."""
        return await self._store.write(lambda r: Chores(r, self._office, staff, now, via).choose(task_id, result_id))

    async def forecast(self, staff: Staff, number: int, now: datetime) -> Forecast:
        """What the next interim reply of the case will say. Raises NoSuchCase, NotYours."""
        return await self._store.read(lambda r: Chores(r, self._office, staff, now, "").forecast(number))

    async def choose_interim(
        self, staff: Staff, number: int, reason: Status | None, expected: date | None, now: datetime, *, via: str
    ) -> Forecast:
        """Changes the reason, the date or both (decision 10). Raises NoSuchCase, NotYours, NotNow, TooEarlyToPromise."""
        return await self._store.write(
            lambda r: Chores(r, self._office, staff, now, via).choose_interim(number, reason, expected)
        )

    async def pending_rules(self, staff: Staff, rules_id: int, now: datetime) -> Pending:
        """Rules that wait for a second person. Raises CaseHandlersOnly, RulesNotWaiting, DifferenceChanged."""
        return await self._store.read(lambda r: Adopting(r, self._office, staff, now, "").waiting(rules_id))

    async def confirm_rules(self, staff: Staff, rules_id: int, seen: str, now: datetime, *, via: str) -> Pending:
        """Puts them into effect by somebody who has seen changes with that digest. Raises LookAgain, SecondPersonNeeded and the above."""
        return await self._store.write(
            lambda r: Adopting(r, self._office, staff, now, via).confirm_seen(rules_id, seen)
        )

    async def colleagues(self, staff: Staff, number: int) -> tuple[Staff, ...]:
        """Whom a case handler may name for that case: everybody for an explanation, only new graders for an appeal."""

        def work(records: Records) -> tuple[Staff, ...]:
            dossier = records.dossier_of(number)
            if dossier is None or not staff.is_case_handler:
                return ()
            appealed = dossier.case(number).kind is Kind.APPEAL
            return tuple(
                each for each in records.registry.all_staff() if not (appealed and each.id in dossier.first_graders)
            )

        return await self._store.read(work)

    async def cases_under(self, channel: str, ts: str) -> tuple[int, ...]:
        """The cases of the notice that stands there in Slack."""
        return await self._store.read(lambda r: r.cases_under(channel, ts))

    async def colleague(self, staff_id: int) -> Staff | None:
        """That member of staff."""
        return await self._store.read(lambda r: r.registry.staff(staff_id))

    async def colleague_at(self, address: str) -> Staff | None:
        """The member of staff with that address."""
        return await self._store.read(lambda r: r.registry.staff_by_email(address.strip().lower()))

    async def look(self, staff_id: int, number: int) -> tuple[Staff, View] | None:
        """What that person's card of the case shows now; None when the case is none of theirs any more."""

        def work(records: Records) -> tuple[Staff, View] | None:
            staff, dossier = records.registry.staff(staff_id), records.dossier_of(number)
            if staff is None or dossier is None or not may_see(dossier.case(number), dossier, staff):
                return None
            slack = self._office.rulebook.slack
            return staff, view_for(dossier.case(number), dossier, staff, slack.candidate_numbers)

        return await self._store.read(work)

    async def card(self, number: int, staff_id: int) -> SlackPost | None:
        """Where that person's card of the case was posted."""
        return await self._store.read(lambda r: r.card(number, staff_id))

    def _hearing(self, records: Records, staff: Staff, now: datetime, via: str) -> Hearing:
        return Hearing(records, self._office, staff, now, via)

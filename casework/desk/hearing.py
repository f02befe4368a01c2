"""One member of staff heard within one transaction: looks, acts, and short messages, wherever they were typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework import interim
from casework.access import PAUSES, CaseView, Move, View, may_see, moves_for, view_for
from casework.calendar import day_of
from casework.case import Actor, Case, Kind
from casework.desk.absences import withheld
from casework.desk.answers import AllDone, Answer, Choice, Done, Help, Question, Reason, Timed, ToWrite, Waiting
from casework.desk.deciding import GROUNDED
from casework.desk.keeping import keep
from casework.desk.moves import Step, take
from casework.desk.offers import offers
from casework.desk.talking import Timekeeping
from casework.dossier import Dossier
from casework.exams import ExplanationForm, Staff
from casework.grounds import NO_GROUNDS, Grounds
from casework.messages import Letter
from casework.office import Office
from casework.records import Line, Records
from casework.refusals import AlreadyDone, NoSuchCase, NotNow, NotYours
from casework.shorthand import Said, Unclear, Verb, understand
from casework.spoken_times import TimesSaid, TimesUnclear, spoken_times
from casework.talk_refusals import WhichDay
from casework.time_refusals import TimesInDoubt

SPOKEN = {
    Verb.GIVEN: Move.ORAL_GIVEN,
    Verb.NO_SHOW: Move.NO_SHOW,
    Verb.SENT: Move.SENT,
    Verb.DONE: Move.GRADED,
    Verb.WITHDRAW: Move.WITHDRAW,
}
GRADERS_MOVES = frozenset({Move.ORAL_GIVEN, Move.NO_SHOW, Move.SENT, Move.GRADED})
WITH_A_DAY = frozenset({Move.ORAL_GIVEN, Move.NO_SHOW, Move.SENT, *PAUSES, Move.RESUME, Move.KNEW, Move.SEEN})
MOST_CHOICES = 5
MOST_OFFERS = 30
MOST_TALKS = 100


@dataclass(frozen=True, slots=True)
class Hearing:
    """`now` is aware UTC; `via` is the way the words came by ("slack", "mail:88", "cli:name").

    `guesses` is whether a word without a number may mean the one open case that it fits, `ok_counts` whether "ok" answers a question
    that says what it does (mail.md § 2.5).
    """

    records: Records
    office: Office
    staff: Staff
    now: datetime
    via: str
    guesses: bool = True
    ok_counts: bool = True

    def waiting(self) -> Waiting:
        """What waits for this person; a case handler also sees everything unfinished and the open tasks (A-239)."""
        handler = self.staff.is_case_handler
        numbers = self.office.rulebook.slack.candidate_numbers
        own = [line if numbers else line._replace(candidate="") for line in self.records.waiting_for(self.staff.id)]
        lines = _joined(own, self.records.unfinished()) if handler else own
        tasks = self.records.open_tasks() if handler else ()
        shown = (line.number for line in lines[:MOST_TALKS] if line.kind == Kind.EXPLANATION)
        talks = self.records.appointments_of(shown)
        return Waiting(tuple(lines), tuple(tasks), day_of(self.now), offers(self.records, tasks[:MOST_OFFERS]), talks)

    def show(self, number: int) -> View:
        """The case as this person may see it; NoSuchCase when it is none of theirs."""
        dossier = self._dossier(number)
        return self._view(dossier.case(number), dossier)

    def act(
        self,
        number: int,
        move: Move,
        day: date | None = None,
        whom: tuple[int, ...] = (),
        grounds: Grounds = NO_GROUNDS,
    ) -> Done:
        """Takes a move on a case. `day` defaults to today; `whom` are the staff that the move names, `grounds` what it rests on.

        Raises NoSuchCase, NotYours, NotNow, AlreadyDone and what the verb itself refuses.
        """
        dossier = self._dossier(number)
        case = dossier.case(number)
        self._must_allow(case, dossier, move)
        agreed = self._other_day(dossier, number) if move is Move.ORAL_GIVEN and day is None else None
        if agreed is not None:
            raise WhichDay(number=number, agreed=agreed)
        change = take(move, self._step(case, dossier, day, whom, grounds))
        with_named = self.records.dossier_of(number) if move is Move.NAME_COMMISSION else None
        keep(self.records, change, with_named or dossier, self.office)
        told = any(letter.to == dossier.person.email for letter in change.letters)
        view = self._view(change.case, dossier.after(change))
        counted = change.case.done_on or day or day_of(self.now)
        held = withheld(self.records, self.office, change.case, dossier, self.now) if move is Move.NO_SHOW else None
        return Done(move, view, counted if move in WITH_A_DAY else None, told, held)

    def done_before(self, number: int, move: Move, day: date | None) -> Done:
        """The answer to a move that was taken already by the same press."""
        dossier = self._dossier(number)
        case = dossier.case(number)
        held = withheld(self.records, self.office, case, dossier, self.now) if move is Move.NO_SHOW else None
        return Done(move, self._view(case, dossier), day, withheld=held)

    def draft(self, number: int, move: Move, grounds: Grounds) -> Letter | None:
        """The letter that the student would get for that move now, nothing done yet; None where there is none."""
        dossier = self._dossier(number)
        case = dossier.case(number)
        self._must_allow(case, dossier, move)
        change = take(move, self._step(case, dossier, None, (), grounds))
        return next((letter for letter in change.letters if letter.to == dossier.person.email), None)

    def ask_grounds(self, number: int, move: Move) -> ToWrite:
        """Mails this person the link to the page where the grounds of a decision are written; once for each state of the case."""
        dossier = self._dossier(number)
        case = dossier.case(number)
        self._must_allow(case, dossier, move)
        link = self.office.links.make(GROUNDED[move], number, self.staff.id, self.now)
        fields = {
            "number": number,
            "move": move.value,
            "kind": case.kind.value,
            "exam": dossier.exam,
            "link": self.office.links.url(link),
            "expires": day_of(link.expires),
        }
        key = f"grounds:{number}:{move}:{self.staff.id}:{case.version}"
        self.records.post([self.office.to_staff(key, "grounds_entry", self.staff, fields, case=case)])
        return ToWrite(number, move)

    def _step(self, case: Case, dossier: Dossier, day: date | None, whom: tuple[int, ...], grounds: Grounds) -> Step:
        actor, counted = Actor(f"staff:{self.staff.id}", self.via), day or day_of(self.now)
        return Step(self.records, self.office, case, dossier, self.staff, counted, whom, self.now, actor, grounds, day)

    def hear(self, text: str, under: tuple[int, ...] = ()) -> Answer:
        """Understands a short message and does what it says, or asks back with buttons when it is ambiguous.

        `under` are the cases of the notice that it was written under.
        """
        times = self.times_in(text)
        if times is not None:
            return self._timed(times, under)
        said = self.understood(text)
        if isinstance(said, Unclear):
            return self._asked_back(said, under)
        if said.verb is Verb.HELP:
            return Help()
        if said.verb is Verb.LIST:
            return self.waiting()
        if said.verb in {Verb.LOOK, Verb.STATUS}:
            return self._looked_at(said, under)
        if said.verb is Verb.OK:
            return self._agreed(said, under)
        return self._told(said, under)

    def understood(self, text: str) -> Said | Unclear:
        """What the words say, nothing done yet."""
        return understand(text, day_of(self.now))

    def times_in(self, text: str) -> TimesSaid | TimesUnclear | None:
        """The times for a talk that the words offer, move or take back; None when they are about something else."""
        return spoken_times(text, self.now, self.office.rulebook.oral_minutes, self.staff.name)

    def _timed(self, times: TimesSaid | TimesUnclear, under: tuple[int, ...]) -> Timed | Question:
        """Raises TimesInDoubt when the times have no meaning or more than one."""
        open_cases = under or (self._open_numbers() if self.guesses else ())
        number = times.number or (open_cases[0] if len(open_cases) == 1 else None)
        if isinstance(times, TimesUnclear):
            raise TimesInDoubt(times, number)
        if number is None:
            return Question(Reason.WHICH_CASE)
        return Timekeeping(self.records, self.office, self.staff, self.now, self.via).take(times, number)

    def _looked_at(self, said: Said, under: tuple[int, ...]) -> Answer:
        numbers = said.numbers or under
        return self.show(numbers[0]) if len(numbers) == 1 else self.waiting()

    def _told(self, said: Said, under: tuple[int, ...]) -> Answer:
        move = SPOKEN.get(said.verb)
        if move is None:
            return Question(Reason.NOT_UNDERSTOOD)
        numbers = said.numbers or self._only(under or (self._open_numbers() if self.guesses else ()), move)
        if not numbers:
            return Question(Reason.WHICH_CASE, self._choices(under or self._open_numbers(), move, said.day))
        asked = self._which_day(numbers, move, said.day)
        if asked is not None:
            return asked
        done = tuple(self.act(number, move, said.day) for number in numbers)
        return done[0] if len(done) == 1 else AllDone(done)

    def _agreed(self, said: Said, under: tuple[int, ...]) -> Answer:
        """ "ok" under a reminder of one case means that the explanation has been given, in the way that its exam demands."""
        numbers = said.numbers or under
        if len(numbers) != 1 or not self.ok_counts:
            open_cases = numbers or self._open_numbers()
            return Question(Reason.WHICH_CASE, self._choices(open_cases, None, said.day))
        dossier = self._dossier(numbers[0])
        ways = {ExplanationForm.ORAL: Move.ORAL_GIVEN, ExplanationForm.WRITTEN: Move.SENT}
        move = ways.get(dossier.exam.explanation_form)
        if move is None:
            return Question(Reason.WHICH_MOVE, self._choices(numbers, None, said.day))
        return self._which_day(numbers, move, said.day) or self.act(numbers[0], move, said.day)

    def _which_day(self, numbers: tuple[int, ...], move: Move, day: date | None) -> Question | None:
        """An explanation that was given on no day that was named, while another day than today was agreed (decision 21)."""
        if move is not Move.ORAL_GIVEN or day is not None:
            return None
        for number in numbers:
            agreed, today = self._other_day(self._dossier(number), number), day_of(self.now)
            if agreed is not None and self._allows(number, move):
                days = (agreed, today) if agreed < today else (today,)
                return Question(Reason.WHICH_DAY, tuple(Choice(number, move, each) for each in days))
        return None

    def _other_day(self, dossier: Dossier, number: int) -> date | None:
        """The day on which a talk was agreed, where that is not today."""
        found = dossier.appointment(number)
        talk = found.talk if found else None
        return talk.day if talk and talk.day != day_of(self.now) else None

    def _asked_back(self, unclear: Unclear, under: tuple[int, ...]) -> Question:
        choices = [choice for said in unclear.possible for choice in self._meant(said, under)]
        reason = Reason.WHICH_MOVE if choices else Reason.NOT_UNDERSTOOD
        return Question(reason, tuple(choices[:MOST_CHOICES]))

    def _meant(self, said: Said, under: tuple[int, ...]) -> tuple[Choice, ...]:
        """The buttons of one thing that may have been meant."""
        if said.verb is Verb.OK:
            return self._choices(said.numbers or under, None, said.day)
        move = SPOKEN.get(said.verb)
        return self._choices(said.numbers or under, move, said.day) if move else ()

    def _choices(self, numbers: tuple[int, ...], move: Move | None, day: date | None) -> tuple[Choice, ...]:
        moves = (move,) if move else (Move.ORAL_GIVEN, Move.SENT)
        possible = [Choice(number, each, day) for number in numbers for each in moves if self._allows(number, each)]
        return tuple(possible[:MOST_CHOICES])

    def _only(self, numbers: tuple[int, ...], move: Move) -> tuple[int, ...]:
        allowed = tuple(number for number in numbers if self._allows(number, move))
        return allowed if len(allowed) == 1 else ()

    def _open_numbers(self) -> tuple[int, ...]:
        return tuple(line.number for line in self.records.waiting_for(self.staff.id)[: MOST_CHOICES + 1])

    def _allows(self, number: int, move: Move) -> bool:
        dossier = self.records.dossier_of(number)
        return dossier is not None and move in moves_for(dossier.case(number), dossier, self.staff)

    def _dossier(self, number: int) -> Dossier:
        dossier = self.records.dossier_of(number)
        if dossier is None or not may_see(dossier.case(number), dossier, self.staff):
            raise NoSuchCase(number=number)
        return dossier

    def _view(self, case: Case, dossier: Dossier) -> View:
        view = view_for(case, dossier, self.staff, self.office.rulebook.slack.candidate_numbers)
        if not isinstance(view, CaseView) or not self.staff.is_case_handler:
            return view
        says = interim.forecast(case, dossier, self.office, day_of(self.now), self.staff.language)
        return replace(view, interim=says)

    def _must_allow(self, case: Case, dossier: Dossier, move: Move) -> None:
        if move in moves_for(case, dossier, self.staff):
            return
        if not case.is_open:
            raise AlreadyDone(number=case.number)
        raise NotNow(number=case.number) if move in GRADERS_MOVES else NotYours(number=case.number)


def _joined(own: Sequence[Line], everything: Sequence[Line]) -> list[Line]:
    """Everybody's lines without candidate numbers, the reader's own in place of the same (decision 23)."""
    mine = {line.number: line for line in own}
    return [mine.get(line.number) or line._replace(candidate="") for line in everything]

"""What students wish, as they write it: the mails of `tests/mailgateway/wishes`, put through the desk as it is, and how well that went.

A mail begins with `%% who > box: subject`. The lines with # say how things stood and what a careful clerk with the registry would do:
`open KIND EXAM` there is such a case; `re KIND EXAM` there is, and the mail answers its receipt; `which KIND` and `what` the mail
answers that question of ours; `act WISH EXAM` the clerk does so at once; `ask WISH EXAM, …` the clerk asks first, and that was meant;
`confirm WISH EXAM` the clerk asks the candidate at the registered address; `person` only a person can answer.
"""

import re
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

from casework.case import Actor, Kind
from casework.desk.intake import Intake
from casework.desk.opening import Request, open_case
from casework.desk.visit import Placed
from casework.exams import Language, Role, Round
from casework.messages import Arrival, Box, KeptMail, TaskKind, Verdict
from casework.outgoing import Outgoing
from casework.records import Records
from casework.registration import CommissionRow, ExamKey, ExamRow, RegistryFile, ResultRow, StaffRow
from mailgateway.addresses import Mint
from mailgateway.trust import Trust
from mailgateway.understanding import understand
from store.database import Database, open_database
from tests.casework.cases import OFFICE

FOLDER = Path(__file__).parent / "mailgateway" / "wishes"
DOMAIN = "eksamen.example.no"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINT = Mint(DOMAIN, [b"a key for the tests"])
TRUST = Trust(fixed=Verdict.AUTHENTICATED)
ANNOUNCED = {"2026H": date(2026, 11, 17), "2026V": date(2026, 6, 10)}
BOXES = {Kind.EXPLANATION: Box.EXPLANATION, Kind.APPEAL: Box.APPEAL, Kind.FORMAL_ERROR: Box.FORMAL_ERROR}
FIRST_MAILS = {
    "explanation": "Jeg ber om begrunnelse for karakteren.",
    "appeal": "Jeg klager på karakteren.",
    "formal_error": "Jeg klager på formelle feil.",
    "": "Hei, kan dere hjelpe meg?",
}
_EXAM = re.compile(r"(?P<course>[^/@#:]+)(?:/(?P<part>[^@#:]+))?(?:@(?P<term>[^#:]+))?(?:#(?P<group>[^:]+))?")


@dataclass(frozen=True)
class Goal:
    """One thing wished for: `wish` is an ask, or "thanks"; `exam` as the file names it, "" where none is needed."""

    wish: str
    exam: str = ""


@dataclass(frozen=True)
class Wish:
    """One mail with its label."""

    who: str
    box: str
    subject: str
    text: str
    label: str
    goals: frozenset[Goal] = frozenset()
    open: Goal | None = None
    answers: Goal | None = None
    question: str | None = None


@dataclass(frozen=True)
class Seen:
    """What the desk did: `acted`, or `asked` with choices (`which` exam or `what`), or gave the mail to a person."""

    acted: frozenset[Goal] = frozenset()
    asked: frozenset[Goal] = frozenset()
    way: str = "person"


Judged = tuple[Wish, Seen, str]


@dataclass(frozen=True)
class Measured:
    """`precision`: of the mails acted on, the share where wish and exam were those meant; `hasty` ones are among them.

    `settled`: of all mails, the share that was acted on rightly, or answered with at most nine choices that hold all that was meant
    (`asked_which` exam, or `asked_what` is wished). Every mail of the label `person` counts against it, whatever became of it.
    """

    mails: int
    acted: int
    hasty: int
    wrong: int
    asked_which: int
    asked_what: int
    to_a_person: int

    @property
    def precision(self) -> float:
        return 1 - self.wrong / self.acted

    @property
    def settled(self) -> float:
        return (self.acted - self.wrong + self.asked_which + self.asked_what) / self.mails


def wishes(half: str) -> tuple[RegistryFile, Sequence[Wish]]:
    """The campus with the students of one half, and their mails: `tuning` or `held`."""
    head, *mails = re.split(r"(?m)^%% ", (FOLDER / f"{half}.txt").read_text("utf-8"))
    return _registry(head.strip().split("\n")), [_wish(mail) for mail in mails]


async def fill(database: Database, registry: RegistryFile) -> None:
    """Imports the campus."""
    await database.write(lambda records: records.registry.take(registry, "campus", NOW))


async def see(database: Database, wish: Wish) -> Seen:
    """What the desk does with that mail; nothing of it is kept."""
    first = None
    if wish.question is not None:
        first = await _kept(database, wish, FIRST_MAILS[wish.question], _first_box(wish))
    kept = await _kept(database, wish, wish.text, wish.box, wish.subject)

    def work(records: Records) -> None:
        raise _Rollback(_seen(_Desk(records), wish, first, kept))

    try:
        await database.write(work)
    except _Rollback as done:
        return done.seen
    raise AssertionError


def judge(wish: Wish, seen: Seen) -> str:
    """`right`; `hasty` when it was what was meant and a clerk would have asked; `wrong`; `person`, also where no choice fits."""
    if seen.acted:
        meant = wish.label != "person" and seen.acted == _as_seen(wish.goals, seen)
        return ("right" if wish.label == "act" else "hasty") if meant else "wrong"
    if wish.label == "person" or not seen.asked:
        return "person"
    return "right" if all(_held(goal, seen.asked) for goal in wish.goals) else "person"


async def all_judged(half: str, url: str) -> Sequence[Judged]:
    """What the desk does with each mail of that half, on the empty database there."""
    registry, mails = wishes(half)
    async with await open_database(url, b"a sealing key for the tests only") as database:
        await fill(database, registry)
        seen = [(wish, await see(database, wish)) for wish in mails]
    return [(wish, each, judge(wish, each)) for wish, each in seen]


def measured(judged: Sequence[Judged]) -> Measured:
    """Adds up what was judged."""
    return Measured(
        mails=len(judged),
        acted=sum(bool(seen.acted) for _, seen, _ in judged),
        hasty=sum(verdict == "hasty" for _, _, verdict in judged),
        wrong=sum(verdict == "wrong" for _, _, verdict in judged),
        asked_which=sum(seen.way in ("which", "confirm") and verdict == "right" for _, seen, verdict in judged),
        asked_what=sum(seen.way == "what" and verdict == "right" for _, seen, verdict in judged),
        to_a_person=sum(verdict == "person" for _, _, verdict in judged),
    )


class _Rollback(Exception):
    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen = seen


class _Desk:
    """The desk within a transaction that is open already, and the letters it has written there."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._letters: list[Outgoing] = []

    async def write(self, work: Any) -> Any:
        return work(self.records)

    def place(self, kept: KeptMail) -> Placed:
        return _at_once(Intake(self, OFFICE).receive(understand(kept, MINT, TRUST), NOW))

    def letters(self) -> list[Outgoing]:
        self._letters += self.records.claim(NOW, 100)
        return self._letters

    def open(self, wish: Wish, goal: Goal) -> None:
        person = self.records.registry.person_by_email(_address(wish.who))
        pairs = self.records.registry.results_of(person.id)
        (result,) = (result for result, _ in pairs if _exam(self.records, result.id) == goal.exam)
        request = Request(Kind(goal.wish), NOW, person.language, Actor(f"person:{person.id}", "mail:0"))
        open_case(self.records, OFFICE, self.records.dossier(result.id), request, NOW)

    def cases(self) -> set[int]:
        return {row["number"] for row in self.records.raw_cases()}


def _seen(desk: _Desk, wish: Wish, first: KeptMail | None, kept: KeptMail) -> Seen:
    for goal in filter(None, [wish.open, wish.answers]):
        desk.open(wish, goal)
    if first is not None:
        desk.place(first)
    if wish.answers is not None or wish.question is not None:
        to_student = [each for each in desk.letters() if each.message.to == _address(wish.who)]
        kept = replace(kept, rcpt_to=(MINT.reply_address(to_student[-1].message.case, to_student[-1].id),))
    before = desk.cases()
    placed = desk.place(kept)
    acted = frozenset(_goal(desk.records, number) for number in desk.cases() - before)
    return Seen(acted, way="act") if acted else _done(desk.records, placed) or _asked(desk, kept)


def _done(records: Records, placed: Placed) -> Seen | None:
    """What was done without a new case, None where nothing was."""
    wish = {"withdrawal_question": "withdrawal", "withdrawn": "withdrawal"}.get(placed.outcome, placed.outcome)
    if wish == "status":
        return Seen(frozenset({Goal(wish)}), way="act")
    if placed.case is None or wish not in ("again", "withdrawal", "thanks", "appointment"):
        return None
    goal = _goal(records, placed.case)
    return Seen(frozenset({goal if wish == "again" else replace(goal, wish=wish)}), way="act")


def _asked(desk: _Desk, kept: KeptMail) -> Seen:
    """What the student was asked, by the task that remembers it."""
    task = desk.records.task_by_key(f"mail:{kept.id}")
    facts = task.task.facts if task else {}
    if isinstance(facts.get("kind"), str):
        way = "confirm" if task.task.kind is TaskKind.UNKNOWN_SENDER else "which"
        return Seen(
            asked=frozenset(Goal(facts["kind"], _exam(desk.records, each)) for each in facts["results"]), way=way
        )
    choices = facts.get("choices")
    if isinstance(choices, list) and "question_what" in {each.message.template for each in desk.letters()}:
        return Seen(asked=frozenset(_choice(desk.records, *choice) for choice in choices), way="what")
    return Seen()


def _choice(records: Records, ask: str, number: int | None) -> Goal:
    """A choice of the letter; "*" where the exam is asked for next."""
    if number is None:
        return Goal(ask, "*")
    return Goal(ask, _goal(records, number).exam if ask == "withdrawal" else _exam(records, number))


def _as_seen(goals: frozenset[Goal], seen: Seen) -> frozenset[Goal]:
    return frozenset(replace(goal, exam="") if Goal(goal.wish) in seen.acted else goal for goal in goals)


def _held(goal: Goal, asked: frozenset[Goal]) -> bool:
    return goal in asked or Goal(goal.wish, "*") in asked


def _at_once(coroutine: Coroutine[Any, Any, Placed]) -> Placed:
    """The result of a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError


def _goal(records: Records, number: int) -> Goal:
    dossier = records.dossier_of(number)
    return Goal(dossier.case(number).kind.value, _exam(records, dossier.result.id))


def _exam(records: Records, result_id: int) -> str:
    exam = records.dossier(result_id).exam
    part = f"/{exam.part}" if exam.part else ""
    return f"{exam.course}{part}{'' if exam.term == '2026H' else '@' + exam.term}"


async def _kept(database: Database, wish: Wish, text: str, box: str, subject: str = "Hei") -> KeptMail:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = _address(wish.who), f"{box}@{DOMAIN}", subject
    mail.set_content(text)
    raw, recipients = mail.as_bytes(), (f"{box}@{DOMAIN}",)
    number = await database.keep(Arrival(NOW, "peer", _address(wish.who), recipients, raw, uuid4().bytes))
    return KeptMail(number, NOW, "peer", _address(wish.who), recipients, raw)


def _first_box(wish: Wish) -> str:
    return BOXES[Kind(wish.question)].value if wish.question else "sak"


def _address(who: str) -> str:
    return who if "@" in who else f"{who}@student.example.no"


def _wish(mail: str) -> Wish:
    heading, *lines = mail.rstrip().split("\n")
    sent, _, subject = heading.partition(": ")
    who, _, box = sent.rstrip(":").partition(" > ")
    label: dict[str, Any] = {}
    while lines and lines[0].startswith("# "):
        word, _, rest = lines.pop(0)[2:].partition(" ")
        label.update(_told(word, rest))
    return Wish(who, box, subject.strip(), "\n".join(lines), **label)


def _told(word: str, rest: str) -> dict[str, Any]:
    goals = [Goal(*one.split(" ", 1)) for one in rest.split(", ")] if rest else []
    if word in ("open", "re"):
        return {"open" if word == "open" else "answers": goals[0]}
    if word in ("which", "what"):
        return {"question": rest}
    wished = frozenset(replace(goal, exam="") if goal.wish == "status" else goal for goal in goals)
    return {"label": word, "goals": wished}


def _registry(people: Sequence[str]) -> RegistryFile:
    names = [line.split(" | ") for line in (FOLDER / "campus.txt").read_text("utf-8").strip().split("\n")]
    exams = [_exam_row(label, term, *rest) for label, *rest in names for term in ANNOUNCED]
    results = [row for number, line in enumerate(people) for row in _result_rows(number, *line[1:].split(" ", 2))]
    grader = StaffRow("grader@example.no", "Gro Grader", "", False, Role.GRADER, Language.NB)
    graders = [CommissionRow(row.key, "1", Round.FIRST, grader.email, lead=True) for row in exams]
    return RegistryFile(tuple(exams), tuple(results), (grader,), tuple(graders))


def _exam_row(label: str, term: str, nb: str, nn: str, en: str) -> ExamRow:
    course, _, part = label.partition("/")
    day = ANNOUNCED[term]
    return ExamRow(
        ExamKey(course, part, term),
        nb,
        nn,
        en,
        announced=day,
        protocol_created=day,
        explanation_allowed=True,
        appeal_allowed=True,
        via_studentweb=False,
    )


def _result_rows(number: int, who: str, language: str, rest: str) -> Sequence[ResultRow]:
    found = re.findall(r"(\S+?(?:/Del \w+)?(?:@\w+)?(?:#Gruppe \d+)?):(\d+)", rest)
    return [
        ResultRow(
            ExamKey(exam["course"], exam["part"] or "", exam["term"] or "2026H"),
            candidate,
            f"{700000 + number}",
            who.capitalize(),
            _address(who),
            Language(language),
            exam["group"] or "",
            None,
            "D",
        )
        for label, candidate in found
        if (exam := _EXAM.fullmatch(label))
    ]

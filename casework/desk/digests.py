"""The morning's lists: one digest a grader, one list of everything unfinished a case handler (decision 28)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from casework.appointments import Appointment
from casework.calendar import OSLO, day_of, last_working_day_on_or_before
from casework.case import Kind
from casework.desk.lists import for_slack
from casework.exams import Staff
from casework.messages import Letter, Notice, NoticeKind, Urgency
from casework.office import Office
from casework.reception import times_of
from casework.records import Line, OpenTask, Records, Store
from casework.urgency import courses_without, has_nobody, ordered, pressing

GRADERS_AT_ONCE = 200
MOST_LINES = 40


class Digests:
    """Sends each list once a day; pages of graders, so that no transaction is long."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def send(self, now: datetime) -> None:
        """Writes the morning's lists into the outbox, unless this day's are there already. Nobody with nothing open gets one."""
        mark = f"digests:{day_of(now)}"
        if await self._store.read(lambda records: records.has_been(mark)):
            return
        known = {staff.id: staff for staff in await self._store.read(lambda records: records.registry.all_staff())}
        morning = Morning(day_of(now), _previous_morning(day_of(now), self._office.rulebook.digest_at))
        after: int | None = 0
        while after is not None:
            after = await self._next_page(after, known, morning)
        messages = await self._store.read(lambda records: self._to_handlers(records, known, morning.day))
        await self._store.write(lambda records: records.post(messages))
        await self._store.write(lambda records: records.first_time(mark, now))

    async def _next_page(self, after: int, known: Mapping[int, Staff], morning: "Morning") -> int | None:
        """The digests of the next graders, written before anybody must wait for them; gives the last grader, None when none is left."""

        def built(records: Records) -> tuple[int | None, list[Letter | Notice]]:
            lines = records.with_graders(after, GRADERS_AT_ONCE)
            pages = [(staff_id, list(own)) for staff_id, own in groupby(lines, key=_holder)]
            talks = records.appointments_of(line.number for line in lines if line.kind == Kind.EXPLANATION)
            told = [
                self._to_grader(known[staff_id], own, talks, morning) for staff_id, own in pages if staff_id in known
            ]
            return pages[-1][0] if pages else None, told

        last, messages = await self._store.read(built)
        if messages:
            await self._store.write(lambda records: records.post(messages))
        return last

    def _to_grader(
        self, staff: Staff, lines: Sequence[Line], talks: Mapping[int, Appointment], morning: "Morning"
    ) -> Letter | Notice:
        day, since = morning
        key = f"digest:{day}:grader-{staff.id}"
        new = [line for line in lines if line.received >= since]
        waiting = [line for line in lines if line.received < since]
        if staff.slack_id:
            shown = [*new, *waiting][:MOST_LINES]
            numbers = self._office.rulebook.slack.candidate_numbers
            rows = for_slack(shown[: len(new)], new=True, candidates=numbers, talks=talks)
            rows += for_slack(shown[len(new) :], new=False, candidates=numbers, talks=talks)
            return _notice(key, staff, day, rows, more=len(lines) - len(shown), tasks=0)
        return grader_letter(self._office, key, staff, new, waiting, talks, day)

    def _to_handlers(self, records: Records, known: Mapping[int, Staff], day: date) -> list[Letter | Notice]:
        """Everything that is not finished, by owner and date, and the open tasks (A-081, A-239)."""
        lines, tasks = records.unfinished(), records.open_tasks()
        if not lines and not tasks:
            return []
        unfinished = Unfinished(records, self._office, lines, tasks, day)
        handlers = [staff for staff in known.values() if staff.is_case_handler]
        return [self._to_handler(handler, unfinished, known) for handler in handlers]

    def _to_handler(self, staff: Staff, unfinished: "Unfinished", known: Mapping[int, Staff]) -> Letter | Notice:
        day = unfinished.day
        key = f"digest:{day}:handler-{staff.id}"
        if not staff.slack_id:
            return handler_letter(self._office, key, staff, unfinished, known)
        owners = {staff_id: each.slack_id for staff_id, each in known.items()}
        lines, urgent = unfinished.ordered, unfinished.urgent
        rows = for_slack(lines[:MOST_LINES], new=False, candidates=False, owners=owners, urgent=urgent)
        notice = _notice(key, staff, day, rows, more=max(0, len(lines) - MOST_LINES), tasks=len(unfinished.tasks))
        more = {"urgent": len(urgent), "no_next_exam": unfinished.no_next_exam}
        return replace(notice, content={**notice.content, **more})


class Morning(NamedTuple):
    """The day of a digest, and the moment in UTC after which a case is new in it."""

    day: date
    since: datetime


class Unfinished:
    """Everything that is not finished on that day, what presses first, and how many courses' next exam nobody knows."""

    def __init__(
        self, records: Records, office: Office, lines: Sequence[Line], tasks: Sequence[OpenTask], day: date
    ) -> None:
        next_exams = records.registry.next_exams(day)
        self.lines, self.tasks, self.day = lines, tasks, day
        self.urgent = pressing(lines, office.rulebook, day, next_exams)
        self.ordered = ordered(lines, self.urgent)
        self.no_next_exam = courses_without(lines, next_exams)


def grader_letter(
    office: Office,
    key: str,
    staff: Staff,
    new: Sequence[Line],
    waiting: Sequence[Line],
    talks: Mapping[int, Appointment],
    day: date,
) -> Letter:
    """The digest of one grader by mail; one with a single case is that case's, so that a short word answers it. `talks` are by case."""
    ends = [line.due for line in (*new, *waiting) if line.due]
    dates = {"first": min(ends, default=None), "late": sum(end < day for end in ends)}
    fields = {"new": new, "waiting": waiting, "talks": talks, "law": office.laws.on(day), **dates}
    letter = office.to_staff(key, "grader_digest", staff, fields, urgency=Urgency.DIGEST)
    lines = [*new, *waiting]
    return replace(letter, case=lines[0].number) if len(lines) == 1 else letter


def handler_letter(
    office: Office, key: str, staff: Staff, unfinished: Unfinished, known: Mapping[int, Staff]
) -> Letter:
    """The list of everything unfinished for one case handler by mail, what presses first and named (O-WARN)."""
    names = {staff_id: each.name for staff_id, each in known.items()}
    urgent = [
        {"line": each.line, "warn": each.warn.value, "day": each.day, "holder": _holder_of(each.line, names)}
        for each in unfinished.urgent
    ]
    fields = {
        "urgent": urgent,
        "no_next_exam": unfinished.no_next_exam,
        "owners": list(_by_owner(unfinished.lines, names)),
        "tasks": unfinished.tasks,
        "mail_times": {each.id: times_of(each.task) for each in unfinished.tasks},
        "law": office.laws.on(unfinished.day),
    }
    return office.to_staff(key, "handler_digest", staff, fields, urgency=Urgency.DIGEST)


def _notice(key: str, staff: Staff, day: date, rows: list[dict[str, object]], more: int, tasks: int) -> Notice:
    content = {"day": day.isoformat(), "lines": rows, "more": more, "tasks": tasks}
    return Notice(key, NoticeKind.DIGEST, staff.id, content=content, urgency=Urgency.DIGEST)


def _by_owner(lines: Sequence[Line], names: Mapping[int, str]) -> Iterator[dict[str, object]]:
    """The lines by who holds them, those without anybody first."""
    held = sorted(lines, key=lambda line: (_holder_of(line, names), line.due or date.max))
    for holder, group in groupby(held, key=lambda line: _holder_of(line, names)):
        assessed, name = holder
        yield {"name": name, "assessed": assessed, "lines": list(group)}


def _holder_of(line: Line, names: Mapping[int, str]) -> tuple[bool, str]:
    """Whether a commission assesses the case, and else the grader's name, "" where nobody has it."""
    name = names.get(line.grader_id or 0, "")
    return not name and not has_nobody(line), name


def _holder(line: Line) -> int:
    return line.holder


def _previous_morning(day: date, at: time) -> datetime:
    """When the digest before this one went out."""
    before = last_working_day_on_or_before(day - timedelta(days=1))
    return datetime.combine(before, at, OSLO).astimezone(UTC)

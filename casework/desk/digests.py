"""The morning's lists: one digest a grader, one list of everything unfinished a case handler (decision 28)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from casework.calendar import OSLO, day_of, last_working_day_on_or_before
from casework.desk.lists import for_slack
from casework.exams import Staff
from casework.messages import Letter, Notice, NoticeKind, Urgency
from casework.office import Office
from casework.records import Line, OpenTask, Records, Store

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
        after: int | None = 0
        while after is not None:
            after = await self._next_page(after, now)
        await self._store.write(lambda records: self._to_handlers(records, now))
        await self._store.write(lambda records: records.first_time(mark, now))

    async def _next_page(self, after: int, now: datetime) -> int | None:
        return await self._store.write(lambda records: self._to_graders(records, after, now))

    def _to_graders(self, records: Records, after: int, now: datetime) -> int | None:
        """The digests of the next graders; gives the last grader's id, None when there is none left."""
        pages = [
            (staff_id, list(lines))
            for staff_id, lines in groupby(records.with_graders(after, GRADERS_AT_ONCE), key=_holder)
        ]
        known = {staff.id: staff for staff in records.registry.all_staff()} if pages else {}
        records.post(self._to_grader(known[staff_id], lines, now) for staff_id, lines in pages if staff_id in known)
        return pages[-1][0] if pages else None

    def _to_grader(self, staff: Staff, lines: Sequence[Line], now: datetime) -> Letter | Notice:
        day = day_of(now)
        key = f"digest:{day}:grader-{staff.id}"
        since = _previous_morning(day, self._office.rulebook.digest_at)
        new = [line for line in lines if line.received >= since]
        waiting = [line for line in lines if line.received < since]
        if staff.slack_id:
            shown = [*new, *waiting][:MOST_LINES]
            numbers = self._office.rulebook.slack.candidate_numbers
            rows = for_slack(shown[: len(new)], new=True, candidates=numbers)
            rows += for_slack(shown[len(new) :], new=False, candidates=numbers)
            return _notice(key, staff, day, rows, more=len(lines) - len(shown), tasks=0)
        return grader_letter(self._office, key, staff, new, waiting, day)

    def _to_handlers(self, records: Records, now: datetime) -> None:
        """Everything that is not finished, by owner and date, and the open tasks (A-081, A-239)."""
        lines, tasks, day = records.unfinished(), records.open_tasks(), day_of(now)
        if not lines and not tasks:
            return
        known = {staff.id: staff for staff in records.registry.all_staff()}
        for handler in records.registry.case_handlers():
            records.post([self._to_handler(handler, lines, tasks, known, day)])

    def _to_handler(
        self, staff: Staff, lines: Sequence[Line], tasks: Sequence[OpenTask], known: Mapping[int, Staff], day: date
    ) -> Letter | Notice:
        key = f"digest:{day}:handler-{staff.id}"
        if staff.slack_id:
            owners = {staff_id: each.slack_id for staff_id, each in known.items()}
            rows = for_slack(lines[:MOST_LINES], new=False, candidates=False, owners=owners)
            return _notice(key, staff, day, rows, more=max(0, len(lines) - MOST_LINES), tasks=len(tasks))
        names = {staff_id: each.name for staff_id, each in known.items()}
        return handler_letter(self._office, key, staff, lines, tasks, names, day)


def grader_letter(
    office: Office, key: str, staff: Staff, new: Sequence[Line], waiting: Sequence[Line], day: date
) -> Letter:
    """The digest of one grader by mail; one with a single case is that case's, so that a short word answers it."""
    fields = {"new": new, "waiting": waiting, "law": office.laws.on(day)}
    letter = office.to_staff(key, "grader_digest", staff, fields, urgency=Urgency.DIGEST)
    lines = [*new, *waiting]
    return replace(letter, case=lines[0].number) if len(lines) == 1 else letter


def handler_letter(
    office: Office,
    key: str,
    staff: Staff,
    lines: Sequence[Line],
    tasks: Sequence[OpenTask],
    names: Mapping[int, str],
    day: date,
) -> Letter:
    """The list of everything unfinished for one case handler by mail."""
    fields = {"owners": list(_by_owner(lines, names)), "tasks": tasks, "law": office.laws.on(day)}
    return office.to_staff(key, "handler_digest", staff, fields, urgency=Urgency.DIGEST)


def _notice(key: str, staff: Staff, day: date, rows: list[dict[str, object]], more: int, tasks: int) -> Notice:
    content = {"day": day.isoformat(), "lines": rows, "more": more, "tasks": tasks}
    return Notice(key, NoticeKind.DIGEST, staff.id, content=content, urgency=Urgency.DIGEST)


def _by_owner(lines: Sequence[Line], names: Mapping[int, str]) -> Iterator[dict[str, object]]:
    """The lines by who holds them, those without anybody first."""
    held = sorted(lines, key=lambda line: (names.get(line.grader_id or 0, ""), line.due or date.max))
    for name, group in groupby(held, key=lambda line: names.get(line.grader_id or 0, "")):
        yield {"name": name, "lines": list(group)}


def _holder(line: Line) -> int:
    return line.holder


def _previous_morning(day: date, at: time) -> datetime:
    """When the digest before this one went out."""
    before = last_working_day_on_or_before(day - timedelta(days=1))
    return datetime.combine(before, at, OSLO)

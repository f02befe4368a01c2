"""What the office must say by itself: interim replies, and the question before each."""

from collections.abc import Mapping
from datetime import date, datetime

from casework import interim
from casework.calendar import day_of, working_days_after
from casework.case import Actor, Case, Status
from casework.desk.keeping import keep
from casework.dossier import Dossier
from casework.exams import Staff
from casework.messages import Letter, Notice, NoticeKind, Task, TaskKind
from casework.office import Office
from casework.records import Records, Store


class Promises:
    """Each case in its own transaction, so that one that fails leaves the others alone."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    async def keep(self, now: datetime) -> None:
        """Asks for, and sends, every interim reply that is due by now (decision 10)."""
        today = day_of(now)
        horizon = working_days_after(today, self._office.rulebook.interim_ask_working_days)
        for number in await self._store.read(lambda records: records.interims_due(horizon)):
            await self._one(number, today, now)

    async def _one(self, number: int, today: date, now: datetime) -> None:
        await self._store.write(lambda records: self._see_to(records, number, today, now))

    def _see_to(self, records: Records, number: int, today: date, now: datetime) -> None:
        dossier = records.dossier_of(number)
        case = dossier.case(number) if dossier else None
        if dossier is None or case is None or not case.is_open or case.interim_due is None:
            return
        if case.interim_due <= today:
            case = self._send(records, case, dossier, now)  # what it promises may be near enough to ask about at once
        asked = interim.ask_on(case, self._office)
        if asked is not None and asked <= today:
            self._ask(records, case, dossier.with_case(case), today, now)

    def _send(self, records: Records, case: Case, dossier: Dossier, now: datetime) -> Case:
        change = interim.send(case, dossier, self._office, at=now, actor=Actor("clock", "tick"))
        keep(records, change, dossier, self._office)
        fields = {
            "again": case.interims > 0,
            "number": case.number,
            "kind": case.kind.value,
            "sent": day_of(now),
            "expected": change.case.promised,
        }
        key = f"interim-sent:{case.number}:{change.case.interims}"
        expected = change.case.promised.isoformat() if change.case.promised else None
        content = {"kind": TaskKind.INTERIM_SENT.value, "case": case.number, "expected": expected}
        self._tell(records, key, "reply_sent_notice", fields, content, case)
        return change.case

    def _ask(self, records: Records, case: Case, dossier: Dossier, today: date, now: datetime) -> None:
        """The question to the case handlers, once for each interim reply."""
        key = f"interim:{case.number}:{case.interims + 1}"
        if not records.first_time(f"asked:{key}", now):
            return
        says = interim.proposal(case, dossier, self._office, case.interim_due or today)
        records.post([Task(key, TaskKind.INTERIM_ASKED, case.interim_due or today, case.number)])
        fields = {
            "number": case.number,
            "kind": case.kind.value,
            "exam": dossier.exam,
            "interim_due": case.interim_due,
            "expected": says.expected,
            "received": case.received,
        }
        content = {"kind": TaskKind.INTERIM_ASKED.value, "case": case.number, "task": key}
        self._tell(records, f"ask-{key}", "handler_question", fields, content, case, says.reason)

    def _tell(
        self,
        records: Records,
        key: str,
        template: str,
        fields: Mapping[str, object],
        content: Mapping[str, object],
        case: Case,
        reason: Status | None = None,
    ) -> None:
        for handler in records.registry.case_handlers():
            if handler.slack_id:
                notice = Notice(f"{key}:{handler.id}", NoticeKind.TASK, handler.id, case.number, content)
                records.post([notice])
            else:
                records.post([self._letter(f"{key}:{handler.id}", template, handler, fields, case, reason)])

    def _letter(
        self, key: str, template: str, handler: Staff, fields: Mapping[str, object], case: Case, reason: Status | None
    ) -> Letter:
        sentence = self._office.rulebook.interim_reasons.sentence(reason, handler.language) if reason else ""
        known = {**fields, "reason": sentence, "law": self._office.laws.named(case.law)}
        return self._office.to_staff(key, template, handler, known, case=case)

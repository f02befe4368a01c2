"""Dates of the registry that need a person's look as soon as they are imported: the exam's before a student's own (decision 5)."""

from collections.abc import Iterable
from datetime import datetime

from casework.calendar import day_of
from casework.deadlines import ResultDates, appeal_deadline, request_deadline
from casework.deadlines.students import appeal_individual
from casework.desk.keeping import post
from casework.desk.requests import label
from casework.exams import Exam, Result
from casework.laws import Laws
from casework.messages import Task, TaskKind
from casework.office import Office
from casework.procedure import next_day
from casework.records import Records

MOST_NOTICES = 5  # of one import; what is more stands in the morning's list


def ask_about_dates(records: Records, office: Office, exams: frozenset[int], now: datetime) -> None:
    """One task for each student at those exams whose own date is after the exam's; those that agree by now are asked about no more.

    The same two dates are asked about once, however often they are imported.
    """
    pairs = records.registry.with_two_dates(exams)
    asked = [_task(result, exam, now) for result, exam in pairs if _disagree(result, exam, office.laws, now)]
    found = {task.key for task in asked}
    old = (each.task for each in records.open_tasks() if each.task.kind is TaskKind.DATES_DISAGREE)
    records.settle([task.key for task in old if task.facts["exam"] in exams and task.key not in found], now)
    tell = post if len(asked) <= MOST_NOTICES else _in_the_list
    tell(records, asked)


def _in_the_list(records: Records, tasks: Iterable[Task]) -> None:
    records.post(tasks)


def _disagree(result: Result, exam: Exam, laws: Laws, now: datetime) -> bool:
    """Whether a letter could still tell the wrong one of the two."""
    start = result.individual_start
    known = ResultDates(exam.form, exam.announced, exam.protocol_created, start, exam.unit_deadline)
    if start is None:
        return False
    law = laws.on(known.known_announcement or start)
    appeal = appeal_deadline(known, request_deadline(known, law), law)
    return "unit_before_individual" in appeal.notes and appeal_individual(start, law).last_day >= day_of(now)


def _task(result: Result, exam: Exam, now: datetime) -> Task:
    unit, own = str(exam.unit_deadline), str(result.individual_start)
    facts = {"result": result.id, "exam": exam.id, "about": label(exam), "unit": unit, "own": own}
    return Task(f"dates-disagree:{result.id}:{unit}:{own}", TaskKind.DATES_DISAGREE, next_day(now), facts=facts)

"""Which results a task's mail may have meant, so that a case handler settles it with one click."""

from collections.abc import Iterable, Sequence

from casework.case import Kind
from casework.desk.answers import ResultChoice
from casework.desk.requests import label
from casework.messages import Task
from casework.records import OpenTask, Records


def offers(records: Records, tasks: Iterable[OpenTask]) -> dict[int, tuple[ResultChoice, ...]]:
    """The results to choose from by the task's id; tasks that are no such question are left out."""
    meant = {each.id: (Kind(kind), results) for each in tasks for kind, results in _meant(each.task)}
    wanted = {result for _, results in meant.values() for result in results}
    labels = {result.id: label(exam) for result, exam in records.registry.results_named(wanted)} if wanted else {}
    return {
        task_id: tuple(ResultChoice(result, kind, labels[result]) for result in results if result in labels)
        for task_id, (kind, results) in meant.items()
    }


def _meant(task: Task) -> Iterable[tuple[str, list[int]]]:
    kind, results = task.facts.get("kind"), task.facts.get("results")
    if isinstance(kind, str) and isinstance(results, Sequence):
        yield kind, [int(result) for result in results]

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.buttons import Value, read_value
from bot.cards import Reader
from bot.outgoing import Message, outgoing
from bot.tasks import plain_notice, task_blocks, task_notice
from casework.desk.answers import Chore
from casework.exams import Language
from casework.messages import TaskKind
from demo.slack.limits import check_message_blocks
from tests.bot.scripted import HANDLER, SAYS, TODAY, choices, open_task

READER = Reader(Language.NB, TODAY, HANDLER.id, direct=True)


def listed(*tasks: Any, offers: Any = None, language: Language = Language.NB) -> Message:
    return outgoing("tasks", [*task_blocks(tasks, offers or {}, replace(READER, language=language), 10)])


def elements(message: Message) -> list[dict[str, Any]]:
    return [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]


def labels(message: Message) -> list[str]:
    return [element["text"]["text"] for element in elements(message) if element["type"] == "button"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", TaskKind)
def test_every_task_says_what_to_do_within_slacks_limits(kind: TaskKind, language: Language) -> None:
    message = listed(open_task(kind=kind, mail=88), offers={7: choices(5)}, language=language)
    assert check_message_blocks(list(message.blocks))
    assert len(message.blocks[1]["text"]["text"].splitlines()) == 3


def test_a_task_names_its_mail_and_the_command_that_shows_it() -> None:
    said = str(listed(open_task(None, TaskKind.NOT_UNDERSTOOD, mail=88)))
    assert "e-post 88: les den med `fristvakt mail show 88 --as DIN-ADRESSE`" in said


def test_an_overdue_task_says_that_its_day_has_passed() -> None:
    late = replace(READER, today=date(2026, 11, 25))
    assert "Fristen gikk ut tirsdag 24. november" in str(
        [b.to_dict() for b in task_blocks([open_task()], {}, late, 10)]
    )


def test_a_task_is_done_after_a_question_and_its_case_is_shown() -> None:
    message = listed(open_task())
    assert labels(message) == ["Ferdig", "Vis saken"]
    assert elements(message)[0]["confirm"]["title"]["text"] == "Er du sikker?"


def test_a_task_without_a_case_has_no_case_to_show() -> None:
    assert labels(listed(open_task(None))) == ["Ferdig"]


def test_a_mail_that_could_not_be_read_can_be_read_again() -> None:
    assert labels(listed(open_task(None, TaskKind.MAIL_UNREADABLE, mail=88))) == ["Les på nytt", "Ferdig"]


def test_each_result_that_may_be_meant_has_its_button() -> None:
    message = listed(open_task(None), offers={7: choices(2)})
    assert labels(message) == ["TDT4101 2026H", "TDT4102 2026H", "Ferdig"]
    assert read_value(elements(message)[1]["value"]) == Value(task=7, result=2)


def test_more_results_than_five_are_chosen_from_a_list() -> None:
    message = listed(open_task(None), offers={7: choices(6)})
    assert elements(message)[0]["type"] == "static_select"
    assert [read_value(option["value"]).result for option in elements(message)[0]["options"]] == [1, 2, 3, 4, 5, 6]


def test_an_interim_reply_that_is_coming_can_be_changed_from_its_task() -> None:
    assert labels(listed(open_task(kind=TaskKind.INTERIM_ASKED))) == ["Ferdig", "Endre svaret …", "Vis saken"]


def test_the_notice_of_a_task_says_in_its_text_what_it_is() -> None:
    assert task_notice(Chore(open_task()), READER).text == "Ny oppgave: mangler sensor, sak 42."
    assert task_notice(Chore(open_task(None)), READER).text == "Ny oppgave: mangler sensor."


def test_the_question_before_an_interim_reply_says_what_goes_out_and_when() -> None:
    text = task_notice(Chore(open_task(kind=TaskKind.INTERIM_ASKED), says=SAYS), READER).text
    assert "går ut av seg selv onsdag 23. desember. Grunn: «De nye sensorene er ikke oppnevnt ennå.»" in text
    assert text.endswith("Ventet svar: fredag 15. januar 2027.")


def test_the_word_that_an_interim_reply_was_sent_names_the_promise() -> None:
    message = plain_notice({"kind": "interim_sent", "case": 42, "expected": "2027-01-15"}, READER)
    assert message.text == "Sak 42: foreløpig svar er sendt. Studenten er lovet svar fredag 15. januar 2027."
    assert labels(message) == ["Vis saken"]


def test_a_notice_that_was_kept_without_its_task_is_still_told() -> None:
    message = plain_notice({"kind": "unknown_sender", "case": None}, READER)
    assert (message.text, elements(message)) == ("Ny oppgave: ukjent avsender.", [])

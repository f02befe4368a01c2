from dataclasses import replace
from datetime import date

import pytest

from bot.cards import Reader
from bot.lists import MOST_HOME_ROWS, MOST_ROWS, digest, home_blocks, oral_only, waiting_list
from bot.surfaces import home_of
from casework.desk.answers import Waiting
from casework.exams import Language
from casework.messages import TaskKind
from tests.bot.scripted import GRADER, TODAY, choices, digest_line, line, open_task

READER = Reader(Language.NB, TODAY, GRADER.id, direct=True)


def waiting(count: int, tasks: int = 0) -> Waiting:
    return Waiting(tuple(line(n) for n in range(1, count + 1)), tuple(open_task() for _ in range(tasks)), TODAY)


def test_an_empty_list_says_that_nothing_waits() -> None:
    assert waiting_list(waiting(0), READER).text == "Ingen saker venter på deg."


@pytest.mark.demand("A-076")
def test_the_text_counts_the_cases_and_names_the_first_deadline() -> None:
    assert waiting_list(waiting(2), READER).text == "2 saker venter på deg. Første frist er torsdag 26. november."


def test_an_overdue_case_is_said_to_be_overdue() -> None:
    late = Waiting((line(due=date(2026, 11, 20)),), (), TODAY)
    assert waiting_list(late, READER).text == "Én sak venter på deg. Den første fristen gikk ut fredag 20. november."


def test_a_case_handler_reads_that_the_list_is_everybodys() -> None:
    assert waiting_list(waiting(3), READER, all_open=True).text.startswith("3 saker er ikke ferdige.")


def test_the_candidate_number_is_for_the_cases_own_grader() -> None:
    assert "10042" in str(waiting_list(waiting(1), READER))
    assert "10042" not in str(waiting_list(waiting(1), replace(READER, staff_id=3)))


def test_the_candidate_number_stands_in_no_channel() -> None:
    assert "10042" not in str(waiting_list(waiting(1), replace(READER, direct=False)))


def test_a_long_list_is_cut_and_counted() -> None:
    assert f"… og {70 - MOST_ROWS} til." in str(waiting_list(waiting(70), READER))


def test_the_longest_list_fits_into_a_message() -> None:
    tasks = tuple(open_task(kind=TaskKind.UNKNOWN_SENDER, mail=12345) for _ in range(50))
    long = Waiting(tuple(line(part="x" * 60) for _ in range(99)), tasks, TODAY, {7: choices(9)})
    assert len(waiting_list(long, READER, intro="x" * 400).blocks) <= 50


def test_the_longest_list_fits_into_app_home() -> None:
    blocks = home_blocks(waiting(MOST_HOME_ROWS + 5, tasks=60), READER, all_open=True)
    assert len(home_of(blocks)["blocks"]) <= 96


def test_tasks_are_listed_with_their_case_and_date() -> None:
    said = str(waiting_list(waiting(0, tasks=1), READER))
    assert "*Mangler sensor* · oppgave 7" in said
    assert "Frist tirsdag 24. november · sak 42" in said


def test_the_digest_greets_and_says_how_to_answer() -> None:
    message = digest({"day": "2026-11-23", "lines": [digest_line()], "more": 0, "tasks": 0}, READER, own=True)
    assert message.text == "God morgen! Én sak venter på deg. Første frist er torsdag 26. november."
    assert "«gitt 42», «sendt 42» eller «42 ikke møtt i går»" in str(message.blocks[-1])


def test_the_digest_gives_its_own_first_number_as_the_example() -> None:
    message = digest({"lines": [digest_line(7), digest_line(42)]}, READER, own=True)
    assert "«gitt 7», «sendt 7» eller «7 ikke møtt i går»" in str(message.blocks[-1])


def test_a_digest_of_tasks_alone_asks_for_no_answer() -> None:
    assert "Svar i tråden" not in str(digest({"lines": [], "tasks": 2}, READER, own=False))


def test_what_was_just_done_stands_above_the_list_and_first_in_its_text() -> None:
    message = waiting_list(waiting(1), READER, note="Oppgave 7 er ferdig.")
    assert message.text.startswith("Oppgave 7 er ferdig. Én sak venter på deg.")
    assert message.blocks[0]["text"]["text"] == "Oppgave 7 er ferdig."


def test_the_digest_text_has_no_candidate_number() -> None:
    message = digest({"lines": [digest_line()]}, READER, own=True)
    assert "10042" not in message.text
    assert "Kandidat 10042" in str(message.blocks)


def test_a_new_case_is_called_new_in_the_digest() -> None:
    assert "Ny · *Sak 42*" in str(digest({"lines": [digest_line()]}, READER, own=True))


def test_what_the_digest_left_out_is_counted() -> None:
    message = digest({"lines": [digest_line(n) for n in range(30)], "more": 5, "tasks": 2}, READER, own=True)
    assert message.text.startswith("God morgen! 35 saker")
    assert "… og 15 til." in str(message)


def test_a_case_handlers_digest_has_no_candidate_number() -> None:
    message = digest({"lines": [digest_line()]}, READER, own=False)
    assert "10042" not in str(message)
    assert message.text.startswith("God morgen! Én sak er ikke ferdig.")


def test_only_cases_that_may_be_oral_are_listed_as_oral() -> None:
    mixed = Waiting((line(1), line(2, explanation_form="written"), line(3, kind="appeal")), (), TODAY)
    assert [kept.number for kept in oral_only(mixed).lines] == [1]

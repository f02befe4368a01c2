from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.cards import Reader, card, due_words, gone
from bot.outgoing import Message
from casework.access import Move
from casework.case import Kind, Mark, Outcome, Status
from casework.exams import Language
from tests.bot.scripted import GRADER, TODAY, blind_view, view

DIRECT = Reader(Language.NB, TODAY, GRADER.id, direct=True)
OPEN = replace(DIRECT, direct=False)


def words(message: Message) -> str:
    return "\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")


def buttons(message: Message) -> list[dict[str, Any]]:
    return [button for block in message.blocks if block["type"] == "actions" for button in block["elements"]]


def labels(message: Message) -> list[str]:
    return [button["text"]["text"] for button in buttons(message)]


def test_the_text_says_what_the_case_is_without_the_candidate() -> None:
    assert card(view(), DIRECT).text == "Sak 42: Begrunnelse i TDT4100 A. Venter på sensor."


@pytest.mark.demand("A-160")
def test_the_candidate_number_stands_in_a_direct_message() -> None:
    assert "Kandidat 10042" in words(card(view(), DIRECT))


@pytest.mark.demand("D-01")
def test_the_candidate_number_stands_nowhere_else() -> None:
    assert "10042" not in str(card(view(), OPEN))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "Fristen gikk ut søndag 22. november"),
        (date(2026, 11, 23), "Frist mandag 23. november"),
        (date(2026, 11, 24), "Frist tirsdag 24. november"),
        (date(2027, 1, 4), "Frist mandag 4. januar 2027"),
    ],
)
def test_the_deadline_is_said_in_words(day: date, said: str) -> None:
    assert due_words(day, DIRECT) == said


def test_the_target_stands_beside_the_legal_date_where_they_differ() -> None:
    assert "Mål onsdag 25. november" in words(card(view(target=date(2026, 11, 25)), DIRECT))


def test_the_buttons_are_the_moves_allowed_now_another_day_times_and_why() -> None:
    assert labels(card(view(), DIRECT)) == [
        "Gitt muntlig",
        "Ikke møtt",
        "Sendt",
        "En annen dag …",
        "Foreslå tider …",
        "Hvorfor?",
    ]


def test_every_button_has_an_action_id_of_its_own() -> None:
    ids = [button["action_id"] for button in buttons(card(view(moves=tuple(Move)), DIRECT))]
    assert len(ids) == len(set(ids)) == len(Move) + 3


def test_what_cannot_be_undone_must_be_confirmed() -> None:
    button = buttons(card(view(moves=(Move.WITHDRAW,)), DIRECT))[0]
    assert button["confirm"]["title"]["text"] == "Er du sikker?"


def test_what_is_decided_on_a_page_of_its_own_is_confirmed_there() -> None:
    assert "confirm" not in buttons(card(view(moves=(Move.REJECT,)), DIRECT))[0]


def test_what_graders_do_every_day_needs_no_confirmation() -> None:
    assert "confirm" not in buttons(card(view(), DIRECT))[0]


def test_a_closed_case_has_no_buttons_at_all() -> None:
    assert buttons(card(view(status=Status.DONE, moves=()), DIRECT)) == []


def test_a_closed_case_says_how_it_ended_and_the_new_deadline() -> None:
    ended = {"outcome": Outcome.ORAL_GIVEN, "done_on": TODAY, "new_deadline": date(2026, 12, 14)}
    said = words(card(view(status=Status.DONE, moves=(), **ended), DIRECT))
    assert "Ferdig: gitt muntlig, mandag 23. november" in said
    assert "Studentens klagefrist er mandag 14. desember" in said


def test_marks_and_promises_are_shown_in_words() -> None:
    marked = view(kind=Kind.APPEAL, marks=frozenset({Mark.LATE}), interim_due=TODAY, promised=date(2026, 12, 1))
    said = str(card(marked, DIRECT))
    assert "Kom etter fristen" in said
    assert "Svar er lovet tirsdag 1. desember" in said


def test_the_blind_card_is_a_regrading_with_one_move() -> None:
    message = card(blind_view(), DIRECT)
    assert message.text == "Sak 43: Klagesensur i TDT4100 A. Hos kommisjonen."
    assert labels(message) == ["Jeg er ferdig", "Hvorfor?"]


def test_the_blind_card_says_that_my_part_is_done() -> None:
    assert "Du har meldt at du er ferdig." in words(card(blind_view(done_by_me=True, moves=()), DIRECT))


def test_a_note_stands_above_the_card_and_first_in_the_text() -> None:
    assert card(view(), DIRECT, "Registrert.").text.startswith("Registrert. Sak 42")


def test_foreign_words_cannot_call_a_channel() -> None:
    foreign = view(course="<!channel>", term="<!here>", candidate="<@U1>")
    assert not any(mark in str(card(foreign, DIRECT)) for mark in ("<!", "<@"))


@pytest.mark.parametrize("language", Language)
def test_every_status_can_be_drawn_in_each_language(language: Language) -> None:
    reader = Reader(language, TODAY, direct=True)
    assert all(card(view(status=status, moves=tuple(Move)), reader).text for status in Status)


def test_a_card_that_is_no_longer_theirs_says_only_that() -> None:
    assert gone(DIRECT).text == "Denne saken er ikke lenger hos deg."

from datetime import date
from typing import Any

import pytest

from bot.buttons import Value
from bot.cards import Reader
from bot.outgoing import Message
from bot.replies import reply
from casework.access import Move
from casework.case import Kind, Status
from casework.desk.answers import AllDone, Choice, Done, Help, Opened, Question, Reason, ResultChoice, Waiting
from casework.exams import Channel, Language
from tests.bot.scripted import TODAY, blind_view, view

READER = Reader(Language.NB, TODAY, direct=True)
CLOSED = view(status=Status.DONE, new_deadline=date(2026, 12, 14), moves=())
FRIDAY = date(2026, 11, 20)


def buttons(message: Message) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = message.blocks[-1].get("elements", [])
    return found


def labels(asked: Question) -> list[str]:
    return [button["text"]["text"] for button in buttons(reply(asked, READER))]


def test_done_says_what_was_done_and_what_the_student_is_told() -> None:
    done = Done(Move.ORAL_GIVEN, CLOSED, TODAY, told=True)
    assert reply(done, READER).text.splitlines()[0] == (
        "Sak 42: muntlig begrunnelse er registrert som gitt mandag 23. november. "
        "Studenten får nå brev om at klagefristen er mandag 14. desember."
    )


@pytest.mark.demand("A-124", "A-125")
@pytest.mark.parametrize(
    ("move", "day", "sentence"),
    [
        (Move.ORAL_GIVEN, TODAY, "«Kandidaten har i dag fått muntlig begrunnelse.»"),
        (Move.ORAL_GIVEN, FRIDAY, "«Kandidaten fikk muntlig begrunnelse fredag 20. november.»"),
        (Move.NO_SHOW, TODAY, "«Kandidaten møtte i dag ikke til avtalt muntlig begrunnelse.»"),
        (Move.NO_SHOW, FRIDAY, "«Kandidaten møtte ikke til avtalt muntlig begrunnelse fredag 20. november.»"),
    ],
)
def test_a_talk_that_is_recorded_comes_with_the_sentence_for_inspera(move: Move, day: date, sentence: str) -> None:
    assert reply(Done(move, view(), day), READER).text.splitlines()[1:] == [f"Setning til Inspera: {sentence}"]


@pytest.mark.parametrize(
    "done",
    [Done(Move.SENT, view(), TODAY), Done(Move.ORAL_GIVEN, view(channel=Channel.WISEFLOW), TODAY)],
)
def test_what_is_not_receipted_in_inspera_has_no_sentence_for_it(done: Done) -> None:
    assert "Inspera" not in reply(done, READER).text


def test_done_without_a_letter_says_nothing_of_the_student() -> None:
    assert reply(Done(Move.ASSIGN, view()), READER).text == "Sak 42 er sendt til sensor."


def test_done_by_an_appeal_grader_tells_of_no_deadline() -> None:
    done = Done(Move.GRADED, blind_view(), told=True)
    assert reply(done, READER).text == "Sak 43: det er registrert at du er ferdig. Studenten får nå brev."


def test_several_cases_done_are_a_line_each() -> None:
    both = AllDone((Done(Move.SENT, view(42), TODAY), Done(Move.SENT, view(43), TODAY)))
    assert len(reply(both, READER).text.splitlines()) == 2


def test_a_question_has_a_button_for_each_choice() -> None:
    asked = Question(Reason.WHICH_CASE, (Choice(42, Move.SENT), Choice(43, Move.SENT)))
    assert labels(asked) == ["Sendt: sak 42", "Sendt: sak 43"]


def test_a_choice_carries_exactly_what_it_does() -> None:
    button = buttons(reply(Question(Reason.WHICH_MOVE, (Choice(42, Move.NO_SHOW, FRIDAY),)), READER))[0]
    assert button["value"] == Value(number=42, move=Move.NO_SHOW, day=FRIDAY).written()
    assert button["text"]["text"] == "Ikke møtt: sak 42, fredag 20. november"


def test_the_question_for_a_day_offers_days_and_another_day() -> None:
    days = tuple(Choice(42, Move.ORAL_GIVEN, day) for day in (TODAY, FRIDAY))
    asked = Question(Reason.WHICH_DAY, days)
    assert labels(asked) == ["mandag 23. november", "fredag 20. november", "En annen dag …"]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", Language)
def test_every_question_can_be_asked_without_buttons(reason: Reason, language: Language) -> None:
    assert reply(Question(reason), Reader(language, TODAY)).text


def test_the_results_of_a_student_are_buttons() -> None:
    results = (ResultChoice(7, Kind.APPEAL, "TDT4100 A 2026H"),)
    button = buttons(reply(Question(Reason.WHICH_RESULT, results=results), READER))[0]
    assert button["value"] == '{"v":1,"result":7,"kind":"appeal"}'


def test_an_opened_request_says_its_number() -> None:
    opened = Opened(42, Kind.APPEAL, "TDT4100 A")
    assert reply(opened, READER).text.startswith("Sak 42 er opprettet: Klage på karakter i TDT4100 A.")


def test_a_request_made_before_says_so() -> None:
    opened = Opened(42, Kind.APPEAL, "TDT4100 A", again=True)
    assert reply(opened, READER).text.startswith("Det er alt bedt om dette: sak 42")


def test_help_tells_what_can_be_written() -> None:
    assert "«42 ikke møtt»" in reply(Help(), READER).text


def test_a_view_is_a_card_and_waiting_a_list() -> None:
    assert reply(view(), READER).text.startswith("Sak 42:")
    assert reply(Waiting((), (), TODAY), READER).text == "Ingen saker venter på deg."

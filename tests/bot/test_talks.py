"""Times of a talk on cards and in lists, the form that asks for them, and what was done about them in words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.buttons import Press
from bot.cards import Reader, card
from bot.lists import digest
from bot.replies import reply
from bot.times_form import Missing, chosen_times, times_form
from casework.appointments import Appointment, Stage
from casework.desk.answers import Timed
from casework.desk.lists import for_slack
from casework.exams import ExplanationForm, Language
from casework.invitations import Slot
from casework.talks import Concern
from tests.bot.scripted import TODAY, line, view

DIRECT = Reader(Language.NB, TODAY, direct=True)
CHANNEL = Reader(Language.NB, TODAY)
THURSDAY = Slot(datetime(2026, 11, 26, 9, 15, tzinfo=UTC), 30, "rom B312")
FRIDAY = Slot(datetime(2026, 11, 27, 12, 0, tzinfo=UTC), 30, "rom B312")


def found(stage: Stage, agreed: Slot | None = None) -> Appointment:
    return Appointment(42, 1, 7, stage, (THURSDAY, FRIDAY), THURSDAY.starts, agreed)


def labels(appointment: Appointment | None, **more: Any) -> list[str]:
    shown = card(view(appointment=appointment, **more), DIRECT).blocks
    return [button["text"]["text"] for block in shown for button in block.get("elements", []) if "action_id" in button]


@pytest.mark.parametrize(
    ("appointment", "said"),
    [
        (found(Stage.AGREED, THURSDAY), "Avtalt torsdag 26. november kl. 10.15, rom B312"),
        (
            found(Stage.OFFERED),
            "Tider foreslått: torsdag 26. november kl. 10.15, rom B312; fredag 27. november kl. 13.00, rom B312. "
            "Studenten har ikke valgt ennå.",
        ),
        (found(Stage.PREVENTED), "Studenten trenger andre tider."),
        (found(Stage.CANCELLED, THURSDAY), "Avtalen er avlyst."),
    ],
)
def test_the_card_says_how_far_a_time_has_been_found(appointment: Appointment, said: str) -> None:
    assert said in card(view(appointment=appointment), DIRECT).blocks[0]["text"]["text"].splitlines()


def test_the_place_stands_only_where_nobody_else_reads_along() -> None:
    assert "B312" not in str(card(view(appointment=found(Stage.AGREED, THURSDAY)), CHANNEL).content)


def test_the_notification_tells_neither_time_nor_place() -> None:
    assert card(view(appointment=found(Stage.AGREED, THURSDAY)), DIRECT).text.endswith("Venter på sensor.")


def test_the_place_cannot_call_a_channel() -> None:
    loud = Slot(THURSDAY.starts, 30, "<!channel>")
    assert "<!channel>" not in str(card(view(appointment=found(Stage.AGREED, loud)), DIRECT).content)


@pytest.mark.parametrize(
    ("appointment", "buttons"),
    [
        (None, ["Foreslå tider …"]),
        (found(Stage.OFFERED), ["Foreslå tider …"]),
        (found(Stage.PREVENTED), ["Foreslå tider …"]),
        (found(Stage.CANCELLED), ["Foreslå tider …"]),
        (found(Stage.AGREED, THURSDAY), ["Flytt tiden …", "Avlys tiden"]),
    ],
)
def test_the_card_has_the_buttons_that_fit_the_time(appointment: Appointment | None, buttons: list[str]) -> None:
    about_times = ("Foreslå tider …", "Flytt tiden …", "Avlys tiden")
    assert [label for label in labels(appointment) if label in about_times] == buttons


@pytest.mark.parametrize("changes", [{"moves": ()}, {"explanation_form": ExplanationForm.WRITTEN}])
def test_no_times_are_offered_where_no_talk_may_be(changes: dict[str, Any]) -> None:
    assert "Foreslå tider …" not in labels(None, **changes)


def test_taking_a_time_back_must_be_confirmed_with_its_time() -> None:
    shown = card(view(appointment=found(Stage.AGREED, THURSDAY)), DIRECT).blocks
    (button,) = [
        each
        for block in shown
        for each in block.get("elements", [])
        if each.get("action_id") == Press.CANCEL_TIME.id(42)
    ]
    assert "torsdag 26. november kl. 10.15" in button["confirm"]["text"]["text"]


@pytest.mark.parametrize(
    ("appointment", "said"),
    [
        (found(Stage.AGREED, THURSDAY), "Avtalt torsdag 26. november kl. 10.15"),
        (found(Stage.OFFERED), "Tider foreslått"),
        (found(Stage.PREVENTED), "Studenten trenger andre tider"),
        (found(Stage.CANCELLED), "Avtalen er avlyst"),
    ],
)
def test_the_line_of_a_digest_says_it_in_short(appointment: Appointment, said: str) -> None:
    lines = for_slack([line()], new=False, candidates=True, talks={42: appointment})
    shown = digest({"lines": lines}, DIRECT, own=True)
    assert f"Venter på sensor · {said} · Frist" in str(shown.blocks)
    assert "B312" not in str(shown.blocks)


FORM = times_form(42, DIRECT, date(2026, 11, 25))
MOVING = times_form(42, DIRECT, date(2026, 11, 25), moves=True)


def sent(form: dict[str, Any], **values: str) -> dict[str, Any]:
    """The form as Slack sends it off."""
    kinds = {"day": "selected_date", "clo": "selected_time", "pla": "value"}
    fields = [block["block_id"] for block in form["blocks"]]
    held = {field: {field: {kinds[field[:3]]: values.get(field)}} for field in fields}
    return form | {"state": {"values": held}}


def test_the_form_asks_for_three_times_of_which_one_is_needed() -> None:
    needed = [block["block_id"] for block in FORM["blocks"] if not block.get("optional")]
    assert (needed, len(FORM["blocks"])) == (["day1", "clock1", "place"], 7)


def test_the_form_begins_on_the_first_day_that_gives_the_student_notice() -> None:
    assert FORM["blocks"][0]["element"]["initial_date"] == "2026-11-25"


def test_the_form_of_a_move_asks_for_one_time() -> None:
    assert [block["block_id"] for block in MOVING["blocks"]] == ["day1", "clock1", "place"]


def test_what_is_filled_in_is_meant_in_oslo() -> None:
    form = sent(FORM, day1="2026-11-26", clock1="10:15", day3="2026-11-27", clock3="13:00", place=" rom  B312 ")
    assert chosen_times(form, 30) == (THURSDAY, FRIDAY)


@pytest.mark.parametrize(
    ("values", "field", "phrase"),
    [
        ({"day1": "2026-11-26"}, "clock1", "times.half"),
        ({"day1": "2026-11-26", "clock1": "10:15", "clock2": "11:00"}, "day2", "times.half"),
        ({"day1": "2027-03-28", "clock1": "02:30"}, "clock1", "times.no_such_hour"),
        ({"day1": "2026-10-25", "clock1": "02:30"}, "clock1", "times.twice"),
    ],
)
def test_half_a_time_or_one_that_is_not_there_is_said_at_its_field(
    values: dict[str, str], field: str, phrase: str
) -> None:
    with pytest.raises(Missing) as missing:
        chosen_times(sent(FORM, **values), 30)
    assert (missing.value.field, missing.value.phrase) == (field, phrase)


OFFERED, AGREED = found(Stage.OFFERED), found(Stage.AGREED, THURSDAY)


@pytest.mark.parametrize(
    ("timed", "said"),
    [
        (Timed(view(), "times_offered", OFFERED), "studenten får nå brev med tidene torsdag 26. november kl. 10.15"),
        (
            Timed(view(), "time_agreed", AGREED),
            "studenten får nå innkalling til torsdag 26. november kl. 10.15, rom B312",
        ),
        (Timed(view(), "time_moved", AGREED), "tiden er flyttet til torsdag 26. november kl. 10.15, rom B312"),
        (Timed(view(), "time_cancelled", found(Stage.CANCELLED)), "tiden er avlyst, og studenten får brev"),
    ],
)
def test_what_was_done_about_times_is_told(timed: Timed, said: str) -> None:
    assert said in reply(timed, DIRECT).text


@pytest.mark.demand("A-118")
@pytest.mark.parametrize("concern", Concern)
def test_what_may_keep_the_student_away_is_said_and_stops_nothing(concern: Concern) -> None:
    said = reply(Timed(view(), "times_offered", OFFERED, (concern,)), DIRECT).text.splitlines()
    assert (len(said), said[-1].startswith("Merk: ")) == (2, True)

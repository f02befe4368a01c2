"""The stories of a time for a talk as its grader lives them: offered, agreed, moved and taken back, in Slack and by mail (A-117, A-123)."""

from datetime import date

import pytest

from casework.appointments import Appointment, Stage
from casework.calendar import OSLO
from tests.season import BY_MAIL, GRADER, HANDLER, KARI, TALKER
from tests.stage import Stage as Theatre
from tests.stage_slack import words
from tests.tongues import EN, NB, NN, Tongue, in_each_language

OFFERS = {
    NB: "1 tid tor 26.11 kl 10.15, fre 27.11 kl 13, rom B312",
    NN: "tider 1: torsdag 26. november 10.15, fredag 27. november 13.00, rom B312",
    EN: "1 times Thu 26 Nov 10:15, Fri 27 Nov 1pm, room B312",
}
OFFERED = {
    NB: "studenten får nå brev med tidene torsdag 26. november kl. 10.15, rom B312; fredag 27. november kl. 13.00, rom B312",
    NN: "studenten får no brev med tidene torsdag 26. november kl. 10.15, rom B312; fredag 27. november kl. 13.00, rom B312",
    EN: "the student now gets a letter with the times Thursday 26 November at 10:15, room B312; Friday 27 November at 13:00, room B312",
}
AGREED_ON_CARD = {
    NB: "Avtalt fredag 27. november kl. 13.00, rom B312",
    NN: "Avtalt fredag 27. november kl. 13.00, rom B312",
    EN: "Agreed: Friday 27 November at 13:00, room B312",
}
IN_DOUBT = {
    NB: ("1 tid neste torsdag kl 10", "Det er ikke sikkert hvilken dag tid nummer 1 er"),
    NN: ("tid 1 neste torsdag kl 10", "Det er ikkje sikkert kva dag tid nummer 1 er"),
    EN: ("1 times next Thursday 10:15", "It is not certain which day time number 1 is on"),
}


async def talk_asked_for(stage: Theatre, tongue: Tongue = NB) -> None:
    await stage.speaks(TALKER, tongue)
    await stage.asks(tongue, "EXPH0300")


async def found(stage: Theatre) -> Appointment | None:
    return await stage.service.store.read(lambda records: records.dossier_of(1).appointment(1))


async def starts(stage: Theatre) -> list[str]:
    """The times offered, in Oslo."""
    appointment = await found(stage)
    return [slot.starts.astimezone(OSLO).strftime("%a %d.%m. %H:%M") for slot in appointment.offers]


@pytest.mark.demand("A-117")
@in_each_language
async def test_a_grader_offers_times_by_the_command(stage: Theatre, tongue: Tongue) -> None:
    await talk_asked_for(stage, tongue)

    assert OFFERED[tongue] in await stage.command(TALKER, "/muntlig", OFFERS[tongue])
    assert await starts(stage) == ["Thu 26.11. 10:15", "Fri 27.11. 13:00"]


@in_each_language
async def test_a_grader_offers_times_in_a_direct_message(stage: Theatre, tongue: Tongue) -> None:
    await talk_asked_for(stage, tongue)

    assert OFFERED[tongue] in await stage.says(TALKER, OFFERS[tongue])
    assert (await found(stage)).stage is Stage.OFFERED


async def test_in_the_thread_of_its_card_the_case_needs_no_number(stage: Theatre) -> None:
    await talk_asked_for(stage)
    await stage.says(TALKER, "tid tor 26.11 kl 10.15, fre 27.11 kl 13 på Zoom", under=stage.card(TALKER)["ts"])

    assert await starts(stage) == ["Thu 26.11. 10:15", "Fri 27.11. 13:00"]


@pytest.mark.demand("A-117")
async def test_a_grader_without_slack_offers_times_by_answering_the_letter(stage: Theatre) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "Tider:\n- tor 26.11 kl 10.15\n- fre 27.11 kl 13\nrom B312")

    assert await starts(stage) == ["Thu 26.11. 10:15", "Fri 27.11. 13:00"]


@in_each_language
async def test_times_in_doubt_are_asked_back_with_an_example(stage: Theatre, tongue: Tongue) -> None:
    await talk_asked_for(stage, tongue)
    said, asked = IN_DOUBT[tongue]

    assert asked in await stage.says(TALKER, said)
    assert await found(stage) is None


async def fills_in(stage: Theatre) -> str:
    await stage.press(TALKER, "Foreslå tider …")
    return await stage.fill(
        TALKER, day1="2026-11-26", clock1="10:15", day2="2026-11-27", clock2="13:00", place="rom B312"
    )


@pytest.mark.demand("A-117")
async def test_the_button_of_the_card_opens_a_form_for_times(stage: Theatre) -> None:
    await talk_asked_for(stage)

    assert "tidene torsdag 26. november kl. 10.15; fredag 27. november kl. 13.00" in await fills_in(stage)
    assert await starts(stage) == ["Thu 26.11. 10:15", "Fri 27.11. 13:00"]


async def test_a_time_that_has_been_is_said_in_the_form(stage: Theatre) -> None:
    await talk_asked_for(stage)
    await stage.press(TALKER, "Foreslå tider …")
    answer = await stage.slack.submit(
        TALKER, stage.slack.modal(TALKER), {"day1": "2026-11-20", "clock1": "10:15", "place": "rom B312"}
    )

    assert answer.errors == {"day1": "En av tidene du skrev i sak 1, er passert. Velg tider som ligger foran oss."}
    assert await found(stage) is None


async def test_the_card_and_the_morning_tell_how_far_it_is(stage: Theatre) -> None:
    await talk_asked_for(stage)
    await fills_in(stage)
    assert "Tider foreslått: torsdag 26. november kl. 10.15, rom B312" in words(stage.card(TALKER))

    await stage.morning()
    assert "Tider foreslått" in words(stage.digests(TALKER)[-1])


async def agreed(stage: Theatre) -> None:
    """A single time is a call and holds at once."""
    await talk_asked_for(stage)
    await stage.says(TALKER, "1 tid tor 26.11 kl 10.15, rom B312")


async def test_a_single_time_is_a_call_and_stands_on_the_card_and_in_the_morning(stage: Theatre) -> None:
    await agreed(stage)
    assert "Avtalt torsdag 26. november kl. 10.15, rom B312" in words(stage.card(TALKER))

    await stage.morning()
    assert "Avtalt torsdag 26. november kl. 10.15" in words(stage.digests(TALKER)[-1])


def calendar(stage: Theatre, address: str) -> str:
    """The file with the invitation that came with the newest letter."""
    (file,) = [part for part in stage.letter(address).attachments if part.content_type == "application/ics"]
    return file.content.decode().replace("\r\n ", "")


async def test_both_are_invited_and_neither_to_the_others_invitation(stage: Theatre) -> None:
    await agreed(stage)

    invitations = [calendar(stage, address) for address in (KARI, "tor@example.no")]
    assert [KARI in each for each in invitations] == [True, False]
    assert ["tor@example.no" in each for each in invitations] == [False, True]


@pytest.mark.parametrize("said", ["flytt 1 til fre 27.11 kl 13", "move 1 to Fri 27 Nov 1pm"])
async def test_a_time_is_moved_by_words(stage: Theatre, said: str) -> None:
    await agreed(stage)
    assert "tiden er flyttet til fredag 27. november kl. 13.00" in await stage.says(TALKER, said)

    appointment = await found(stage)
    assert appointment.talk.starts.astimezone(OSLO).date() == date(2026, 11, 27)


async def test_a_time_is_moved_by_the_form_of_its_button(stage: Theatre) -> None:
    await agreed(stage)
    await stage.press(TALKER, "Flytt tiden …", stage.card(TALKER))
    await stage.fill(TALKER, day1="2026-11-27", clock1="14:00")

    assert "Avtalt fredag 27. november kl. 14.00" in words(stage.card(TALKER))


async def test_a_time_is_taken_back_by_its_button(stage: Theatre) -> None:
    await agreed(stage)
    await stage.press(TALKER, "Avlys tiden", stage.card(TALKER))

    assert (await found(stage)).stage is Stage.CANCELLED
    assert "Avtalen er avlyst." in words(stage.card(TALKER))


async def test_a_time_is_taken_back_by_words(stage: Theatre) -> None:
    await agreed(stage)
    assert "tiden er avlyst" in await stage.says(TALKER, "avlys 1")


async def test_nobody_else_offers_times(stage: Theatre) -> None:
    await talk_asked_for(stage)

    assert "Jeg finner ingen sak 1" in await stage.says(GRADER, OFFERS[NB])
    assert await found(stage) is None


async def test_what_there_is_no_time_to_move_or_take_back_is_refused(stage: Theatre) -> None:
    await talk_asked_for(stage)

    for said in ("flytt 1 til fre 27.11 kl 13", "avlys 1"):
        assert "Det går ikke i sak 1" in await stage.says(TALKER, said)


async def test_a_case_handler_may_offer_times_too(stage: Theatre) -> None:
    await talk_asked_for(stage)
    await stage.says(HANDLER, OFFERS[NB])

    assert (await found(stage)).stage is Stage.OFFERED


async def test_what_slack_shows_has_no_name_and_no_address(stage: Theatre) -> None:
    await agreed(stage)
    everything = words(stage.posts())

    assert [private for private in ("Kari", "Nordmann", KARI) if private in everything] == []


@pytest.mark.demand("A-118")
@pytest.mark.parametrize(
    ("said", "warned"),
    [
        ("1 tid i dag kl 15, rom B312", "Merk: studenten får kort varsel."),
        ("1 tid lørdag 28.11 kl 10, rom B312", "Merk: en av tidene er utenfor vanlig arbeidstid."),
        ("1 tid torsdag 10.12 kl 10, rom B312", "Merk: en av tidene er etter siste dag for begrunnelsen."),
    ],
)
async def test_times_that_hardly_let_the_student_come_are_warned_of_and_go_out(
    stage: Theatre, said: str, warned: str
) -> None:
    await talk_asked_for(stage)

    assert warned in await stage.says(TALKER, said)
    assert (await found(stage)).stage is Stage.AGREED


async def test_times_that_serve_the_student_are_warned_of_in_no_way(stage: Theatre) -> None:
    await talk_asked_for(stage)

    assert "Merk" not in await stage.says(TALKER, OFFERS[NB])


async def test_the_morning_letter_tells_a_grader_without_slack_too(stage: Theatre) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "tid 1 tor 26.11 kl 10.15, rom B312")
    await stage.morning()

    text = " ".join(stage.letter(BY_MAIL).text.split())
    assert "Avtalt samtale: torsdag 26. november 2026 kl. 10.15–10.45, rom B312." in text


@pytest.mark.demand("A-123")
@in_each_language
async def test_the_student_chooses_by_a_number_and_the_card_shows_it(stage: Theatre, tongue: Tongue) -> None:
    await talk_asked_for(stage, tongue)
    await stage.says(TALKER, OFFERS[tongue])
    await stage.reply(tongue.student, stage.letter(tongue.student), "2")

    assert (await found(stage)).talk.starts.astimezone(OSLO).strftime("%a %d.%m. %H:%M") == "Fri 27.11. 13:00"
    (card,) = [seen for seen in stage.slack.read(TALKER) if AGREED_ON_CARD[tongue] in words(seen)]
    assert "EXPH0300" in card["text"]


@pytest.mark.parametrize("command", ["/muntlig", "/sak"])
async def test_the_lists_tell_the_agreed_time_too(stage: Theatre, command: str) -> None:
    await agreed(stage)
    await stage.command(TALKER, command)

    assert "Avtalt torsdag 26. november kl. 10.15 · Frist" in stage.answer(TALKER)

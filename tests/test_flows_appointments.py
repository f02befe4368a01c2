"""The stories of a time for a talk: what the student answers by mail or calendar, and what nobody else can answer (decisions 21, 24)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar, Event

from casework.appointments import Appointment
from casework.appointments import Stage as Step
from casework.messages import Verdict
from demo.relay import KeptMail
from tests.mailgateway.calendar_replies import REPLIES, named, raw_of
from tests.season import BY_MAIL, KARI, NILS
from tests.stage import Stage
from tests.tongues import EN, NB, NN, Tongue, in_each_language

OFFER = "tider 1 torsdag 26.11 kl 10.15, fredag 27.11 kl 13, mandag 30.11 kl 9, rom B312"
CALL = "tid 1 torsdag 26.11 kl 10.15, rom B312"
ACCEPTED = [reply for reply in REPLIES if reply["word"] == "accepted"]
DECLINED = [reply for reply in REPLIES if reply["word"] == "declined"]
UNANSWERABLE = [reply for reply in REPLIES if reply["word"] in ("counter", "unclear")]
THURSDAY = date(2026, 11, 26)


async def appointment(stage: Stage) -> Appointment:
    return await stage.service.store.read(lambda records: records.dossier_of(1).appointment(1))


async def templates(stage: Stage, to: str) -> list[str]:
    """What went to that address in the case, the oldest first."""
    paths = await stage.service.store.read(lambda records: records.letter_paths(1))
    return [path.letter.template for path in paths if path.letter.to == to]


def event_in(kept: KeptMail) -> tuple[str, Event]:
    """The method and the event of a letter's invitation."""
    files = [part.content for part in kept.view.attachments if part.name == "invite.ics"]
    calendar = Calendar.from_ical(files[0])
    return str(calendar["METHOD"]), calendar.events[0]


def invitations(stage: Stage, to: str) -> list[tuple[str, Event]]:
    letters = stage.relay.mailbox(to)
    return [event_in(kept) for kept in letters if any(part.name == "invite.ics" for part in kept.view.attachments)]


async def calendar_says(
    stage: Stage, reply: Mapping[str, Any], whose: str = KARI, sender: str = "", **others: Any
) -> None:
    """The calendar of somebody answers the last invitation that went to `whose`."""
    event = invitations(stage, whose)[-1][1]
    organizer = str(event["ORGANIZER"]).removeprefix("mailto:")
    sequence = others.pop("sequence", int(event["SEQUENCE"]))
    sender = sender or whose
    raw = raw_of(reply, others.pop("uid", str(event["UID"])), organizer, sequence, **{KARI: whose, **others})
    if sender != whose:
        raw = raw.replace(f"From: Kari Student <{whose}>".encode(), f"From: Somebody <{sender}>".encode())
    await stage.deliver(sender, organizer, raw)


@pytest.fixture
async def offered(stage: Stage) -> Stage:
    """The grader has offered three times."""
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), OFFER)
    return stage


@pytest.fixture
async def called(stage: Stage) -> Stage:
    """The grader has called the student in for one time."""
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), CALL)
    return stage


async def answers(stage: Stage, words: str, sender: str = KARI) -> None:
    await stage.reply(sender, stage.letter(KARI), words)


@pytest.mark.demand("A-122")
async def test_a_number_agrees_on_a_time_and_both_are_invited(offered: Stage) -> None:
    await answers(offered, "2")

    assert ((await appointment(offered)).stage, (await appointment(offered)).agreed.place) == (Step.AGREED, "rom B312")
    starts = [
        (method, str(event["DTSTART"].dt)) for to in (KARI, BY_MAIL) for method, event in invitations(offered, to)
    ]
    assert starts == [("REQUEST", "2026-11-27 12:00:00+00:00")] * 2


@pytest.mark.parametrize(
    ("tongue", "words"),
    [(NN, "Hei!\n\nEg vel alternativ 2.\n\nHelsing Nils"), (EN, "Hi,\n\nFriday works for me.\n\nBest regards,\nEmily")],
)
async def test_a_time_is_agreed_on_in_the_students_words(stage: Stage, tongue: Tongue, words: str) -> None:
    await stage.asks(tongue, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), OFFER)
    await stage.reply(tongue.student, stage.letter(tongue.student), words)

    assert (await appointment(stage)).agreed == (await appointment(stage)).offers[1]


async def test_a_new_mail_with_the_case_number_in_its_subject_chooses_too(offered: Stage) -> None:
    await offered.mail(KARI, "sak", "Re: [1/2026] tid", "Jeg velger nummer 2.")

    assert (await appointment(offered)).agreed == (await appointment(offered)).offers[1]


async def test_each_is_the_only_one_in_the_invitation(offered: Stage) -> None:
    await answers(offered, "1")

    for to in (KARI, BY_MAIL):
        event = invitations(offered, to)[-1][1]
        assert (str(event["ATTENDEE"]), str(event["CLASS"])) == (f"mailto:{to}", "PRIVATE")


async def test_an_invitation_tells_case_and_course_and_nobodys_name(offered: Stage) -> None:
    await answers(offered, "1")

    told = " ".join(invitations(offered, BY_MAIL)[-1][1].to_ical().decode().replace("\r\n ", "").split())
    assert "NORD1100" in told
    assert not any(secret in told for secret in ("Kari", KARI, "1001", "Nordmann"))


async def test_when_none_fits_the_grader_is_asked_for_new_times(offered: Stage) -> None:
    await answers(offered, "Ingen av tidene passer. Jeg kan alle dager etter kl. 15.")

    assert (await appointment(offered)).stage is Step.PREVENTED
    assert "etter kl. 15" in offered.relay.mailbox(BY_MAIL)[-1].view.text


async def test_what_is_said_beside_a_choice_reaches_the_grader(offered: Stage) -> None:
    await answers(offered, "2, men jeg blir ti minutter sen")

    assert (await appointment(offered)).stage is Step.AGREED
    assert any("ti minutter sen" in letter.text for letter in offered.letters(BY_MAIL))


@pytest.mark.parametrize("words", ["2 eller 3", "torsdag kl 14", "Kan vi ta det på Zoom?"])
async def test_an_answer_in_doubt_is_asked_back_and_nothing_moves(offered: Stage, words: str) -> None:
    before, letters = await appointment(offered), await templates(offered, KARI)
    await answers(offered, words)

    assert await appointment(offered) == before
    assert await templates(offered, KARI) == [*letters, "oral_times"]


async def test_a_wish_beside_the_times_is_told_to_the_grader_too(offered: Stage) -> None:
    await answers(offered, "Kan vi ta det på Zoom?")

    assert "Zoom" in offered.letter(BY_MAIL).text


async def test_a_choice_by_somebody_else_moves_nothing(offered: Stage) -> None:
    before = await appointment(offered)
    await answers(offered, "2", sender=NILS)
    await answers(offered, "2", sender="ukjent@example.com")

    assert await appointment(offered) == before


@in_each_language
async def test_thanks_for_an_invitation_change_nothing(called: Stage, tongue: Tongue) -> None:
    before = await appointment(called)
    await answers(called, {"nb": "Takk!", "nn": "Tusen takk!", "en": "Thank you!"}[tongue.language.value])

    assert await appointment(called) == before


@pytest.mark.parametrize("reply", ACCEPTED, ids=lambda reply: reply["name"])
async def test_a_calendar_that_accepts_is_noted_and_not_answered(called: Stage, reply: Mapping[str, Any]) -> None:
    letters = len(called.letters(KARI))
    await calendar_says(called, reply)

    assert ((await appointment(called)).noted, (await appointment(called)).stage) == ("accepted", Step.AGREED)
    assert len(called.letters(KARI)) == letters


async def test_a_calendar_that_may_come_is_noted(called: Stage) -> None:
    await calendar_says(called, named("Outlook, bokmål, tentative"))

    assert ((await appointment(called)).noted, (await appointment(called)).stage) == ("tentative", Step.AGREED)


@pytest.mark.parametrize("reply", DECLINED, ids=lambda reply: reply["name"])
async def test_a_calendar_that_declines_reopens_the_search_for_a_time(called: Stage, reply: Mapping[str, Any]) -> None:
    await calendar_says(called, reply)

    assert (await appointment(called)).stage is Step.PREVENTED
    assert invitations(called, BY_MAIL)[-1][0] == "CANCEL"


async def test_what_is_said_beside_a_calendars_answer_reaches_the_grader(called: Stage) -> None:
    await calendar_says(called, named("Outlook, bokmål, accepted with a word"))

    assert "ti minutter forsinket" in called.letter(BY_MAIL).text


@pytest.mark.parametrize("reply", UNANSWERABLE, ids=lambda reply: reply["name"])
async def test_a_calendar_that_wants_something_else_is_read_by_a_person(
    called: Stage, reply: Mapping[str, Any]
) -> None:
    before = await appointment(called)
    await calendar_says(called, reply)

    assert (await appointment(called), "calendar_answer" in await called.tasks()) == (before, True)


FALSE = {
    "an older edition": {"sequence": 0},
    "an edition that we never sent": {"sequence": 7},
    "an unknown talk": {"uid": "1@eksamen.example.no"},
    "a stranger": {"sender": "ukjent@example.com"},
    "another student": {"sender": NILS},
    "another student, as the attendee too": {"sender": NILS, KARI: NILS},
    "the grader, in the student's place": {"sender": BY_MAIL},
    "an attendee who is not the sender": {
        "mailto:kari@student": "mailto:nils@student",
        "MAILTO:Kari@student": "mailto:nils@student",
    },
}


@pytest.mark.parametrize("false", FALSE.values(), ids=FALSE.keys())
@pytest.mark.parametrize(
    "reply",
    [named("Apple, English, accepted"), named("Outlook, nynorsk, declined with a word")],
    ids=["accepts", "declines"],
)
async def test_an_answer_that_is_not_the_invited_ones_to_this_edition_moves_nothing(
    called: Stage, reply: Mapping[str, Any], false: Mapping[str, Any]
) -> None:
    await called.reply(BY_MAIL, called.letter(BY_MAIL), "flytt 1 til fredag 27.11 kl 13, rom B312")
    before = await appointment(called)
    await calendar_says(called, reply, **dict(false))

    assert (before.sequence, await appointment(called)) == (1, before)
    assert "calendar_answer" in await called.tasks()


async def test_an_answer_to_the_invitation_of_an_earlier_round_moves_nothing(called: Stage) -> None:
    await answers(called, "Jeg er forhindret.")
    earlier = str(invitations(called, KARI)[-1][1]["UID"])
    await called.reply(BY_MAIL, called.letter(BY_MAIL), "tid 1 fredag 27.11 kl 13, rom B312")
    before = await appointment(called)
    await calendar_says(called, named("Outlook, nynorsk, declined with a word"), uid=earlier, sequence=9)

    assert (before.round, await appointment(called), await called.tasks()) == (2, before, ["calendar_answer"])


async def nobody_vouches(stage: Stage) -> None:
    """From now on no server says who sent a mail."""
    stage.settings = stage.settings.model_copy(update={"mail_verdict": Verdict.UNKNOWN})
    await stage.restart()


async def test_a_calendar_of_an_unproved_sender_moves_nothing(called: Stage) -> None:
    await nobody_vouches(called)
    before = await appointment(called)
    await calendar_says(called, named("Outlook, nynorsk, declined with a word"))

    assert (await appointment(called), await called.tasks()) == (before, ["calendar_answer"])


@pytest.mark.parametrize("words", ["2", "Jeg er forhindret.", "Ingen passer"])
async def test_words_of_an_unproved_sender_move_nothing_and_are_read_by_a_person(offered: Stage, words: str) -> None:
    await nobody_vouches(offered)
    before = await appointment(offered)
    await answers(offered, words)

    assert (await appointment(offered), await offered.tasks()) == (before, ["sender_unconfirmed"])


async def test_a_number_under_the_letter_of_an_earlier_round_agrees_on_nothing(offered: Stage) -> None:
    earlier = offered.letter(KARI)
    await answers(offered, "Ingen av tidene passer")
    await offered.reply(BY_MAIL, offered.letter(BY_MAIL), "tider 1 tirsdag 1.12 kl 10, tirsdag 1.12 kl 12, rom B312")
    await offered.reply(KARI, earlier, "2")

    assert ((await appointment(offered)).round, (await appointment(offered)).stage) == (2, Step.OFFERED)
    assert await offered.tasks() == ["not_understood"]


async def test_the_invitations_path_tells_that_it_was_answered(called: Stage) -> None:
    await calendar_says(called, named("Google, English, accepted"))

    paths = await called.service.store.read(lambda records: records.letter_paths(1))
    (steps,) = [path.steps for path in paths if path.letter.template == "oral_call"]
    assert [(step.what, step.detail) for step in steps][-1] == ("answered", "accepted")


async def test_a_graders_calendar_that_declines_takes_the_time_back(called: Stage) -> None:
    await calendar_says(called, named("Outlook, nynorsk, declined with a word"), BY_MAIL)

    assert (await appointment(called)).stage is Step.CANCELLED
    assert invitations(called, KARI)[-1][0] == "CANCEL"


@pytest.mark.demand("A-120")
@pytest.mark.parametrize("words", ["Jeg er forhindret.", "Jeg er syk og kan ikke komme."])
async def test_a_student_who_is_prevented_before_the_talk_gets_a_new_time(called: Stage, words: str) -> None:
    await answers(called, words)

    assert (await appointment(called)).stage is Step.PREVENTED
    assert (invitations(called, KARI)[-1][0], invitations(called, BY_MAIL)[-1][0]) == ("CANCEL", "CANCEL")


async def test_a_student_who_was_prevented_is_heard_by_a_case_handler_and_no_no_show_is_recorded(called: Stage) -> None:
    called.clock.to(THURSDAY, 12)
    await answers(called, "Jeg ble syk og kunne ikke komme.")
    await called.reply(BY_MAIL, called.letter(BY_MAIL), "ikke møtt 1")

    assert (await called.case()).is_open
    assert await called.tasks() == ["oral_excuse"]


@pytest.mark.parametrize("hour", [9, 11])
async def test_an_excuse_that_nobody_could_prove_is_read_before_a_no_show_is_recorded(called: Stage, hour: int) -> None:
    called.clock.to(THURSDAY, hour)
    await nobody_vouches(called)
    await answers(called, "Jeg er syk og kan ikke komme.")
    called.settings = called.settings.model_copy(update={"mail_verdict": Verdict.AUTHENTICATED})
    await called.restart()
    called.clock.to(THURSDAY, 12)
    await called.reply(BY_MAIL, called.letter(BY_MAIL), "ikke møtt 1")

    assert "kan være et forfall" in called.letter(BY_MAIL).text
    assert ((await called.case()).is_open, sorted(await called.tasks())) == (
        True,
        ["no_show_unproved", "sender_unconfirmed"],
    )


async def test_every_answer_about_times_stands_in_the_journal(offered: Stage) -> None:
    await answers(offered, "1")
    await calendar_says(offered, named("Google, English, accepted"))
    await answers(offered, "Jeg er forhindret.")

    assert (await offered.faults(), await offered.stale()) == ([], [])

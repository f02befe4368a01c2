"""The stories of a talk about a grade: times by mail, an invitation to both, and a no-show that must be proved (S0:49-51, decision 21)."""

from datetime import date

import pytest

from casework.access import Move
from casework.appointments import Stage as Agreed
from casework.case import Outcome, Status
from tests.appeals import does, founds, on_sqlite
from tests.season import BY_MAIL, KARI, NILS
from tests.stage import Stage
from tests.tongues import NB, NN, Tongue, in_each_language

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
THREE = "tider 1 torsdag kl 10.15, fredag kl 13, fredag kl 15, rom B312"
CALLED = {
    "facts": "Sensor ringte deg 23. november.",
    "reasons": "Du bekreftet tiden på telefon.",
    "talk": "2026-11-23",
}
ONE = "tid 1 torsdag kl 10.15, rom B312"


async def offers(stage: Stage, times: str = THREE, tongue: Tongue = NB) -> None:
    """A student asks for an explanation, and a grader without Slack answers the first letter with times."""
    await stage.asks(tongue, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), times)


async def student(stage: Stage, words: str) -> None:
    """The student answers the last letter about times."""
    await stage.reply(KARI, stage.letter(KARI), words)


async def appointment(stage: Stage):
    return await stage.service.store.read(lambda records: records.dossier_of(1).appointment(1))


def entry(stage: Stage, address: str) -> str:
    """The calendar entry that the newest letter to that address brings."""
    files = stage.letter(address).attachments
    return next(file.content.decode() for file in files if file.content_type == "text/calendar")


@pytest.mark.demand("A-122")
async def test_the_student_chooses_among_the_times_of_the_grader_and_both_are_invited(stage: Stage) -> None:
    await offers(stage)
    assert "2. fredag 27. november 2026 kl. 13.00–13.30, rom B312" in stage.letter(KARI).text

    await student(stage, "2")
    assert [stage.letter(each).subject.partition("] ")[2] for each in (KARI, BY_MAIL)] == [
        "Innkalling til samtale om karakteren: NORD1100",
        "Avtalt tid for samtalen i sak 1: NORD1100",
    ]
    assert ["METHOD:REQUEST" in entry(stage, each) for each in (KARI, BY_MAIL)] == [True, True]


async def test_the_grader_reads_which_times_were_sent_and_what_speaks_against_them(stage: Stage) -> None:
    await offers(stage, "tider 1 tirsdag kl 7.15, tirsdag kl 10, rom B312")

    answer = stage.letter(BY_MAIL)
    assert "- tirsdag 24. november 2026 kl. 07.15–07.45, rom B312" in answer.text
    assert ("Tidene er svært nær." in answer.text, "utenfor vanlig arbeidstid" in answer.text) == (True, True)


@pytest.mark.demand("A-123")
async def test_three_times_by_mail_an_answer_and_a_word_after_the_talk_are_all_it_takes(stage: Stage) -> None:
    await offers(stage)
    await student(stage, "2")
    await stage.morning(FRIDAY)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "gitt 1")

    assert ((await stage.case()).outcome, (await stage.case()).done_on) == (Outcome.ORAL_GIVEN, FRIDAY)
    assert "fredag 18. desember 2026" in stage.letter(KARI).text


async def test_gitt_on_another_day_than_the_agreed_one_is_asked_back(stage: Stage) -> None:
    await offers(stage)
    await student(stage, "1")
    await stage.morning(FRIDAY)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "gitt 1")

    assert ("«gitt 1 26.11.2026»" in stage.letter(BY_MAIL).text, (await stage.case()).is_open) == (True, True)


@pytest.mark.demand("A-119")
@pytest.mark.parametrize("hour", [11, 20])
async def test_a_no_show_is_recorded_only_when_the_invitation_has_not_come_back_for_a_day(
    stage: Stage, hour: int
) -> None:
    await offers(stage, ONE)
    stage.clock.to(THURSDAY, hour)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")
    assert (await stage.case()).outcome is Outcome.NO_SHOW


@pytest.mark.demand("A-119")
async def test_a_no_show_soon_after_the_invitation_is_kept_and_completed_by_the_clock(stage: Stage) -> None:
    await offers(stage, "tid 1 i dag kl 10.15, rom B312")
    await stage.later(hours=2)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")
    assert "Det blir registrert tirsdag 24. november 2026" in stage.letter(BY_MAIL).text
    assert (await stage.case()).status is Status.WITH_GRADER

    await stage.later(hours=21)
    await stage.tick()
    assert (await stage.case()).status is Status.WITH_GRADER

    await stage.later(hours=1)
    await stage.tick()
    assert ((await stage.case()).outcome, (await stage.case()).done_on) == (Outcome.NO_SHOW, date(2026, 11, 23))


@pytest.mark.demand("A-119")
async def test_an_invitation_that_comes_back_stops_the_no_show_that_was_kept(stage: Stage) -> None:
    await offers(stage, "tid 1 i dag kl 10.15, rom B312")
    invitation = stage.relay.mailbox(KARI)[-1]
    await stage.later(hours=2)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")
    await stage.bounce(invitation)
    await stage.later(hours=24)
    await stage.tick()

    assert ((await stage.case()).is_open, "no_show_unproved" in await stage.tasks()) == (True, True)


@pytest.mark.demand("A-120")
async def test_a_student_who_was_prevented_gets_another_time(stage: Stage) -> None:
    await offers(stage, ONE)
    await student(stage, "Jeg er dessverre forhindret.")
    assert [stage.letter(each).subject.partition("] ")[2] for each in (KARI, BY_MAIL)] == [
        "Samtalen er avlyst, og du får en ny tid: NORD1100",
        "Studenten kan ikke komme: sak 1, NORD1100",
    ]
    assert ["METHOD:CANCEL" in entry(stage, each) for each in (KARI, BY_MAIL)] == [True, True]

    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "tid 1 fredag kl 13, rom B312")
    assert "fredag 27. november 2026 kl. 13.00–13.30, rom B312" in stage.letter(KARI).text


@pytest.mark.demand("A-120")
async def test_a_student_who_was_prevented_is_not_recorded_as_absent(stage: Stage) -> None:
    await offers(stage, ONE)
    await student(stage, "Jeg er dessverre forhindret.")
    stage.clock.to(THURSDAY, 11)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")

    assert ("meldt fra om forfall" in stage.letter(BY_MAIL).text, (await stage.case()).is_open) == (True, True)


@pytest.mark.demand("A-120")
async def test_an_excuse_after_the_talk_has_begun_is_for_a_case_handler(stage: Stage) -> None:
    await offers(stage, "tid 1 i dag kl 10.15, rom B312")
    await stage.later(hours=2)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")
    await student(stage, "Jeg er dessverre forhindret.")
    await stage.later(days=2)
    await stage.tick()
    assert ((await stage.case()).is_open, "oral_excuse" in await stage.tasks()) == (True, True)

    await does(stage, Move.NEW_TIME)
    assert ((await appointment(stage)).stage, "oral_excuse" in await stage.tasks()) == (Agreed.PREVENTED, False)


@pytest.mark.demand("A-119")
async def test_a_no_show_without_an_agreed_time_is_not_recorded_on_the_graders_word(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")

    assert "Ingen tid er avtalt her" in stage.letter(BY_MAIL).text
    assert ((await stage.case()).is_open, await stage.tasks()) == (True, ["no_show_unproved"])


@on_sqlite
@in_each_language
async def test_a_case_handler_records_what_cannot_be_proved_here_with_written_grounds(
    stage: Stage, tongue: Tongue
) -> None:
    await stage.asks(tongue, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")
    page = await founds(stage, "Ikke møtt, med begrunnelse …", **CALLED)
    assert "Det er avgjort" in page

    assert ((await stage.case()).outcome, await stage.tasks()) == (Outcome.NO_SHOW, [])
    letter = stage.letter(tongue.student)
    assert (tongue.not_held in letter.subject, CALLED["facts"] in letter.text) == (True, True)


@on_sqlite
async def test_a_no_show_that_does_not_stand_is_opened_again_and_the_grader_told(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await founds(stage, "Ikke møtt, med begrunnelse …", **CALLED)
    page = await founds(stage, "Åpne igjen, med begrunnelse …")
    assert "Det er avgjort" in page

    assert ((await stage.case()).status, (await stage.case()).done_on) == (Status.WITH_GRADER, None)
    assert "Saken din om begrunnelse er åpnet igjen" in stage.letter(KARI).subject
    assert [letter.subject for letter in stage.letters(BY_MAIL)] == ["[1/2026] Ny sak: begrunnelse i NORD1100"] * 2


@on_sqlite
async def test_the_talk_of_a_case_opened_again_is_offered_and_held_as_any(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await founds(stage, "Ikke møtt, med begrunnelse …", **CALLED)
    await founds(stage, "Åpne igjen, med begrunnelse …")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), ONE)
    stage.clock.to(THURSDAY, 12)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "gitt 1")

    assert ((await stage.case()).outcome, (await stage.case()).done_on) == (Outcome.ORAL_GIVEN, THURSDAY)


@on_sqlite
async def test_a_case_opened_again_after_its_two_weeks_is_told_to_be_late_the_next_morning(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await founds(stage, "Ikke møtt, med begrunnelse …", **CALLED)
    stage.clock.to(date(2026, 12, 14), 12)
    await founds(stage, "Åpne igjen, med begrunnelse …")
    await stage.morning(date(2026, 12, 15))

    assert "Begrunnelsen din blir forsinket" in stage.letter(KARI).subject


@on_sqlite
async def test_an_appeal_waits_again_for_the_explanation_of_a_case_opened_again(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.mail(KARI, "klage", "NORD1100", "Jeg klager på karakteren i NORD1100.")
    await founds(stage, "Ikke møtt, med begrunnelse …", **CALLED)
    started = (await stage.case(2)).status
    await founds(stage, "Åpne igjen, med begrunnelse …")

    assert (started, (await stage.case(2)).status) == (Status.TO_ASSIGN, Status.WAITING)


@on_sqlite
async def test_a_no_show_in_writing_needs_the_day_of_the_talk(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")
    page = await founds(stage, "Ikke møtt, med begrunnelse …", **CALLED | {"talk": ""})

    assert ("Skriv hvilken dag samtalen i sak 1 var." in page, (await stage.case()).is_open) == (True, True)


@on_sqlite
async def test_a_case_that_ends_before_the_talk_takes_the_time_back_from_both(stage: Stage) -> None:
    await offers(stage, ONE)
    await does(stage, Move.WITHDRAW)

    assert ["METHOD:CANCEL" in entry(stage, each) for each in (KARI, BY_MAIL)] == [True, True]
    assert (await appointment(stage)).stage is Agreed.CANCELLED


@pytest.mark.demand("A-122")
@on_sqlite
async def test_a_moved_time_reaches_both_as_a_later_edition_of_the_same_entry(stage: Stage) -> None:
    await offers(stage, ONE)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "flytt 1 til fredag 27.11 kl 13.00")

    assert "gjelder ikke lenger: torsdag 26. november 2026 kl. 10.15–10.45, rom B312." in stage.letter(KARI).text
    assert "Tid og sted: fredag 27. november 2026 kl. 13.00–13.30, rom B312" in stage.letter(KARI).text
    assert ["SEQUENCE:1" in entry(stage, each) for each in (KARI, BY_MAIL)] == [True, True]


@on_sqlite
async def test_the_letter_on_a_no_show_says_how_and_when_the_student_was_called_and_how_to_object(stage: Stage) -> None:
    await offers(stage, ONE)
    stage.clock.to(THURSDAY, 11)
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), "ikke møtt 1")

    told = stage.letter(KARI).text
    assert "torsdag 26. november 2026 kl. 10.15–10.45, rom B312" in told
    assert "Innkallingen ble sendt 23. november 2026 kl. 09.00.00 til e-postadressen du er registrert med." in told
    assert "Svar på denne e-posten så snart du kan, så ser en saksbehandler på saken igjen." in told


@on_sqlite
async def test_a_time_that_two_students_choose_is_the_firsts_and_a_person_helps_the_second(stage: Stage) -> None:
    await offers(stage)
    await stage.asks(NN, "NORD1100")
    await stage.reply(BY_MAIL, stage.letter(BY_MAIL), THREE.replace(" 1 ", " 2 "))
    await student(stage, "2")
    await stage.reply(NILS, stage.letter(NILS), "2")

    second = await stage.service.store.read(lambda records: records.dossier_of(2).appointment(2))
    assert ((await appointment(stage)).stage, second.stage) == (Agreed.AGREED, Agreed.OFFERED)
    assert await stage.tasks() == ["not_understood"]

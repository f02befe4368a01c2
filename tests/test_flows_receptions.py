"""The stories of when and where a mail came in: times in doubt go to a person (D-MAIL-DOUBT), a wrong address is told (M-WRONGADDR)."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casework.case import Kind, Mark, Status
from tests.season import HANDLER, KARI
from tests.stage import DOMAIN, Stage, open_stage
from tests.tongues import NB, Tongue, in_each_language

DAY_AFTER = date(2026, 12, 9)  # three weeks from the announcement end on Tuesday 8 December
SIGURD = "sigurd@example.no"
APPEAL = "Jeg klager på karakteren i TDT4100."
DATED_IN_TIME = "Tue, 08 Dec 2026 23:58:00 +0100"
HOST = "mx.example.no"
RECEIVED = f"from student.example.no by {HOST} with ESMTPS id x; Tue, 08 Dec 2026 23:59:30 +0100"
APPEALS = {"nb": APPEAL, "nn": "Eg klagar på karakteren i TDT4100.", "en": "I appeal my grade in TDT4100."}
WRONG = {
    "nb": f"Du skrev til postmaster@{DOMAIN}. Rett adresse for dette er klage@{DOMAIN}. Vi har sørget for at e-posten kom til rett sted",
    "nn": f"Du skreiv til postmaster@{DOMAIN}. Rett adresse for dette er klage@{DOMAIN}. Vi har sørgt for at e-posten kom til rett stad",
    "en": f"You wrote to postmaster@{DOMAIN}. The right address for this is klage@{DOMAIN}. We have made sure",
}


@pytest.fixture
async def behind(emptied_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The running service behind a mail server whose word counts."""
    trusted = {"mail_verdict": None, "authserv_id": HOST, "mail_server": HOST}
    async with open_stage(emptied_url, tmp_path, **trusted) as stage:
        yield stage


async def appeals_after_midnight(stage: Stage, **fields: str) -> None:
    stage.clock.to(DAY_AFTER, 0, 10)
    await stage.mail(KARI, "klage", "", APPEAL, **fields)


async def facts_of(stage: Stage) -> dict[str, object]:
    return dict((await stage.service.store.read(lambda records: records.history(1)[0])).facts)


async def test_a_mail_dated_in_time_that_came_late_goes_to_a_person(stage: Stage) -> None:
    await appeals_after_midnight(stage, Date=DATED_IN_TIME)

    case = await stage.case()
    assert (case.status, case.marks >= {Mark.LATE, Mark.TIME_IN_DOUBT}) == (Status.RECEIVED, True)
    assert "time_in_doubt" in await stage.tasks()
    assert "Det kan være tvil om når e-posten din kom fram." in stage.letter(KARI).text


async def test_every_possible_time_is_kept_and_shown(stage: Stage) -> None:
    await appeals_after_midnight(stage, Date=DATED_IN_TIME)

    assert await facts_of(stage) == {
        "received": "2026-12-08T23:10:00+00:00",
        "kept": "2026-12-08T23:10:00+00:00",
        "dated": "2026-12-08T22:58:00+00:00",
    }
    assert "tatt imot 2026-12-09 00:10:00, lagret her 2026-12-09 00:10:00, datert 2026-12-08 23:58:00" in stage.seen(
        HANDLER
    )
    await stage.morning(DAY_AFTER)
    assert "datert av avsenderen 8. desember 2026 kl. 23.58.00" in stage.letter(SIGURD).text


async def test_a_mail_that_is_late_by_every_clock_is_in_no_doubt(stage: Stage) -> None:
    await appeals_after_midnight(stage, Date="Wed, 09 Dec 2026 00:09:00 +0100")

    assert Mark.TIME_IN_DOUBT not in (await stage.case()).marks
    assert "time_in_doubt" not in await stage.tasks()


async def test_of_two_times_of_ours_the_one_in_time_counts_and_both_are_shown(behind: Stage) -> None:
    proved = f"{HOST}; dmarc=pass header.from=student.example.no"
    await appeals_after_midnight(behind, Authentication_Results=proved, Received=RECEIVED)

    case, facts = await behind.case(), await facts_of(behind)
    assert (case.in_time, case.status) == (True, Status.TO_ASSIGN)
    assert case.received == datetime(2026, 12, 8, 22, 59, 30, tzinfo=UTC)
    assert facts["kept"] == "2026-12-08T23:10:00+00:00"
    assert "time_in_doubt" in await behind.tasks()


async def test_the_times_survive_a_question_back(stage: Stage) -> None:
    stage.clock.to(DAY_AFTER, 0, 10)
    await stage.mail(KARI, "klage", "", "Jeg klager på karakteren min.", Date=DATED_IN_TIME)
    stage.clock.to(date(2026, 12, 10), 10)
    await stage.reply(KARI, stage.letter(KARI), "1")

    assert (await facts_of(stage))["dated"] == "2026-12-08T22:58:00+00:00"
    assert Mark.TIME_IN_DOUBT in (await stage.case()).marks


async def test_a_new_computation_keeps_the_doubt(stage: Stage) -> None:
    await appeals_after_midnight(stage, Date=DATED_IN_TIME)

    assert await stage.stale() == []


async def test_a_decided_case_asks_about_its_times_no_more(stage: Stage) -> None:
    await appeals_after_midnight(stage, Date=DATED_IN_TIME)
    await stage.reply(KARI, stage.letter(KARI), "Jeg trekker klagen.")
    await stage.reply(KARI, stage.letter(KARI), "ja")

    assert "time_in_doubt" not in await stage.tasks()


@in_each_language
async def test_an_appeal_to_the_postmaster_is_taken_and_the_right_address_told(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(tongue.student, "postmaster", "", APPEALS[tongue.language])

    assert WRONG[tongue.language] in stage.letter(tongue.student).text
    assert (await stage.case()).kind is Kind.APPEAL


async def test_an_appeal_to_another_box_of_ours_is_taken_and_the_right_address_told(stage: Stage) -> None:
    await stage.mail(KARI, "formellfeil", "", APPEAL)

    case = await stage.case()
    assert case.kind is Kind.APPEAL
    assert f"Du skrev til formellfeil@{DOMAIN}. Rett adresse for dette er klage@{DOMAIN}." in stage.letter(KARI).text


async def test_the_right_address_is_told_nothing_of(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), "Jeg klager på karakteren.")

    assert not any("Rett adresse" in letter.text for letter in stage.letters(KARI))


async def test_a_doubtful_mail_to_the_postmaster_is_told_every_address(stage: Stage) -> None:
    await stage.mail(KARI, "postmaster", "", "Hei, hva gjør jeg nå?")

    said = f"Du skrev til postmaster@{DOMAIN}. Rett adresse for dette er begrunnelse@{DOMAIN}, klage@{DOMAIN}, formellfeil@{DOMAIN}."
    assert said in stage.letter(KARI).text


async def test_a_stranger_is_told_the_right_address_too(stage: Stage) -> None:
    await stage.mail("kari@privat.example", "postmaster", "", APPEAL)

    assert f"Du skrev til postmaster@{DOMAIN}." in stage.letter("kari@privat.example").text


async def test_when_the_word_of_the_address_was_sent_is_logged(stage: Stage) -> None:
    await stage.mail(KARI, "postmaster", "", APPEAL)
    path = await stage.service.store.read(lambda records: records.letter_paths(1)[0])

    sent = path.steps[-1]
    assert (path.letter.to, sent.what, abs(sent.at - stage.clock()) < timedelta(minutes=1)) == (KARI, "sent", True)


async def test_an_unknown_token_is_no_wrong_address_and_reveals_no_case(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.mail(KARI, f"sak+AAAAAAAAAAAAAAAA@{DOMAIN}", "", "Jeg klager på karakteren i EXPH0300.")

    assert ((await stage.case(2)).kind, "Rett adresse" in stage.letter(KARI).text) == (Kind.APPEAL, False)

"""A case handler's work in Slack on the real desk: tasks done with one click, and what an interim reply says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.buttons import Press
from casework.case import Kind, Status
from casework.desk.keeping import post, tell_handlers
from casework.desk.promises import Promises
from casework.messages import Arrival, Task, TaskKind
from casework.records import Records
from demo.slack import Json, LocalSlack
from tests.bot.house import KARI, OLA, House
from tests.bot.scripted import NOW

RECEIVED = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FACTS = {"kind": "explanation", "results": [1], "language": "nb", "received": RECEIVED.isoformat()}
MAIL = Task("mail:1", TaskKind.SEVERAL_RESULTS, NOW.date(), facts=FACTS)
ASKED_ON = datetime(2026, 12, 16, 7, 0, tzinfo=UTC)


@pytest.fixture
async def with_task(house: House) -> House:
    """A mail may have meant several results, and the case handler has been told."""
    arrival = Arrival(RECEIVED, "127.0.0.1", "sam@example.no", ("sak@example.no",), b"raw", b"print")
    await house.store.keep(arrival)
    task = Task(MAIL.key, MAIL.kind, MAIL.due, mail=1, facts=FACTS)
    await house.store.write(lambda records: post(records, [task]))
    await house.courier.send_due()
    return house


@pytest.fixture
async def with_unreadable(house: House) -> House:
    """A mail could not be read, and the case handler has been told."""
    await house.store.keep(Arrival(RECEIVED, "127.0.0.1", "sam@example.no", ("sak@example.no",), b"raw", b"print"))

    def fails(records: Records) -> None:
        tell_handlers(records, [task for _ in range(3) if (task := records.not_understood(1, "ref", RECEIVED))])

    await house.store.write(fails)
    await house.courier.send_due()
    return house


@pytest.fixture
async def before_interim(house: House, slack: LocalSlack) -> House:
    """An appeal is open, and the case handler has been asked about its interim reply."""
    form = (await slack.command(OLA, "/klage", "TDT4100 10042")).view
    await slack.submit(OLA, form or {}, {"kind": Kind.APPEAL.value})
    house.clock.moment = ASKED_ON
    await keep_promises(house)
    return house


async def keep_promises(house: House) -> None:
    await Promises(house.store, house.office).keep(house.clock())
    await house.courier.send_due()


async def open_tasks(house: House) -> list[str]:
    return await house.store.read(lambda records: [each.task.kind.value for each in records.open_tasks()])


def asked_about_interim(slack: LocalSlack) -> Json:
    """The question, wherever it stands: the task that names new graders may be told before it or after it."""
    return next(said for said in reversed(slack.read(OLA)) if Press.INTERIM.id(1) in ids(said))


def ids(screen: Json) -> list[str]:
    elements = [each for block in screen["blocks"] for each in block.get("elements", ())]
    return [each["action_id"] for each in elements if "action_id" in each]


async def test_a_new_task_comes_with_the_results_it_may_mean(with_task: House, slack: LocalSlack) -> None:
    said = slack.read(OLA)[-1]
    assert said["text"] == "Ny oppgave: flere mulige resultater."
    assert ids(said) == [Press.MEANT.id(1), Press.DONE.id(1)]


async def test_the_chosen_result_opens_the_case_with_the_first_reception_time(
    with_task: House, slack: LocalSlack
) -> None:
    await slack.click(OLA, slack.read(OLA)[-1], Press.MEANT.id(1))
    dossier = await with_task.store.read(lambda records: records.dossier_of(1))
    assert dossier is not None
    assert dossier.case(1).received == RECEIVED
    assert slack.read(OLA)[-1]["text"].startswith("Sak 1 er opprettet: Begrunnelse i TDT4100 2026H.")


async def test_a_mail_that_was_set_aside_is_read_again_with_one_click(
    with_unreadable: House, slack: LocalSlack
) -> None:
    await slack.click(OLA, slack.read(OLA)[-1], Press.AGAIN.id(1))
    assert [said["text"] for said in slack.read(OLA)] == [
        "E-post 1 blir lest på nytt. Det er fortsatt tidspunktet den kom, som gjelder."
    ]
    again = await with_unreadable.store.read(lambda records: records.unread(9))
    assert ([(mail.id, mail.kept) for mail in again], await open_tasks(with_unreadable)) == ([(1, RECEIVED)], [])


async def test_a_second_click_does_not_read_it_twice(with_unreadable: House, slack: LocalSlack) -> None:
    notice = slack.read(OLA)[-1]
    await slack.click(OLA, notice, Press.AGAIN.id(1))
    await slack.click(OLA, notice, Press.AGAIN.id(1))
    assert "allerede gjort" in slack.read(OLA)[-1]["text"]


async def test_the_notice_of_a_task_gives_way_to_what_was_done(with_task: House, slack: LocalSlack) -> None:
    await slack.click(OLA, slack.read(OLA)[-1], Press.DONE.id(1))
    assert [said["text"] for said in slack.read(OLA)] == ["Oppgave 1 er ferdig: flere mulige resultater."]
    assert await open_tasks(with_task) == []


async def test_a_second_click_says_that_the_task_is_done_already(with_task: House, slack: LocalSlack) -> None:
    notice = slack.read(OLA)[-1]
    for _ in range(2):
        await slack.click(OLA, notice, Press.DONE.id(1))
    assert slack.read(OLA)[-1]["text"].startswith("Oppgave 1 er allerede gjort")


async def test_a_task_that_was_done_cannot_open_a_case(with_task: House, slack: LocalSlack) -> None:
    notice = slack.read(OLA)[-1]
    await slack.click(OLA, notice, Press.DONE.id(1))
    await slack.click(OLA, notice, Press.MEANT.id(1))
    assert await with_task.store.read(lambda records: records.dossier_of(1)) is None


async def test_a_grader_cannot_do_a_case_handlers_task(with_task: House, slack: LocalSlack) -> None:
    posted = await with_task.bot._web.chat_postMessage(channel=slack.space.direct(KARI).id, **_content(slack))
    await slack.click(KARI, str(posted["ts"]), Press.DONE.id(1))
    assert await open_tasks(with_task) == ["several_results"]


def _content(slack: LocalSlack) -> dict[str, Any]:
    said = slack.read(OLA)[-1]
    return {"text": said["text"], "blocks": said["blocks"]}


async def test_a_task_done_from_the_list_leaves_the_list_with_a_word_above(with_task: House, slack: LocalSlack) -> None:
    await slack.command(OLA, "/sak")
    await slack.click(OLA, slack.read(OLA)[-1], Press.DONE.id(1))
    listed = slack.read(OLA)[-1]
    assert listed["text"] == "Oppgave 1 er ferdig: flere mulige resultater. Ingen saker venter på deg."
    assert ids(listed) == []


async def test_a_task_done_at_home_leaves_home(with_task: House, slack: LocalSlack) -> None:
    await slack.open_home(OLA)
    answer = await slack.click(OLA, slack.home(OLA) or {}, Press.DONE.id(1))
    assert "Oppgave 1 er ferdig" in str(answer.view)
    assert Press.DONE.id(1) not in ids(slack.home(OLA) or {})


async def test_a_task_that_was_done_meanwhile_is_told_to_nobody(house: House, slack: LocalSlack) -> None:
    task = Task("notice", TaskKind.NOTICE_FAILED, NOW.date())
    await house.store.write(lambda records: post(records, [task]))
    await house.store.write(lambda records: records.settle([task.key], NOW))
    await house.courier.send_due()
    assert slack.read(OLA) == []


async def test_no_task_in_slack_holds_anything_personal(with_task: House, slack: LocalSlack) -> None:
    await slack.command(OLA, "/sak")
    shown = str(slack.read(OLA))
    assert not any(personal in shown for personal in ("10042", "123456", "Sam", "sam@example.no"))


async def test_the_question_before_an_interim_reply_says_what_it_will_say(
    before_interim: House, slack: LocalSlack
) -> None:
    text = slack.read(OLA)[-1]["text"]
    assert "Foreløpig svar går ut av seg selv onsdag 23. desember." in text
    assert "«De nye sensorene er ikke oppnevnt ennå.»" in text


async def test_a_case_with_an_interim_reply_coming_shows_it_to_its_handler(
    before_interim: House, slack: LocalSlack
) -> None:
    await slack.command(OLA, "/sak", "1")
    card = slack.read(OLA)[-1]
    assert "«De nye sensorene er ikke oppnevnt ennå.»" in str(card["blocks"])
    assert Press.INTERIM.id(1) in ids(card)


async def test_the_changed_date_is_the_one_that_the_student_is_promised(
    before_interim: House, slack: LocalSlack
) -> None:
    form = (await slack.click(OLA, asked_about_interim(slack), Press.INTERIM.id(1))).view
    await slack.submit(OLA, form or {}, {"expected": "2027-02-01", "reason": Status.WITH_COMMISSION.value})
    before_interim.clock.moment = ASKED_ON + timedelta(days=7)
    await keep_promises(before_interim)
    assert slack.read(OLA)[-1]["text"].endswith("Studenten er lovet svar mandag 1. februar 2027.")
    assert "De nye sensorene er oppnevnt" in before_interim.letters("sam@example.no")[-1].body


async def test_a_day_before_the_reply_goes_out_is_refused_at_the_day(before_interim: House, slack: LocalSlack) -> None:
    form = (await slack.click(OLA, asked_about_interim(slack), Press.INTERIM.id(1))).view
    answer = await slack.submit(OLA, form or {}, {"expected": "2026-12-23"})
    assert (
        answer.errors["expected"]
        == "Dagen onsdag 23. desember 2026 kan ikke loves i sak 1. Velg torsdag 24. desember 2026 eller senere."
    )


async def test_choosing_what_it_says_settles_the_question(before_interim: House, slack: LocalSlack) -> None:
    form = (await slack.click(OLA, asked_about_interim(slack), Press.INTERIM.id(1))).view
    assert "interim_asked" in await open_tasks(before_interim)
    await slack.submit(OLA, form or {})
    assert "interim_asked" not in await open_tasks(before_interim)

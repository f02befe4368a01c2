"""The stories of mail that no person wrote: filed, never answered, and never a right lost for it (mail.md § 4.3)."""

from datetime import date

import pytest

from casework.messages import Task
from tests.mailgateway.machine_mails import MACHINES, letter_of, raw_of
from tests.season import GRADER, HANDLER, KARI
from tests.stage import DOMAIN, MONDAY, Stage, header
from tests.tongues import NB, Tongue, in_each_language

ASKING = [
    pytest.param({"Auto_Submitted": "auto-generated"}, "", id="a form of the institution's"),
    pytest.param({"List_Id": "<eksamen.liste.example.no>", "Precedence": "list"}, "", id="a list"),
    pytest.param({"Precedence": "bulk"}, "", id="bulk"),
    pytest.param({}, "Fravær: ", id="a subject like an automatic answer's"),
]


async def open_tasks(stage: Stage) -> list[Task]:
    return await stage.service.store.read(lambda records: [each.task for each in records.open_tasks()])


async def is_flagged(stage: Stage, address: str = KARI) -> bool:
    return await stage.service.store.read(lambda records: records.registry.person_by_email(address).undeliverable)


@pytest.fixture
async def told(stage: Stage) -> Stage:
    """A student has been told by letter that the explanation is ready."""
    await stage.asks(NB)
    await stage.says(GRADER, "sendt 1")
    return stage


async def comes_back(stage: Stage, status: str, action: str = "failed") -> None:
    """The last letter to the student, with what the student's server says of it."""
    letter = stage.relay.mailbox(KARI)[-1]
    await stage.bounce(letter, status=status, action=action)


async def test_no_machine_is_answered_and_none_moves_a_case(told: Stage) -> None:
    before, letters = await told.case(), len(told.relay.mails)
    letter = letter_of(told.relay.mailbox(KARI)[-1])
    for mail in MACHINES:
        to = f"{mail['to']}@{DOMAIN}" if "to" in mail else letter.reply_address
        await told.deliver(mail.get("envelope", ""), to, raw_of(mail, letter), settle=False)
    await told.service.settle()

    assert len(told.relay.mails) == letters
    assert (await told.case(), await told.cases()) == (before, 1)


@pytest.mark.parametrize(("marks", "words"), ASKING)
async def test_a_request_that_came_through_a_machine_is_read_by_a_person(
    stage: Stage, marks: dict[str, str], words: str
) -> None:
    await stage.mail(KARI, "begrunnelse", f"{words}TDT4100", NB.request.format(course="TDT4100"), **marks)

    assert (stage.relay.mails, await stage.tasks()) == ([], ["machine_mail"])


async def test_a_person_opens_the_case_of_such_a_request_with_its_own_time(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "TDT4100", NB.request.format(course="TDT4100"), Precedence="bulk")
    await stage.later(days=1)
    await stage.press(HANDLER, "TDT4100 2026H")

    assert ((await stage.case()).received, await stage.tasks()) == (MONDAY, [])


async def test_an_answer_that_only_looks_like_a_machines_is_read_when_it_answers_nothing_of_ours(stage: Stage) -> None:
    await stage.mail(KARI, "formellfeil", "Fravær", "Jeg var syk.")

    assert (stage.relay.mails, await stage.tasks()) == ([], ["machine_mail"])


async def test_an_out_of_office_answer_is_filed_and_asks_nobody(told: Stage) -> None:
    letter = told.letter(KARI)
    await told.mail(KARI, header(letter, "Reply-To"), "Ikke til stede: Sv", "Jeg er bortreist.", answers=letter)

    assert (len(told.letters(KARI)), await told.tasks()) == (2, [])


async def test_a_newsletter_is_seen_once_a_day(stage: Stage) -> None:
    for number in range(3):
        await stage.mail("nytt@example.com", "klage", f"Nyhet {number}", "Kjøp bøker.", List_Id="<nytt.example.com>")
    assert await stage.tasks() == ["machine_mail"]

    await stage.later(days=1)
    await stage.mail("nytt@example.com", "klage", "Nyhet 3", "Kjøp bøker.", List_Id="<nytt.example.com>")
    assert await stage.tasks() == ["machine_mail"] * 2


async def test_a_calendars_answer_is_read_and_not_answered(told: Stage) -> None:
    accepted = next(mail for mail in MACHINES if mail["name"] == "accepted, bokmål")
    letter = letter_of(told.relay.mailbox(KARI)[-1])
    await told.deliver(KARI, letter.reply_address, raw_of(accepted, letter))

    assert (len(told.letters(KARI)), await told.tasks()) == (2, ["calendar_answer"])


async def test_a_bounce_flags_the_address_and_names_the_deadline_that_runs(told: Stage) -> None:
    await comes_back(told, "5.1.1")

    (task,) = await open_tasks(told)
    assert (task.kind, task.case, task.due, task.deadline) == (
        "letter_bounced",
        1,
        date(2026, 11, 24),
        date(2026, 12, 14),
    )
    assert await is_flagged(told)


@in_each_language
async def test_case_handlers_read_which_deadline_runs(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(HANDLER, tongue)
    await stage.asks(NB)
    await stage.says(GRADER, "sendt 1")
    await comes_back(stage, "5.1.1")

    day, _, _ = tongue.until_monday.rpartition(" ")  # Slack leaves the year out
    assert day in stage.seen(HANDLER)


@pytest.mark.parametrize(("status", "action"), [("4.4.1", "delayed"), ("4.2.2", "failed")])
async def test_a_delay_is_noted_and_asks_nobody(told: Stage, status: str, action: str) -> None:
    await comes_back(told, status, action)

    assert (await told.tasks(), await is_flagged(told)) == ([], False)


async def test_a_refusal_of_our_mail_is_our_fault_and_not_the_addresss(told: Stage) -> None:
    await comes_back(told, "5.7.26")

    assert (await told.tasks(), await is_flagged(told)) == (["letter_refused"], False)


async def test_a_bounce_of_no_letter_of_ours_flags_nobody(told: Stage) -> None:
    letter = told.relay.mailbox(KARI)[-1]
    await told.bounce(letter, to=f"sak@{DOMAIN}", returned=f"<1@{DOMAIN}>")

    assert (await told.tasks(), await is_flagged(told)) == ([], False)


async def test_a_letter_that_comes_back_twice_asks_once(told: Stage) -> None:
    await comes_back(told, "5.1.1")
    await comes_back(told, "5.1.2")

    assert await told.tasks() == ["letter_bounced"]


async def test_own_mail_that_comes_back_is_told_of_the_second_time(told: Stage) -> None:
    letter = told.relay.mailbox(KARI)[-1]
    await told.deliver(letter.sender, f"begrunnelse@{DOMAIN}", letter.raw)
    assert await told.tasks() == []

    await told.deliver(letter.sender, f"klage@{DOMAIN}", letter.raw)
    await told.deliver(letter.sender, f"sak@{DOMAIN}", letter.raw)
    assert (await told.tasks(), len(told.letters(KARI))) == (["mail_loop"], 2)


async def test_a_mail_that_too_many_servers_passed_on_is_told_of_once(stage: Stage) -> None:
    hops = b"Received: from a by b\r\n" * 31
    raw = b"From: kari@student.example.no\r\nMessage-ID: <1@x.no>\r\nSubject: Klage\r\n\r\nHei"
    for _ in range(3):
        hops += b"Received: from b by a\r\n"
        await stage.deliver(KARI, f"klage@{DOMAIN}", hops + raw)

    assert (stage.relay.mails, await stage.tasks()) == ([], ["mail_loop"])

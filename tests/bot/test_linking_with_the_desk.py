"""A student's Slack user becomes known by a mailed code, on the real desk and registry."""

from datetime import timedelta

import pytest

from casework.exams import Person
from demo.slack import LocalSlack
from tests.bot.house import SAM, House
from tests.bot.scripted import STUDENT_SLACK

MAILED = "If the address is a registered student's, a code is now mailed to it."
WRONG = "The code is wrong or too old."
KNOWN = "Nå kjenner jeg Slack-brukeren din."


async def asked(house: House, slack: LocalSlack, address: str = SAM) -> str:
    """The newest code at that address, "" for none, after asking for one."""
    answer = await slack.command(STUDENT_SLACK, "/sak", f"link {address}")
    assert answer.text.startswith(MAILED)
    await house.courier.send_due()
    letters = house.letters(address.lower())
    return letters[-1].subject.rpartition(" ")[2] if letters else ""


async def told(slack: LocalSlack, code: str) -> str:
    return (await slack.command(STUDENT_SLACK, "/sak", f"code {code}")).text


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


async def known(house: House) -> Person | None:
    return await house.store.read(lambda records: records.registry.person_by_slack(STUDENT_SLACK))


async def test_the_mailed_code_makes_the_slack_user_the_students(house: House, slack: LocalSlack) -> None:
    assert (await told(slack, await asked(house, slack, "Sam@Example.no"))).startswith(KNOWN)
    assert (await slack.command(STUDENT_SLACK, "/begrunnelse", "TDT4100")).text.startswith("Sak 1 er opprettet")


@pytest.mark.parametrize("address", ["nobody@example.no", "kari@example.no"])
async def test_an_address_of_no_student_gets_the_same_answer_and_no_letter(
    house: House, slack: LocalSlack, address: str
) -> None:
    assert await asked(house, slack, address) == ""
    assert house.shelf.letters == []


async def test_the_letter_is_in_the_students_own_language(house: House, slack: LocalSlack) -> None:
    code = await asked(house, slack)
    assert house.letters(SAM)[-1].subject == f"Koden din for Slack: {code}"
    assert "Koden gjelder til 23. november 2026 kl. 09.15.00" in house.letters(SAM)[-1].body


async def test_a_wrong_code_makes_nobody_known(house: House, slack: LocalSlack) -> None:
    code = await asked(house, slack)
    assert (await told(slack, other(code))).startswith(WRONG)
    assert await known(house) is None


async def test_after_five_tries_the_right_code_does_not_help(house: House, slack: LocalSlack) -> None:
    code = await asked(house, slack)
    for _ in range(5):
        await told(slack, other(code))
    assert (await told(slack, code)).startswith(WRONG)


@pytest.mark.parametrize(("minutes", "answer"), [(15, KNOWN), (16, WRONG)])
async def test_a_code_is_good_for_a_quarter_of_an_hour(
    house: House, slack: LocalSlack, minutes: int, answer: str
) -> None:
    code = await asked(house, slack)
    house.clock.moment += timedelta(minutes=minutes)
    assert (await told(slack, code)).startswith(answer)


async def test_somebody_elses_code_is_of_no_use(house: House, slack: LocalSlack) -> None:
    code = await asked(house, slack)
    slack.add_person("Ny", "ny@example.no", id="UNEW")
    assert (await slack.command("UNEW", "/sak", f"kode {code}")).text.startswith("Koden stemmer ikke")
    assert await known(house) is None


async def test_a_quarter_of_an_hour_brings_one_letter_only(house: House, slack: LocalSlack) -> None:
    assert await asked(house, slack) == await asked(house, slack)
    assert len(house.letters(SAM)) == 1


async def test_a_day_brings_a_few_letters_only(house: House, slack: LocalSlack) -> None:
    for _ in range(8):
        await asked(house, slack)
        house.clock.moment += timedelta(minutes=20)
    assert len(house.letters(SAM)) == 5

"""The stories of who wrote: strangers, forged senders, and senders whom nobody has vouched for (decision 24)."""

import pytest

from casework.case import Mark, Status
from casework.exams import Language
from casework.links import Purpose
from demo.relay import MailView
from tests.season import GRADER, KARI, NILS
from tests.stage import Stage
from tests.tongues import NB, NN, Tongue, in_each_language

STRANGER = "kari.privat@example.com"
unconfirmed = pytest.mark.parametrize("stage", [{"mail_verdict": "unknown"}], indirect=True, ids=["unknown"])
failed = pytest.mark.parametrize("stage", [{"mail_verdict": "failed"}], indirect=True, ids=["failed"])


@in_each_language
async def test_an_unknown_sender_gets_a_neutral_receipt_and_no_case(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(STRANGER, "begrunnelse", "TDT4100", tongue.request.format(course="TDT4100"))

    assert tongue.neutral in stage.letter(STRANGER).subject
    assert (await stage.cases(), await stage.tasks()) == (0, ["unknown_sender"])


@pytest.mark.demand("D-28")
async def test_an_unknown_sender_is_told_nothing_of_any_case(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.mail(STRANGER, "sak", "Sak 1/2026", "Hva er status for sak 1/2026? Hilsen Kari, kandidat 1001")

    assert not {"TDT4100", "1001", "sensor"} & set(stage.letter(STRANGER).text.split())


@in_each_language
async def test_a_candidate_whom_a_stranger_names_is_asked_at_the_registered_address(
    stage: Stage, tongue: Tongue
) -> None:
    candidate = {"nb": "1001", "nn": "1002", "en": "1003"}[tongue.language]
    words = tongue.request.format(course=f"TDT4100, kandidatnummer {candidate}")
    await stage.mail(STRANGER, "begrunnelse", "TDT4100", words)

    assert tongue.confirm in stage.letter(tongue.student).subject
    assert await stage.cases() == 0


async def test_a_candidate_who_confirms_a_strangers_mail_gets_the_case_with_the_first_time(stage: Stage) -> None:
    first = stage.clock()
    await stage.mail(STRANGER, "begrunnelse", "", NB.request.format(course="TDT4100, kandidatnummer 1001"))
    await stage.later(hours=20)
    await stage.visit(stage.letter(KARI), "POST")

    assert (await stage.case()).received == first
    assert (NB.received in stage.letter(KARI).subject, await stage.tasks()) == (True, [])


async def test_looking_at_the_link_of_a_strangers_mail_opens_no_case(stage: Stage) -> None:
    await stage.mail(STRANGER, "begrunnelse", "", NB.request.format(course="TDT4100, kandidatnummer 1001"))
    await stage.visit(stage.letter(KARI))

    assert (await stage.cases(), await stage.tasks()) == (0, ["unknown_sender"])


USED = {"nb": "Takk, det er bekreftet", "nn": "Takk, det er stadfesta", "en": "Thank you, it is confirmed"}


@in_each_language
async def test_a_used_link_answers_in_the_language_of_the_strangers_mail(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(STRANGER, "begrunnelse", "", tongue.request.format(course="TDT4100, kandidatnummer 1001"))
    asked = stage.letter(KARI)
    await stage.visit(asked, "POST")

    assert USED[tongue.language] in await stage.visit(asked)


async def test_a_strangers_mail_of_no_certain_language_opens_a_case_in_the_registered_one(stage: Stage) -> None:
    await stage.mail(STRANGER, "begrunnelse", "", "TDT4100, kandidatnummer 1002")
    await stage.visit(stage.letter(NILS), "POST")

    assert (await stage.case()).language is Language.NN


@failed
@in_each_language
async def test_a_forged_sender_gets_no_answer_and_a_person_looks(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)

    assert (stage.relay.mails, await stage.cases()) == ([], 0)
    assert await stage.tasks() == ["failed_sender"]


@unconfirmed
@in_each_language
async def test_an_unconfirmed_sender_gets_a_link_at_the_registered_address(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)

    assert tongue.confirm in stage.letter(tongue.student).subject
    assert "TDT4100" not in stage.letter(tongue.student).text


@unconfirmed
async def test_an_unconfirmed_case_waits_for_a_person_with_its_time_kept(stage: Stage) -> None:
    await stage.asks(NB)

    case = await stage.case()
    assert (case.status, case.received, case.marks) == (Status.RECEIVED, stage.clock(), {Mark.UNCONFIRMED})
    assert await stage.tasks() == ["sender_unconfirmed"]


@unconfirmed
async def test_opening_the_link_changes_nothing(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.visit(stage.letter(KARI))

    assert ((await stage.case()).version, len(stage.letters(KARI))) == (1, 1)


@unconfirmed
@in_each_language
async def test_pressing_the_button_behind_the_link_lets_the_case_go_on(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)
    await stage.visit(stage.letter(tongue.student), "POST")

    assert tongue.received in stage.letter(tongue.student).subject
    assert ((await stage.case()).status, await stage.tasks()) == (Status.WITH_GRADER, [])


@unconfirmed
async def test_pressing_the_button_twice_confirms_once(stage: Stage) -> None:
    await stage.asks(NB)
    link = stage.letter(KARI)
    await stage.visit(link, "POST")
    await stage.visit(link, "POST")

    assert ((await stage.case()).version, len(stage.letters(KARI))) == (2, 2)


@unconfirmed
async def test_asking_again_before_confirming_is_not_met_with_silence(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.asks(NB)

    assert (await stage.cases(), len(stage.letters(KARI))) == (1, 2)


@unconfirmed
async def test_an_unconfirmed_senders_short_mail_is_answered_in_the_registered_language(stage: Stage) -> None:
    await stage.mail(NILS, "sak", "", "TDT4100")

    assert stage.letter(NILS).subject.startswith(NN.neutral)


@unconfirmed
async def test_an_unconfirmed_sender_withdraws_nothing(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.visit(stage.letter(KARI), "POST")
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)

    assert NB.confirm in stage.letter(KARI).subject
    assert ((await stage.case()).status, await stage.tasks()) == (Status.WITH_GRADER, ["withdrawal_asked"])


async def asked_to_withdraw(stage: Stage, tongue: Tongue) -> MailView:
    """The letter with the link, after a mail for whose sender nobody vouches asked to withdraw case 1."""
    await stage.asks(tongue)
    await stage.visit(stage.letter(tongue.student), "POST")
    await stage.reply(tongue.student, stage.letter(tongue.student), tongue.withdraw)
    return stage.letter(tongue.student)


@unconfirmed
@in_each_language
async def test_the_link_to_an_unconfirmed_sender_withdraws_the_case(stage: Stage, tongue: Tongue) -> None:
    await stage.visit(await asked_to_withdraw(stage, tongue), "POST")

    assert ((await stage.case()).status, await stage.tasks()) == (Status.WITHDRAWN, [])
    assert tongue.withdrawn in stage.letter(tongue.student).subject


WITHDRAWS = {
    "nb": ("du vil trekke ønsket om begrunnelse", "klagefristen blir ikke forlenget", "tirsdag 8. desember 2026"),
    "nn": ("du vil trekkje ønsket om grunngjeving", "klagefristen blir ikkje forlengd", "tysdag 8. desember 2026"),
    "en": ("you want to withdraw your request", "the appeal deadline is not extended", "Tuesday 8 December 2026"),
}


@unconfirmed
@in_each_language
async def test_the_page_to_withdraw_tells_the_case_and_what_follows_and_does_nothing(
    stage: Stage, tongue: Tongue
) -> None:
    page = await stage.visit(await asked_to_withdraw(stage, tongue))

    assert [said for said in ("TDT4100", *WITHDRAWS[tongue.language]) if said not in page] == []
    assert (await stage.case()).status is Status.WITH_GRADER


@unconfirmed
async def test_the_link_to_withdraw_works_once(stage: Stage) -> None:
    asked = await asked_to_withdraw(stage, NB)
    await stage.visit(asked, "POST")
    await stage.asks(NB)
    await stage.visit(stage.letter(KARI), "POST")

    assert "Saken er trukket" in await stage.visit(asked, "POST")
    assert (await stage.case(2)).is_open


@unconfirmed
async def test_a_withdrawal_of_one_of_several_cases_is_chosen_on_the_page(stage: Stage) -> None:
    for course in ("TDT4100", "NORD1100"):
        await stage.asks(NB, course)
        await stage.visit(stage.letter(KARI), "POST")
    await stage.mail(KARI, "sak", "Trekker", "Jeg trekker ønsket mitt.")
    asked = stage.letter(KARI)

    assert "Hvilken sak vil du trekke?" in await stage.visit(asked, "POST")
    await stage.visit(asked, "POST", case="2")
    assert [(await stage.case(number)).is_open for number in (1, 2)] == [True, False]


@unconfirmed
async def test_a_withdrawal_that_a_person_has_seen_to_leaves_a_link_that_does_nothing(stage: Stage) -> None:
    asked = await asked_to_withdraw(stage, NB)
    await stage.service.store.write(
        lambda records: records.settle([each.task.key for each in records.open_tasks()], stage.clock())
    )

    assert "Lenken virker ikke lenger" in await stage.visit(asked, "POST")
    assert (await stage.case()).is_open


@unconfirmed
async def test_an_unconfirmed_grader_moves_no_case_by_mail(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.visit(stage.letter(KARI), "POST")
    await stage.mail("gro@example.no", "sak", "sendt 1", "sendt 1")

    assert (await stage.case()).status is Status.WITH_GRADER


@unconfirmed
async def test_an_unconfirmed_case_is_none_of_the_graders_yet(stage: Stage) -> None:
    await stage.asks(NB)

    assert stage.slack.read(GRADER) == []


@unconfirmed
async def test_a_case_handler_can_confirm_the_sender_instead(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.says("U0HANDLER1", "sak 1")
    await stage.press("U0HANDLER1", "Bekreft avsender")

    assert (await stage.case()).status is Status.WITH_GRADER
    assert NB.received in stage.letter(KARI).subject


@unconfirmed
@in_each_language
async def test_the_page_shows_what_the_mail_says_so_that_its_writer_knows_it(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)
    first = tongue.request.format(course="TDT4100").splitlines()[2]

    assert f"<p>{first}</p>" in await stage.visit(stage.letter(tongue.student))
    assert first not in await stage.visit(stage.letter(tongue.student), "POST")


async def test_a_strangers_words_are_plain_and_short_on_the_page_of_the_candidate(stage: Stage) -> None:
    words = NB.request.format(course="TDT4100, kandidatnummer 1001") + "\n\n<b>&</b>" + " ord" * 1000 + " slutt"
    await stage.mail(STRANGER, "begrunnelse", "Hei fra meg", words)

    page = await stage.visit(stage.letter(KARI))
    assert [said in page for said in ("Hei fra meg", "&lt;b&gt;&amp;&lt;/b&gt; ord", "<b>", "slutt")] == [
        True,
        True,
        False,
        False,
    ]


@unconfirmed
async def test_the_page_to_withdraw_shows_the_mails_words(stage: Stage) -> None:
    assert f"<p>{NB.withdraw}" in await stage.visit(await asked_to_withdraw(stage, NB))


@unconfirmed
async def test_a_link_of_ours_in_the_mail_is_not_repeated_on_the_page(stage: Stage) -> None:
    links = stage.service.office.links
    other = links.url(links.make(Purpose.CONTACT, 7, 7, stage.clock()))
    await stage.mail(KARI, "begrunnelse", "TDT4100", f"{NB.request.format(course='TDT4100')}\n\n{other}")

    page = await stage.visit(stage.letter(KARI))
    assert (other in page, other.rpartition(".")[0] in page) == (False, True)


UNDERSTOOD = {"nb": "ønske om begrunnelse", "nn": "ønske om grunngjeving", "en": "a request for an explanation"}


@unconfirmed
@in_each_language
async def test_the_page_tells_what_is_confirmed(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)

    page = await stage.visit(stage.letter(tongue.student))
    assert UNDERSTOOD[tongue.language] in page
    assert "TDT4100" in page

"""The stories of what students write: withdrawal, several possible exams, unclear mail, and mail that nobody should have sent."""

import pytest

from casework.case import Status
from tests.season import EMILY, GRADER, KARI
from tests.stage import DOMAIN, Stage, header
from tests.tongues import NB, Tongue, in_each_language

RECEIPT = "[1/2026] Vi har fått ønsket ditt om begrunnelse: TDT4100"
MACHINES = [
    pytest.param({"Auto_Submitted": "auto-replied"}, id="auto-reply"),
    pytest.param({"X_Autoreply": "yes"}, id="older auto-reply"),
    pytest.param({"List_Id": "<studenter.example.no>"}, id="list"),
    pytest.param({"Precedence": "bulk"}, id="bulk"),
]


@in_each_language
async def test_withdrawing_is_asked_about_before_it_is_done(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)
    await stage.reply(tongue.student, stage.letter(tongue.student), tongue.withdraw)

    assert tongue.sure in stage.letter(tongue.student).subject
    assert (await stage.case()).status is Status.WITH_GRADER


@in_each_language
async def test_a_yes_to_the_question_withdraws_the_case(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(tongue)
    await stage.reply(tongue.student, stage.letter(tongue.student), tongue.withdraw)
    await stage.reply(tongue.student, stage.letter(tongue.student), tongue.yes)

    assert tongue.withdrawn in stage.letter(tongue.student).subject
    assert (await stage.case()).status is Status.WITHDRAWN


async def test_a_withdrawn_case_leaves_the_graders_list(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    await stage.reply(KARI, stage.letter(KARI), NB.yes)

    assert "Trukket" in stage.card(GRADER)["text"]
    assert "Ingen saker venter på deg." in await stage.says(GRADER, "sak")


async def test_no_answer_to_the_question_leaves_the_case_open(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    await stage.reply(KARI, stage.letter(KARI), "Nei, det var en misforståelse.")

    assert (await stage.case()).status is Status.WITH_GRADER


async def test_another_students_yes_withdraws_nothing(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    await stage.reply(EMILY, stage.letter(KARI), "yes")

    assert (await stage.case()).status is Status.WITH_GRADER


async def test_a_no_to_the_question_is_understood(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    await stage.reply(KARI, stage.letter(KARI), "Nei")

    assert ((await stage.case()).status, await stage.tasks()) == (Status.WITH_GRADER, [])


async def test_the_words_of_our_own_letter_withdraw_too(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), "Jeg vil trekke ønsket mitt om begrunnelse.\n\nHilsen Kari")

    assert NB.sure in stage.letter(KARI).subject


async def test_a_withdrawal_means_the_case_of_the_letter_it_answers(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.mail(KARI, "klage", "TDT4100", "Jeg klager på karakteren i TDT4100.")
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)

    assert stage.letter(KARI).subject.startswith("[2/2026] Vil du trekke klagen")


@pytest.mark.demand("A-027")
@in_each_language
async def test_several_possible_exams_are_asked_about(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(tongue.student, "begrunnelse", "", tongue.vague)

    assert tongue.which in stage.letter(tongue.student).subject
    assert (await stage.cases(), await stage.tasks()) == (0, ["several_results"])


@pytest.mark.demand("A-019", "A-052")
@in_each_language
async def test_the_number_in_the_answer_opens_that_case_with_the_first_time(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(tongue.student, "begrunnelse", "", tongue.vague)
    asked, first = stage.letter(tongue.student), stage.clock()
    await stage.later(hours=30)
    await stage.reply(tongue.student, asked, "2")

    assert (await stage.case()).received == first
    assert stage.choice(asked, 2) in stage.letter(tongue.student).text


async def test_the_number_may_stand_in_a_sentence(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    asked = stage.letter(KARI)
    await stage.reply(KARI, asked, "Nummer 2, takk")

    assert stage.choice(asked, 2) in stage.letter(KARI).text
    assert await stage.cases() == 1


async def test_an_answered_question_settles_its_task(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    await stage.reply(KARI, stage.letter(KARI), "TDT4100")

    assert (await stage.cases(), await stage.tasks()) == (1, [])


async def test_the_same_answer_twice_opens_one_case(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    asked = stage.letter(KARI)
    await stage.reply(KARI, asked, "TDT4100")
    await stage.reply(KARI, asked, "TDT4100")

    assert await stage.cases() == 1


@in_each_language
async def test_what_is_not_understood_is_asked_back_and_becomes_a_task(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(tongue.student, "sak", "Hei", tongue.puzzling)

    assert tongue.puzzled in stage.letter(tongue.student).subject
    assert await stage.tasks() == ["not_understood"]


async def test_asking_again_makes_no_second_case(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.asks(NB)

    assert await stage.cases() == 1
    assert stage.subjects(KARI) == [RECEIPT, "[1/2026] Vi har alt en sak om dette: TDT4100"]


async def test_the_same_mail_delivered_twice_makes_one_case_and_one_receipt(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.deliver(KARI, f"begrunnelse@{DOMAIN}", stage.mails[0])

    assert (await stage.cases(), stage.subjects(KARI)) == (1, [RECEIPT])


@pytest.mark.demand("D-30")
@pytest.mark.parametrize("marks", MACHINES)
async def test_mail_that_no_person_wrote_is_never_answered(stage: Stage, marks: dict[str, str]) -> None:
    await stage.mail(KARI, "begrunnelse", "TDT4100", NB.request.format(course="TDT4100"), **marks)

    assert (await stage.cases(), stage.relay.mails) == (0, [])


async def test_mail_with_an_empty_envelope_sender_is_never_answered(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.deliver("", f"begrunnelse@{DOMAIN}", stage.mails[0].replace(b"<m", b"<again-m"))

    assert (await stage.cases(), stage.subjects(KARI)) == (1, [RECEIPT])


async def test_an_auto_reply_to_our_letter_is_not_answered(stage: Stage) -> None:
    await stage.asks(NB)
    receipt = stage.letter(KARI)
    back = {"answers": receipt, "Auto_Submitted": "auto-replied"}
    await stage.mail(KARI, header(receipt, "Reply-To"), "Automatisk svar", "Jeg er på ferie.", **back)

    assert stage.subjects(KARI) == [RECEIPT]


@pytest.mark.demand("A-087", "D-06")
async def test_a_letter_that_comes_back_becomes_a_task(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.says(GRADER, "sendt 1")
    await stage.bounce(stage.relay.mailbox(KARI)[-1])

    assert await stage.tasks() == ["letter_bounced"]
    assert len(stage.letters(KARI)) == 2


async def test_an_address_that_is_not_ours_is_refused_at_once(stage: Stage) -> None:
    with pytest.raises(Exception, match=r"5\.1\.1"):
        await stage.mail(KARI, "rektor", "TDT4100", NB.request.format(course="TDT4100"))


async def test_a_yes_after_a_no_to_the_same_question_is_asked_anew(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    question = stage.letter(KARI)
    for said in ("Nei", NB.yes):
        await stage.reply(KARI, question, said)

    asked = [NB.sure in subject for subject in stage.subjects(KARI)]
    assert ((await stage.case()).is_open, asked) == (True, [False, True, True])

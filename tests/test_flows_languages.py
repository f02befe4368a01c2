"""The stories of the language of the answer: the student's own, by the mail, else the registry's (decision 27, språklova § 15)."""

import pytest

from tests.season import GRADER, KARI, NILS
from tests.stage import Stage
from tests.tongues import EN, NB, NN, Tongue, in_each_language


@in_each_language
async def test_the_mail_decides_over_the_registry(stage: Stage, tongue: Tongue) -> None:
    await stage.mail(KARI, "begrunnelse", "TDT4100", tongue.request.format(course="TDT4100"))

    assert tongue.received in stage.letter(KARI).subject


async def test_a_mail_that_tells_no_language_is_answered_in_the_registered_one(stage: Stage) -> None:
    await stage.mail(NILS, "begrunnelse", "TDT4100", "Kandidatnummer 1002")

    assert NN.received in stage.letter(NILS).subject


@pytest.mark.demand("D-09")
@in_each_language
async def test_the_case_follows_its_student_into_another_language(stage: Stage, tongue: Tongue) -> None:
    await stage.asks(EN if tongue is NB else NB)
    student = EN.student if tongue is NB else KARI
    await stage.mail(student, "begrunnelse", "", tongue.request.format(course="TDT4100"))
    await stage.says(GRADER, "sendt 1")

    assert tongue.ready in stage.letter(student).subject
    assert await stage.faults() == []


async def test_a_short_yes_changes_no_language(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), NB.withdraw)
    await stage.reply(KARI, stage.letter(KARI), "yes")

    assert NB.withdrawn in stage.letter(KARI).subject

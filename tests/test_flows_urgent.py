"""The stories of what presses (O-WARN): first in a case handler's morning list, named, by mail and in Slack, and nobody's case too."""

from datetime import date

from casework.exams import ExplanationForm
from casework.registration import ExamKey
from tests.season import HANDLER, KARI, exam
from tests.stage import Stage
from tests.tongues import NB, Tongue, in_each_language

SIGURD = "sigurd@example.no"
THURSDAY, FRIDAY, TUESDAY = date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 8)
MONTH_7, MONTH_2 = date(2026, 12, 16), date(2026, 12, 21)
APPEAL = "Jeg klager på karakteren i TDT4100."
IN_THREE_DAYS = {
    "nb": "Begrunnelsen må gis senest mandag 7. desember 2026. Sak 1: begrunnelse, TDT4100, høsten 2026, hos Gro Grader.",
    "nn": "Grunngjevinga må givast seinast måndag 7. desember 2026. Sak 1: grunngjeving, TDT4100, hausten 2026, hos Gro Grader.",
    "en": "The explanation must be given by Monday 7 December 2026. Case 1: explanation, TDT4100, autumn 2026, with Gro Grader.",
}

PRESSING = {"nb": "Haster: 1. ", "nn": "Hastar: 1. ", "en": "Urgent: 1. "}


async def mailed(stage: Stage, day: date) -> str:
    await stage.morning(day)
    return stage.letter(SIGURD).text


async def in_slack(stage: Stage, day: date) -> list[str]:
    await stage.morning(day)
    return [block["text"]["text"] for block in stage.digests(HANDLER)[-1]["blocks"] if "accessory" in block]


@in_each_language
async def test_an_explanation_due_in_three_days_is_named_first(stage: Stage, tongue: Tongue) -> None:
    await stage.speaks(SIGURD, tongue)
    await stage.asks(NB)

    assert IN_THREE_DAYS[tongue.language] not in await mailed(stage, THURSDAY)
    assert IN_THREE_DAYS[tongue.language] in await mailed(stage, FRIDAY)
    assert stage.letter(SIGURD).subject.startswith(PRESSING[tongue.language])


async def test_slack_says_the_same_on_top(stage: Stage) -> None:
    await stage.asks(NB, "EXPH0300")
    await stage.later(days=1)
    await stage.asks(NB)
    rows = await in_slack(stage, FRIDAY)

    assert rows[0].startswith("*Haster: begrunnelsen må gis senest mandag 7. desember*\n*Sak 1*")
    assert "Haster: 1." in stage.digests(HANDLER)[-1]["text"]


async def test_what_is_overdue_stands_above_what_is_near(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.later(days=3)
    await stage.asks(NB, "EXPH0300")
    text = await mailed(stage, TUESDAY)

    assert text.index("Siste dag var mandag 7. desember 2026. Sak 1") < text.index(
        "Begrunnelsen må gis senest torsdag 10. desember 2026. Sak 2"
    )


async def test_the_month_mark_is_named_a_week_before_and_again(stage: Stage) -> None:
    await stage.mail(KARI, "klage", "", APPEAL)
    said = "Månedsfristen nærmer seg: svar eller foreløpig svar senest onsdag 23. desember 2026. Sak 1"

    assert said not in await mailed(stage, date(2026, 12, 15))
    assert said in await mailed(stage, MONTH_7)
    rows = await in_slack(stage, MONTH_7.replace(day=17)), await in_slack(stage, MONTH_2)
    assert [row[0].split(":")[0] for row in rows] == ["*Nærmer seg", "*Haster"]


async def test_a_case_that_nobody_has_is_not_hidden(stage: Stage) -> None:
    await stage.mail(KARI, "klage", "", APPEAL)
    text, rows = await mailed(stage, MONTH_7), await in_slack(stage, MONTH_7.replace(day=17))

    assert "høsten 2026, ingen har saken." in text
    assert "Uten eier:" in text
    assert "Ingen har saken" in rows[0]


async def test_the_next_exam_is_named_when_it_is_near(stage: Stage) -> None:
    await stage.mail(KARI, "klage", "", APPEAL)
    again = exam(ExamKey("TDT4100", "", "2027V"), ExplanationForm.WRITTEN, held=date(2026, 12, 14))
    await stage.registers(exams=(again,))

    said = "Neste eksamen i emnet er mandag 14. desember 2026. Sak 1"
    assert said not in await mailed(stage, date(2026, 11, 27))
    assert said in await mailed(stage, date(2026, 11, 30))
    assert "kjenner dagen for neste eksamen" not in stage.letter(SIGURD).text


async def test_where_the_registry_knows_no_next_exam_the_list_says_so(stage: Stage) -> None:
    await stage.mail(KARI, "klage", "", APPEAL)

    assert "Emner der registeret ikke kjenner dagen for neste eksamen: 1." in await mailed(stage, FRIDAY)
    assert "neste eksamen: 1." in str(stage.digests(HANDLER)[-1]["blocks"])

"""The stories of "why": the button on a card, the picture of a result's clocks, and the page where a student sees the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

from casework.exams import Language
from casework.links import Purpose
from casework.refusals import NoSuchCase
from demo.relay import MailView
from tests import tongues
from tests.appeals import AUTUMN, on_sqlite, take
from tests.season import EMILY, EXTERNAL_GRADER, GRADER, HANDLER, KARI, NEW_GRADER, NILS
from tests.stage import Stage, words


@dataclass(frozen=True)
class Asking:
    """What is asked in one language, and what answers to "why" and to "how is it going" are known by."""

    language: Language
    student: str
    explanation: str
    appeal: str
    status: str
    why: str
    duty: str
    no_date: str
    title: str
    moved_over: str


NB = Asking(
    language=Language.NB,
    student=KARI,
    explanation="Jeg ber om begrunnelse i FYS1120.",
    appeal="Jeg klager på karakteren i FYS1120.",
    status="Hvordan går det med saken min?",
    why="Hvorfor?",
    duty="Gi begrunnelse",
    no_date="Loven setter ingen dato; klagen skal behandles uten ugrunnet opphold.",
    title="Datoene i saken din",
    moved_over="Regel D-EXPL-DUE: universitets- og høyskoleloven § 11-8 tredje ledd.",
)
NN = Asking(
    language=Language.NN,
    student=NILS,
    explanation="Eg ber om grunngjeving i FYS1120.",
    appeal="Eg klagar på karakteren i FYS1120.",
    status="Korleis går det med saka mi?",
    why="Kvifor?",
    duty="Gi grunngjeving",
    no_date="Lova set ingen dato; klaga skal behandlast utan ugrunna opphald.",
    title="Datoane i saka di",
    moved_over="Regel D-EXPL-DUE: universitets- og høgskulelova § 11-8 tredje ledd.",
)
EN = Asking(
    language=Language.EN,
    student=EMILY,
    explanation="I would like an explanation of my grade in FYS1120.",
    appeal="I would like to appeal my grade in FYS1120.",
    status="What is the status of my case?",
    why="Why?",
    duty="Give explanation",
    no_date="The act sets no date; the appeal is to be handled without undue delay.",
    title="The dates of your case",
    moved_over="Rule D-EXPL-DUE: Universities and University Colleges Act (LOV-2024-03-08-9) § 11-8 third paragraph.",
)
in_each_language = pytest.mark.parametrize(
    "asking", [pytest.param(each, id=each.language.value) for each in (NB, NN, EN)]
)
TONGUES: Mapping[Language, tongues.Tongue] = {each.language: each for each in (tongues.NB, tongues.NN, tongues.EN)}


async def asks(stage: Stage, asking: Asking = NB) -> None:
    await take(stage, AUTUMN)
    await stage.mail(asking.student, "begrunnelse", "FYS1120", asking.explanation)


async def appeals(stage: Stage, asking: Asking = NB) -> None:
    await take(stage, AUTUMN)
    await stage.mail(asking.student, "klage", "FYS1120", asking.appeal)


async def speaks(stage: Stage, user: str, asking: Asking) -> None:
    await stage.speaks(user, TONGUES[asking.language])


# in Slack


@in_each_language
async def test_a_grader_asks_why_and_reads_rule_section_and_steps(stage: Stage, asking: Asking) -> None:
    await speaks(stage, GRADER, asking)
    await asks(stage, asking)
    told = await stage.press(GRADER, asking.why)
    assert [said for said in (asking.duty, asking.moved_over) if said not in told] == []


@in_each_language
async def test_a_case_handler_sees_the_three_clocks_on_a_line(stage: Stage, asking: Asking) -> None:
    await speaks(stage, HANDLER, asking)
    await appeals(stage, asking)
    await stage.says(HANDLER, "sak 1")
    told = await stage.press(HANDLER, asking.why)
    assert "2026-11-17                2026-12-23" in told
    assert [rule for rule in ("D-EXPL-REQ", "D-APP", "D-FORMAL", "D-INTERIM") if rule not in told] == []


@on_sqlite
async def test_only_the_one_who_asks_can_read_the_answer(stage: Stage) -> None:
    await asks(stage)
    await stage.press(GRADER, NB.why)
    assert NB.duty not in stage.seen(HANDLER)
    assert not [seen for seen in stage.slack.read(GRADER)[:-1] if NB.duty in words(seen)]


@in_each_language
async def test_a_new_grader_reads_only_that_the_act_sets_no_date(stage: Stage, asking: Asking) -> None:
    await speaks(stage, NEW_GRADER, asking)
    await appeals(stage, asking)
    told = await stage.press(NEW_GRADER, asking.why)
    assert asking.no_date in told
    assert not [word for word in ("D-APP", "D-EXPL", "D-INTERIM", "2026-11", "17.", "23.") if word in told]


@on_sqlite
async def test_an_explanation_before_the_appeal_leaves_no_trace_in_what_a_new_grader_reads(stage: Stage) -> None:
    await appeals(stage)
    without = await stage.press(NEW_GRADER, NB.why)
    await stage.mail(NILS, "begrunnelse", "FYS1120", NN.explanation)
    await stage.says(GRADER, "sendt 2")
    await stage.mail(NILS, "klage", "FYS1120", NN.appeal)
    assert await stage.press(NEW_GRADER, NB.why) == without.replace("sak 1", "sak 3")


@on_sqlite
async def test_somebody_else_has_no_answer(stage: Stage) -> None:
    await asks(stage)
    external = await stage.service.counter.who(EXTERNAL_GRADER)
    with pytest.raises(NoSuchCase):
        await stage.service.counter.why(external, 1)


# on the student's page


def page_of(stage: Stage, student: str = KARI) -> MailView:
    return next(letter for letter in reversed(stage.letters(student)) if "/l/d." in letter.text)


async def wonders(stage: Stage, asking: Asking = NB) -> None:
    """The student asks how it is going, in answer to the receipt."""
    await stage.reply(asking.student, stage.letter(asking.student), asking.status)


@in_each_language
async def test_a_student_who_asks_how_it_goes_can_see_the_dates_on_a_line(stage: Stage, asking: Asking) -> None:
    await asks(stage, asking)
    await wonders(stage, asking)
    status, shown = await stage.opens(page_of(stage, asking.student))
    assert (status, asking.title in shown, "<svg" in shown, asking.duty in shown) == (200, True, True, True)


@on_sqlite
async def test_the_page_says_in_words_all_that_it_draws(stage: Stage) -> None:
    await asks(stage)
    await wonders(stage)
    shown = (await stage.opens(page_of(stage)))[1]
    drawn = "Gi begrunnelse: mandag 7. desember (to uker fra forespørselen om begrunnelse mandag 23. november, § 11-8), D-EXPL-DUE."
    below = ("<h2>Gi begrunnelse</h2>", NB.moved_over, "Datoen er mandag 7. desember 2026.", "Lovversjon: law-2024.")
    assert [said for said in (drawn, *below) if said not in shown] == []


@on_sqlite
async def test_the_page_shows_the_dates_as_they_are_now(stage: Stage) -> None:
    await asks(stage)
    await wonders(stage)
    await stage.says(GRADER, "sendt 1")
    shown = (await stage.opens(page_of(stage)))[1]
    assert "mandag 14. desember (tre uker fra begrunnelsen ble gitt mandag 23. november, § 11-10), D-APP-EXT" in shown


@on_sqlite
async def test_the_page_names_neither_student_nor_candidate_nor_grade(stage: Stage) -> None:
    await asks(stage)
    await wonders(stage)
    shown = (await stage.opens(page_of(stage)))[1]
    assert not [word for word in ("Kari", "Nordmann", "1001", "5001", ">C<", KARI) if word in shown]


@on_sqlite
async def test_the_page_has_nothing_to_press_and_changes_nothing(stage: Stage) -> None:
    await asks(stage)
    await wonders(stage)
    version = (await stage.case()).version
    shown = [(await stage.opens(page_of(stage), **form))[1] for form in ({}, {"any": "thing"})]
    assert not [each for each in shown if "<form" in each]
    assert (await stage.case()).version == version


@on_sqlite
async def test_somebody_elses_link_shows_nothing(stage: Stage) -> None:
    await asks(stage)
    links = stage.service.office.links
    assert (await stage.opens(links.url(links.make(Purpose.DATES, 1, 2, stage.clock()))))[0] == 410


@on_sqlite
async def test_the_link_is_too_old_after_two_weeks(stage: Stage) -> None:
    await asks(stage)
    await wonders(stage)
    stage.clock.moment += timedelta(days=14)
    assert (await stage.opens(page_of(stage)))[0] == 410

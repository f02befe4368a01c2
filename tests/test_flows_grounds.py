"""The stories of decisions: nobody decides without writing why, to the student and nowhere else (forvaltningsloven §§ 24, 25, 27)."""

from datetime import date

import pytest

from casework.case import Status
from tests.appeals import GROUNDS, SIRI, asked_in_database, complains, founds, on_sqlite
from tests.pleas import EN, NB, NN, Plea
from tests.pleas import in_each_language as in_each_plea
from tests.season import HANDLER, KARI, NILS
from tests.stage import Stage
from tests.web.visitor import Outline, Visitor, path_in

FACTS, REASONS = "Oppgåvesettet mangla side 3 i 40 minutt.", "Feilen kan ha hatt noko å seie for resultatet."
WRITE = "[1/2026] Skriv grunnlaget for avgjørelsen i sak 1"
ALL = ["Opphev: ny sensur", "Opphev: ny eksamen", "Send til klagenemnda"]


async def pressed(stage: Stage, label: str = "Opphev: ny sensur", plea: Plea = NB) -> str:
    """A complaint has come, and its case handler has pressed that button; gives what Slack answers."""
    await complains(stage, plea)
    await stage.says(HANDLER, "sak 1")
    return await stage.press(HANDLER, label)


@pytest.mark.parametrize("label", ALL)
async def test_a_button_decides_nothing_and_mails_the_page(stage: Stage, label: str) -> None:
    said = await pressed(stage, label)

    assert ("Du har fått en e-post med en lenke" in said, (await stage.case()).status) == (True, Status.WITH_HANDLER)
    assert stage.letter(SIRI).subject == WRITE


@in_each_plea
async def test_what_the_case_handler_wrote_stands_in_the_letter(stage: Stage, plea: Plea) -> None:
    await complains(stage, plea)
    await founds(stage, "Opphev: ny sensur", facts=FACTS, reasons=REASONS)

    letter = stage.letter(plea.student)
    assert plea.formal_decided in letter.subject
    assert all(text in letter.text for text in (FACTS, REASONS, "§ 11-9", "§ 28", "Siri Saksbehandler"))


async def test_a_rejection_gives_facts_and_reasons(stage: Stage) -> None:
    stage.clock.to(date(2026, 11, 25), 9)
    await stage.mail(KARI, "begrunnelse", "", "Hei, jeg ber om begrunnelse i TDT4100. Hilsen Kari")
    await founds(
        stage, "Avvis", facts="E-posten kom dagen etter fristen.", reasons="Ingenting hindret deg i å skrive før."
    )

    text = stage.letter(KARI).text
    assert "Dette har skjedd:\n\nE-posten kom dagen etter fristen." in text
    assert "Slik har vi vurdert det:\n\nIngenting hindret deg i å skrive før." in text


async def test_a_forwarded_complaint_gives_the_statement_and_the_meeting(stage: Stage) -> None:
    await complains(stage, NN)
    await founds(stage, "Send til klagenemnda", reasons=REASONS, meeting="2026-12-15")

    text = stage.letter(NILS).text
    assert f"Dette er fråsegna vi har sendt med saka:\n\n{REASONS}" in text
    assert "Saka skal etter planen behandlast tysdag 15. desember 2026." in text


@pytest.mark.parametrize("form", [{}, {"facts": FACTS}, {"reasons": REASONS}, {"facts": " \n ", "reasons": REASONS}])
async def test_nothing_is_decided_without_both_and_what_was_typed_stays(stage: Stage, form: dict[str, str]) -> None:
    await pressed(stage)
    page = await stage.visit(stage.letter(SIRI), "POST", **{"facts": "", **form})

    assert "Avgjørelsen i sak 1 må ha en begrunnelse" in page
    assert all(text in page for text in form.values() if text.strip())
    assert ((await stage.case()).status, len(stage.letters(KARI))) == (Status.WITH_HANDLER, 1)


async def test_the_page_shows_the_letter_as_it_will_be(stage: Stage) -> None:
    await pressed(stage, plea=NN)
    page = await stage.visit(stage.letter(SIRI))

    assert all(said in page for said in ("Du har fått medhald.", "[1]", "[2]", "§ 11-9", "nynorsk"))
    assert (await stage.case()).status is Status.WITH_HANDLER


@on_sqlite
async def test_the_page_decides_once(stage: Stage) -> None:
    await pressed(stage)
    link = stage.letter(SIRI)
    for _ in range(2):
        page = await stage.visit(link, "POST", **GROUNDS.texts)

    assert "Det er avgjort" in page
    assert len(stage.letters(KARI)) == 2


@on_sqlite
async def test_a_case_that_was_decided_otherwise_shuts_the_page(stage: Stage) -> None:
    await pressed(stage)
    first = stage.letter(SIRI)
    await founds(stage, "Opphev: ny eksamen")

    assert "Lenken virker ikke lenger" in await stage.visit(first, "POST", **GROUNDS.texts)


@on_sqlite
async def test_pressing_twice_mails_one_link(stage: Stage) -> None:
    await pressed(stage)
    await stage.press(HANDLER, "Opphev: ny sensur")

    assert stage.subjects(SIRI) == [WRITE]


async def test_what_was_written_stands_in_its_table_and_the_letter_alone(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await complains(stage, EN)
    await founds(stage, "Opphev: ny sensur", facts=FACTS, reasons=REASONS)
    journal = await stage.service.store.read(lambda records: str(list(records.raw_journal())))
    kept = await stage.service.store.read(lambda records: records.texts_of(1))

    assert [(text.name, text.text) for text in kept] == [("facts", FACTS), ("reasons", REASONS)]
    assert not [place for place in (journal, caplog.text, str(stage.slack.read(HANDLER))) if "side 3" in place]


@on_sqlite
async def test_erasing_the_texts_leaves_the_journal_whole(stage: Stage) -> None:
    await complains(stage, NB)
    await founds(stage, "Opphev: ny sensur")
    asked_in_database(stage, "DELETE FROM texts")

    assert await stage.faults() == []


@on_sqlite
async def test_the_page_can_be_read_aloud(stage: Stage) -> None:
    await pressed(stage, "Send til klagenemnda")
    outline = Outline(await Visitor(stage).get(path_in(stage.letter(SIRI))))

    assert [len(outline.of(tag)) for tag in ("h1", "main", "form", "button", "textarea", "label")] == [1, 1, 1, 1, 2, 3]
    assert {field["id"] for field in outline.of("textarea")} < {label["for"] for label in outline.of("label")}

"""The first whole story, by clicks in a real browser; the page comes over a real socket, like everything behind it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, ViewportSize, expect

import demo.page
from demo.university import University
from tests.browser import chromium, complaints_of, picture

pytestmark = pytest.mark.browser

STUDENT = "Amalie Kvernmo"
GRADER = "Per-Olav Strandli"
WIDE = ViewportSize(width=1440, height=900)
FILLED_IN = {
    "Tid 1: dag": "2026-11-26",
    "Tid 1: klokkeslett": "10:15",
    "Tid 2: dag": "2026-11-27",
    "Tid 2: klokkeslett": "13:00",
    "Sted": "rom B312",
}
NARROW = ViewportSize(width=390, height=800)
ZOOMED = ViewportSize(width=640, height=360)  # a laptop of 1280 by 720 at 200 %


@pytest.fixture
async def university(tmp_path: Path) -> AsyncIterator[University]:
    running = University(tmp_path / "demo", {})
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def address(university: University) -> AsyncIterator[str]:
    async with TestServer(demo.page.Page(university).app(), host="127.0.0.1") as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """The page on a wide screen; a test fails when the browser complained of anything."""
    opened = await browser.new_page(viewport=WIDE, locale="nb-NO")
    complaints = complaints_of(opened)
    await opened.goto(address)
    await expect(opened.get_by_label("Hvem skriver?").locator("option")).not_to_have_count(0)
    yield opened
    await opened.close()
    assert complaints == []


async def ask_for_explanation(page: Page) -> None:
    await page.get_by_label("Hvem skriver?").select_option(label=STUDENT)
    await page.get_by_role("button", name="Be om begrunnelse").click()
    await picture(page, "1-mail")
    await page.locator("#write").get_by_role("button", name="Send").click()


async def become(page: Page, name: str) -> None:
    chosen = page.get_by_label("Hvem er du?").locator("option").filter(has_text=name)
    await page.get_by_label("Hvem er du?").select_option(value=await chosen.get_attribute("value"))


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Melding til Fristvakt").fill(text)
    await page.get_by_label("Melding til Fristvakt").press("Enter")


async def test_a_student_writes_and_the_grader_answers_by_clicks(page: Page):
    inbox, slack = page.locator("#inbox"), page.locator("#slack .messages").first

    await ask_for_explanation(page)
    await expect(inbox.get_by_text("Vi har fått ønsket ditt om begrunnelse")).to_be_visible()

    await become(page, GRADER)
    await expect(slack.get_by_text("Sak 1 · Begrunnelse")).to_be_visible()
    await picture(page, "2-card")

    await page.get_by_role("button", name="Neste arbeidsmorgen 08:00").click()
    await expect(slack.locator(".message")).to_have_count(2, timeout=15_000)
    await expect(page.locator("#clock-time")).to_have_text("08:00")
    await picture(page, "3-digest")

    await say(page, "gitt 1")
    await expect(inbox.locator(".letter")).to_have_count(2, timeout=15_000)
    await inbox.locator("summary").first.click()
    await expect(inbox.locator(".letter").first).to_contain_text("15. desember 2026")
    await picture(page, "4-letter")


async def test_a_button_of_the_card_closes_the_case(page: Page):
    await ask_for_explanation(page)
    await become(page, GRADER)
    await page.locator("#slack").get_by_role("button", name="Gitt muntlig").click()
    await expect(page.locator("#cases .case.done")).to_have_count(1, timeout=15_000)


async def test_a_reply_to_a_letter_reaches_the_case(page: Page):
    await ask_for_explanation(page)
    letter = page.locator("#inbox .letter").last
    await letter.locator("summary").click()
    await letter.get_by_role("button", name="Svar", exact=True).click()
    await letter.locator("textarea").fill("Jeg trekker ønsket om begrunnelse.")
    await letter.get_by_role("button", name="Send svar").click()
    await expect(page.locator("#inbox .letter")).to_have_count(2, timeout=15_000)


async def test_the_whole_page_can_be_used_with_the_keyboard(page: Page):
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    for _ in range(3):
        await page.keyboard.press("Tab")
    await expect(page.locator("#show-inbox")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#inbox")).to_be_visible()


async def test_a_new_letter_is_told_to_those_who_listen(page: Page):
    await ask_for_explanation(page)
    await expect(page.get_by_role("status").filter(has_text=f"Nytt brev til {STUDENT}")).to_have_count(1)


async def test_a_narrow_screen_shows_one_pane_at_a_time(page: Page):
    await page.set_viewport_size(NARROW)
    await page.get_by_role("button", name="Klokka", exact=True).click()
    await expect(page.locator("#time")).to_be_visible()
    await expect(page.locator("#student")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await picture(page, "5-narrow")


async def test_a_page_at_200_percent_scrolls_as_a_whole(page: Page):
    await page.set_viewport_size(ZOOMED)
    written = await page.locator("#write").bounding_box()
    assert written is not None
    assert written["height"] > ZOOMED["height"]


async def test_text_at_twice_its_size_leaves_no_button_outside_a_narrow_screen(page: Page):
    await page.set_viewport_size(NARROW)
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    await page.get_by_role("button", name="Ansatt", exact=True).click()
    boxes = [await button.bounding_box() for button in await page.locator("button:visible").all()]
    assert max(box["x"] + box["width"] for box in boxes if box) <= NARROW["width"]


async def test_an_appeal_gets_its_interim_reply_by_pushing_the_clock(page: Page):
    inbox = page.locator("#inbox")
    await page.get_by_label("Hvem skriver?").select_option(label=STUDENT)
    await page.get_by_role("button", name="Klage på karakteren").click()
    await page.locator("#write").get_by_role("button", name="Send").click()
    await expect(inbox.get_by_text("Vi har fått klagen din")).to_be_visible()

    for _ in range(5):
        await page.get_by_role("button", name="+ 1 uke").click()
        await expect(page.get_by_role("button", name="+ 1 uke")).to_be_enabled(timeout=30_000)
    interim = inbox.locator(".subject").filter(has_text="Foreløpig svar")
    await expect(interim).to_be_visible(timeout=15_000)
    await inbox.locator("summary").first.click()
    await expect(inbox.locator(".letter").first).to_contain_text("Du kan vente svar")
    await picture(page, "6-interim")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_time_for_a_talk_is_offered_chosen_and_asked_about_by_clicks(
    page: Page, scheme: Literal["light", "dark"]
):
    await page.emulate_media(color_scheme=scheme)
    inbox, slack = page.locator("#inbox"), page.locator("#slack")
    await ask_for_explanation(page)
    await become(page, GRADER)
    await slack.get_by_role("button", name="Foreslå tider …").click()
    form = page.get_by_role("dialog")
    for field, value in FILLED_IN.items():
        await form.get_by_label(field).fill(value)
    await picture(page, f"7-times-{scheme}")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_contain_text("studenten får nå brev med tidene torsdag 26. november kl. 10.15")
    await form.get_by_role("button", name="Lukk").click()

    await expect(inbox.get_by_text("Velg tid for samtale om karakteren")).to_be_visible(timeout=15_000)
    offer = inbox.locator(".letter").first
    await offer.locator("summary").click()
    await offer.get_by_role("button", name="Svar", exact=True).click()
    await offer.locator("textarea").fill("2")
    await offer.get_by_role("button", name="Send svar").click()
    await expect(inbox.get_by_text("Innkalling til samtale om karakteren")).to_be_visible(timeout=15_000)
    await inbox.locator("summary").first.click()
    await expect(inbox.get_by_label("Invitasjon")).to_contain_text("fredag 27. november 2026 kl. 13.00–13.30")
    await expect(slack.get_by_text("Avtalt fredag 27. november kl. 13.00, rom B312")).to_be_visible(timeout=15_000)
    await picture(page, f"8-invitation-{scheme}")

    for _ in range(5):
        await page.get_by_role("button", name="Ettermiddag 16:00").click()
        await expect(page.get_by_role("button", name="Ettermiddag 16:00")).to_be_enabled(timeout=30_000)
    await expect(slack.get_by_text("Ble den muntlige begrunnelsen gitt i dag?").first).to_be_visible(timeout=15_000)
    await picture(page, f"9-question-{scheme}")
    await slack.get_by_role("button", name="Gitt", exact=True).click()
    await expect(page.locator("#cases .case.done")).to_have_count(1, timeout=15_000)

"""What people read can be read by everybody: axe-core finds no breach of WCAG 2.1 A and AA in a real browser."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

import demo.page
from casework.exams import Language
from casework.letters import Letters
from casework.messages import Letter
from demo.university import University
from mailgateway.html_letter import as_html
from tests.appeals import SIRI, on_sqlite
from tests.browser import chromium
from tests.casework.letter_samples import FIELDS
from tests.rulemaking import FOUR_WEEKS, loads
from tests.test_flows_rules import appealed, question
from tests.test_flows_why import asks, page_of, wonders
from tests.web.visitor import Visitor, confirm_door, contact_door, grade_door, grounds_door, path_in

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
SCHEMES = ["light", "dark"]
LETTERS = Letters.packaged()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def breaches(page: Page) -> list[str]:
    """What axe-core finds, each rule with the first place that breaks it."""
    found = (await Axe().run(page, options=RULES)).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found]


async def dates_door(visitor: Visitor) -> str:
    await asks(visitor.stage)
    await wonders(visitor.stage)
    return path_in(page_of(visitor.stage))


async def rules_door(visitor: Visitor) -> str:
    await appealed(visitor.stage)
    await loads(visitor.stage, FOUR_WEEKS, person=SIRI)
    return path_in(question(visitor.stage))


async def test_the_check_would_see_a_breach(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content('<html><body><img src="x.png"><p style="color:#aaa">Hei</p></body></html>')
    assert {each.split(":")[0] for each in await breaches(page)} >= {"image-alt", "color-contrast", "html-has-lang"}


@pytest.mark.demand("D-10")
@pytest.mark.parametrize("language", Language)
async def test_no_letter_has_a_breach(browser: Browser, language: Language) -> None:
    page, found = await browser.new_page(), dict[str, list[str]]()
    for name in sorted(LETTERS.fields):
        written = LETTERS.write(name, language, **FIELDS)
        letter = Letter("key", "kari@example.no", language, name, written.version, "x", written.subject, written.body)
        await page.set_content(as_html(letter))
        found[name] = await breaches(page)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.demand("D-10")
@on_sqlite
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("door", [confirm_door, contact_door, grade_door, grounds_door, dates_door, rules_door])
async def test_no_page_behind_a_link_has_a_breach(browser: Browser, visitor: Visitor, door, scheme: str) -> None:
    host, port = visitor.stage.service.http_address
    page = await browser.new_page(color_scheme=scheme)
    await page.goto(f"http://{host}:{port}{await door(visitor)}")
    assert await breaches(page) == []


async def test_the_demo_page_has_no_breach(browser: Browser, tmp_path) -> None:
    university = University(tmp_path / "demo", {})
    await university.start()
    async with TestServer(demo.page.Page(university).app(), host="127.0.0.1") as server:
        page = await browser.new_page(locale="nb-NO")
        await page.goto(str(server.make_url("/")))
        await page.get_by_label("Hvem skriver?").locator("option").nth(1).wait_for(state="attached")
        found = await breaches(page)
        await page.close()
    await university.stop()
    assert found == []

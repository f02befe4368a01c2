"""How the pages look to people: the picture of the clocks on wide and narrow screens, by day and by night, and nothing that runs."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, ViewportSize

from tests.appeals import SIGURD, on_sqlite
from tests.browser import chromium, complaints_of, picture
from tests.rulemaking import SIRI, THREE_TO_EXPLAIN, loads
from tests.test_flows_why import asks, page_of, wonders
from tests.web.visitor import Visitor, confirm_door, contact_door, grade_door, grounds_door, path_in

pytestmark = [pytest.mark.browser, on_sqlite]
WIDE, NARROW = ViewportSize(width=1200, height=900), ViewportSize(width=320, height=700)
TWICE = "html { font-size: 200% }"
SCREENS = [pytest.param(WIDE, "light", id="wide"), pytest.param(NARROW, "dark", id="narrow and dark")]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def opened(browser: Browser, visitor: Visitor, screen: ViewportSize = WIDE, scheme: str = "light") -> Page:
    """The student's page of dates."""
    await asks(visitor.stage)
    await wonders(visitor.stage)
    return await shown(browser, visitor, path_in(page_of(visitor.stage)), screen, scheme)


async def shown(browser: Browser, visitor: Visitor, path: str, screen: ViewportSize, scheme: str) -> Page:
    """The page at that path; the test fails when the browser complained of anything."""
    host, port = visitor.stage.service.http_address
    page = await browser.new_page(viewport=screen, color_scheme=scheme)
    complaints = complaints_of(page)
    await page.goto(f"http://{host}:{port}{path}")
    assert complaints == []
    return page


@pytest.mark.parametrize(("screen", "scheme"), SCREENS)
async def test_the_picture_fits_the_screen(browser: Browser, visitor: Visitor, screen: ViewportSize, scheme: str):
    page = await opened(browser, visitor, screen, scheme)
    await picture(page, f"dates-{screen['width']}")
    box = await page.locator("svg").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= screen["width"]
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("screen", "scheme"), SCREENS)
async def test_no_words_of_the_picture_lie_over_each_other(
    browser: Browser, visitor: Visitor, screen: ViewportSize, scheme: str
):
    page = await opened(browser, visitor, screen, scheme)
    boxes = [await each.bounding_box() for each in await page.locator("svg text").all()]
    assert not [(one, other) for place, one in enumerate(boxes) for other in boxes[:place] if overlap(one, other)]


async def test_the_picture_has_a_name_for_those_who_do_not_see_it(browser: Browser, visitor: Visitor):
    page = await opened(browser, visitor)
    assert await page.get_by_role("img", name="Fristene for FYS1120").count() == 1


@pytest.mark.parametrize(("screen", "scheme"), SCREENS)
async def test_the_list_of_what_new_rules_change_fits_the_screen(
    browser: Browser, visitor: Visitor, screen: ViewportSize, scheme: str
):
    await asks(visitor.stage)
    await loads(visitor.stage, THREE_TO_EXPLAIN, person=SIRI)
    page = await shown(browser, visitor, path_in(visitor.stage.letter(SIGURD)), screen, scheme)
    await picture(page, f"rules-{screen['width']}")
    assert await page.get_by_role("button", name="Sett reglene i kraft").is_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("door", [confirm_door, contact_door, grade_door, grounds_door])
async def test_text_at_twice_its_size_fits_the_narrowest_screen(browser: Browser, visitor: Visitor, door):
    """WCAG 2.1 § 1.4.4 and § 1.4.10: 320 px wide, and nobody has to scroll sideways to read a line or to find a button."""
    host, port = visitor.stage.service.http_address
    page = await browser.new_page(viewport=NARROW, bypass_csp=True)
    await page.goto(f"http://{host}:{port}{await door(visitor)}")
    await page.add_style_tag(content=TWICE)
    await picture(page, f"twice-{door.__name__}")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_nothing_on_the_page_runs(browser: Browser, visitor: Visitor):
    page = await opened(browser, visitor)
    assert await page.locator("script, [onclick], [style], iframe, object").count() == 0


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    above = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    return not (beside or above)

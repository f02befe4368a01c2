"""The clocks as an image: what a page shows, and what a screen reader reads of it."""

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

import pytest

from casework.deadlines.image import LEFT, RIGHT, WIDTH, as_svg
from casework.deadlines.timeline import Row
from casework.exams import Language
from tests.casework.days import day
from tests.casework.test_timeline import pending, running, span

NAMESPACE = "{http://www.w3.org/2000/svg}"
IMAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="320" height="166" viewBox="0 0 320 166" role="img" \
aria-labelledby="clocks-title clocks-desc" font-family="sans-serif" font-size="14" fill="currentColor">
<title id="clocks-title">The deadlines of TDT4100 &lt;1&gt;</title>
<desc id="clocks-desc">A &amp; B: from &lt; to. C: no clock.</desc>
<text x="97" y="14" text-anchor="start">today</text>
<line x1="97" y1="42" x2="97" y2="66" stroke="currentColor" stroke-width="2" stroke-dasharray="2 3"/>
<line x1="97" y1="114" x2="97" y2="138" stroke="currentColor" stroke-width="2" stroke-dasharray="2 3"/>
<text x="2" y="38" font-weight="600">A &amp; B</text>
<rect x="2" y="48" width="158" height="12" rx="2"/>
<text x="160" y="80" text-anchor="start">Saturday 7 June</text>
<line x1="318" y1="43" x2="318" y2="65" stroke="currentColor" stroke-width="2"/>
<text x="2" y="110" font-weight="600">C</text>
<line x1="2" y1="126" x2="318" y2="126" stroke="currentColor" stroke-width="2" stroke-dasharray="4 6"/>
</svg>"""


def drawn(rows: Sequence[Row], language: Language = Language.NB, today: date | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(as_svg(rows, "TDT4100 <1>", language, today))


def parts(picture: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return picture.findall(f"{NAMESPACE}{name}")


def texts(picture: ElementTree.Element) -> list[str | None]:
    return [each.text for each in parts(picture, "text")]


def test_the_image_is_as_drawn_by_hand() -> None:
    lost = (day("Thu 2025-06-12"),)
    rows = [Row("A & B", "from < to", day("Mon 2025-06-02"), day("Sat 2025-06-07"), lost), Row("C", "no clock")]
    assert as_svg(rows, "TDT4100 <1>", Language.EN, day("Thu 2025-06-05")) == IMAGE


def test_title_and_description_say_all_in_words() -> None:
    picture = drawn(running())
    title, described = parts(picture, "title")[0], parts(picture, "desc")[0]
    assert title.text == "Fristene for TDT4100 <1>"
    assert all(f"{row.label}: {row.says}." in (described.text or "") for row in running())


def test_a_reader_is_led_to_title_and_description() -> None:
    picture = drawn(running())
    ids = [parts(picture, name)[0].get("id") for name in ("title", "desc")]
    assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", " ".join(map(str, ids)))


@pytest.mark.parametrize(
    ("language", "title", "today"),
    [
        (Language.NB, "Fristene for TDT4100 <1>", "i dag"),
        (Language.NN, "Fristane for TDT4100 <1>", "i dag"),
        (Language.EN, "The deadlines of TDT4100 <1>", "today"),
    ],
)
def test_its_words_are_in_the_readers_language(language: Language, title: str, today: str) -> None:
    picture = drawn(running(), language, day("Mon 2025-06-09"))
    assert (parts(picture, "title")[0].text, texts(picture)[0]) == (title, today)


def test_nothing_in_it_runs_or_needs_a_colour() -> None:
    text = as_svg(running(), "TDT4100", Language.NB, day("Mon 2025-06-09"))
    assert not {"script", "style", "#", "rgb", "href"} & set(text.replace("=", " ").replace('"', " ").split())
    assert {each.get("stroke") for each in parts(drawn(running()), "line")} == {"currentColor"}


def test_running_clocks_are_bars_from_start_to_end() -> None:
    boxes = [(each.get("x"), each.get("width"), each.get("y")) for each in parts(drawn(running()), "rect")]
    assert boxes == [("2", "72", "48"), ("128", "190", "120"), ("128", "190", "192")]


def test_ends_that_lost_are_marks_across_the_bar() -> None:
    marks = [line.get("x1") for line in parts(drawn(running()), "line") if line.get("stroke-width")]
    assert marks == ["192", "255"]


def test_clocks_that_stand_still_are_dashed() -> None:
    dashed = [line for line in parts(drawn(pending()), "line") if line.get("stroke-dasharray")]
    assert [line.get("y1") for line in dashed] == ["126", "198"]
    assert len(parts(drawn(pending()), "rect")) == 1


def test_a_clock_of_one_day_can_still_be_seen() -> None:
    assert parts(drawn([span("Mon 2025-06-02", "Mon 2025-06-02")]), "rect")[0].get("width") == "3"


def test_dates_near_the_right_edge_end_there() -> None:
    ends = [(each.text, each.get("text-anchor")) for each in parts(drawn(running()), "text") if each.get("text-anchor")]
    assert ends == [("tirsdag 10. juni", "start"), ("mandag 7. juli", "end"), ("mandag 7. juli", "end")]


def test_a_long_bar_has_its_first_day_too() -> None:
    picture = drawn([span("Mon 2025-06-02", "Mon 2025-06-23")])
    assert texts(picture)[1:] == ["mandag 2. juni", "mandag 23. juni"]


@pytest.mark.parametrize("today", ["Mon 2025-05-05", "Mon 2025-08-04"])
def test_today_stands_on_the_scale_also_before_and_after_all_clocks(today: str) -> None:
    line = parts(drawn(running(), today=day(today)), "line")[0]
    assert line.get("x1") in (str(LEFT), str(RIGHT))


def test_the_picture_is_as_high_as_its_rows() -> None:
    assert drawn(running()).get("viewBox") == f"0 0 {WIDTH} 238"
    assert drawn(running()[:1]).get("viewBox") == f"0 0 {WIDTH} 94"


def test_without_any_day_only_the_name_is_there() -> None:
    picture = drawn([Row("A", "nothing runs")], today=day("Mon 2025-06-09"))
    assert (texts(picture), len(parts(picture, "line"))) == (["A"], 1)


def test_a_bar_as_wide_as_the_image_names_its_first_day_at_its_start() -> None:
    dates = parts(drawn([span("Mon 2025-06-02", "Mon 2025-06-30")]), "text")[1:]
    assert [(each.get("x"), each.get("text-anchor"), each.text) for each in dates] == [
        (str(LEFT), "start", "mandag 2. juni"),
        (str(RIGHT), "end", "mandag 30. juni"),
    ]

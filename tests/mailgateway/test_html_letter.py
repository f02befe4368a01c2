"""The HTML form of a letter says the same as its text, in order, and can be read by everybody."""

import re
from html import unescape

import pytest

from casework.exams import Language
from casework.messages import Letter
from mailgateway.html_letter import as_html


def letter(body: str, subject: str = "[1/2026] Emne") -> Letter:
    return Letter("key", "a@example.no", Language.NN, "status", "1", "", subject, body)


def words(html: str) -> list[str]:
    return unescape(re.sub(r"<[^>]+>", " ", html.partition("<h1")[2].partition(">")[2])).split()


def test_the_page_says_in_which_language_it_is_written():
    assert '<html lang="nn">' in as_html(letter("Hei!"))


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Hei!\n\nDatoane:\n\n- ein\n- to", "<ul><li>ein</li><li>to</li></ul>"),
        ("1. fyrste\n2. andre", "<ol><li>fyrste</li><li>andre</li></ol>"),
        ("Venleg helsing\nNTNU", "<p>Venleg helsing<br>NTNU</p>"),
        ("Sjå https://example.no/a?b=1&c=2.", 'href="https://example.no/a?b=1&amp;c=2"'),
    ],
)
def test_lines_become_the_elements_that_they_look_like(body: str, html: str):
    assert html in as_html(letter(body))


def test_what_a_person_wrote_is_never_markup():
    assert "<script" not in as_html(letter("<script>alert(1)</script>", "<b>x</b>"))


@pytest.mark.demand("D-10")
def test_every_word_of_the_text_stands_in_the_page_in_order():
    body = "Hei!\n\nDato: https://example.no/x\n\n- ein & to\n\nVenleg helsing\nNTNU"
    said = words(as_html(letter(body)))
    assert said == ["[1/2026]", "Emne", *body.replace("- ", "").split()]


def test_nothing_is_fetched_when_the_page_is_opened():
    assert not re.search(r"src=|<link|url\(|@import", as_html(letter("Hei! https://example.no/")))

"""Quoted strings and comments of a header field, read once for senders, results and servers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgateway.segments import Kind, between_semicolons, plain_text, segments_of, without_comments
from tests.mailgateway.strange_mail import ADDRESSES, RESULTS

SIGNS = st.text(alphabet='"()\\; a@<>=', max_size=40)


@pytest.mark.parametrize(
    ("value", "without", "plain"),
    [
        ("a (b) c", "a   c", "a  c"),
        ("a(b(c)d)e", "a e", "ae"),
        ('a "b (c)" d', 'a "b (c)" d', "a  d"),
        ('a ("b) c', "a   c", "a  c"),
        (r'"a\" (b" c', r'"a\" (b" c', " c"),
        (r"(a\) b) c", "  c", " c"),
        ("a) b", "a) b", "a) b"),
        (r"a\"b", r"a\"b", None),
        ("a (b", "a  ", None),
        ('a "b', 'a "b', None),
        ('"a' + "\\", '"a' + "\\", None),
        ("", "", ""),
    ],
)
def test_comments_and_quoted_strings_go_as_they_should(value: str, without: str, plain: str | None) -> None:
    assert (without_comments(value), plain_text(value)) == (without, plain)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("a; b", ["a", " b"]),
        ('a "b;c"; d', ['a "b;c"', " d"]),
        ("a (b; c); d", ["a  ", " d"]),
        ("a (b; c", ["a  "]),
        (";", ["", ""]),
        ("", [""]),
    ],
)
def test_semicolons_in_quoted_strings_and_comments_part_nothing(value: str, parts: list[str]) -> None:
    assert between_semicolons(value) == parts


@given(SIGNS | ADDRESSES | RESULTS)
def test_segments_are_the_whole_field(value: str) -> None:
    assert "".join(segment.text for segment in segments_of(value)) == value


@given(SIGNS | ADDRESSES | RESULTS)
def test_each_letter_stands_where_a_reader_of_letters_sees_it(value: str) -> None:
    where = [segment.kind for segment in segments_of(value) for _ in segment.text]
    assert where == list(letter_by_letter(value))


@given(SIGNS | ADDRESSES | RESULTS)
def test_only_the_last_segment_may_lack_an_end(value: str) -> None:
    assert all(segment.ended for segment in list(segments_of(value))[:-1])


def letter_by_letter(value: str) -> list[Kind]:
    """The same by another way: one letter after another, with what is open."""
    out: list[Kind] = []
    quoted, depth, hidden = False, 0, False
    for letter in value:
        was_quoted, was_deep = quoted, depth > 0
        if hidden:
            hidden = False
        elif letter == "\\":
            hidden = quoted or depth > 0
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter in "()" and not quoted:
            depth = max(depth + (1 if letter == "(" else -1), 0)
        in_quotes, in_comment = quoted or was_quoted, depth > 0 or was_deep
        out.append(Kind.QUOTED if in_quotes else Kind.COMMENT if in_comment else Kind.PLAIN)
    return out

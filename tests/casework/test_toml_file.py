"""Where each key of a TOML text stands, which the standard reader does not tell."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.laws import LAWS, packaged
from casework.rulebook import INSTITUTIONS
from casework.toml_file import Path, RulebookFault, leaves, read_toml

TEXT = '''# a comment
plain = 1 # another
"quoted key" = 2
dotted.key = 3
long = """
[no.table]
no = "key"
"""
list = [
  1, # one
  2,
]
inline = { a = 1, b = { c = 2 } }

[table]
plain = 4
  [table.below]
  plain = 5
[[many]]
plain = 6
'''


def line(*path: str) -> int:
    return read_toml(TEXT, "a.toml").line(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("plain",), 2),
        (("quoted key",), 3),
        (("dotted", "key"), 4),
        (("long",), 5),
        (("list",), 9),
        (("inline", "b", "c"), 13),
        (("table",), 15),
        (("table", "plain"), 16),
        (("table", "below"), 17),
        (("table", "below", "plain"), 18),
        (("many", "plain"), 20),
    ],
)
def test_every_key_is_found_on_its_line(path: Path, expected: int) -> None:
    assert line(*path) == expected


def test_what_looks_like_a_key_inside_a_text_is_none() -> None:
    assert ("no", "table") not in read_toml(TEXT, "a.toml").lines


@pytest.mark.parametrize(("path", "expected"), [(("absent",), 1), (("table", "absent"), 15), (("inline", "z"), 13)])
def test_a_missing_key_is_put_where_its_table_begins(path: Path, expected: int) -> None:
    assert line(*path) == expected


@pytest.mark.parametrize("name", [*INSTITUTIONS, *LAWS])
def test_every_value_of_a_packaged_file_has_its_own_line(name: str) -> None:
    file = read_toml(packaged(name), f"{name}.toml")
    assert all(path in file.lines for path, _ in leaves(file.data))


@pytest.mark.parametrize("name", [*INSTITUTIONS, *LAWS])
def test_the_line_of_a_value_holds_its_last_key(name: str) -> None:
    text = packaged(name).splitlines()
    file = read_toml("\n".join(text), f"{name}.toml")
    assert all(path[-1] in text[file.line(path) - 1] for path, _ in leaves(file.data))


@given(st.lists(st.sampled_from(["", "# words", "   ", "\t# [x]"]), max_size=20))
def test_comments_and_blank_lines_only_move_a_key_down(before: list[str]) -> None:
    file = read_toml("\n".join([*before, "key = 1"]), "a.toml")
    assert file.line(("key",)) == len(before) + 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = 1\nb = \n", "a.toml, line 2: this is no TOML: Invalid value"),
        ('a = """\n\n', "a.toml, line 2: this is no TOML: Unterminated string"),
        ("a = 1\na = 2\n", "a.toml, line 2: this is no TOML: Cannot overwrite a value"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, fault: str) -> None:
    with pytest.raises(RulebookFault) as refused:
        read_toml(text, "a.toml")
    assert refused.value.faults == (fault,)


@pytest.mark.parametrize("text", ["a = [1,\n2]\nb = 3", "[a]\nb.c = 1\n[d]\ne = 1", "'x' = 1\r\ny = 2\r\n"])
def test_nothing_that_the_reader_finds_is_left_out(text: str) -> None:
    assert {path for path, _ in leaves(tomllib.loads(text))} <= read_toml(text, "a.toml").lines.keys()

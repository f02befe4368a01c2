"""`fristvakt dates`: facts in JSON lines in, the dates of the law in JSON lines out, each answered as soon as its line is there."""

import json
from collections.abc import Iterator
from io import BufferedIOBase
from typing import BinaryIO

from casework.facts import BadFacts, dates_for, dates_in_json

NO_OBJECT = b'{"error": "each line must be one JSON object of facts"}\n'
AT_ONCE = 1 << 16
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_READ = json.JSONDecoder().decode


def answer_lines(source: BufferedIOBase, sink: BinaryIO, *, explain: bool = False) -> None:
    """Answers every line until the end, what has arrived together together; with `explain` each date tells all its steps."""
    for lines in _arriving(source):
        answers = [_answer(line, explain) for line in lines if line.strip()]
        if answers:
            sink.write(b"".join(answers))
            sink.flush()


def _arriving(source: BufferedIOBase) -> Iterator[list[bytes]]:
    """The whole lines of each piece that arrives; the last one may lack its end."""
    begun = b""
    while piece := source.read1(AT_ONCE):
        *lines, begun = (begun + piece).split(b"\n")
        yield lines
    yield [begun]


def _answer(line: bytes, explain: bool) -> bytes:
    try:
        facts = _READ(line.removeprefix(BYTE_ORDER_MARK).decode())
    except (ValueError, RecursionError):
        return NO_OBJECT
    if not isinstance(facts, dict):
        return NO_OBJECT
    try:
        return (_written(dates_for(facts, explain=True)) if explain else dates_in_json(facts)) + b"\n"
    except BadFacts as bad:
        return _written({"error": str(bad)}) + b"\n"


def _written(answer: object) -> bytes:
    """JSON in UTF-8; a lone surrogate in an unknown key becomes an escape, which is good JSON too."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")

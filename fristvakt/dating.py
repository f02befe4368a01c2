"""`fristvakt dates`: facts in JSON lines in, the dates of the law in JSON lines out, each answered as soon as its line is there."""

import gc
import json
import os
import sys
from collections.abc import Iterator
from io import BufferedIOBase
from typing import BinaryIO, cast

from casework.facts import dates_in_json, explained_dates_for
from casework.stated_facts import BadFacts

NO_OBJECT = b'{"error": "each line must be one JSON object of facts"}\n'
END = b"\n"
AT_ONCE = 1 << 13
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_READ = json.JSONDecoder().decode


def answer_stdin(*, explain: bool = False) -> None:
    """Answers stdin on stdout, until its end or until nobody listens any more."""
    gc.freeze()  # what is loaded stays, and need not be looked through again and again
    try:
        answer_lines(cast(BufferedIOBase, sys.stdin.buffer), sys.stdout.buffer, explain=explain)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains of what it could not write
        sys.exit(1)


def answer_lines(source: BufferedIOBase, sink: BinaryIO, *, explain: bool = False) -> None:
    """Answers every line until the end, what has arrived together together; with `explain` each date tells all its steps."""
    for lines in _arriving(source):
        answers = [piece for line in lines if line.strip() for piece in _answer(line, explain)]
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


def _answer(line: bytes, explain: bool) -> list[bytes]:
    """The pieces of one line, its end the last of them."""
    try:
        facts = _READ(line.removeprefix(BYTE_ORDER_MARK).decode())
    except (ValueError, RecursionError):
        return [NO_OBJECT]
    if not isinstance(facts, dict):
        return [NO_OBJECT]
    try:
        pieces = [_written(explained_dates_for(facts))] if explain else dates_in_json(facts)
    except BadFacts as bad:
        pieces = [_written({"error": str(bad)})]
    pieces.append(END)
    return pieces


def _written(answer: object) -> bytes:
    """JSON in UTF-8; a lone surrogate in an unknown key becomes an escape, which is good JSON too."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")

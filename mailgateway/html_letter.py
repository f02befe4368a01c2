"""The HTML form of a letter: the same words as the plain text, which stays complete in itself (WCAG 2.1 AA)."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from casework.messages import Letter

_LINK = re.compile(r"https?://[^\s<>\"]{1,500}[^\s<>\".,;:!?)\]]")
_BULLET = "- "
_NUMBERED = re.compile(r"\d{1,2}\. ")
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{subject}</title>
</head>
<body style="margin:0;background:#ffffff;color:#1a2330;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5">
<main style="max-width:40em;margin:0 auto;padding:16px">
<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">{subject}</h1>
{body}
</main>
</body>
</html>
"""


def as_html(letter: Letter) -> str:
    """A page with the letter's words: paragraphs, lists and links, in the letter's language; nothing is fetched from anywhere."""
    body = "\n".join(block for part in letter.body.strip().split("\n\n") for block in _blocks(part))
    return _PAGE.format(language=letter.language.value, subject=escape(letter.subject), body=body)


def _blocks(part: str) -> Iterator[str]:
    """One part between empty lines: a run of list lines is a list, other lines are a paragraph."""
    for kind, run in groupby(part.splitlines(), key=_kind):
        lines = list(run)
        if kind == "p":
            yield f"<p>{'<br>'.join(map(_inline, lines))}</p>"
        else:
            items = "".join(f"<li>{_inline(line.split(' ', 1)[1])}</li>" for line in lines)
            yield f"<{kind}>{items}</{kind}>"


def _kind(line: str) -> str:
    if line.startswith(_BULLET):
        return "ul"
    return "ol" if _NUMBERED.match(line) else "p"


def _inline(text: str) -> str:
    """The text with its links; everything else is escaped."""
    out, at = [], 0
    for found in _LINK.finditer(text):
        address = escape(found[0])
        out += [escape(text[at : found.start()]), f'<a href="{address}" style="color:#0b4f8a">{address}</a>']
        at = found.end()
    return "".join([*out, escape(text[at:])])

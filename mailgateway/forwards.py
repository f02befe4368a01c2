"""Who wrote the mail that another one quotes or sends on: offered to a person, never assumed, since anybody can write such lines."""

import re

from mailgateway.headers import Fields, only_address

_FROM = re.compile(
    r"^[>*_ \t]{0,6}(?:fra|frå|from)(?:[*_ ]{0,3}:[*_\s]{0,4}| (?=\"))(.{1,300})$", re.IGNORECASE | re.MULTILINE
)
_WROTE = re.compile(
    r"^[> \t]{0,6}(?:.{0,200}(?:skrev|skreiv|wrote).{0,200}|\d{4}[-/]\d{1,2}[-/]\d{1,2} .{0,300}[:>]"
    r"|\d{1,2}\.? \S{3,10} \d{4},? \d{1,2}[:.]\d{2}.{0,300}>:)$",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LOOKED_AT = 20_000  # characters


def quoted_sender(quoted: str, returned: Fields = ()) -> str:
    """The address that the first quoted or forwarded mail is said to be from, "" where none is named.

    `quoted` is what is not the writer's own, `returned` the header of a message attached as a whole.
    """
    if attached := only_address(returned):
        return attached
    lines = [*_FROM.finditer(quoted[:_LOOKED_AT]), *_WROTE.finditer(quoted[:_LOOKED_AT])]
    for line in sorted(lines, key=lambda found: found.start()):
        if address := _ADDRESS.search(line[0]):
            return address[0].lower()
    return ""

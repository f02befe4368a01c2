"""What only its receiver may use leaves through no view: links and codes, however a message is written."""

import base64
import quopri
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from casework.exams import Language
from casework.links import LIFETIME, Links, Purpose, without_links
from casework.messages import Letter
from casework.outgoing import LetterPath, Outgoing, Step
from fristvakt.masking import Mask, NotShown
from mailgateway.addresses import Mint
from mailgateway.postman import Postman
from mailgateway.relay import Relay

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LINKS = Links([b"k" * 32], "https://frist.example.no")
LINK = LINKS.make(Purpose.CONFIRM_CASE, 42, 7, NOW)
URL = LINKS.url(LINK)
SECRET = LINK.token.rpartition(".")[2]
MASK = Mask(LINKS, NOW)
LATER = Mask(LINKS, LINK.expires)
LETTER = Letter(
    "confirm:42",
    "kari@student.example.no",
    Language.NB,
    "confirm_sender",
    "1",
    "Ola",
    "Var det deg?",
    f"Hei\n\n{URL}\n",
)
CODE = replace(LETTER, template="slack_code", subject="Koden din for Slack: 271828", body="/sak kode 271828\n")


def path(letter: Letter, written: datetime = NOW) -> LetterPath:
    return LetterPath(3, letter, "sent", "<x@y>", (Step(written, "queued"),))


async def built(letter: Letter) -> bytes:
    office = Postman(Mint("eksamen.example.no", [b"m" * 32]), Relay("127.0.0.1", 1), "Eksamen")
    return (await office.build(Outgoing(3, letter, NOW, 0)))[0]


def written(raw: bytes) -> str:
    """Everything that a mail program shows of a message."""
    message = message_from_bytes(raw, policy=default)
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    return "\n".join([*map(str, message.values()), *map(str, parts)])


def test_a_text_says_what_a_link_was_for_and_not_the_link():
    assert without_links(f"se {URL}.") == f"se {URL.replace(SECRET, '*' * 22)}."


def test_a_letter_is_shown_without_its_link_also_when_its_days_are_over():
    assert [SECRET in mask.letter(path(LETTER)) for mask in (MASK, LATER)] == [False, False]


async def test_the_bytes_of_a_letter_are_a_copy_without_its_link_in_text_and_html():
    raw = await built(LETTER)
    shown = written(MASK.octets(raw))
    assert (written(raw).count(SECRET), shown.count(SECRET), shown.count("*" * 22)) == (3, 0, 3)


async def test_the_bytes_of_a_letter_are_themselves_when_its_link_is_over():
    raw = await built(LETTER)
    assert LATER.octets(raw) == raw


def quoted(encoding: str, body: bytes) -> bytes:
    head = f"From: kari@student.example.no\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + body


ANSWER = f"Ja, på {URL}\r\n> {URL}\r\n".encode()
WRAPPED = f"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ffrist.example.no%2Fl%2F{LINK.token}&data=05".encode()


@pytest.mark.parametrize(
    "raw",
    [
        quoted("8bit", ANSWER),
        quoted("base64", base64.encodebytes(ANSWER)),
        quoted("quoted-printable", quopri.encodestring(ANSWER)),
        quoted("8bit", WRAPPED),
        quoted("8bit", b"x").replace(b"From:", b"X-Link: " + URL.encode() + b"\r\nFrom:"),
        quoted("base64", ANSWER),
    ],
)
def test_a_mail_that_quotes_a_link_is_shown_without_it(raw: bytes):
    shown = MASK.octets(raw)
    assert (SECRET in written(shown), SECRET.encode() in shown, shown == raw) == (False, False, False)


def test_a_message_with_a_link_that_cannot_be_taken_out_is_not_shown():
    deep = b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(2000)) + ANSWER
    with pytest.raises(NotShown):
        MASK.octets(deep)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\0", b"Subject: x\r\n\r\nhei\r\n", b"Content-Type: multipart/mixed\r\n\r\nx"]
)
def test_a_message_without_a_link_is_shown_byte_for_byte(raw: bytes):
    assert MASK.octets(raw) == raw


async def test_a_link_that_is_not_ours_is_no_secret():
    raw = await built(replace(LETTER, body=URL.replace(SECRET, "A" * 22)))
    assert MASK.octets(raw) == raw


async def test_a_code_for_slack_is_hidden_as_long_as_it_can_be_used():
    sent, raw = path(CODE), await built(CODE)
    assert ("271828" in MASK.letter(sent), "271828" in written(MASK.octets(raw, MASK.codes(sent)))) == (False, False)

    after = Mask(LINKS, NOW + timedelta(minutes=16))
    assert after.octets(raw, after.codes(sent)) == raw


def test_a_link_lives_for_its_days():
    assert LINKS.living(f"{URL} {URL}", NOW + LIFETIME - timedelta(seconds=1)) == [LINK.token]
    assert LINKS.living(URL, NOW + LIFETIME) == []


def attached(kind: str, content: bytes, encoding: str = "base64") -> bytes:
    """A mail with one part of that kind beside its text."""
    body = base64.encodebytes(content) if encoding == "base64" else content
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/plain\r\n\r\nse vedlegg\r\n--b\r\n"
        + f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + body
        + b"\r\n--b--\r\n"
    )


EML = quoted("base64", base64.encodebytes(ANSWER))
ENCLOSED = {
    "eml as a file": attached('application/octet-stream; name="svar.eml"', EML),
    "eml as a message": attached("message/rfc822", EML, "7bit"),
    "eml as a message in base64": attached("message/rfc822", EML),
    "eml in an eml": attached('application/octet-stream; name="a.eml"', attached("message/rfc822", EML)),
    "eml of many parts as a file": attached("application/octet-stream", attached("text/plain", ANSWER)),
    "UTF-16": attached("text/plain; charset=utf-16", ANSWER.decode().encode("utf-16")),
    "UTF-16BE": attached("text/html; charset=utf-16be", ANSWER.decode().encode("utf-16-be")),
    "UTF-32": attached("text/plain; charset=utf-32", ANSWER.decode().encode("utf-32")),
    "UTF-16 in an eml": attached("application/octet-stream", attached("text/plain", ANSWER.decode().encode("utf-16"))),
}


def unwrapped(held: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(held.split()), validate=True)
    except ValueError:
        return b""


def everything(raw: bytes, depth: int = 0) -> str:
    """All that anybody can read in a message, in what is attached to it, and in what is attached to that."""
    texts = [raw.decode("latin-1"), raw.replace(b"\0", b"").decode("latin-1")]
    for part in message_from_bytes(raw).walk() if depth < 5 else ():
        if not part.is_multipart():
            held = part.get_payload(decode=True)
            texts += [everything(each, depth + 1) for each in (held, unwrapped(held))]
    return "\n".join(texts)


@pytest.mark.parametrize("raw", ENCLOSED.values(), ids=ENCLOSED)
def test_a_link_in_an_enclosed_mail_or_a_wide_text_is_not_shown(raw: bytes):
    shown = MASK.octets(raw)
    assert (SECRET in everything(raw), SECRET in everything(shown)) == (True, False)
    assert "se vedlegg" in everything(shown)


@pytest.mark.parametrize("raw", ENCLOSED.values(), ids=ENCLOSED)
def test_an_enclosed_link_that_is_over_changes_no_byte(raw: bytes):
    assert LATER.octets(raw) == raw


def test_a_wide_text_keeps_its_words_and_its_ends_of_lines():
    shown = MASK.octets(attached("text/plain; charset=utf-16", f"Hei æøå\r\n{URL}\r\n".encode("utf-16")))
    (_, part) = message_from_bytes(shown).get_payload()
    assert part.get_payload(decode=True).decode("utf-16") == f"Hei æøå\r\n{URL.replace(SECRET, '*' * 22)}\r\n"

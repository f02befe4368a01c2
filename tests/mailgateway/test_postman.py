"""Letters as they are built and handed over, to a relay on a real socket."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from casework.courier import Delivery, Fate
from casework.exams import Language
from casework.messages import Automatic, Letter, Notice, NoticeKind
from casework.outgoing import Outgoing
from mailgateway.addresses import Mint, Token
from mailgateway.postman import Postman
from mailgateway.relay import Relay as Institution
from tests.mailgateway.relay import Relay

MINT = Mint("eksamen.example.no", [b"k" * 32])
LETTER = Letter(
    key="receipt:42",
    to="kari@student.example.no",
    language=Language.NN,
    template="receipt",
    version="1",
    approver="Ola",
    subject="Vi har fått kravet ditt om grunngjeving – æøå",
    body="Hei Kåre\n\nVi har fått kravet ditt.\n.\nHelsing\nEksamenskontoret\n",
    case=42,
    in_reply_to="<" + "x" * 90 + "@student.example.no>",
)
ROW = Outgoing(17, LETTER, datetime(2026, 12, 31, 23, 30, tzinfo=UTC), 0)


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    running = Relay()
    yield running
    await running.stop()


def office(port: int = 1) -> Postman:
    return Postman(MINT, Institution("127.0.0.1", port, timeout=5), "Eksamenskontoret på Øya")


async def built(**changes: object) -> EmailMessage:
    row = replace(ROW, message=replace(LETTER, **changes))  # type: ignore[arg-type]
    return message_from_bytes((await office().build(row))[0], policy=default)  # type: ignore[return-value]


async def sent(relay: Relay, answers: Mapping[str, str | None] | None = None, **changes: object) -> Delivery:
    relay.answers = answers or {}
    row = replace(ROW, message=replace(LETTER, **changes))  # type: ignore[arg-type]
    return await office(await relay.start()).send(row)


async def test_letter_is_the_same_bytes_each_time_it_is_built() -> None:
    assert await office().build(ROW) == await office().build(ROW)


async def test_letter_has_only_ascii_and_network_line_ends() -> None:
    final = (await office().build(ROW))[0]
    assert final.isascii()
    assert final.count(b"\n") == final.count(b"\r\n")


async def test_letter_says_the_same_as_its_text() -> None:
    assert (await built()).get_body(("plain",)).get_content().replace("\r\n", "\n") == LETTER.body


async def test_subject_carries_case_number_and_the_year_in_oslo() -> None:
    assert (await built())["Subject"] == "[42/2027] " + LETTER.subject


async def test_subject_of_letter_without_case_is_left_alone() -> None:
    assert (await built(case=None))["Subject"] == LETTER.subject


async def test_subject_that_has_the_number_gets_no_second() -> None:
    assert (await built(subject="Sv: [42/2026] x"))["Subject"] == "Sv: [42/2026] x"


async def test_letter_is_from_the_box_under_the_offices_name() -> None:
    assert str((await built())["From"]) == "Eksamenskontoret på Øya <begrunnelse@eksamen.example.no>"


async def test_answers_to_a_letter_name_its_case() -> None:
    assert MINT.read_reply(str((await built())["Reply-To"])) == Token(42, 17)


async def test_message_id_given_is_the_one_in_the_letter() -> None:
    final, message_id = await office().build(ROW)
    assert f"Message-ID: {message_id}\r\n".encode() in final
    assert MINT.read_message_id(message_id) == Token(42, 17)


async def test_long_message_id_answered_stands_unfolded() -> None:
    final = (await office().build(ROW))[0]
    assert f"In-Reply-To: {LETTER.in_reply_to}\r\nReferences: {LETTER.in_reply_to}\r\n".encode() in final


@pytest.mark.parametrize("evil", ["<a@b>\r\nBcc: x@y.no", "no id", "<a@b\r\n>", "<æ@b.no>", ""])
async def test_message_id_answered_cannot_add_a_field(evil: str) -> None:
    letter = await built(in_reply_to=evil)
    assert letter["Bcc"] is None
    assert letter["In-Reply-To"] in (None, "<a@b>")


@pytest.mark.demand("D-30")
async def test_letter_tells_machines_not_to_answer() -> None:
    letter = await built()
    assert (letter["Auto-Submitted"], letter["X-Auto-Response-Suppress"]) == ("auto-generated", "OOF, AutoReply")
    marked = Mint("eksamen.example.no", [b"k" * 32]).read_loop_mark(letter["X-Fristvakt-Loop"])
    assert (marked, letter["Content-Language"]) == (Token(42, 17), "nn")


async def test_letter_a_person_asked_for_is_not_marked_automatic() -> None:
    assert (await built(automatic=Automatic.NO))["Auto-Submitted"] is None


async def test_date_is_when_the_row_was_written() -> None:
    assert (await built())["Date"].datetime == ROW.written


async def test_accepted_letter_arrives_whole_and_once(relay: Relay) -> None:
    assert await sent(relay) == Delivery(Fate.DONE, "250 2.0.0 queued as 4711")
    assert [mail.replace(b"\r\n..", b"\r\n.") for mail in relay.mails] == [(await office().build(ROW))[0]]


async def test_bytes_built_before_are_sent_unchanged(relay: Relay) -> None:
    row = replace(ROW, final=b"Subject: old\r\n\r\nold bytes\r\n")
    await office(await relay.start()).send(row)
    assert relay.mails == [row.final]


async def test_delivery_reports_come_to_the_signed_address(relay: Relay) -> None:
    await sent(relay)
    sender, recipient = relay.envelopes[0]
    assert MINT.read_reply(sender.partition("<")[2].partition(">")[0]) == Token(42, 17)
    assert recipient.startswith("RCPT TO:<kari@student.example.no>")


async def test_automatic_answer_has_an_empty_sender(relay: Relay) -> None:
    await sent(relay, automatic=Automatic.REPLIED)
    assert relay.envelopes[0][0].startswith("MAIL FROM:<>")


@pytest.mark.parametrize(
    ("step", "answer", "fate"),
    [
        ("RCPT", "550 5.1.1 no such user", Fate.NEVER),
        ("RCPT", "451 4.7.1 greylisted", Fate.LATER),
        ("MAIL", "552 5.3.4 too large", Fate.NEVER),
        ("RCPT", "421 4.3.2 closing", Fate.BROKEN_OFF),
        ("RCPT", None, Fate.BROKEN_OFF),
        ("MAIL", "421 4.3.2 closing", Fate.AWAY),
        ("MAIL", "451 4.3.0 not now", Fate.AWAY),
        ("MAIL", "530 5.7.0 log in first", Fate.AWAY),
        ("MAIL", None, Fate.AWAY),
        ("EHLO", None, Fate.AWAY),
        ("DATA", "554 5.6.0 refused", Fate.NEVER),
        ("DATA", "451 4.3.0 try again", Fate.LATER),
        ("DATA", "421 4.3.2 closing", Fate.BROKEN_OFF),
        ("DOT", "550 5.7.1 policy", Fate.NEVER),
        ("DOT", "451 4.3.0 try again", Fate.LATER),
        ("DOT", None, Fate.UNKNOWN),
        ("CONNECT", "554 5.3.2 not now", Fate.AWAY),
        ("CONNECT", "421 4.3.2 busy", Fate.AWAY),
        ("CONNECT", None, Fate.AWAY),
    ],
)
async def test_answer_of_the_relay_decides_the_fate(relay: Relay, step: str, answer: str | None, fate: Fate) -> None:
    assert (await sent(relay, {step: answer})).fate is fate


async def test_kept_answer_has_the_code_and_no_address(relay: Relay) -> None:
    delivery = await sent(relay, {"RCPT": "550 5.1.1 <kari@student.example.no>: unknown kari@student.example.no"})
    assert delivery.answer.startswith("550 5.1.1")
    assert "kari" not in delivery.answer


async def test_relay_that_is_not_there_has_heard_nothing_of_the_letter() -> None:
    assert (await office(port=1).send(ROW)).fate is Fate.AWAY


@pytest.mark.parametrize(
    ("step", "fate"),
    [
        ("CONNECT", Fate.AWAY),
        ("EHLO", Fate.AWAY),
        ("MAIL", Fate.AWAY),
        ("RCPT", Fate.BROKEN_OFF),
        ("DATA", Fate.UNKNOWN),
        ("DOT", Fate.UNKNOWN),
        ("QUIT", Fate.DONE),
    ],
)
async def test_relay_that_falls_silent_is_not_waited_for(relay: Relay, step: str, fate: Fate) -> None:
    relay.silent_at = step
    postman = Postman(MINT, Institution("127.0.0.1", await relay.start(), timeout=0.2), "Eksamenskontoret")
    assert (await postman.send(ROW)).fate is fate


async def test_relay_that_answers_letter_by_letter_is_understood(relay: Relay) -> None:
    relay.slowly = True
    assert (await sent(relay)).answer == "250 2.0.0 queued as 4711"


async def test_relay_that_answers_in_several_lines_is_understood(relay: Relay) -> None:
    delivery = await sent(relay, {"DOT": "250-2.0.0 taken\r\n250 2.0.0 queued as 4711"})
    assert delivery == Delivery(Fate.DONE, "250 2.0.0 taken 2.0.0 queued as 4711")


@pytest.mark.parametrize(
    ("step", "fate"),
    [
        ("CONNECT", Fate.AWAY),
        ("MAIL", Fate.AWAY),
        ("RCPT", Fate.BROKEN_OFF),
        ("DATA", Fate.UNKNOWN),
        ("DOT", Fate.UNKNOWN),
    ],
)
async def test_what_is_no_answer_counts_as_none(relay: Relay, step: str, fate: Fate) -> None:
    assert (await sent(relay, {step: "hello there"})).fate is fate


# what came before


EARLIER = ("<kari1@student.example.no>", "<ours1@eksamen.example.no>")


async def test_letter_without_a_mail_to_answer_follows_the_last_one_of_its_case() -> None:
    row = replace(ROW, message=replace(LETTER, in_reply_to=""), thread=EARLIER)
    final = (await office().build(row))[0]
    assert final.startswith(f"In-Reply-To: {EARLIER[1]}\r\nReferences: {EARLIER[0]}\r\n {EARLIER[1]}\r\n".encode())


async def test_letter_names_the_mail_it_answers_last_and_once() -> None:
    row = replace(ROW, message=replace(LETTER, in_reply_to=EARLIER[0]), thread=EARLIER)
    final = (await office().build(row))[0]
    assert final.startswith(f"In-Reply-To: {EARLIER[0]}\r\nReferences: {EARLIER[1]}\r\n {EARLIER[0]}\r\n".encode())


async def test_long_thread_keeps_its_first_and_its_last() -> None:
    many = tuple(f"<m{number}@eksamen.example.no>" for number in range(50))
    row = replace(ROW, message=replace(LETTER, in_reply_to=""), thread=many)
    letter = message_from_bytes((await office().build(row))[0])
    assert letter["References"].split() == [many[0], *many[-9:]]


@pytest.mark.parametrize(
    "to",
    [
        '"x\r\nRCPT TO:<evil@x.no>"@d.no', "c@d>\r\nRCPT TO:<evil@x.no>", "kari", "kari@", "@d.no", "a@b", "a@b.no,c@d.no",
        "a b@d.no", "kåre@d.no", "a@d.no\n", "", "a..b@d.no", "a" * 65 + "@d.no", "a@-d.no.", "a@[127.0.0.1]",
    ],
)  # fmt: skip
async def test_address_that_could_be_another_is_never_sent_to(relay: Relay, to: str) -> None:
    assert (await sent(relay, to=to)).fate is Fate.NEVER
    assert relay.envelopes == []


async def test_letter_to_an_impossible_address_can_still_be_built() -> None:
    assert str((await built(to="c@d>\r\nBcc: evil@x.no"))["To"]) == "undisclosed-recipients:;"


async def test_postman_refuses_what_is_no_letter() -> None:
    with pytest.raises(TypeError, match="letters"):
        await office().build(replace(ROW, message=Notice("digest:1", NoticeKind.DIGEST, 1)))

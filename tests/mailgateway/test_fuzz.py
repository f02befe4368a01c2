"""Any bytes at all: an answer, and never an exception."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.messages import Verdict
from mailgateway.calendar_part import answer_of, event_of
from mailgateway.headers import only_address
from mailgateway.intent import intent_of
from mailgateway.parsing import parse
from mailgateway.quotes import short_words, split
from mailgateway.reservations import without_quoted_words
from mailgateway.sealed import signed_content
from mailgateway.trust import Trust, judge, received_at
from mailgateway.understanding import understand
from mailgateway.uuencoded import without_files
from mailgateway.winmail import unwrapped
from tests.mailgateway.breaking import MINT, NOW, TRUST, kept
from tests.mailgateway.outlook import winmail
from tests.mailgateway.strange_mail import ADDRESSES, CALENDARS, MAILS, RAW, RESULTS, TEXTS

OURS = Trust(frozenset({"mx.example.no"}), "mx.example.no")
RECEIVED = ("received", "from x by mx.example.no; Mon, 23 Nov 2026 10:00:00 +0100")

settings.register_profile("strange", max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
strange = settings.get_profile("strange")


@strange
@given(MAILS)
def test_any_bytes_are_understood_somehow(raw: bytes) -> None:
    mail = understand(replace(kept(1), raw=raw), MINT, TRUST)
    assert len(mail.text) <= 1_000_000
    assert mail.sender == "" or mail.sender.count("@") == 1


@strange
@given(TEXTS)
def test_no_line_of_any_text_is_lost(text: str) -> None:
    parts = split(text)
    whole = "".join(f"{parts.visible}{parts.elided}".split())
    assert sorted(whole) == sorted("".join(text.replace("\u202f", " ").split()))
    assert isinstance(short_words(text), str)


@strange
@given(ADDRESSES)
def test_any_from_field_gives_one_plain_address_or_none(value: str) -> None:
    found = only_address((("from", value),))
    assert found == "" or (found.count("@") == 1 and not set(found) & set(' <>,;:"()\\\0'))


@strange
@given(RESULTS)
def test_any_result_field_gives_a_verdict(value: str) -> None:
    fields = (("authentication-results", value), RECEIVED, ("from", "kari@student.example.no"))
    assert judge(fields, "kari@student.example.no", OURS).verdict in Verdict
    assert received_at((("received", value),), NOW, OURS) == NOW


@strange
@given(TEXTS)
def test_any_text_has_an_intent_a_calendar_or_a_file_or_none(text: str) -> None:
    assert intent_of((), text[:200], text).ask
    assert len(without_files(text)[0]) <= len(text)
    assert event_of(text) is None or event_of(text)


@strange
@given(CALENDARS)
def test_any_calendar_says_something_or_nothing(text: str) -> None:
    found = event_of(text)
    assert found is None or (found.uid and 0 <= found.sequence < 10**9 and found.attendee == found.attendee.lower())
    assert found is None or answer_of(found, text, MINT) is None or found.is_answer


@strange
@given(TEXTS)
def test_answer_to_a_letter_is_something_or_nothing(text: str) -> None:
    found = intent_of((), "Re: [42/2026]", text, answers_ours=True)
    assert found.ask not in found.asks if found.sure else len(found.asks) <= 4


@strange
@given(TEXTS)
def test_what_stands_in_quotation_marks_only_ever_goes(text: str) -> None:
    assert len(without_quoted_words(text)) <= len(text) + 3 * text.count('"') + 3 * text.count("«")


@strange
@given(st.binary(max_size=400), st.integers(0, 60))
def test_any_winmail_is_read_or_left(octets: bytes, cut: int) -> None:
    whole = winmail("Jeg klager.", brev_pdf=b"%PDF")
    assert len(unwrapped(whole[:cut] + octets).files) <= 50
    assert isinstance(unwrapped(whole[: cut + 4] + octets + whole[cut + 4 :]).text, str)


@strange
@given(ADDRESSES)
def test_no_address_but_our_own_names_a_case(value: str) -> None:
    assert MINT.read_reply(value) is None
    assert MINT.read_message_id(value) is None


@strange
@given(RAW)
def test_any_bytes_are_a_signature_or_none(octets: bytes) -> None:
    assert len(signed_content(octets)) <= len(octets)
    assert parse(octets).date is None or parse(octets).date

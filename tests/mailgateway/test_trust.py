"""Whose word says who sent a mail, and every way of forging it."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.messages import Verdict
from mailgateway.parsing import parse
from mailgateway.trust import Judged, Trust, judge, received_at

OURS = Trust(frozenset({"mx.example.no"}), "mx.example.no")
EXCHANGE = Trust(frozenset({"hub.protection.example.com"}), "")
RECEIVED = "Received: from out.student.example.no ([192.0.2.1]) by mx.example.no (Postfix) id 1; Mon, 23 Nov 2026 10:00:00 +0100"
HUB = "Received: from a.example by hub.protection.example.com (2603::1) with Microsoft SMTP Server id 15; Mon, 23 Nov 2026 09:00:00 +0000"
PASS = "Authentication-Results: mx.example.no; dmarc=pass (p=none) header.from=student.example.no"
FROM = "From: Kari <kari@student.example.no>"
KEPT = datetime(2026, 11, 23, 9, 0, 30, tzinfo=UTC)
YES, UNKNOWN, FAILED = Verdict.AUTHENTICATED, Verdict.UNKNOWN, Verdict.FAILED


def of(*lines: str, trust: Trust = OURS) -> Verdict:
    mail = parse("\r\n".join((*lines, "", "hei")).encode())
    return judge(mail.fields, mail.sender, trust).verdict


@pytest.mark.parametrize(
    "said",
    [
        PASS,
        "Authentication-Results: MX.example.no; dmarc=pass header.from=STUDENT.example.no",
        "Authentication-Results: mx.example.no 1; spf=pass smtp.mailfrom=x@y.no; dmarc=pass header.from=student.example.no",
        "Authentication-Results: mx.example.no;\r\n\tdmarc=pass\r\n (p=reject; sp=none)\r\n header.from=student.example.no",
        'Authentication-Results: "mx.example.no"; dmarc = pass header.from="student.example.no"',
        "Authentication-Results: mx.example.no (our (nested) server); dmarc/1=pass header.from=student.example.no;",
        "Authentication-Results: mx.example.no; dkim=pass header.d=student.example.no header.s=1",
        "Authentication-Results: mx.example.no; dmarc=none; dkim=pass header.d=example.no",
        "Authentication-Results: mx.example.no; dkim=fail header.d=x.no; dkim=pass header.i=@student.example.no",
    ],
)
def test_word_of_our_own_server_is_believed(said: str) -> None:
    assert of(said, RECEIVED, FROM) is YES


@pytest.mark.demand("D-28")
@pytest.mark.parametrize(
    "lines",
    [
        (RECEIVED, PASS, FROM),
        (PASS, FROM),
        (PASS.replace("mx.example.no", "mx.evil.no"), RECEIVED, FROM),
        (PASS.replace("mx.example.no;", "mx.example.no.evil.no;"), RECEIVED, FROM),
        (PASS.replace("mx.example.no;", ""), RECEIVED, FROM),
        (PASS, RECEIVED.replace("by mx.example.no", "by mx.evil.no"), FROM),
        (PASS, "Received: from x (by mx.example.no) by evil.no; Mon, 23 Nov 2026 10:00:00 +0100", FROM),
        (PASS, RECEIVED, "From: kari@student.example.no <evil@evil.no>"),
        (PASS, RECEIVED, "From: <kari@student.example.no><evil@evil.no>"),
        (PASS, RECEIVED, FROM, "From: evil@evil.no"),
        (PASS, RECEIVED, '"From: kari@student.example.no'),
        (PASS.replace("header.from=student", "header.from=evil.student"), RECEIVED, FROM),
        (PASS.replace("header.from=student.example.no", "header.from=evil.no"), RECEIVED, FROM),
        (PASS.replace(" header.from=student.example.no", ""), RECEIVED, FROM),
        ("Authentication-Results: mx.example.no; spf=pass smtp.mailfrom=kari@student.example.no", RECEIVED, FROM),
        ("Authentication-Results: mx.example.no; dkim=pass header.d=evil.no", RECEIVED, FROM),
        ("Authentication-Results: mx.example.no; dkim=pass header.d=no", RECEIVED, FROM),
        ("Authentication-Results: mx.example.no; dkim=pass header.d=nt.example.no", RECEIVED, FROM),
        ("Authentication-Results: mx.example.no; dkim=pass reason=\"; dmarc=pass header.from=student.example.no\"", RECEIVED, FROM),
        ("Authentication-Results: mx.example.no (; dmarc=pass header.from=student.example.no)", RECEIVED, FROM),
        ('Authentication-Results: mx.example.no; spf=none smtp.mailfrom="x; dmarc=pass header.from=student.example.no"', RECEIVED, FROM),
        (PASS + "; dmarc=pass header.from=evil.no", RECEIVED, FROM),
        ("Authentication-Results: mx.example.no; dmarc=temperror header.from=student.example.no", RECEIVED, FROM),
        ("Authentication-Results: mx.example.no; none", RECEIVED, FROM),
        ("Authentication-Results:", RECEIVED, FROM),
        ("ARC-Authentication-Results: i=1; mx.example.no; dmarc=pass header.from=student.example.no", RECEIVED, FROM),
        ("X-MS-Exchange-Organization-AuthAs: Internal", RECEIVED, FROM),
        (PASS, RECEIVED, "From: kari@student.ui0.no"),
    ],
)  # fmt: skip
def test_forged_or_missing_word_proves_nothing(lines: tuple[str, ...]) -> None:
    assert of(*lines) is UNKNOWN


@pytest.mark.parametrize(
    "said",
    [
        "Authentication-Results: mx.example.no; dmarc=fail header.from=student.example.no",
        "Authentication-Results: mx.example.no; dkim=pass header.d=student.example.no; dmarc=fail (p=none)",
        PASS + "\r\nAuthentication-Results: mx.example.no; dmarc=fail header.from=student.example.no",
    ],
)
def test_failed_check_of_our_server_outweighs_everything(said: str) -> None:
    assert of(said, RECEIVED, PASS, FROM) is FAILED


def test_a_field_that_is_cut_off_proves_nothing() -> None:
    """As many signatures as it takes, so that the cut falls behind a name that the sender has put before one of its own."""
    said = "Authentication-Results: mx.example.no; dkim=pass header.d=a.evil.no header.s={}; dkim=pass header.d=student.example.no"
    value = len(said.partition(": ")[2].format(""))
    cut = said.format("s" * (4096 - value)) + ".evil.no; dmarc=fail header.from=student.example.no"
    assert of(cut.replace(".evil.no; dmarc=fail", "; dmarc=none"), RECEIVED, FROM) is UNKNOWN
    assert of(cut, RECEIVED, FROM) is UNKNOWN


def test_forged_failure_below_the_boundary_harms_nobody() -> None:
    assert of(PASS, RECEIVED, "Authentication-Results: mx.example.no; dmarc=fail", FROM) is YES


def test_forged_received_below_ours_moves_no_boundary() -> None:
    assert of(RECEIVED, PASS, RECEIVED, FROM) is UNKNOWN


# As servers write them: the first was seen of Postfix 3.7 with OpenDKIM and OpenDMARC, the others are written in the forms of their makers.
FORMS = {
    "OpenDMARC above OpenDKIM": (
        "dmarc={0} (p=none dis=none) header.from=student.example.no\r\n"
        "Authentication-Results: mx.example.no; dkim=none; dkim-atps=neutral"
    ),
    "OpenDKIM above OpenDMARC": (
        'dkim=pass (2048-bit key; unprotected) header.d=student.example.no header.i=@student.example.no header.b="a+b/c="\r\n'
        "Authentication-Results: mx.example.no; dmarc={0} (p=reject dis=none) header.from=student.example.no"
    ),
    "rspamd": (
        "\r\n\tdkim=pass header.d=student.example.no header.s=s1 header.b=abc;\r\n\tdmarc={0} (policy=none)"
        " header.from=student.example.no;\r\n\tspf=pass (mx.example.no: domain of kari@student.example.no designates"
        " 192.0.2.1 as permitted sender) smtp.mailfrom=kari@student.example.no"
    ),
    "a provider's front door": (
        "dkim=pass header.i=@student.example.no header.s=s1 header.b=Ab/+=; arc=pass (i=1 spf=pass dkim=pass);\r\n"
        " spf=pass (example.com: domain of x@y.no designates 192.0.2.1 as permitted sender) smtp.mailfrom=x@y.no;\r\n"
        " dmarc={0} (p=REJECT sp=REJECT dis=NONE) header.from=student.example.no"
    ),
    "several domains signed": (
        "dkim=pass header.d=lists.example.org; dkim=pass header.d=student.example.no; dmarc={0} header.from=Student.Example.NO"
    ),
}


@pytest.mark.parametrize(("result", "is_verdict"), [("pass", YES), ("fail", FAILED)])
@pytest.mark.parametrize("form", FORMS)
def test_the_forms_of_servers_are_understood(form: str, result: str, is_verdict: Verdict) -> None:
    assert of(f"Authentication-Results: mx.example.no; {FORMS[form].format(result)}", RECEIVED, FROM) is is_verdict


def test_a_login_proves_the_address_that_it_names_and_no_other() -> None:
    login = "Authentication-Results: mx.example.no; auth=pass (plain) smtp.auth={}; dmarc=none header.from=student.example.no"
    assert of(login.format("kari@student.example.no"), RECEIVED, FROM) is YES
    assert of(login.format("nils@student.example.no"), RECEIVED, FROM) is UNKNOWN


def test_a_verdict_is_kept_with_the_fields_it_came_from() -> None:
    forged = "Authentication-Results: mx.example.no; dkim=pass header.d=student.example.no"
    mail = parse("\r\n".join((PASS, RECEIVED, forged, FROM, "", "hei")).encode())
    assert judge(mail.fields, mail.sender, OURS) == Judged(YES, PASS)


def test_a_property_that_is_given_twice_counts_as_none() -> None:
    assert of(f"{PASS} header.from=evil.no", RECEIVED, FROM) is UNKNOWN


@pytest.mark.parametrize("host", ["am0eur02ft003.mail.protection.example.com", "X.MAIL.PROTECTION.EXAMPLE.COM"])
def test_a_name_with_a_leading_dot_stands_for_all_below_it(host: str) -> None:
    door = Trust(frozenset({".mail.protection.example.com"}), "")
    inner = "Received: from a.example.com by b.prod.example.com (2603::1) with Microsoft SMTP Server; Mon, 23 Nov 2026 09:00:01 +0000"
    received = HUB.replace("hub.protection.example.com", host)
    assert of(inner, EXCHANGE_PASS, received, FROM, trust=door) is YES
    assert of(inner, received, EXCHANGE_PASS, FROM, trust=door) is UNKNOWN


@pytest.mark.parametrize("host", ["mail.protection.example.com", "mail.protection.example.com.evil.no", "evil.no"])
def test_a_name_with_a_leading_dot_stands_for_nothing_else(host: str) -> None:
    door = Trust(frozenset({".mail.protection.example.com"}), "")
    assert of(EXCHANGE_PASS, HUB.replace("hub.protection.example.com", host), FROM, trust=door) is UNKNOWN


EXCHANGE_PASS = (
    "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=student.example.no; dkim=pass (signature was"
    " verified)\r\n header.d=student.example.no;dmarc=pass action=none\r\n header.from=student.example.no;compauth=pass reason=100"
)


def test_exchange_online_is_understood_without_a_name() -> None:
    assert of(EXCHANGE_PASS, HUB, FROM, trust=EXCHANGE) is YES


@pytest.mark.parametrize(
    ("said", "is_verdict"),
    [
        ("dmarc=fail action=oreject header.from=student.example.no;compauth=fail reason=000", FAILED),
        ("dmarc=fail action=quarantine header.from=student.example.no;compauth=none reason=451", FAILED),
        ("dmarc=fail action=oreject header.from=student.example.no;compauth=pass reason=130", UNKNOWN),
        ("dmarc=fail action=oreject header.from=student.example.no;compauth=pass reason=100", FAILED),
        ("dmarc=fail action=oreject header.from=student.example.no;compauth=fail reason=130", FAILED),
        ("dmarc=bestguesspass action=none header.from=student.example.no;compauth=pass reason=109", UNKNOWN),
        ("dmarc=none action=none header.from=student.example.no;compauth=fail reason=001", UNKNOWN),
        (
            "dkim=pass header.d=student.example.no;dmarc=none action=none header.from=student.example.no;compauth=pass",
            YES,
        ),
        ("dkim=pass header.d=student.example.no;dmarc=none header.from=student.example.no;compauth=fail", UNKNOWN),
        ("dmarc=pass action=none header.from=evil.no;compauth=pass reason=100", UNKNOWN),
    ],
)
def test_what_exchange_online_says_counts_as_it_says(said: str, is_verdict: Verdict) -> None:
    spf = "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=student.example.no; "
    assert of(f"Authentication-Results: {spf}{said}", HUB, FROM, trust=EXCHANGE) is is_verdict


def test_exchange_counts_only_its_topmost_field() -> None:
    nothing = "Authentication-Results: spf=none smtp.mailfrom=x.no; dmarc=none header.from=student.example.no"
    assert of(nothing, EXCHANGE_PASS, HUB, FROM, trust=EXCHANGE) is UNKNOWN


def test_exchange_form_is_nothing_where_a_name_is_configured() -> None:
    assert of(EXCHANGE_PASS, RECEIVED, FROM) is UNKNOWN


def test_named_field_is_nothing_where_none_is_configured() -> None:
    assert of(PASS, HUB, FROM, trust=EXCHANGE) is UNKNOWN


def test_mail_from_inside_the_tenant_is_authenticated() -> None:
    assert of("X-MS-Exchange-Organization-AuthAs: Internal", HUB, FROM, trust=EXCHANGE) is YES
    assert of(HUB, "X-MS-Exchange-Organization-AuthAs: Internal", FROM, trust=EXCHANGE) is UNKNOWN


@pytest.mark.parametrize("fixed", list(Verdict))
def test_without_a_server_in_front_the_setting_decides(fixed: Verdict) -> None:
    assert of(FROM, trust=Trust(fixed=fixed)) is fixed


def test_nobody_is_authenticated_without_one_address() -> None:
    assert of("From: a@x.no, b@x.no", trust=Trust(fixed=YES)) is UNKNOWN
    assert of("From: a@x.no, b@x.no", trust=Trust(fixed=FAILED)) is FAILED


@pytest.mark.demand("A-052")
@pytest.mark.parametrize(
    ("line", "seconds_before"),
    [
        (RECEIVED, 30),
        (RECEIVED.replace("10:00:00 +0100", "09:59:30 +0100 (CET)"), 60),
        (RECEIVED.replace("10:00:00", "10:00:31"), 0),
        (RECEIVED.replace("23 Nov", "1 Nov"), 0),
        (RECEIVED.replace("+0100", "-0000"), 0),
        (RECEIVED.replace("; Mon, 23 Nov 2026 10:00:00 +0100", ""), 0),
        (RECEIVED.replace("Mon, 23 Nov 2026", "yesterday"), 0),
        (RECEIVED.replace("by mx.example.no", "by mx.evil.no"), 0),
        ("Subject: none", 0),
    ],
)
def test_time_of_reception_is_the_trusted_servers_or_ours(line: str, seconds_before: int) -> None:
    fields = parse(f"{line}\r\n{FROM}\r\n\r\nhei".encode()).fields
    assert received_at(fields, KEPT, OURS) == KEPT - timedelta(seconds=seconds_before)


def test_first_trusted_server_is_the_one_whose_time_counts() -> None:
    later = RECEIVED.replace("10:00:00", "09:00:00")
    assert received_at(parse(f"{RECEIVED}\r\n{later}\r\n\r\nx".encode()).fields, KEPT, OURS) == KEPT - timedelta(
        seconds=30
    )


def test_time_is_ours_where_no_server_stands_in_front() -> None:
    assert received_at(parse(f"{RECEIVED}\r\n\r\nx".encode()).fields, KEPT, Trust(fixed=YES)) == KEPT

"""The twenty acceptance tests of mail: which tests show each, what is not shown yet, and the first and the eighth of them.

`SHOWN` is the table. A number without a gap is shown whole by its tests; LACKS says for the others what nobody has built or shown.
"""

import hashlib
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from store.schema import mails
from tests.appeals import on_sqlite
from tests.mailgateway.forgeries import GENUINE, TRICKS, forged, genuine
from tests.mailgateway.machine_mails import MAILS, SentLetter, raw_of
from tests.mailgateway.written_mails import written
from tests.season import KARI
from tests.stage import DOMAIN, Stage
from tests.test_requirements import functions_of
from tests.tongues import NB

TESTS = Path(__file__).parent
LINE_END = re.compile(rb"\r\n|\r|\n")
LETTER = SentLetter(f"<none@{DOMAIN}>", f"sak@{DOMAIN}", "none")

SHOWN: dict[int, tuple[str, ...]] = {
    1: (
        "test_mail_acceptance.py::test_every_mail_of_our_own_is_kept_to_the_octet_and_ends_in_one_place",
        "mailgateway/test_read.py::test_every_file_below_is_read_and_counted",
    ),
    2: ("mailgateway/test_server.py::test_no_false_end_of_data_smuggles_a_second_mail",),
    3: ("mailgateway/test_tls.py::test_commands_that_came_with_starttls_are_forgotten",),
    4: (
        "mailgateway/test_server.py::test_fault_of_the_store_is_answered_451_without_its_words",
        "mailgateway/test_server.py::test_mail_after_a_fault_has_its_own_envelope",
    ),
    5: ("test_kept_before_250.py::test_every_answered_mail_survives_twenty_kills_and_none_is_there_twice",),
    6: (
        "test_kept_before_250.py::test_full_disk_is_answered_451_until_there_is_room",
        "test_kept_before_250.py::test_locked_database_is_answered_451_until_it_is_free",
        "test_kept_before_250.py::test_postgresql_that_is_stopped_is_answered_451_until_it_is_back",
        "test_kept_before_250.py::test_disk_without_room_for_the_largest_mail_is_answered_452_at_mail",
    ),
    7: ("test_kept_before_250.py::test_mail_of_a_sender_that_leaves_after_the_dot_and_comes_again_is_there_once",),
    8: (
        "test_mail_acceptance.py::test_one_message_id_with_two_contents_is_two_mails",
        "test_mail_acceptance.py::test_one_content_on_two_ways_is_one_mail",
        "test_mail_acceptance.py::test_one_mail_to_two_functions_is_seen_by_both",
    ),
    9: (
        "mailgateway/test_parsing.py::test_hostile_bytes_give_a_mail_and_no_exception",
        "mailgateway/test_parsing.py::test_html_that_hangs_other_readers_is_harmless",
        "mailgateway/test_reader.py::test_mail_that_takes_too_long_is_read_again_apart_from_the_others",
        "mailgateway/test_reader.py::test_mail_that_cannot_be_read_twice_in_a_row_is_set_aside_without_waiting",
        "mailgateway/test_worker.py::test_mail_that_breaks_its_reader_is_told_and_others_are_read",
    ),
    10: (
        "mailgateway/test_headers.py::test_from_is_one_address_or_unclear",
        "mailgateway/test_trust.py::test_forged_or_missing_word_proves_nothing",
        "mailgateway/test_trust.py::test_what_exchange_online_says_counts_as_it_says",
        "test_flows_forgeries.py::test_no_forgery_moves_a_case_or_learns_a_fact",
        "test_flows_front.py::test_a_bad_server_is_told_to_be_bad",
    ),
    11: (
        "mailgateway/test_server.py::test_stranger_is_turned_away_at_the_door",
        "mailgateway/test_tls.py::test_mail_without_tls_is_refused_where_tls_is_required",
    ),
    12: (
        "mailgateway/test_machine_table.py::test_what_answers_our_letter_is_tied_to_it",
        "mailgateway/test_machine_table.py::test_report_says_whether_the_letter_is_lost_for_good",
        "mailgateway/test_bounces.py::test_each_form_is_a_report_on_the_letter_that_it_returns",
        "mailgateway/test_bounces.py::test_each_form_says_whether_the_letter_is_lost_or_that_a_person_must_read_it",
        "test_flows_bounces.py::test_no_report_of_any_form_opens_a_case_or_is_answered",
        "test_flows_machines.py::test_no_machine_is_answered_and_none_moves_a_case",
        "test_flows_machines.py::test_a_bounce_flags_the_address_and_names_the_deadline_that_runs",
    ),
    13: (
        "mailgateway/test_machine_table.py::test_each_row_is_taken_for_what_it_is",
        "test_flows_robots.py::test_two_robots_fall_silent_within_three_letters",
        "test_flows_robots.py::test_a_person_is_told_of_a_robot",
    ),
    14: (
        "mailgateway/test_quotes.py::test_writers_words_stay_and_quoted_words_go",
        "mailgateway/test_forwards.py::test_sender_of_a_forwarded_mail_is_offered",
    ),
    15: (
        "test_flows_short_words.py::test_given_under_the_letter_from_the_one_it_asked_is_accepted",
        "test_flows_short_words.py::test_given_a_second_time_changes_nothing",
        "test_flows_short_words.py::test_given_from_another_address_than_the_one_asked_changes_nothing",
        "test_flows_short_words.py::test_a_short_word_without_a_question_is_asked_back",
        "test_flows_short_words.py::test_a_longer_text_of_a_grader_is_read_by_a_person",
    ),
    16: (
        "mailgateway/test_invitations.py::test_invitation_is_written_like_this_to_the_octet",
        "mailgateway/test_invitations.py::test_letter_with_an_invitation_has_these_parts",
        "mailgateway/test_calendar_replies.py::test_each_calendar_says_its_word_and_its_writers",
        "test_flows_appointments.py::test_a_calendar_that_accepts_is_noted_and_not_answered",
        "test_flows_appointments.py::test_a_calendar_that_may_come_is_noted",
        "test_flows_appointments.py::test_a_calendar_that_declines_reopens_the_search_for_a_time",
        "test_flows_appointments.py::test_an_answer_that_is_not_the_invited_ones_to_this_edition_moves_nothing",
        "test_flows_appointments.py::test_a_calendar_that_wants_something_else_is_read_by_a_person",
    ),
    17: (
        "mailgateway/test_postman.py::test_answer_of_the_relay_decides_the_fate",
        "test_flows_letters_out.py::test_a_letter_that_may_have_been_taken_goes_again_to_the_byte",
        "test_flows_letters_out.py::test_nothing_that_was_taken_goes_again",
        "mailgateway/test_postman.py::test_relay_that_falls_silent_is_not_waited_for",
    ),
    18: (
        "mailgateway/test_weighing.py::test_each_file_weighs_what_it_is",
        "mailgateway/test_clamd.py::test_a_virus_is_named",
        "mailgateway/test_clamd.py::test_a_scanner_that_is_not_there_has_not_scanned",
        "test_flows_files.py::test_a_file_that_nobody_should_open_does_not_keep_the_case",
    ),
    19: (
        "mailgateway/test_limits.py::test_thirty_megabytes_are_kept_octet_for_octet",
        "mailgateway/test_limits.py::test_a_hundred_recipients_are_taken_and_the_next_is_asked_to_come_later",
        "mailgateway/test_limits.py::test_two_hundred_idle_connections_stop_nobody_who_is_in",
        "mailgateway/test_server.py::test_what_was_sent_is_what_is_kept",
        "mailgateway/test_server.py::test_address_with_norwegian_letters_is_taken",
    ),
    20: (
        "store/test_inbox.py::test_a_mail_set_aside_is_read_once_more_with_its_own_time",
        "test_flows_trouble.py::test_a_mail_read_after_a_restart_keeps_its_own_time",
        "test_flows_trouble.py::test_a_mail_without_a_place_is_an_alarm_once",
        "test_flows_trouble.py::test_a_mail_that_was_set_aside_for_an_hour_is_a_case_from_when_it_came",
    ),
}
LACKS: dict[int, str] = {
    1: "collected mails are no part of the project: its own go through the port, a folder through `python -m mailgateway.read`",
    12: "over fifty reports of our own; the collected ones are no part of the project and were measured by hand",
    14: "measured on our own forms and bodies, not on the collected texts",
}


def named_tests() -> set[str]:
    return {
        f"{file.relative_to(TESTS).as_posix()}::{f.name}"
        for file in TESTS.rglob("test_*.py")
        for f in functions_of(file)
    }


def test_all_twenty_are_in_the_table_and_every_test_it_names_is_there() -> None:
    assert list(SHOWN) == list(range(1, 21))
    assert {one for tests in SHOWN.values() for one in tests} - named_tests() == set()


def test_what_no_test_shows_is_said() -> None:
    assert {number for number, tests in SHOWN.items() if not tests} <= LACKS.keys()


def own_mails() -> list[bytes]:
    """Every mail that was written for these tests."""
    forgeries = [forged(trick, KARI, f"{trick}", "Hei") for trick in TRICKS]
    odd = [genuine(form, KARI, f"{form}", "Hei") for form in GENUINE]
    plain = [
        f"From: a{number}@example.com\r\nSubject: {mail.subject}\r\n\r\n{mail.text}\r\n".encode()
        for number, mail in enumerate(written("tuning"))
    ]
    return [*(raw_of(mail, LETTER) for mail in MAILS), *forgeries, *odd, *plain]


@on_sqlite
async def test_every_mail_of_our_own_is_kept_to_the_octet_and_ends_in_one_place(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    sent = [LINE_END.sub(b"\r\n", raw.rstrip(b"\r\n") + b"\n") for raw in own_mails()]  # as every client sends lines
    for raw in sent:
        await stage.deliver("somebody@example.com", f"klage@{DOMAIN}", raw, settle=False)
    await stage.service.settle()

    kept = await stage.service.store.read(
        lambda records: list(records._connection.execute(select(mails.c.raw, mails.c.state, mails.c.outcome)))
    )
    assert {hashlib.sha256(row.raw).digest() for row in kept} == {hashlib.sha256(raw).digest() for raw in sent}
    assert [row for row in kept if row.state != "understood" or not row.outcome] == []
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


REQUEST = f"From: {KARI}\r\nMessage-ID: <one@student.example.no>\r\nSubject: {{}}\r\n\r\n{NB.request.format(course='TDT4100')}\r\n"


async def times_kept(stage: Stage) -> list[int]:
    return await stage.service.store.read(
        lambda records: list(records._connection.execute(select(mails.c.times_received).order_by(mails.c.id)).scalars())
    )


async def test_one_message_id_with_two_contents_is_two_mails(stage: Stage) -> None:
    for subject in ("Hei", "Hei igjen"):
        await stage.deliver(KARI, f"begrunnelse@{DOMAIN}", REQUEST.format(subject).encode())

    assert (await times_kept(stage), len(stage.letters(KARI))) == ([1, 1], 2)


async def test_one_content_on_two_ways_is_one_mail(stage: Stage) -> None:
    for server in ("mx1.example.no", "mx2.example.no"):
        received = f"Received: from out by {server}; Mon, 23 Nov 2026 09:00:00 +0100\r\n"
        await stage.deliver(KARI, f"begrunnelse@{DOMAIN}", (received + REQUEST.format("Hei")).encode())

    assert (await times_kept(stage), len(stage.letters(KARI))) == ([2], 1)


async def test_one_mail_to_two_functions_is_seen_by_both(stage: Stage) -> None:
    for box in ("begrunnelse", "formellfeil"):
        await stage.deliver(KARI, f"{box}@{DOMAIN}", REQUEST.format("Hei").encode())

    assert await times_kept(stage) == [1, 1]

"""Stories of encrypted mail: nothing is done on its subject alone, the sender is asked and a person reads it (mail.md § 7)."""

import pytest

from casework.case import Status
from tests.stage import DOMAIN, Stage, header
from tests.tongues import KARI, NB, Tongue, in_each_language

HEAD = f"From: {KARI}\r\nTo: klage@{DOMAIN}\r\nSubject: Klage TDT4100\r\nMessage-ID: <sealed@student.example.no>\r\nMIME-Version: 1.0\r\n"
SEALED = {
    "S/MIME": (
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\nMIIBBgYJKoZIhvcNAQcDoIH4MIH1AgEA\r\n"
    ),
    "PGP/MIME": (
        'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\r\n\r\n'
        "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
        "--b\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM\r\n"
        "-----END PGP MESSAGE-----\r\n--b--\r\n"
    ),
}


@pytest.mark.parametrize("sealed", SEALED.values(), ids=SEALED.keys())
async def test_an_encrypted_mail_is_not_acted_on_by_its_subject(stage: Stage, sealed: str) -> None:
    await stage.deliver(KARI, f"klage@{DOMAIN}", (HEAD + sealed).encode())

    assert (await stage.cases(), await stage.tasks()) == (0, ["not_understood"])
    assert "Vi kan ikke lese e-posten din" in stage.letter(KARI).subject


UNREAD = {
    "nb": ("kryptert", "23. november 2026 kl. 09.00.00", "Svar på denne e-posten uten kryptering"),
    "nn": ("kryptert", "23. november 2026 kl. 09.00.00", "Svar på denne e-posten utan kryptering"),
    "en": ("encrypted", "23 November 2026 at 09:00:00", "Reply to this e-mail without encryption"),
}


@in_each_language
async def test_the_student_reads_that_the_mail_is_encrypted_and_when_it_came(stage: Stage, tongue: Tongue) -> None:
    raw = (HEAD + SEALED["S/MIME"]).replace(KARI, tongue.student)
    await stage.deliver(tongue.student, f"klage@{DOMAIN}", raw.replace("Klage TDT4100", "TDT4100").encode())

    text = stage.letter(tongue.student).text
    assert [said for said in UNREAD[tongue.language] if said not in text] == []


@pytest.mark.parametrize("stage", [{"mail_verdict": "unknown"}], indirect=True, ids=["unknown"])
async def test_a_sender_whom_nobody_vouches_for_reads_it_too_and_nothing_of_a_case(stage: Stage) -> None:
    await stage.deliver(KARI, f"klage@{DOMAIN}", (HEAD + SEALED["S/MIME"]).encode())

    assert "Vi kan ikke lese e-posten din" in stage.letter(KARI).subject
    assert ("TDT4100" in stage.letter(KARI).text, await stage.tasks()) == (False, ["not_understood"])


async def test_an_encrypted_answer_to_our_question_settles_nothing_by_its_subject(stage: Stage) -> None:
    await stage.mail(KARI, "sak", "", NB.puzzling)
    asked = header(stage.letter(KARI), "Reply-To")
    await stage.deliver(KARI, asked, (HEAD.replace(f"klage@{DOMAIN}", asked) + SEALED["S/MIME"]).encode())

    assert (await stage.cases(), await stage.tasks()) == (0, ["not_understood"] * 2)


async def test_an_encrypted_mail_of_a_machine_is_not_answered(stage: Stage) -> None:
    raw = f"Auto-Submitted: auto-replied\r\n{HEAD}{SEALED['S/MIME']}".encode()
    await stage.deliver(KARI, f"klage@{DOMAIN}", raw)

    assert stage.letters(KARI) == []


async def test_a_stream_of_encrypted_mails_is_answered_up_to_the_cap(stage: Stage) -> None:
    for number in range(5):
        raw = (HEAD + SEALED["S/MIME"]).replace("<sealed@", f"<sealed{number}@")
        await stage.deliver(KARI, f"klage@{DOMAIN}", raw.encode())

    assert (len(stage.letters(KARI)), sorted(await stage.tasks())) == (3, ["capped", *["not_understood"] * 5])


async def test_an_encrypted_mail_of_a_grader_moves_no_case_by_its_subject(stage: Stage) -> None:
    await stage.asks(NB)
    raw = (HEAD + SEALED["S/MIME"]).replace(KARI, "gro@example.no").replace("Klage TDT4100", "Sendt 1")
    await stage.deliver("gro@example.no", f"sak@{DOMAIN}", raw.replace("klage@", "sak@").encode())

    assert ((await stage.case()).status, await stage.tasks()) == (Status.WITH_GRADER, ["not_understood"])


async def test_the_answer_in_plain_words_keeps_the_time_of_the_encrypted_mail(stage: Stage) -> None:
    first = stage.clock()
    await stage.deliver(KARI, f"klage@{DOMAIN}", (HEAD + SEALED["S/MIME"]).encode())
    await stage.later(hours=20)
    await stage.reply(KARI, stage.letter(KARI), "Jeg klager på karakteren i TDT4100.")

    assert (await stage.case()).received == first

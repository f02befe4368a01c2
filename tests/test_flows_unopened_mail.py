"""Stories of encrypted mail: nothing is done on its subject alone, the sender is asked and a person reads it (mail.md § 7)."""

import pytest

from tests.stage import DOMAIN, Stage
from tests.tongues import KARI, NB

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
    assert NB.puzzled in stage.letter(KARI).subject


async def test_the_answer_in_plain_words_keeps_the_time_of_the_encrypted_mail(stage: Stage) -> None:
    first = stage.clock()
    await stage.deliver(KARI, f"klage@{DOMAIN}", (HEAD + SEALED["S/MIME"]).encode())
    await stage.later(hours=20)
    await stage.reply(KARI, stage.letter(KARI), "Jeg klager på karakteren i TDT4100.")

    assert (await stage.case()).received == first

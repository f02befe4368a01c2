"""Which language a mail is answered in, on 120 mails: half of the first sixty were never looked at while the words were chosen.

The thirty `short` ones, of three words or hardly more, were labelled first and measured once: none wrong, five untold, mended since.
So were the thirty `brief` ones, mostly answers about a time: none wrong, eight untold; two of them could be either and stay so.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from casework.exams import Language
from casework.messages import KeptMail
from mailgateway.addresses import Mint
from mailgateway.languages import language_of
from mailgateway.trust import Trust
from mailgateway.understanding import understand

MINT = Mint("eksamen.example.no", [b"k" * 32])
NOW = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Labelled:
    """A mail and the language that a person would answer it in, which is not `certain` where its words are the same in another."""

    name: str
    language: Language
    subject: str
    text: str
    certain: bool = True


def labelled(half: str) -> list[Labelled]:
    """The mails of one half: `tuning` or `held`."""
    mails = tomllib.loads(Path(__file__).with_name(f"languages_{half}.toml").read_text("utf-8"))["mail"]
    return [
        Labelled(
            f"{half}-{place}", Language(mail["language"]), mail["subject"], mail["text"].strip(), not mail.get("either")
        )
        for place, mail in enumerate(mails, start=1)
    ]


HALVES = {half: labelled(half) for half in ("tuning", "held", "short", "brief")}
MAILS = [mail for half in HALVES.values() for mail in half]


def told(mail: Labelled) -> Language | None:
    """The language of the mail as the service hears it: sent, kept, read, and rid of its quotes."""
    message = EmailMessage(SMTP)
    message["From"], message["To"], message["Subject"] = "kari@student.example.no", f"sak@{MINT.domain}", mail.subject
    message["Message-ID"] = "<1@student.example.no>"
    message.set_content(mail.text)
    kept = KeptMail(1, NOW, "127.0.0.1", "kari@student.example.no", (f"sak@{MINT.domain}",), message.as_bytes())
    return understand(kept, MINT, Trust()).intent.language


@pytest.mark.parametrize("mail", [pytest.param(mail, id=mail.name) for mail in MAILS])
def test_mail_is_answered_in_its_own_language(mail: Labelled) -> None:
    assert told(mail) is (mail.language if mail.certain else None)


@pytest.mark.parametrize("half", HALVES)
def test_each_half_holds_ten_mails_of_each_language(half: str) -> None:
    assert Counter(mail.language for mail in HALVES[half]) == dict.fromkeys(Language, 10)


UNSURE = ["", "Ok", "TDT4100, kandidat 10023", "Hei! Mvh Kari", "42", "Takk for svar", "Jeg eg", "Klage på karakter"]


@pytest.mark.parametrize("text", UNSURE)
def test_what_could_be_either_is_left_to_the_registry(text: str) -> None:
    assert language_of(text) is None


BORROWED = [
    (Language.NN, "begrunnelse", "Hei, kan eg få begrunnelse på eksamen?"),
    (Language.NN, "", "Hei, kan eg få begrunnelse på eksamen?"),
    (Language.NB, "klaga", "Hei, jeg trekker klaga mi."),
    (Language.NB, "", "Jeg ber om begrunnelse i «The History of the Modern World and of Ideas»."),
    (Language.NB, "Klage", 'Jeg vil klage på "Introduction to the Theory of Computation and its Applications".'),
    (
        Language.NB,
        "",
        "Hei, jeg vil ha begrunnelse for 'Introduction to the study of language and the use of English'.",
    ),
    (
        Language.NB,
        "",
        "Jeg klager. Sensor skrev «svaret ikkje drøftar kva omgrepet er, og gjer ikkje greie for korleis».",
    ),
    (
        Language.NB,
        "",
        "Jeg klager. Sitat fra sensor: 'Eg meiner svaret ditt ikkje er godt nok, og veit ikkje kva du meiner.'",
    ),
    (
        Language.NN,
        "Klage",
        "Eg klagar. Sensor skreiv: “Svaret mangler drøfting av hva dere og jeg ikke kan være enige om.”",
    ),
    (
        Language.EN,
        "",
        "I don't know why the students' marks aren't here. Sensor skrev 'svaret er ikke godt nok, jeg mener'.",
    ),
]


@pytest.mark.parametrize(("language", "subject", "text"), BORROWED)
def test_the_writers_own_words_tell_and_not_those_of_others(language: Language, subject: str, text: str) -> None:
    assert language_of(text, subject) is language


def test_body_counts_before_the_subject() -> None:
    assert language_of("I would like to know why.", "Begrunnelse for karakteren, som jeg ikke forstår") is Language.EN


def test_subject_tells_where_the_body_does_not() -> None:
    assert language_of("Kandidat 12", "Grunngjeving") is Language.NN


@pytest.mark.parametrize(("closing", "language"), [("Venleg helsing", Language.NN), ("Vennlig hilsen", Language.NB)])
def test_closing_words_tell_where_nothing_else_does(closing: str, language: Language) -> None:
    mail = f"Hei!\n\nTDT4100, kandidat 12.\n\n{closing}\nKari\nDepartment of the History of Ideas"
    assert language_of(mail) is language


def test_name_and_signature_tell_nothing() -> None:
    assert language_of("Hei!\n\nTDT4100, kandidat 12.\n\nMvh\nKari\nDepartment of the History of Ideas") is None

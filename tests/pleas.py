"""What students who appeal or complain write in bokmål, nynorsk and English, and the words by which they know our answers."""

from dataclasses import dataclass

import pytest

from casework.exams import Language
from tests.season import EMILY, KARI, NILS


@dataclass(frozen=True)
class Plea:
    """What a student writes, and the words by which the letters are known."""

    language: Language
    student: str
    appeal: str
    formal: str
    withdraw: str
    yes: str
    received: str
    waits: str
    goes_on: str
    in_favour: str
    against: str
    unchanged: str
    final: str
    once_more: str
    sure: str
    withdrawn: str
    rejected: str
    interim: str
    again: str
    late: str
    formal_received: str
    formal_decided: str
    forwarded: str
    not_upheld: str
    ready: str


NB = Plea(
    language=Language.NB,
    student=KARI,
    appeal="Hei!\n\nJeg klager på karakteren i {course}.\n\nHilsen Kari",
    formal="Hei!\n\nJeg klager på formelle feil ved eksamen i {course}.\n\nHilsen Kari",
    withdraw="Jeg trekker klagen.",
    yes="Ja",
    received="Vi har fått klagen din på karakteren",
    waits="Den venter til du har fått begrunnelsen",
    goes_on="Klagen din, 2/2026, har ventet på begrunnelsen og går nå videre.",
    in_favour="avgjort til gunst for deg",
    against="avgjort til ugunst for deg",
    unchanged="resultatet er uendret",
    final="Den nye karakteren er endelig og kan ikke påklages.",
    once_more="skal vurderes én gang til",
    sure="Vil du trekke",
    withdrawn="er trukket",
    rejected="Avgjørelse om",
    interim="Foreløpig svar på",
    again="Nytt foreløpig svar på",
    late="Begrunnelsen din blir forsinket",
    formal_received="Vi har fått klagen din på formelle feil",
    formal_decided="Avgjørelse om klagen din på formelle feil",
    forwarded="er sendt videre",
    not_upheld="Klageinstansen har ikke gitt deg medhold.",
    ready="Begrunnelsen din er klar",
)

NN = Plea(
    language=Language.NN,
    student=NILS,
    appeal="Hei!\n\nEg klagar på karakteren i {course}.\n\nHelsing Nils",
    formal="Hei!\n\nEg klagar på formelle feil ved eksamenen i {course}.\n\nHelsing Nils",
    withdraw="Eg trekkjer klaga.",
    yes="Ja",
    received="Vi har fått klaga di på karakteren",
    waits="Ho ventar til du har fått grunngjevinga",
    goes_on="Klaga di, 2/2026, har venta på grunngjevinga og går no vidare.",
    in_favour="avgjord til gunst for deg",
    against="avgjord til ugunst for deg",
    unchanged="resultatet er uendra",
    final="Den nye karakteren er endeleg. Det er ikkje høve til å klage på han.",
    once_more="skal vurderast éin gong til",
    sure="Vil du trekkje",
    withdrawn="er trekt",
    rejected="Avgjerd om",
    interim="Førebels svar på",
    again="Nytt førebels svar på",
    late="Grunngjevinga di blir forseinka",
    formal_received="Vi har fått klaga di på formelle feil",
    formal_decided="Avgjerd om klaga di på formelle feil",
    forwarded="er send vidare",
    not_upheld="Klageinstansen har ikkje gitt deg medhald.",
    ready="Grunngjevinga di er klar",
)

EN = Plea(
    language=Language.EN,
    student=EMILY,
    appeal="Hello,\n\nI would like to appeal my grade in {course}.\n\nKind regards\nEmily",
    formal="Hello,\n\nI complain about formal errors in {course}.\n\nKind regards\nEmily",
    withdraw="I withdraw my appeal.",
    yes="Yes",
    received="We have received your appeal against the grade",
    waits="It waits until you have received the explanation",
    goes_on="Your appeal, 2/2026, has been waiting for the explanation and now goes on.",
    in_favour="decided in your favour",
    against="decided against you",
    unchanged="the result is unchanged",
    final="The new grade is final, and you cannot appeal against it.",
    once_more="will be assessed once more",
    sure="Do you want to withdraw",
    withdrawn="has been withdrawn",
    rejected="Decision on",
    interim="Interim reply to",
    again="New interim reply to",
    late="Your explanation will be late",
    formal_received="We have received your complaint about formal errors",
    formal_decided="Decision on your complaint about formal errors",
    forwarded="has been passed on",
    not_upheld="The appeal board has not upheld your complaint.",
    ready="Your explanation is ready",
)

in_each_language = pytest.mark.parametrize(
    "plea", [pytest.param(plea, id=plea.language.value) for plea in (NB, NN, EN)]
)

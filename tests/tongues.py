"""What students and graders write in bokmål, nynorsk and English, and the words by which they know our answers."""

from dataclasses import dataclass

import pytest

from casework.exams import Language
from tests.season import EMILY, KARI, NILS


@dataclass(frozen=True)
class Tongue:
    """`request` takes the course; `section` is how a letter names § 11-8 third paragraph."""

    language: Language
    student: str
    request: str
    vague: str
    puzzling: str
    withdraw: str
    yes: str
    sent: str
    given: str
    given_yesterday: str
    no_show: str
    unclear: str
    received: str
    which: str
    puzzled: str
    neutral: str
    ready: str
    talked: str
    not_held: str
    sure: str
    withdrawn: str
    rejected: str
    confirm: str
    exact_time: str
    due: str
    section: str
    until_monday: str
    until_tuesday: str
    heard_sent: str
    heard_given: str
    heard_no_show: str
    heard_yesterday: str
    button: str
    no_such: str
    done_before: str
    assigned: str
    morning: str
    registered: str


NB = Tongue(
    language=Language.NB,
    student=KARI,
    request="Hei!\n\nJeg ber om begrunnelse for karakteren i {course}.\n\nHilsen Kari",
    vague="Hei, jeg ønsker begrunnelse for karakteren min. Hilsen Kari",
    puzzling="Hei, jeg lurer på noe om eksamen.",
    withdraw="Jeg trekker",
    yes="Ja",
    sent="sendt 1",
    given="gitt 1",
    given_yesterday="gitt 1 i går",
    no_show="1 ikke møtt",
    unclear="gitt, sendt 1",
    received="Vi har fått ønsket ditt om begrunnelse",
    which="Hvilken eksamen gjelder det?",
    puzzled="Hva ønsker du hjelp til?",
    neutral="Vi har fått e-posten din",
    ready="Begrunnelsen din er klar",
    talked="Du har fått muntlig begrunnelse",
    not_held="Samtalen om begrunnelse ble ikke holdt",
    sure="Vil du trekke",
    withdrawn="er trukket",
    rejected="Avgjørelse om",
    confirm="Var det du som skrev til oss?",
    exact_time="23. november 2026 kl. 09.00.00",
    due="mandag 7. desember 2026",
    section="universitets- og høyskoleloven § 11-8 tredje ledd",
    until_monday="mandag 14. desember 2026",
    until_tuesday="tirsdag 15. desember 2026",
    heard_sent="begrunnelsen er registrert som sendt mandag 23. november",
    heard_given="muntlig begrunnelse er registrert som gitt mandag 23. november",
    heard_no_show="studenten ikke møtte mandag 23. november",
    heard_yesterday="gitt mandag 23. november",
    button="Sendt: sak 1",
    no_such="Jeg finner ingen sak 1",
    done_before="Sak 1 er allerede ferdig",
    assigned="Ny sak: begrunnelse",
    morning="venter på deg",
    registered="Registrert: 1",
)

NN = Tongue(
    language=Language.NN,
    student=NILS,
    request="Hei!\n\nEg ber om grunngjeving for karakteren i {course}.\n\nHelsing Nils",
    vague="Hei, eg ønskjer grunngjeving for karakteren min. Helsing Nils",
    puzzling="Hei, eg lurer på noko om eksamenen.",
    withdraw="Eg trekkjer",
    yes="Ja",
    sent="sendt 1",
    given="gjeve 1",
    given_yesterday="gjeve 1 i går",
    no_show="1 ikkje møtt",
    unclear="gjeve, sendt 1",
    received="Vi har fått ønsket ditt om grunngjeving",
    which="Kva eksamen gjeld det?",
    puzzled="Kva ønskjer du hjelp til?",
    neutral="Vi har fått e-posten din",
    ready="Grunngjevinga di er klar",
    talked="Du har fått munnleg grunngjeving",
    not_held="Samtalen om grunngjeving blei ikkje halden",
    sure="Vil du trekkje",
    withdrawn="er trekt",
    rejected="Avgjerd om",
    confirm="Var det du som skreiv til oss?",
    exact_time="23. november 2026 kl. 09.00.00",
    due="måndag 7. desember 2026",
    section="universitets- og høgskulelova § 11-8 tredje ledd",
    until_monday="måndag 14. desember 2026",
    until_tuesday="tysdag 15. desember 2026",
    heard_sent="grunngjevinga er registrert som send måndag 23. november",
    heard_given="munnleg grunngjeving er registrert som gitt måndag 23. november",
    heard_no_show="studenten ikkje møtte måndag 23. november",
    heard_yesterday="gitt måndag 23. november",
    button="Sendt: sak 1",
    no_such="Eg finn inga sak 1",
    done_before="Sak 1 er alt ferdig",
    assigned="Ny sak: grunngjeving",
    morning="ventar på deg",
    registered="Registrert: 1",
)

EN = Tongue(
    language=Language.EN,
    student=EMILY,
    request="Hello,\n\nI would like an explanation of my grade in {course}.\n\nKind regards\nEmily",
    vague="Hello, I would like an explanation of my grade. Regards, Emily",
    puzzling="Hello, I am wondering about something with the exam.",
    withdraw="I withdraw",
    yes="Yes",
    sent="sent 1",
    given="given 1",
    given_yesterday="given 1 yesterday",
    no_show="1 no-show",
    unclear="given, sent 1",
    received="We have received your request for an explanation",
    which="Which exam is this about?",
    puzzled="What would you like us to do?",
    neutral="We have received your e-mail",
    ready="Your explanation is ready",
    talked="You have been given an oral explanation",
    not_held="The meeting about your grade was not held",
    sure="Do you want to withdraw",
    withdrawn="has been withdrawn",
    rejected="Decision on",
    confirm="Was it you who wrote to us?",
    exact_time="23 November 2026 at 09:00:00",
    due="Monday 7 December 2026",
    section="Universities and University Colleges Act (LOV-2024-03-08-9) § 11-8 third paragraph",
    until_monday="Monday 14 December 2026",
    until_tuesday="Tuesday 15 December 2026",
    heard_sent="the explanation is recorded as sent Monday 23 November",
    heard_given="the oral explanation is recorded as given Monday 23 November",
    heard_no_show="the student did not come Monday 23 November",
    heard_yesterday="given Monday 23 November",
    button="Sent: case 1",
    no_such="I find no case 1",
    done_before="Case 1 is already closed",
    assigned="New case: explanation",
    morning="waits for you",
    registered="Registered: 1",
)

TONGUES = [pytest.param(tongue, id=tongue.language.value) for tongue in (NB, NN, EN)]
in_each_language = pytest.mark.parametrize("tongue", TONGUES)

"""Every message that is sent, and each element that the law (must) or good practice (should) wants in it, read in three languages.

A row is one element: who wants it, and the words that show it in bokmål, nynorsk and English. What is never there stands in NEVER.
Two things that practice wants are not said, as nobody here knows them to be true: that other students hit by the same error get a
letter of their own (the registry does not know who they are), and practicalities of a new exam beyond that time and place follow.
"""

import re

import pytest

from casework.exams import Language
from tests.casework.messages import MESSAGES

MUST, SHOULD = "must", "should"
NB, NN, EN = Language
Row = tuple[str, str, tuple[str, str, str]]

REFERENCE = "42/2026"
RECEIVED_AT: Row = (
    MUST,
    "exact time",
    ("23. november 2026 kl. 08.00.00", "23. november 2026 kl. 08.00.00", "23 November 2026 at 08:00:00"),
)
RECEIPT: tuple[Row, ...] = (
    (MUST, "that it was received", ("Vi fikk e-posten din", "Vi fekk e-posten din", "We received your e-mail")),
    (MUST, "reference", (f"referansen {REFERENCE}",) * 2 + (f"reference {REFERENCE}",)),
    RECEIVED_AT,
    (SHOULD, "course and part", ("TDT4100 Objekter, høsten 2026", "TDT4100 Objekter, hausten 2026", "autumn 2026")),
    (SHOULD, "how to correct or withdraw", ("Har vi misforstått", "Har vi misforstått", "Have we misunderstood")),
)
UP_OR_DOWN = (
    "bedre, dårligere eller stå som den er",
    "betre, dårlegare eller stå som han er",
    "go up, go down or stay",
)
FINAL = (
    "er endelig og kan ikke påklages",
    "er endeleg. Det er ikkje høve til å klage",
    "is final, and you cannot appeal",
)
WHERE_TO_READ: Row = (
    MUST,
    "where to read it",
    ("lese karakteren i StudentWeb",) * 2 + ("read the grade in StudentWeb",),
)
RESULT: tuple[Row, ...] = (
    WHERE_TO_READ,
    (SHOULD, "the grade is final", FINAL),
    (
        SHOULD,
        "explanation of it and until when",
        (
            "begrunnelse for den nye vurderingen. Svar på denne e-posten og be om den til og med mandag 14. desember 2026",
            "grunngjeving for den nye vurderinga. Svar på denne e-posten og be om ho til og med måndag 14. desember 2026",
            "explanation of the new grading. Reply to this e-mail and ask for it until the end of Monday 14 December 2026",
        ),
    ),
    (
        SHOULD,
        "formal errors and until when",
        (
            "skriv hva som var feil, til og med mandag 28. desember 2026",
            "skriv kva som var feil, til og med måndag 28. desember 2026",
            "write what went wrong, until the end of Monday 28 December 2026",
        ),
    ),
    (SHOULD, "the diploma", ("kan det nå skrives ut", "kan det no skrivast ut", "it can now be issued")),
)
GROUNDS: tuple[Row, ...] = (
    (MUST, "the facts", ("Fakta om saken.",) * 3),
    (MUST, "the reasons", ("Grunner i saken.",) * 3),
)
COMPLAINT: tuple[Row, ...] = (
    (
        MUST,
        "the appeal body",
        ("NTNUs nemnd for studentsaker", "NTNU si nemnd for studentsaker", "NTNU’s board for student matters"),
    ),
    (MUST, "its section", ("forvaltningsloven §§ 28 og 29", "forvaltningslova §§ 28 og 29", "§§ 28 and 29")),
    (MUST, "how to complain", ("Svar på denne e-posten, skriv",) * 2 + ("Reply to this e-mail, write",)),
    (MUST, "the file", ("se dokumentene i saken", "sjå dokumenta i saka", "see the documents of the case")),
)
INTERIM: tuple[Row, ...] = (
    (
        MUST,
        "the reason",
        (
            "grunnen til at du må vente: De nye sensorene er ikke oppnevnt ennå.",
            "grunnen til at du må vente: Dei nye sensorane er ikkje oppnemnde enno.",
            "why you have to wait: The new examiners have not been appointed yet.",
        ),
    ),
    (
        MUST,
        "when an answer can be expected",
        (
            "vente svar onsdag 20. januar 2027",
            "vente svar onsdag 20. januar 2027",
            "expect an answer by Wednesday 20 January 2027",
        ),
    ),
    (SHOULD, "reference", ("referansen 1/2026", "referansen 1/2026", "reference 1/2026")),
    (SHOULD, "date received", RECEIVED_AT[2]),
    (SHOULD, "stage", ("Her står saken nå", "Her står saka no", "This is where your case stands now")),
    (
        SHOULD,
        "contact",
        ("Ta kontakt med studieavdelingen", "Ta kontakt med studieavdelinga", "Contact the student services"),
    ),
    (SHOULD, "nothing to do", ("Du trenger ikke gjøre noe", "Du treng ikkje gjere noko", "do not need to do anything")),
    (SHOULD, "the next update", ("skriver vi til deg igjen", "skriv vi til deg igjen", "we will write to you again")),
)

TABLE: dict[str, tuple[Row, ...]] = {
    "M-ACK explanation": (
        *RECEIPT,
        (
            SHOULD,
            "what it was understood as",
            ("Du ber om begrunnelse", "Du ber om grunngjeving", "asking for an explanation"),
        ),
        (
            SHOULD,
            "the date of ours",
            (
                "begrunnelsen: mandag 7. desember 2026",
                "grunngjevinga: måndag 7. desember 2026",
                "explanation: Monday 7 December 2026",
            ),
        ),
        (
            SHOULD,
            "the appeal's clock",
            ("ingen klagefrist løper mens", "ingen klagefrist går medan", "no appeal deadline runs"),
        ),
    ),
    "M-ACK appeal": (
        *RECEIPT,
        (
            SHOULD,
            "what it was understood as",
            ("Du klager på karakteren", "Du klagar på karakteren", "appealing against your grade"),
        ),
        (SHOULD, "up or down", UP_OR_DOWN),
        (
            SHOULD,
            "blocked meanwhile",
            ("vitnemålet bli holdt tilbake", "vitnemålet bli halde tilbake", "diploma may be withheld"),
        ),
        (
            SHOULD,
            "expected time",
            (
                "svar eller foreløpig svar fra oss: onsdag 23.",
                "svar eller førebels svar frå oss: onsdag 23.",
                "interim reply from us: Wednesday 23",
            ),
        ),
        (
            SHOULD,
            "reasons hidden except in a third assessment",
            (
                "eller hvorfor du klager. Bare hvis",
                "eller kvifor du klagar. Berre dersom",
                "or why you appeal. Only if another",
            ),
        ),
    ),
    "M-ACK formal error": (
        *RECEIPT,
        (
            SHOULD,
            "what it was understood as",
            ("Du klager på formelle feil", "Du klagar på formelle feil", "complaining about formal errors"),
        ),
        (
            SHOULD,
            "expected time",
            (
                "svar eller foreløpig svar fra oss: onsdag 23.",
                "svar eller førebels svar frå oss: onsdag 23.",
                "interim reply from us: Wednesday 23",
            ),
        ),
    ),
    "M-ACK-GAP": (
        (
            MUST,
            "what is missing",
            ("Det som mangler, er hvilken eksamen", "Det som manglar, er kva eksamen", "What is missing is which exam"),
        ),
        (
            MUST,
            "a short time to give it",
            (
                "Svar til og med mandag 30. november 2026",
                "Svar til og med måndag 30. november 2026",
                "by the end of Monday 30 November 2026",
            ),
        ),
        (
            MUST,
            "its section",
            ("forvaltningsloven § 11 fjerde ledd", "forvaltningslova § 11 fjerde ledd", "§ 11 fourth paragraph"),
        ),
        (
            SHOULD,
            "our clock",
            ("fristen vår for å gi deg begrunnelsen stille", "grunngjevinga stille frå då", "stands still from then"),
        ),
        (SHOULD, "its section", ("§§ 37 og 38", "§§ 37 og 38", "§§ 37 and 38")),
        (
            SHOULD,
            "the first mail counts",
            (
                "Den første e-posten din teller",
                "Den første e-posten din tel",
                "Your first e-mail is the one that counts",
            ),
        ),
    ),
    "M-WRONGADDR": (
        (
            MUST,
            "that the address is wrong",
            ("Du skrev til postmaster@", "Du skreiv til postmaster@", "You wrote to postmaster@"),
        ),
        (MUST, "the right one", ("Rett adresse for dette er klage@",) * 2 + ("right address for this is klage@",)),
        RECEIVED_AT,
        (SHOULD, "forwarded by us", ("kom til rett sted", "kom til rett stad", "reached the right place")),
    ),
    "M-EXPL-READY": (
        (
            MUST,
            "where it is",
            (
                "sendt til adressen du er registrert",
                "send til adressa du er registrert",
                "sent to the address you are registered",
            ),
        ),
        (
            SHOULD,
            "the new appeal deadline",
            (
                "til og med mandag 28. desember 2026",
                "til og med måndag 28. desember 2026",
                "until the end of Monday 28 December 2026",
            ),
        ),
        (SHOULD, "how to appeal", ("Vil du klage, svarer du",) * 2 + ("If you want to appeal, reply",)),
        (SHOULD, "guidelines", ("https://i.ntnu.no/wiki",) * 3),
    ),
    "M-EXPL-CALL": (
        (
            MUST,
            "time",
            (
                "torsdag 26. november 2026 kl. 10.15",
                "torsdag 26. november 2026 kl. 10.15",
                "Thursday 26 November 2026 at 10:15",
            ),
        ),
        (MUST, "place", ("rom B312",) * 3),
        (MUST, "who", ("Gro Grader",) * 3),
        (
            SHOULD,
            "no-show",
            (
                "regnes begrunnelsen som gitt den dagen",
                "blir grunngjevinga rekna som gitt den dagen",
                "counts as given on that day",
            ),
        ),
        (SHOULD, "another time", ("så får du en ny tid", "så får du ei ny tid", "a new time")),
    ),
    "M-EXPL-LATE": (
        (
            MUST,
            "the reason",
            ("Grunnen er: Sensoren har fått beskjed",) * 2 + ("The reason is: The examiner has been told",),
        ),
        (
            MUST,
            "expected date",
            ("vente den mandag 4. januar 2027", "vente ho måndag 4. januar 2027", "expect it by Monday 4 January 2027"),
        ),
        (
            SHOULD,
            "appeal not started",
            ("Ingen klagefrist løper mens", "Ingen klagefrist går medan", "No appeal deadline runs"),
        ),
    ),
    "M-INTERIM": INTERIM,
    "M-INTERIM-2": (*INTERIM, (SHOULD, "apology", ("det beklager vi", "det er vi leie for", "we apologise"))),
    "M-RESULT-UP": (*RESULT, (MUST, "outcome", ("til gunst for deg",) * 2 + ("in your favour",))),
    "M-RESULT-SAME": (
        *RESULT,
        (MUST, "outcome", ("resultatet er uendret", "resultatet er uendra", "the result is unchanged")),
    ),
    "M-RESULT-DOWN": (*RESULT, (MUST, "outcome", ("til ugunst for deg",) * 2 + ("against you",))),
    "M-THIRD": (
        (
            SHOULD,
            "that another is needed",
            ("skal vurderes én gang til", "skal vurderast éin gong til", "will be assessed once more"),
        ),
        (SHOULD, "why", ("to karakterer eller mer", "to karakterar eller meir", "two grades or more")),
        (SHOULD, "expected date", ("svar onsdag 23. desember 2026",) * 2 + ("by Wednesday 23 December 2026",)),
    ),
    "M-REJECT": (
        *GROUNDS,
        *COMPLAINT,
        (MUST, "the decision", ("Vi har avvist klagen din", "Vi har avvist klaga di", "We have rejected your appeal")),
        (MUST, "the rule", ("bygger på universitets", "byggjer på universitets", "is based on Universities")),
        (
            MUST,
            "the dates that decide",
            ("tirsdag 8. desember 2026", "tysdag 8. desember 2026", "Tuesday 8 December 2026"),
        ),
        (MUST, "when it came", ("14. desember 2026 kl.", "14. desember 2026 kl.", "14 December 2026 at")),
        (
            MUST,
            "until when to complain",
            ("onsdag 6. januar 2027", "onsdag 6. januar 2027", "Wednesday 6 January 2027"),
        ),
        (SHOULD, "formal errors", ("klage på formelle feil",) * 2 + ("complain about formal errors",)),
        (SHOULD, "reasons for being late", ("at du var forhindret", "at du var hindra", "unable to write in time")),
        (
            SHOULD,
            "a human has looked",
            ("En saksbehandler har vurdert", "Ein saksbehandlar har vurdert", "A case handler has considered"),
        ),
    ),
    "M-WITHDRAWN": (
        (MUST, "closed", ("Saken er avsluttet", "Saka er avslutta", "The case is closed")),
        (
            MUST,
            "the grade stands",
            ("opprinnelige karakteren blir stående", "opphavlege karakteren blir ståande", "original grade stands"),
        ),
        (
            SHOULD,
            "a new appeal",
            ("bare klage på nytt så lenge", "berre klage på nytt så lenge", "appeal again only until"),
        ),
    ),
    "M-FORMAL-DECISION regrade": (
        *GROUNDS,
        *COMPLAINT,
        (MUST, "the decision", ("Sensuren er opphevet", "Sensuren er oppheva", "The grading has been annulled")),
        (MUST, "the rule", ("§ 11-9 andre ledd", "§ 11-9 andre ledd", "§ 11-9 second paragraph")),
        (
            MUST,
            "until when to complain",
            ("mandag 28. desember 2026", "måndag 28. desember 2026", "Monday 28 December 2026"),
        ),
        (
            SHOULD,
            "the regrading",
            (
                "når den nye karakteren er kunngjort",
                "når den nye karakteren er kunngjord",
                "when the new grade has been announced",
            ),
        ),
    ),
    "M-FORMAL-DECISION new exam": (
        *GROUNDS,
        *COMPLAINT,
        (
            MUST,
            "the decision",
            (
                "gå opp til ny eksamen, med nye sensorer",
                "gå opp til ny eksamen, med nye sensorar",
                "sit a new exam, with new examiners",
            ),
        ),
        (
            SHOULD,
            "the new exam",
            ("tid og sted for den nye", "tid og stad for den nye", "time and place of the new exam"),
        ),
    ),
    "M-FORMAL-DECISION board": (
        *GROUNDS,
        (MUST, "the decision", ("ikke gitt deg medhold", "ikkje gitt deg medhald", "has not upheld your complaint")),
        (MUST, "the rule", ("§ 11-9 femte ledd", "§ 11-9 femte ledd", "§ 11-9 fifth paragraph")),
    ),
    "M-FORMAL-FORWARD": (
        *GROUNDS,
        (MUST, "that no error was found", ("ikke funnet en feil", "ikkje funne ein feil", "not found an error")),
        (
            MUST,
            "it goes to the board",
            ("sendt klagen til NTNUs nemnd", "sendt klaga til NTNU si nemnd", "sent your complaint to NTNU’s board"),
        ),
        (MUST, "the rule", ("§ 11-9 tredje ledd", "§ 11-9 tredje ledd", "§ 11-9 third paragraph")),
        (MUST, "the statement", ("Dette er uttalelsen", "Dette er fråsegna", "This is the statement")),
        (SHOULD, "the meeting", ("torsdag 14. januar 2027",) * 2 + ("Thursday 14 January 2027",)),
    ),
    "M-RENOTIFY": (
        WHERE_TO_READ,
        (MUST, "a second notice", ("én gang til", "éin gong til", "once more")),
        (MUST, "its section", ("§ 8 femte ledd", "§ 8 femte ledd", "§ 8 fifth paragraph")),
    ),
    "G-DAILY": (
        (
            SHOULD,
            "how many, how many new",
            ("2 saker venter på deg, 1 ny", "2 saker ventar på deg, 1 ny", "2 cases wait for you, 1 new"),
        ),
        (
            SHOULD,
            "the earliest legal date",
            ("Første frist er mandag 7.", "Første frist er måndag 7.", "first deadline is Monday 7"),
        ),
        (SHOULD, "how many are late", ("Over fristen: 1.", "Over fristen: 1.", "Past their deadline: 1.")),
        (SHOULD, "how to answer with a word", ("«gitt 42»", "«gitt 42»", "“given 42”")),
    ),
    "O-WARN": (
        (
            SHOULD,
            "explanation due in three days",
            (
                "må gis senest mandag 7. desember",
                "må givast seinast måndag 7. desember",
                "must be given by Monday 7 December",
            ),
        ),
        (
            SHOULD,
            "the month mark in seven days",
            (
                "svar senest fredag 11. desember 2026. Sak 43",
                "svar seinast fredag 11. desember 2026. Sak 43",
                "by Friday 11 December 2026. Case 43",
            ),
        ),
        (
            SHOULD,
            "the month mark in three days",
            (
                "svar senest mandag 7. desember 2026. Sak 44",
                "svar seinast måndag 7. desember 2026. Sak 44",
                "by Monday 7 December 2026. Case 44",
            ),
        ),
        (
            SHOULD,
            "overdue",
            (
                "Siste dag var torsdag 3. desember",
                "Siste dag var torsdag 3. desember",
                "last day was Thursday 3 December",
            ),
        ),
        (SHOULD, "nobody's", ("ingen har saken", "ingen har saka", "nobody has the case")),
        (
            SHOULD,
            "the next exam, or that it is not known",
            ("dagen for neste eksamen: 1",) * 2 + ("no day in the registry: 1",),
        ),
    ),
}
# a grade, the first grader's explanation and the student's reasons stand in no message; in the grader's nothing of the student either
NEVER = re.compile(r"karakteren (?:er|ble|blei) [A-F]\b|grade is [A-F]\b|Kari Nordmann|kari@student")


def test_every_message_has_its_rows() -> None:
    assert TABLE.keys() == MESSAGES.keys()


@pytest.mark.demand("A-085")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("message", TABLE)
def test_a_message_says_everything_that_its_row_demands(message: str, language: Language) -> None:
    letter = MESSAGES[message](language)
    said = f"{letter.subject}\n{letter.body}"
    place = (NB, NN, EN).index(language)
    missing = [f"{wants}: {element}" for wants, element, words in TABLE[message] if words[place] not in said]
    assert missing == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("message", TABLE)
def test_no_message_holds_what_is_secret(message: str, language: Language) -> None:
    letter = MESSAGES[message](language)
    assert not NEVER.search(f"{letter.subject}\n{letter.body}")

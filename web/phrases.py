"""The words of the pages in nb, nn and en, as one table."""

from collections.abc import Mapping

from casework.desk.door import State
from casework.exams import Language
from casework.links import Purpose
from web.deciding import DECIDED, DECIDING, deciding
from web.withdrawing import LABELS, withdrawing
from web.words import Words

NB, NN, EN = Language.NB, Language.NN, Language.EN

_OPEN: Mapping[tuple[Purpose, Language], Words] = {
    (Purpose.CONFIRM_CASE, NB): Words(
        "Bekreft at du skrev til oss",
        (
            "Var det du som sendte e-posten, trykker du på knappen. Tidspunktet over er det som teller.",
            "Var det ikke deg, kan du lukke siden. Da skjer ingenting.",
        ),
        "Ja, det var jeg som skrev",
    ),
    (Purpose.CONFIRM_CASE, NN): Words(
        "Stadfest at du skreiv til oss",
        (
            "Var det du som sende e-posten, trykkjer du på knappen. Tidspunktet over er det som tel.",
            "Var det ikkje deg, kan du lukke sida. Då skjer ingenting.",
        ),
        "Ja, det var eg som skreiv",
    ),
    (Purpose.CONFIRM_CASE, EN): Words(
        "Confirm that you wrote to us",
        (
            "If it was you who sent the e-mail, press the button. The time above is the one that counts.",
            "If it was not you, close this page. Nothing will happen.",
        ),
        "Yes, I wrote it",
    ),
    (Purpose.CONTACT, NB): Words(
        "Kontaktopplysninger til studenten",
        ("Bruk dem bare til å avtale muntlig begrunnelse i denne saken. At du ser dem, blir loggført.",),
        "Vis kontaktopplysningene",
    ),
    (Purpose.CONTACT, NN): Words(
        "Kontaktopplysningar til studenten",
        ("Bruk dei berre til å avtale munnleg grunngjeving i denne saka. At du ser dei, blir loggført.",),
        "Vis kontaktopplysningane",
    ),
    (Purpose.CONTACT, EN): Words(
        "The student’s contact details",
        ("Use them only to arrange the oral explanation in this case. That you see them is logged.",),
        "Show the contact details",
    ),
    (Purpose.GRADE, NB): Words(
        "Før inn den nye karakteren",
        ("Velg karakteren som alle klagesensorene er enige om. Den blir lagret kryptert.",),
        "Lagre karakteren",
    ),
    (Purpose.GRADE, NN): Words(
        "Før inn den nye karakteren",
        ("Vel karakteren som alle klagesensorane er samde om. Han blir lagra kryptert.",),
        "Lagre karakteren",
    ),
    (Purpose.GRADE, EN): Words(
        "Enter the new grade",
        ("Choose the grade that all appeal examiners agree on. It is stored encrypted.",),
        "Save the grade",
    ),
    (Purpose.DATES, NB): Words(
        "Datoene i saken din",
        ("En frist som du har fått i et brev fra oss, blir aldri kortere. Du trenger ikke gjøre noe her.",),
    ),
    (Purpose.DATES, NN): Words(
        "Datoane i saka di",
        ("Ein frist som du har fått i eit brev frå oss, blir aldri kortare. Du treng ikkje gjere noko her.",),
    ),
    (Purpose.DATES, EN): Words(
        "The dates of your case",
        ("A deadline that a letter of ours has given you never becomes shorter. You need not do anything here.",),
    ),
    (Purpose.RULES, NB): Words(
        "Nye regler venter på en annen person",
        (
            "Ingenting endres før du trykker på knappen. Studenter som har fått en dato som da blir flyttet, får brev om det. En frist "
            "som studenten har fått, blir aldri kortere.",
            "Stemmer ikke listen, lukker du siden og snakker med den som lastet inn reglene. Da skjer ingenting.",
        ),
        "Sett reglene i kraft",
    ),
    (Purpose.RULES, NN): Words(
        "Nye reglar ventar på ein annan person",
        (
            "Ingenting blir endra før du trykkjer på knappen. Studentar som har fått ein dato som då blir flytta, får brev om det. Ein "
            "frist som studenten har fått, blir aldri kortare.",
            "Stemmer ikkje lista, lukkar du sida og snakkar med den som lasta inn reglane. Då skjer ingenting.",
        ),
        "Set reglane i kraft",
    ),
    (Purpose.RULES, EN): Words(
        "New rules wait for a second person",
        (
            "Nothing changes until you press the button. Students who were given a date that then moves get a letter about it. A "
            "deadline that a student was given never becomes shorter.",
            "If the list is not right, close this page and talk to the person who loaded the rules. Nothing will happen.",
        ),
        "Put the rules into effect",
    ),
}
_DONE: Mapping[tuple[Purpose, Language], Words] = {
    (Purpose.CONFIRM_CASE, NB): Words("Takk, det er bekreftet", ("Du får kvittering på e-post.",)),
    (Purpose.CONFIRM_CASE, NN): Words("Takk, det er stadfesta", ("Du får kvittering på e-post.",)),
    (Purpose.CONFIRM_CASE, EN): Words("Thank you, it is confirmed", ("You will receive a receipt by e-mail.",)),
    (Purpose.CONTACT, NB): Words(
        "Kontaktopplysninger til studenten", ("Lenken er brukt og virker ikke flere ganger.",)
    ),
    (Purpose.CONTACT, NN): Words(
        "Kontaktopplysningar til studenten", ("Lenkja er brukt og verkar ikkje fleire gonger.",)
    ),
    (Purpose.CONTACT, EN): Words("The student’s contact details", ("The link has been used and does not work again.",)),
    (Purpose.GRADE, NB): Words("Karakteren er lagret", ("Du trenger ikke gjøre noe mer.",)),
    (Purpose.GRADE, NN): Words("Karakteren er lagra", ("Du treng ikkje gjere noko meir.",)),
    (Purpose.GRADE, EN): Words("The grade is saved", ("You need do nothing more.",)),
    (Purpose.RULES, NB): Words("Reglene gjelder fra nå", ("Datoene regnes ut på nytt i løpet av et minutt.",)),
    (Purpose.RULES, NN): Words("Reglane gjeld frå no", ("Datoane blir rekna ut på nytt i løpet av eit minutt.",)),
    (Purpose.RULES, EN): Words("The rules hold from now on", ("The dates are computed anew within a minute.",)),
}
_GONE: Mapping[Language, Words] = {
    NB: Words(
        "Lenken virker ikke lenger",
        ("Saken har gått videre, eller lenken er for gammel. Svar på e-posten du fikk, så hjelper vi deg.",),
    ),
    NN: Words(
        "Lenkja verkar ikkje lenger",
        ("Saka har gått vidare, eller lenkja er for gammal. Svar på e-posten du fekk, så hjelper vi deg.",),
    ),
    EN: Words(
        "This link no longer works",
        ("The case has moved on, or the link is too old. Answer the e-mail you received, and we will help.",),
    ),
}
_OVERTAKEN: Mapping[Language, Words] = {
    NB: Words(
        "Lenken virker ikke lenger",
        (
            "Reglene venter ikke lenger på en annen person, andre regler er satt i kraft i mellomtiden, eller lenken er for gammel.",
        ),
    ),
    NN: Words(
        "Lenkja verkar ikkje lenger",
        (
            "Reglane ventar ikkje lenger på ein annan person, andre reglar er sette i kraft i mellomtida, eller lenkja er for gammal.",
        ),
    ),
    EN: Words(
        "This link no longer works",
        (
            "The rules no longer wait for a second person, other rules have taken effect meanwhile, or the link is too old.",
        ),
    ),
}
_LABELS: Mapping[Language, Mapping[str, str]] = {
    NB: {
        "language": "Studentens språk",
        "nb": "bokmål",
        "nn": "nynorsk",
        "en": "engelsk",
        "draft": "Brevet slik det blir",
        "facts": "1. Hva har skjedd?",
        "reasons": "2. Hvordan er det vurdert?",
        "statement": "2. Uttalelsen til klageinstansen",
        "meeting": "Møtedato i klageinstansen, hvis den er fastsatt",
        "called": "1. Hvordan og når ble studenten innkalt, og hva hendte?",
        "talk": "Dagen for samtalen, hvis ingen tid er avtalt her",
        "reference": "Referanse",
        "kind": "Vi har forstått det som",
        "explanation": "ønske om begrunnelse",
        "appeal": "klage på karakteren",
        "formal_error": "klage på formelle feil",
        "exam": "Eksamen",
        "received": "Mottatt",
        "candidate": "Kandidatnummer",
        "name": "Navn",
        "email": "E-post",
        "grade": "Karakter",
        "Pass": "Bestått",
        "NotPass": "Ikke bestått",
        "rules": "Regler",
        "loader": "Lastet inn av",
        "loaded": "Lastet inn",
        "differing": "Valg som blir annerledes",
        "dates": "Datoer som blir flyttet",
        "cases": "Åpne saker det gjelder",
        "choose": "Velg én karakter før du lagrer.",
    },
    NN: {
        "language": "Språket til studenten",
        "nb": "bokmål",
        "nn": "nynorsk",
        "en": "engelsk",
        "draft": "Brevet slik det blir",
        "facts": "1. Kva har hendt?",
        "reasons": "2. Korleis er det vurdert?",
        "statement": "2. Fråsegna til klageinstansen",
        "meeting": "Møtedato i klageinstansen, dersom han er fastsett",
        "called": "1. Korleis og når blei studenten kalla inn, og kva hende?",
        "talk": "Dagen for samtalen, om inga tid er avtalt her",
        "reference": "Referanse",
        "kind": "Vi har forstått det som",
        "explanation": "ønske om grunngjeving",
        "appeal": "klage på karakteren",
        "formal_error": "klage på formelle feil",
        "exam": "Eksamen",
        "received": "Motteke",
        "candidate": "Kandidatnummer",
        "name": "Namn",
        "email": "E-post",
        "grade": "Karakter",
        "Pass": "Greidd",
        "NotPass": "Ikkje greidd",
        "rules": "Reglar",
        "loader": "Lasta inn av",
        "loaded": "Lasta inn",
        "differing": "Val som blir annleis",
        "dates": "Datoar som blir flytta",
        "cases": "Opne saker det gjeld",
        "choose": "Vel éin karakter før du lagrar.",
    },
    EN: {
        "language": "The student’s language",
        "nb": "bokmål",
        "nn": "nynorsk",
        "en": "English",
        "draft": "The letter as it will be",
        "facts": "1. What has happened?",
        "reasons": "2. How was it assessed?",
        "statement": "2. The statement to the appeal board",
        "meeting": "The date of the board’s meeting, if it has been set",
        "called": "1. How and when was the student invited, and what happened?",
        "talk": "The day of the meeting, if no time was agreed here",
        "reference": "Reference",
        "kind": "Understood as",
        "explanation": "a request for an explanation",
        "appeal": "an appeal of the grade",
        "formal_error": "a complaint about formal errors",
        "exam": "Exam",
        "received": "Received",
        "candidate": "Candidate number",
        "name": "Name",
        "email": "E-mail",
        "grade": "Grade",
        "Pass": "Pass",
        "NotPass": "Fail",
        "rules": "Rules",
        "loader": "Loaded by",
        "loaded": "Loaded",
        "differing": "Choices that become different",
        "dates": "Dates that would move",
        "cases": "Open cases concerned",
        "choose": "Choose one grade before you save.",
    },
}


def words_of(purpose: Purpose, state: State, language: Language) -> Words:
    """The words of a door's page."""
    if state is State.GONE:
        return (_OVERTAKEN if purpose is Purpose.RULES else _GONE)[language]
    if purpose in DECIDING[language]:
        return deciding(purpose, language) if state is State.OPEN else DECIDED[language]
    if purpose is Purpose.WITHDRAW:
        return withdrawing(state, language)
    same = Purpose.CONFIRM_CASE if purpose is Purpose.CONFIRM_MAIL else purpose
    return (_OPEN if state is State.OPEN else _DONE)[same, language]


def gone(language: Language) -> Words:
    """The words for a link that is not ours or whose days are over."""
    return _GONE[language]


def label(language: Language, key: str) -> str:
    """A short word beside a value; what has none stands for itself."""
    return _LABELS[language].get(key) or LABELS[language].get(key, key)

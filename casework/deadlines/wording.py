"""A date's computation in one sentence, in bokmål, nynorsk and English: for letters, for cards, and for the answers of the command line."""

from collections.abc import Mapping
from functools import cache

from casework.calendar import closed_because, day_in_words
from casework.deadlines.value import Deadline, Note, Start, Why
from casework.exams import Language
from casework.rulebook import Length, Unit

NB, NN, EN = Language.NB, Language.NN, Language.EN
Trio = tuple[str, str, str]
_PLACE: Mapping[Language, int] = {NB: 0, NN: 1, EN: 2}

_FROM: Mapping[Start, Trio] = {
    "announcement": ("fra kunngjøringen {day}", "frå kunngjeringa {day}", "from the announcement on {day}"),
    "individual": (
        "fra den individuelle startdatoen {day}",
        "frå den individuelle startdatoen {day}",
        "from the individual start on {day}",
    ),
    "explanation": (
        "fra begrunnelsen ble gitt {day}",
        "frå grunngjevinga vart gitt {day}",
        "from the explanation given on {day}",
    ),
    "formal_decision": (
        "fra den endelige avgjørelsen om formelle feil {day}",
        "frå den endelege avgjerda om formelle feil {day}",
        "from the final decision on formal errors received on {day}",
    ),
    "regrade": (
        "fra kunngjøringen av den nye karakteren {day}",
        "frå kunngjeringa av den nye karakteren {day}",
        "from the announcement of the new grade on {day}",
    ),
    "knowledge": (
        "fra den dagen feilen ble kjent, {day}",
        "frå den dagen feilen vart kjend, {day}",
        "from the day the error was known, {day}",
    ),
    "notice": (
        "fra den dagen du fikk avgjørelsen, {day}",
        "frå den dagen du fekk avgjerda, {day}",
        "from the day you were told of the decision, {day}",
    ),
    "appeal_result": (
        "fra resultatet av klagen {day}",
        "frå resultatet av klaga {day}",
        "from the result of the appeal on {day}",
    ),
    "request": (
        "fra forespørselen om begrunnelse {day}",
        "frå førespurnaden om grunngjeving {day}",
        "from the request for an explanation on {day}",
    ),
    "receipt": ("etter at klagen kom inn {day}", "etter at klaga kom inn {day}", "from receipt on {day}"),
    "appeal_deadline": ("fra klagefristen {day}", "frå klagefristen {day}", "from the last day to appeal, {day}"),
    "exam": ("fra eksamen {day}", "frå eksamen {day}", "from the exam on {day}"),
    "unit": (
        "datoen som er fastsatt for eksamenen, {day}",
        "datoen som er fastsett for eksamenen, {day}",
        "the date fixed for the exam, {day}",
    ),
    "shown": (
        "datoen du har fått oppgitt, {day}",
        "datoen du har fått oppgitt, {day}",
        "the date that you were told, {day}",
    ),
    "due": (
        "senest når begrunnelsen skal være gitt, {day}",
        "seinast når grunngjevinga skal vere gitt, {day}",
        "at the latest when the explanation is due, {day}",
    ),
}
_AT_ONCE: Trio = (
    "straks karakteren er kjent, {day}",
    "straks karakteren er kjend, {day}",
    "at once when the grade is told, {day}",
)
_ANNOUNCED: Trio = ("kunngjort {day}", "kunngjort {day}", "announced on {day}")
_MOVED: Trio = (", flyttet fra {raw} til {day}", ", flytta frå {raw} til {day}", ", moved from {raw} to {day}")
_NORMALLY: Trio = ("normalt ", "normalt ", "normally ")
_WHY: Mapping[Why, Trio] = {
    "not_appealable": (
        "karakteren på en muntlig, utøvende eller praktisk eksamen som ikke kan vurderes på nytt, kan ikke påklages",
        "det er ikkje høve til å klage på karakteren på ein munnleg, utøvande eller praktisk eksamen som ikkje kan vurderast på nytt",
        "the grade of an oral, performing or practical exam that cannot be assessed again cannot be appealed",
    ),
    "explanation_pending": (
        "ingen klagefrist løper mens vi venter på begrunnelsen; fristen er tre uker fra begrunnelsen er gitt",
        "ingen klagefrist går medan vi ventar på grunngjevinga; fristen er tre veker frå grunngjevinga er gitt",
        "no appeal deadline runs while the explanation is awaited; it will be three weeks from the explanation",
    ),
    "formal_pending": (
        "ingen klagefrist løper mens klagen på formelle feil er til behandling; fristen er tre uker fra den endelige avgjørelsen",
        "ingen klagefrist går medan klaga på formelle feil er til behandling; fristen er tre veker frå den endelege avgjerda",
        "no appeal deadline runs while the complaint on formal errors is open; it will be three weeks from the final decision",
    ),
    "announcement_unknown": (
        "kunngjøringsdatoen er ikke kjent, så en saksbehandler må se på fristen",
        "kunngjeringsdatoen er ikkje kjend, så ein saksbehandlar må sjå på fristen",
        "the day of the announcement is not known, so a case handler must look at the deadline",
    ),
}
_NOTES: Mapping[Note, Trio] = {
    "late_request": (
        "det ble bedt om begrunnelse for sent; en person avgjør om den blir gitt, og klagefristen flyttes ikke",
        "førespurnaden om grunngjeving kom for seint; ein person avgjer om ho blir gitt, og klagefristen blir ikkje flytta",
        "the explanation was asked for too late; a person decides whether it is given, and the appeal deadline does not move",
    ),
    "unit_lifted": (
        "datoen som er fastsatt for eksamenen, er tidligere og kan ikke forkorte fristen",
        "datoen som er fastsett for eksamenen, er tidlegare og kan ikkje korte ned fristen",
        "the date fixed for the exam is earlier and cannot shorten the deadline",
    ),
    "individual_lifted": (
        "den individuelle startdatoen gir en tidligere dato og kan ikke forkorte fristen",
        "den individuelle startdatoen gir ein tidlegare dato og kan ikkje korte ned fristen",
        "the individual start gives an earlier date and cannot shorten the deadline",
    ),
    "unit_before_individual": (
        "datoen som er fastsatt for eksamenen, er tidligere enn den individuelle; en saksbehandler må se på den før brev sendes",
        "datoen som er fastsett for eksamenen, er tidlegare enn den individuelle; ein saksbehandlar må sjå på han før brev blir sendt",
        "the date fixed for the exam is earlier than the individual one; a case handler must look before any letter",
    ),
    "answer_before_request": (
        "et svar er datert før det som det svarer på; en saksbehandler må se på datoene",
        "eit svar er datert før det som det svarer på; ein saksbehandlar må sjå på datoane",
        "an answer is dated before what it answers; a case handler must look at the dates",
    ),
    "sent_before": (
        "fristen flyttes ikke framover, så svaret sendes siste virkedag før",
        "fristen blir ikkje flytta framover, så svaret blir sendt siste verkedagen før",
        "the deadline does not move forward, so the reply is sent on the last working day before",
    ),
}
_ONE: Mapping[Unit, Trio] = {
    "days": ("én dag", "éin dag", "one day"),
    "weeks": ("én uke", "éi veke", "one week"),
    "months": ("én måned", "éin månad", "one month"),
    "working_days": ("én virkedag", "éin verkedag", "one working day"),
}
_MANY: Mapping[Unit, Trio] = {
    "days": ("dager", "dagar", "days"),
    "weeks": ("uker", "veker", "weeks"),
    "months": ("måneder", "månader", "months"),
    "working_days": ("virkedager", "verkedagar", "working days"),
}
_NUMBERS: Mapping[int, Trio] = {
    2: ("to", "to", "two"),
    3: ("tre", "tre", "three"),
    4: ("fire", "fire", "four"),
    5: ("fem", "fem", "five"),
    6: ("seks", "seks", "six"),
}


def length_in_words(length: Length, language: Language) -> str:
    """ "tre uker", "tre veker", "three weeks"; "én uke", "éi veke", "one week"; from seven in figures."""
    place = _PLACE[language]
    if length.count == 1:
        return _ONE[length.unit][place]
    figures = str(length.count)
    number = _NUMBERS.get(length.count, (figures, figures, figures))[place]
    return f"{number} {_MANY[length.unit][place]}"


def in_words(deadline: Deadline, language: Language) -> str:
    """How the date came about, for a letter that states the date itself: a clause without capital or full stop.

    "tre uker fra kunngjøringen onsdag 4. desember 2024, flyttet fra onsdag 25. desember (1. juledag) til fredag
    27. desember 2024"; or why there is no date.
    """
    if deadline.why:
        return _WHY[deadline.why][_PLACE[language]]
    return _beginning(deadline, language) + (_move(deadline, language) if deadline.moved else "")


def note_in_words(note: Note, language: Language) -> str:
    """What a person should know of how a date was chosen, as a clause."""
    return _NOTES[note][_PLACE[language]]


def explained(deadline: Deadline) -> str:
    """The whole computation in English sentences: how the date came about, and what a person should know of it."""
    sentences = [_sentence(in_words(deadline, EN))]
    if deadline.moved and deadline.target:
        sentences.append(f"Our own target is {day_in_words(deadline.target, EN)}.")
    sentences.extend(_sentence(note_in_words(note, EN)) for note in deadline.notes)
    return " ".join(sentences)


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _beginning(deadline: Deadline, language: Language) -> str:
    start, reason = deadline.start, deadline.start_reason
    if start is None or reason is None:
        raise LookupError(f"{deadline.rule} has no start")
    opening = _opening(reason, deadline.length, deadline.provision.normally, language)
    return opening.format(day=day_in_words(start, language))


@cache
def _opening(reason: Start, length: Length | None, normally: bool, language: Language) -> str:
    place = _PLACE[language]
    if length is None:
        return (_ANNOUNCED if reason == "announcement" else _FROM[reason])[place]
    if length.count == 0:
        return _AT_ONCE[place]
    softly = _NORMALLY[place] if normally else ""
    return f"{softly}{length_in_words(length, language)} {_FROM[reason][place]}"


def _move(deadline: Deadline, language: Language) -> str:
    day, first = deadline.last_day, deadline.moved[0].date
    raw = day_in_words(first, language, with_year=first.year != day.year)
    named = closed_because(first, language) or ""
    because = "" if raw.startswith(named) else f" ({named})"
    return _MOVED[_PLACE[language]].format(raw=raw + because, day=day_in_words(day, language))

"""The words that a date's computation is told with, in bokmål, nynorsk and English."""

from collections.abc import Mapping

from casework.deadlines.value import Start
from casework.laws import Unit

Trio = tuple[str, str, str]

FROM: Mapping[Start, Trio] = {
    "announcement": ("fra kunngjøringen {day}", "frå kunngjeringa {day}", "from the announcement on {day}"),
    "individual": (
        "fra den individuelle startdatoen {day}",
        "frå den individuelle startdatoen {day}",
        "from the individual start on {day}",
    ),
    "explanation": (
        "fra begrunnelsen ble gitt {day}",
        "frå grunngjevinga blei gitt {day}",
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
        "frå den dagen feilen blei kjend, {day}",
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
    "last_to_appeal": (
        "klagefristen selv, {day}",
        "sjølve klagefristen, {day}",
        "the last day to appeal itself, {day}",
    ),
    "exam": ("fra eksamen {day}", "frå eksamen {day}", "from the exam on {day}"),
    "unit": (
        "datoen som er fastsatt for eksamenen, {day}",
        "datoen som er fastsett for eksamenen, {day}",
        "the date fixed for the exam, {day}",
    ),
    "shown": (
        "datoen som står i et brev fra oss, {day}",
        "datoen som står i eit brev frå oss, {day}",
        "the date that stands in a letter from us, {day}",
    ),
    "due": (
        "senest når begrunnelsen skal være gitt, {day}",
        "seinast når grunngjevinga skal vere gitt, {day}",
        "at the latest when the explanation is due, {day}",
    ),
    "grade_known": (
        "fra den dagen karakteren ble kjent, {day}",
        "frå den dagen karakteren blei kjend, {day}",
        "from the day the grade was known, {day}",
    ),
    "part": (
        "fra kunngjøringen av delkarakteren {day}",
        "frå kunngjeringa av delkarakteren {day}",
        "from the announcement of the part's grade on {day}",
    ),
    "whole_course": (
        "fra kunngjøringen av karakteren for hele emnet {day}",
        "frå kunngjeringa av karakteren for heile emnet {day}",
        "from the announcement of the whole course's grade on {day}",
    ),
    "group_explanation": (
        "fra gruppen fikk begrunnelsen {day}",
        "frå gruppa fekk grunngjevinga {day}",
        "from the explanation given to the group on {day}",
    ),
    "last_day_of_group": (
        "etter siste dag for gruppen, {day}",
        "etter siste dagen for gruppa, {day}",
        "after the group's last day, {day}",
    ),
    "available": (
        "begrunnelsen var tilgjengelig {day}",
        "grunngjevinga var tilgjengeleg {day}",
        "the explanation was available on {day}",
    ),
    "notified": (
        "varselet om begrunnelsen ble sendt {day}",
        "varselet om grunngjevinga blei sendt {day}",
        "the notice of the explanation was sent on {day}",
    ),
    "notice_sent": (
        "fra varselet ble sendt {day}",
        "frå varselet blei sendt {day}",
        "from the notice sent on {day}",
    ),
    "talk": (
        "samtalen om begrunnelsen {day}",
        "samtalen om grunngjevinga {day}",
        "the talk about the explanation on {day}",
    ),
    "appointment": (
        "den avtalte samtalen {day}, der studenten ikke møtte",
        "den avtalte samtalen {day}, der studenten ikkje møtte",
        "the appointed talk on {day}, to which the student did not come",
    ),
    "promise": (
        "dagen vi lovet svar, {day}",
        "dagen vi lova svar, {day}",
        "the day that an answer was promised for, {day}",
    ),
    "mail": (
        "straks e-posten er kommet inn, {day}",
        "straks e-posten er komen inn, {day}",
        "at once when the mail has arrived, {day}",
    ),
    "question": (
        "fra vi spurte {day}",
        "frå vi spurde {day}",
        "from our question on {day}",
    ),
    "digest": (
        "etter forrige påminnelse {day}",
        "etter førre påminning {day}",
        "after the last reminder on {day}",
    ),
    "registered": (
        "dagen den første av de nye sensorene registrerte vurderingen sin, {day}",
        "dagen den første av dei nye sensorane registrerte vurderinga si, {day}",
        "the day the first of the new examiners registered an assessment, {day}",
    ),
    "decided": (
        "dagen den nye karakteren ble endelig, {day}",
        "dagen den nye karakteren blei endeleg, {day}",
        "the day the new grade became final, {day}",
    ),
    "published": (
        "dagen den nye karakteren ble kunngjort, {day}",
        "dagen den nye karakteren blei kunngjord, {day}",
        "the day the new grade was announced, {day}",
    ),
}
AT_ONCE: Trio = (
    "straks karakteren er kjent, {day}",
    "straks karakteren er kjend, {day}",
    "at once when the grade is told, {day}",
)
ANNOUNCED: Trio = ("kunngjort {day}", "kunngjort {day}", "announced on {day}")
MOVED: Trio = (", flyttet fra {raw} til {day}", ", flytta frå {raw} til {day}", ", moved from {raw} to {day}")
NORMALLY: Trio = ("normalt ", "normalt ", "normally ")
ONE: Mapping[Unit, Trio] = {
    "days": ("én dag", "éin dag", "one day"),
    "weeks": ("én uke", "éi veke", "one week"),
    "months": ("én måned", "éin månad", "one month"),
    "working_days": ("én virkedag", "éin verkedag", "one working day"),
}
MANY: Mapping[Unit, Trio] = {
    "days": ("dager", "dagar", "days"),
    "weeks": ("uker", "veker", "weeks"),
    "months": ("måneder", "månader", "months"),
    "working_days": ("virkedager", "verkedagar", "working days"),
}
NUMBERS: Mapping[int, Trio] = {
    2: ("to", "to", "two"),
    3: ("tre", "tre", "three"),
    4: ("fire", "fire", "four"),
    5: ("fem", "fem", "five"),
    6: ("seks", "seks", "six"),
    7: ("sju", "sju", "seven"),
    8: ("åtte", "åtte", "eight"),
    9: ("ni", "ni", "nine"),
    10: ("ti", "ti", "ten"),
    11: ("elleve", "elleve", "eleven"),
    12: ("tolv", "tolv", "twelve"),
}
MOVED_SHORT: Trio = ("flyttet", "flytta", "moved")
STOPPED: Trio = (
    "; fristen sto stille i {days}",
    "; fristen stod stille i {days}",
    "; the clock stood still for {days}",
)
RULE: Trio = ("Regel {rule}: {cited}.", "Regel {rule}: {cited}.", "Rule {rule}: {cited}.")
COUNTED: Trio = ("Regnet etter {cited}.", "Rekna etter {cited}.", "Counted by {cited}.")
RAW: Trio = ("Uten flytting: {day}.", "Utan flytting: {day}.", "Not moved: {day}.")
PASSED: Trio = ("{day} er ingen virkedag{why}.", "{day} er ingen verkedag{why}.", "{day} is no working day{why}.")
DATE: Trio = ("Datoen er {day}.", "Datoen er {day}.", "The date is {day}.")
TARGET: Trio = ("Vårt eget mål er {day}.", "Vårt eige mål er {day}.", "Our own target is {day}.")
OVER: Trio = (
    "Valgt framfor {rule}, {day}: {words}.",
    "Vald framfor {rule}, {day}: {words}.",
    "Chosen before {rule}, {day}: {words}.",
)
VERSION: Trio = ("Lovversjon: {law}.", "Lovversjon: {law}.", "Version of the law: {law}.")

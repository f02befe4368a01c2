"""The refusals about times for a talk, each with its sentence in three languages."""

from typing import ClassVar

from casework.exams import Language
from casework.refusals import ImpossibleDay, Refusal

NB, NN, EN = Language.NB, Language.NN, Language.EN


class TimePassed(Refusal):
    """The time has begun already."""

    sentences: ClassVar = {
        NB: "En av tidene du skrev i sak {number}, er passert. Velg tider som ligger foran oss.",
        NN: "Ei av tidene du skreiv i sak {number}, er passert. Vel tider som ligg framfor oss.",
        EN: "One of the times you wrote in case {number} has passed. Choose times that are still ahead.",
    }


class TimeTaken(Refusal):
    """The same grader has agreed on an overlapping time with another student, who was first."""

    sentences: ClassVar = {
        NB: "Den tiden i sak {number} er opptatt. Velg en av de andre.",
        NN: "Den tida i sak {number} er oppteken. Vel ei av dei andre.",
        EN: "That time in case {number} is taken. Choose one of the others.",
    }


class NoPlace(Refusal):
    """A time without a place, which the student must know (M-EXPL-CALL)."""

    sentences: ClassVar = {
        NB: "Skriv også hvor samtalen skal være, for eksempel «tid {number} torsdag 10.15, rom B312» eller med en lenke.",
        NN: "Skriv òg kvar samtalen skal vere, til dømes «tid {number} torsdag 10.15, rom B312» eller med ei lenkje.",
        EN: "Write also where the talk will be, for example “time {number} Thursday 10:15, room B312” or with a link.",
    }


class NoSuchTime(Refusal):
    """A number that none of the times offered last has, or more times than one letter can offer."""

    sentences: ClassVar = {
        NB: "Den tiden er ikke blant dem som er foreslått sist i sak {number}. Se det siste brevet, og velg et av numrene der.",
        NN: "Den tida er ikkje mellom dei som er foreslått sist i sak {number}. Sjå det siste brevet, og vel eit av nummera der.",
        EN: "That time is not among those offered last in case {number}. See the latest letter, and choose one of its numbers.",
    }


class TimeAgreed(Refusal):
    """A time holds already."""

    sentences: ClassVar = {
        NB: "I sak {number} er det allerede avtalt en tid {day}. Skriv én ny tid for å flytte den.",
        NN: "I sak {number} er det alt avtalt ei tid {day}. Skriv éi ny tid for å flytte ho.",
        EN: "In case {number} a time is already agreed on {day}. Write one new time to move it.",
    }


class TimesOffered(Refusal):
    """The very times that the student is choosing among, offered once more."""

    sentences: ClassVar = {
        NB: "Disse tidene er allerede sendt til studenten i sak {number}. Du får beskjed når studenten har svart.",
        NN: "Desse tidene er alt sende til studenten i sak {number}. Du får beskjed når studenten har svart.",
        EN: "These times have already been sent to the student in case {number}. You will hear when the student has answered.",
    }


class TalkNotBegun(Refusal):
    """A no-show at a talk that has not begun."""

    sentences: ClassVar = {
        NB: "Samtalen i sak {number} er avtalt {day} og har ikke begynt ennå. Er det en annen tid, skriver du den nye først.",
        NN: "Samtalen i sak {number} er avtalt {day} og har ikkje byrja enno. Er det ei anna tid, skriv du den nye først.",
        EN: "The talk in case {number} is agreed for {day} and has not begun yet. If it is at another time, write that first.",
    }


class StudentExcused(Refusal):
    """The student has said that they were prevented, so that no no-show is recorded (X-23)."""

    sentences: ClassVar = {
        NB: "Studenten i sak {number} har meldt fra om forfall, så «ikke møtt» blir ikke registrert. Foreslå nye tider, "
        "eller snakk med saksbehandleren.",
        NN: "Studenten i sak {number} har meldt frå om forfall, så «ikkje møtt» blir ikkje registrert. Foreslå nye tider, "
        "eller snakk med saksbehandlaren.",
        EN: "The student in case {number} has told us of being prevented, so no no-show is recorded. Offer new times, "
        "or talk to the case handler.",
    }


class NotTheAgreedDay(Refusal):
    """A no-show on another day than that of the talk."""

    sentences: ClassVar = {
        NB: "Samtalen i sak {number} var avtalt {agreed}, ikke {day}. Skriv «ikke møtt {number}» hvis det var da studenten ikke kom.",
        NN: "Samtalen i sak {number} var avtalt {agreed}, ikkje {day}. Skriv «ikkje møtt {number}» om det var då studenten ikkje kom.",
        EN: "The talk in case {number} was agreed for {agreed}, not {day}. Write “no-show {number}” if that was when the student "
        "did not come.",
    }


class WhichDay(Refusal):
    """An explanation was given, no day was named, and another day than today was agreed (decision 21)."""

    sentences: ClassVar = {
        NB: "I sak {number} var tiden avtalt {agreed}. Skriv dagen også: «gitt {number} i dag», eller for eksempel «gitt {number} i går».",
        NN: "I sak {number} var tida avtalt {agreed}. Skriv dagen òg: «gitt {number} i dag», eller til dømes «gitt {number} i går».",
        EN: "In case {number} the time was agreed for {agreed}. Write the day too: “given {number} today”, or for example "
        "“given {number} yesterday”.",
    }


class TalkDayMissing(ImpossibleDay):
    """A case handler records a no-show without the day of the talk, where none was agreed."""

    sentences: ClassVar = {
        NB: "Skriv hvilken dag samtalen i sak {number} var.",
        NN: "Skriv kva dag samtalen i sak {number} var.",
        EN: "Write the day of the talk in case {number}.",
    }

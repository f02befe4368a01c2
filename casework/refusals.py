"""The named refusals: expected answers of the rules to a person, never errors, each with its sentence in three languages."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from casework.calendar import day_in_words
from casework.exams import Language


class Refusal(Exception):
    """A rule says no. `say` gives the sentence that the person reads; it tells what to do and holds nothing private."""

    sentences: ClassVar[Mapping[Language, str]] = {}

    def __init__(self, **fields: object) -> None:
        super().__init__(type(self).__name__)
        self.fields = fields

    def say(self, language: Language) -> str:
        """The sentence in that language, with this refusal's fields filled in, days in words."""
        words = {k: day_in_words(v, language) if isinstance(v, date) else v for k, v in self.fields.items()}
        return self.sentences[language].format(**words)


class NoSuchCase(Refusal):
    """The number is no case, or none that this person may see: both sound the same, so nothing is told."""

    sentences: ClassVar = {
        Language.NB: "Jeg finner ingen sak {number} som du har noe å gjøre med. Skriv «sak» for å se dine saker.",
        Language.NN: "Eg finn inga sak {number} som du har noko å gjere med. Skriv «sak» for å sjå sakene dine.",
        Language.EN: "I find no case {number} that concerns you. Write “case” to see your cases.",
    }


class NoSuchTask(Refusal):
    """The task is done already, or was never one that this person may see."""

    sentences: ClassVar = {
        Language.NB: "Oppgave {number} er allerede gjort, eller den er ikke din. Skriv «sak» for å se det som gjenstår.",
        Language.NN: "Oppgåve {number} er alt gjord, eller ho er ikkje di. Skriv «sak» for å sjå det som står att.",
        Language.EN: "Task {number} is done already, or it is not yours. Write “case” to see what is left.",
    }


class NotYours(Refusal):
    """The person may see the case, but this step belongs to somebody else."""

    sentences: ClassVar = {
        Language.NB: "Det er ikke du som kan gjøre dette i sak {number}. Ta kontakt med saksbehandleren.",
        Language.NN: "Det er ikkje du som kan gjere dette i sak {number}. Ta kontakt med saksbehandlaren.",
        Language.EN: "This step in case {number} is not yours to take. Please contact the case handler.",
    }


class NotYourExam(Refusal):
    """A request on behalf of a candidate at an exam that this person did not grade."""

    sentences: ClassVar = {
        Language.NB: "Du kan bare registrere saker for kandidater du har sensurert. Jeg finner ingen slik i {course}; sjekk nummeret.",
        Language.NN: "Du kan berre registrere saker for kandidatar du har sensurert. Eg finn ingen slik i {course}; sjekk nummeret.",
        Language.EN: "You can only register cases for candidates you have graded. I find none in {course}; check the number.",
    }


class NotNow(Refusal):
    """The step does not fit the state that the case is in."""

    sentences: ClassVar = {
        Language.NB: "Det går ikke i sak {number} slik den står nå. Skriv «sak {number}» for å se hva som kan gjøres.",
        Language.NN: "Det går ikkje i sak {number} slik ho står no. Skriv «sak {number}» for å sjå kva som kan gjerast.",
        Language.EN: "Case {number} does not allow that now. Write “case {number}” to see what can be done.",
    }


class AlreadyDone(Refusal):
    """Somebody has taken this step before; said kindly, as two people may click at once."""

    sentences: ClassVar = {
        Language.NB: "Sak {number} er allerede ferdig. Er noe feil, ta kontakt med saksbehandleren.",
        Language.NN: "Sak {number} er alt ferdig. Er noko feil, ta kontakt med saksbehandlaren.",
        Language.EN: "Case {number} is already closed. If something is wrong, please contact the case handler.",
    }


class ImpossibleDay(Refusal):
    """The day lies in the future, or before the request was made."""

    sentences: ClassVar = {
        Language.NB: "Dagen {day} kan ikke stemme for sak {number}: den må være fra {first} til i dag. "
        "Skriv for eksempel «gitt {number} i går» eller «gitt {number} 3.12.».",
        Language.NN: "Dagen {day} kan ikkje stemme for sak {number}: han må vere frå {first} til i dag. "
        "Skriv til dømes «gitt {number} i går» eller «gitt {number} 3.12.».",
        Language.EN: "The day {day} cannot be right for case {number}: it must be from {first} until today. "
        "Write for example “given {number} yesterday” or “given {number} 3 Dec”.",
    }


class DayOutside(Refusal):
    """The day of a delay, or of knowing of an error, that lies outside what can be."""

    sentences: ClassVar = {
        Language.NB: "Dagen {day} kan ikke stemme for sak {number}: den må være fra {first} til {last}. Velg en annen dag.",
        Language.NN: "Dagen {day} kan ikkje stemme for sak {number}: han må vere frå {first} til {last}. Vel ein annan dag.",
        Language.EN: "The day {day} cannot be right for case {number}: it must be from {first} to {last}. Choose another day.",
    }


class TooEarlyToPromise(ImpossibleDay):
    """The day that an interim reply would promise is not after the day on which it goes out."""

    sentences: ClassVar = {
        Language.NB: "Dagen {day} kan ikke loves i sak {number}. Velg {first} eller senere.",
        Language.NN: "Dagen {day} kan ikkje lovast i sak {number}. Vel {first} eller seinare.",
        Language.EN: "The day {day} cannot be promised in case {number}. Choose {first} or later.",
    }


class NotAnnounced(Refusal):
    """An explanation may not be given before the grade is announced (A-109)."""

    sentences: ClassVar = {
        Language.NB: "Karakteren i sak {number} er ikke kunngjort ennå, så begrunnelsen kan ikke gis. "
        "Saksbehandleren kan svare på når den kunngjøres.",
        Language.NN: "Karakteren i sak {number} er ikkje kunngjord enno, så grunngjevinga kan ikkje bli gitt. "
        "Saksbehandlaren kan svare på når han blir kunngjord.",
        Language.EN: "The grade in case {number} has not been announced yet, so the explanation cannot be given. "
        "The case handler can tell when it will be.",
    }


class NoGrader(Refusal):
    """Nobody graded this result as far as the registry knows, so a person must be named."""

    sentences: ClassVar = {
        Language.NB: "Ingen sensor er registrert for sak {number}. Nevn hvem som skal begrunne, eller importer kommisjonen.",
        Language.NN: "Ingen sensor er registrert for sak {number}. Nemn kven som skal grunngje, eller importer kommisjonen.",
        Language.EN: "No examiner is registered for case {number}. Name who is to explain, or import the commission.",
    }


class TooFewGraders(Refusal):
    """An appeal is graded by at least two new graders (§ 11-11 second paragraph)."""

    sentences: ClassVar = {
        Language.NB: "Sak {number} må ha minst to nye sensorer. Nevn minst to.",
        Language.NN: "Sak {number} må ha minst to nye sensorar. Nemn minst to.",
        Language.EN: "Case {number} needs at least two new examiners. Name at least two.",
    }


class NoExternalGrader(Refusal):
    """At least one of the new graders is external (§ 11-11 second paragraph)."""

    sentences: ClassVar = {
        Language.NB: "Minst én av klagesensorene i sak {number} må være ekstern. Nevn en ekstern sensor også.",
        Language.NN: "Minst éin av klagesensorane i sak {number} må vere ekstern. Nemn ein ekstern sensor òg.",
        Language.EN: "At least one of the appeal examiners in case {number} must be external. Name an external examiner too.",
    }


class MustBeNewGrader(Refusal):
    """Somebody from the first grading cannot grade the appeal (§ 11-11 second paragraph, X-17)."""

    sentences: ClassVar = {
        Language.NB: "En av dem du nevnte, satte karakteren første gang i sak {number}. Nevn bare nye sensorer.",
        Language.NN: "Ein av dei du nemnde, sette karakteren første gong i sak {number}. Nemn berre nye sensorar.",
        Language.EN: "One of those you named set the first grade in case {number}. Name new examiners only.",
    }


class TooLateToWithdraw(Refusal):
    """The moment until which an appeal can be withdrawn has passed (decision 18)."""

    sentences: ClassVar = {
        Language.NB: "Sak {number} kan ikke trekkes lenger, for det nye karaktervedtaket er satt.",
        Language.NN: "Sak {number} kan ikkje trekkjast lenger, for det nye karaktervedtaket er sett.",
        Language.EN: "Case {number} can no longer be withdrawn, because the new grade has been set.",
    }


class GroundsMissing(Refusal):
    """A decision without facts or without reasons, or with more than a letter can hold."""

    sentences: ClassVar = {
        Language.NB: "Avgjørelsen i sak {number} må ha en begrunnelse: skriv hva som har skjedd, og hvordan du har vurdert det.",
        Language.NN: "Avgjerda i sak {number} må ha ei grunngjeving: skriv kva som har hendt, og korleis du har vurdert det.",
        Language.EN: "The decision in case {number} needs grounds: write what has happened, and how you have assessed it.",
    }


class CaseHandlersOnly(Refusal):
    """Loading or confirming a rulebook is for case handlers (D-35)."""

    sentences: ClassVar = {
        Language.NB: "Bare en saksbehandler kan laste inn eller bekrefte en regelbok. Be en saksbehandler gjøre det.",
        Language.NN: "Berre ein saksbehandlar kan laste inn eller stadfeste ei regelbok. Be ein saksbehandlar gjere det.",
        Language.EN: "Only a case handler can load or confirm a rulebook. Ask one to do it.",
    }


class NothingLoaded(Refusal):
    """No rulebook or law waits for a second person under that digest."""

    sentences: ClassVar = {
        Language.NB: "Ingen regelbok venter på bekreftelse som {digest}. Sjekk nummeret, eller last inn filen på nytt.",
        Language.NN: "Inga regelbok ventar på stadfesting som {digest}. Sjekk nummeret, eller last inn fila på nytt.",
        Language.EN: "No rulebook waits to be confirmed as {digest}. Check the number, or load the file again.",
    }


class SecondPersonNeeded(Refusal):
    """Who loaded a rulebook cannot confirm it (D-35)."""

    sentences: ClassVar = {
        Language.NB: "Du lastet inn denne regelboka selv. En annen saksbehandler må bekrefte den.",
        Language.NN: "Du lasta inn denne regelboka sjølv. Ein annan saksbehandlar må stadfeste ho.",
        Language.EN: "You loaded this rulebook yourself. Another case handler must confirm it.",
    }


class DifferenceChanged(Refusal):
    """What the rulebook would change is not what was shown when it was loaded: cases or rules have changed since."""

    sentences: ClassVar = {
        Language.NB: "Det regelboka ville endre, er ikke lenger det som ble vist. Last inn filen på nytt og se på forskjellene.",
        Language.NN: "Det regelboka ville endre, er ikkje lenger det som blei vist. Last inn fila på nytt og sjå på skilnadene.",
        Language.EN: "What the rulebook would change is no longer what was shown. Load the file again and look at the differences.",
    }


class LookAgain(Refusal):
    """What loaded rules would change is not what this person has just looked at: a case has come in or moved meanwhile."""

    sentences: ClassVar = {
        Language.NB: "Noe har endret seg siden du så på listen. Se gjennom den nye listen og bekreft igjen.",
        Language.NN: "Noko har endra seg sidan du såg på lista. Sjå gjennom den nye lista og stadfest igjen.",
        Language.EN: "Something has changed since you looked at the list. Go through the new list and confirm again.",
    }


class RulesNotWaiting(Refusal):
    """Those rules were confirmed already, or there are none."""

    sentences: ClassVar = {
        Language.NB: "Disse reglene venter ikke lenger på bekreftelse. Se hva som gjelder med `fristvakt rulebook show`.",
        Language.NN: "Desse reglane ventar ikkje lenger på stadfesting. Sjå kva som gjeld med `fristvakt rulebook show`.",
        Language.EN: "These rules no longer wait to be confirmed. See what holds with `fristvakt rulebook show`.",
    }


class SameAccount(Refusal):
    """On the command line one account cannot be two persons (D-35)."""

    sentences: ClassVar = {
        Language.NB: "Regelboka ble lastet inn fra den samme brukerkontoen. Bekreft den i Slack, med lenken i e-posten "
        "eller fra din egen konto.",
        Language.NN: "Regelboka blei lasta inn frå den same brukarkontoen. Stadfest ho i Slack, med lenkja i e-posten "
        "eller frå din eigen konto.",
        Language.EN: "The rulebook was loaded from this same account. Confirm it in Slack, by the link in the e-mail, "
        "or from an account of your own.",
    }


class WrongCode(Refusal):
    """The code is wrong, used up or too old, or none was mailed: all of them sound the same, so nothing is told."""

    sentences: ClassVar = {
        Language.NB: "Koden stemmer ikke, eller den er for gammel. Skriv `/sak koble` og adressen din for å få en ny.",
        Language.NN: "Koden stemmer ikkje, eller han er for gammal. Skriv `/sak kople` og adressa di for å få ein ny.",
        Language.EN: "The code is wrong or too old. Write `/sak link` and your address to get a new one.",
    }


class Overtaken(Refusal):
    """The case changed between reading and saving; what was asked for should be asked again."""

    sentences: ClassVar = {
        Language.NB: "Noen andre endret sak {number} i samme øyeblikk. Se på saken og prøv igjen.",
        Language.NN: "Nokon andre endra sak {number} i same augneblink. Sjå på saka og prøv igjen.",
        Language.EN: "Somebody else changed case {number} at the same moment. Look at the case and try again.",
    }

"""What a grader is told when the times of a talk were not understood: what is in doubt, and how it can be written."""

from casework.exams import Language
from casework.refusals import Refusal
from casework.spoken_clocks import Doubt
from casework.spoken_times import TimesUnclear, TimesVerb

_DOUBTS = {
    Doubt.WORDS: (
        "Jeg forstod ikke alt ved tid nummer {place}.",
        "Eg forstod ikkje alt ved tid nummer {place}.",
        "I did not understand everything at time number {place}.",
    ),
    Doubt.NO_TIME: ("Jeg fant ingen tid.", "Eg fann inga tid.", "I found no time."),
    Doubt.NO_DAY: (
        "Tid nummer {place} mangler dag.",
        "Tid nummer {place} manglar dag.",
        "Time number {place} has no day.",
    ),
    Doubt.NO_CLOCK: (
        "Tid nummer {place} mangler klokkeslett.",
        "Tid nummer {place} manglar klokkeslett.",
        "Time number {place} has no hour.",
    ),
    Doubt.IMPOSSIBLE: (
        "Tid nummer {place} finnes ikke.",
        "Tid nummer {place} finst ikkje.",
        "Time number {place} does not exist.",
    ),
    Doubt.PAST: (
        "Tid nummer {place} har allerede vært.",
        "Tid nummer {place} har alt vore.",
        "Time number {place} has been already.",
    ),
    Doubt.WHICH_DAY: (
        "Det er ikke sikkert hvilken dag tid nummer {place} er. Skriv datoen, for eksempel «26. november».",
        "Det er ikkje sikkert kva dag tid nummer {place} er. Skriv datoen, til dømes «26. november».",
        "It is not certain which day time number {place} is on. Write the date, such as “26 November”.",
    ),
    Doubt.WHICH_HOUR: (
        "Det er ikke sikkert hvilken time tid nummer {place} er i. Skriv den med fire sifre, for eksempel «13.00».",
        "Det er ikkje sikkert kva time tid nummer {place} er i. Skriv han med fire siffer, til dømes «13.00».",
        "It is not certain which hour time number {place} is in. Write it with four digits, such as “13:00”.",
    ),
    Doubt.SEVERAL: (
        "Det står mer enn én sak eller én ny tid.",
        "Det står meir enn éi sak eller éi ny tid.",
        "There is more than one case or one new time.",
    ),
    Doubt.MANY: (
        "Det er for mange tider på én gang.",
        "Det er for mange tider på éin gong.",
        "These are too many times at once.",
    ),
    Doubt.LENGTH: (
        "Samtalen kan vare i høyst fire timer, og stedet kan ha høyst 120 tegn.",
        "Samtalen kan vare i høgst fire timar, og staden kan ha høgst 120 teikn.",
        "The talk can last four hours at most, and its place can have 120 characters at most.",
    ),
}
_EXAMPLES = {
    TimesVerb.OFFER: (
        "«{number} tid tor 10.15, fre 13-13.30, rom B312»",
        "«{number} tid tor 10.15, fre 13-13.30, rom B312»",
        "“{number} times Thu 10:15, Fri 1-1:30pm, room B312”",
    ),
    TimesVerb.MOVE: (
        "«flytt {number} til fre 13.00»",
        "«flytt {number} til fre 13.00»",
        "“move {number} to Fri 13:00”",
    ),
    TimesVerb.CANCEL: ("«avlys {number}»", "«avlys {number}»", "“cancel {number}”"),
}
_FRAME = (
    "{doubt} Ingenting er gjort. Skriv slik: {example}",
    "{doubt} Ingenting er gjort. Skriv slik: {example}",
    "{doubt} Nothing was done. Write it like this: {example}",
)


class TimesInDoubt(Refusal):
    """Times for a talk with no meaning or more than one; nothing of what was written is repeated (A-117)."""

    def __init__(self, unclear: TimesUnclear, number: int | None) -> None:
        super().__init__(number=number)
        self.unclear = unclear

    def say(self, language: Language) -> str:
        """What is in doubt, and an example with this case's number."""
        column = list(Language).index(language)
        doubt = _DOUBTS[self.unclear.doubt][column].format(place=self.unclear.place)
        example = _EXAMPLES[self.unclear.verb][column].format(number=self.fields["number"] or 42)
        return _FRAME[column].format(doubt=doubt, example=example)

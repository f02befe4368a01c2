"""A date's computation in bokmål, nynorsk and English: a clause for letters, a line for Slack, and every step of it."""

from collections.abc import Iterator, Mapping
from functools import cache

from casework.calendar import closed_because, day_in_words
from casework.deadlines import phrases, reasons
from casework.deadlines.phrases import Trio
from casework.deadlines.value import Deadline, Note, Start
from casework.exams import Language
from casework.laws import Length

EN = Language.EN
UNREGULATED = "–"  # the section of a practice that no act regulates
_PLACE: Mapping[Language, int] = {Language.NB: 0, Language.NN: 1, EN: 2}


def length_in_words(length: Length, language: Language) -> str:
    """ "tre uker", "tre veker", "three weeks"; "én uke", "éi veke", "one week"; above twelve in figures."""
    place = _PLACE[language]
    if length.count == 1:
        return phrases.ONE[length.unit][place]
    figures = str(length.count)
    number = phrases.NUMBERS.get(length.count, (figures, figures, figures))[place]
    return f"{number} {phrases.MANY[length.unit][place]}"


def in_words(deadline: Deadline, language: Language) -> str:
    """How the date came about, for a letter that states the date itself: a clause without capital or full stop.

    "tre uker fra kunngjøringen onsdag 4. desember 2024, flyttet fra onsdag 25. desember (1. juledag) til fredag
    27. desember 2024"; or why there is no date.
    """
    if deadline.why:
        return reasons.WHY[deadline.why][_PLACE[language]]
    stopped = _stop(deadline.stopped, language) if deadline.stopped else ""
    return _beginning(deadline, language) + stopped + (_move(deadline, language) if deadline.moved else "")


def in_short(deadline: Deadline, language: Language) -> str:
    """One short line for Slack: "fredag 27. desember (tre uker fra kunngjøringen onsdag 4. desember, flyttet, § 11-10)"."""
    place = _PLACE[language]
    if deadline.date is None:
        clause, said = in_words(deadline, language).partition(";")[0], [*_section(deadline)]
        return f"{clause} ({said[0]})" if said else clause
    moved = [phrases.MOVED_SHORT[place]] if deadline.moved else []
    said = [_beginning(deadline, language, with_year=False), *moved, *_section(deadline)]
    return f"{day_in_words(deadline.date, language, with_year=False)} ({', '.join(said)})"


def note_in_words(note: Note, language: Language) -> str:
    """What a person should know of how a date was chosen, as a clause."""
    return reasons.NOTES[note][_PLACE[language]]


def explained(deadline: Deadline, notes: tuple[Note, ...] | None = None) -> str:
    """How the date came about and what a person should know of it, in English sentences; `notes` in place of its own."""
    sentences = [_sentence(in_words(deadline, EN))]
    if deadline.moved and deadline.target:
        sentences.append(_say(phrases.TARGET, EN, day=day_in_words(deadline.target, EN)))
    told = deadline.notes if notes is None else notes
    sentences.extend(_sentence(note_in_words(note, EN)) for note in told)
    return " ".join(sentences)


def steps(deadline: Deadline, language: Language = EN) -> tuple[str, ...]:
    """The whole computation, a sentence each: rule and section, start and length, each day passed over, what it won over, notes."""
    return (
        _say(phrases.RULE, language, rule=deadline.rule, cited=deadline.provision.cited(language)),
        _sentence(_told(deadline, language)),
        *_counting(deadline, language),
        *(_lost(other, language) for other in deadline.over),
        *(_sentence(note_in_words(note, language)) for note in deadline.notes),
        _say(phrases.VERSION, language, law=deadline.law),
    )


def _told(deadline: Deadline, language: Language) -> str:
    """The clause without its move, which has steps of its own."""
    if deadline.why:
        return in_words(deadline, language)
    return _beginning(deadline, language) + (_stop(deadline.stopped, language) if deadline.stopped else "")


def _counting(deadline: Deadline, language: Language) -> Iterator[str]:
    if deadline.date is None or deadline.raw is None:
        return
    if deadline.counted:
        yield _say(phrases.COUNTED, language, cited=deadline.counted.cited(language))
    if deadline.moved:
        yield _say(phrases.RAW, language, day=day_in_words(deadline.raw, language))
    for passed in deadline.moved:
        day, named = day_in_words(passed.date, language), closed_because(passed.date, language) or ""
        why = "" if day.startswith(named) else f": {named}"
        yield _say(phrases.PASSED, language, day=f"{day[0].upper()}{day[1:]}", why=why)
    yield _say(phrases.DATE, language, day=day_in_words(deadline.date, language))
    if deadline.moved and deadline.target:
        yield _say(phrases.TARGET, language, day=day_in_words(deadline.target, language))


def _lost(other: Deadline, language: Language) -> str:
    day = day_in_words(other.last_day, language)
    return _say(phrases.OVER, language, rule=other.rule, day=day, words=in_words(other, language))


def _say(trio: Trio, language: Language, **fields: str) -> str:
    return trio[_PLACE[language]].format(**fields)


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _section(deadline: Deadline) -> Iterator[str]:
    if deadline.section != UNREGULATED:
        yield deadline.section


def _stop(days: int, language: Language) -> str:
    return _say(phrases.STOPPED, language, days=length_in_words(Length(days, "days"), language))


def _beginning(deadline: Deadline, language: Language, with_year: bool = True) -> str:
    start, reason = deadline.start, deadline.start_reason
    if start is None or reason is None:
        raise LookupError(f"{deadline.rule} has no start")
    opening = _opening(reason, deadline.length, deadline.provision.normally, language)
    return opening.format(day=day_in_words(start, language, with_year))


@cache
def _opening(reason: Start, length: Length | None, normally: bool, language: Language) -> str:
    place = _PLACE[language]
    if length is None:
        return (phrases.ANNOUNCED if reason == "announcement" else phrases.FROM[reason])[place]
    if length.count == 0:
        return phrases.AT_ONCE[place]
    softly = phrases.NORMALLY[place] if normally else ""
    return f"{softly}{length_in_words(length, language)} {phrases.FROM[reason][place]}"


def _move(deadline: Deadline, language: Language) -> str:
    day, first = deadline.last_day, deadline.moved[0].date
    raw = day_in_words(first, language, with_year=first.year != day.year)
    named = closed_because(first, language) or ""
    because = "" if raw.startswith(named) else f" ({named})"
    return _say(phrases.MOVED, language, raw=raw + because, day=day_in_words(day, language))

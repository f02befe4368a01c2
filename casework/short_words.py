"""The words that short messages may be made of, in bokmål, nynorsk and English: a word that is not here is not understood."""

from enum import StrEnum


class Verb(StrEnum):
    """What a short message can ask for or confirm."""

    GIVEN = "given"
    NO_SHOW = "no_show"
    SENT = "sent"
    DONE = "done"
    WITHDRAW = "withdraw"
    OK = "ok"
    LOOK = "look"
    LIST = "list"
    STATUS = "status"
    HELP = "help"


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_GIVEN = "gitt, gjeve, gjeven, gjevi, gav, ga, given, gave"
_NO_SHOW = """
    ikke møtt, ikke møtt opp, møtte ikke, møtte ikke opp, ikke møtte, ikke oppmøte, kom ikke, ikke kommet, dukket ikke opp,
    ikkje møtt, ikkje møtt opp, møtte ikkje, møtte ikkje opp, ikkje møtte, ikkje oppmøte, kom ikkje, ikkje komen,
    no-show, no show, noshow, did not show, did not show up, didn't show, didn't show up, did not come, didn't come,
    did not attend, didn't attend, did not turn up, didn't turn up, not shown up, not attended
"""
_SENT = "sendt, sent"
_DONE = "ferdig, ferdig sensurert, sensurert, fullført, done, finished, graded, regraded, completed"
_WITHDRAW = "trekk, trekker, trekkjer, trekk tilbake, withdraw"
_LOOK = "vis, se på, sjå på, show, view, look at"
_STATUS = "status, status for, status i, status på"

_MEANINGS = {
    Verb.GIVEN: _GIVEN,
    Verb.NO_SHOW: _NO_SHOW,
    Verb.SENT: _SENT,
    Verb.DONE: _DONE,
    Verb.WITHDRAW: _WITHDRAW,
    Verb.LOOK: _LOOK,
    Verb.STATUS: _STATUS,
}
VERB_OF = {phrase: verb for verb, text in _MEANINGS.items() for phrase in _phrases(text)}

_WHOLE = {
    Verb.OK: """
        ok, okay, okei, oki, k, ja, jau, jepp, yes, yep, greit, bekreftet, stadfesta, confirmed, godkjent, godkjend, approved,
        ok takk, ja takk, ok thanks, yes please, 👍, :+1:, :thumbsup:, 👌, :ok_hand:
    """,
    Verb.HELP: "hjelp, hjelp meg, help, help me, ?",
    Verb.LIST: """
        sak, saker, sakene, sakane, mine saker, sakene mine, sakane mine, alle saker, vis saker, vis mine saker, vis sakene mine,
        vis sakane mine, liste, lista, case, cases, my cases, all cases, list, list cases, list my cases, show cases, show my cases
    """,
}
WHOLE_LINES = {phrase: verb for verb, text in _WHOLE.items() for phrase in _phrases(text)}

CONFIRMED = frozenset({Verb.GIVEN, Verb.NO_SHOW, Verb.SENT, Verb.DONE})
HARMLESS = frozenset({Verb.LOOK, Verb.STATUS})

AGREED = _phrases("ok, okay, ja, jau, yes")
_TALK = frozenset({Verb.GIVEN, Verb.NO_SHOW})
_EXPLANATION = frozenset({Verb.GIVEN, Verb.NO_SHOW, Verb.SENT, Verb.WITHDRAW})
_APPEAL = frozenset({Verb.DONE, Verb.WITHDRAW})
_OURSELVES = frozenset({Verb.GIVEN, Verb.SENT, Verb.DONE, Verb.WITHDRAW})
_NOTHING: frozenset[Verb] = frozenset()

# Words that go with some verbs only: "ferdig med muntlig begrunnelse" must not count as graded.
ONLY_WITH = {
    **dict.fromkeys(_phrases("muntlig, munnleg, muntleg, samtale, samtalen, oral"), _TALK),
    **dict.fromkeys(_phrases("skriftlig, skriftleg, written"), frozenset({Verb.SENT})),
    **dict.fromkeys(
        _phrases("begrunnelse, begrunnelsen, grunngiving, grunngivinga, grunngjeving, explanation"), _EXPLANATION
    ),
    **dict.fromkeys(_phrases("til studenten, til kandidaten, to the student, to the candidate"), _EXPLANATION),
    **dict.fromkeys(
        _phrases("sensur, sensuren, klagesensur, klagesensuren, grading, regrading"), frozenset({Verb.DONE})
    ),
    **dict.fromkeys(_phrases("klage, klagen, klaga, klagesak, klagesaken, appeal"), _APPEAL),
    **dict.fromkeys(_phrases("han, hun, ho, hen, de, he, she, they"), frozenset({Verb.NO_SHOW})),
    **dict.fromkeys(_phrases("jeg, eg, vi, we"), _OURSELVES),
    **dict.fromkeys(_phrases("i did, i didn't, i was"), _NOTHING),  # this "i" is no preposition
    **dict.fromkeys(AGREED, CONFIRMED),
}
FILLER = _phrases(
    """
    hei, heisann, hallo, hi, hello, god morgen, god dag, good morning, takk, tusen takk, på forhånd, på førehand, thanks,
    thank you, vennligst, ver venleg, please, mvh, nå, now, nettopp, just, allerede, allereie, already, og, and, samt,
    er, ble, blei, vart, var, har, is, was, has, have, been, blitt, vorte, i, in, for, på, med, with, den, det, the, it,
    dette, denne, studenten, kandidaten, student, candidate, sak, saka, saken, saknr, saksnr, saksnummer, case, nr, number,
    sakene, sakane, saker, cases
    """
)
PLURAL = _phrases("sakene, sakane, saker, cases")
AUXILIARY = _phrases("er, ble, blei, vart, var, har, is, was, has, have, did, does")
BETWEEN = AUXILIARY | _phrases("been, blitt, vorte, nå, now, nettopp, just, allerede, allereie, already")
NEGATION = _phrases(
    """
    ikke, ikkje, ikkj, ei, inga, ingen, aldri, uten, utan, nei, mangler, manglar, unntatt, unnateke, not, no, never, none,
    nope, without, except, cannot, can't, isn't, wasn't, hasn't, haven't, didn't, don't, won't, doesn't
    """
)
EVERY_PHRASE = VERB_OF.keys() | ONLY_WITH.keys() | FILLER
LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in EVERY_PHRASE)

"""Short messages in bokmål, nynorsk and English, and above all those that must not be understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.short_words import NEGATION
from casework.shorthand import Said, Unclear, Verb, Why, understand

TODAY = date(2026, 12, 4)  # a Friday
YESTERDAY = date(2026, 12, 3)
THURSDAY = YESTERDAY

UNDERSTOOD = [
    # given
    ("gitt 42", Verb.GIVEN, (42,), None),
    ("42 gitt", Verb.GIVEN, (42,), None),
    ("Gitt 42.", Verb.GIVEN, (42,), None),
    ("gitt", Verb.GIVEN, (), None),
    ("gitt #42", Verb.GIVEN, (42,), None),
    ("gitt 42/2026", Verb.GIVEN, (42,), None),
    ("gitt [42/2026]", Verb.GIVEN, (42,), None),
    ("gitt sak 42", Verb.GIVEN, (42,), None),
    ("sak 42: gitt", Verb.GIVEN, (42,), None),
    ("sak nr. 42 gitt", Verb.GIVEN, (42,), None),
    ("*gitt 42*", Verb.GIVEN, (42,), None),
    ("«gitt 42»", Verb.GIVEN, (42,), None),
    ("gitt 42!", Verb.GIVEN, (42,), None),
    ("gitt - 42", Verb.GIVEN, (42,), None),
    ("ok, gitt 42", Verb.GIVEN, (42,), None),
    ("ja, gitt", Verb.GIVEN, (), None),
    ("Hei! Gitt 42, takk", Verb.GIVEN, (42,), None),
    ("42 er gitt", Verb.GIVEN, (42,), None),
    ("42 ble gitt i går", Verb.GIVEN, (42,), YESTERDAY),
    ("42 er nå gitt", Verb.GIVEN, (42,), None),
    ("jeg har gitt 42 i dag", Verb.GIVEN, (42,), TODAY),
    ("har gitt 42", Verb.GIVEN, (42,), None),
    ("ga muntlig begrunnelse i går", Verb.GIVEN, (), YESTERDAY),
    ("gitt muntlig begrunnelse i sak 42 i går", Verb.GIVEN, (42,), YESTERDAY),
    ("gitt til studenten i sak 42", Verb.GIVEN, (42,), None),
    ("gitt 42, 43 og 44", Verb.GIVEN, (42, 43, 44), None),
    ("gitt 42,43", Verb.GIVEN, (42, 43), None),
    ("gitt sakene 42 og 43", Verb.GIVEN, (42, 43), None),
    ("gitt 42 og 42", Verb.GIVEN, (42,), None),
    ("gitt 42 i går kl 10", Verb.GIVEN, (42,), YESTERDAY),
    ("gitt 42 i går kl. 10.30", Verb.GIVEN, (42,), YESTERDAY),
    ("gitt 42 i forgårs", Verb.GIVEN, (42,), date(2026, 12, 2)),
    ("gitt 42 på torsdag", Verb.GIVEN, (42,), THURSDAY),
    ("gitt 42 fredag", Verb.GIVEN, (42,), TODAY),
    ("gitt 42 3.12.", Verb.GIVEN, (42,), YESTERDAY),
    ("gitt 42 den 3.12", Verb.GIVEN, (42,), YESTERDAY),
    ("gitt 42 3. des", Verb.GIVEN, (42,), YESTERDAY),
    ("3. desember 2026 gitt 42", Verb.GIVEN, (42,), YESTERDAY),
    ("gitt 2026-12-03 sak 42", Verb.GIVEN, (42,), YESTERDAY),
    ("gjeve 42", Verb.GIVEN, (42,), None),
    ("42 er gjeve", Verb.GIVEN, (42,), None),
    ("eg har gjeve 42 i dag", Verb.GIVEN, (42,), TODAY),
    ("gav munnleg grunngiving i sak 42 i går", Verb.GIVEN, (42,), YESTERDAY),
    ("gjeve 42 i førgår", Verb.GIVEN, (42,), date(2026, 12, 2)),
    ("gjeve 42 måndag", Verb.GIVEN, (42,), date(2026, 11, 30)),
    ("gjeve 42 laurdag", Verb.GIVEN, (42,), date(2026, 11, 28)),
    ("given 42", Verb.GIVEN, (42,), None),
    ("42 given yesterday", Verb.GIVEN, (42,), YESTERDAY),
    ("given 42 on Thursday", Verb.GIVEN, (42,), THURSDAY),
    ("gave oral explanation in case 42 today at 10:30", Verb.GIVEN, (42,), TODAY),
    ("given 42 the day before yesterday", Verb.GIVEN, (42,), date(2026, 12, 2)),
    ("given 42 Dec 3", Verb.GIVEN, (42,), YESTERDAY),
    ("given 42 3 Dec", Verb.GIVEN, (42,), YESTERDAY),
    ("given 42 December 3rd, 2026", Verb.GIVEN, (42,), YESTERDAY),
    ("given 42 and 43, thanks", Verb.GIVEN, (42, 43), None),
    # no-show
    ("42 ikke møtt", Verb.NO_SHOW, (42,), None),
    ("ikke møtt 42", Verb.NO_SHOW, (42,), None),
    ("ikke møtt", Verb.NO_SHOW, (), None),
    ("42 ikke møtt i går", Verb.NO_SHOW, (42,), YESTERDAY),
    ("42 ikke møtt opp", Verb.NO_SHOW, (42,), None),
    ("studenten møtte ikke 42", Verb.NO_SHOW, (42,), None),
    ("sak 42: kandidaten har ikke møtt", Verb.NO_SHOW, (42,), None),
    ("hun møtte ikke opp i går", Verb.NO_SHOW, (), YESTERDAY),
    ("42 kom ikke", Verb.NO_SHOW, (42,), None),
    ("42 dukket ikke opp", Verb.NO_SHOW, (42,), None),
    ("42 ikkje møtt", Verb.NO_SHOW, (42,), None),
    ("møtte ikkje 42", Verb.NO_SHOW, (42,), None),
    ("42 kom ikkje i går", Verb.NO_SHOW, (42,), YESTERDAY),
    ("no-show 42", Verb.NO_SHOW, (42,), None),
    ("No show 42", Verb.NO_SHOW, (42,), None),
    ("42 did not show", Verb.NO_SHOW, (42,), None),
    ("the student did not show up 42", Verb.NO_SHOW, (42,), None),
    ("she didn’t show up yesterday", Verb.NO_SHOW, (), YESTERDAY),
    ("42 did not attend", Verb.NO_SHOW, (42,), None),
    # sent
    ("sendt 42", Verb.SENT, (42,), None),
    ("42 sendt", Verb.SENT, (42,), None),
    ("sendt", Verb.SENT, (), None),
    ("skriftlig begrunnelse sendt 42 i dag", Verb.SENT, (42,), TODAY),
    ("begrunnelsen er sendt", Verb.SENT, (), None),
    ("skriftleg grunngiving er sendt i sak 42", Verb.SENT, (42,), None),
    ("sent 42", Verb.SENT, (42,), None),
    ("42 was sent yesterday", Verb.SENT, (42,), YESTERDAY),
    ("written explanation sent 42", Verb.SENT, (42,), None),
    # done
    ("ferdig 42", Verb.DONE, (42,), None),
    ("klagesensur ferdig 42", Verb.DONE, (42,), None),
    ("jeg er ferdig med 42", Verb.DONE, (42,), None),
    ("42 ferdig sensurert", Verb.DONE, (42,), None),
    ("eg er ferdig med klagesensuren 42", Verb.DONE, (42,), None),
    ("done 42", Verb.DONE, (42,), None),
    ("graded 42", Verb.DONE, (42,), None),
    ("done with regrading 42", Verb.DONE, (42,), None),
    # ok
    ("ok", Verb.OK, (), None),
    ("ok.", Verb.OK, (), None),
    ("OK!", Verb.OK, (), None),
    ("👍", Verb.OK, (), None),
    ("👍🏽", Verb.OK, (), None),
    (":+1::skin-tone-3:", Verb.OK, (), None),
    ("ja", Verb.OK, (), None),
    ("yes", Verb.OK, (), None),
    ("greit", Verb.OK, (), None),
    ("Godkjent", Verb.OK, (), None),
    ("godkjend", Verb.OK, (), None),
    # look, list, status, help, withdraw
    ("42", Verb.LOOK, (42,), None),
    ("#42", Verb.LOOK, (42,), None),
    ("42?", Verb.LOOK, (42,), None),
    ("[42/2026]", Verb.LOOK, (42,), None),
    ("sak 42", Verb.LOOK, (42,), None),
    ("saka 42", Verb.LOOK, (42,), None),
    ("case 42", Verb.LOOK, (42,), None),
    ("vis 42", Verb.LOOK, (42,), None),
    ("show case 42 please", Verb.LOOK, (42,), None),
    ("sak", Verb.LIST, (), None),
    ("saker", Verb.LIST, (), None),
    ("mine saker", Verb.LIST, (), None),
    ("sakane mine", Verb.LIST, (), None),
    ("liste", Verb.LIST, (), None),
    ("cases", Verb.LIST, (), None),
    ("list", Verb.LIST, (), None),
    ("status 42", Verb.STATUS, (42,), None),
    ("status?", Verb.STATUS, (), None),
    ("hjelp", Verb.HELP, (), None),
    ("help", Verb.HELP, (), None),
    ("?", Verb.HELP, (), None),
    ("trekk 42", Verb.WITHDRAW, (42,), None),
    ("trekk klagen", Verb.WITHDRAW, (), None),
    ("trekk klaga 42", Verb.WITHDRAW, (42,), None),
    ("withdraw the appeal 42", Verb.WITHDRAW, (42,), None),
]

UNCLEAR = [
    # a negation never reads as its opposite
    ("ikke gitt 42", Why.NEGATED),
    ("42 er ikke gitt", Why.NEGATED),
    ("42 ikke gitt i går", Why.NEGATED),
    ("ga ikke 42", Why.NEGATED),
    ("42 ikkje gjeve", Why.NEGATED),
    ("ikkje sendt 42", Why.NEGATED),
    ("42 er ikkje sendt", Why.NEGATED),
    ("not given 42", Why.NEGATED),
    ("42 hasn't been sent", Why.NEGATED),
    ("never given 42", Why.NEGATED),
    ("nei, gitt 42", Why.NEGATED),
    ("no, show 42", Why.NEGATED),
    ("not a no-show 42", Why.NEGATED),
    ("ikke ferdig 42", Why.NEGATED),
    ("ikke, møtt 42", Why.NEGATED),
    ("I did not show 42 the grade", Why.NEGATED),
    ("jeg møtte ikke 42", Why.SEVERAL),
    # questions
    ("er 42 gitt?", Why.QUESTION),
    ("hei, er 42 gitt", Why.QUESTION),
    ("gitt 42?", Why.QUESTION),
    ("var det sendt 42", Why.QUESTION),
    ("har du gitt 42", Why.QUESTION),
    ("is 42 given", Why.QUESTION),
    ("ok?", Why.SEVERAL),
    # two things at once
    ("gitt 42 ikke møtt 43", Why.SEVERAL),
    ("sendt og gitt 42", Why.SEVERAL),
    ("vis gitt 42", Why.SEVERAL),
    ("gitt skriftlig begrunnelse 42", Why.SEVERAL),
    ("ferdig med muntlig begrunnelse 42", Why.SEVERAL),
    ("muntlig 42", Why.SEVERAL),
    ("ok 42", Why.SEVERAL),
    ("gitt saker", Why.SEVERAL),
    # grades, names, conditions and the future
    ("gitt 42 A", Why.WORDS),
    ("ferdig 42 karakter C", Why.WORDS),
    ("gitt 42 bestått", Why.WORDS),
    ("gitt 42 til Ola Nordmann", Why.WORDS),
    ("gitt 42 i morgen", Why.WORDS),
    ("gitt 42 neste fredag", Why.WORDS),
    ("hvis gitt 42", Why.WORDS),
    ("om gitt 42", Why.WORDS),
    ("skal gi 42", Why.WORDS),
    ("nesten ferdig 42", Why.WORDS),
    ("42 almost given", Why.WORDS),
    ("gitt alle", Why.WORDS),
    ("gitt to", Why.WORDS),
    ("~gitt 42~", Why.WORDS),
    ("møtte 42", Why.WORDS),
    # numbers and days that may be something else
    ("kandidat 10001 ikke møtt", Why.CANDIDATE),
    ("candidate no. 10001 given", Why.CANDIDATE),
    ("studenten 42 ikke møtt", Why.CANDIDATE),
    ("gitt 42/43", Why.WORDS),
    ("gitt 42-44", Why.WORDS),
    ("gitt 42²", Why.WORDS),
    ("gitt 99999999", Why.WORDS),
    ("gitt 42 den 3.", Why.DAY),
    ("gitt 42 31. feb", Why.DAY),
    ("gitt 42 3. desember 2027", Why.DAY),
    ("gitt 42 i dag og 43 i går", Why.DAY),
    ("given 12 Dec 3", Why.DAY),
    ("vis 42 i går", Why.DAY),
    ("42 i går", Why.NO_VERB),
    ("", Why.NO_VERB),
    ("hei", Why.NO_VERB),
    ("gitt 42 " * 60, Why.LENGTH),
]


@pytest.mark.demand("A-054")
@pytest.mark.demand("A-124")
@pytest.mark.demand("A-125")
@pytest.mark.parametrize(("text", "verb", "numbers", "day"), UNDERSTOOD)
def test_short_message_says_verb_cases_and_day(
    text: str, verb: Verb, numbers: tuple[int, ...], day: date | None
) -> None:
    assert understand(text, TODAY) == Said(verb, numbers, day)


@pytest.mark.demand("D-41")
@pytest.mark.parametrize(("text", "reason"), UNCLEAR)
def test_anything_doubtful_is_asked_back_instead(text: str, reason: Why) -> None:
    answer = understand(text, TODAY)
    assert isinstance(answer, Unclear)
    assert answer.reason is reason


def test_two_verbs_are_offered_with_their_own_cases() -> None:
    answer = understand("gitt 42, ikke møtt 43", TODAY)
    assert answer == Unclear(Why.SEVERAL, (Said(Verb.GIVEN, (42,)), Said(Verb.NO_SHOW, (43,))))


def test_two_verbs_for_one_case_are_both_offered() -> None:
    offered = understand("gitt sendt 42", TODAY)
    assert offered == Unclear(Why.SEVERAL, (Said(Verb.GIVEN, (42,)), Said(Verb.SENT, (42,)), Said(Verb.LOOK, (42,))))


def test_negated_message_offers_only_to_look() -> None:
    assert understand("42 er ikke gitt", TODAY) == Unclear(Why.NEGATED, (Said(Verb.LOOK, (42,)),))


def test_candidate_number_is_never_offered_as_case() -> None:
    assert understand("kandidat 10001 ikke møtt", TODAY) == Unclear(Why.CANDIDATE)


def test_number_that_may_be_a_day_is_not_offered() -> None:
    answer = understand("gitt 42 den 3.", TODAY)
    assert answer == Unclear(Why.DAY, (Said(Verb.GIVEN),))


@pytest.mark.demand("D-41")
def test_answer_holds_nothing_of_name_or_grade() -> None:
    answer = repr(understand("gitt 42 til Kari Nordmann, hun fikk karakteren B", TODAY)).lower()
    assert not any(word in answer for word in ("kari", "nordmann", "karakter", "'b'"))


WORDS = st.lists(st.text(alphabet="abdefghijklmnoprstuvyæøå", min_size=1, max_size=7), max_size=4).map(" ".join)
SPOKEN = st.sampled_from([(text, verb) for text, verb, *_ in UNDERSTOOD if verb not in (Verb.LOOK, Verb.LIST)])


@given(before=WORDS, spoken=SPOKEN, after=WORDS)
def test_random_words_around_verb_never_change_it(before: str, spoken: tuple[str, Verb], after: str) -> None:
    text, verb = spoken
    answer = understand(f"{before} {text} {after}", TODAY)
    assert isinstance(answer, Unclear) or answer.verb in (verb, Verb.LOOK)


@given(
    negation=st.sampled_from(sorted(NEGATION)),
    verb=st.sampled_from(["gitt", "gjeve", "given", "sendt", "sent", "ferdig", "done", "no-show", "trekk"]),
    shape=st.sampled_from(
        ["{0} {1} 42", "42 {0} {1}", "42 {1} {0}", "{1} {0} 42", "42 er {0} {1}", "{1} 42 {0}", "{0}, {1} 42"]
    ),
)
def test_negation_anywhere_never_confirms_anything(negation: str, verb: str, shape: str) -> None:
    assert isinstance(understand(shape.format(negation, verb), TODAY), Unclear)


@given(st.text(max_size=320))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    assert isinstance(understand(text, TODAY), Said | Unclear)

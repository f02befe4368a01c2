"""The times that graders offer for a talk, as they write them in a hurry, and above all those that must be asked back."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.calendar import OSLO, day_in_words
from casework.exams import Language
from casework.invitations import Slot
from casework.shorthand import Said, understand
from casework.spoken_clocks import Doubt
from casework.spoken_times import TimesSaid, TimesUnclear, TimesVerb, spoken_times
from casework.time_refusals import TimesInDoubt
from tests.casework.days import day
from tests.casework.test_shorthand import UNCLEAR as UNCLEAR_SHORTHAND
from tests.casework.test_shorthand import UNDERSTOOD as UNDERSTOOD_SHORTHAND

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday, nine o'clock in Oslo
USUAL = 30
OFFER, MOVE, CANCEL = TimesVerb


def slot(text: str) -> Slot:
    """ "Thu 2026-11-26 10:15 30 rom B312" in Oslo time, with the length in minutes and the place where there is one."""
    weekday, iso, clock, minutes, *place = text.split(" ", 4)
    local = datetime.combine(day(f"{weekday} {iso}"), time.fromisoformat(clock), OSLO)
    return Slot(local.astimezone(UTC), int(minutes), " ".join(place))


OFFERED = [
    # bokmål
    ("42 tid tor 10.15, fre 13-13.30, rom B312", "Thu 2026-11-26 10:15 30 rom B312; Fri 2026-11-27 13:00 30 rom B312"),
    (
        "tider 42: 26.11 kl 10:15 og 27/11 kl 13 på https://meet.example/abc",
        "Thu 2026-11-26 10:15 30 https://meet.example/abc; Fri 2026-11-27 13:00 30 https://meet.example/abc",
    ),
    ("42 tid tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 TID TOR 10.15.", "Thu 2026-11-26 10:15 30"),
    ("Hei! 42 tid tor 10.15, takk", "Thu 2026-11-26 10:15 30"),
    ("sak 42: tid tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("tid i sak 42: tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("tid #42 tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("tid [42/2026] tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid torsdag klokka 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid på torsdag kl. 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid nå på torsdag kl 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid førstkommende torsdag kl 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid torsdag denne uken kl 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid torsdag neste uke kl 10", "Thu 2026-12-03 10:00 30"),
    ("42 tid torsdag i neste uke kl 10", "Thu 2026-12-03 10:00 30"),
    ("42 tid torsdag uke 50 kl 10", "Thu 2026-12-10 10:00 30"),
    ("42 tid mandag neste uke kl 10", "Mon 2026-11-30 10:00 30"),
    ("42 tid søn 10", "Sun 2026-11-29 10:00 30"),
    ("42 tid torsdag 26. november kl. 10.15-10.45 i rom B312", "Thu 2026-11-26 10:15 30 rom B312"),
    ("42 tid torsdag den 26. november kl 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid torsdag, 26. november, kl 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid 26. november 2026 kl. 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid 26. nov 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid den 26.11 kl 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid 26.11. kl. 1015", "Thu 2026-11-26 10:15 30"),
    ("42 tid 26.11.2026 kl 1015-1045", "Thu 2026-11-26 10:15 30"),
    ("42 tid 26.11.26 kl 10-11", "Thu 2026-11-26 10:00 60"),
    ("42 tid 26/11 kl 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid 26/11-26 kl 10", "Thu 2026-11-26 10:00 30"),
    ("42 tid 26.11 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid 10.12 12.30", "Thu 2026-12-10 12:30 30"),
    ("42 tid tor 10.12 kl 13", "Thu 2026-12-10 13:00 30"),
    ("42 tid ons 10.12", "Wed 2026-11-25 10:12 30"),
    ("42 tid 5.1 kl 10", "Tue 2027-01-05 10:00 30"),
    ("42 tid i dag kl 15", "Mon 2026-11-23 15:00 30"),
    ("42 tid i morgen kl 10", "Tue 2026-11-24 10:00 30"),
    ("42 tid i overmorgen 10.30", "Wed 2026-11-25 10:30 30"),
    (
        "42 tid mandag 30. november 10, 11 og 12",
        "Mon 2026-11-30 10:00 30; Mon 2026-11-30 11:00 30; Mon 2026-11-30 12:00 30",
    ),
    ("42 tid tor 10.15, 11.30", "Thu 2026-11-26 10:15 30; Thu 2026-11-26 11:30 30"),
    ("42 tid fre 13, tor 10.15", "Thu 2026-11-26 10:15 30; Fri 2026-11-27 13:00 30"),
    ("42 tid tor 10.15 og tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid tor fra 10 til 11", "Thu 2026-11-26 10:00 60"),
    ("42 tid tor 10–10.20", "Thu 2026-11-26 10:00 20"),
    ("42 tid tor 10.15, 20 min", "Thu 2026-11-26 10:15 20"),
    ("42 tid tor kl 10 i 20 minutter på rom 3.12", "Thu 2026-11-26 10:00 20 rom 3.12"),
    ("42 tid tor 08.00", "Thu 2026-11-26 08:00 30"),
    ("42 tid tor 06.00", "Thu 2026-11-26 06:00 30"),
    ("42 forslag til tid: tor 10.15 eller fre 13", "Thu 2026-11-26 10:15 30; Fri 2026-11-27 13:00 30"),
    ("jeg foreslår tid 42 tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 ledige tider tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 ny tid tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 tid:\n- tor 10.15\n- fre 13\nrom 312", "Thu 2026-11-26 10:15 30 rom 312; Fri 2026-11-27 13:00 30 rom 312"),
    ("42 tid:\n1) tor 10.15\n2) fre 13", "Thu 2026-11-26 10:15 30; Fri 2026-11-27 13:00 30"),
    # places
    ("42 tid tor 10.15 på kontoret mitt", "Thu 2026-11-26 10:15 30 kontoret mitt"),
    (
        "42 tid på kontoret mitt tor 10.15 og fre 13",
        "Thu 2026-11-26 10:15 30 kontoret mitt; Fri 2026-11-27 13:00 30 kontoret mitt",
    ),
    ("42 tid tor 10.15 på Dragvoll", "Thu 2026-11-26 10:15 30 Dragvoll"),
    ("42 tid tor 10.15 B312", "Thu 2026-11-26 10:15 30 B312"),
    ("42 tid tor 10.15, rom B312, Realfagbygget", "Thu 2026-11-26 10:15 30 rom B312, Realfagbygget"),
    ("42 tid rom B312, Realfagbygget, tor 10.15", "Thu 2026-11-26 10:15 30 rom B312, Realfagbygget"),
    ("42 tid tor 10.15 rom 312, fre 13 på Zoom", "Thu 2026-11-26 10:15 30 rom 312; Fri 2026-11-27 13:00 30 Zoom"),
    ("42 tid tor 10.15 rom 312, fre 13", "Thu 2026-11-26 10:15 30 rom 312; Fri 2026-11-27 13:00 30 rom 312"),
    ("42 tid tor 10.15 sted: hos meg", "Thu 2026-11-26 10:15 30 hos meg"),
    (
        "42 tid tor 10.15 <https://meet.example/10:30|meet.example>",
        "Thu 2026-11-26 10:15 30 https://meet.example/10:30",
    ),
    # nynorsk
    ("42 tider tors 10.15", "Thu 2026-11-26 10:15 30"),
    ("tida 42 tys 10.15", "Tue 2026-11-24 10:15 30"),
    ("42 tid måndag 30. november kl 10", "Mon 2026-11-30 10:00 30"),
    ("42 tid laurdag kl 10", "Sat 2026-11-28 10:00 30"),
    ("42 tid i morgon kl 10", "Tue 2026-11-24 10:00 30"),
    ("eg føreslår 42 tor 10.15", "Thu 2026-11-26 10:15 30"),
    ("42 framlegg til tid: tor frå 10 til 10.30", "Thu 2026-11-26 10:00 30"),
    ("42 tid torsdag i neste veke kl 10", "Thu 2026-12-03 10:00 30"),
    # English
    ("42 times Thu 10:15, Fri 1pm room B312", "Thu 2026-11-26 10:15 30 room B312; Fri 2026-11-27 13:00 30 room B312"),
    ("42 time Thursday 26 November 10:15 am", "Thu 2026-11-26 10:15 30"),
    ("times for case 42: Thursday at 10", "Thu 2026-11-26 10:00 30"),
    ("42 times Thu, Nov 26, 10:15", "Thu 2026-11-26 10:15 30"),
    ("42 times on Thursday at 10 at my office", "Thu 2026-11-26 10:00 30 my office"),
    ("42 times Nov 26 at 10:15, Nov 27 at 1-2pm", "Thu 2026-11-26 10:15 30; Fri 2026-11-27 13:00 60"),
    ("42 times Thu 11-1pm", "Thu 2026-11-26 11:00 120"),
    ("42 times Thu 12pm", "Thu 2026-11-26 12:00 30"),
    ("42 times the 26th of November at 10", "Thu 2026-11-26 10:00 30"),
    ("42 times December 3rd, 2026 at 10:30", "Thu 2026-12-03 10:30 30"),
    ("42 times tomorrow at 10 or the day after tomorrow at 11", "Tue 2026-11-24 10:00 30; Wed 2026-11-25 11:00 30"),
    ("42 times Thursday next week 10:15", "Thu 2026-12-03 10:15 30"),
    ("I propose 42 Thu 10:15 for 20 minutes", "Thu 2026-11-26 10:15 20"),
    ("42 times 2026-11-26 10:15", "Thu 2026-11-26 10:15 30"),
    ("42 times 2026-11-26T10:15-10:45", "Thu 2026-11-26 10:15 30"),
    ("42 times 26/11 10:15", "Thu 2026-11-26 10:15 30"),
]

IN_DOUBT = [
    ("42 tid", Doubt.NO_TIME, 1),
    ("tider 42?", Doubt.WORDS, 1),
    ("42 tid fre", Doubt.NO_CLOCK, 1),
    ("42 tid 26.11", Doubt.NO_CLOCK, 1),
    ("42 tid tor og fre kl 10", Doubt.NO_CLOCK, 1),
    ("42 tid tor 10.15, fre", Doubt.NO_CLOCK, 2),
    ("42 tid kl 10.15", Doubt.NO_DAY, 1),
    ("tid 42 og 43 tor 10", Doubt.NO_DAY, 1),
    ("42 tid fre 25:00", Doubt.IMPOSSIBLE, 1),
    ("42 tid fre 10.75", Doubt.IMPOSSIBLE, 1),
    ("42 tid fre 13pm", Doubt.IMPOSSIBLE, 1),
    ("42 tid fre 11-10", Doubt.IMPOSSIBLE, 1),
    ("42 tid 31.2 kl 10", Doubt.IMPOSSIBLE, 1),
    ("42 tid 31. februar kl 10", Doubt.IMPOSSIBLE, 1),
    ("42 times 11/26 10:15", Doubt.IMPOSSIBLE, 1),
    ("42 tid torsdag uke 60 kl 10", Doubt.IMPOSSIBLE, 1),
    ("42 tid i dag kl 8", Doubt.PAST, 1),
    ("42 tid 1.11 kl 10", Doubt.PAST, 1),
    ("42 tid 26.11.2025 kl 10", Doubt.PAST, 1),
    ("42 tid mandag kl 8", Doubt.WHICH_DAY, 1),
    ("42 tid mandag kl 15", Doubt.WHICH_DAY, 1),
    ("42 tid neste torsdag kl 10", Doubt.WHICH_DAY, 1),
    ("42 times next Thursday 10", Doubt.WHICH_DAY, 1),
    ("42 tid hver torsdag kl 10", Doubt.WHICH_DAY, 1),
    ("42 tid fredag 26.11 kl 10", Doubt.WHICH_DAY, 1),
    ("42 tid torsdag neste uke 26.11 kl 10", Doubt.WHICH_DAY, 1),
    ("42 tid tor 10.12", Doubt.WHICH_DAY, 1),
    ("42 times 3/12 10:15", Doubt.WHICH_DAY, 1),
    ("42 tid fre 1", Doubt.WHICH_HOUR, 1),
    ("42 tid tor 10.15, fre kl 2", Doubt.WHICH_HOUR, 2),
    ("42 tid tor 11-1", Doubt.WHICH_HOUR, 1),
    ("42 tid tor halv 11", Doubt.WORDS, 1),
    ("42 tid tor etter 10", Doubt.WORDS, 1),
    ("42 tid tor mellom 10 og 11", Doubt.WORDS, 1),
    ("42 tid tor-fre kl 10", Doubt.WORDS, 1),
    ("42 tid tor 10.15 i uke 49", Doubt.WORDS, 2),
    ("42 tid tor 10.15 ikke fre 13", Doubt.WORDS, 2),
    ("42 tid tor 10.15 på fredag passer ikke", Doubt.WORDS, 2),
    ("42 tid tor 10.15 eller noe", Doubt.WORDS, 2),
    ("42 tid tor 10.15 Dragvoll", Doubt.WORDS, 2),
    ("42 tid tor 10.15, rom 312, 8. etasje", Doubt.WORDS, 3),
    ("42 tid tor 10.15?", Doubt.WORDS, 2),
    ("42 tid tor 10.15 kanskje", Doubt.WORDS, 2),
    ("42 tid tor 10.15 og gitt 43", Doubt.WORDS, 2),
    ("42 tid tor 8-18", Doubt.LENGTH, 2),
    ("42 tid tor 10.15 på " + "a" * 121, Doubt.LENGTH, 2),
    (
        "42 tid " + ", ".join(f"26.11 kl {hour}.{minute}" for hour in (8, 9, 10) for minute in (10, 20, 30, 40)),
        Doubt.MANY,
        13,
    ),
    ("42 tid " + ", ".join(f"26.11 kl {hour}.15" for hour in range(8, 18)), Doubt.MANY, 11),
    ("flytt 42", Doubt.NO_TIME, 1),
    ("flytt 42 tor 10, fre 13", Doubt.SEVERAL, 3),
    ("avlys 42 fre 13", Doubt.WORDS, 2),
]


@pytest.mark.parametrize(("text", "slots"), OFFERED)
def test_offered_times_are_read_as_a_colleague_reads_them(text: str, slots: str) -> None:
    assert spoken_times(text, NOW, USUAL) == TimesSaid(OFFER, 42, tuple(map(slot, slots.split("; "))))


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("room B312. Hanna", "room B312"),
        ("room B312. Hanna Whitfield.", "room B312"),
        ("room B312, Hanna", "room B312"),
        ("room B312\nHanna", "room B312"),
        ("room B312. Mvh Hanna", "room B312"),
        ("room B312 mvh Hanna", "room B312"),
        ("rom B312. Hilsen Kari Nordengen", "rom B312"),
        ("rom B312, med vennlig hilsen Kari", "rom B312"),
        ("rom B312. Venleg helsing Synnøve", "rom B312"),
        ("room B312. Kind regards, Hanna", "room B312"),
        ("rom B312, Realfagbygget", "rom B312, Realfagbygget"),
        ("rom B312. Realfagbygget", "rom B312. Realfagbygget"),
        ("rom B312, bygg 2. etg.", "rom B312, bygg 2. etg"),
        ("rom B312, Hannahuset", "rom B312, Hannahuset"),
        ("på Hanna Whitfields kontor", "Hanna Whitfields kontor"),
        ("hos Hanna", "hos Hanna"),
    ],
)
def test_a_signature_is_no_part_of_a_place(written: str, place: str) -> None:
    said = spoken_times(f"42 tid tor 10.15, {written}", NOW, USUAL, "Hanna Whitfield")
    assert isinstance(said, TimesSaid)
    assert [each.place for each in said.slots] == [place]


@pytest.mark.parametrize(("text", "doubt", "place"), IN_DOUBT)
def test_times_with_two_meanings_or_none_are_asked_back(text: str, doubt: Doubt, place: int) -> None:
    verb = MOVE if "flytt" in text else CANCEL if "avlys" in text else OFFER
    assert spoken_times(text, NOW, USUAL) == TimesUnclear(verb, 42, doubt, place)


def test_two_case_numbers_around_the_word_are_asked_back() -> None:
    assert spoken_times("42 tid 43 tor 10", NOW, USUAL) == TimesUnclear(OFFER, None, Doubt.SEVERAL)


@pytest.mark.parametrize("doubt", Doubt)
@pytest.mark.parametrize("language", Language)
def test_what_is_in_doubt_is_told_with_an_example_that_is_understood(doubt: Doubt, language: Language) -> None:
    sentence = TimesInDoubt(TimesUnclear(OFFER, 7, doubt, 2), 7).say(language)
    (example,) = re.findall(r"[«“](7 [^»”]+)[»”]", sentence)
    said = spoken_times(example, NOW, USUAL)
    assert isinstance(said, TimesSaid)
    assert len(said.slots) == 2


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("flytt 42 til fre 13", "Fri 2026-11-27 13:00 30"),
        ("42 flyttes til fredag 27. november kl. 13.00 rom 210", "Fri 2026-11-27 13:00 30 rom 210"),
        ("flytt tida i sak 42 til fre 13", "Fri 2026-11-27 13:00 30"),
        ("move 42 to Fri 1pm", "Fri 2026-11-27 13:00 30"),
        ("42 moved to Fri 1pm", "Fri 2026-11-27 13:00 30"),
    ],
)
def test_a_move_names_one_new_time(text: str, slots: str) -> None:
    assert spoken_times(text, NOW, USUAL) == TimesSaid(MOVE, 42, (slot(slots),))


@pytest.mark.parametrize(
    "text",
    [
        "avlys 42",
        "42 avlyst",
        "avlys tiden i sak 42",
        "avlys tida 42",
        "cancel 42",
        "cancel the appointment for 42",
        "42 cancelled.",
    ],
)
def test_a_time_is_taken_back_in_two_words(text: str) -> None:
    assert spoken_times(text, NOW, USUAL) == TimesSaid(CANCEL, 42)


@pytest.mark.parametrize(
    "text", ["tid tor 10.15", "tider: tor 10.15", "times Thu 10:15", "tid 26 nov kl 10.15", "tid 26.11 kl 10.15"]
)
def test_without_a_number_the_conversation_must_tell_the_case(text: str) -> None:
    said = spoken_times(text, NOW, USUAL)
    assert said == TimesSaid(OFFER, None, (slot("Thu 2026-11-26 10:15 30"),))


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, *_ in UNDERSTOOD_SHORTHAND),
        *(text for text, *_ in UNCLEAR_SHORTHAND),
        "gitt 42 tor 10.15",
        "er tid 42",
    ],
)
def test_what_other_short_messages_say_is_none_of_this(text: str) -> None:
    assert spoken_times(text, NOW, USUAL) is None


@pytest.mark.parametrize("text", [text for text, _ in OFFERED])
def test_times_were_no_short_message_before(text: str) -> None:
    assert not isinstance(understand(text, date(2026, 11, 23)), Said)


SPOKEN_WAYS = {
    Language.NB: ("42 tid {0} kl. {1:%H.%M}", "42 tid {0} fra {1:%H.%M} til {2:%H.%M}"),
    Language.NN: ("42 tid {0} kl. {1:%H.%M}", "tida 42: {0} frå {1:%H:%M} til {2:%H:%M}"),
    Language.EN: ("42 times {0} at {1:%H:%M}", "42 times {0} {1:%I:%M %p}"),
}
SHORT_WAYS = (
    "42 tid {1:%d.%m.%Y} kl {1:%H.%M}",
    "42 tid {1:%d/%m/%Y} {1:%H:%M}",
    "42 tid {1:%Y-%m-%dT%H:%M}",
    "42 tid {1:%d.%m.%y} kl {1:%H%M}",
)
QUARTERS = st.integers(min_value=0, max_value=4 * 24 * 365).map(lambda quarters: timedelta(minutes=15 * quarters))
WAYS = st.one_of(
    st.sampled_from([(language, way) for language, ways in SPOKEN_WAYS.items() for way in ways]),
    st.sampled_from([(Language.NB, way) for way in SHORT_WAYS]),
)
BEFORE = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
REPEATED = (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC))


@given(after=QUARTERS.filter(bool), way=WAYS)
@example(after=datetime(2026, 3, 29, 0, 45, tzinfo=UTC) - BEFORE, way=(Language.NB, SPOKEN_WAYS[Language.NB][1]))
@example(after=datetime(2026, 3, 29, 1, 0, tzinfo=UTC) - BEFORE, way=(Language.NN, SPOKEN_WAYS[Language.NN][0]))
@example(after=datetime(2026, 10, 24, 23, 45, tzinfo=UTC) - BEFORE, way=(Language.NB, SPOKEN_WAYS[Language.NB][0]))
@example(after=datetime(2026, 10, 25, 2, 0, tzinfo=UTC) - BEFORE, way=(Language.EN, SPOKEN_WAYS[Language.EN][1]))
def test_every_time_that_is_written_out_is_read_as_itself(after: timedelta, way: tuple[Language, str]) -> None:
    language, pattern = way
    starts = BEFORE + after
    local, over = starts.astimezone(OSLO), (starts + timedelta(minutes=USUAL)).astimezone(OSLO)
    text = pattern.format(day_in_words(local.date(), language), local, over)
    said = spoken_times(text, BEFORE, USUAL)
    ends = [starts + timedelta(minutes=USUAL)] if "{2" in pattern else []
    if any(REPEATED[0] <= each < REPEATED[1] for each in (starts, *ends)) or (ends and over.date() != local.date()):
        assert isinstance(said, TimesUnclear)
    else:
        assert said == TimesSaid(OFFER, 42, (Slot(starts, USUAL, ""),))


@pytest.mark.parametrize("text", ["42 tid 29.3 kl 02.00", "42 tid 29.3 kl 02.30", "42 tid søndag 29. mars kl 02.59"])
def test_an_hour_that_summer_time_leaves_out_is_impossible(text: str) -> None:
    assert spoken_times(text, BEFORE, USUAL) == TimesUnclear(OFFER, 42, Doubt.IMPOSSIBLE)


@pytest.mark.parametrize("text", ["42 tid 25.10.2026 kl 02.00", "42 tid 25.10.2026 kl 02.30"])
def test_an_hour_that_comes_twice_is_asked_back(text: str) -> None:
    assert spoken_times(text, BEFORE, USUAL) == TimesUnclear(OFFER, 42, Doubt.WHICH_HOUR)


PARTS = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [part for text, *_ in (*OFFERED, *IN_DOUBT) for part in re.split(r"( )", text)]
            + [
                ",",
                ";",
                "\n",
                "-",
                ".",
                "..",
                ":",
                "2026-11-26T",
                "00:00",
                "24:00",
                "0.0",
                "99/99",
                "(20 min)",
                "ſun",
                "İ",
                "²",
            ]
        ),
    ),
    max_size=14,
).map(" ".join)


@given(start=st.sampled_from(["", "42 tid ", "times ", "flytt 42 ", "avlys ", "42: "]), rest=PARTS)
def test_any_text_at_all_gets_an_answer(start: str, rest: str) -> None:
    assert isinstance(spoken_times(start + rest, NOW, USUAL), TimesSaid | TimesUnclear | None)


@given(start=st.sampled_from(["42 tid ", "times ", "flytt 42 "]), rest=PARTS)
def test_what_is_understood_lies_ahead_with_a_place_on_one_line(start: str, rest: str) -> None:
    said = spoken_times(start + rest, NOW, USUAL)
    if isinstance(said, TimesSaid):
        assert all(each.starts > NOW and 0 < each.minutes <= 240 and each.place.isprintable() for each in said.slots)

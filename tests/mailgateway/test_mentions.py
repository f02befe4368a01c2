"""What a mail names."""

import pytest

from mailgateway.mentions import mentions_of, without_mentions


@pytest.mark.parametrize(
    ("text", "courses"),
    [
        ("TDT4100", ("TDT4100",)),
        ("IN1000, EXPHIL03 og ECON1210B.", ("IN1000", "EXPHIL03", "ECON1210B")),
        ("MAT-INF1100 / JUS112", ("MAT-INF1100", "JUS112")),
        ("TDT4100/TMA4100", ("TDT4100", "TMA4100")),
        ("emnet TDT 4100 og BED-1001", ("TDT4100", "BED-1001")),
        ("tdt4100 og Tdt4105", ("TDT4100", "TDT4105")),
        ("TDT4100 og igjen TDT4100", ("TDT4100",)),
        ("[begrunnelse - TDT4100]", ("TDT4100",)),
        ("HØST 2026, VÅR2027, H2026, KL 1200, NO 0316, SAK 42, TLF 12345", ()),
        ("uke45, iPhone15, covid19, kari123@student.no, https://x.no/TDT4100", ()),
        ("telefon 91234567, eksamen 12.06.2026 kl. 12:30", ()),
    ],
)
def test_course_codes_are_found_in_capitals(text: str, courses: tuple[str, ...]) -> None:
    assert mentions_of(text).courses == courses


@pytest.mark.parametrize(
    ("text", "courses", "denied"),
    [
        ("TMA4100, men ikke TDT4100", ("TMA4100",), ("TDT4100",)),
        ("Det gjelder ikke emnet TDT4100 eller TDT4105, men TMA4100", ("TMA4100",), ("TDT4100", "TDT4105")),
        ("ikkje i TDT4100", (), ("TDT4100",)),
        ("everything except TDT4100", (), ("TDT4100",)),
        ("TDT4100, ikke TDT4100 fra i fjor", ("TDT4100",), ()),
        ("ikke bestått TDT4100", ("TDT4100",), ()),
        ("ikke bare TDT4100", ("TDT4100",), ()),
    ],
)
def test_course_that_is_said_not_to_be_meant_is_not_among_the_courses(
    text: str, courses: tuple[str, ...], denied: tuple[str, ...]
) -> None:
    assert (mentions_of(text).courses, mentions_of(text).denied) == (courses, denied)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("høst 2026", ("2026H",)),
        ("høsten 2026 og våren 2027", ("2026H", "2027V")),
        ("haustsemesteret 2026", ("2026H",)),
        ("Vår-26, H26", ("2026V", "2026H")),
        ("autumn 2026, fall 2025, spring of 2027", ("2026H", "2025H", "2027V")),
        ("2026H og 2026 vår", ("2026H", "2026V")),
        ("sommeren 2026, summer 2027", ("2026S", "2027S")),
        ("15. juni 2026, høst, i vår eksamen", ()),
    ],
)
def test_terms_are_written_in_one_way(text: str, terms: tuple[str, ...]) -> None:
    assert mentions_of(text).terms == terms


@pytest.mark.parametrize(
    "text",
    [
        "kandidatnummer 1042", "Kandidatnummer: 1042", "kandidatnr. 1042", "kand.nr. 1042", "kand nr 1042", "Kandidat 1042",
        "kandidatnummeret mitt er 1042", "candidate number 1042", "My candidate number is 1042.", "candidate no. 1042",
        "kandidatnummer = 1042", "kandidatnr:1042", "Kandidatnummer 1042 gruppe",
    ],
)  # fmt: skip
def test_candidate_number_is_found_in_every_wording(text: str) -> None:
    assert mentions_of(text).candidates == ("1042",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("del 1", ("1",)),
        ("Delemne A og del B", ("A", "B")),
        ("Part 2 of the exam, deleksamen 3", ("2", "3")),
        ("en del av oppgaven, del i, resten", ()),
        ("del 1/2", ()),
    ],
)
def test_parts_are_found_by_letter_or_number(text: str, parts: tuple[str, ...]) -> None:
    assert mentions_of(text).parts == parts


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("[42/2026] Kvittering", (42,)),
        ("sak 42, case 43, saksnr. 44 og #45", (42, 43, 44, 45)),
        ("Sak nr. 42/2026", (42,)),
        ("gjelder saken 42", (42,)),
        ("sak 2026/1234 i arkivet", ()),
        ("i sak om 42 personer", ()),
    ],
)
def test_our_case_numbers_are_found(text: str, cases: tuple[int, ...]) -> None:
    assert mentions_of(text).cases == cases


@pytest.mark.parametrize("text", ["gruppe 7", "Gruppenummer: 7", "group 7", "Group no. 7", "gruppe nr. 7"])
def test_group_is_found_in_every_wording(text: str) -> None:
    assert mentions_of(text).groups == ("7",)


def test_text_without_what_it_names_keeps_its_other_words() -> None:
    assert without_mentions("Gjelder TDT4100 høst 2026, kandidat 1042").split() == ["Gjelder", ","]

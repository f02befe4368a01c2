"""The letters: the same in three languages, written from fields alone, and refused with file and line when a text is wrong."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources

import pytest

from casework.access import Move
from casework.calendar import day_in_words
from casework.case import Kind, Mark, Outcome, Status
from casework.desk.answers import Reason
from casework.exams import Channel, Exam, ExplanationForm, Language
from casework.letters import BadLetter, Letters, MissingField, Written
from casework.messages import Task, TaskKind
from casework.shorthand import Said, understand
from casework.spoken_times import TimesSaid, spoken_times
from tests.casework.letter_samples import AWAITED, FIELDS, GIVEN, GOLDEN

NB, NN, EN = Language.NB, Language.NN, Language.EN
LETTERS = Letters.packaged()
MONDAY = datetime(2024, 12, 9, 8, tzinfo=UTC)
NAMES = sorted(LETTERS.fields)
STUDENTS = sorted(name for name in NAMES if "reference" in LETTERS.fields[name])
EVERYWHERE = pytest.mark.parametrize("language", Language)


def written(name: str, language: Language, **fields: object) -> Written:
    return LETTERS.write(name, language, **{**FIELDS, **fields})


def body(name: str, language: Language, **fields: object) -> str:
    return written(name, language, **fields).body


def text_of(language: Language, name: str) -> str:
    return (resources.files("casework") / "letters" / language / f"{name}.txt").read_text(encoding="utf-8")


def everywhere(name: str, change: tuple[str, str]) -> dict[str, str]:
    return {f"{language}/{name}.txt": text_of(language, name).replace(*change) for language in Language}


def sentences(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line)


@pytest.mark.demand("D-08")
def test_every_language_has_the_same_letters() -> None:
    folders = [resources.files("casework") / "letters" / language for language in Language]
    assert len({frozenset(file.name for file in folder.iterdir()) for folder in folders}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_has_the_same_fields_in_every_language(name: str) -> None:
    used = [LETTERS.fields_of(name, language) for language in Language]
    assert used[0] == used[1] == used[2] == LETTERS.fields[name]


@pytest.mark.demand("A-284")
@EVERYWHERE
@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_written_in_every_language(name: str, language: Language) -> None:
    letter = written(name, language)
    assert re.fullmatch(r".+", letter.subject)
    assert not re.search(r"\n\n\n|None|\n\Z.|[{}]| \n|  ", letter.body)


@EVERYWHERE
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_lacking_any_field_is_refused(name: str, language: Language) -> None:
    for field in LETTERS.fields[name]:
        fields = {key: value for key, value in FIELDS.items() if key != field}
        with pytest.raises(MissingField, match=rf"{language}/{name}\.txt lacks {field}"):
            LETTERS.write(name, language, **fields)


@EVERYWHERE
@pytest.mark.parametrize("name", ["status", "interim_reply", "already_open", "receipt_explanation"])
def test_every_status_and_kind_has_its_words(name: str, language: Language) -> None:
    bodies = {(status, kind): body(name, language, status=status, kind=kind) for status in Status for kind in Kind}
    assert all(bodies.values())


@EVERYWHERE
def test_every_mark_that_needs_a_person_is_explained_and_never_called_a_rejection(language: Language) -> None:
    for mark in set(Mark) - {Mark.GROUP, Mark.TIME_IN_DOUBT}:
        text = body("receipt_appeal", language, marks=frozenset({mark}))
        assert len(text) > len(body("receipt_appeal", language))
        assert not re.search(r"avvis|reject", text)


@EVERYWHERE
def test_every_outcome_of_a_complaint_has_its_letter(language: Language) -> None:
    outcomes = (Outcome.ANNULLED_REGRADE, Outcome.ANNULLED_NEW_EXAM, Outcome.BOARD_UPHELD)
    texts = {body("formal_decision", language, outcome=outcome, by_board=True) for outcome in outcomes}
    assert len(texts) == 3


@EVERYWHERE
def test_every_outcome_of_an_appeal_has_its_letter(language: Language) -> None:
    texts = {
        body("appeal_result", language, outcome=end) for end in (Outcome.IN_FAVOUR, Outcome.AGAINST, Outcome.UNCHANGED)
    }
    assert len(texts) == 3


@pytest.mark.demand("A-001")
@EVERYWHERE
def test_every_place_of_an_explanation_has_its_words(language: Language) -> None:
    assert len({body("explanation_sent", language, where=where) for where in (*Channel, "mail")}) == 4


@EVERYWHERE
def test_every_move_question_and_task_has_its_words(language: Language) -> None:
    done = [{"number": 42, "move": move, "day": GIVEN, "told": True} for move in Move]
    assert len(set(sentences(body("grader_answer", language, done=done)))) > len(Move)
    choices = [{"number": 42, "move": Move.SENT}]
    assert len({body("grader_answer", language, question=reason, choices=choices) for reason in Reason}) == len(Reason)
    tasks = [{"id": 1, "task": Task("", kind, GIVEN)} for kind in TaskKind]
    assert body("handler_digest", language, tasks=tasks, urgent=[]).count("\n- ") == len(TaskKind) + 1


@EVERYWHERE
def test_a_task_tells_the_deadline_that_runs_meanwhile(language: Language) -> None:
    task = Task("", TaskKind.LETTER_BOUNCED, GIVEN, facts={"deadline": "2025-01-20"})
    told = body("handler_digest", language, tasks=[{"id": 1, "task": task}])
    assert day_in_words(date(2025, 1, 20), language) in told


@pytest.mark.demand("A-069")
@EVERYWHERE
@pytest.mark.parametrize("form", ExplanationForm)
def test_the_grader_learns_how_the_explanation_is_given(form: ExplanationForm, language: Language) -> None:
    exam = Exam(1, "TDT4100", "", "2024H", {}, explanation_form=form)
    assert len(body("grader_assigned", language, exam=exam)) > 300


@pytest.mark.demand("A-048")
@EVERYWHERE
@pytest.mark.parametrize("name", NAMES)
def test_no_text_holds_a_section_or_a_date_written_by_hand(name: str, language: Language) -> None:
    text = text_of(language, name).partition("\n\n")[2]
    assert not re.search(r"§|\b\d{4}\b|\d{1,2}\.\s?(\d|[a-z]{3})|\d+ (uker|veker|weeks|dager|dagar|days)", text)


@pytest.mark.demand("D-29")
@EVERYWHERE
@pytest.mark.parametrize("name", STUDENTS)
def test_no_letter_to_a_student_asks_for_a_name_or_a_grade(name: str, language: Language) -> None:
    assert not LETTERS.fields[name] & {"name", "student", "grade", "email"}
    assert "42/2024" in written(name, language).subject


@EVERYWHERE
@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("grader_assigned", "sent"),
        ("grader_assigned", "given"),
        ("grader_assigned", "offer"),
        ("oral_call_grader", "no_show"),
        ("oral_call_grader", "offer"),
        ("oral_times_wanted", "offer"),
        ("oral_cancelled_grader", "offer"),
    ],
)
def test_the_short_words_of_a_letter_are_understood(word: str, verb: str, language: Language) -> None:
    offered = re.findall(r"[«“]([^»”]+ 42[^»”]*)[»”]", body(word, language))
    said = [spoken_times(text, MONDAY, 30) or understand(text, GIVEN) for text in offered]
    assert all(isinstance(each, Said | TimesSaid) for each in said)
    assert verb in {each.verb for each in said if isinstance(each, Said | TimesSaid)}


@EVERYWHERE
def test_the_appeal_graders_letter_knows_nothing_but_the_blind_facts(language: Language) -> None:
    blind = {"number", "exam", "candidate", "target", "institution", "contact"}
    assert LETTERS.fields["appeal_grader_assigned"] == blind


@pytest.mark.demand("D-04")
@EVERYWHERE
def test_every_date_in_a_receipt_stands_with_its_section(language: Language) -> None:
    lines = [line for line in sentences(body("receipt_explanation", language, left_out=None)) if line.startswith("- ")]
    assert [line.count("§") for line in lines] == [1, 1, 1]


@EVERYWHERE
@pytest.mark.parametrize(
    ("marks", "more"), [({Mark.LATE}, 0), ({Mark.TIME_IN_DOUBT}, 0), ({Mark.LATE, Mark.TIME_IN_DOUBT}, 1)]
)
def test_a_late_mail_whose_time_is_in_doubt_is_told_that_a_person_looks(
    marks: set[Mark], more: int, language: Language
) -> None:
    late = body("receipt_appeal", language, marks=frozenset(marks & {Mark.LATE})).count("\n- ")
    assert body("receipt_appeal", language, marks=frozenset(marks)).count("\n- ") == late + more


@EVERYWHERE
def test_a_neutral_receipt_tells_nothing_of_any_case(language: Language) -> None:
    assert LETTERS.fields["receipt_neutral"] == {"reference", "received", "institution", "contact", "wrong_address"}
    assert "10023" not in body("receipt_neutral", language)


@EVERYWHERE
def test_a_late_request_does_not_move_the_appeal_deadline(language: Language) -> None:
    late = body("explanation_sent", language, marks=frozenset({Mark.LATE}))
    assert len(late) > len(body("explanation_sent", language))


@pytest.mark.demand("A-038")
def test_a_pending_explanation_says_that_no_deadline_runs() -> None:
    text = body("explanation_late", NB, appeal_deadline=AWAITED)
    assert "Ingen klagefrist løper mens vi venter på begrunnelsen" in text


@pytest.mark.demand("D-04")
def test_a_moved_deadline_names_the_holiday_and_how_the_law_counts() -> None:
    text = body("explanation_sent", NN)
    assert "(1. juledag)" in text
    assert "domstollova §§ 148 og 149" in text


def test_a_choice_of_exams_is_numbered_from_one() -> None:
    text = body("question_which", EN)
    assert "1. TDT4100 Object-Oriented Programming, part 1, autumn 2024, candidate number 10023" in text


def test_a_moment_is_told_in_oslo_time_to_the_second() -> None:
    summer = datetime(2024, 7, 1, 22, 30, 5, tzinfo=UTC)
    assert "2. juli 2024 kl. 00.30.05" in body("receipt_neutral", NB, received=summer)
    assert "2 July 2024 at 00:30:05" in body("receipt_neutral", EN, received=summer)


@pytest.mark.parametrize("value", [None, True, 1.5, datetime(2024, 7, 1)])
def test_a_value_without_words_is_refused_and_not_shown(value: object) -> None:
    with pytest.raises(MissingField, match=r"nb/receipt_neutral\.txt: a value of the type \w+ has no words"):
        written("receipt_neutral", NB, received=value)


def test_an_unknown_status_is_refused_instead_of_left_out() -> None:
    with pytest.raises(MissingField, match=r"nn/status\.txt"):
        written("status", NN, status="lost")


def test_a_field_is_never_read_as_a_template() -> None:
    assert "{{ number }}" in body("interim_reply", NB, reason="{{ number }}")


@pytest.mark.demand("D-43")
def test_an_institutions_own_letter_replaces_the_packaged_one() -> None:
    own = Letters.from_texts(everywhere("status", ("\n\n", "\n\nOwn. ")))
    assert own.write("status", NB, **FIELDS).body.startswith("Own. ")
    assert own.write("withdrawn", NB, **FIELDS) == written("withdrawn", NB)


def test_a_letter_has_the_version_of_its_header_and_of_its_text() -> None:
    own = Letters.from_texts(everywhere("status", ("# version: 2\n", "# version: 7\n")))
    assert re.fullmatch(r"7-[0-9a-f]{8}", own.write("status", NB, **FIELDS).version)
    assert own.versions["nb/status"] == own.write("status", NB, **FIELDS).version


@pytest.mark.demand("D-43")
@pytest.mark.parametrize("name", ["status", "_words"])
def test_every_edit_makes_another_version(name: str) -> None:
    edited = Letters.from_texts(everywhere(name, ("Saka", "Saken"))).versions
    changed = {text for text, version in LETTERS.versions.items() if edited[text] != version}
    assert changed == {f"nn/{each}" for each in (NAMES if name == "_words" else [name])}


def test_an_own_letter_may_use_fewer_fields() -> None:
    own = Letters.from_texts({f"{language}/status.txt": "Status\n\n{{ reference }}\n" for language in Language})
    assert own.write("status", EN, reference="42/2024") == Written("Status", "42/2024\n", own.versions["en/status"])


def test_own_words_must_keep_every_macro_that_letters_call() -> None:
    with pytest.raises(BadLetter, match=r"en/_words\.txt:1: the macro help is missing"):
        Letters.from_texts(everywhere("_words", ("macro help(", "macro helpful(")))


def test_own_words_are_used_by_the_packaged_letters() -> None:
    own = Letters.from_texts(everywhere("_words", ("Vennlig hilsen", "Beste hilsen")))
    assert "Beste hilsen\nNTNU" in own.write("status", NB, **FIELDS).body


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("{{ reference }}.", "{{ refrence }}."), r"en/status\.txt:\d+: refrence is no field of this letter"),
        (("exam.course", "exam.grade"), r"en/status\.txt:2: \.grade is no field of this letter"),
        (("{% if promised %}", "{% if promised"), r"en/status\.txt:\d+: "),
        (("{{ words.status(status) }}", "{{ status|loud }}"), r"en/status\.txt:6: No filter named 'loud'"),
        (("# version:", "# versjon:"), r"en/status\.txt:1: the subject was expected here"),
        (("\n\nHello,", "\nHello,"), r"en/status\.txt:3: an empty line was expected"),
    ],
)
def test_a_fault_in_an_own_letter_names_file_and_line(change: tuple[str, str], fault: str) -> None:
    with pytest.raises(BadLetter, match=fault):
        Letters.from_texts(everywhere("status", change))


@pytest.mark.parametrize("text", ["", "# version: 1\n", "Subject\n\n", "Subject\n\n  \n"])
def test_an_empty_own_letter_is_refused(text: str) -> None:
    with pytest.raises(BadLetter, match=r"en/status\.txt:\d: .* expected"):
        Letters.from_texts({f"{language}/status.txt": text for language in Language})


def test_an_own_letter_must_come_in_all_three_languages() -> None:
    texts = {path: text for path, text in everywhere("status", ("", "")).items() if not path.startswith("nn")}
    with pytest.raises(BadLetter, match=r"en/status\.txt:1: nn/status\.txt is missing"):
        Letters.from_texts(texts)


@pytest.mark.parametrize("path", ["nb/statuss.txt", "se/status.txt", "status.txt"])
def test_an_own_letter_with_an_unknown_name_is_refused(path: str) -> None:
    with pytest.raises(BadLetter, match=rf"{path}:1: there is no such letter"):
        Letters.from_texts({path: "Subject\n\nBody\n"})


def test_more_fields_than_a_letter_uses_change_nothing() -> None:
    assert written("withdrawn", NB, grade="secret") == written("withdrawn", NB)


@EVERYWHERE
def test_the_letter_after_an_oral_explanation_reads_as_it_should(language: Language) -> None:
    letter = written("explanation_oral_given", language)
    assert f"{letter.subject}\n\n{letter.body}" == GOLDEN[language]

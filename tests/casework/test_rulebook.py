"""The institutions' choices: what loads, what is chosen with which source, and what is refused with which words."""

import re

import pytest

from casework.case import CLOSED, Status
from casework.exams import Language
from casework.laws import packaged
from casework.rulebook import CHOICES, INSTITUTIONS, Rulebook, parse_rulebook, rulebook
from casework.toml_file import RulebookFault

NTNU = packaged("ntnu")
IE = """
[faculty.IE]
source = "the faculty's board, 3 March 2026"
oral_tolerance_days = 2
appeal_target = { length = "2 weeks", counted_from = "receipt" }

[course.TDT4100]
source = "the course description"
oral_tolerance_days = 1
"""


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(RulebookFault) as refused:
        parse_rulebook(text, "own.toml")
    return refused.value.faults


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


class TestInstitutions:
    """The packaged rulebooks."""

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_every_choice_has_its_source(self, name: str) -> None:
        assert rulebook(name).sources.keys() == CHOICES

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_every_choice_stands_in_the_file_itself(self, name: str) -> None:
        assert rulebook(name).model_fields_set >= CHOICES

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_every_file_is_its_own_institution(self, name: str) -> None:
        assert rulebook(name).id == name

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_what_no_source_settles_says_so(self, name: str) -> None:
        unsettled = [
            source for source in rulebook(name).sources.values() if re.search(r"no source (settles|speaks)", source)
        ]
        assert all("to be confirmed by the institution" in source for source in unsettled)

    @pytest.mark.parametrize("name", INSTITUTIONS)
    def test_every_open_state_has_a_reason(self, name: str) -> None:
        reasons = rulebook(name).interim_reasons
        sentences = [reasons.sentence(state, tongue) for state in set(Status) - CLOSED for tongue in Language]
        assert all(sentence.endswith(".") for sentence in sentences)

    def test_a_changed_reason_is_another_version_to_approve(self) -> None:
        text = packaged("ntnu").replace("har ikke begynt ennå", "er i gang", 1)
        before, after = (book.interim_reasons.known_as for book in (rulebook("ntnu"), parse_rulebook(text, "own.toml")))
        assert before != after

    @pytest.mark.demand("A-049")
    def test_institutions_differ_where_their_sources_do(self) -> None:
        assert rulebook("ntnu").third_assessment_procedure == "third"
        assert rulebook("nmbu").third_assessment_procedure == "joint"

    def test_an_unknown_institution_is_refused_by_name(self) -> None:
        with pytest.raises(RulebookFault, match="ntnu, uio, nmbu"):
            rulebook("hogwarts")

    @pytest.mark.demand("A-049")
    @pytest.mark.parametrize(
        ("name", "choice", "value"),
        [
            ("hvl", "oral_tolerance_days", 1),
            ("hvl", "withdrawal_cutoff", "registered"),
            ("nmbu", "withdrawal_cutoff", "published"),
            ("nord", "group_extension", "requester_only"),
            ("nord", "explanation_form", "course_responsible"),
            ("molde", "part_exam_appeal", "course"),
            ("uit", "part_exam_appeal", "part"),
            ("uib", "third_sees_grades", True),
            ("ntnu", "withdrawal_cutoff", "decided"),
            ("ntnu", "explanation_form", "faculty"),
            ("ntnu", "group_extension", "all_plus_grace"),
            ("uio", "explanation_form", "examiner"),
            ("uio", "withdrawal_cutoff", "decided"),
            ("nmbu", "explanation_may_raise_grade", "in_favour"),
            ("nmbu", "explanation_form", "examiner"),
            ("uib", "explanation_form", "faculty"),
            ("uib", "part_exam_appeal", "course"),
            ("uit", "explanation_form", "examiner"),
            ("hvl", "explanation_form", "examiner"),
            ("molde", "explanation_form", "course_responsible"),
            ("nla", "explanation_may_raise_grade", "obvious_error"),
            ("oslomet", "explanation_form", "faculty"),
        ],
    )
    def test_choices_follow_the_local_regulations(self, name: str, choice: str, value: object) -> None:
        assert getattr(rulebook(name), choice) == value

    @pytest.mark.parametrize(
        ("name", "count", "unit", "counted_from"),
        [
            ("uio", 1, "months", "receipt"),
            ("nmbu", 4, "weeks", "receipt"),
            ("oslomet", 4, "weeks", "appeal_deadline"),
            ("molde", 3, "weeks", "appeal_deadline"),
            ("kristiania", 6, "weeks", "appeal_deadline"),
            ("nla", 3, "months", "appeal_deadline"),
            ("nord", 8, "weeks", "receipt"),
        ],
    )
    def test_local_targets_are_those_of_the_sources(self, name: str, count: int, unit: str, counted_from: str) -> None:
        target = rulebook(name).appeal_target
        assert target is not None
        assert (target.length.count, target.length.unit, target.counted_from) == (count, unit, counted_from)

    @pytest.mark.parametrize("name", ["ntnu", "uib", "uit", "hvl", "usn"])
    def test_an_institution_without_a_target_says_none(self, name: str) -> None:
        assert rulebook(name).appeal_target is None


EIGHT = "08:00:00"
NO_TIME = "a time of day in Oslo was expected, such as 08:00:00"
NO_LENGTH = "a number and a unit were expected"


class TestOwnRulebook:
    """What an institution's own file is told, with the line of each fault."""

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            (
                "warn_month_days = [7, 3]",
                "warn_month_days = [3, 7]",
                "line {days = [3}: warn_month_days: the earlier warning was expected first",
            ),
            (
                "oral_hours = [08:00:00, 17:00:00]",
                "oral_hours = [17:00:00, 08:00:00]",
                "line {hours = [17}: oral_hours: the hour to begin and a later one to end were expected",
            ),
            *(
                (f"digest_at = {EIGHT}", f"digest_at = {other}", f"line {{digest_at = {other}}}: digest_at: {NO_TIME}")
                for other in ("8", '"08:00Z"', '"08:00"', "true")
            ),
            (f"[{EIGHT}, 17:00:00]", "[8, 17]", f"line {{hours = [8}}: oral_hours.0: {NO_TIME}"),
            (f"[{EIGHT}, 17:00:00]", f'["08:00Z", {EIGHT}]', f"line {{hours = [}}: oral_hours.0: {NO_TIME}"),
            *(
                (
                    'answer_time = "1 week"',
                    f"answer_time = {other}",
                    f"line {{answer_time = }}: answer_time: {NO_LENGTH}",
                )
                for other in ('"0 weeks"', '"99999999 weeks"', '"٣ weeks"', "7", '{ count = -3, unit = "weeks" }')
            ),
            ("oral_bounce_hours = 24", "oral_bounce_hours = 23", "line {hours = 23}: oral_bounce_hours: Input"),
            ("interim_expected_weeks = 4\n", "", "line 1: interim_expected_weeks: is missing: add it"),
            (
                "hold_until_deadline = false",
                "hold_till_deadline = 1",
                "line {hold_till}: hold_till_deadline: is no key of this file: did you mean hold_until_deadline?",
            ),
            ("[interim_reasons.sentences.joint]", "[slack.x]", "a sentence is missing for the state joint"),
            (
                "\n[sources]\n",
                '\n[sources]\nowls = "x"\n',
                "line {owls}: sources.owls: is no choice of a rulebook: take it away",
            ),
            (
                'withdrawal_cutoff = "decided"',
                'withdrawal_cutoff = "no"',
                'line {cutoff = "no"}: withdrawal_cutoff: Input',
            ),
            ('id = "ntnu"', "id = ", "line {id = }: this is no TOML: Invalid value"),
            ("oral_tolerance_days = 0", "oral_tolerance_days = 99", "line {days = 99}: oral_tolerance_days: Input"),
            (
                "names = false",
                "names = false\nzebra = 1",
                "line {zebra}: slack.zebra: is no key of this file: take it away",
            ),
            ("names = false", 'names = "no"', 'line {names = "no"}: slack.names: Input'),
        ],
    )
    def test_each_fault_is_told_with_its_line(self, old: str, new: str, fault: str) -> None:
        text = NTNU.replace(old, new)
        expected = re.sub(r"\{(.+?)\}", lambda words: str(line_of(text, words[1])), fault)
        assert expected in "\n".join(faults_of(text))

    def test_a_choice_without_a_source_is_refused_at_its_line(self) -> None:
        text = re.sub(r'(?m)^renotify_days = "eFor.*\n', "", NTNU)
        line = line_of(text, "renotify_days = 7")
        assert faults_of(text) == (f"own.toml, line {line}: renotify_days: has no source: add one under [sources]",)

    def test_a_rulebook_without_reasons_does_not_load(self) -> None:
        faults = faults_of(NTNU.partition("\n[interim_reasons]")[0])
        assert "own.toml, line 1: interim_reasons: is missing: add it" in faults

    def test_a_state_that_is_none_is_refused_at_its_line(self) -> None:
        text = NTNU.replace("[interim_reasons.sentences.joint]", "[interim_reasons.sentences.asleep]")
        line = line_of(text, "sentences.asleep")
        assert any(f"line {line}: interim_reasons.sentences.asleep" in fault for fault in faults_of(text))

    @pytest.mark.parametrize("language", ["nb", "nn", "en"])
    def test_a_reason_is_needed_in_every_language(self, language: str) -> None:
        before, sentences = NTNU.split("[interim_reasons.sentences.joint]\n")
        text = (
            before + "[interim_reasons.sentences.joint]\n" + re.sub(rf"(?m)^{language} = .*\n", "", sentences, count=1)
        )
        line = line_of(text, "sentences.joint")
        assert faults_of(text) == (
            f"own.toml, line {line}: interim_reasons.sentences.joint.{language}: is missing: add it",
        )

    def test_faults_come_in_the_order_of_the_file(self) -> None:
        faults = faults_of(NTNU.replace("names = false", "names = 3").replace("version = 1", "version = 0"))
        lines = [int(re.search(r"line (\d+)", fault)[1]) for fault in faults]
        assert lines == sorted(lines)


class TestLocalChoices:
    """Institution, faculty, course: each in place of the one before."""

    book: Rulebook = parse_rulebook(NTNU + IE, "own.toml")

    @pytest.mark.parametrize(
        ("faculty", "course", "days"),
        [("", "", 0), ("HF", "NORD1100", 0), ("IE", "TDT4120", 2), ("ie", "tdt4100", 1), ("", "TDT4100", 1)],
    )
    def test_the_nearest_choice_is_the_one_that_holds(self, faculty: str, course: str, days: int) -> None:
        assert self.book.for_exam(faculty, course).oral_tolerance_days == days

    def test_what_a_course_leaves_out_is_its_facultys(self) -> None:
        target = self.book.for_exam("IE", "TDT4100").appeal_target
        assert target is not None
        assert target.length.count == 2

    def test_a_target_can_be_taken_away(self) -> None:
        text = packaged("uio") + '\n[faculty.MN]\nsource = "x"\nappeal_target = "none"\n'
        assert parse_rulebook(text, "own.toml").for_exam("MN", "IN1000").appeal_target is None

    def test_without_local_choices_nothing_is_copied(self) -> None:
        book = rulebook("ntnu")
        assert book.for_exam("IE", "TDT4100") is book

    @pytest.mark.parametrize(
        ("written", "fault"),
        [
            (
                '[faculty.IE]\nsource = "x"\nwithdrawal_cutoff = "published"\n',
                "withdrawal_cutoff: holds for all of the file and cannot be set here",
            ),
            ("[faculty.IE]\noral_tolerance_days = 1\n", "faculty.IE.source: is missing"),
            ('[faculty.ie]\nsource = "x"\n', "faculty.ie: a code in capitals was expected"),
            ('[course.X1]\nsource = "x"\nhold_until_deadline = 7\n', "course.X1.hold_until_deadline: Input"),
        ],
    )
    def test_only_what_may_differ_can_be_chosen(self, written: str, fault: str) -> None:
        (told,) = faults_of(f"{NTNU}\n{written}")
        first = len(NTNU.splitlines()) + 2
        assert fault in told
        assert int(re.search(r"line (\d+)", told)[1]) >= first

    @pytest.mark.demand("A-049")
    def test_the_law_faculty_of_bergen_has_a_target_of_its_own(self) -> None:
        targets = [rulebook("uib").for_exam(faculty, "JUS111").appeal_target for faculty in ("JUR", "HF")]
        assert [target and target.length.count for target in targets] == [5, None]

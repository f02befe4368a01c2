"""Every rule's date in its four forms: a letter's sentence, a line for Slack, all steps, JSON; in each act and language."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework import deadlines
from casework.deadlines import explanations, students
from casework.deadlines.chain import ResultDates, appeal_deadline, due_deadline, request_deadline
from casework.deadlines.explanations import Pause
from casework.deadlines.in_json import with_steps
from casework.deadlines.restarting import three_clocks
from casework.deadlines.value import Deadline
from casework.deadlines.wording import in_short, in_words, steps
from casework.exams import Language
from casework.laws import LAWS, Law, law
from tests.casework.days import day
from tests.casework.rules import NOWHERE, RULES, START

# Every rule of the catalogue (D-ANN-NOTICE is not built; D-APP-EXT-LATE is a note of D-APP; D-MAIL and D-MAIL-DOUBT say yes or no)
# and three of ours, with its section in the act of 2005 and in that of 2024. What stands in another act is the same in both.
SECTIONS = {
    "D-ANN": ("§ 5-3", "§§ 11-8, 11-10"),
    "D-EXPL-REQ": ("§ 5-3", "§ 11-8"),
    "D-EXPL-REQ-RAW": ("§ 5-3", "§ 11-8"),
    "D-EXPL-REQ-ORAL": ("§ 5-3", "§ 11-8"),
    "D-EXPL-REQ-OLD": ("§ 5-3", ""),
    "D-EXPL-DUE": ("", "§ 11-8"),
    "D-EXPL-DUE-OLD": ("§ 5-3", ""),
    "D-EXPL-DUE-STOP": ("§ 5-3", "§ 11-8"),
    "D-EXPL-INTERIM": ("§ 11 a", "§ 11 a"),
    "D-EXPL-DONE": ("§ 11", "§ 11"),
    "D-EXPL-NOSHOW": ("§ 11", "§ 11"),
    "D-APP": ("§ 5-3", "§ 11-10"),
    "D-APP-PEND": ("§ 5-3", "§ 11-10"),
    "D-APP-EXT": ("§ 5-3", "§ 11-10"),
    "D-APP-FORMAL": ("§ 5-3", "§ 11-10"),
    "D-APP-GROUP": ("§ 5-3", "§ 11-10"),
    "D-APP-UNIT": ("–", "–"),
    "D-APP-IND": ("§ 5-3", "§ 11-10"),
    "D-APP-NA": ("§ 5-3", "§ 11-10"),
    "D-APP-PART": ("§ 5-3", "§ 11-10"),
    "D-APP-REGRADE": ("§ 5-3", "§ 11-10"),
    "D-APP-FINAL": ("§ 5-3", "§ 11-11"),
    "D-APP-SHOWN": ("§ 5-3", "§ 11-10"),
    "D-EXPL-REQ-SHOWN": ("§ 5-3", "§ 11-8"),
    "D-FORMAL": ("§ 5-2", "§ 11-9"),
    "D-FORMAL-EXT": ("§ 5-2", "§ 11-9"),
    "D-FORMAL-BOARD": ("§§ 5-1, 5-2", "§ 11-9"),
    "D-FORMAL-2": ("§ 5-2", "§ 11-9"),
    "D-COMPLAINT": ("§ 29", "§ 29"),
    "D-HANDLE": ("§ 11 a", "§ 11-11"),
    "D-INTERIM": ("§ 11 a", "§ 11 a"),
    "D-INTERIM-2": ("§ 11 a", "§ 11 a"),
    "D-TARGET": ("§ 5-3", "§ 11-11"),
    "D-THIRD": ("§ 5-3", "§ 11-11"),
    "D-ORAL2": ("§ 5-3", "§ 11-11"),
    "D-NEWEXPL": ("§ 5-3", "§ 11-8"),
    "D-WITHDRAW": ("–", "–"),
    "D-GRADE": ("§ 3-9", "§ 11-7"),
    "D-ACK-GAP": ("§ 11", "§ 11"),
    "D-ACK": ("§ 6", "§ 6"),
    "D-RENOTIFY": ("§ 8", "§ 8"),
    "D-LATE-CAP": ("§ 31", "§ 31"),
    "D-DAILY": ("–", "–"),
}
# The week that a case handler may add by hand is NTNU's practice, and a clock that stands still stops by the regulations on delay.
OTHER_SECTIONS = {"last_day_of_group": "–", "paused": "§§ 37, 38"}
BOKMAAL_ONLY = re.compile(r"\b(fra|ikke|uke|uker|begrunnelsen|klagen|kunngjøringen|måned|virkedag|noen|en)\b")


def everything(act: Law) -> Iterator[Deadline]:
    """A date of every rule that the act has, and each way in which one does not exist."""
    computed = [row[0](START, act) for row in RULES] + [row[0](act) for row in NOWHERE]
    yield from (deadline for deadline in computed if deadline is not None)
    if act.explanation_by_knowledge:
        yield students.explanation_request_by_knowledge(START, START, act)
    yield explanations.explanation_due_after(START, [Pause(START, day("Fri 2025-05-30"))], act)
    yield appealed(act, shown=True)
    yield three_clocks(ResultDates(announced=START), act, shown_request=day("Fri 2025-12-12")).explanation
    yield from (appealed(act), asked_late(act))


def appealed(act: Law, shown: bool = False) -> Deadline:
    """What wins over a unit date that is too early, or what a letter has told."""
    known = ResultDates(announced=START, unit_deadline=day("Mon 2025-06-02"), individual_start=day("Fri 2025-05-30"))
    request = request_deadline(known, act)
    return appeal_deadline(known, request, act, day("Fri 2025-12-12") if shown else None)


def asked_late(act: Law) -> Deadline:
    """D-EXPL-DUE of a request that came too late; the appeal's clock does not wait for it (D-APP-EXT-LATE)."""
    known = ResultDates(announced=START, explanation_requested=day("Mon 2025-08-11"))
    due = due_deadline(known, request_deadline(known, act), act)
    assert due is not None
    return due


ALL = [
    pytest.param(found, id=f"{name} {found.rule} {found.why or ''}") for name in LAWS for found in everything(law(name))
]
IN_FORCE = [each for each in ALL if not str(each.id).startswith("law-2025")]


class TestWhole:
    """Nothing of the catalogue is missing, and nothing is computed that this table does not see."""

    def test_every_rule_of_the_catalogue_is_here(self) -> None:
        seen = {found.rule for name in ("law-2005", "law-2024") for found in everything(law(name))}
        assert seen == set(SECTIONS)

    def test_no_other_rule_is_computed_anywhere(self) -> None:
        folder = Path(inspect.getfile(deadlines)).parent
        trees = [ast.parse(file.read_text(encoding="utf-8")) for file in folder.glob("*.py")]
        texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert {text for text in texts if isinstance(text, str) and re.fullmatch(r"D-[A-Z0-9-]+", text)} <= set(
            SECTIONS
        )


class TestSections:
    """The right section of the right act."""

    @pytest.mark.parametrize("found", ALL)
    def test_the_section_is_that_of_the_act(self, found: Deadline) -> None:
        old, new = SECTIONS[found.rule]
        expected = OTHER_SECTIONS.get(found.why or found.start_reason or "", old if found.law == "law-2005" else new)
        coming = (
            {"D-ACK-GAP": "§ 16", "§ 11 a": "§ 17", "§ 29": "§ 63", "§ 6": "§ 10", "§ 31": "§ 65"}
            if found.law == "law-2025"
            else {}
        )
        assert found.section == coming.get(found.rule, coming.get(expected, expected))

    @pytest.mark.parametrize("found", ALL)
    def test_the_act_of_2005_is_never_cited_for_the_act_of_2024(self, found: Deadline) -> None:
        old = "2005" in found.provision.cited(Language.NB) + found.source
        assert not old or found.law == "law-2005"
        assert "11-" not in found.section or found.law != "law-2005"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("found", IN_FORCE)
class TestInThreeLanguages:
    """A letter, Slack, and the steps."""

    def test_a_letter_has_one_clause(self, found: Deadline, language: Language) -> None:
        said = in_words(found, language)
        assert said[0] in "abcdefghijklmnopqrstuvwxyzéæøå0123456789"
        assert "{" not in said
        assert not said.endswith(".")

    def test_slack_has_one_line_with_the_section(self, found: Deadline, language: Language) -> None:
        said = in_short(found, language)
        assert "\n" not in said
        assert "{" not in said
        assert len(said) < 200
        assert found.section == "–" or said.endswith(f"{found.section})")

    def test_the_steps_name_rule_source_and_law(self, found: Deadline, language: Language) -> None:
        told = steps(found, language)
        assert found.rule in told[0]
        assert found.provision.cited(language) in told[0]
        assert told[-1].endswith(f"{found.law}.")
        assert all(step.endswith(".") and "{" not in step for step in told)

    def test_nynorsk_is_not_bokmaal(self, found: Deadline, language: Language) -> None:
        said = " ".join((in_words(found, language), in_short(found, language), *steps(found, language)))
        assert language is not Language.NN or not BOKMAAL_ONLY.search(said)


@pytest.mark.parametrize("found", IN_FORCE)
class TestInJson:
    """Everything that a date carries."""

    def test_it_can_be_written_and_read_again(self, found: Deadline) -> None:
        said = with_steps(found)
        assert json.loads(json.dumps(said)) == said

    def test_rule_law_and_source_are_told(self, found: Deadline) -> None:
        said = with_steps(found)
        assert (said["rule"], said["law"], said["section"]) == (found.rule, found.law, found.section)
        assert said["source"].startswith(found.provision.en)
        assert said["why"].endswith(".")

    def test_start_length_and_end_are_told_or_why_there_is_none(self, found: Deadline) -> None:
        said = with_steps(found)
        assert (said["date"] is None) is (said["without"] is not None) is (said["start"] is None)
        assert (said["length"] is None) is (found.length is None)
        assert len(said["moved"]) == len(found.moved)

    def test_what_it_was_chosen_before_is_told_whole(self, found: Deadline) -> None:
        said = with_steps(found)
        assert [lost["rule"] for lost in said["over"]] == [lost.rule for lost in found.over]
        assert said["notes"] == list(found.notes)

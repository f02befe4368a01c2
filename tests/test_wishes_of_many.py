"""How well mails in many voices are understood: hurried, angry, over-polite, in dialect, in learner's English, of parents, in old threads.

All were written and labelled before the rules saw them, the sixty of `voices_later` after the rules were mended on the hundred
and twenty of `voices`. Measured once each: `voices` 37 acted on, 2 wrongly (precision 0.946), 2 where a clerk would have asked first;
91 of the 98 that a clerk would settle were settled, 56 of all by a question. `voices_later` 38 acted on, 1 wrongly (0.974), 2 hastily;
52 of 53 settled, 15 by a question. `voices_last`, forty that tempt to be acted on wrongly: 11 acted on, none wrongly, 1 hastily; 30 of
31 settled, 19 by a question. `voices_asking`, twenty questions and other matters beside twenty plain requests, written to tempt:
29 acted on, 6 wrongly (0.793), 3 hastily; 32 of 35 settled, 9 by a question. After the rules were mended for such questions,
partly with these in sight: 20 acted on, none wrongly; 35 of 35 settled, 15 by a question. `daily`, eighty-six ordinary mails that tempt
to nothing: 53 acted on, 1 wrongly (0.981), none hastily; 62 of 62 settled, 10 by a question. `long`, thirty-seven such that tell more:
21 acted on, none wrongly; 24 of 24 settled, 3 by a question. What rules could mend was mended after
each; what is asserted here holds since then, and is no measure of mails never seen.
"""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.wishes import Judged, all_judged, measured, wishes

SETS = {"voices": 120, "voices_later": 60, "voices_last": 40, "voices_asking": 40, "daily": 86, "long": 37}


@pytest.fixture(scope="module")
def judged(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sequence[Judged]]:
    """Each set with what the desk did."""

    async def judge_all() -> dict[str, Sequence[Judged]]:
        files = {name: shutil.copy(migrated_file, tmp_path_factory.mktemp(name) / "wishes.db") for name in SETS}
        return {name: await all_judged(name, f"sqlite:///{file}") for name, file in files.items()}

    return asyncio.run(judge_all())


@pytest.mark.parametrize("name", SETS)
def test_what_is_acted_on_is_what_was_meant(name: str, judged: dict[str, Sequence[Judged]]) -> None:
    found = measured(judged[name])
    assert found.precision >= 0.995, found


@pytest.mark.parametrize("name", SETS)
def test_what_a_clerk_would_settle_is_settled(name: str, judged: dict[str, Sequence[Judged]]) -> None:
    verdicts = [verdict for wish, _, verdict in judged[name] if wish.label != "person"]
    assert sum(verdict in ("right", "hasty") for verdict in verdicts) >= 0.85 * len(verdicts)


@pytest.mark.parametrize("name", ["voices", "voices_later"])
def test_most_of_what_is_settled_needs_no_question(name: str, judged: dict[str, Sequence[Judged]]) -> None:
    found = measured(judged[name])
    assert found.acted > found.asked_which + found.asked_what, found


@pytest.mark.parametrize(("name", "number"), SETS.items())
def test_each_set_holds_its_mails_and_none_twice(name: str, number: int) -> None:
    mails = wishes(name)[1]
    assert (len(mails), len({(mail.who, mail.subject, mail.text) for mail in mails})) == (number, number)

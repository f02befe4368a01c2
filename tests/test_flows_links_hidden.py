"""The story of links in evidence: only their receiver may use them, and the bytes that hold them are proved all the same."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path

from tests.season import KARI
from tests.stage import Stage
from tests.test_flows_evidence import checked, evidence, read
from tests.tongues import NB

STATUS = "Hva er status i saken min?"


async def linked(stage: Stage) -> str:
    """The student asks how the case stands and quotes the letter with the link; gives the link's token."""
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), STATUS)
    token = re.search(r"/l/(\S+)", stage.letter(KARI).text)[1]
    await stage.reply(KARI, stage.letter(KARI), f"Takk.\n\n> Se http://127.0.0.1/l/{token}")
    return token


async def test_evidence_gives_no_link_away_that_still_works(stage: Stage, tmp_path: Path) -> None:
    token = await linked(stage)
    folder = await evidence(stage, tmp_path / "out")
    messages = [message_from_bytes(file.read_bytes(), policy=default) for file in folder.glob("*/*.eml")]
    shown = "".join(part.get_content() for each in messages for part in each.walk() if not part.is_multipart())
    assert (token in shown, "*" * 22 in shown, checked(folder)[0]) == (False, True, 0)


async def test_evidence_names_the_sum_of_the_bytes_that_it_does_not_show_yet(stage: Stage, tmp_path: Path) -> None:
    await linked(stage)
    told = read(await evidence(stage, tmp_path / "now"))["letters"][1]
    assert told["file"].endswith(".masked.eml")

    stage.clock.moment += timedelta(days=14)
    folder = await evidence(stage, tmp_path / "later")
    after = read(folder)["letters"][1]
    assert (after["file"], after["sha256"]) == (f"letters/{told['letter']}.eml", told["sha256"])
    assert sha256((folder / after["file"]).read_bytes()).hexdigest() == told["sha256"]

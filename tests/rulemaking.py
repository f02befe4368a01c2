"""What the stories of new rules share: changed laws and rulebooks, who loads them, and what a case handler then reads."""

import re
from dataclasses import dataclass

import pytest

from casework.desk.adopting import Adopting
from casework.exams import Language
from casework.laws import packaged
from tests.appeals import SIGURD, staff_at
from tests.season import EMILY, KARI, NILS
from tests.stage import Stage

SIRI = "siri@example.no"  # in Slack, as HANDLER


def law_with(rule: str, length: str) -> str:
    """The act of 2024 with another length of that rule."""
    before, heading, table = packaged("law-2024").partition(f"\n[{rule}]")
    return before + heading + re.sub('length = ".+?"', f'length = "{length}"', table, count=1)


def rulebook_with(old: str, new: str) -> str:
    """NTNU's rulebook, the second version, with one choice in place of another."""
    changed = packaged("ntnu").replace(old, new, 1).replace("version = 1", "version = 2", 1)
    assert old in packaged("ntnu")
    return changed


FOUR_WEEKS = law_with("appeal", "4 weeks")  # in place of three
TWO_WEEKS = law_with("appeal", "2 weeks")
THREE_TO_EXPLAIN = law_with("explanation_due", "3 weeks")  # in place of two
WITH_TARGET = rulebook_with(
    'appeal_target = "none"', 'appeal_target = { length = "2 weeks", counted_from = "receipt" }'
)


async def loads(stage: Stage, text: str, person: str = SIGURD, name: str = "law-2024.toml") -> str:
    """That case handler loads a text on the command line; gives its digest."""
    staff, now, office = await staff_at(stage, person), stage.clock(), stage.service.office
    digest, _ = await stage.service.store.write(
        lambda records: Adopting(records, office, staff, now, "cli:somebody").load(text, name)
    )
    await stage.service.settle()
    return digest


async def confirms(stage: Stage, digest: str, person: str = SIRI) -> None:
    """The other one confirms it at once, on another command line."""
    staff, now, office = await staff_at(stage, person), stage.clock(), stage.service.office
    await stage.service.store.write(
        lambda records: Adopting(records, office, staff, now, "cli:another").confirm(digest)
    )


async def changes_rules(stage: Stage, text: str, name: str = "law-2024.toml") -> None:
    """Two persons put a text into effect, and the service takes it up."""
    await confirms(stage, await loads(stage, text, name=name))
    await stage.tick()


def in_effect(stage: Stage, rule: str = "appeal") -> str:
    """How long that deadline of the act of 2024 is in the service that runs."""
    length = getattr(stage.service.office.laws.named("law-2024"), rule).length
    return f"{length.count} {length.unit}"


@dataclass(frozen=True)
class Decree:
    """`told` is what a student reads of an appeal deadline that has moved from 8 to 15 December, `listed` what a case handler reads."""

    language: Language
    student: str
    asks: str
    appeal: str
    subject: str
    told: tuple[str, ...]
    listed: str
    look: str
    own: str
    holds: str
    again: str


NB = Decree(
    language=Language.NB,
    student=KARI,
    asks="Jeg ber om begrunnelse i TDT4100.",
    appeal="Jeg klager på karakteren i TDT4100.",
    subject="En dato er flyttet: TDT4100",
    told=("tirsdag 15. desember 2026", "Før var datoen tirsdag 8. desember 2026.", "reglene vi følger, er endret"),
    listed="Sak 1, siste dag for å klage på karakteren: tirsdag 8. desember 2026 → tirsdag 15. desember 2026",
    look="Se og bekreft …",
    own="En annen saksbehandler må bekrefte den.",
    holds="Lov law-2024 gjelder fra nå.",
    again="Noe har endret seg siden du så på listen.",
)
NN = Decree(
    language=Language.NN,
    student=NILS,
    asks="Eg ber om grunngjeving i TDT4100.",
    appeal="Eg klagar på karakteren i TDT4100.",
    subject="Ein dato er flytta: TDT4100",
    told=("tysdag 15. desember 2026", "Før var datoen tysdag 8. desember 2026.", "reglane vi følgjer, er endra"),
    listed="Sak 1, siste dag for å klage på karakteren: tysdag 8. desember 2026 → tysdag 15. desember 2026",
    look="Sjå og stadfest …",
    own="Ein annan saksbehandlar må stadfeste ho.",
    holds="Lov law-2024 gjeld frå no.",
    again="Noko har endra seg sidan du såg på lista.",
)
EN = Decree(
    language=Language.EN,
    student=EMILY,
    asks="I would like an explanation of my grade in TDT4100.",
    appeal="I would like to appeal my grade in TDT4100.",
    subject="A date has moved: TDT4100",
    told=(
        "Tuesday 15 December 2026",
        "Before, the date was Tuesday 8 December 2026.",
        "the rules we follow have changed",
    ),
    listed="Case 1, last day to appeal the grade: Tuesday 8 December 2026 → Tuesday 15 December 2026",
    look="Look and confirm …",
    own="Another case handler must confirm it.",
    holds="Law law-2024 holds from now on.",
    again="Something has changed since you looked at the list.",
)
in_each_language = pytest.mark.parametrize(
    "decree", [pytest.param(each, id=each.language.value) for each in (NB, NN, EN)]
)

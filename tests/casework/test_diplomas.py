"""Whether an open appeal may hold back a diploma is the institution's choice (decision 22); letters say what it chose."""

from datetime import date

import pytest

from casework import appeal, deciding
from casework.case import Outcome, Status
from casework.exams import Language
from tests.casework.cases import NOW, SOMEBODY, case, dossier, office

HELD = {
    Language.NB: "kan vitnemålet bli holdt tilbake. Er det alt skrevet ut, kan du bli bedt om å levere det tilbake.",
    Language.NN: "kan vitnemålet bli halde tilbake. Er det alt skrive ut, kan du bli beden om å levere det tilbake.",
    Language.EN: "your diploma may be withheld. If it has already been issued, you may be asked to hand it back.",
}
NOT_HELD = {
    Language.NB: "Klagen holder ikke tilbake vitnemålet ditt.",
    Language.NN: "Klaga held ikkje tilbake vitnemålet ditt.",
    Language.EN: "The appeal does not hold back your diploma.",
}
RELEASED = {
    Language.NB: "Har vitnemålet ditt ventet på klagen, kan det nå skrives ut.",
    Language.NN: "Har vitnemålet ditt venta på klaga, kan det no skrivast ut.",
    Language.EN: "it can now be issued",
}
IN_EACH_LANGUAGE = pytest.mark.parametrize("language", Language)


def receipt(blocks: bool, language: Language) -> str:
    appealed = case(language=language, interim_due=date(2026, 12, 23))
    return appeal.receipt(appealed, dossier(), office(diploma_blocks=blocks)).body


def result(blocks: bool, language: Language) -> str:
    decided = case(status=Status.DECIDED, outcome=Outcome.IN_FAVOUR, language=language)
    (letter,) = deciding.tell(decided, dossier(decided), office(diploma_blocks=blocks), at=NOW, actor=SOMEBODY).letters
    return letter.body


@IN_EACH_LANGUAGE
def test_the_receipt_says_that_a_diploma_may_be_held_or_asked_back(language: Language) -> None:
    assert HELD[language] in receipt(True, language)


@IN_EACH_LANGUAGE
def test_the_receipt_says_so_where_no_diploma_is_held(language: Language) -> None:
    text = receipt(False, language)
    assert (NOT_HELD[language] in text, HELD[language] in text) == (True, False)


@IN_EACH_LANGUAGE
@pytest.mark.parametrize("blocks", [True, False])
def test_only_a_diploma_that_may_have_waited_can_now_be_issued(blocks: bool, language: Language) -> None:
    assert (RELEASED[language] in result(blocks, language)) is blocks

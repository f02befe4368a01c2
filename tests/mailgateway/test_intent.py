"""What a mail asks for, on mails as students write them."""

import pytest

from casework.exams import Language
from casework.messages import Ask, Box, Intent
from mailgateway.intent import intent_of, language_of

B, K, F, S = Box.EXPLANATION, Box.APPEAL, Box.FORMAL_ERROR, Box.CASE
NB, NN, EN = Language.NB, Language.NN, Language.EN

SURE = [
    # bokmål
    (B, "[begrunnelse - TDT4100]", "", Ask.EXPLANATION, None),
    (B, "[begrunnelse - TDT4100]", "Kandidatnummer: 1042\n\nMvh\nKari Nordmann", Ask.EXPLANATION, None),
    (B, "Begrunnelse TDT4100", "Hei!\n\nJeg ønsker begrunnelse for karakteren i TDT4100, høst 2026.\n\nMvh Kari", Ask.EXPLANATION, NB),
    (B, "", "Hei, kan jeg få begrunnelse for karakteren min i IN1000? Kandidatnummer 1042.", Ask.EXPLANATION, NB),
    (B, "TDT4100", "Kand.nr. 1042, høst 2026", Ask.EXPLANATION, None),
    (S, "Spørsmål", "Jeg vil gjerne ha en skriftlig begrunnelse på eksamen i JUS112.", Ask.EXPLANATION, NB),
    (B, "Eksamen", "Jeg ber herved om begrunnelse for sensuren i EXPHIL03.", Ask.EXPLANATION, NB),
    (B, "Begrunnelse", "Ønsker begrunnelse i ECON1210B, kandidat 77. På forhånd takk!", Ask.EXPLANATION, NB),
    (B, "", "Jeg ønsker begrunnelse før jeg eventuelt klager på karakteren i MAT-INF1100.", Ask.EXPLANATION, NB),
    (B, "", "Jeg trenger en begrunnelse for å vurdere om jeg skal klage. Det gjelder TDT4100.", Ask.EXPLANATION, NB),
    (B, "", "Jeg ønsker ikke å klage, men jeg vil ha begrunnelse for karakteren i TDT4100.", Ask.EXPLANATION, NB),
    (B, "", "Hei\nkan dere begrunne karakteren jeg fikk i TMA4100?", Ask.EXPLANATION, NB),
    (B, "", "Jeg vil gjerne vite hvorfor jeg fikk D i TDT4100.", Ask.EXPLANATION, NB),
    (B, "Muntlig begrunnelse TDT4100", "Kandidat 1042", Ask.EXPLANATION, None),
    (K, "Klage på karakter TDT4100", "Hei, jeg ønsker å klage på karakteren min i TDT4100. Kandidatnummer 1042.", Ask.APPEAL, NB),
    (K, "[klage - TDT4100]", "kandidat 1042", Ask.APPEAL, None),
    (K, "IN1000", "Kandidatnummer 1042", Ask.APPEAL, None),
    (K, "", "Jeg klager herved på sensuren i JUS112 våren 2026.", Ask.APPEAL, NB),
    (K, "", "Jeg har fått begrunnelsen og vil klage på karakteren i TDT4100.", Ask.APPEAL, NB),
    (S, "", "Jeg vil ha ny vurdering av besvarelsen min i TDT4100. Jeg påklager karakteren.", Ask.APPEAL, NB),
    (F, "Klage på formelle feil", "Det var formelle feil ved eksamen i TDT4100, vi fikk for kort tid.", Ask.FORMAL_ERROR, NB),
    (F, "", "Jeg vil melde fra om feil ved gjennomføringen av eksamen i IN1000.", Ask.FORMAL_ERROR, NB),
    (S, "Sv: [42/2026] Kvittering", "Hei, jeg ønsker å trekke klagen min.\n\nMvh Kari", Ask.WITHDRAWAL, NB),
    (K, "Trekker klagen", "Jeg trekker herved klagen på TDT4100.", Ask.WITHDRAWAL, NB),
    (S, "Sv: [42/2026] Kvittering", "Jeg ønsker ikke lenger begrunnelse.", Ask.WITHDRAWAL, NB),
    (S, "Sv: [42/2026] Kvittering", "Når får jeg svar på klagen min?", Ask.STATUS, NB),
    (S, "Status sak 42", "Hei, hvor langt har dere kommet?", Ask.STATUS, NB),
    # nynorsk
    (B, "[grunngjeving - TDT4100]", "Kandidatnummer 1042", Ask.EXPLANATION, None),
    (B, "", "Hei, eg ønskjer grunngjeving for karakteren i TDT4100, haust 2026. Kandidatnr. 1042.", Ask.EXPLANATION, NN),
    (B, "", "Eg ynskjer ei munnleg grunngjeving i JUS112.\n\nVennleg helsing\nOla", Ask.EXPLANATION, NN),
    (B, "", "Kan eg få grunngjeving for sensuren i EXPHIL03? Eg er kandidat 7.", Ask.EXPLANATION, NN),
    (B, "", "Eg vil gjerne vite kvifor eg fekk E i TDT4100.", Ask.EXPLANATION, NN),
    (K, "", "Eg vil klage på karakteren i TDT4100. Kandidatnummeret mitt er 1042.", Ask.APPEAL, NN),
    (K, "Klage", "Eg klagar på sensuren i IN1000, eg meiner ho ikkje er rett.", Ask.APPEAL, NN),
    (S, "SV: [42/2026] Kvittering", "Eg ynskjer å trekkje klaga mi.", Ask.WITHDRAWAL, NN),
    (S, "", "Eg ønskjer ikkje lenger grunngjeving i sak 42.", Ask.WITHDRAWAL, NN),
    (S, "", "Kor lang tid tek det før eg får svar? Eg ventar på sak 42.", Ask.STATUS, NN),
    # English
    (B, "Explanation of grade TDT4100", "Dear Sir or Madam,\nI would like an explanation of my grade in TDT4100.", Ask.EXPLANATION, EN),
    (B, "TDT4100", "Hi, could I please get an explanation for my grade? My candidate number is 1042.", Ask.EXPLANATION, EN),
    (B, "", "I request a justification of the grade in IN1000, autumn 2026.", Ask.EXPLANATION, EN),
    (B, "", "Please explain my grade in TDT4100, candidate number 1042.", Ask.EXPLANATION, EN),
    (B, "", "I would like an explanation before I decide whether to appeal. The course is TDT4100.", Ask.EXPLANATION, EN),
    (K, "", "I would like to appeal my grade in TDT4100, candidate number 1042.", Ask.APPEAL, EN),
    (K, "Appeal", "I hereby appeal the grade in JUS112.", Ask.APPEAL, EN),
    (K, "", "I want to file a formal complaint about my grade in IN1000.", Ask.APPEAL, EN),
    (F, "", "There were procedural errors during the exam in TDT4100.", Ask.FORMAL_ERROR, EN),
    (S, "Re: [42/2026] Receipt", "I want to withdraw my appeal.", Ask.WITHDRAWAL, EN),
    (S, "Re: [42/2026] Receipt", "When will I get an answer?", Ask.STATUS, EN),
]  # fmt: skip

UNSURE = [
    (B, "", "Jeg ønsker både begrunnelse og å klage på karakteren i TDT4100."),
    (K, "", "Eg vil ha grunngjeving, og eg vil klage på karakteren i TDT4100."),
    (B, "", "I would like an explanation and I want to appeal my grade in TDT4100."),
    (K, "", "Jeg vil ikke klage på karakteren i TDT4100."),
    (K, "", "Eg vil ikkje klage likevel, TDT4100."),
    (K, "", "I do not want to appeal TDT4100."),
    (B, "", "Jeg trenger ikke begrunnelse for TDT4100."),
    (K, "", "Hvordan klager jeg på karakteren i TDT4100?"),
    (K, "", "Kan jeg klage på karakteren i TDT4100 nå?"),
    (S, "Sv: [42/2026] Kvittering", "Kan jeg trekke klagen senere?"),
    (B, "", "Jeg vil klage på karakteren i TDT4100."),
    (K, "", "Jeg ønsker begrunnelse for karakteren i TDT4100."),
    (B, "", "Hei, jeg var syk under eksamen i TDT4100 og lurer på hva jeg gjør med legeerklæring."),
    (B, "", "Hvor finner jeg oppgaven til TDT4100?"),
    (B, "", ""),
    (B, "", "Hei!\n\nMvh Kari"),
    (B, "Sv: [42/2026] Begrunnelse i TDT4100", "Takk!"),
    (S, "Sv: [42/2026] Klage på karakter", "Det passer fint på tirsdag kl. 12."),
    (S, "", "TDT4100 kandidat 1042"),
    (B, "", "Jeg vurderer å klage på karakteren i TDT4100, men er usikker."),
    (B, "Klage TDT4100", "Kandidat 1042"),
    (S, "Sv: [42/2026] Kvittering", "Jeg vil ikke trekke klagen."),
    (S, "Complaint", "Please see the enclosed report about your network."),
    (S, "", "When will the library open?"),
    (K, "Fwd: Begrunnelse", "Se under."),
    (K, "", "What is the deadline to appeal in TDT4100?"),
]


def ask(box: Box, subject: str, text: str) -> Intent:
    return intent_of([box], subject, text)


@pytest.mark.parametrize(("box", "subject", "text", "wanted", "language"), SURE)
def test_clear_mail_is_understood_beyond_doubt(
    box: Box, subject: str, text: str, wanted: Ask, language: Language | None
) -> None:
    found = ask(box, subject, text)
    assert (found.ask, found.sure) == (wanted, True), found.because
    assert found.language is language


@pytest.mark.parametrize(("box", "subject", "text"), UNSURE)
def test_doubtful_mail_is_left_to_a_question(box: Box, subject: str, text: str) -> None:
    found = ask(box, subject, text)
    assert not found.sure, found


def test_deciding_words_are_told_with_the_answer() -> None:
    assert "ønsker begrunnelse" in ask(B, "", "Jeg ønsker begrunnelse i TDT4100.").because


def test_box_alone_is_told_as_the_reason() -> None:
    assert ask(K, "TDT4100", "Kandidat 1042").because == ("klage@",)


def test_subject_and_text_are_both_searched_for_what_is_named() -> None:
    named = ask(B, "Begrunnelse TDT4100", "Kandidatnummer 1042, haust 2026").mentions
    assert (named.courses, named.candidates, named.terms) == (("TDT4100",), ("1042",), ("2026H",))


def test_words_after_the_closing_ask_for_nothing() -> None:
    text = "Kandidat 1042 i TDT4100\n\nMvh\nKari\nLeder, Foreningen for klage på karakter"
    assert ask(B, "", text).ask is Ask.EXPLANATION


@pytest.mark.parametrize("text", ["", "ok", "TDT4100", "Gitt 42", "TDT4100 kandidat 1042"])
def test_short_text_tells_no_language(text: str) -> None:
    assert language_of(text) is None


def test_enormous_text_is_read_quickly_and_wholly_safe() -> None:
    assert not ask(B, "begrunnelse " * 500, "vil ha ønsker be om " * 50_000).mentions.courses

"""The words of the page on which a student withdraws, in nb, nn and en."""

from collections.abc import Mapping

from casework.desk.door import State
from casework.exams import Language
from web.words import Words

NB, NN, EN = Language.NB, Language.NN, Language.EN

_OPEN: Mapping[Language, Words] = {
    NB: Words(
        "Bekreft at du vil trekke saken",
        (
            "Var det du som sendte e-posten, og vil du trekke saken, trykker du på knappen.",
            "Var det ikke deg, eller har du ombestemt deg, kan du lukke siden. Da fortsetter saken som før.",
        ),
        "Ja, trekk saken",
    ),
    NN: Words(
        "Stadfest at du vil trekkje saka",
        (
            "Var det du som sende e-posten, og vil du trekkje saka, trykkjer du på knappen.",
            "Var det ikkje deg, eller har du ombestemt deg, kan du lukke sida. Då held saka fram som før.",
        ),
        "Ja, trekk saka",
    ),
    EN: Words(
        "Confirm that you want to withdraw",
        (
            "If it was you who sent the e-mail, and you want to withdraw the case, press the button.",
            "If it was not you, or you have changed your mind, close this page. The case then goes on as before.",
        ),
        "Yes, withdraw the case",
    ),
}
_DONE: Mapping[Language, Words] = {
    NB: Words("Saken er trukket", ("Du får svar på e-post.",)),
    NN: Words("Saka er trekt", ("Du får svar på e-post.",)),
    EN: Words("The case has been withdrawn", ("You will receive an answer by e-mail.",)),
}
LABELS: Mapping[Language, Mapping[str, str]] = {
    NB: {
        "withdraw_explanation": "du vil trekke ønsket om begrunnelse",
        "withdraw_appeal": "du vil trekke klagen på karakteren",
        "withdraw_formal_error": "du vil trekke klagen på formelle feil",
        "follows": "Trekker du",
        "without_explanation": "får du ingen begrunnelse, og klagefristen blir ikke forlenget",
        "without_appeal": "blir den opprinnelige karakteren stående",
        "without_formal_error": "undersøker vi ikke saken videre",
        "appeal_deadline": "Siste dag for å klage på karakteren, hvis du trekker",
        "said": "Dette står i e-posten",
        "which": "Hvilken sak vil du trekke?",
    },
    NN: {
        "withdraw_explanation": "du vil trekkje ønsket om grunngjeving",
        "withdraw_appeal": "du vil trekkje klaga på karakteren",
        "withdraw_formal_error": "du vil trekkje klaga på formelle feil",
        "follows": "Trekkjer du",
        "without_explanation": "får du inga grunngjeving, og klagefristen blir ikkje forlengd",
        "without_appeal": "blir den opphavlege karakteren ståande",
        "without_formal_error": "undersøkjer vi ikkje saka vidare",
        "appeal_deadline": "Siste dag for å klage på karakteren, om du trekkjer",
        "said": "Dette står i e-posten",
        "which": "Kva sak vil du trekkje?",
    },
    EN: {
        "withdraw_explanation": "you want to withdraw your request for an explanation",
        "withdraw_appeal": "you want to withdraw your appeal of the grade",
        "withdraw_formal_error": "you want to withdraw your complaint about formal errors",
        "follows": "If you withdraw",
        "without_explanation": "you get no explanation, and the appeal deadline is not extended",
        "without_appeal": "the original grade stands",
        "without_formal_error": "we do not look further into the matter",
        "appeal_deadline": "The last day to appeal the grade, if you withdraw",
        "said": "The e-mail says",
        "which": "Which case do you want to withdraw?",
    },
}


def withdrawing(state: State, language: Language) -> Words:
    """The page while the case can be withdrawn, and once it is."""
    return (_OPEN if state is State.OPEN else _DONE)[language]

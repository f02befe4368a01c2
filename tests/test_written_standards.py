"""Bokmål is bokmål, nynorsk is nynorsk and English is British, in every text that anybody reads (språklova §§ 14, 15)."""

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import chain

import pytest

from bot.phrases import PHRASES
from casework import refusals
from casework.deadlines import phrases, reasons, timeline
from casework.exams import Language
from casework.laws import LAWS, Provision, Words, law
from casework.rulebook import INSTITUTIONS, rulebook
from demo.examples import examples
from web import deciding
from web import phrases as pages

NB, NN, EN = Language.NB, Language.NN, Language.EN
PLACE = {NB: 0, NN: 1, EN: 2}

# Names that a text may hold whatever its language: commands, addresses, file names, titles of documents, and what stands in code.
NAMES = re.compile(
    r"`[^`]*`|/(?:begrunnelse|klage|muntlig|sak)\b|https?://\S+|\S+@\S+|\w+\.no\b|\{[%#{].*?[%#}]\}|\{\w*\}"
    r"|Begrunnelse og klage i Inspera Assessment",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def one_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(" ".join(patterns).split()))


# Words that bokmål has and nynorsk has not, and endings of such words.
BOKMAAL = one_of(
    r"""
    jeg hun hva hvor hvordan hvorfor hvem hvilken hvilket hvilke hver hvert hvis hvorvidt noen noe en et fra ikke nå da mens siden
    bare dere deres dem være vært kommer gjør gjøre gjøres fikk ga mye mer mest flere selv sammen uten ellers
    skriver sier finner trenger gjelder virker løper følger velger beklager opphever mener lover
    uke uken uker ukene måned måneden måneder månedene dager dagene senere senest tidligere gjenstår allerede sted stedet annet annen
    klagen klagene saken besvarelse besvarelsen begrunnelse begrunnelsen begrunne begrunner avgjørelse avgjørelsen avgjøre
    vurderingen sensorer sensorene saksbehandler saksbehandleren avsender avsenderen mottaker mottakeren studenter studentene
    karakterer karakterene frister fristene datoer datoene regler reglene lenken lenker forespørsel forespørselen henvendelse
    henvendelsen kvitteringen opplysninger opplysningene kunngjøring kunngjøringen bekreft bekrefte bekrefter bekreftet mottatt trukket
    trekkes opphevet oppnevnt oppnevne endret endres flyttet fastsatt lovet foreløpig endelig endelige muntlig muntlige skriftlig
    skriftlige mulig mulige vennlig åpen åpent åpne åpner åpnet høst høsten ukjent kjent istedenfor påklages regnes sendes
    vurderes behandles hjemmeeksamen oppgave oppgaven oppgaver øyeblikk spørsmålene vedtakene
    (?!frivillig)\w+lig \w+lige \w+ligere \w+elsene? \w+elser \w+heten?
    """
)
# Words that nynorsk has and bokmål, as we write it, has not.
NYNORSK = one_of(
    r"""
    eg ho kva kor korleis kvifor kven kvar kvart kvarandre nokon noko nokre eit ein ei frå ikkje då medan sidan berre dykk dykkar
    dei deira hjå vere vore kjem gjer gjere gjerast fekk gav mykje meir fleire sjølv saman utan elles seier seie treng gjeld
    verkar følgjer følgje veke veka veker vekene månad månaden månader dagar dagane seinare seinast tidlegare attende stad staden
    annan anna klaga saka eksamenssvar eksamenssvaret grunngjeving grunngjevinga grunngje grunngjev avgjerd avgjerda avgjere
    avgjer avgjord vurderinga sensorar sensorane saksbehandlar saksbehandlaren avsendar avsendaren mottakar mottakaren studentar
    studentane karakterar karakterane fristar fristane datoar datoane reglar reglane lenkje lenkja førespurnad førespurnaden
    opplysningar opplysningane kunngjering kunngjeringa stadfest stadfeste stadfestar stadfesta motteke motteken trekt trekkje trekkjer
    trekkjast oppheva oppnemnd endra flytta fastsett lova førebels endeleg munnleg skriftleg mogleg venleg opnar opna haust hausten
    ukjend kjend påklagast reknast sendast givast vurderast behandlast heimeeksamen oppgåve oppgåva oppgåver augneblink
    blei vart vert vorte difor byrja byrjar åleine samd samde medhald opphald
    \w+leg \w+lege \w+legare \w+heit \w+inga \w+ane
    """
)
# Nynorsk lets one choose. We write blei, ho of a thing and byrje, and none of these.
NOT_HERE = one_of(r"vart vert verte vorte henne hjå ynskj\w+ begynn\w+ åtgaum")
AMERICAN = one_of(
    r"""
    \w*color\w* \w*favor(?!it)\w* \w*behavior\w* center\w* \w+yz(?:e|es|ed|ing) (?:organ|recogn|apolog|author|final|real)iz\w* canceled
    labeled gotten judgment\w* fulfill enroll
    """
)
NORWEGIAN = one_of(
    r"og ikke ikkje jeg eg er av på som det den du vi klagen begrunnelse grunngjeving frist sak saken saka"
)


KINDS = {"letters", "bot", "refusals", "web", "deadlines", "rulebooks", "demo"}


def trios(*modules: object) -> Iterator[tuple[str, ...]]:
    """Every text in three languages that a module holds as a row of three."""
    values = chain.from_iterable(vars(module).values() for module in modules)
    for value in values:
        held = value.values() if isinstance(value, Mapping) else [value]
        yield from (
            each
            for each in held
            if isinstance(each, tuple) and len(each) == 3 and all(isinstance(one, str) for one in each)
        )


def provisions() -> Iterator[Provision | Words]:
    for name in LAWS:
        held = law(name)
        yield from (value for field in held.__slots__ if isinstance(value := getattr(held, field), Provision | Words))


def of_rulebooks() -> Iterator[Words]:
    for name in INSTITUTIONS:
        book = rulebook(name)
        yield from (book.name, book.mail_name, book.contact, book.guidance, book.appeal_body)
        yield from book.interim_reasons.sentences.values()
        local = (*book.faculty.values(), *book.course.values())
        yield from (words for each in local for words in (each.contact, each.guidance) if words)


def of_pages(language: Language) -> Iterator[str]:
    tables = (pages._OPEN, pages._DONE)  # the tables as they are written
    words = [each for table in tables for (_, spoken), each in table.items() if spoken is language]
    words += [deciding.deciding(purpose, language) for purpose in deciding.DECIDING[language]]
    for each in (*words, pages._GONE[language], pages._OVERTAKEN[language], deciding.DECIDED[language]):
        yield from (each.title, *each.text, each.button)
    yield from pages._LABELS[language].values()


def written(language: Language) -> Iterator[tuple[str, str]]:
    """Every text of a language, with where it stands."""
    folder = resources.files("casework") / "letters" / language
    yield from ((f"letters/{language}/{file.name}", file.read_text(encoding="utf-8")) for file in folder.iterdir())
    yield from ((f"bot/phrases {key}", words[language]) for key, words in PHRASES.items())
    kinds = [each for each in vars(refusals).values() if isinstance(each, type) and issubclass(each, refusals.Refusal)]
    yield from ((f"refusals {kind.__name__}", kind.sentences[language]) for kind in kinds if kind.sentences)
    yield from (("web/phrases", text) for text in of_pages(language))
    yield from (("deadlines", trio[PLACE[language]]) for trio in trios(phrases, reasons, timeline))
    yield from (("rulebooks/law", getattr(each, language.value)) for each in provisions())
    yield from (("rulebooks", words.text(language)) for words in of_rulebooks())
    yield from (("demo/examples", f"{each.subject} {each.text}") for each in examples() if each.language is language)


def words_in(text: str) -> Iterator[str]:
    return (word.lower() for word in WORD.findall(NAMES.sub(" ", text)))


def found(language: Language, foreign: re.Pattern[str]) -> list[str]:
    return sorted(
        {f"{where}: {word}" for where, text in written(language) for word in words_in(text) if foreign.fullmatch(word)}
    )


@pytest.mark.parametrize(("language", "usual"), [(NB, BOKMAAL), (NN, NYNORSK), (EN, one_of("the"))])
def test_the_usual_words_of_a_language_are_found_in_every_kind_of_its_texts(
    language: Language, usual: re.Pattern[str]
) -> None:
    """So that a kind of text that is not read any more does not pass for one without faults."""
    assert {re.split(r"[/ :]", each)[0] for each in found(language, usual)} == KINDS


def test_no_nynorsk_text_has_a_word_of_bokmaal() -> None:
    assert found(NN, BOKMAAL) == []


def test_no_bokmaal_text_has_a_word_of_nynorsk() -> None:
    assert found(NB, NYNORSK) == []


def test_nynorsk_keeps_to_one_of_the_forms_it_may_choose() -> None:
    assert found(NN, NOT_HERE) == []


def test_english_is_british_and_holds_no_norwegian() -> None:
    assert found(EN, AMERICAN) == []
    assert found(EN, NORWEGIAN) == []

"""Which of bokmål, nynorsk and English a mail is written in, told by the words that only one of them has (decision 27)."""

import re
from collections import Counter
from collections.abc import Mapping

from casework.exams import Language
from mailgateway.quotes import with_closing, without_frame

_TEXT_LIMIT = 6000  # characters; who has not shown a language by then never will
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2  # points that a language needs, and its lead over the next one

_TAG = re.compile(r"\[[^\]\n]{0,80}\]")  # "[begrunnelse - TDT4100]": whoever fills in a form writes the form's words

# What a mail system or an employer adds below, in a language of its own.
_NOTICE = re.compile(
    r"\W*(?:disclaimer|confidential|this (?:e-?mail|message)|denne (?:e-?posten|meldingen|meldinga)|the (?:contents|information)"
    r"|konfidensiell|innholdet i denne|innhaldet i denne)\b",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(r"confidential|intended (?:only )?for|addressee|ment for|meint for|konfidensiell", re.IGNORECASE)


# Words of somebody else between marks: a course's English name, a sentence of the grader's. An apostrophe inside a word is no mark.
_QUOTED = re.compile(
    r"""«[^»]{1,1000}»|[“”„][^“”]{1,1000}[“”]|"[^"]{1,1000}"|(?<!\w)['‘’](?=\w)(?:[^'‘’\n]|(?<=\w)['’](?=\w)){1,1000}['’](?!\w)"""
)
_MARKS = "«“”„\"'‘’"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that one language has and the others have not, two points each, four for oneself; then words that the others may borrow, one.
_WORDS: Mapping[Language, tuple[frozenset[str], frozenset[str]]] = {
    Language.NB: (
        _set("""
            jeg ikke hva hvor hvordan hvorfor hvem hvilken hvilket hvilke hver hvert hvis hvorvidt noen noe bare dere deres fra et
            være vært kommer gjør gjøre fikk mye mer flere uke uken uker ukene nå ennå høyere selv sammen hun skrev skrevet mener
            muntlig skriftlig mulig umulig trenger tidligere uten gjelder virker tror høsten hjemmeeksamen forespørsel vennlig
            begrunnelse begrunnelsen begrunnelser begrunne begrunnet klager klaget klagen saken besvarelse besvarelsen
            angående vedrørende henvender undertegnede mottatt uenig åpen beklager tirsdag lørdag
            passer tiden syk morgen fremdeles møtes snakkes høres hørt
        """),
        _set("en hilsen ønsker ble ga da sensorer oppgaven lurer spør sendte hjelpen dem bes mandag sees ses rekker velger fortsatt"),
    ),
    Language.NN: (
        _set("""
            eg ikkje kva korleis kvifor kven kvar kvart kvarandre nokon noko nokre berre dykk dykkar dokker frå ein eit vere vore kjem
            gjer gjere gjera gjeve fekk mykje meir fleire veke veka veker vekene enno då høgare sjølv saman skreiv munnleg skriftleg
            mogleg umogleg treng tidlegare utan gjeld verkar trur haust hausten heimeeksamen førespurnad vennleg venleg helsing
            grunngjeving grunngjevinga grunngiving grunngivinga grunngje grunngjeven klagar eksamenssvar eksamenssvaret
            vart vert difor korkje medan fyrst fyrste samd einig motteke høyrt høyrde høyre høyrer ynskjer ynskje ønskjer ønskje
            trekkjer trekkje trekkja dei deira hjå oppgåve oppgåva meiner sidan tek sjå anna skuleeksamen
            høver tysdag laurdag passar sjuk morgon framleis diverre orsak møtest snakkast høyrest sjåast
        """),
        _set("ei mi di klaga saka ho viss no kor kome òg gav lurar vidare hjelpa tida byrja såg måndag ventar rekk"),
    ),
    Language.EN: (
        _set("""
            the my you your would please and have want what where when why how of was were this that with could can which been about
            any request requesting grade appeal explanation exam course dear thanks thank yes sorry possible received get got
            question answer understand believe because hereby there had does should know pls paper withdraw cancel complaint
            complain regarding we our they them their these those if not from
            monday tuesday wednesday thursday friday saturday sunday wait then works suits anything somebody
            today tomorrow week next great ill nothing
        """),
        _set("""
            hi hello is are am it will number candidate result results like on in new news mark still but only as or autumn spring given
        """),
    ),
}  # fmt: skip


# Forms, subjects and addresses lend a writer their nouns, but nobody the word for oneself.
_ONESELF = frozenset({"jeg", "eg"})

_WORTH: dict[str, list[tuple[Language, int]]] = {}
for _language, (_sure, _likely) in _WORDS.items():
    for _word in _sure | _likely:
        _WORTH.setdefault(_word, []).append((_language, 4 if _word in _ONESELF else 2 if _word in _sure else 1))


def language_of(text: str, subject: str = "") -> Language | None:
    """The language that the writer used, None when that is not certain; `text` is the new part of a mail, `subject` the writer's own.

    What the body says counts before the subject, and both before greeting and closing words, which many write in another language.
    What stands below those, a signature or an employer's notice, never counts, nor what stands between quotation marks.
    """
    own = _without_quotes(_without_notices(text[:_TEXT_LIMIT]))
    body, subject = without_frame(own), _TAG.sub(" ", subject)
    return _told(body) or _told(f"{subject}\n{body}") or _told(f"{subject}\n{with_closing(own)}")


def _told(text: str) -> Language | None:
    points = dict.fromkeys(_WORDS, 0)
    for word, times in Counter(_WORD.findall(text.lower())).items():
        for language, worth in _WORTH.get(word, ()):
            points[language] += worth * times
    best, second, *_ = sorted(points.values(), reverse=True)
    if best < _LEAST or best < second + _LEAST:
        return None
    return next(language for language, score in points.items() if score == best)


def _without_quotes(text: str) -> str:
    return _QUOTED.sub(" ", text) if any(mark in text for mark in _MARKS) else text


def _without_notices(text: str) -> str:
    """The text without paragraphs that say to whom a mail is confidential."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(each for each in paragraphs if not (_NOTICE.match(each) and _SAYS_SO.search(each)))

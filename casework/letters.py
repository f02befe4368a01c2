"""Letters: a template, a language and fields become a subject and a body; every sentence lives in text files."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from importlib import resources

from babel.dates import format_datetime
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, UndefinedError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from casework.appointments import in_words as time_in_words
from casework.approvals import fingerprint
from casework.calendar import OSLO, day_in_words
from casework.deadlines import in_words
from casework.exams import Language
from casework.invitations import Slot
from casework.laws import Provision, Words

_SHARED = "_words"
_GIVEN = frozenset({"words", "language"})
_HEADER = re.compile(r"# version:[ \t]*(\d{1,6})")
_LOCALE: Mapping[Language, str] = {Language.NB: "nb", Language.NN: "nn", Language.EN: "en_GB"}
_MOMENT: Mapping[Language, str] = {
    Language.NB: "d. MMMM y 'kl.' HH.mm.ss",
    Language.NN: "d. MMMM y 'kl.' HH.mm.ss",
    Language.EN: "d MMMM y 'at' HH:mm:ss",
}


class BadLetter(Exception):
    """A letter's text is wrong; the sentence names the file and the line, and what was expected."""


class MissingField(Exception):
    """A letter was to be written without one of its fields; the sentence names the letter and the field, never a value."""


class _Wordless(Exception):
    """A value that no letter can print."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter ready to send: `subject` is one line, `body` plain text with one paragraph a line. `version` is the text's (D-43)."""

    subject: str
    body: str
    version: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A letter's file taken apart and made ready."""

    subject: Template
    body: Template
    version: str


class Letters:
    """All letters in the three languages, read and checked once.

    `fields` tells for each letter which fields `write` must be given, the same in every language. `versions` tells for each text,
    such as "nb/status", its version: the number in its header, and eight digits that change with every letter of it and of the
    words that it shares with others, so that a text that was edited is never taken for the one that was approved (D-43).
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._environments = {language: _environment(language, texts) for language in Language}
        self.fields = self._all_fields()
        self._compiled = {file: self._compile(file) for file in self._files()}
        self.versions = {file.removesuffix(".txt"): each.version for file, each in self._compiled.items()}

    @classmethod
    def packaged(cls) -> "Letters":
        """The letters of this package, which nobody has approved yet."""
        return _packaged()

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> "Letters":
        """The packaged letters with an institution's own laid over them, given as "nb/receipt_appeal.txt" to its text.

        A letter is replaced in all three languages or in none. BadLetter names file and line of the first fault:
        an unknown letter, a missing language, bad syntax, or a field that the packaged letter does not have.
        """
        packaged = cls.packaged()
        for file, text in sorted(texts.items()):
            _expect_known(file, packaged._texts)
            _expect_every_language(file, texts)
            packaged._expect_known_names(file, text)
        return cls({**packaged._texts, **texts})

    def write(self, template: str, language: Language, **fields: object) -> Written:
        """The letter `template` in that language; more fields than it uses may be given.

        A `date` becomes words, an aware `datetime` Oslo time to the second, a provision its citation, a time of a talk its hours and
        place, a text in three languages the right one. MissingField when a field is missing or its value has no words; KeyError for
        an unknown letter.
        """
        file = f"{language}/{template}.txt"
        if missing := self.fields[template] - fields.keys():
            raise MissingField(f"{file} lacks {', '.join(sorted(missing))}")
        compiled = self._compiled[file]
        try:
            subject, body = compiled.subject.render(fields), compiled.body.render(fields)
        except (UndefinedError, _Wordless) as fault:
            raise MissingField(f"{file}: {fault}") from None
        return Written(" ".join(subject.split()), _tidy(body), compiled.version)

    def source(self, text: str) -> str:
        """How a text such as "nb/status" is written; KeyError for an unknown one."""
        return self._texts[f"{text}.txt"]

    def fields_of(self, template: str, language: Language) -> frozenset[str]:
        """The fields that the text of one language uses."""
        file = f"{language}/{template}.txt"
        return frozenset(name for name in self._names(file, self._texts[file]) if not name.startswith("."))

    def _files(self) -> Iterator[str]:
        return (file for file in sorted(self._texts) if _template(file) != _SHARED)

    def _all_fields(self) -> Mapping[str, frozenset[str]]:
        used = [(_template(file), self.fields_of(_template(file), _language(file))) for file in self._files()]
        return {name: frozenset().union(*(fields for of, fields in used if of == name)) for name, _ in used}

    def _names(self, file: str, text: str) -> dict[str, int]:
        """What a text uses, fields as "exam" and attributes as ".course", each with the line where it stands first."""
        with _faults_of(file):
            tree = self._environments[_language(file)].parse(text)
            undeclared = meta.find_undeclared_variables(tree) - _GIVEN
        found = [(name.lineno, name.name) for name in tree.find_all(nodes.Name) if name.name in undeclared]
        found += [(attribute.lineno, f".{attribute.attr}") for attribute in tree.find_all(nodes.Getattr)]
        return {name: line for line, name in sorted(found, reverse=True)}

    def _expect_known_names(self, file: str, text: str) -> None:
        if _template(file) == _SHARED and (lost := _macros(self._texts[file]) - _macros(text)):
            raise BadLetter(f"{file}:1: the macro {min(lost)} is missing")
        shared = f"{_language(file)}/{_SHARED}.txt"
        known = self._names(file, self._texts[file]).keys() | self._names(shared, self._texts[shared]).keys()
        unknown = [(line, name) for name, line in self._names(file, text).items() if name not in known]
        if unknown:
            line, name = min(unknown)
            raise BadLetter(f"{file}:{line}: {name} is no field of this letter")

    def _compile(self, file: str) -> _Compiled:
        above, subject, body, number = _taken_apart(file, self._texts[file])
        environment = self._environments[_language(file)]
        with _faults_of(file):
            compiled = (
                environment.from_string("\n" * above + subject),
                environment.from_string("\n" * (above + 2) + body),
            )
        shared = self._texts[f"{_language(file)}/{_SHARED}.txt"]
        return _Compiled(*compiled, f"{number}-{fingerprint(subject, body, shared)}")


@cache
def _packaged() -> Letters:
    folder = resources.files("casework") / "letters"
    files = {f"{language}/{file.name}": file for language in Language for file in (folder / language).iterdir()}
    return Letters({path: file.read_text(encoding="utf-8") for path, file in files.items() if path.endswith(".txt")})


def _environment(language: Language, texts: Mapping[str, str]) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=partial(_printed, language=language),
    )
    environment.filters["why"] = partial(in_words, language=language)
    environment.globals["language"] = language
    file = f"{language}/{_SHARED}.txt"
    with _faults_of(file):
        environment.globals["words"] = environment.from_string(texts[file]).module
    return environment


def _printed(value: object, language: Language) -> str:
    """A field's value in words; what has none is refused, so that no letter ever says "None"."""
    match value:
        case Undefined() | str():
            return str(value)
        case datetime() if value.utcoffset() is not None:
            return format_datetime(value.astimezone(OSLO), _MOMENT[language], locale=_LOCALE[language])
        case date() if not isinstance(value, datetime):
            return day_in_words(value, language)
        case Slot():
            return time_in_words(value, language)
        case Provision():
            return value.cited(language)
        case Words():
            return value.text(language)
        case int() if not isinstance(value, bool):
            return str(value)
        case _:
            raise _Wordless(f"a value of the type {type(value).__name__} has no words")


def _taken_apart(file: str, text: str) -> tuple[int, str, str, str]:
    """How many lines stand above the subject, the subject, the body, and the version's number; BadLetter when one is not there."""
    lines = text.splitlines()
    header = _HEADER.fullmatch(lines[0].rstrip()) if lines else None
    above = 1 if header else 0
    subject, *rest = lines[above:] or [""]
    if not subject.strip() or subject.startswith("#"):
        raise BadLetter(f"{file}:{above + 1}: the subject was expected here, or the header version with a number")
    if not rest or rest[0].strip():
        raise BadLetter(f"{file}:{above + 2}: an empty line was expected between subject and body")
    if not "".join(rest).strip():
        raise BadLetter(f"{file}:{above + 3}: the body was expected here")
    return above, subject, "\n".join(rest[1:]), header[1] if header else "1"


def _tidy(body: str) -> str:
    """One empty line between paragraphs, also where a paragraph was left out, and no space at the end of a line."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in body.splitlines())).strip() + "\n"


def _expect_known(file: str, known: Mapping[str, str]) -> None:
    if file not in known:
        raise BadLetter(f"{file}:1: there is no such letter; the names are those of the packaged letters")


def _expect_every_language(file: str, texts: Mapping[str, str]) -> None:
    for language in Language:
        other = f"{language}/{_template(file)}.txt"
        if other not in texts:
            raise BadLetter(f"{file}:1: {other} is missing; a letter is replaced in all three languages or in none")


def _macros(text: str) -> set[str]:
    return set(re.findall(r"{%-? *macro +(\w+)", text))


def _language(file: str) -> Language:
    return Language(file.split("/")[0])


def _template(file: str) -> str:
    return file.split("/")[1].removesuffix(".txt")


@contextmanager
def _faults_of(file: str) -> Iterator[None]:
    """Turns a fault of the template language into one that names the letter's file and line."""
    try:
        yield
    except TemplateSyntaxError as fault:
        raise BadLetter(f"{file}:{fault.lineno}: {fault.message}") from None

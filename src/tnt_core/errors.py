"""A sentence in two languages, and the errors that are such sentences.

    TntError
    ├── InputError (also ValueError)      a value given by the caller is refused
    │   ├── UnknownNameError (also KeyError)  no such fact, commune, regime, record…; knows the nearest names
    │   ├── AmbiguousNameError            several things bear this name; carries the candidates
    │   ├── FactError                     a fact has the wrong type, unit or choice
    │   ├── DateError                     not a date, or not one that can be used here
    │   └── RuleSyntaxError               a rule's text is refused; points at the place
    ├── DataError                         the data package cannot be used
    │   ├── TamperedDataError             a resource does not match its recorded hash
    │   ├── SchemaVersionError            made for a newer version of the library
    │   ├── UnsafePathError               an id or a path leaves its folder
    │   ├── RecordFault                   one fault of a record, with its file and place
    │   └── RecordsError                  every fault of a set of records at once
    ├── MissingExtraError (also ImportError)
    └── UndecidedError (also TypeError)   a three-valued answer is used as if it were true or false

Every error is a :class:`Text`: what was refused, where, which value, what to do, in French and in English. ``str(error)`` is the
sentence in the language of the reader's locale. Data stand beside it as attributes, so that a program never parses a sentence.

:class:`Text` stands here, below the errors, because a text without words is itself refused by an error; everybody else takes it
from :mod:`tnt_core.texts`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeAlias

import attrs

from tnt_core.showing import SHOWN_VALUE, nearest, shown

__all__ = [
    "LANGS",
    "AmbiguousNameError",
    "DataError",
    "DateError",
    "FactError",
    "InputError",
    "Lang",
    "MissingExtraError",
    "RecordFault",
    "RecordsError",
    "RuleSyntaxError",
    "SchemaVersionError",
    "TamperedDataError",
    "Text",
    "TntError",
    "UndecidedError",
    "UnknownNameError",
    "UnsafePathError",
    "ambient_language",
    "language",
    "nearest",
    "shown",
]

Lang: TypeAlias = Literal["fr", "en"]
LANGS: tuple[Lang, ...] = ("fr", "en")


def ambient_language() -> Lang:
    """Give the language of the reader's locale: French where it is French, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def language(value: object) -> Lang:
    """Check a language code.

    Raises:
        UnknownNameError: *value* is neither ``"fr"`` nor ``"en"``.
    """
    for lang in LANGS:
        if isinstance(value, str) and value == lang:
            return lang
    raise UnknownNameError(Text(fr="langue", en="language"), str(value), LANGS)


def _not_blank(_: Text, attribute: attrs.Attribute[str], value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise InputError(
            Text(
                fr=f"un texte s'écrit dans les deux langues ; « {attribute.name} » est vide.",
                en=f"a text needs words in both languages; {attribute.name!r} is empty.",
            ),
            value=value,
        )


@attrs.frozen(order=True, kw_only=True, cache_hash=True)
class Text:
    """The same words in French and in English; neither may be blank.

    ``str(text)`` gives those of the reader's locale.

    Example:
        >>> title = Text(fr="Publier un bilan", en="Publish a report")
        >>> title.get("en")
        'Publish a report'
    """

    fr: str = attrs.field(validator=_not_blank)
    en: str = attrs.field(validator=_not_blank)

    def get(self, lang: Lang) -> str:
        """Give the words in *lang*.

        Raises:
            UnknownNameError: *lang* is neither ``"fr"`` nor ``"en"``.
        """
        return self.fr if language(lang) == "fr" else self.en

    def map(self, write: Callable[[str], str]) -> Text:
        """Give the text with both sentences written anew by *write*.

        Example:
            >>> Text(fr="avant {day}", en="before {day}").map(lambda words: words.format(day="2027")).en
            'before 2027'
        """
        return Text(fr=write(self.fr), en=write(self.en))

    def format(self, **values: object) -> Text:
        """Fill the fields of both sentences; a value that is itself a text gives each its own language.

        Example:
            >>> missing = Text(fr="il manque {what}", en="{what} is missing")
            >>> missing.format(what=Text(fr="un jour", en="a day")).fr
            'il manque un jour'
        """
        french, english = (
            {n: v.get(lang) if isinstance(v, Text) else v for n, v in values.items()}
            for lang in LANGS
        )
        return Text(fr=self.fr.format(**french), en=self.en.format(**english))

    def to_json(self) -> dict[str, str]:
        """Give both sentences as plain data, by language."""
        return {"fr": self.fr, "en": self.en}

    def __str__(self) -> str:
        return self.get(ambient_language())


class TntError(Exception):
    """Root of the errors that tnt-core raises on purpose.

    Attributes:
        message: The sentence, in both languages; ``str(error)`` is that of the reader's locale.
    """

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self.message.en

    @property
    def fr(self) -> str:
        """The sentence in French."""
        return self.message.fr

    def __str__(self) -> str:
        return self.sentence(ambient_language())

    def __reduce__(self) -> tuple[object, ...]:
        # The arguments of a subclass are data, not the sentence that Exception keeps.
        return _revived, (type(self), self.args, self.__dict__)

    def sentence(self, lang: Lang) -> str:
        """Give the sentence in *lang*."""
        return self.message.get(lang)


def _revived(kind: type[TntError], args: tuple[object, ...], data: dict[str, object]) -> TntError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(data)
    return error


class InputError(TntError, ValueError):
    """A value given by the caller is refused.

    Attributes:
        value: The refused value, as it was given.
    """

    def __init__(self, message: Text, *, value: object = None) -> None:
        super().__init__(message)
        self.value = value


class UnknownNameError(InputError, KeyError):
    """Nothing bears this name.

    Attributes:
        noun: What was looked for (``"fact"``, ``"commune"``, ``"regime"``…).
        suggestions: The nearest known names, best first; may be empty.
        where: The place of the name, for instance a file and a key; may be empty.
    """

    def __init__(
        self,
        noun: Text,
        value: str,
        known: Iterable[str] = (),
        *,
        suggestions: Sequence[str] = (),
        where: str = "",
    ) -> None:
        known = list(known)
        self.noun = noun
        self.where = where
        self.suggestions = tuple(suggestions) or nearest(str(value), known)
        at = f"{where}: " if where else ""
        fr = f"{at}{noun.fr} {shown(value)} : nom inconnu."
        en = f"{at}unknown {noun.en} {shown(value)}."
        if self.suggestions:
            names = ", ".join(self.suggestions)
            fr += f" Le plus proche : {names}."
            en += f" Nearest: {names}."
        elif 0 < len(known) <= SHOWN_CHOICES:
            names = ", ".join(known)
            fr += f" Connus : {names}."
            en += f" Known: {names}."
        super().__init__(Text(fr=fr, en=en), value=value)


SHOWN_CHOICES = 20
"""Longest list of known names that a sentence spells out when none of them is near."""


class AmbiguousNameError(InputError, LookupError):
    """Several things bear this name.

    Attributes:
        candidates: What the name may mean, each as ``(code, label)``.
    """

    def __init__(self, noun: Text, value: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.candidates = tuple(candidates)
        listed = "; ".join(f"{code} = {label}" for code, label in self.candidates)
        super().__init__(
            Text(
                fr=f"{noun.fr} {shown(value)} : plusieurs réponses. Donnez l'un de ces codes : {listed}.",
                en=f"{noun.en} {shown(value)} is ambiguous. Give one of these codes: {listed}.",
            ),
            value=value,
        )


class FactError(InputError, TypeError):
    """A fact has a value of the wrong type, unit, range or choice.

    Attributes:
        fact: The id of the fact.
    """

    def __init__(self, fact: str, message: Text, *, value: object = None) -> None:
        self.fact = fact
        super().__init__(
            Text(fr=f"fait « {fact} » : {message.fr}", en=f"fact {fact!r}: {message.en}"),
            value=value,
        )


class DateError(InputError):
    """The value is not a date, or not one that can be used here."""


class RuleSyntaxError(InputError):
    """The text of a rule is refused.

    Attributes:
        text: The rule's text, or its beginning.
        position: Offset in *text* of the first refused character, from 0.
    """

    def __init__(self, message: Text, *, text: str = "", position: int = 0) -> None:
        self.position = position
        self.text = text
        super().__init__(message, value=text)

    def sentence(self, lang: Lang) -> str:
        """Give the sentence in *lang*, with the place in the rule below it."""
        said = super().sentence(lang)
        return f"{said}\n{self.pointer()}" if self.text else said

    def pointer(self) -> str:
        """Give the line of the rule around the refused place, with a caret below it."""
        start = max(0, self.position - 40)
        # One sign for one, so that the caret stays in place: no line break, no half of a character that nothing can print.
        line = "".join(
            c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}"
            for c in self.text[start : start + SHOWN_VALUE]
        )
        return f"    {line}\n    {' ' * (self.position - start)}^"


class DataError(TntError):
    """The data package, an overlay or a record cannot be used."""


class TamperedDataError(DataError):
    """A resource does not match the hash that the data package records for it."""


class SchemaVersionError(DataError):
    """The data were made for a newer version of the library."""


class UnsafePathError(DataError):
    """An id or a path would leave its folder."""


class RecordFault(DataError):  # noqa: N818  # "fault" is what the other error gathers
    """One fault of one record.

    Attributes:
        file: The file, from the folder of the records.
        place: The key in it, for instance ``"requirements[0].applies"``; empty for the file as a whole.
        cause: The error itself.
    """

    def __init__(self, file: str, place: str, cause: TntError) -> None:
        self.file = file
        self.place = place
        self.cause = cause
        at = f"{file}: {place}" if place else file
        super().__init__(
            Text(fr=f"{at} : {cause.sentence('fr')}", en=f"{at}: {cause.sentence('en')}")
        )


class RecordsError(DataError):
    """Every fault of a set of records, at once.

    Attributes:
        faults: The faults, in the order of their files.
    """

    def __init__(self, faults: Sequence[RecordFault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        super().__init__(
            Text(
                fr="\n".join(
                    [f"{count} erreur(s) dans les fiches :", *(f.fr for f in self.faults)]
                ),
                en="\n".join([f"{count} fault(s) in the records:", *(f.en for f in self.faults)]),
            )
        )


class MissingExtraError(TntError, ImportError):
    """An optional library is not installed.

    Attributes:
        extra: The extra of tnt-core that brings it, for instance ``"cli"``, beside a *library* that no extra brings.
    """

    def __init__(self, extra: str, feature: Text, library: str = "") -> None:
        self.extra = extra
        command = f'pip install "tnt-core[{extra}]"{" " * bool(library)}{library}'
        super().__init__(
            Text(
                fr=f"{feature.fr} demande une bibliothèque facultative. Installez-la avec : {command}",
                en=f"{feature.en} needs an optional library. Install it with: {command}",
            )
        )


class UndecidedError(TntError, TypeError):
    """A three-valued answer is used as if it were true or false."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                fr="une réponse vaut YES, NO ou UNKNOWN : elle n'est ni vraie ni fausse. "
                "Comparez-la : `truth is Truth.YES`, ou `truth is not Truth.NO` pour garder les cas douteux.",
                en="an answer is YES, NO or UNKNOWN, so it is neither true nor false. "
                "Compare it: `truth is Truth.YES`, or `truth is not Truth.NO` to keep the doubtful ones.",
            )
        )

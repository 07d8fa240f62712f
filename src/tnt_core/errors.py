"""The errors that tnt-core raises on purpose.

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

Every error is a sentence in English and in French: what was refused, where, which value, what to do. ``str(error)`` is the English
one. Data stand beside it as attributes, so that a program never parses a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

__all__ = [
    "AmbiguousNameError",
    "DataError",
    "DateError",
    "FactError",
    "InputError",
    "MissingExtraError",
    "RecordFault",
    "RecordsError",
    "RuleSyntaxError",
    "SchemaVersionError",
    "TamperedDataError",
    "TntError",
    "UndecidedError",
    "UnknownNameError",
    "UnsafePathError",
    "nearest",
]

SHOWN_VALUE = 80
"""Longest part of a refused value that a sentence repeats, in characters."""


def nearest(value: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Give the known names that look most like *value*, best first.

    Example:
        >>> nearest("comune", ["commune", "region", "epci_fp"])
        ('commune',)
    """
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(value.lower()[:SHOWN_VALUE], by_lower, n=limit, cutoff=0.6)
    return tuple(by_lower[name] for name in found)


def shown(value: object) -> str:
    """Give *value* as a sentence may repeat it: quoted, on one line, never endless."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  # Python writes out no number of over 4,300 digits, and a stranger's repr may raise anything
        text = f"<{type(value).__name__}>"
    return text if len(text) <= SHOWN_VALUE else f"{text[: SHOWN_VALUE - 1]}…"


class TntError(Exception):
    """Root of the errors that tnt-core raises on purpose.

    Attributes:
        en: The sentence in English; ``str(error)`` is the same.
        fr: The sentence in French.
    """

    def __init__(self, en: str, fr: str) -> None:
        super().__init__(en)
        self.en = en
        self.fr = fr

    def __str__(self) -> str:
        return self.en

    def __reduce__(self) -> tuple[object, ...]:
        # The arguments of a subclass are data, not the sentence that Exception keeps.
        return _revived, (type(self), self.args, self.__dict__)

    def sentence(self, lang: Literal["fr", "en"]) -> str:
        """Give the sentence in *lang*."""
        return self.fr if lang == "fr" else self.en


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

    def __init__(self, en: str, fr: str, *, value: object = None) -> None:
        super().__init__(en, fr)
        self.value = value


class UnknownNameError(InputError, KeyError):
    """Nothing bears this name.

    Attributes:
        noun: What was looked for, in English (``"fact"``, ``"commune"``, ``"regime"``…).
        suggestions: The nearest known names, best first; may be empty.
        where: The place of the name, for instance a file and a key; may be empty.
    """

    def __init__(
        self,
        noun: tuple[str, str],
        value: str,
        known: Iterable[str] = (),
        *,
        suggestions: Sequence[str] = (),
        where: str = "",
    ) -> None:
        known = list(known)
        self.noun = noun[0]
        self.where = where
        self.suggestions = tuple(suggestions) or nearest(str(value), known)
        at = f"{where}: " if where else ""
        en = f"{at}unknown {noun[0]} {shown(value)}."
        fr = f"{at}{noun[1]} {shown(value)} : nom inconnu."
        if self.suggestions:
            names = ", ".join(self.suggestions)
            en += f" Nearest: {names}."
            fr += f" Le plus proche : {names}."
        elif 0 < len(known) <= SHOWN_CHOICES:
            names = ", ".join(known)
            en += f" Known: {names}."
            fr += f" Connus : {names}."
        super().__init__(en, fr, value=value)


SHOWN_CHOICES = 20
"""Longest list of known names that a sentence spells out when none of them is near."""


class AmbiguousNameError(InputError, LookupError):
    """Several things bear this name.

    Attributes:
        candidates: What the name may mean, each as ``(code, label)``.
    """

    def __init__(
        self, noun: tuple[str, str], value: str, candidates: Sequence[tuple[str, str]]
    ) -> None:
        self.candidates = tuple(candidates)
        listed = "; ".join(f"{code} = {label}" for code, label in self.candidates)
        super().__init__(
            f"{noun[0]} {shown(value)} is ambiguous. Give one of these codes: {listed}.",
            f"{noun[1]} {shown(value)} : plusieurs réponses. Donnez l'un de ces codes : {listed}.",
            value=value,
        )


class FactError(InputError, TypeError):
    """A fact has a value of the wrong type, unit, range or choice.

    Attributes:
        fact: The id of the fact.
    """

    def __init__(self, fact: str, en: str, fr: str, *, value: object = None) -> None:
        self.fact = fact
        super().__init__(f"fact {fact!r}: {en}", f"fait « {fact} » : {fr}", value=value)


class DateError(InputError):
    """The value is not a date, or not one that can be used here."""


class RuleSyntaxError(InputError):
    """The text of a rule is refused.

    Attributes:
        text: The rule's text, or its beginning.
        position: Offset in *text* of the first refused character, from 0.
    """

    def __init__(self, en: str, fr: str, *, text: str = "", position: int = 0) -> None:
        self.position = position
        super().__init__(en, fr, value=text)
        self.text = text

    def __str__(self) -> str:
        return f"{self.en}\n{self.pointer()}" if self.text else self.en

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
        super().__init__(f"{at}: {cause}", f"{at} : {cause.fr}")


class RecordsError(DataError):
    """Every fault of a set of records, at once.

    Attributes:
        faults: The faults, in the order of their files.
    """

    def __init__(self, faults: Sequence[RecordFault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        super().__init__(
            "\n".join([f"{count} fault(s) in the records:", *(f.en for f in self.faults)]),
            "\n".join(
                [f"{count} erreur(s) dans les fiches :", *(f.fr for f in self.faults)],
            ),
        )


class MissingExtraError(TntError, ImportError):
    """An optional library is not installed.

    Attributes:
        extra: The extra of tnt-core that brings it, for instance ``"cli"``, beside a *library* that no extra brings.
    """

    def __init__(self, extra: str, feature: tuple[str, str], library: str = "") -> None:
        self.extra = extra
        command = f'pip install "tnt-core[{extra}]"{" " * bool(library)}{library}'
        super().__init__(
            f"{feature[0]} needs an optional library. Install it with: {command}",
            f"{feature[1]} demande une bibliothèque facultative. Installez-la avec : {command}",
        )


class UndecidedError(TntError, TypeError):
    """A three-valued answer is used as if it were true or false."""

    def __init__(self) -> None:
        super().__init__(
            "an answer is YES, NO or UNKNOWN, so it is neither true nor false. "
            "Compare it: `truth is Truth.YES`, or `truth is not Truth.NO` to keep the doubtful ones.",
            "une réponse vaut YES, NO ou UNKNOWN : elle n'est ni vraie ni fausse. "
            "Comparez-la : `truth is Truth.YES`, ou `truth is not Truth.NO` pour garder les cas douteux.",
        )

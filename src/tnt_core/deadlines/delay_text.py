"""Reads the text of a delay: ISO 8601, or words in French or English; what it says becomes a delay in the room above."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple, NoReturn, TypeAlias, get_args

from tnt_core.errors import InputError, shown
from tnt_core.texts import Text

__all__ = ["UNITS", "DayKind", "Unit", "Written", "read_delay"]

MIXED_KINDS = Text(
    fr="{text} mêle des sortes de jours. N'en nommez qu'une, derrière la dernière unité : « 2 mois et 5 jours francs ».",
    en="{text} mixes kinds of days. Name one kind, behind the last unit: « 2 mois et 5 jours francs ».",
)
WHICH_DAYS = Text(
    fr="{text} ne dit pas quels jours. Écrivez P{days}D (jours calendaires), « {days} jours ouvrés » (du lundi au vendredi), « {days} jours ouvrables » (du lundi au samedi) ou « {days} jours francs ».",
    en="{text} does not say which days. Write P{days}D (calendar days), « {days} jours ouvrés » (Monday to Friday), « {days} jours ouvrables » (Monday to Saturday) or « {days} jours francs » (clear days).",
)
NOT_A_DELAY = Text(
    fr="{text} n'est pas un délai. Écrivez par exemple : P2M, P1M15D, P8W, 15 jours ouvrés, 5 jours francs, 72 h, ou avec un signe moins s'il se compte à rebours de l'événement : -5 jours francs.",
    en="{text} is not a delay. Write for instance: P2M, P1M15D, P8W, 15 jours ouvrés, 5 jours francs, 72 h, or with a minus sign when it is counted back from the event: -5 jours francs.",
)

DayKind: TypeAlias = Literal["calendaire", "franc", "ouvre", "ouvrable"]
"""Which days count.

``calendaire`` all of them; ``franc`` all of them, and neither the first day nor the last one is part of the period; ``ouvre`` Monday to
Friday without public holidays; ``ouvrable`` Monday to Saturday without public holidays.
"""
Unit: TypeAlias = Literal["years", "months", "weeks", "days", "hours"]


class Written(NamedTuple):
    """What a text says of a delay.

    Attributes:
        numbers: How many of each unit.
        kind: Which days count.
        backward: Counted back from the event.
        first_day: The day of the event is the first day of the period.
    """

    numbers: Mapping[str, int]
    kind: DayKind
    backward: bool
    first_day: bool


UNITS: tuple[Unit, ...] = get_args(Unit)

LONGEST = 100
"""Longest text that is looked at, in characters."""

_ISO = re.compile(
    r"p(?:(?P<years>\d+)y)?(?:(?P<months>\d+)m)?(?:(?P<weeks>\d+)w)?(?:(?P<days>\d+)d)?(?:t(?P<hours>\d+)h)?"
    r"(?:\s+(?P<kind>[a-zéè]+))?"
)
_PART = re.compile(
    r"(?P<number>\d+|[a-z]+)\s*(?:(?P<before>clear|working|calendar)\s+)?"
    r"(?P<unit>ann[ée]es?|ans?|years?|mois|months?|semaines?|weeks?|jours?|days?|heures?|hours?|h)\b"
    r"(?:\s+(?P<after>non\s+francs?|calendaires?|francs?|ouvr[ée]s?|ouvrables?)\b)?"
)
_JOINT = re.compile(r"\s*(?:,|et|and)?\s*")
_BACKWARD = re.compile(r"^[-\u2212\u2013]\s*|\s+(?:avant|before)$")
_FIRST_DAY = re.compile(
    r"[\s,]*\(?\b(?:(?:premier\s+)?jour(?:\s+d'envoi)?\s+compris|first\s+day\s+included)\)?$"
)

_KINDS: dict[str, DayKind] = {
    "non franc": "calendaire",
    "calendaire": "calendaire",
    "calendar": "calendaire",
    "franc": "franc",
    "clear": "franc",
    "ouvré": "ouvre",
    "ouvre": "ouvre",
    "working": "ouvre",  # Regulation 1182/71, article 2(2): Saturdays are no working days
    "ouvrable": "ouvrable",
}
_UNITS: tuple[tuple[str, Unit], ...] = (
    ("an", "years"), ("year", "years"), ("moi", "months"), ("month", "months"),
    ("sem", "weeks"), ("week", "weeks"), ("jour", "days"), ("day", "days"), ("h", "hours"),
)  # fmt: skip
_NUMBERS = {
    word: number
    for number, words in {
        1: "un une one", 2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six",
        7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix ten", 11: "onze eleven", 12: "douze twelve",
        13: "treize thirteen", 14: "quatorze fourteen", 15: "quinze fifteen", 16: "seize sixteen", 20: "vingt twenty",
        30: "trente thirty",
    }.items()
    for word in words.split()
}  # fmt: skip


def read_delay(text: str) -> tuple[Written, ...]:
    """Read the text of a delay: what it says of each of the periods that it joins by ``+``, at least one.

    Raises:
        InputError: The text is not a delay, mixes units, or says "days" without saying which.
    """
    if len(text) > LONGEST:
        _refuse(text)
    said = " ".join(text.replace("\u2019", "'").lower().split())
    # "5 working days (Saturdays included)" is how English says « 5 jours ouvrables ».
    said = re.sub(r"working days? \(saturdays included\)", "jours ouvrables", said)
    return tuple(_read_one(part.strip(), text) for part in said.split("+"))


def _read_one(said: str, text: str) -> Written:
    bare = _FIRST_DAY.sub("", said)
    first_day = bare != said
    said = _BACKWARD.sub("", bare)
    backward = said != bare
    if iso := _ISO.fullmatch(said):
        kind = _kind(iso["kind"]) if iso["kind"] else "calendaire"
        if kind is None:
            _refuse(text)
        numbers: dict[str, int] = {unit: int(iso[unit]) for unit in UNITS if iso[unit]}
    else:
        # « P10 jours ouvrés »: the sign of a period before words changes nothing.
        numbers, kind = _read_words(re.sub(r"^p(?=\d)", "", said), text)
    return Written(numbers, kind, backward, first_day)


def _read_words(said: str, text: str) -> tuple[dict[str, int], DayKind]:
    numbers: dict[str, int] = {}
    kinds: list[tuple[str, DayKind | None]] = []
    place = 0
    while place < len(said):
        part = _PART.match(said, place)
        if part is None:
            _refuse(text)
        number = part["number"]
        if not number.isdigit() and number not in _NUMBERS:
            _refuse(text)
        unit = next(unit for start, unit in _UNITS if part["unit"].startswith(start))
        if unit in numbers:
            _refuse(text)
        numbers[unit] = int(number) if number.isdigit() else _NUMBERS[number]
        word = part["before"] or part["after"]
        kind = _kind(word) if word else None
        kinds.append((unit, kind))
        # « Un mois et quinze jours » counts calendar days after the months (code de procédure civile, article 641).
        if unit == "days" and kind is None and numbers.keys() == {"days"}:
            _which_days(text, numbers["days"])
        joint = _JOINT.match(said, part.end())
        place = joint.end() if joint else part.end()
        if place == len(said) and place > part.end():
            _refuse(text)  # « 1 mois et »: something is missing
    if not numbers:
        _refuse(text)
    return numbers, _one_kind(kinds, text)


def _one_kind(kinds: list[tuple[str, DayKind | None]], text: str) -> DayKind:
    """Give the kind of day that the words name: once, and behind the last unit, of which it speaks."""
    named = {kind for _, kind in kinds if kind is not None}
    if not named:
        return "calendaire"
    if len(named) > 1 or kinds[-1][1] is None:
        raise InputError(MIXED_KINDS.format(text=shown(text)), value=text)
    return named.pop()


def _kind(word: str) -> DayKind | None:
    return _KINDS.get(" ".join(part.removesuffix("s") for part in word.split()))


def _which_days(text: str, days: int) -> NoReturn:
    raise InputError(WHICH_DAYS.format(text=shown(text), days=days), value=text)


def _refuse(text: object) -> NoReturn:
    raise InputError(NOT_A_DELAY.format(text=shown(text)), value=text)

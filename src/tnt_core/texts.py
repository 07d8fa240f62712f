"""A text in French and English, and the typography of both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from tnt_core.errors import LANGS, Lang, Text, ambient_language, language

__all__ = [
    "LANGS",
    "Lang",
    "Text",
    "ambient_language",
    "enumeration",
    "format_date",
    "format_number",
    "language",
]

NARROW_SPACE = "\u202f"
"""French groups thousands with a narrow no-break space (U+202F)."""
NO_BREAK_SPACE = "\u00a0"

MONTHS: dict[Lang, tuple[str, ...]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def format_number(value: float | Decimal, lang: Lang) -> str:
    """Write a number as the language does.

    Example:
        >>> format_number(230890, "en")
        '230,890'
        >>> format_number(Decimal("1234.5"), "fr") == "1\u202f234,5"
        True
    """
    written = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if lang == "fr":
        written = written.replace(",", NARROW_SPACE).replace(".", ",")
    return written


def format_date(day: dt.date, lang: Lang) -> str:
    """Write a date in words.

    Example:
        >>> format_date(dt.date(2022, 1, 1), "fr")
        '1er janvier 2022'
        >>> format_date(dt.date(2022, 1, 1), "en")
        '1 January 2022'
    """
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{number} {MONTHS[lang][day.month - 1]} {day.year}"


def enumeration(items: Sequence[str], lang: Lang, *, word: Literal["and", "or"] = "and") -> str:
    """Join *items* as a sentence does.

    Example:
        >>> enumeration(["a", "b", "c"], "fr")
        'a, b et c'
        >>> enumeration(["a", "b"], "en", word="or")
        'a or b'
    """
    joint = {("and", "fr"): "et", ("and", "en"): "and", ("or", "fr"): "ou", ("or", "en"): "or"}
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint[word, lang]} {items[-1]}"

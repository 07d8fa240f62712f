"""The words of a computation: each step and each warning, in French and English."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from tnt_core.days import from_ordinal
from tnt_core.deadlines.calendars import holidays
from tnt_core.deadlines.results import Notice, Step
from tnt_core.deadlines.territories import Territory
from tnt_core.texts import Text, format_date

__all__ = ["Story", "spoken"]

_WEEKDAYS = (
    Text(fr="lundi", en="Monday"),
    Text(fr="mardi", en="Tuesday"),
    Text(fr="mercredi", en="Wednesday"),
    Text(fr="jeudi", en="Thursday"),
    Text(fr="vendredi", en="Friday"),
    Text(fr="samedi", en="Saturday"),
    Text(fr="dimanche", en="Sunday"),
)
_HOLIDAY = Text(fr="jour férié", en="public holiday")


@lru_cache(maxsize=4096)
def spoken(ordinal: int) -> tuple[dt.date, Text]:
    """Give the day of an ordinal, and how it is said."""
    day = from_ordinal(ordinal)
    name = _WEEKDAYS[day.weekday()]
    return day, Text(
        fr=f"{name.fr} {format_date(day, 'fr')}", en=f"{name.en} {format_date(day, 'en')}"
    )


def why_not_working(ordinal: int, territory: Territory) -> Text:
    """Say why a day is not a working day: its weekday, or the holiday that falls on it."""
    day = from_ordinal(ordinal)
    if day.weekday() >= 5:  # noqa: PLR2004  # Saturday
        return _WEEKDAYS[day.weekday()]
    name = next(
        (h.name for h in holidays(day.year, territory) if h.date == day and h.status != "usage"),
        _HOLIDAY,
    )
    return Text(fr=f"jour férié : {name.fr}", en=f"public holiday: {name.en}")


@lru_cache(maxsize=16384)
def _step(number: int, ordinal: int, words: Text, article: str) -> Step:
    """Make a step; the same one is shared by all the deadlines that take it."""
    day, said = spoken(ordinal)
    text = Text(fr=words.fr.replace("{day}", said.fr), en=words.en.replace("{day}", said.en))
    return Step(number, text, article, day)


class Story:
    """Gathers the steps and warnings of one computation."""

    __slots__ = ("notices", "steps")

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.notices: list[Notice] = []

    def step(self, ordinal: int, words: Text, article: str = "") -> None:
        """Add a step that ends on the day of *ordinal*; ``{day}`` in the words stands for that day."""
        self.steps.append(_step(len(self.steps) + 1, ordinal, words, article))

    def notice(self, code: str, text: Text, article: str = "") -> None:
        """Add a warning."""
        self.notices.append(Notice(code, text, article))

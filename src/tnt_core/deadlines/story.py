"""The words of a computation: each step and each warning, in French and English."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from tnt_core.deadlines.calendars import holidays
from tnt_core.deadlines.holiday_rules import Territory
from tnt_core.deadlines.ordinals import from_ordinal
from tnt_core.deadlines.results import Notice, Step
from tnt_core.texts import Text, format_date

__all__ = ["Story", "spoken"]

_WEEKDAYS = (
    ("lundi", "Monday"), ("mardi", "Tuesday"), ("mercredi", "Wednesday"), ("jeudi", "Thursday"),
    ("vendredi", "Friday"), ("samedi", "Saturday"), ("dimanche", "Sunday"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def spoken(ordinal: int) -> tuple[dt.date, str, str]:
    """Give the day of an ordinal, and how French and English say it."""
    day = from_ordinal(ordinal)
    fr, en = _WEEKDAYS[day.weekday()]
    return day, f"{fr} {format_date(day, 'fr')}", f"{en} {format_date(day, 'en')}"


def why_not_working(ordinal: int, territory: Territory) -> tuple[str, str]:
    """Say why a day is not a working day: its weekday, or the holiday that falls on it."""
    day = from_ordinal(ordinal)
    if day.weekday() >= 5:  # noqa: PLR2004  # Saturday
        return _WEEKDAYS[day.weekday()]
    name = next(
        (h.name for h in holidays(day.year, territory) if h.date == day and h.status != "usage"),
        Text(fr="jour férié", en="public holiday"),
    )
    return f"jour férié : {name.fr}", f"public holiday: {name.en}"


@lru_cache(maxsize=16384)
def _step(number: int, ordinal: int, fr: str, en: str, article: str) -> Step:
    """Make a step; the same one is shared by all the deadlines that take it."""
    day, day_fr, day_en = spoken(ordinal)
    return Step(
        number, Text(fr.replace("{day}", day_fr), en.replace("{day}", day_en)), article, day
    )


class Story:
    """Gathers the steps and warnings of one computation."""

    __slots__ = ("notices", "steps")

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.notices: list[Notice] = []

    def step(self, ordinal: int, fr: str, en: str, article: str = "") -> None:
        """Add a step that ends on the day of *ordinal*; ``{day}`` in the words stands for that day."""
        self.steps.append(_step(len(self.steps) + 1, ordinal, fr, en, article))

    def notice(self, code: str, fr: str, en: str, article: str = "") -> None:
        """Add a warning."""
        self.notices.append(Notice(code, Text(fr, en), article))

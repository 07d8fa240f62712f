"""The public holidays of France as law: records of the data package, with the text, the status and the validity of each day.

Only a day that a law or a regulation makes a holiday extends a period (Cass. 2e civ., 16 July 1976, n° 75-12.260), so each rule has a
status. Sources and every known disagreement: code du travail L3133-1, L3134-13, L3422-2 (version of 27 March 2026), and the texts
named beside each rule.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal, TypeAlias

import attrs

from tnt_core.days import read
from tnt_core.deadlines.tables import Unreadable, read_value
from tnt_core.deadlines.territories import Territory
from tnt_core.errors import InputError, RecordsError, Text
from tnt_core.packages import read_json, until_reset

__all__ = [
    "NATIONAL",
    "HolidayRule",
    "HolidayYear",
    "Place",
    "Status",
    "place",
    "rules_of_territory",
]

ONE_WAY = Text(
    fr="un jour férié se dit par month et day, ou par easter, et d'une seule façon.",
    en="a holiday is given by month and day, or by easter, and in one way only.",
)

Status: TypeAlias = Literal["legal", "local-text", "conditional", "disputed", "usage"]
"""What makes a day a holiday.

``legal`` a national law or decree; ``local-text`` a local labour code or a prefect's order; ``conditional`` a law, in some communes
only; ``disputed`` texts and practice disagree; ``usage`` custom alone, which never extends a period.
"""


@attrs.frozen(kw_only=True)
class HolidayRule:
    """One holiday, as a text or a custom makes it: the same day every year, or so many days after Easter Sunday.

    Attributes:
        name: Its name.
        month: The month.
        day: The day of the month.
        easter: Days after Easter Sunday (before it, when negative).
        status: What makes it a holiday.
        text: The text that does, or what is known of the custom.
        since: First day of validity; ``None`` if older than this calendar's first checked year (1990).
        until: Last day of validity; ``None`` if it still holds.
        follows_text: For a disputed day: whether the text in force (and not practice alone) names this day.
    """

    name: Text
    month: int | None = None
    day: int | None = None
    easter: int | None = None
    status: Status = "legal"
    text: str
    since: dt.date | None = None
    until: dt.date | None = None
    follows_text: bool = True

    def __attrs_post_init__(self) -> None:
        if (self.easter is None) is (self.month is None) or (self.month is None) is not (
            self.day is None
        ):
            raise InputError(ONE_WAY, value=self.name)
        if self.month is not None and self.day is not None:
            read(f"2023-{self.month:02}-{self.day:02}")

    def in_year(self, year: int, easter: int) -> int:
        """Give the ordinal of this day in *year*, whose Easter Sunday has the ordinal *easter*."""
        if self.easter is not None:
            return easter + self.easter
        assert self.month is not None, "checked when it was made"
        assert self.day is not None, "checked when it was made"
        return dt.date(year, self.month, self.day).toordinal()

    def holds(self, ordinal: int) -> bool:
        """Tell whether the rule holds on the day of this ordinal."""
        after = self.since is None or self.since.toordinal() <= ordinal
        return after and (self.until is None or ordinal <= self.until.toordinal())


@attrs.frozen(kw_only=True, eq=False, repr=False)
class HolidayYear:
    """A worked example: all the days of a year, usages included, oldest first."""

    year: int
    days: tuple[dt.date, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Place:
    """A territory: its holidays beside the national ones, and its local time.

    Attributes:
        id: Its name: a :data:`Territory`, or ``"national"`` for what holds everywhere.
        label: Its name in words.
        zones: IANA time zones, the usual one first. Only Paris and Miquelon change their clocks, and not on the same days.
        archipelagos: Where there are several zones: the archipelago of each.
        holidays: The holidays that it adds.
        examples: Worked examples.
    """

    id: str
    label: Text
    zones: tuple[str, ...] = ()
    archipelagos: tuple[str, ...] = ()
    holidays: tuple[HolidayRule, ...] = ()
    examples: tuple[HolidayYear, ...] = ()


NATIONAL = "national"


@until_reset
@cache
def place(name: str) -> Place:
    """Give a territory as its record says it, or what holds everywhere (``"national"``).

    Raises:
        DataError: The data package's holidays cannot be read.
    """
    try:
        return read_value(Place, read_json("holidays").get(name), name)
    except Unreadable as unreadable:
        raise RecordsError(unreadable.of_file("holidays.json")) from None


@until_reset
@cache
def rules_of_territory(territory: Territory) -> tuple[HolidayRule, ...]:
    """Give the rules of a territory, national ones first."""
    return (*place(NATIONAL).holidays, *place(territory).holidays)

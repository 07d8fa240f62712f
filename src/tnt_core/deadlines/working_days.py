"""Working days of each territory: kept as prefix sums over blocks of days, so that adding or counting them takes two look-ups.

The cache of blocks is bounded and safe to share between threads.
"""

from __future__ import annotations

import datetime as dt
from array import array
from functools import cache, lru_cache
from itertools import accumulate, compress
from typing import Literal, TypeAlias, assert_never, get_args

import attrs

from tnt_core.days import from_ordinal, out_of_calendar
from tnt_core.deadlines.calendars import day_there, rules_of, territory_name
from tnt_core.deadlines.holiday_rules import HolidayRule, rules_of_territory
from tnt_core.deadlines.territories import Territory
from tnt_core.errors import FactError, InputError, UnknownNameError, shown
from tnt_core.packages import until_reset
from tnt_core.texts import Text

__all__ = [
    "SHIFT",
    "SPAN",
    "Week",
    "WorkingDays",
    "add_working_days",
    "block_of",
    "count_working_days",
    "is_doubtful",
    "is_working_day",
    "temple_known",
    "week_name",
    "working_days",
]

NOT_YES_NO_OR_UNKNOWN = Text(
    fr="donnez True, False, ou None si on ne sait pas ; reçu {value}.",
    en="give True, False, or None where it is not known; got {value}.",
)
COUNT_NOT_WHOLE = Text(
    fr="les jours ouvrés se comptent en nombres entiers ; reçu {count}.",
    en="working days are counted in whole numbers; got {count}.",
)

Week: TypeAlias = Literal["ouvre", "ouvrable"]
"""``ouvre``: Monday to Friday; ``ouvrable``: Monday to Saturday; both without the public holidays."""
WEEKS: tuple[Week, ...] = get_args(Week)


def week_name(name: object) -> Week:
    """Check the name of a week.

    Raises:
        UnknownNameError: It is neither ``ouvre`` nor ``ouvrable``.
    """
    for week in WEEKS:
        if isinstance(name, str) and name == week:
            return week
    raise UnknownNameError(Text(fr="semaine", en="week"), str(name), WEEKS)


def temple_known(value: object) -> bool | None:
    """Check whether a commune of Alsace-Moselle is said to have a temple, or not, or nothing is said.

    Raises:
        FactError: *value* is neither ``True`` nor ``False`` nor ``None``.
    """
    if value is None or isinstance(value, bool):
        return value
    raise FactError("temple", NOT_YES_NO_OR_UNKNOWN.format(value=shown(value)), value=value)


@attrs.frozen
class Reading:
    """Which uncertain days are taken for holidays.

    Attributes:
        conditional: Days that are holidays in some communes only.
        disputed: Days that texts and practice dispute: none, those that the text in force names, or all.
    """

    conditional: bool
    disputed: Literal["none", "text", "all"]

    def takes(self, rule: HolidayRule) -> bool:
        """Tell whether the day of *rule* is a holiday in this reading."""
        match rule.status:
            case "legal" | "local-text":
                return True
            case "conditional":
                return self.conditional
            case "disputed":
                return self.disputed == "all" or (self.disputed == "text" and rule.follows_text)
            case "usage":
                return False
            case _:
                assert_never(rule.status)


@until_reset
@until_reset
@cache
def is_doubtful(territory: Territory) -> bool:
    """Tell whether some holiday of a territory is conditional or disputed."""
    return any(rule.status in ("conditional", "disputed") for rule in rules_of_territory(territory))


_SURE = Reading(conditional=False, disputed="none")

SHIFT = 14
SPAN = 1 << SHIFT
"""Days in a block: about 45 years, the time between building too much and building too often."""


@attrs.frozen
class _Block:
    """The working days of one block.

    Attributes:
        before: For each day of the block, how many working days of the block come before it.
        days: The ordinals of the working days.
    """

    before: array[int]
    days: array[int]


@until_reset
@lru_cache(maxsize=96)
def _block(territory: Territory, week: Week, reading: Reading, number: int) -> _Block:
    base = number << SHIFT
    # Ordinal 1 is a Monday, so that ordinal % 7 is 0 on a Sunday and 6 on a Saturday.
    pattern = bytes((0, 1, 1, 1, 1, 1, week == "ouvrable"))
    mask = bytearray((pattern * (SPAN // 7 + 2))[base % 7 : base % 7 + SPAN])
    first = dt.date.fromordinal(max(base, 1)).year
    last = dt.date.fromordinal(min(base + SPAN, dt.date.max.toordinal())).year
    for year in range(first, last + 1):
        for ordinal, rule in rules_of(year, territory):
            if 0 <= ordinal - base < SPAN and reading.takes(rule):
                mask[ordinal - base] = 0
    if base == 0:
        mask[0] = 0  # no day bears the ordinal 0
    return _Block(
        array("H", accumulate(mask, initial=0)),
        array("L", compress(range(base, base + SPAN), mask)),
    )


@attrs.frozen
class WorkingDays:
    """The working days of a territory under one reading, by ordinal."""

    territory: Territory
    week: Week
    reading: Reading

    def add(self, ordinal: int, count: int) -> int:
        """Give the *count*-th working day strictly after *ordinal*, or strictly before it when *count* is negative."""
        number = ordinal >> SHIFT
        block = _block(self.territory, self.week, self.reading, number)
        if count > 0:
            place = block.before[ordinal - (number << SHIFT) + 1] + count - 1
            while place >= len(block.days):
                place -= len(block.days)
                number += 1
                block = self._at(number)
            return block.days[place]
        place = block.before[ordinal - (number << SHIFT)] + count
        while place < 0:
            number -= 1
            block = self._at(number)
            place += len(block.days)
        return block.days[place]

    def _at(self, number: int) -> _Block:
        if not 0 <= number << SHIFT <= dt.date.max.toordinal():
            out_of_calendar()
        return _block(self.territory, self.week, self.reading, number)

    def on_or_after(self, ordinal: int) -> int:
        """Give the first working day that is not before *ordinal*."""
        return self.add(ordinal - 1, 1)

    def up_to(self, ordinal: int) -> int:
        """Count the working days since the beginning of the block of *ordinal*, up to and including it."""
        number = ordinal >> SHIFT
        block = _block(self.territory, self.week, self.reading, number)
        return block.before[ordinal - (number << SHIFT) + 1]

    def count(self, first: int, last: int) -> int:
        """Count the working days from *first* to *last*, both included."""
        if last < first:
            return 0
        start, end = (first - 1) >> SHIFT, last >> SHIFT
        whole = sum(len(self._at(number).days) for number in range(start, end))
        return whole + self.up_to(last) - self.up_to(first - 1)


def block_of(table: WorkingDays, number: int) -> _Block:
    """Give one block of a table, for those who read many at once."""
    return _block(table.territory, table.week, table.reading, number)


@until_reset
@lru_cache(maxsize=256)
def working_days(
    territory: Territory,
    week: Week = "ouvre",
    temple: bool | None = None,
    reading: Literal["text", "fewest", "most"] = "text",
) -> WorkingDays:
    """Give the working days of a territory.

    Args:
        territory: Where.
        week: Monday to Friday, or to Saturday.
        temple: Whether the commune has a Protestant temple or a mixed church, which makes Good Friday a holiday in Alsace-Moselle;
            ``None`` if not known.
        reading: ``text``: the text in force, and Good Friday unless *temple* is false; ``fewest`` (``most``): only the days that
            surely are holidays (every day that may be one).
    """
    if not is_doubtful(territory):
        return WorkingDays(territory, week, _SURE)
    match reading:
        case "text":
            chosen = Reading(conditional=temple is not False, disputed="text")
        case "fewest":
            chosen = Reading(conditional=temple is True, disputed="none")
        case "most":
            chosen = Reading(conditional=temple is not False, disputed="all")
        case _:
            assert_never(reading)
    return WorkingDays(territory, week, chosen)


def _table(territory: str, week: Week, temple: bool | None) -> WorkingDays:
    return working_days(territory_name(territory), week_name(week), temple_known(temple))


def add_working_days(
    day: dt.date | str,
    count: int,
    territory: str = "metropole",
    *,
    week: Week = "ouvre",
    temple: bool | None = None,
) -> dt.date:
    """Give the *count*-th working day after *day*, which is not counted; before it, when *count* is negative.

    Raises:
        UnknownNameError: No territory or week bears this name.
        InputError: *count* is not a whole number.
        DateError: *day* is not a day, or the answer leaves the calendar.

    Example:
        >>> add_working_days(dt.date(2026, 4, 30), 5)
        datetime.date(2026, 5, 11)
    """
    table = _table(territory, week, temple)
    if type(count) is not int:
        raise InputError(COUNT_NOT_WHOLE.format(count=shown(count)), value=count)
    start = day_there(day, territory)
    return from_ordinal(table.add(start.toordinal(), count)) if count else start


def count_working_days(
    first: dt.date | str,
    last: dt.date | str,
    territory: str = "metropole",
    *,
    week: Week = "ouvre",
    temple: bool | None = None,
) -> int:
    """Count the working days from *first* to *last*, both included.

    Raises:
        UnknownNameError: No territory or week bears this name.
        DateError: *first* or *last* is not a day.

    Example:
        >>> count_working_days(dt.date(2023, 8, 14), dt.date(2023, 8, 19), week="ouvrable")
        5
    """
    table = _table(territory, week, temple)
    return table.count(
        day_there(first, territory).toordinal(), day_there(last, territory).toordinal()
    )


def is_working_day(
    day: dt.date | str,
    territory: str = "metropole",
    *,
    week: Week = "ouvre",
    temple: bool | None = None,
) -> bool:
    """Tell whether *day* is a working day; raises what :func:`count_working_days` raises."""
    return bool(count_working_days(day, day, territory, week=week, temple=temple))

"""Adds months as French law does: to the same date, or to the last day of a month that has no such date."""

from __future__ import annotations

import datetime as dt

from tnt_core.days import from_ordinal, out_of_calendar
from tnt_core.deadlines.delays import Delay
from tnt_core.errors import InputError
from tnt_core.texts import Text

__all__ = ["add_months", "add_plainly"]

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(ordinal: int, months: int) -> tuple[int, int]:
    """Add *months* (subtract, when negative) to the day of *ordinal*.

    Returns:
        The ordinal reached, and the day of the month that was wanted if the month of arrival has no such day, else 0
        (code de procédure civile, article 641, al. 2; Regulation 1182/71, article 3(2)(c)).
    """
    start = dt.date.fromordinal(ordinal)
    year, month = divmod(12 * start.year + start.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        out_of_calendar()
    length = _LENGTHS[month]
    if month == 1 and year % 4 == 0 and (year % 100 or year % 400 == 0):
        length = 29
    if start.day > length:
        return dt.date(year, month + 1, length).toordinal(), start.day
    return dt.date(year, month + 1, start.day).toordinal(), 0


def add_plainly(day: dt.date, delay: Delay) -> dt.date:
    """Add months, then days, in plain calendar time: for a pace, not for a period of law.

    Raises:
        InputError: The delay counts hours, or days of a kind that only a regime can count.

    Example:
        >>> add_plainly(dt.date(2026, 1, 31), Delay.parse("P1M"))
        datetime.date(2026, 2, 28)
    """
    if delay.hours or delay.kind != "calendaire" or delay.first_day:
        raise InputError(
            Text(
                fr=f"« {delay} » n'est pas une durée du calendrier. Écrivez par exemple P1Y, P6M ou P30D.",
                en=f"« {delay} » is no plain calendar time. Write for instance P1Y, P6M or P30D.",
            ),
            value=str(delay),
        )
    sign = -1 if delay.backward else 1
    ordinal, _ = add_months(day.toordinal(), sign * delay.all_months)
    return from_ordinal(ordinal + sign * delay.all_days)

"""Adds months as French law does: to the same date, or to the last day of a month that has no such date."""

from __future__ import annotations

import datetime as dt

from tnt_core.deadlines.calendars import out_of_calendar

__all__ = ["add_months"]

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

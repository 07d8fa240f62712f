"""A date as precise as it is known: a day, a month, or only a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Literal, TypeAlias

import attrs

from tnt_core.errors import DateError
from tnt_core.rules import Truth
from tnt_core.texts import MONTHS, Lang, Text, format_date

__all__ = ["PartialDate", "Precision"]

NO_DATE = Text(
    fr="{value!r} n'est pas une date ; écrivez un jour (2021-12-08), un mois (2021-12) ou une année (2021).",
    en="{value!r} is not a date; write a day as 2021-12-08, a month as 2021-12 or a year as 2021.",
)

Precision: TypeAlias = Literal["day", "month", "year"]

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@attrs.frozen(order=True)
class PartialDate:
    """A date whose day, or day and month, may not be known; never made more precise than it is.

    Ordered by year, month and day; what is not known comes first.

    Attributes:
        year: The year.
        month: The month, from 1; ``None``: not known.
        day: The day of the month, from 1; ``None``: not known.

    Raises:
        DateError: There is no such day, or a day without a month.

    Example:
        >>> survey = PartialDate.parse("2021-12")
        >>> survey.label("fr"), survey.first, survey.last
        ('décembre 2021', datetime.date(2021, 12, 1), datetime.date(2021, 12, 31))
        >>> survey.reached(dt.date(2021, 12, 8))
        Truth.UNKNOWN
    """

    year: int
    month: int | None = attrs.field(default=None, order=lambda month: month or 0)
    day: int | None = attrs.field(default=None, order=lambda day: day or 0)

    def __attrs_post_init__(self) -> None:
        try:
            dt.date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            raise _refused(f"{self.year}-{self.month}-{self.day}") from None
        if self.day is not None and self.month is None:
            raise _refused(f"{self.year}-?-{self.day}")

    @classmethod
    def parse(cls, written: str | dt.date) -> PartialDate:
        """Read ``"2021-12-08"``, ``"2021-12"``, ``"2021"``, or a date.

        Raises:
            DateError: *written* is none of these.
        """
        if isinstance(written, dt.date):
            return cls(written.year, written.month, written.day)
        found = _WRITTEN.fullmatch(str(written))
        if found is None:
            raise _refused(written)
        return cls(*(None if part is None else int(part) for part in found.groups()))  # type: ignore[arg-type]  # the year is always there

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{p:02}" for p in (self.month, self.day) if p is not None))
        return "-".join(parts)

    @property
    def precision(self) -> Precision:
        """How precise it is."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first(self) -> dt.date:
        """The first day that it can be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that it can be."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def reached(self, on: dt.date) -> Truth:
        """Tell whether this date is *on* that day or before: UNKNOWN inside a month or year that is all that is known."""
        if self.last <= on:
            return Truth.YES
        return Truth.NO if on < self.first else Truth.UNKNOWN

    def passed(self, on: dt.date) -> Truth:
        """Tell whether this date is before that day: UNKNOWN inside a month or year that is all that is known."""
        if self.last < on:
            return Truth.YES
        return Truth.NO if on <= self.first else Truth.UNKNOWN

    def label(self, lang: Lang) -> str:
        """Write it in words, as precise as it is: "8 décembre 2021", "décembre 2021", "2021"."""
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return f"{MONTHS[lang][self.month - 1]} {self.year}"
        return format_date(self.first, lang)


def _refused(value: object) -> DateError:
    return DateError(NO_DATE.format(value=value), value=value)

"""Days as ordinals: arithmetic runs on them, and the calendar ends somewhere."""

from __future__ import annotations

import datetime as dt
from typing import NoReturn

from tnt_core.errors import DateError
from tnt_core.texts import Text

__all__ = ["from_ordinal", "out_of_calendar"]


def from_ordinal(ordinal: int) -> dt.date:
    """Give the day of an ordinal.

    Raises:
        DateError: It is outside the years 1 to 9999.
    """
    try:
        return dt.date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        out_of_calendar()


def out_of_calendar() -> NoReturn:
    """Refuse a day outside the years 1 to 9999."""
    raise DateError(
        Text(
            fr="ce décompte sort du calendrier (années 1 à 9999). Vérifiez la date et la longueur du délai.",
            en="this count leaves the calendar (years 1 to 9999). Check the date and the length of the delay.",
        ),
    )

"""Days: the one place where what people and libraries write becomes a ``datetime.date``.

Every door of the package reads its days here, so that all of them take the same forms and refuse the same ones: ``datetime.date``,
instants with their time zone, pendulum, pandas, NumPy, and ISO text. Compact and week forms (``20261120``, ``2026-W47-5``) are refused
everywhere: they are read as something else too easily. An instant without its offset is the day that it names.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from tnt_core.errors import DateError, Text, shown
from tnt_core.texts import MONTHS

__all__ = [
    "PARIS",
    "at_local_time",
    "day_of",
    "from_ordinal",
    "in_zone",
    "local_day",
    "maybe_day",
    "moment_of",
    "out_of_calendar",
    "read",
    "today",
    "typed",
    "year_of",
]

NOT_AN_INSTANT = Text(
    fr="un délai en heures part d'un instant, avec son décalage horaire ; reçu {value}. Écrivez par exemple 2026-11-20T16:30:00+01:00.",
    en="a period in hours starts at an instant, with its offset from UTC; got {value}. Write for instance 2026-11-20T16:30:00+01:00.",
)
NOT_A_LOCAL_TIME = Text(
    fr="{time} n'est pas une heure locale. Écrivez par exemple 16:30.",
    en="{time} is not a local time. Write for instance 16:30.",
)
CLOCKS_CHANGED = Text(
    fr="changement d'heure le {day} : {time} a eu lieu deux fois ou jamais. Donnez l'instant avec son décalage, comme {day}T{time}+01:00.",
    en="the clocks changed on {day}: {time} happened twice or never. Give the instant with its offset, as {day}T{time}+01:00.",
)
OUT_OF_CALENDAR = Text(
    fr="ce décompte sort du calendrier (années 1 à 9999). Vérifiez la date et la longueur du délai.",
    en="this count leaves the calendar (years 1 to 9999). Check the date and the length of the delay.",
)
NOT_A_DAY = Text(
    fr="{value} n'est pas un jour du calendrier. Écrivez-le ainsi : 2026-11-20.",
    en="{value} is not a day of the calendar. Write it as 2026-11-20.",
)

PARIS = "Europe/Paris"
"""The zone of the day of an instant, unless a territory says otherwise."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d(:\d\d){1,2}(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_COARSE = ("[Y]", "[M]", "[W]")
"""Units of NumPy that name no single day."""

_SLASHED = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_IN_WORDS = r"(\d{1,2})(?:er|st|nd|rd|th)? ([^\W\d_]+) (\d{4})"
_PLAIN = str.maketrans("éû", "eu")
_MONTH_NUMBERS = {
    name.casefold().translate(_PLAIN): number
    for names in MONTHS.values()
    for number, name in enumerate(names, 1)
}


def read(value: object) -> dt.date:
    """Read a day, or an instant where a time of day is told, as Python's own ``date`` or ``datetime``.

    An instant keeps its offset from UTC; :func:`local_day` then gives its day in a zone.

    Raises:
        DateError: *value* is neither.

    Example:
        >>> read("2026-11-20"), read("2026-12-31T23:30Z").isoformat()
        (datetime.date(2026, 11, 20), '2026-12-31T23:30:00+00:00')
    """
    if type(value) is dt.date:
        return value
    if isinstance(value, str):
        return _from_text(value)
    if type(value).__name__ == "datetime64":
        return _from_numpy(value)
    if isinstance(value, dt.datetime):
        return _plain_moment(value)
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    raise _refused(value)


def _from_text(text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise _refused(text)


def _from_numpy(value: Any) -> dt.date:
    """Read a ``datetime64`` of days or of a finer unit; one of months, of years, or "not a time", is no day."""
    found: object = None
    with suppress(
        OverflowError
    ):  # from NumPy 2.5 on, a day that microseconds do not reach is an error
        found = value.astype("datetime64[us]").item()
    if value.dtype.name.endswith(_COARSE) or not isinstance(found, dt.date):
        raise _refused(value)
    return found


def _plain_moment(value: dt.datetime) -> dt.datetime:
    """Give an instant as Python's own: those of pendulum and pandas do their own arithmetic."""
    if value != value:  # noqa: PLR0124  # that is how pandas' NaT is told, an instant by type and none by value
        raise _refused(value)
    if type(value) is dt.datetime:
        return value
    offset = value.utcoffset()
    zone = None if offset is None else dt.timezone(offset)
    clock = dt.time(value.hour, value.minute, value.second, value.microsecond, zone)
    return dt.datetime.combine(dt.date(value.year, value.month, value.day), clock)


def local_day(day_or_moment: dt.date, zone: str = PARIS) -> dt.date:
    """Give the day of what :func:`read` read; of an instant with its offset, that of the local time of *zone*.

    Raises:
        DateError: The local time leaves the calendar.

    Example:
        >>> local_day(read("2026-12-31T23:30Z"))
        datetime.date(2027, 1, 1)
    """
    if not isinstance(day_or_moment, dt.datetime):
        return day_or_moment
    if day_or_moment.tzinfo is not None:
        day_or_moment = in_zone(day_or_moment, zone)
    return day_or_moment.date()


def day_of(value: object, zone: str | Callable[[], str] = PARIS, *, name: str = "") -> dt.date:
    """Read a day in any of the accepted forms; of an instant, the day in the local time of *zone*.

    Args:
        value: The day.
        zone: IANA time zone, or a function that finds it, asked only where an instant is read.
        name: Which argument it is, said if the value is refused.

    Raises:
        DateError: *value* is no day.

    Example:
        >>> day_of("2026-11-20")
        datetime.date(2026, 11, 20)
    """
    if type(value) is dt.date:
        return value
    try:
        found = read(value)
        if not isinstance(found, dt.datetime):
            return found
        return local_day(found, zone() if callable(zone) else zone)
    except DateError as error:
        if not name:
            raise
        said = Text(fr=f"{name} : {error.fr}", en=f"{name}: {error.en}")
        raise DateError(said, value=value) from None


def maybe_day(value: object, zone: str = PARIS, *, name: str = "") -> dt.date | None:
    """Read a day as :func:`day_of` does, or nothing: ``None`` stays ``None``.

    Raises:
        DateError: *value* is neither.
    """
    return None if value is None else day_of(value, zone, name=name)


def moment_of(value: object) -> dt.datetime:
    """Read an instant with its offset from UTC.

    Raises:
        DateError: *value* is no instant, or says no offset: hours cannot be counted from it.
    """
    found = read(value)
    if isinstance(found, dt.datetime) and found.utcoffset() is not None:
        return found
    raise DateError(NOT_AN_INSTANT.format(value=shown(str(value))), value=value)


def typed(text: str) -> dt.date:
    """Read what a person typed: ``20/11/2026``, ``20 novembre 2026``, ``20 November 2026``, or any text that :func:`read` takes.

    Raises:
        DateError: The text is none of these, or no day of the calendar.

    Example:
        >>> typed("1er janvier 2027") == typed("01/01/2027") == typed("2027-01-01")
        True
    """
    written = " ".join(text.split())
    slashed = re.fullmatch(_SLASHED, written, re.ASCII)
    worded = re.fullmatch(_IN_WORDS, written, re.IGNORECASE)
    if slashed:
        day, month, year = slashed.groups()
    elif worded and (number := _MONTH_NUMBERS.get(worded[2].casefold().translate(_PLAIN))):
        day, month, year = worded[1], str(number), worded[3]
    else:
        return read(written)
    try:
        return read(f"{year}-{month:0>2}-{day:0>2}")
    except DateError:
        raise _refused(text) from None


def year_of(value: object) -> int:
    """Read a year, or a day of that year.

    Raises:
        DateError: *value* is neither.
    """
    if isinstance(value, str) and re.fullmatch(r"\d{4}", value, re.ASCII):
        value = int(value)
    if type(value) is int and dt.MINYEAR <= value <= dt.MAXYEAR:
        return value
    return day_of(value).year


def today(zone: str = PARIS) -> dt.date:
    """Give the day of the clock, in the local time of *zone*."""
    return local_day(dt.datetime.now(dt.UTC), zone)


def at_local_time(day: dt.date, time: str, zone: str) -> dt.datetime:
    """Give the instant of *day* at this local time of *zone*, an IANA time zone, as ``16:30``.

    Raises:
        DateError: *time* is not a time, or not one that happened exactly once on that day, when the clocks changed.
    """
    from zoneinfo import ZoneInfo

    try:
        clock = dt.time.fromisoformat(time)
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo is not None:
        raise DateError(NOT_A_LOCAL_TIME.format(time=shown(time)), value=time)
    moment = dt.datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise DateError(CLOCKS_CHANGED.format(day=day, time=time), value=time)
    return moment


def in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give the same instant in the local time of *zone*.

    Raises:
        DateError: That leaves the calendar.
    """
    from zoneinfo import ZoneInfo

    try:
        return moment.astimezone(ZoneInfo(zone))
    except OverflowError:
        out_of_calendar()


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
    raise DateError(OUT_OF_CALENDAR)


def _refused(value: object) -> DateError:
    return DateError(NOT_A_DAY.format(value=shown(value)), value=value)

"""Reads the event that starts a period: a day, or an instant with its offset."""

from __future__ import annotations

import datetime as dt
import re

from tnt_core.deadlines.ordinals import out_of_calendar
from tnt_core.errors import DateError, shown
from tnt_core.texts import Text

__all__ = [
    "at_local_time",
    "day_of",
    "in_zone",
    "instant_of",
    "is_moment",
    "moment_of",
    "year_of",
]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d(:\d\d){1,2}(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def day_of(event: object, zone: str | None = None) -> dt.date:
    """Give the day of *event*: a date, ISO text, or an instant, whose day is taken in the local time of *zone*.

    Raises:
        DateError: *event* is none of these.
    """
    if type(event) is dt.date:
        return event
    if isinstance(event, str):
        event = _read(event)
    if isinstance(event, dt.datetime):
        _refuse_not_a_time(event)
        if event.tzinfo is not None and zone is not None:
            event = in_zone(event, zone)
        return (
            event.date()
            if type(event) is dt.datetime
            else dt.date(event.year, event.month, event.day)
        )
    if isinstance(event, dt.date):
        return dt.date(event.year, event.month, event.day)
    raise _refused(event)


def is_moment(event: object) -> bool:
    """Tell whether *event* says a time of day, and not only a day."""
    return isinstance(event, dt.datetime) or (isinstance(event, str) and not _DAY.fullmatch(event))


def moment_of(event: object) -> dt.datetime:
    """Give the instant of *event*, with its offset.

    Raises:
        DateError: *event* is not an instant, or says no offset: hours cannot be counted from it.
    """
    if isinstance(event, str):
        event = _read(event)
    if not isinstance(event, dt.date):
        raise _refused(event)
    if isinstance(event, dt.datetime):
        _refuse_not_a_time(event)
    if not isinstance(event, dt.datetime) or event.utcoffset() is None:
        raise DateError(
            Text(
                fr=f"un délai en heures part d'un instant, avec son décalage horaire ; reçu {shown(str(event))}. "
                "Écrivez par exemple 2026-11-20T16:30:00+01:00.",
                en=f"a period in hours starts at an instant, with its offset from UTC; got {shown(str(event))}. "
                "Write for instance 2026-11-20T16:30:00+01:00.",
            ),
            value=event,
        )
    if type(event) is dt.datetime:
        return event
    # Instants of pendulum or pandas do their own arithmetic: here they are Python's.
    offset = dt.timezone(event.utcoffset() or dt.timedelta())
    clock = dt.time(event.hour, event.minute, event.second, event.microsecond, offset)
    return dt.datetime.combine(dt.date(event.year, event.month, event.day), clock)


def instant_of(event: object) -> dt.datetime | None:
    """Give the instant of *event*, or nothing where it bears no offset.

    Raises:
        DateError: *event* is no day and no instant.
    """
    if isinstance(event, str):
        event = _read(event)
    if isinstance(event, dt.datetime):
        _refuse_not_a_time(event)
    with_offset = isinstance(event, dt.datetime) and event.utcoffset() is not None
    return moment_of(event) if with_offset else None


def at_local_time(event: object, time: str, zone: str) -> dt.datetime:
    """Give the instant of the day of *event* at this local time of *zone*, an IANA time zone, as ``16:30``.

    Raises:
        DateError: *time* is not a time, or not one that happened exactly once on that day, when the clocks changed.
    """
    from zoneinfo import ZoneInfo

    day = day_of(event)
    try:
        clock = dt.time.fromisoformat(time)
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo is not None:
        raise DateError(
            Text(
                fr=f"{shown(time)} n'est pas une heure locale. Écrivez par exemple 16:30.",
                en=f"{shown(time)} is not a local time. Write for instance 16:30.",
            ),
            value=time,
        )
    moment = dt.datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise DateError(
            Text(
                fr=f"changement d'heure le {day} : {time} a eu lieu deux fois ou jamais. Donnez l'instant avec son décalage, "
                f"comme {day}T{time}+01:00.",
                en=f"the clocks changed on {day}: {time} happened twice or never. Give the instant with its offset, as {day}T{time}+01:00.",
            ),
            value=time,
        )
    return moment


def year_of(event: object) -> int:
    """Give the year of *event*: a year, or a day of that year.

    Raises:
        DateError: *event* is neither.
    """
    if isinstance(event, str) and re.fullmatch(r"\d{4}", event, re.ASCII):
        event = int(event)
    if type(event) is int and dt.MINYEAR <= event <= dt.MAXYEAR:
        return event
    return day_of(event).year


def _refuse_not_a_time(event: dt.datetime) -> None:
    """Refuse pandas' NaT, which is an instant by type and none by value: it does not equal itself."""
    if event != event:  # noqa: PLR0124  # that is how NaT is told
        raise _refused(event)


def _read(text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise _refused(text)


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


def _refused(value: object) -> DateError:
    return DateError(
        Text(
            fr=f"{shown(value)} n'est pas un jour du calendrier. Donnez une datetime.date ou un texte comme 2026-11-20.",
            en=f"{shown(value)} is not a day of the calendar. Give a datetime.date or a text such as 2026-11-20.",
        ),
        value=value,
    )

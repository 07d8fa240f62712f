"""The days of a recurrence rule (RFC 5545): which rules fix days, and the walk through them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from tnt_core.errors import InputError, UnknownNameError, shown
from tnt_core.texts import Text

__all__ = ["check_recurrence", "days_between"]

NO_TEXT = Text(
    fr="une règle de récurrence est un texte ; reçu {rrule}.",
    en="a recurrence rule is a text; got {rrule}.",
)
FIXES_NO_DAYS = Text(
    fr="{rrule} ne fixe pas de jours : il faut FREQ, BYDAY, BYMONTHDAY ou BYYEARDAY, et « since » avec INTERVAL. Écrivez par exemple FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
    en="{rrule} does not fix days: it needs FREQ, BYDAY, BYMONTHDAY or BYYEARDAY, and 'since' beside INTERVAL. Write for instance FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
)
NOT_RFC_5545 = Text(
    fr="{rrule} : {written} n'est pas écrit comme dans la RFC 5545. Écrivez par exemple FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
    en="{rrule}: {written} is not written as RFC 5545 does. Write for instance FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
)

_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_ORDINAL = r"([+-]?([1-9]|[1-4]\d|5[0-3]))"
_YEAR_DAY = r"(-?([1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6]))"
_MONTH, _MONTH_DAY = "(0?[1-9]|1[0-2])", r"(-?(0?[1-9]|[12]\d|3[01]))"


def _listed(one: str) -> str:
    return f"{one}(,{one})*"


_PARTS: Mapping[str, str] = {
    "FREQ": "YEARLY|MONTHLY|WEEKLY|DAILY",
    "INTERVAL": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "WKST": _DAY,
    "BYMONTH": _listed(_MONTH),
    "BYMONTHDAY": _listed(_MONTH_DAY),
    "BYYEARDAY": _listed(_YEAR_DAY),
    "BYWEEKNO": _listed(_ORDINAL),
    "BYDAY": _listed(f"{_ORDINAL}?{_DAY}"),
    "BYSETPOS": _listed(_YEAR_DAY),
}
"""The parts of a recurrence rule that a schedule uses, and how each is written (RFC 5545, section 3.3.10)."""

NAMES_A_DAY = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYDAY"})
LONGEST_WAIT = 45
"""Years after which a rule that gave no day is taken to give none: 29 February on a given weekday comes back within 40."""


def check_recurrence(rrule: object, since: dt.date | None) -> None:
    """Refuse what is no rule, and a rule whose days would depend on the window that is asked for, or that is counted in hours.

    Args:
        rrule: The rule.
        since: The day from whose year its intervals are counted, if there is one.

    Raises:
        UnknownNameError: A part is not one that a schedule uses.
        InputError: Not a text, not written as RFC 5545 does, or it does not fix days.
    """
    if not isinstance(rrule, str):
        raise InputError(NO_TEXT.format(rrule=shown(rrule)), value=rrule)
    parts = _parts(rrule)
    # A week is counted from its first day; a month or a year needs to be told which of its days.
    fixed = bool(parts.keys() & NAMES_A_DAY) or parts.get("FREQ") == "DAILY"
    floating = "INTERVAL" in parts and since is None
    if "FREQ" not in parts or not fixed or floating:
        raise InputError(FIXES_NO_DAYS.format(rrule=shown(rrule)), value=rrule)


def _parts(rrule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for written in rrule.upper().split(";"):
        name, _equals, value = written.partition("=")
        if name not in _PARTS:
            raise UnknownNameError(
                Text(fr="partie de règle de récurrence", en="part of a recurrence rule"),
                name,
                _PARTS,
                where=shown(rrule),
            )
        good = re.fullmatch(_PARTS[name], value, re.ASCII)
        if name in parts or not good or (name == "UNTIL" and not _is_day(value)):
            raise InputError(
                NOT_RFC_5545.format(rrule=shown(rrule), written=shown(written)), value=rrule
            )
        parts[name] = value
    return parts


def _is_day(until: str) -> bool:
    try:
        dt.date(int(until[:4]), int(until[4:6]), int(until[6:8]))
    except ValueError:
        return False
    return True


def days_between(
    rrule: str, since: dt.date | None, first: dt.date, last: dt.date
) -> Iterator[dt.date]:
    """Give the days of a checked rule from *first* to *last*, both included, one by one.

    Example:
        >>> autumn = days_between("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30", None, dt.date(2026, 1, 1), dt.date.max)
        >>> next(autumn)
        datetime.date(2026, 9, 30)
    """
    from dateutil.rrule import rrulestr

    # From 1 January, so that INTERVAL and BY… parts do not depend on the window that is asked for; of weeks, from their Monday.
    written = rrule.upper()
    day = dt.date(since.year if since else first.year, 1, 1)
    if "FREQ=WEEKLY" in written and day.year > dt.MINYEAR:
        day -= dt.timedelta(days=day.weekday())
    # The last day of a rule is a day, whatever the clock that its UNTIL adds to it.
    written = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", written)
    # The stubs know neither xafter nor replace.
    rule = cast("Any", rrulestr(written, dtstart=dt.datetime.combine(day, dt.time.min)))
    if "UNTIL" not in written and not _gives_a_day(rule, written, day):
        return
    for moment in rule.xafter(dt.datetime.combine(first, dt.time.min), inc=True):
        if moment.date() > last:
            return
        yield moment.date()


def _gives_a_day(rule: Any, written: str, start: dt.date) -> bool:
    """Tell whether the rule has a day at all: one as of 30 February would be walked through to the end of the calendar."""
    turn = re.search(r"INTERVAL=(\d+)", written)
    year = start.year + LONGEST_WAIT * (int(turn[1]) if turn else 1)
    soon = dt.datetime.combine(dt.date(min(year, dt.MAXYEAR), 12, 31), dt.time.min)
    return next(iter(rule.replace(until=soon)), None) is not None

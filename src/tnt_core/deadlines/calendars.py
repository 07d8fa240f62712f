"""Public holidays and local time of each territory.

Holidays are computed once a year and territory; the cache is bounded and safe to share between threads.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import attrs

from tnt_core.days import in_zone, local_day, read
from tnt_core.deadlines.holiday_rules import HolidayRule, Status, place, rules_of_territory
from tnt_core.deadlines.territories import TERRITORIES, Territory
from tnt_core.errors import DateError, UnknownNameError
from tnt_core.packages import until_reset
from tnt_core.texts import Text

__all__ = [
    "FIRST_CHECKED_YEAR",
    "TERRITORIES",
    "Holiday",
    "Territory",
    "day_there",
    "holidays",
    "rules_of",
    "territory_name",
    "zone_name",
    "zone_of",
]

NOT_A_YEAR = Text(
    fr="{year!r} n'est pas une année du calendrier. Donnez un nombre entier de 1 à 9999.",
    en="{year!r} is not a year of the calendar. Give a whole number from 1 to 9999.",
)

FIRST_CHECKED_YEAR = 1990
"""First year whose holidays were compared with independent sources; before it, today's list is applied backwards."""


@attrs.frozen(kw_only=True)
class Holiday:
    """A public holiday of one year in one territory.

    Attributes:
        date: The day.
        name: Its name.
        status: What makes it a holiday.
        text: The text that does, or what is known of the custom.
        follows_text: For a disputed day: whether the text in force (and not practice alone) names this day.
        since: First day of validity of that text; ``None`` if older than 1990.
        until: Last day of its validity; ``None`` if it still holds.
    """

    date: dt.date
    name: Text
    status: Status
    text: str
    follows_text: bool = True
    since: dt.date | None = None
    until: dt.date | None = None


def territory_name(name: object) -> Territory:
    """Check the name of a territory.

    Raises:
        UnknownNameError: No territory bears this name; the nearest names are given.
    """
    for territory in TERRITORIES:
        if isinstance(name, str) and name == territory:
            return territory
    raise UnknownNameError(Text(fr="territoire", en="territory"), str(name), TERRITORIES)


def zone_name(territory: Territory, archipelago: object = None) -> str:
    """Give the IANA time zone of *territory*; Polynésie has three, told apart by *archipelago*."""
    there = place(territory)
    named = archipelago in there.archipelagos
    return there.zones[there.archipelagos.index(str(archipelago)) if named else 0]


def zone_of(event: dt.date, territory: Territory, archipelago: object = None) -> str:
    """Give the IANA time zone of a case; in Polynésie, unless told, that of the archipelago whose offset the instant *event* bears."""
    zones = place(territory).zones
    if len(zones) > 1 and archipelago is None and isinstance(event, dt.datetime) and event.tzinfo:
        for zone in zones:
            if in_zone(event, zone).utcoffset() == event.utcoffset():
                return zone
    return zone_name(territory, archipelago)


def day_there(value: object, territory: str, archipelago: object = None) -> dt.date:
    """Read a day; of an instant with its offset, the day of the local time of *territory*.

    Raises:
        UnknownNameError: No territory bears this name.
        DateError: *value* is no day.
    """
    if type(value) is dt.date:
        return value
    said = read(value)
    return local_day(said, zone_of(said, territory_name(territory), archipelago))


def holidays(year: int, territory: str = "metropole") -> tuple[Holiday, ...]:
    """Give the public holidays of a year, usages included, oldest first; two may share a day.

    Raises:
        UnknownNameError: No territory bears this name.
        DateError: *year* is not between 1 and 9999.

    Example:
        >>> [str(day.date) for day in holidays(2026, "guadeloupe") if "esclavage" in day.name.fr]
        ['2026-05-27']
    """
    if type(year) is not int or not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise DateError(NOT_A_YEAR.format(year=year), value=year)
    return _holidays(year, territory_name(territory))


@until_reset
@lru_cache(maxsize=512)
def _holidays(year: int, territory: Territory) -> tuple[Holiday, ...]:
    days = [
        Holiday(
            date=dt.date.fromordinal(ordinal),
            name=rule.name,
            status=rule.status,
            text=rule.text,
            follows_text=rule.follows_text,
            since=rule.since,
            until=rule.until,
        )
        for ordinal, rule in rules_of(year, territory)
    ]
    return tuple(sorted(days, key=lambda day: day.date))


def rules_of(year: int, territory: Territory) -> list[tuple[int, HolidayRule]]:
    """Give the ordinals of the holidays of *year*, with the rule that makes each."""
    sunday = _easter(year)
    found = [(rule.in_year(year, sunday), rule) for rule in rules_of_territory(territory)]
    return [(ordinal, rule) for ordinal, rule in found if rule.holds(ordinal)]


@lru_cache(maxsize=512)
def _easter(year: int) -> int:
    from dateutil.easter import easter

    return easter(year).toordinal()

"""Calendars (iCalendar, RFC 5545), and the programme's news as one; needs the extra ``export``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tnt_core.errors import MissingExtraError
from tnt_core.export.news import News, news
from tnt_core.model.dataset import Dataset
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from icalendar import Calendar, Component

__all__ = ["blank_calendar", "news_calendar", "whole_days"]

NAME = Text(fr="Numérique des collectivités", en="Digital work of French local governments")
NOT_A_DAY = {
    "month": Text(fr="jour non connu", en="day not known"),
    "year": Text(fr="mois et jour non connus", en="month and day not known"),
}
"""What the title says when the date is not a day."""

ONE_DAY = dt.timedelta(days=1)


def news_calendar(dataset: Dataset, lang: Lang, *, items: Iterable[News] | None = None) -> bytes:
    """Write a calendar of whole days; the same data give the same bytes.

    Where only the month or year of a thing is known, it spans that month or year, its title says so, and it takes up no time.

    Args:
        dataset: The dataset.
        lang: The language of the calendar.
        items: The news; ``None``: all that the dataset holds.

    Raises:
        MissingExtraError: The library ``icalendar`` is not installed.
    """
    calendar = blank_calendar(dataset, lang, NAME.get(lang))
    for item in news(dataset) if items is None else items:
        calendar.add_component(_event(item, dataset, lang))
    written: bytes = calendar.to_ical()
    return written


def blank_calendar(dataset: Dataset, lang: Lang, name: str) -> Calendar:
    """Give a calendar without events.

    Raises:
        MissingExtraError: The library ``icalendar`` is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise MissingExtraError("export", Text(fr="Un calendrier", en="A calendar")) from None
    calendar = Calendar()
    calendar.add("prodid", f"-//tnt-core//{dataset.version}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def whole_days(dataset: Dataset, uid: str, first: dt.date, last: dt.date) -> Component:
    """Give an event of whole days that takes up no time, stamped with the day up to which the data were checked."""
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", dt.datetime.combine(dataset.state, dt.time(), tzinfo=dt.UTC))
    event.add("dtstart", first)
    event.add("dtend", last + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    return event


def _event(item: News, dataset: Dataset, lang: Lang) -> Component:
    event = whole_days(dataset, f"{item.id}@tnt-core", item.start.first, item.last)
    event.add("summary", _title(item, lang))
    event.add("categories", [item.kind])
    if item.summary is not None:
        event.add("description", item.summary.get(lang))
    if item.url is not None:
        event.add("url", item.url)
    return event


def _title(item: News, lang: Lang) -> str:
    title = item.title.get(lang)
    doubt = NOT_A_DAY.get((item.end or item.start).precision) or NOT_A_DAY.get(item.start.precision)
    return title if doubt is None else f"{title} ({doubt.get(lang)})"

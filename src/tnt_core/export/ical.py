"""Writes the programme's news as a calendar (iCalendar, RFC 5545); needs the extra ``export``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tnt_core.errors import MissingExtraError
from tnt_core.export.news import News, news
from tnt_core.model.dataset import Dataset
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from icalendar import Component

__all__ = ["news_calendar"]

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
    try:
        from icalendar import Calendar
    except ImportError:
        raise MissingExtraError("export", Text(fr="Un calendrier", en="A calendar")) from None
    calendar = Calendar()
    calendar.add("prodid", f"-//tnt-core//{dataset.version}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", NAME.get(lang))
    stamp = dt.datetime.combine(dataset.state, dt.time(), tzinfo=dt.UTC)
    for item in news(dataset) if items is None else items:
        calendar.add_component(_event(item, stamp, lang))
    written: bytes = calendar.to_ical()
    return written


def _event(item: News, stamp: dt.datetime, lang: Lang) -> Component:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{item.id}@tnt-core")
    event.add("dtstamp", stamp)
    event.add("dtstart", item.start.first)
    event.add("dtend", item.last + ONE_DAY)
    event.add("summary", _title(item, lang))
    event.add("transp", "TRANSPARENT")
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

"""The programme's news as data: events, deliverables, openings and closings of aids, each with its date, as precise as it is known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from tnt_core.days import day_of
from tnt_core.model.dataset import Dataset
from tnt_core.model.groups import Deliverable
from tnt_core.model.partial_dates import PartialDate
from tnt_core.texts import Text

__all__ = ["News", "NewsKind", "news"]

LOCAL_TIME = Text(fr="{title} ({hour:%H:%M}, heure locale)", en="{title} ({hour:%H:%M} local time)")

NewsKind: TypeAlias = Literal[
    "event", "aid-opens", "aid-closes", "deliverable-due", "deliverable-out", "survey-closes"
]

_ADDRESS = re.compile(r"https?://\S+")

TITLES: dict[NewsKind, Text] = {
    "event": Text(fr="{}", en="{}"),
    "aid-opens": Text(fr="Ouverture : {}", en="Opens: {}"),
    "aid-closes": Text(fr="Clôture : {}", en="Closes: {}"),
    "deliverable-due": Text(fr="Échéance : {}", en="Due: {}"),
    "deliverable-out": Text(fr="Publication : {}", en="Published: {}"),
    "survey-closes": Text(fr="Dernier jour pour répondre : {}", en="Last day to answer: {}"),
}


@attrs.frozen(kw_only=True)
class News:
    """One piece of news.

    Attributes:
        id: Its id, stable through releases: ``"events/tnt-lancement"``, ``"aids/diat/closes"``.
        kind: What it is.
        title: What happens.
        start: When, or its first day.
        end: Its last day, where it lasts.
        summary: What else to say.
        url: A page to read.
    """

    id: str
    kind: NewsKind
    title: Text
    start: PartialDate
    end: PartialDate | None = None
    summary: Text | None = None
    url: str | None = None

    @property
    def last(self) -> dt.date:
        """The last day that it can touch."""
        return (self.end or self.start).last


def news(
    dataset: Dataset, *, since: dt.date | str | None = None, until: dt.date | str | None = None
) -> tuple[News, ...]:
    """Give the news of a dataset, oldest first.

    What an event says already is not said again by the aid or the deliverable that it is about. Drafts open and close nothing.

    Args:
        dataset: The dataset.
        since: Leave out what was over before this day.
        until: Leave out what begins after this day.

    Raises:
        DateError: A date is not one.
    """
    first = dt.date.min if since is None else day_of(since, name="since")
    last = dt.date.max if until is None else day_of(until, name="until")
    found = (*_events(dataset), *_unsaid(dataset))
    kept = [item for item in found if first <= item.last and item.start.first <= last]
    return tuple(sorted(kept, key=lambda item: (item.start, item.id)))


def _events(dataset: Dataset) -> Iterator[News]:
    for event in dataset.events.values():
        yield News(
            id=f"events/{event.id}",
            kind="event",
            title=event.title,
            start=event.date,
            end=event.end,
            summary=event.notes,
            # Some sources are a file of a repository: an address followed by a path.
            url=next((s.url for s in event.sources if _ADDRESS.fullmatch(s.url)), None),
        )


def _unsaid(dataset: Dataset) -> Iterator[News]:
    said = {
        (id_, date)
        for event in dataset.events.values()
        for id_ in (*event.aids, *event.deliverables)
        for date in (event.date, event.end)
    }
    for item, about in (*_deliverables(dataset), *_aids(dataset)):
        if (about, item.start) not in said:
            yield item


def _deliverables(dataset: Dataset) -> Iterator[tuple[News, str]]:
    for deliverable in dataset.deliverables.values():
        dates: tuple[tuple[NewsKind, PartialDate | None], ...] = (
            ("deliverable-due", deliverable.due),
            ("deliverable-out", deliverable.published),
            ("survey-closes", deliverable.answers_until),
        )
        for kind, date in dates:
            if date is not None:
                yield _about_deliverable(deliverable, kind, date), deliverable.id


def _about_deliverable(deliverable: Deliverable, kind: NewsKind, date: PartialDate) -> News:
    return News(
        id=f"deliverables/{deliverable.id}/{kind.partition('-')[2]}",
        kind=kind,
        title=_titled(kind, deliverable.title),
        start=date,
        summary=deliverable.summary,
    )


def _aids(dataset: Dataset) -> Iterator[tuple[News, str]]:
    for aid in dataset.aids.values():
        if aid.draft:
            continue
        dates: tuple[tuple[NewsKind, PartialDate | None], ...] = (
            ("aid-opens", aid.window.opens),
            ("aid-closes", aid.window.closes),
        )
        for kind, date in dates:
            if date is None:
                continue
            hour = aid.window.closes_at if kind == "aid-closes" else None
            title = _titled(kind, aid.title)
            if hour is not None:
                title = LOCAL_TIME.format(title=title, hour=hour)
            item = News(
                id=f"aids/{aid.id}/{kind.partition('-')[2]}",
                kind=kind,
                title=title,
                start=date,
                summary=aid.window.note or aid.summary,
                url=aid.url,
            )
            yield item, aid.id


def _titled(kind: NewsKind, title: Text) -> Text:
    words = TITLES[kind]
    return Text(fr=words.fr.format(title.fr), en=words.en.format(title.en))

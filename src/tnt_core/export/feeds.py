"""Writes the programme's news as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from tnt_core.export.news import News, news
from tnt_core.model.dataset import Dataset
from tnt_core.texts import Lang, Text

__all__ = ["atom"]

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"

TITLE = Text(
    fr="Le numérique des collectivités : événements, livrables et aides",
    en="Digital work of French local governments: events, deliverables and aids",
)
AUTHOR = "tnt-core"
PARIS = ZoneInfo("Europe/Paris")


def atom(
    dataset: Dataset,
    lang: Lang,
    *,
    url: str | None = None,
    items: Iterable[News] | None = None,
) -> bytes:
    """Write an Atom feed, newest first; the same data give the same bytes.

    An entry was published on its own day; where only its month or year is known, on the first day of it, and its title says so. What
    is still to come was published on the day up to which the data were checked.

    Args:
        dataset: The dataset.
        lang: The language of the feed.
        url: Where the feed will stand, if that is known.
        items: The news; ``None``: all that the dataset holds.
    """
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": lang})
    _add(feed, "title", TITLE.get(lang))
    _add(feed, "id", _urn(f"feed/{lang}"))
    _add(feed, "updated", _moment(dataset.state))
    _add(_add(feed, "author"), "name", AUTHOR)
    _add(feed, "generator", AUTHOR).set("version", dataset.version)
    if url is not None:
        ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": url})
    found = news(dataset) if items is None else tuple(items)
    for item in sorted(found, key=lambda item: (item.start, item.id), reverse=True):
        _entry(feed, item, dataset.state, lang)
    ET.indent(feed, " ")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: ET.Element, item: News, state: dt.date, lang: Lang) -> None:
    entry = _add(feed, "entry")
    when = item.start.label(lang)
    if item.end is not None:
        when = f"{when} – {item.end.label(lang)}"
    _add(entry, "title", f"{item.title.get(lang)} — {when}")
    _add(entry, "id", _urn(item.id))
    published = _moment(min(item.start.first, state))
    _add(entry, "updated", published)
    _add(entry, "published", published)
    ET.SubElement(entry, f"{{{ATOM}}}category", {"term": item.kind})
    if item.url is not None:
        ET.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "href": item.url})
    _add(entry, "summary", (item.summary or item.title).get(lang))


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = text
    return element


def _moment(day: dt.date) -> str:
    """Give the first moment of a day in Paris, as RFC 3339."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=PARIS).isoformat()


def _urn(id_: str) -> str:
    """Give a name that no other feed uses, always the same for the same id."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"tag:tnt-core,2026:{id_}").urn

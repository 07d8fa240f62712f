"""The news as data, as an Atom feed and as a calendar."""

import builtins
import datetime as dt
from xml.etree import ElementTree as ET

import attrs
import icalendar
import pytest

import tnt_core as tnt
from tnt_core.errors import DateError, MissingExtraError
from tnt_core.export.feeds import atom
from tnt_core.export.ical import news_calendar
from tnt_core.export.news import News, news
from tnt_core.model.partial_dates import PartialDate
from tnt_core.texts import Text

DATASET = tnt.load()
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ITEMS = news(DATASET)


def test_every_event_is_news_and_ids_are_used_once():
    ids = [item.id for item in ITEMS]
    assert len(ids) == len(set(ids))
    assert {f"events/{id_}" for id_ in DATASET.events} <= set(ids)
    assert tuple(sorted(ITEMS, key=lambda item: (item.start, item.id))) == ITEMS


def test_what_an_event_says_is_not_said_again():
    ids = {item.id for item in ITEMS}
    assert "aids/tid/opens" not in ids
    assert "deliverables/livrable-enquete-elus/closes" not in ids
    assert "aids/comedec-aide/closes" in ids
    assert "deliverables/livrable-agenda/out" in ids


def test_news_can_be_cut_to_a_window():
    found = news(DATASET, since="2021-12-01", until="2021-12-31")
    ids = {item.id for item in found}
    assert "events/seed-article" in ids
    assert "events/tnt-comite-2" not in ids
    assert "events/mois-data" in ids
    assert "aids/anssi-parcours-cyber/opens" in ids  # some day of 2021
    with pytest.raises(DateError):
        news(DATASET, since="soon")


def test_a_draft_opens_and_closes_nothing():
    aid = attrs.evolve(DATASET.aids["comedec-aide"], draft=True)
    drafted = attrs.evolve(DATASET, aids={aid.id: aid})
    assert not [item for item in news(drafted) if item.id.startswith("aids/")]


def test_an_hour_of_closing_is_said():
    aids = {"diat": DATASET.aids["diat"]}
    alone = attrs.evolve(DATASET, aids=aids, events={})
    titles = [item.title for item in news(alone) if item.id == "aids/diat/closes"]
    assert titles[0].en.endswith("(23:59 local time)")


def test_a_feed_has_an_entry_for_each_piece_of_news():
    feed = ET.fromstring(atom(DATASET, "fr"))
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(ITEMS)
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-23T00:00:00+01:00"
    for entry in entries:
        for name in ("id", "title", "updated", "published", "summary"):
            assert entry.findtext(f"a:{name}", namespaces=ATOM), name
        assert dt.datetime.fromisoformat(entry.findtext("a:published", namespaces=ATOM)).tzinfo
        for link in entry.findall("a:link", ATOM):
            assert " " not in link.get("href")
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(ids) == len(set(ids))


def test_a_feed_is_the_same_bytes_each_time_and_names_its_place():
    assert atom(DATASET, "en") == atom(DATASET, "en")
    assert b'rel="self" href="https://example.org/feed"' in atom(DATASET, "en", url="https://example.org/feed")  # fmt: skip


def item(**given):
    words = Text(fr="Un fait", en="A fact")
    return News(id="x/y", kind="event", title=words, **given)


def test_a_date_is_printed_as_precise_as_it_is():
    month = item(start=PartialDate(2021, 12))
    spell = item(start=PartialDate(2021, 12, 1), end=PartialDate(2021, 12, 31))
    written = atom(DATASET, "fr", items=[month, spell]).decode()
    assert "<title>Un fait — décembre 2021</title>" in written
    assert "<title>Un fait — 1er décembre 2021 – 31 décembre 2021</title>" in written


def test_a_calendar_spans_what_is_known():
    facts = [
        item(start=PartialDate(2021, 12, 8), url="https://example.org", summary=Text(fr="s", en="s")),
        item(start=PartialDate(2021, 12)),
        item(start=PartialDate(2021)),
        item(start=PartialDate(2021, 12, 1), end=PartialDate(2021, 12)),
    ]  # fmt: skip
    calendar = icalendar.Calendar.from_ical(news_calendar(DATASET, "fr", items=facts))
    events = calendar.walk("VEVENT")
    found = [(str(e["summary"]), e.decoded("dtstart"), e.decoded("dtend")) for e in events]
    assert found == [
        ("Un fait", dt.date(2021, 12, 8), dt.date(2021, 12, 9)),
        ("Un fait (jour non connu)", dt.date(2021, 12, 1), dt.date(2022, 1, 1)),
        ("Un fait (mois et jour non connus)", dt.date(2021, 1, 1), dt.date(2022, 1, 1)),
        ("Un fait (jour non connu)", dt.date(2021, 12, 1), dt.date(2022, 1, 1)),
    ]
    assert str(events[0]["url"]) == "https://example.org"


def test_a_calendar_holds_all_the_news_and_is_the_same_each_time():
    written = news_calendar(DATASET, "en")
    assert written == news_calendar(DATASET, "en")
    assert len(icalendar.Calendar.from_ical(written).walk("VEVENT")) == len(ITEMS)


def test_a_calendar_without_its_library_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "icalendar":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"tnt-core\[export\]"):
        news_calendar(DATASET, "fr")

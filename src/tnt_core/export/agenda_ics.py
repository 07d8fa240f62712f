"""An agenda as a calendar (iCalendar, RFC 5545): its dated lines, from its day on; needs the extra ``export``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from tnt_core.export.ical import blank_calendar, whole_days
from tnt_core.model.requirements import State
from tnt_core.texts import Lang, Text, format_date

if TYPE_CHECKING:
    from tnt_core.agendas import Agenda, AgendaItem

__all__ = ["written"]

NAME = Text(fr="Obligations numériques", en="Digital obligations")
DRAFT = Text(fr="[projet] {title}", en="[draft] {title}")
UNSURE = Text(fr="{title} (à vérifier)", en="{title} (to be checked)")
MISSING = Text(fr="Selon : {facts}.", en="Depends on: {facts}.")
MOVED = Text(fr="Cette date a pu changer depuis.", en="This date may have changed since.")
STATE_OF = Text(
    fr="Données tnt-core {version} (état au {day}). Seuls les textes font foi.",
    en="tnt-core data {version} (state of {day}). Only the texts of law bind.",
)


def written(agenda: Agenda, lang: Lang) -> bytes:
    """Give the days of an agenda that are not past on its day, of what binds, comes, or may; the same agenda gives the same bytes.

    What holds always, comes with an event, has ended or does not concern the collectivity has no day here.

    Raises:
        MissingExtraError: The library ``icalendar`` is not installed.
    """
    profile = agenda.profile
    who = profile.name or profile.code or profile.siren
    name = NAME.get(lang) if who is None else f"{NAME.get(lang)} — {who}"
    calendar = blank_calendar(agenda.dataset, lang, name)
    for item in agenda:
        for day in _days(item, agenda.on):
            event = whole_days(agenda.dataset, _uid(item, day, agenda), day, day)
            event.add("summary", _title(item).get(lang))
            event.add("categories", [agenda.dataset.themes[item.obligation.theme].title.get(lang)])
            event.add("description", "\n".join(filter(None, _description(item, agenda, lang))))
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _days(item: AgendaItem, on: dt.date) -> tuple[dt.date, ...]:
    match item.state:
        case State.IN_FORCE | State.ANNOUNCED | State.DRAFT | State.UNKNOWN:
            days = item.occurrences or (() if item.due is None else (item.due,))
            return tuple(day for day in days if day >= on)
        case State.ENDED | State.NOT_CONCERNED | State.NOT_PUBLISHED:
            return ()
        case _:
            assert_never(item.state)


def _uid(item: AgendaItem, day: dt.date, agenda: Agenda) -> str:
    """Give a name that stays the same in the next release, so that a calendar that is read again moves what moved."""
    profile = agenda.profile
    who = profile.code or profile.siren or profile.name or profile.kind or "collectivity"
    number = f"/{day}" if item.occurrences else ""
    return f"{'/'.join(item.key)}{number}@{who}.tnt-core".replace(" ", "-")


def _title(item: AgendaItem) -> Text:
    obligation, requirement = item.obligation, item.requirement
    title = obligation.title
    if len(obligation.requirements) > 1:
        one, part = title, requirement.title
        title = Text(fr=f"{one.fr} — {part.fr}", en=f"{one.en} — {part.en}")
    if item.state is State.DRAFT:
        title = DRAFT.format(title=title)
    return UNSURE.format(title=title) if item.state is State.UNKNOWN else title


def _description(item: AgendaItem, agenda: Agenda, lang: Lang) -> Iterator[str]:
    data = agenda.dataset
    yield item.obligation.summary.get(lang)
    yield data.cite_all(agenda.law_of(item), lang)
    if item.decision.missing:
        labels = (data.vocabulary.facts[name].label.get(lang) for name in item.decision.missing)
        yield MISSING.format(facts=", ".join(labels)).get(lang)
    if item.may_have_moved:
        yield MOVED.get(lang)
    day = format_date(data.state, lang)
    yield STATE_OF.format(version=data.version, day=day).get(lang)

"""Delays and days that the texts themselves fix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from tnt_core.days import year_of
from tnt_core.deadlines.calendars import zone_name
from tnt_core.deadlines.case import unused
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import LOCAL_LAW, TERRITORY, Known, fact_table
from tnt_core.deadlines.regimes import FixedDate, Regime, UsualDelay
from tnt_core.deadlines.results import Deadline
from tnt_core.deadlines.story import Story
from tnt_core.deadlines.territories import Territory
from tnt_core.errors import FactError, InputError, UnknownNameError
from tnt_core.texts import Text

__all__ = ["fixed_deadline", "usual_delay"]

DATE_OF = Text(fr="date du régime « {regime} »", en="date of regime {regime!r}")
EVERY_YEAR = Text(fr="{label}, chaque année : {day}.", en="{label}, every year: {day}.")
MAY_BE_LATER = Text(
    fr="La date peut être plus tardive selon : {facts}.",
    en="The date may be later, depending on: {facts}.",
)
NO_USUAL_DELAY = Text(
    fr="le régime « {regime} » ne fixe pas de délai : donnez-en un, par exemple P2M.",
    en="regime {regime!r} fixes no delay: give one, for instance P2M.",
)
NONE_FOR_THESE_FACTS = Text(
    fr="le régime « {regime} » ne fixe pas de délai pour ces faits au {day} : {facts}. Donnez le délai.",
    en="regime {regime!r} fixes no delay for these facts on {day}: {facts}. Give the delay.",
)
NEEDED = Text(
    fr="nécessaire pour savoir quel délai les textes fixent ; donnez-le, ou donnez le délai lui-même.",
    en="needed to know which delay the texts fix; give it, or give the delay itself.",
)
WHICH_DATE = Text(
    fr="dites quelle date du régime « {regime} » : {ids}.",
    en="say which date of regime {regime!r}: {ids}.",
)


def usual_delay(
    rule: Regime, territory: Territory, facts: Known, day: dt.date
) -> tuple[Delay, str]:
    """Give the delay that the texts fix for these facts and a period that starts on *day*, and its article.

    A matter is not urgent, a meeting not the first one, and silence is acceptance, unless the facts say so.

    Raises:
        InputError: The regime fixes no delay, or none for these facts.
        FactError: A fact that chooses among the delays is missing.
    """
    if not rule.usual:
        raise InputError(NO_USUAL_DELAY.format(regime=rule.id))
    known = {"urgent": False, "first_meeting": False, "silence": "acceptance", **facts}
    known |= {LOCAL_LAW: territory == "alsace-moselle", TERRITORY: territory}
    for usual in rule.usual:
        if _applies(usual, known, day):
            return usual.delay, usual.article
    raise InputError(
        NONE_FOR_THESE_FACTS.format(regime=rule.id, day=day, facts=_listed(facts)), value=facts
    )


def _applies(usual: UsualDelay, known: Mapping[str, object], day: dt.date) -> bool:
    for name, wanted in usual.when:
        if name not in known:
            _missing(name)
        if known[name] != wanted:
            return False
    if usual.least is not None or usual.below is not None:
        population = known.get("population")
        if not isinstance(population, int):
            _missing("population")
        if population < (usual.least or 0) or (
            usual.below is not None and population >= usual.below
        ):
            return False
    return (usual.since is None or usual.since <= day) and (
        usual.until is None or day <= usual.until
    )


def _missing(name: str) -> NoReturn:
    raise FactError(name, NEEDED)


def _listed(facts: Known) -> str:
    return ", ".join(f"{name}={value}" for name, value in facts.items()) or "-"


def _named(facts: Sequence[str]) -> Text:
    """Say facts in words, each with the name under which it is given."""
    said = [(fact_table().facts[name].label, name) for name in facts]
    return Text(
        fr="; ".join(f"{label.fr} ({name})" for label, name in said),
        en="; ".join(f"{label.en} ({name})" for label, name in said),
    )


def fixed_deadline(
    event: object, name: object, rule: Regime, territory: Territory, facts: Known
) -> Deadline:
    """Give the day of the year of *event* that bears *name*.

    Where a fact that chooses between two days is not known, the ordinary day is the legal one and both come back.

    Raises:
        UnknownNameError: No fixed date bears this name; the nearest names are given.
    """
    year = year_of(event)
    found = _bearing(name, rule, facts)
    days = [dt.date(year, date.month, date.day) for date in found]
    return Deadline(
        regime=rule.id,
        territory=territory,
        zone=zone_name(territory, facts.get("archipelago")),
        event=dt.date(year, 1, 1),
        delay=None,
        legal_date=days[0],
        earliest_date=min(days),
        latest_date=max(days),
        **_told(found, days, rule, facts),
    )


def _bearing(name: object, rule: Regime, facts: Known) -> list[FixedDate]:
    """Give the fixed dates that bear a name and that these facts leave open, the ordinary one first."""
    ids = dict.fromkeys(date.id for date in rule.fixed)
    if name is None:
        raise InputError(WHICH_DATE.format(regime=rule.id, ids=", ".join(ids)))
    said = str(name).strip()
    found = [date for date in rule.fixed if said in (date.label.fr, date.label.en)]
    if not found:
        named = [date for date in rule.fixed if said in (date.id, date.title.fr, date.title.en)]
        found = [date for date in named if all(facts.get(k, v) == v for k, v in date.when)]
    if not found:
        known = [*ids, *(date.label.fr for date in rule.fixed)]
        raise UnknownNameError(DATE_OF.format(regime=rule.id), said, known)
    return found


def _told(
    found: Sequence[FixedDate], days: Sequence[dt.date], rule: Regime, facts: Known
) -> dict[str, Any]:
    """Give the steps and warnings of a fixed date."""
    story, chosen = Story(), found[0]
    label = chosen.label.map(lambda words: words[:1].upper() + words[1:])
    story.step(days[0].toordinal(), EVERY_YEAR.format(label=label, day="{day}"), chosen.article)
    for fact in facts:
        if fact not in rule.looks_at(usual=False):
            story.notice(*unused(fact, rule))
    if len(set(days)) > 1:
        missing = sorted({key for date in found for key, _ in date.when if key not in facts})
        story.notice("missing-fact", MAY_BE_LATER.format(facts=_named(missing)), chosen.article)
    return {"steps": tuple(story.steps), "warnings": tuple(story.notices)}

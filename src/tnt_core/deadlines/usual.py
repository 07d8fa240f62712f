"""Delays and days that the texts themselves fix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NoReturn

from tnt_core.days import year_of
from tnt_core.deadlines.calendars import zone_name
from tnt_core.deadlines.case import unused
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import FACTS, LOCAL_LAW, TERRITORY, Known
from tnt_core.deadlines.regimes import Regime, UsualDelay
from tnt_core.deadlines.results import Deadline
from tnt_core.deadlines.story import Story
from tnt_core.deadlines.territories import Territory
from tnt_core.errors import FactError, InputError, UnknownNameError
from tnt_core.texts import Lang, Text

__all__ = ["fixed_deadline", "usual_delay"]


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
        raise InputError(
            Text(
                fr=f"le régime « {rule.id} » ne fixe pas de délai : donnez-en un, par exemple P2M.",
                en=f"regime {rule.id!r} fixes no delay: give one, for instance P2M.",
            ),
        )
    known = {"urgent": False, "first_meeting": False, "silence": "acceptance", **facts}
    known |= {LOCAL_LAW: territory == "alsace-moselle", TERRITORY: territory}
    for usual in rule.usual:
        if _applies(usual, known, day):
            return usual.delay, usual.article
    raise InputError(
        Text(
            fr=f"le régime « {rule.id} » ne fixe pas de délai pour ces faits au {day} : {_listed(facts)}. Donnez le délai.",
            en=f"regime {rule.id!r} fixes no delay for these facts on {day}: {_listed(facts)}. Give the delay.",
        ),
        value=facts,
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
    raise FactError(
        name,
        Text(
            fr="nécessaire pour savoir quel délai les textes fixent ; donnez-le, ou donnez le délai lui-même.",
            en="needed to know which delay the texts fix; give it, or give the delay itself.",
        ),
    )


def _listed(facts: Known) -> str:
    return ", ".join(f"{name}={value}" for name, value in facts.items()) or "-"


def _named(facts: Sequence[str], lang: Lang) -> str:
    """Say facts in words, each with the name under which it is given."""
    return "; ".join(f"{FACTS.facts[name].label.get(lang)} ({name})" for name in facts)


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def fixed_deadline(
    event: object,
    name: object,
    rule: Regime,
    territory: Territory,
    facts: Known,
) -> Deadline:
    """Give the day of the year of *event* that bears *name*.

    Where a fact that chooses between two days is not known, the ordinary day is the legal one and both come back.

    Raises:
        UnknownNameError: No fixed date bears this name; the nearest names are given.
    """
    year = year_of(event)
    if name is None:
        ids = ", ".join(dict.fromkeys(date.id for date in rule.fixed))
        raise InputError(
            Text(
                fr=f"dites quelle date du régime « {rule.id} » : {ids}.",
                en=f"say which date of regime {rule.id!r}: {ids}.",
            ),
        )
    said = str(name).strip()
    found = [date for date in rule.fixed if said in (date.label.fr, date.label.en)]
    if not found:
        named = [date for date in rule.fixed if said in (date.id, date.title.fr, date.title.en)]
        found = [date for date in named if all(facts.get(k, v) == v for k, v in date.when)]
    if not found:
        names = [*dict.fromkeys(date.id for date in rule.fixed), *(d.label.fr for d in rule.fixed)]
        raise UnknownNameError(
            Text(fr=f"date du régime « {rule.id} »", en=f"date of regime {rule.id!r}"), said, names
        )
    days = [dt.date(year, date.month, date.day) for date in found]
    story = Story()
    chosen = found[0]
    story.step(
        days[0].toordinal(),
        Text(
            fr=f"{_sentence(chosen.label.fr)}, chaque année : {{day}}.",
            en=f"{_sentence(chosen.label.en)}, every year: {{day}}.",
        ),
        chosen.article,
    )
    for fact in facts:
        if fact not in rule.looks_at(usual=False):
            story.notice(*unused(fact, rule))
    if len(set(days)) > 1:
        missing = sorted({key for date in found for key, _ in date.when if key not in facts})
        story.notice(
            "missing-fact",
            Text(
                fr=f"La date peut être plus tardive selon : {_named(missing, 'fr')}.",
                en=f"The date may be later, depending on: {_named(missing, 'en')}.",
            ),
            chosen.article,
        )
    return Deadline(
        regime=rule.id,
        territory=territory,
        zone=zone_name(territory, facts.get("archipelago")),
        event=dt.date(year, 1, 1),
        delay=None,
        legal_date=days[0],
        earliest_date=min(days),
        latest_date=max(days),
        steps=tuple(story.steps),
        warnings=tuple(story.notices),
    )

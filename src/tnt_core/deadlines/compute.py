"""Event × delay × regime × territory -> Deadline, with every step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NoReturn

import attrs

from tnt_core.days import from_ordinal, local_day, moment_of, out_of_calendar, read
from tnt_core.deadlines.calendars import FIRST_CHECKED_YEAR, territory_name, zone_of
from tnt_core.deadlines.case import Case, articles_to_quote
from tnt_core.deadlines.counting import count_back, count_forward
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.doubts import doubts, widened
from tnt_core.deadlines.facts import (
    TERRITORY,
    Known,
    check_facts,
    fact_table,
)
from tnt_core.deadlines.french_regimes import find_regime
from tnt_core.deadlines.phrases import Closing, closing
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.results import Deadline
from tnt_core.deadlines.shifts import day_zero
from tnt_core.deadlines.story import Story, spoken
from tnt_core.deadlines.territories import Territory
from tnt_core.errors import InputError
from tnt_core.facts.answering import Answering, answers_of
from tnt_core.texts import Text

__all__ = ["check_delay", "deadline", "place_and_facts"]

UNCHECKED_YEARS = Text(
    fr="Avant {year}, les jours fériés d'aujourd'hui sont appliqués sans avoir été vérifiés.",
    en="Before {year}, today's holidays are applied without having been checked.",
)


def deadline(
    event: dt.date | str | int,
    delay: Delay | str | None = None,
    *,
    regime: Regime | str,
    territory: str | None = None,
    profile: Answering | None = None,
    facts: Mapping[str, object] | None = None,
) -> Deadline:
    """Compute a deadline and say how.

    Args:
        event: What starts the period, or what it is counted back from: a day, or an instant with its offset where the period is
            in hours. For fixed dates, the year.
        delay: How long; ``None`` for the delay that the texts fix, where the regime knows one. For fixed dates, what is due.
        regime: Name of a regime of ``tnt_core.deadlines.REGIMES``, or a regime of your own.
        territory: Where the act must be done: its holidays and its local time; ``None`` for that of the facts or of the profile, or else
            ``"metropole"``.
        profile: The collectivity, which answers those of the facts that the regime looks at.
        facts: What else is known of the case, by the names of ``tnt_core.deadlines.FACTS``; these win over the profile's.

    Raises:
        UnknownNameError: Unknown regime, territory, fact or fixed date; the nearest names are given.
        DateError: The event is not a day (an instant, for hours), or the count leaves the calendar.
        InputError: The text is not a delay, or the regime cannot count it.
        FactError: A fact has the wrong type, or one that is needed is missing.

    Example:
        >>> found = deadline("2026-11-20", "2 mois", regime="franc", territory="guadeloupe")
        >>> print(found.legal_date)
        2027-01-21
    """
    rule = find_regime(regime)
    where, given = place_and_facts(rule, territory, profile, facts, usual=delay is None)
    if rule.fixed:
        from tnt_core.deadlines.usual import fixed_deadline

        return fixed_deadline(event, delay, rule, where, check_facts(given))
    said = read(event)
    zone = zone_of(said, where, given.get("archipelago"))
    known = check_facts(given, zone)
    day = local_day(said, zone)
    source = ""
    if delay is None:
        from tnt_core.deadlines.usual import usual_delay

        delay, source = usual_delay(rule, where, known, _start(day, rule, known))
    elif not isinstance(delay, Delay):
        delay = Delay.parse(delay)
    delay = check_delay(rule, delay)
    articles = articles_to_quote(rule, delay, source)
    looked_at = rule.looks_at(usual=bool(source))
    case = Case(rule, delay, where, known, articles, zone, looked_at, Story())
    if delay.hours:
        from tnt_core.deadlines.hours import count_hours

        try:
            return count_hours(moment_of(said), case)
        except OverflowError:
            out_of_calendar()
    found = _in_days(day, case)
    for doubt in doubts(rule, case.moving, day):
        other = attrs.evolve(case, facts={**known, **doubt.facts}, story=Story())
        found = widened(found, _in_days(day, other), doubt)
    return found


def place_and_facts(
    rule: Regime,
    territory: str | None,
    profile: Answering | None,
    facts: Mapping[str, object] | None,
    *,
    usual: bool,
) -> tuple[Territory, Mapping[str, object]]:
    """Give the territory, and the facts that are given with those that the regime looks at and the *profile* answers.

    Raises:
        UnknownNameError: No territory bears this name.
        InputError: *facts* is not a mapping.
    """
    given: Mapping[str, object] = {} if facts is None else facts
    if facts is not None and not isinstance(facts, Mapping):
        fact_table().check(given)
    if profile is not None:
        wanted = {*rule.looks_at(usual=usual), TERRITORY}
        answers = answers_of(profile, fact_table())
        given = {**{name: answers[name] for name in wanted & answers.keys()}, **given}
    if TERRITORY in given:
        said = given[TERRITORY]
        given = {name: value for name, value in given.items() if name != TERRITORY}
        territory = str(said) if territory is None and said is not None else territory
    return territory_name("metropole" if territory is None else territory), given


def _start(day: dt.date, rule: Regime, known: Known) -> dt.date:
    """Give the day on which the period starts, by which the delay that the texts fix is chosen."""
    return from_ordinal(day_zero(day.toordinal(), rule, known, Story())) if rule.shifts else day


def check_delay(rule: Regime, delay: Delay) -> Delay:
    """Give the delay as the regime counts it.

    Raises:
        InputError: The regime cannot count it; the sentence says what to write.
    """
    delay = rule.turned(delay)
    if not rule.accepts(delay):
        _refuse_delay(rule, delay)
    return delay


def _in_days(day: dt.date, case: Case) -> Deadline:
    rule, story = case.regime, case.story
    zero = day_zero(day.toordinal(), rule, case.moving, story)
    backward = case.delay.backward
    last, *others = (count_back if backward else count_forward)(zero, case)
    end: Closing = "act" if backward else "wait" if rule.waits else "last"
    story.step(last, closing(rule.at, case.zone, end), case.articles.end)
    case.warn_of_regime(day, from_ordinal(last))
    if min(day.year, spoken(last)[0].year) < FIRST_CHECKED_YEAR:
        story.notice("unchecked-years", UNCHECKED_YEARS.format(year=FIRST_CHECKED_YEAR))
    day_last = spoken(last)[0]
    return Deadline(
        regime=rule.id,
        territory=case.territory,
        zone=case.zone,
        event=day,
        delay=case.delay,
        legal_date=day_last,
        earliest_date=spoken(min(last, *others))[0] if others else day_last,
        latest_date=spoken(max(last, *others))[0] if others else day_last,
        at=rule.at,
        waits=rule.waits,
        backward=backward,
        steps=tuple(story.steps),
        warnings=tuple(story.notices),
    )


def _refuse_delay(rule: Regime, delay: Delay) -> NoReturn:
    words = {"calendaire": "", "franc": " francs", "ouvre": " ouvrés", "ouvrable": " ouvrables"}
    sign = "-" if rule.direction == "backward" else ""
    if rule.usual:
        write = str(next((u for u in rule.usual if not u.when), rule.usual[0]).delay)
    elif rule.kinds[0] != "calendaire":
        write = f"{sign}10 jours{words[rule.kinds[0]]}"
    elif "months" in rule.units:
        write = f"{sign}P2M"
    else:
        write = f"{sign}P10D" if "days" in rule.units else "72 h"
    back = {"forward": "forward only", "backward": "backward only", "both": "both ways"}
    retour = {"forward": "vers l'avant", "backward": "à rebours", "both": "dans les deux sens"}
    raise InputError(
        Text(
            fr=f"le régime « {rule.id} » ne sait pas compter « {delay} ». Il compte {', '.join(rule.units)} de sorte "
            f"{', '.join(rule.kinds)}, {retour[rule.direction]}. Écrivez par exemple : {write}.",
            en=f"regime {rule.id!r} cannot count « {delay} ». It counts {', '.join(rule.units)} of kind {', '.join(rule.kinds)}, "
            f"{back[rule.direction]}. Write for instance: {write}.",
        ),
        value=str(delay),
    )

"""Counts a period in days, weeks, months or years, forward or back, under every reading that can be defended."""

from __future__ import annotations

from tnt_core.deadlines.case import Case, ReadingName
from tnt_core.deadlines.items import suspension
from tnt_core.deadlines.months import add_months
from tnt_core.deadlines.phrases import (
    carried_phrase,
    days_part,
    delay_phrase,
    months_phrase,
    working_phrase,
)
from tnt_core.deadlines.shifts import distance_months
from tnt_core.deadlines.story import spoken, why_not_working
from tnt_core.texts import Text

__all__ = ["count_back", "count_forward"]

SECOND_READING = Text(
    fr="Fin de mois : une autre doctrine compte les mois à partir du lendemain de l'événement et arrive au {day} ; aucune décision trouvée ne tranche.",
    en="Month end: another doctrine counts the months from the day after the event and arrives at {day}; no judgment found settles it.",
)
CLAMPED_MONTH = Text(
    fr="Le mois d'arrivée n'a pas de {missing} : le délai va au dernier jour du mois.",
    en="The month of arrival has no day {missing}: the period runs to the last day of the month.",
)
OPEN_EXTENSION = Text(
    fr="Le dernier jour n'est pas ouvrable ({why}) et {doubt} ; reporté, ce serait le {day}.",
    en="The last day is not a working day ({why}) and {doubt}; carried over, it would be {day}.",
)
OPEN_TWO_WORKING_DAYS = Text(
    fr="« Tout délai de deux jours ou plus » comprend deux jours ouvrables ; si cela vaut à rebours, ils commencent le {day}.",
    en='"Any period of two days or more" holds two working days; if that goes for periods counted back, they start on {day}.',
)

SHORTEST_MONTH = 28
"""Before that day, months counted from an event or from its next day end one day apart, as both doctrines want."""

EVENT = Text(fr="Événement, non compté : {day}.", en="Event, not counted: {day}.")
FIRST_DAY = Text(fr="Premier jour, compté : {day}.", en="First day, counted: {day}.")
DAY_ZERO = Text(fr="Jour 0, non compté : {day}.", en="Day 0, not counted: {day}.")
CLEAR_PERIOD = Text(
    fr="Délai franc : il finit le lendemain, {day}.",
    en="Clear period: it ends the next day, {day}.",
)
TWO_WORKING_DAYS = Text(
    fr="Deux jours ouvrables au moins : {day}.", en="At least two working days: {day}."
)
CLEAR_DAYS = Text(
    fr="Jours francs : le dernier jour utile est la veille, {day}.",
    en="Clear days: the last useful day is the day before, {day}.",
)
DAY_BEFORE = Text(
    fr="Le premier jour compte : le délai finit la veille, {day}.",
    en="The first day counts: the period ends the day before, {day}.",
)


TWO = 2
"""A period of two days or more holds at least two working days (Regulation 1182/71, article 3(5))."""


def count_forward(zero: int, case: Case) -> tuple[int, ...]:
    """Count from day 0 on; the first answer is the legal one, the others are those of other readings."""
    rule, delay, story = case.regime, case.delay, case.story
    included = rule.counts_first_day or delay.first_day
    if included:
        story.step(zero, FIRST_DAY, case.articles.day_zero)
    else:
        story.step(zero, DAY_ZERO, case.articles.day_zero)
    if delay.kind in ("ouvre", "ouvrable"):
        return _working(zero - included, case)
    months = delay.all_months + distance_months(rule, case.territory, case.facts, story, zero)
    end = _term(zero, months, case, included=included)
    if rule.clear or delay.kind == "franc":
        end += 1
        story.step(end, CLEAR_PERIOD, case.articles.clear)
    last = _close(end, zero, case)
    if last != end:
        _tell_extension(end, last, case)
    others = [_close(end, zero, case, reading) for reading in case.readings]
    if any(other != last for other in others):
        # Only the days off around the end matter, but for the two working days that the whole of a short period must hold.
        case.warn_of_holidays(zero if rule.two_working_days else end, max(others))
    if rule.doubts_month_ends and months and spoken(zero)[0].day >= SHORTEST_MONTH:
        others += _month_end(zero, months, end, case)
    if rule.open_extension is not None:
        others.append(_open_extension(last, case))
    return last, *others


def _month_end(zero: int, months: int, end: int, case: Case) -> list[int]:
    """Give the last days under the doctrine that starts the months on the day after the event, where it differs."""
    other = add_months(zero + 1, months)[0] + case.delay.all_days
    if other == end:
        return []
    last = _close(other, zero, case)
    if last != _close(end, zero, case):
        _, said = spoken(last)
        case.story.notice("second-reading", SECOND_READING.format(day=said), case.articles.count)
    return [last, *(_close(other, zero, case, reading) for reading in case.readings)]


def _term(zero: int, months: int, case: Case, *, included: bool) -> int:
    """Count the months, then the days. A month without the wanted day ends the count on its last day, and that is said."""
    delay, story = case.delay, case.story
    end = zero
    if months:
        end, missing = add_months(zero, months)
        story.step(end, months_phrase(delay.years, months, missing), case.articles.count)
        if missing:
            _warn_of_clamp(missing, case)
        if included:
            end -= 1
            story.step(end, DAY_BEFORE, case.articles.day_zero)
    if delay.all_days:
        end += delay.all_days - (included and not months)
        part = days_part(delay.weeks, delay.days)
        story.step(end, delay_phrase(part), case.articles.count)
    return end + suspension(case.regime, case.facts, zero, end, story)


def _warn_of_clamp(missing: int, case: Case) -> None:
    case.story.notice("clamped-month", CLAMPED_MONTH.format(missing=missing), case.articles.count)


def _working(start: int, case: Case) -> tuple[int, ...]:
    delay = case.delay
    end = case.working().add(start, delay.days)
    case.story.step(end, working_phrase(delay), case.articles.count)
    last = _close(end, start, case)
    if last != end:
        _tell_extension(end, last, case)
    others = [
        _close(case.working(reading).add(start, delay.days), start, case, reading)
        for reading in case.readings
    ]
    if any(other != last for other in others):
        case.warn_of_holidays(start, max(others))
    return last, *others


def _close(end: int, zero: int, case: Case, reading: ReadingName = "text") -> int:
    """Carry a last day over to a working day, where the regime does."""
    rule, delay = case.regime, case.delay
    if not rule.extends:
        return end
    days = case.carrying(reading)
    last = days.on_or_after(end)
    if rule.two_working_days and delay.all_months + delay.all_days >= TWO:
        last = max(last, days.add(zero, TWO))
    return last


def _tell_extension(end: int, last: int, case: Case) -> None:
    """Tell the carrying over, and the second working day of Regulation 1182/71 if it came later."""
    carried = case.carrying().on_or_after(end)
    if carried != end:
        why = carried_phrase(why_not_working(end, case.territory))
        case.story.step(carried, why, case.articles.extension)
    if last != carried:
        case.story.step(last, TWO_WORKING_DAYS, "règlement 1182/71, article 3(5)")


def _open_extension(last: int, case: Case) -> int:
    """Give the last day under the reading that would carry it over, and say that this is not settled."""
    carried = case.carrying("most").on_or_after(last)
    if carried != last and case.regime.open_extension is not None:
        doubt = case.regime.open_extension
        _, said = spoken(carried)
        why = why_not_working(last, case.territory)
        case.story.notice("open-extension", OPEN_EXTENSION.format(why=why, doubt=doubt, day=said))
        if carried != case.carrying("fewest").on_or_after(last):
            case.warn_of_holidays(last, carried)
    return carried


def count_back(zero: int, case: Case) -> tuple[int, ...]:
    """Count back from the event; the first answer is the last useful day under the leading reading."""
    rule, delay, story = case.regime, case.delay, case.story
    story.step(zero, EVENT, case.articles.day_zero)
    if delay.kind in ("ouvre", "ouvrable"):
        return _working_back(zero, case)
    end, missing = add_months(zero, -delay.all_months)
    end -= delay.all_days
    story.step(end, delay_phrase(delay), case.articles.count)
    if missing:
        _warn_of_clamp(missing, case)
    if rule.clear_backward or delay.kind == "franc":
        story.step(end - 1, CLEAR_DAYS, case.articles.clear)
        return (end - 1,)
    two_working = _two_working_back(end, zero, case)
    # One day back is the eve, whatever the reading.
    if rule.open_clear is None or (delay.all_days == 1 and not delay.all_months):
        return end, *two_working
    _, said = spoken(min((end, *two_working)) - 1)
    story.notice(
        "open-clear",
        Text(
            fr=f"{rule.open_clear.fr[:1].upper()}{rule.open_clear.fr[1:]} : dans le doute, agir le {said.fr}.",
            en=f"{rule.open_clear.en[:1].upper()}{rule.open_clear.en[1:]}: in doubt, act on {said.en}.",
        ),
    )
    return end, end - 1, *(day - 1 for day in two_working)


def _two_working_back(end: int, zero: int, case: Case) -> tuple[int, ...]:
    """Give the last day to act if a period counted back must hold two working days as well, where that is another day."""
    if not (case.regime.two_working_days and case.delay.all_months + case.delay.all_days >= TWO):
        return ()
    readings: tuple[ReadingName, ...] = ("text", *case.readings)
    others = sorted({case.carrying(reading).add(zero, -TWO) for reading in readings})
    earlier = tuple(other for other in others if other < end)
    if not earlier:
        return ()
    if len(others) > 1:
        case.warn_of_holidays(others[0], zero)
    _, said = spoken(earlier[0])
    case.story.notice(
        "open-two-working-days",
        OPEN_TWO_WORKING_DAYS.format(day=said),
        "règlement 1182/71, article 3(5)",
    )
    return earlier


def _working_back(zero: int, case: Case) -> tuple[int, ...]:
    delay = case.delay
    last = case.working().add(zero, -delay.days)
    case.story.step(last, working_phrase(delay), case.articles.count)
    others = [case.working(reading).add(zero, -delay.days) for reading in case.readings]
    if any(other != last for other in others):
        case.warn_of_holidays(min(others), zero)
    return last, *others

"""The inverse question: how late may the event be, for the period to be over by a given day?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tnt_core.days import from_ordinal
from tnt_core.deadlines.calendars import day_there
from tnt_core.deadlines.compute import check_delay, deadline, place_and_facts
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import check_facts
from tnt_core.deadlines.french_regimes import find_regime
from tnt_core.deadlines.regimes import Regime
from tnt_core.errors import DateError, InputError
from tnt_core.facts.answering import Answering
from tnt_core.texts import Text

__all__ = ["latest_event"]

NOT_FORWARD_IN_DAYS = Text(
    fr="le dernier événement se demande pour un délai en jours, en mois ou en années, compté vers l'avant.",
    en="the latest event is asked for a period in days, months or years, counted forward.",
)
MOVED_EVENT = Text(
    fr="c'est l'événement qui est demandé, rien ne peut donc le déplacer : retirez {moved}.",
    en="the event is what is asked, so that nothing can move it: leave out {moved}.",
)


def latest_event(
    by: dt.date | str,
    delay: Delay | str,
    *,
    regime: Regime | str,
    territory: str | None = None,
    profile: Answering | None = None,
    facts: Mapping[str, object] | None = None,
) -> dt.date:
    """Give the latest day of the event whose period ends on *by* or before, under the legal reading.

    For a period counted back from its event ("five clear days before the meeting"), ask :func:`~tnt_core.deadlines.deadline` itself:
    it gives the latest day on which to act.

    Raises:
        InputError: The period is in hours or counted back, a fact would move the event, or the regime cannot count the delay.
        DateError: *by* is not a day, or the event would be before the calendar.

    Example:
        >>> print(latest_event("2026-06-30", "P2M", regime="franc"))
        2026-04-29
    """
    rule = find_regime(regime)
    length = delay if isinstance(delay, Delay) else Delay.parse(delay)
    if length.hours or length.backward or rule.direction == "backward" or rule.fixed:
        raise InputError(NOT_FORWARD_IN_DAYS, value=str(length))
    where, given = place_and_facts(rule, territory, profile, facts, usual=False)
    moved = sorted(rule.moved_by & check_facts(given).keys())
    if moved:
        raise InputError(MOVED_EVENT.format(moved=", ".join(moved)), value=given)
    day = day_there(by, where, given.get("archipelago"))

    def ends_by(ordinal: int) -> bool:
        event = from_ordinal(ordinal)
        try:
            found = deadline(event, length, regime=rule, territory=where, facts=given)
        except DateError:
            return False  # past the end of the calendar
        return found.legal_date <= day

    # A later event never ends its period earlier: widen to the past, then halve.
    check_delay(rule, length)
    late, step = day.toordinal() + 1, 1
    while not ends_by(late - step):
        step *= 2
    early = late - step
    late = early + step
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if ends_by(middle) else (early, middle)
    return from_ordinal(early)

"""Counts a period in hours: elapsed hours, whatever the clocks, week-ends and holidays do."""

from __future__ import annotations

import datetime as dt

from tnt_core.deadlines.case import Case
from tnt_core.deadlines.phrases import elapsed_phrase
from tnt_core.deadlines.results import Deadline
from tnt_core.deadlines.story import spoken
from tnt_core.texts import Text

__all__ = ["count_hours"]

COUNTED_TO_THE_MINUTE = Text(
    fr="Compté à la minute, le délai finirait {when} : c'est l'heure à viser.",
    en="Counted to the minute, the period would end {when}: aim at that time.",
)

EVENT_AT = Text(fr="Événement : {when}.", en="Event: {when}.")
NEXT_FULL_HOUR = Text(
    fr="L'heure de l'événement ne compte pas ; le délai part de l'heure pleine suivante, {when}.",
    en="The hour of the event does not count; the period starts at the next full hour, {when}.",
)
OPEN_TWO_WORKING_DAYS = Text(
    fr="« Tout délai de deux jours ou plus » comprend deux jours ouvrables : que cela vaille pour des heures est débattu.",
    en='"Any period of two days or more" holds two working days: whether that goes for hours is debated.',
)


HOURS_OF_TWO_DAYS = 48


def count_hours(moment: dt.datetime, case: Case) -> Deadline:
    """Count the hours of the case from *moment*, which has an offset."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(case.zone)
    local, length = moment.astimezone(zone), dt.timedelta(hours=case.delay.hours)
    _tell(local, case, EVENT_AT, "")
    end = _start(local, case) + length
    safe = moment.astimezone(dt.UTC) + length
    last, early = end.astimezone(zone), safe.astimezone(zone)
    _tell(last, case, elapsed_phrase(case.delay), case.articles.count)
    if end != safe:
        said = COUNTED_TO_THE_MINUTE.format(when=_when(early))
        case.story.notice("hour-start", said, case.articles.day_zero)
    if case.regime.two_working_days and case.delay.hours >= HOURS_OF_TWO_DAYS:
        case.story.notice(
            "open-two-working-days", OPEN_TWO_WORKING_DAYS, "règlement 1182/71, article 3(5)"
        )
    case.warn_of_regime(local.date(), last.date())
    return Deadline(
        regime=case.regime.id,
        territory=case.territory,
        zone=case.zone,
        event=local.date(),
        delay=case.delay,
        legal_date=last.date(),
        earliest_date=early.date(),
        latest_date=last.date(),
        legal_moment=end,
        safe_moment=max(end, safe) if case.regime.waits else safe,
        waits=case.regime.waits,
        steps=tuple(case.story.steps),
        warnings=tuple(case.story.notices),
    )


def _start(local: dt.datetime, case: Case) -> dt.datetime:
    """Give the instant from which the hours run, in UTC: that of the event, or the next full hour. The hour is the local one."""
    start = local.astimezone(dt.UTC)
    if case.regime.hour_start != "next-full-hour":
        return start
    # Some zones are half an hour off UTC.
    into = dt.timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    start += dt.timedelta(hours=1) - into
    _tell(start.astimezone(local.tzinfo), case, NEXT_FULL_HOUR, case.articles.day_zero)
    return start


def _when(local: dt.datetime) -> Text:
    _, said = spoken(local.toordinal())
    return Text(
        fr=f"{said.fr} à {local:%H} h {local:%M} ({local.tzname()})",
        en=f"{said.en} at {local:%H:%M} ({local.tzname()})",
    )


def _tell(local: dt.datetime, case: Case, words: Text, article: str) -> None:
    when = _when(local)
    case.story.step(
        local.toordinal(),
        Text(fr=words.fr.replace("{when}", when.fr), en=words.en.replace("{when}", when.en)),
        article,
    )

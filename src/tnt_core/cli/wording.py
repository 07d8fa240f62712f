"""A schedule in a few words, as a table or a line shows it."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from tnt_core.deadlines.delays import Delay
from tnt_core.model.schedules import Milestone, OnEvent, Recurring, Schedule, Standing
from tnt_core.texts import Lang, Text, format_date

__all__ = ["pace", "when"]

PACES = {
    "P1D": Text(fr="chaque jour", en="every day"),
    "P1W": Text(fr="chaque semaine", en="every week"),
    "P7D": Text(fr="chaque semaine", en="every week"),
    "P1M": Text(fr="chaque mois", en="every month"),
    "P3M": Text(fr="chaque trimestre", en="every quarter"),
    "P1Y": Text(fr="chaque année", en="every year"),
}
EVERY = Text(fr="tous les {}", en="every {}")
EVERY_FEMININE = Text(fr="toutes les {}", en="every {}")
ALWAYS = Text(fr="en permanence", en="at all times")
AT_EVENT = Text(fr="à chaque fois", en="each time")
SINCE = Text(fr="depuis le {}", en="since {}")
FROM = Text(fr="à partir du {}", en="from {} on")
BY = Text(fr="au plus tard le {}", en="by {}")


def pace(every: Delay, lang: Lang) -> str:
    """Say how often: "chaque année", "tous les 2 ans"."""
    known = PACES.get(str(every))
    if known is not None:
        return known.get(lang)
    words = every.sentence(lang)
    feminine = any(noun in words for noun in ("semaine", "année", "heure"))
    return (EVERY_FEMININE if feminine else EVERY).get(lang).format(words)


def when(schedule: Schedule, lang: Lang, *, on: dt.date, due: dt.date | None) -> str:
    """Say when, for a narrow column: a day, a pace, a delay.

    Args:
        schedule: The schedule, as it was published.
        lang: The language.
        on: The day asked about.
        due: The next day of a duty that comes again, if one is fixed.
    """
    match schedule:
        case Milestone() | Standing():
            if schedule.start is None:
                return ALWAYS.get(lang)
            day = format_date(schedule.start, lang)
            return SINCE.get(lang).format(day) if schedule.start <= on else day
        case Recurring():
            if due is not None:
                return format_date(due, lang)
            if schedule.since is not None and schedule.since > on:
                return FROM.get(lang).format(format_date(schedule.since, lang))
            return pace(schedule.every, lang)
        case OnEvent():
            return AT_EVENT.get(lang) if schedule.delay is None else schedule.delay.sentence(lang)
        case _:
            assert_never(schedule)

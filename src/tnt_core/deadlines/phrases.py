"""Sentences of the count itself, in French and English, with ``{day}`` for the day that is reached.

Each is made once: a run over many events says the same few sentences.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Literal, TypeAlias

from tnt_core.deadlines.delays import Delay

__all__ = ["Closing", "closing", "days_part", "delay_phrase", "months_phrase", "working_phrase"]

Closing: TypeAlias = Literal["act", "wait", "last"]

_CLOSINGS: dict[Closing, tuple[str, str]] = {
    "act": ("Agir au plus tard le {day}", "Act at the latest on {day}"),
    "wait": ("Attendre la fin du {day}", "Wait for the end of {day}"),
    "last": ("Dernier jour : {day}", "Last day: {day}"),
}


@lru_cache(maxsize=512)
def months_phrase(years: int, months: int, missing: int) -> tuple[str, str]:
    """Say that months, with those of the *years*, were counted: to the same date, or to the last day of a month without day *missing*."""
    delay = Delay(years=years, months=months - 12 * years)
    fr, en = delay.sentence("fr"), delay.sentence("en")
    if missing:
        return (
            f"{fr} : pas de {missing} dans ce mois, donc son dernier jour, {{day}}.",
            f"{en}: no day {missing} in that month, so its last day, {{day}}.",
        )
    return f"{fr}, au même quantième : {{day}}.", f"{en}, to the same date: {{day}}."


@lru_cache(maxsize=512)
def delay_phrase(delay: Delay) -> tuple[str, str]:
    """Say that calendar days were counted."""
    fr, en = delay.sentence("fr"), delay.sentence("en")
    if delay.backward:
        return f"{fr} : {{day}}.", f"{en}: {{day}}."
    return f"{fr}, le dernier compris : {{day}}.", f"{en}, the last one included: {{day}}."


@lru_cache(maxsize=512)
def working_phrase(delay: Delay) -> tuple[str, str]:
    """Say that working days were counted."""
    fr, en = delay.sentence("fr"), delay.sentence("en")
    return f"{fr}, sans les jours fériés : {{day}}.", f"{en}, without public holidays: {{day}}."


@lru_cache(maxsize=512)
def days_part(weeks: int, days: int) -> Delay:
    """Give the weeks and days of a delay, as a delay of their own."""
    return Delay(weeks=weeks, days=days)


@lru_cache(maxsize=128)
def closing(at: dt.time | None, zone: str, end: Closing) -> tuple[str, str]:
    """Say the last day, with the hour and the zone in which it ends."""
    fr, en = _CLOSINGS[end]
    clock = f"{at:%H:%M}" if at else "24:00"
    return f"{fr} ({clock}, {zone}).", f"{en} ({clock}, {zone})."

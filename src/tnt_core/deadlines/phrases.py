"""Sentences of the count itself, in French and English, with ``{day}`` for the day that is reached.

Each is made once: a run over many events says the same few sentences.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Literal, TypeAlias

from tnt_core.deadlines.delays import Delay
from tnt_core.texts import Text

__all__ = [
    "Closing",
    "carried_phrase",
    "closing",
    "days_part",
    "delay_phrase",
    "elapsed_phrase",
    "months_phrase",
    "working_phrase",
]

Closing: TypeAlias = Literal["act", "wait", "last"]

_CLOSINGS: dict[Closing, Text] = {
    "act": Text(fr="Agir au plus tard le {day}", en="Act at the latest on {day}"),
    "wait": Text(fr="Attendre la fin du {day}", en="Wait for the end of {day}"),
    "last": Text(fr="Dernier jour : {day}", en="Last day: {day}"),
}


@lru_cache(maxsize=512)
def months_phrase(years: int, months: int, missing: int) -> Text:
    """Say that months, with those of the *years*, were counted: to the same date, or to the last day of a month without day *missing*."""
    delay = Delay(years=years, months=months - 12 * years)
    fr, en = delay.sentence("fr"), delay.sentence("en")
    if missing:
        return Text(
            fr=f"{fr} : pas de {missing} dans ce mois, donc son dernier jour, {{day}}.",
            en=f"{en}: no day {missing} in that month, so its last day, {{day}}.",
        )
    return Text(fr=f"{fr}, au même quantième : {{day}}.", en=f"{en}, to the same date: {{day}}.")


@lru_cache(maxsize=512)
def delay_phrase(delay: Delay) -> Text:
    """Say that calendar days were counted."""
    fr, en = delay.sentence("fr"), delay.sentence("en")
    if delay.backward:
        return Text(fr=f"{fr} : {{day}}.", en=f"{en}: {{day}}.")
    return Text(
        fr=f"{fr}, le dernier compris : {{day}}.", en=f"{en}, the last one included: {{day}}."
    )


@lru_cache(maxsize=512)
def working_phrase(delay: Delay) -> Text:
    """Say that working days were counted."""
    fr, en = delay.sentence("fr"), delay.sentence("en")
    return Text(
        fr=f"{fr}, sans les jours fériés : {{day}}.", en=f"{en}, without public holidays: {{day}}."
    )


@lru_cache(maxsize=512)
def elapsed_phrase(delay: Delay) -> Text:
    """Say that hours have elapsed, with ``{when}`` for the instant that is reached."""
    fr, en = delay.sentence("fr"), delay.sentence("en")
    plural = "s" if delay.hours > 1 else ""
    return Text(
        fr=f"{fr} écoulée{plural}, sans report : {{when}}.",
        en=f"{en} elapsed, nothing carried over: {{when}}.",
    )


@lru_cache(maxsize=512)
def carried_phrase(why: Text) -> Text:
    """Say that the last day, which is no working day for the reason *why*, was carried over."""
    return Text(
        fr=f"Ce jour n'est pas ouvrable ({why.fr}) : report au {{day}}.",
        en=f"Not a working day ({why.en}): carried over to {{day}}.",
    )


@lru_cache(maxsize=512)
def days_part(weeks: int, days: int) -> Delay:
    """Give the weeks and days of a delay, as a delay of their own."""
    return Delay(weeks=weeks, days=days)


@lru_cache(maxsize=128)
def closing(at: dt.time | None, zone: str, end: Closing) -> Text:
    """Say the last day, with the hour and the zone in which it ends."""
    said = _CLOSINGS[end]
    clock = f"{at:%H:%M}" if at else "24:00"
    return said.map(lambda words: f"{words} ({clock}, {zone}).")

"""What a deadline becomes if a fact that nobody told is otherwise than the count supposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from tnt_core.days import from_ordinal
from tnt_core.deadlines.facts import Known
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.results import Deadline, Notice
from tnt_core.deadlines.shifts import UNREAD_DAYS
from tnt_core.texts import Text, format_date

__all__ = ["Doubt", "doubts", "widened"]


@attrs.frozen(kw_only=True)
class Doubt:
    """Facts that are as possible as those that the count supposes.

    Attributes:
        facts: The other facts.
        why: What was supposed, and what else may be; ``{day}`` stands for the day to which that leads.
        article: The text that makes the difference.
    """

    facts: Known
    why: Text
    article: str


INCOMPLETE = frozenset({"allowed", "completed", "requested"})
"""The facts of an incomplete request: what they do depends on what silence means."""

SILENCE = Text(
    fr="Compté comme si le silence valait acceptation ; s'il vaut rejet, le délai finit le {day} : donnez le fait « silence ».",
    en="Counted as if silence meant acceptance; if it means rejection, the period ends on {day}: give the fact 'silence'.",
)
READING = Text(
    fr="Compté comme si la notification avait été lue le jour même ; lue le dernier des quinze jours, le délai finirait le {day} : "
    "donnez le fait « consulted ».",
    en="Counted as if the notice had been read on the same day; read on the last of the fifteen days, the period would end on {day}: "
    "give the fact 'consulted'.",
)


def doubts(rule: Regime, known: Known, day: dt.date) -> Iterator[Doubt]:
    """Give what else may be true of a period of *rule* that starts on *day*."""
    if rule.missing_items == "request" and "silence" not in known and known.keys() & INCOMPLETE:
        yield Doubt(facts={"silence": "rejection"}, why=SILENCE, article="CRPA, article L114-5")
    if "unread" in rule.shifts and known.get("unread") is False and "consulted" not in known:
        last = from_ordinal(day.toordinal() + UNREAD_DAYS)
        yield Doubt(facts={"consulted": last}, why=READING, article="CRPA, article R112-20")


def widened(found: Deadline, other: Deadline, doubt: Doubt) -> Deadline:
    """Give a deadline that allows for the *other* one, to which a doubt leads, and says why and with which warnings."""
    ends = (found.earliest_date, found.latest_date, other.earliest_date, other.latest_date)
    if other.legal_date == found.legal_date and (min(ends), max(ends)) == ends[:2]:
        return found
    ends_on = other.legal_date
    said = Text(
        fr=doubt.why.fr.replace("{day}", format_date(ends_on, "fr")),
        en=doubt.why.en.replace("{day}", format_date(ends_on, "en")),
    )
    more = [notice for notice in other.warnings if notice not in found.warnings]
    return attrs.evolve(
        found,
        earliest_date=min(ends),
        latest_date=max(ends),
        warnings=(*found.warnings, Notice("missing-fact", said, doubt.article), *more),
    )

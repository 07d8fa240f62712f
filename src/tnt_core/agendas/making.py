"""Makes the lines of an agenda: every requirement, with its state, its date and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, assert_never, get_args

import attrs

from tnt_core.agendas.items import AgendaItem
from tnt_core.errors import UnknownNameError
from tnt_core.model.dataset import Dataset
from tnt_core.model.obligations import Nature, Obligation
from tnt_core.model.requirements import Assessment, Requirement, State
from tnt_core.model.schedules import Milestone, OnEvent, Recurring, Schedule, Standing
from tnt_core.model.support import Support
from tnt_core.texts import Text

__all__ = ["AgendaWindow", "checked_natures", "lines"]


@attrs.frozen(kw_only=True)
class AgendaWindow:
    """The days that an agenda is about, and whose it is."""

    on: dt.date
    until: dt.date | None
    known_on: dt.date | None
    support: Support

    def items(self, obligation: Obligation) -> Iterator[AgendaItem]:
        """Give the lines of an obligation that are published by then and begin in the window."""
        for requirement, found in obligation.assess(
            self.support.facts, on=self.on, known_on=self.known_on
        ):
            if found.schedule is not None and self.begins(found.schedule):
                yield self.item(obligation, requirement, found, found.schedule)

    def begins(self, schedule: Schedule) -> bool:
        """Tell whether a duty does not begin after the window."""
        return self.until is None or schedule.start is None or schedule.start <= self.until

    def item(
        self,
        obligation: Obligation,
        requirement: Requirement,
        found: Assessment,
        schedule: Schedule,
    ) -> AgendaItem:
        """Give the line of a requirement."""
        days = _days(schedule, self.on, self.until)
        known = self.known_on
        return AgendaItem(
            obligation=obligation,
            requirement=requirement,
            state=found.state,
            decision=found.decision,
            schedule=schedule,
            due=_due(schedule, days),
            occurrences=days,
            may_have_moved=known is not None and requirement.schedule.may_be_newer(known),
            support=self.support,
        )


def lines(
    dataset: Dataset, window: AgendaWindow, natures: frozenset[str], *, minor: bool
) -> tuple[AgendaItem, ...]:
    """Give the lines of a window, sorted by state, then by date."""
    items = [
        item
        for obligation in dataset.obligations.values()
        if obligation.nature in natures and (minor or obligation.prominence != "minor")
        for item in window.items(obligation)
    ]
    return tuple(sorted(items, key=_order))


def checked_natures(natures: str | Iterable[str]) -> frozenset[str]:
    """Read which natures are asked for, one or several.

    Raises:
        UnknownNameError: One is not a nature of obligations.
    """
    known: tuple[str, ...] = get_args(Nature)
    named = (natures,) if isinstance(natures, str) else tuple(natures)
    for nature in named:
        if nature not in known:
            raise UnknownNameError(Text(fr="nature", en="nature"), nature, known, where="natures")
    return frozenset(named)


HORIZON = dt.timedelta(days=3 * 366)
"""How far a duty that comes again is followed when the window has no end: far enough for a yearly or two-yearly one."""


def _days(schedule: Schedule, on: dt.date, until: dt.date | None) -> tuple[dt.date, ...]:
    match schedule:
        case Recurring():
            if until is not None:
                return tuple(schedule.occurrences(on, until))
            last = on + min(HORIZON, dt.date.max - on)
            return tuple(islice(schedule.occurrences(on, last), 1))
        case Milestone() | Standing() | OnEvent():
            return ()
        case _:
            assert_never(schedule)


def _due(schedule: Schedule, days: tuple[dt.date, ...]) -> dt.date | None:
    match schedule:
        case Recurring():
            return days[0] if days else None
        case OnEvent():
            return None
        case Milestone() | Standing():
            return schedule.start
        case _:
            assert_never(schedule)


_STATE_ORDER = {state: place for place, state in enumerate(State)}


def _order(item: AgendaItem) -> tuple[Any, ...]:
    return (_STATE_ORDER[item.state], item.due or dt.date.max, item.key)

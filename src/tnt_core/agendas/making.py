"""Makes the agenda of a collectivity: every requirement, with its state, its date and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, assert_never, get_args

import attrs

from tnt_core.agendas.items import AgendaItem
from tnt_core.agendas.listing import Agenda
from tnt_core.days import today
from tnt_core.errors import DateError, InputError, UnknownNameError
from tnt_core.model.dataset import Dataset
from tnt_core.model.obligations import Assessment, Nature, Obligation, Requirement, State
from tnt_core.model.profiles import Profile
from tnt_core.model.schedules import Milestone, OnEvent, Recurring, Schedule, Standing
from tnt_core.model.support import Support
from tnt_core.store import load
from tnt_core.texts import Text

__all__ = ["agenda"]

NO_PROFILE = Text(
    fr="donnez un Profile, par exemple tnt_core.directory.profile('Rennes') ; reçu {given}.",
    en="give a Profile, for instance tnt_core.directory.profile('Rennes'); got {given}.",
)
BACKWARDS = Text(
    fr="until ({until}) précède on ({on}) ; donnez un jour postérieur.",
    en="until ({until}) is before on ({on}); give a later day.",
)


def agenda(
    profile: Profile,
    *,
    on: dt.date | str | None = None,
    until: dt.date | str | None = None,
    known_on: dt.date | str | None = None,
    facts: Mapping[str, object] | None = None,
    natures: Nature | Iterable[Nature] = "obligation",
    minor: bool = False,
    dataset: Dataset | None = None,
) -> Agenda:
    """Make the agenda of a collectivity: every requirement, with its state, date, reasons and missing facts.

    Args:
        profile: What is known of the collectivity.
        on: The day asked about; ``None`` is today in Paris, and the agenda says which day that was.
        until: Last day of the window: what is announced for later, or comes again later, is left out.
        known_on: The day of knowledge: what was published later is left out, and dates are those published by then.
        facts: Facts of the moment, beside those of the profile; they win over them.
        natures: Which natures to show, one or several. Recommendations, faculties and drafts are shown only when asked for.
        minor: Whether to show duties of minor prominence.
        dataset: The dataset; ``None`` loads the default one.

    Raises:
        DateError: A date is not one, or *until* is before *on*.
        UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.

    Example:
        >>> town = Profile(kind="commune", population_total=60_000)
        >>> [i.due for i in agenda(town, on="2024-06-01").announced if i.obligation.id == "reen-strategie"]
        [datetime.date(2025, 1, 1)]
    """
    if not isinstance(profile, Profile):
        raise InputError(NO_PROFILE.format(given=type(profile).__name__), value=profile)
    data = dataset or load()
    day = today() if on is None else profile.day(on, "on")
    end = None if until is None else profile.day(until, "until")
    known = None if known_on is None else profile.day(known_on, "known_on")
    if end is not None and end < day:
        raise DateError(BACKWARDS.format(until=end, on=day), value=until)
    wanted = _natures(natures)
    checked = profile.checked(data.vocabulary, facts)
    support = Support(dataset=data, on=day, facts=checked, profile=profile)
    window = _Window(on=day, until=end, known_on=known, support=support)
    items = [
        item
        for obligation in data.obligations.values()
        if obligation.nature in wanted and (minor or obligation.prominence != "minor")
        for item in window.items(obligation)
    ]
    return Agenda(
        profile=profile,
        on=day,
        until=end,
        known_on=known,
        items=tuple(sorted(items, key=_order)),
        dataset=data,
    )


@attrs.frozen(kw_only=True)
class _Window:
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


def _natures(natures: str | Iterable[str]) -> frozenset[str]:
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

"""What the move of one collectivity's population brings, and how near the next threshold is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from tnt_core.days import day_of
from tnt_core.directory.entries import LAST_VINTAGE
from tnt_core.directory.profiles import StandIn, profile
from tnt_core.errors import DateError
from tnt_core.model.profiles import Profile
from tnt_core.texts import Text

if TYPE_CHECKING:
    # The rules and the dataset are loaded by the function alone: a look-up does without them.
    from tnt_core.model.dataset import Dataset
    from tnt_core.model.obligations import Obligation
    from tnt_core.model.requirements import Requirement
    from tnt_core.rules import Facts, Truth

__all__ = ["Effect", "NextThreshold", "Outlook", "outlook"]

END_NOT_AFTER_START = Text(
    fr="end ({end}) n'est pas postérieur à start ({start}) ; donnez un jour postérieur.",
    en="end ({end}) is not after start ({start}); give a later day.",
)

POPULATIONS = ("population_total", "population_municipal")


@attrs.frozen(kw_only=True)
class Effect:
    """A requirement whose answer is another one with the later population.

    Attributes:
        obligation: The obligation.
        requirement: The requirement.
        before: Whether it binds with the populations at the start.
        after: Whether it binds with those at the end.
    """

    obligation: Obligation
    requirement: Requirement
    before: Truth
    after: Truth


@attrs.frozen(kw_only=True)
class NextThreshold:
    """A number of inhabitants at which the answer of a requirement changes.

    Attributes:
        obligation: The obligation.
        requirement: The requirement.
        fact: Which population.
        value: The first number, seen from the present one, with another answer.
        distance: Inhabitants from the present number to it: above 0 if it lies above.
        becomes: The answer there.
    """

    obligation: Obligation
    requirement: Requirement
    fact: str
    value: int
    distance: int
    becomes: Truth


@attrs.frozen(kw_only=True)
class Outlook:
    """One collectivity between two days.

    Attributes:
        before: Its profile at the start.
        after: Its profile at the end.
        on: The day on which the requirements are read: the end.
        changes: The requirements that the new populations bring or end.
        nearest: The thresholds that may come next, the nearest first.
    """

    before: Profile
    after: Profile
    on: dt.date
    changes: tuple[Effect, ...]
    nearest: tuple[NextThreshold, ...]


def outlook(
    query: str,
    start: dt.date | str | int = LAST_VINTAGE - 1,
    end: dt.date | str | int = LAST_VINTAGE,
    *,
    facts: Mapping[str, object] | None = None,
    estimate: StandIn | None = None,
    dataset: Dataset | None = None,
) -> Outlook:
    """Tell which requirements the populations of *end* bring or end, compared with those of *start*, and which thresholds are near.

    Everything else is taken as it is at the end; a requirement whose answer stays the same, or unknown, is left out.

    Args:
        query: A code or a name, as for :func:`tnt_core.directory.profile`.
        start: A day, or a year for its 1 January.
        end: A later day, or year.
        facts: Other facts that are known, by the names of the vocabulary.
        estimate: As for :func:`tnt_core.directory.profile`: most total populations of 2026 are unknown without it.
        dataset: The dataset; ``None`` loads the default one.

    Raises:
        DateError: *end* is not later than *start*, or a day is none.
        InputError: As for :func:`tnt_core.directory.profile`.
        FactError: A fact has a wrong value.

    Example:
        >>> found = outlook("Cesson-Sévigné", 2025, 2026)
        >>> found.before.population_municipal, found.after.population_municipal
        (18076, 18761)
    """
    from tnt_core.store import load

    first, last = _day(start, "start"), _day(end, "end")
    if first >= last:
        raise DateError(END_NOT_AFTER_START.format(end=last, start=first), value=end)
    data = dataset or load()
    after = profile(query, on=last, estimate=estimate)
    before = profile(f"{after.kind}:{after.code}", on=first, estimate=estimate)
    now = data.vocabulary.check({**after.known(), **(facts or {})})
    populations = {name: before.known().get(name) for name in POPULATIONS}
    then = data.vocabulary.check({**after.known(), **populations, **(facts or {})})
    changes: list[Effect] = []
    nearest: list[NextThreshold] = []
    for obligation, requirement in _moving(data, last):
        old, new = (requirement.applies.truth(known) for known in (then, now))
        if old is not new:
            changes.append(
                Effect(obligation=obligation, requirement=requirement, before=old, after=new)
            )
        nearest.extend(_next_thresholds(obligation, requirement, now))
    nearest.sort(key=lambda threshold: (abs(threshold.distance), threshold.obligation.id))
    return Outlook(
        before=before, after=after, on=last, changes=tuple(changes), nearest=tuple(nearest)
    )


def _day(value: dt.date | str | int, name: str) -> dt.date:

    return dt.date(value, 1, 1) if isinstance(value, int) else day_of(value, name=name)


def _moving(data: Dataset, on: dt.date) -> Iterator[tuple[Obligation, Requirement]]:
    """Give the requirements of the law that read a population and have not ended."""
    for obligation in data.obligations.values():
        for requirement in obligation.requirements:
            schedule = requirement.schedule
            ended = schedule.ends is not None and schedule.ended_on(on)
            if (
                obligation.nature == "obligation"
                and not ended
                and requirement.applies.facts & {*POPULATIONS}
            ):
                yield obligation, requirement


def _next_thresholds(
    obligation: Obligation, requirement: Requirement, now: Facts
) -> Iterator[NextThreshold]:
    """Give the next number below and above at which the answer is another one, all other facts being as they are."""
    from tnt_core.rules.analysis import along

    for fact in sorted(requirement.applies.facts & {*POPULATIONS}):
        number = now.get(fact)
        if not isinstance(number, int):
            continue
        pieces = along(requirement.applies, fact, now)
        below = [(p.high, p) for p in pieces if isinstance(p.high, int) and p.high < number]
        above = [(p.low, p) for p in pieces if isinstance(p.low, int) and number < p.low]
        for value, piece in (*below[-1:], *above[:1]):
            yield NextThreshold(
                obligation=obligation,
                requirement=requirement,
                fact=fact,
                value=value,
                distance=value - number,
                becomes=piece.truth,
            )

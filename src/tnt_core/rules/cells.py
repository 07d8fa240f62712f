"""The values of a fact, cut into cells that no test of a rule tells apart.

A rule compares facts with constants only, so that finitely many cells say all there is to know about it: trying one sample of each
is exact, not a guess. A set of choices would have a cell for each of its subsets; its choices are tried one by one instead
(:mod:`~tnt_core.rules.atoms`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, TypeAlias, assert_never

import attrs

from tnt_core.facts.fact import Fact, FactValue
from tnt_core.facts.values import EXACT
from tnt_core.rules.nodes import Compare, Leaf, OneOf

__all__ = ["YES_OR_NO", "Cell", "Ordered", "cells_of"]

Ordered: TypeAlias = int | Decimal | dt.date

Cut: TypeAlias = tuple[Any, int]
"""Between two neighbours: ``(value, 0)`` just before the value, ``(value, 1)`` just after it."""

DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True)
class Cell:
    """Values of one fact that a rule treats alike.

    Attributes:
        sample: One of them.
        low: Of numbers and days: the lower end; ``None`` if there is none.
        high: The upper end; ``None`` if there is none.
        with_low: Whether the lower end belongs to the cell.
        with_high: Whether the upper end belongs to the cell.
        choices: Of a choice: all values of the cell.
    """

    sample: FactValue
    low: Ordered | None = None
    high: Ordered | None = None
    with_low: bool = True
    with_high: bool = True
    choices: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How many choices it holds; 1 for all other facts."""
        return len(self.choices) or 1


YES_OR_NO: Final = (Cell(sample=True), Cell(sample=False))


def cells_of(fact: Fact, tests: Iterable[Leaf]) -> tuple[Cell, ...]:
    """Cut the values of *fact* by those of *tests* that are about it, from the lowest to the highest."""
    tests = [leaf for leaf in tests if leaf.fact == fact.id]
    match fact.type:
        case "bool":
            return YES_OR_NO
        case "int" | "date" | "decimal" | "money":
            return tuple(_intervals(fact, tests))
        case "choice":
            return tuple(_groups(fact, tests))
        case "set":  # pragma: no cover  # cells_by_atom() asks for its choices instead
            raise AssertionError(fact)
        case _:
            assert_never(fact.type)


def _groups(fact: Fact, tests: Iterable[Leaf]) -> Iterator[Cell]:
    """Group the choices that stand in the same lists."""
    lists = [frozenset(leaf.values) for leaf in tests if isinstance(leaf, OneOf)]
    groups: dict[tuple[bool, ...], list[str]] = {}
    for choice in fact.choices:
        groups.setdefault(tuple(choice in values for values in lists), []).append(choice)
    for group in groups.values():
        yield Cell(sample=group[0], choices=tuple(group))


def _intervals(fact: Fact, tests: Iterable[Leaf]) -> Iterator[Cell]:
    discrete = fact.type in {"int", "date"}
    cuts = {cut for leaf in tests if isinstance(leaf, (Compare, OneOf)) for cut in _cuts(leaf)}
    # Nothing lies before the calendar's first day or after its last.
    cuts -= {(dt.date.min, 0), (dt.date.max, 1)}
    if fact.minimum is not None:
        cuts = {cut for cut in cuts if cut > (fact.minimum, 0)}
    if fact.maximum is not None:
        cuts = {cut for cut in cuts if cut < (fact.maximum, 1)}
    if discrete:
        cuts = {(_after(value), 0) if side else (value, 0) for value, side in cuts}
    bottom = None if fact.minimum is None else (fact.minimum, 0)
    top = None if fact.maximum is None else (fact.maximum, 1)
    for start, end in pairwise([bottom, *sorted(cuts), top]):
        if discrete:
            yield _discrete(fact, start, end)
        else:
            yield _dense(start, end)


def _cuts(leaf: Compare | OneOf) -> Iterator[Cut]:
    match leaf:
        case Compare(_, ("<" | ">="), value):
            yield value, 0
        case Compare(_, _, value):
            yield value, 1
        case OneOf(_, values, _):
            for each in values:
                yield each, 0
                yield each, 1
        case _:
            assert_never(leaf)


def _after(value: Any) -> Any:
    return value + (DAY if isinstance(value, dt.date) else 1)


def _before(value: Any) -> Any:
    return value - (DAY if isinstance(value, dt.date) else 1)


def _discrete(fact: Fact, start: Cut | None, end: Cut | None) -> Cell:
    low = None if start is None else start[0]
    high = None if end is None else end[0] if end[1] else _before(end[0])
    sample: Any = low if low is not None else high
    if sample is None:
        sample = dt.date(2000, 1, 1) if fact.type == "date" else 0
    return Cell(sample=sample, low=low, high=high)


def _dense(start: Cut | None, end: Cut | None) -> Cell:
    low, with_low = (None, True) if start is None else (start[0], not start[1])
    high, with_high = (None, True) if end is None else (end[0], bool(end[1]))
    sample: Any
    if with_low and low is not None:
        sample = low
    elif with_high and high is not None:
        sample = high
    elif low is None:
        sample = Decimal(0) if high is None else EXACT.subtract(high, 1)
    else:
        sample = EXACT.add(low, 1) if high is None else EXACT.divide(EXACT.add(low, high), 2)
    return Cell(sample=sample, low=low, high=high, with_low=with_low, with_high=with_high)

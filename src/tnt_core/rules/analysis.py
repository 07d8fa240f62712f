"""What a rule says over all possible facts: exact, because rules compare facts with constants only.

Implication, equivalence and the rest speak of full knowledge: every fact that the rules read has a value. Facts are taken as
independent of each other; that an EPCI type goes with EPCIs only is for the records to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any, Final, cast

import attrs

from tnt_core.errors import InputError, shown
from tnt_core.facts.fact import ORDERED_TYPES, Fact, FactValue
from tnt_core.facts.table import Facts
from tnt_core.facts.values import EXACT, distance
from tnt_core.rules.cells import Cell, Ordered, cells_of
from tnt_core.rules.closures import Row
from tnt_core.rules.nodes import Has, Leaf, conjunction, facts_of, leaves, negation
from tnt_core.rules.rule import Rule, shared_vocabulary
from tnt_core.rules.search import Effort, Space, differ
from tnt_core.rules.truth import UNKNOWN, YES, Truth
from tnt_core.texts import Text

__all__ = [
    "Change",
    "Piece",
    "Threshold",
    "along",
    "equivalent",
    "example",
    "implies",
    "thresholds",
    "what_would_change",
]

NO_ORDER = Text(
    fr="« {fact} » n'a pas d'ordre : il est de type {type}.",
    en="{fact!r} has no order: it is of type {type}.",
)
NOT_AN_ANSWER = Text(
    fr="Truth.YES, Truth.NO ou Truth.UNKNOWN attendu, reçu {given}.",
    en="expected Truth.YES, Truth.NO or Truth.UNKNOWN, got {given}.",
)


def example(rule: Rule) -> Facts | None:
    """Give facts on which *rule* answers YES; ``None`` if there are none, so that the rule contradicts itself."""
    found = Space([rule.node], rule.vocabulary).solve(rule.node)
    return None if found is None else rule.vocabulary.check(found)


def implies(rule: Rule, other: Rule) -> bool:
    """Tell whether whoever meets *rule* meets *other*, on full knowledge.

    Raises:
        InputError: The rules do not share one vocabulary, or are too tangled for an answer within seconds.
    """
    return within(rule, other, Effort())


def within(rule: Rule, other: Rule, effort: Effort) -> bool:
    """Tell whether *rule* implies *other*, at the cost of *effort*."""
    vocabulary = shared_vocabulary([rule, other])
    against = conjunction([rule.node, negation(other.node)])
    return Space([rule.node, other.node], vocabulary, effort).solve(against) is None


def equivalent(rule: Rule, other: Rule) -> bool:
    """Tell whether both rules give the same answer on full knowledge.

    Raises:
        InputError: The rules do not share one vocabulary, or are too tangled for an answer within seconds.
    """
    return implies(rule, other) and implies(other, rule)


@attrs.frozen(kw_only=True)
class Piece:
    """A stretch of values of one fact on which the answer is the same.

    Attributes:
        truth: The answer.
        low: Lower end; ``None`` if there is none.
        high: Upper end; ``None`` if there is none.
        with_low: Whether the lower end belongs to it.
        with_high: Whether the upper end belongs to it.
    """

    truth: Truth
    low: Ordered | None
    high: Ordered | None
    with_low: bool = True
    with_high: bool = True


def along(rule: Rule, fact: str, given: Mapping[str, object]) -> tuple[Piece, ...]:
    """Say how the answer goes as one number or day grows, all other facts being as *given*.

    Raises:
        UnknownNameError: There is no such fact, or *given* names one that does not exist.
        InputError: The fact is neither a number nor a day.

    Example:
        >>> from tnt_core.rules import Vocabulary, parse
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}, "minimum": 0}})
        >>> [(p.low, p.high, p.truth) for p in along(parse("pupils >= 100", v), "pupils", {})]
        [(0, 99, Truth.NO), (100, None, Truth.YES)]
    """
    meaning = rule.vocabulary.fact(fact)
    if meaning.type not in ORDERED_TYPES:
        raise InputError(NO_ORDER.format(fact=fact, type=meaning.type), value=fact)
    row = dict(rule.vocabulary.check(given).row)
    pieces: list[Piece] = []
    for cell in cells_of(meaning, leaves(rule.node, rule.vocabulary.nodes)):
        row[fact] = cell.sample
        truth = rule.compiled(row)
        start = cell
        if pieces and pieces[-1].truth is truth:
            last = pieces.pop()
            start = attrs.evolve(cell, low=last.low, with_low=last.with_low)
        pieces.append(
            Piece(
                truth=truth,
                low=start.low,
                high=cell.high,
                with_low=start.with_low,
                with_high=cell.with_high,
            )
        )
    return tuple(pieces)


@attrs.frozen(kw_only=True)
class Threshold:
    """A value of one fact at which the answer changes, for some values of the others.

    Attributes:
        fact: Id of the fact.
        value: The value: of whole numbers and days, the first on the upper side.
        included: Whether the value itself is on the upper side.
    """

    fact: str
    value: Ordered
    included: bool


def thresholds(rule: Rule) -> tuple[Threshold, ...]:
    """Give every value at which the answer changes, by fact, from the lowest to the highest.

    A comparison that the rest of the rule makes idle gives no threshold.

    Raises:
        InputError: The rule is too tangled for an answer within seconds.
    """
    space = Space([rule.node], rule.vocabulary)
    found = []
    for name in space.ordered:
        for below, above in pairwise(space.cells[name]):
            low, high = space.fixed(rule.node, name, below), space.fixed(rule.node, name, above)
            if space.solve(differ(low, high)) is not None:
                assert above.low is not None, "only the first cell can lack a lower end"
                found.append(Threshold(fact=name, value=above.low, included=above.with_low))
    return tuple(found)


@attrs.frozen(kw_only=True)
class Change:
    """A fact that would have to be different.

    Attributes:
        fact: Id of the fact.
        now: What it is; ``None`` if not known.
        value: The nearest value that would do.
    """

    fact: str
    now: FactValue | None
    value: FactValue


CENT: Final = Decimal("0.01")

MOST_CHANGES: Final = 3
"""So many facts at most change together in an answer of :func:`what_would_change`."""


def what_would_change(
    rule: Rule, facts: Mapping[str, object], to: Truth = YES
) -> tuple[tuple[Change, ...], ...]:
    """Say what would have to be different, or known, for the answer to be *to*.

    Gives every smallest set of changes: of one fact if one is enough, else of two, else of three; none if the answer is *to* already,
    or if that is not enough. Of a set, up to three choices come in or go.

    Raises:
        InputError: The rule is too tangled for an answer within seconds, or *to* is not an answer.

    Example:
        >>> from tnt_core.rules import Vocabulary, parse
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}})
        >>> what_would_change(parse("pupils >= 100", v), {"pupils": 80})
        ((Change(fact='pupils', now=80, value=100),),)
    """
    if not isinstance(to, Truth):
        raise InputError(NOT_AN_ANSWER.format(given=shown(to)), value=to)
    given = rule.vocabulary.check(facts)
    if rule.compiled(given.row) is to:
        return ()
    read = facts_of(rule.node, rule.vocabulary.nodes)
    attempt = _Attempt(rule, to, given)
    for size in range(1, MOST_CHANGES + 1):
        found = []
        for names in combinations(read, size):
            row = given.row | dict.fromkeys(names)
            if attempt.reach(row, names):
                found.append(tuple(Change(fact=n, now=given.row[n], value=row[n]) for n in names))
        if found:
            return tuple(found)
    return ()


class _Attempt:
    """The search for values of some facts on which a rule gives the wanted answer."""

    def __init__(self, rule: Rule, to: Truth, given: Facts) -> None:
        self.facts = rule.vocabulary.facts
        self.given = given
        self.tests: dict[str, list[Leaf]] = {}
        for leaf in leaves(rule.node, rule.vocabulary.nodes):
            self.tests.setdefault(leaf.fact, []).append(leaf)
        self.answer = rule.compiled
        self.to = to
        self.listed: dict[str, list[FactValue]] = {}
        self.effort = Effort()
        # A compiled rule answers some ten times faster than a tree is searched.
        self.cost = 1 + sum(map(len, self.tests.values())) // 10

    def reach(self, row: Row, names: Sequence[str]) -> bool:
        """Fill in the facts *names* of *row*, not known yet; tell whether the answer is then the wanted one."""
        self.effort.spend(self.cost)
        answer = self.answer(row)
        if not names:
            return answer is self.to
        if answer is not UNKNOWN and answer is not self.to:
            # Settled otherwise, whatever the values of what is still open.
            return False
        name, *others = names
        for value in self.options(name):
            row[name] = value
            if self.reach(row, others):
                return True
        row[name] = None
        return False

    def options(self, name: str) -> Iterable[FactValue]:
        """Give values of a fact of which the rule takes one like any other, those nearest to what is now first."""
        now = self.given.row[name]
        if self.facts[name].type == "set":
            # Far too many to be kept.
            return _other_sets(cast("frozenset[str]", now or frozenset()), self.tests[name])
        if name not in self.listed:
            self.listed[name] = _options(self.facts[name], self.tests[name], now)
        return self.listed[name]


def _options(fact: Fact, tests: Sequence[Leaf], now: FactValue | None) -> list[FactValue]:
    values = [_nearest(cell, now) for cell in cells_of(fact, tests)]
    if now is None or isinstance(now, (bool, str, frozenset)):
        return values
    # Numbers or days, as now is.
    return sorted(cast("list[Any]", values), key=lambda value: distance(value, now))


def _other_sets(now: frozenset[str], tests: Sequence[Leaf]) -> Iterator[FactValue]:
    """Give the sets in which the fewest choices that the rule asks for come in or go."""
    asked = dict.fromkeys(leaf.choice for leaf in tests if isinstance(leaf, Has))
    for count in range(MOST_CHANGES + 1):
        for turned in combinations(asked, count):
            yield now.symmetric_difference(turned)


def _nearest(cell: Cell, now: Any) -> FactValue:
    """Give the value of *cell* next to *now*; past an open end, one hundredth further."""
    low: Any = cell.low
    high: Any = cell.high
    if low is not None and (now is None or now <= low):
        above = low if cell.with_low else EXACT.add(low, CENT)
        return cast("FactValue", above) if high is None or above < high else cell.sample
    if high is not None and (now is None or now >= high):
        below = high if cell.with_high else EXACT.subtract(high, CENT)
        return cast("FactValue", below) if low is None or below > low else cell.sample
    return cell.sample

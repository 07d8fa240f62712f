"""What a rule says over all possible facts: exact, because rules compare facts with constants only.

Implication, equivalence and the rest speak of full knowledge: every fact that the rules read has a value. Facts are taken as
independent of each other; that an EPCI type goes with EPCIs only is for the records to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any, Final, cast

import attrs

from tnt_core.errors import InputError
from tnt_core.rules.cells import (
    Cell,
    Ordered,
    atomic,
    cells_by_fact,
    cells_of,
    set_and_choice,
)
from tnt_core.rules.closures import Row
from tnt_core.rules.nodes import (
    All,
    AnyOf,
    Constant,
    Has,
    Leaf,
    Node,
    Not,
    conjunction,
    disjunction,
    facts_of,
    leaves,
    negation,
)
from tnt_core.rules.residual import residual
from tnt_core.rules.rule import Rule, shared_vocabulary
from tnt_core.rules.truth import UNKNOWN, YES, Truth
from tnt_core.rules.values import FactValue
from tnt_core.rules.vocabulary import ORDERED_TYPES, Facts, Vocabulary

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

MOST_TRIALS: Final = 200_000
"""Cells tried for one question, times the conditions of the rule, before the analysis says that the rules are too tangled."""


class Space:
    """The cells of all facts that some trees read, and the search in them; each test of a set counts as a fact."""

    def __init__(self, nodes: Sequence[Node], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.cells = cells_by_fact(
            atomic(disjunction(list(nodes)), vocabulary.nodes), vocabulary.facts
        )
        self.blank: Row = dict.fromkeys(self.cells)
        self.trials = 0
        # What was found to have no solution: the same rest comes back by many ways.
        self.hopeless: set[Node] = set()

    @property
    def ordered(self) -> list[str]:
        """The numbers and days among the facts."""
        facts = self.vocabulary.facts
        return [n for n in self.cells if n in facts and facts[n].type in ORDERED_TYPES]

    def fixed(self, node: Node, name: str, cell: Cell) -> Node:
        """Give *node* with one fact known."""
        return self.rest(node, {name: cell.sample})

    def rest(self, node: Node, known: Mapping[str, FactValue]) -> Node:
        return residual(atomic(node, self.vocabulary.nodes), {**self.blank, **known}, {})

    def solve(self, node: Node) -> dict[str, FactValue] | None:
        """Give facts on which *node* answers YES, or nothing if there are none."""
        found = self._search(self.rest(node, {}))
        return None if found is None else _with_whole_sets(found)

    def _search(self, rest: Node) -> dict[str, FactValue] | None:
        if isinstance(rest, Constant):
            return {} if rest.value else None
        if _contradicts_itself(rest) or rest in self.hopeless:
            return None
        name = next(leaves(rest, {})).fact
        for cell in self.cells[name]:
            self.trials += len(rest.of) if isinstance(rest, (All, AnyOf)) else 1
            if self.trials > MOST_TRIALS:
                raise _too_tangled()
            found = self._search(residual(rest, {**self.blank, name: cell.sample}, {}))
            if found is not None:
                return {name: cell.sample, **found}
        self.hopeless.add(rest)
        return None

    def same(self, one: Node, other: Node) -> bool:
        """Tell whether both trees, made of the same tests, answer alike on full knowledge."""
        return self.solve(_differ(one, other)) is None


def _contradicts_itself(node: Node) -> bool:
    """Tell whether *node* plainly wants a thing and its opposite: most questions of implication end here."""
    if not isinstance(node, All):
        return False
    wanted = set(node.of)
    refused = [part.of for part in node.of if isinstance(part, Not)]
    return any(
        part in wanted or (isinstance(part, All) and wanted.issuperset(part.of)) for part in refused
    )


def _with_whole_sets(found: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Put the choices of a set, each a fact of its own in *found*, together again."""
    whole: dict[str, FactValue] = {}
    for name, value in found.items():
        fact, choice = set_and_choice(name)
        if choice:
            held = cast("frozenset[str]", whole.get(fact, frozenset()))
            whole[fact] = held | {choice} if value else held
        else:
            whole[fact] = value
    return whole


def _differ(one: Node, other: Node) -> Node:
    return disjunction([conjunction([one, negation(other)]), conjunction([negation(one), other])])


def example(rule: Rule) -> Facts | None:
    """Give facts on which *rule* answers YES; ``None`` if there are none, so that the rule contradicts itself."""
    found = Space([rule.node], rule.vocabulary).solve(rule.node)
    return None if found is None else rule.vocabulary.check(found)


def implies(rule: Rule, other: Rule) -> bool:
    """Tell whether whoever meets *rule* meets *other*, on full knowledge.

    Raises:
        InputError: The rules do not share one vocabulary.
    """
    vocabulary = shared_vocabulary([rule, other])
    against = conjunction([rule.node, negation(other.node)])
    return Space([rule.node, other.node], vocabulary).solve(against) is None


def equivalent(rule: Rule, other: Rule) -> bool:
    """Tell whether both rules give the same answer on full knowledge.

    Raises:
        InputError: The rules do not share one vocabulary.
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
        InputError: The fact is no number or day.

    Example:
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}, "minimum": 0}})
        >>> from tnt_core.rules.rule import parse
        >>> [(p.low, p.high, p.truth) for p in along(parse("pupils >= 100", v), "pupils", {})]
        [(0, 99, Truth.NO), (100, None, Truth.YES)]
    """
    meaning = rule.vocabulary.fact(fact)
    if meaning.type not in ORDERED_TYPES:
        raise InputError(
            f"{fact!r} has no order: it is of type {meaning.type}.",
            f"« {fact} » n'a pas d'ordre : il est de type {meaning.type}.",
            value=fact,
        )
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
    """
    space = Space([rule.node], rule.vocabulary)
    found = []
    for name in space.ordered:
        for below, above in pairwise(space.cells[name]):
            low, high = space.fixed(rule.node, name, below), space.fixed(rule.node, name, above)
            if space.solve(_differ(low, high)) is not None:
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
        InputError: The rule is too tangled for an answer within reasonable time.

    Example:
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}})
        >>> from tnt_core.rules.rule import parse
        >>> what_would_change(parse("pupils >= 100", v), {"pupils": 80})
        ((Change(fact='pupils', now=80, value=100),),)
    """
    given = rule.vocabulary.check(facts)
    if rule.compiled(given.row) is to:
        return ()
    read = facts_of(rule.node, rule.vocabulary.nodes)
    attempt = _Attempt(rule, to, {name: _options(rule, name, given.row[name]) for name in read})
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

    def __init__(self, rule: Rule, to: Truth, options: Mapping[str, Sequence[FactValue]]) -> None:
        self.answer = rule.compiled
        self.to = to
        self.options = options
        self.trials = 0

    def reach(self, row: Row, names: Sequence[str]) -> bool:
        """Fill in the facts *names* of *row*, not known yet; tell whether the answer is then the wanted one."""
        self.trials += 1
        if self.trials > MOST_TRIALS:
            raise _too_tangled()
        answer = self.answer(row)
        if not names:
            return answer is self.to
        if answer is not UNKNOWN and answer is not self.to:
            # Settled otherwise, whatever the values of what is still open.
            return False
        name, *others = names
        for value in self.options[name]:
            row[name] = value
            if self.reach(row, others):
                return True
        row[name] = None
        return False


def _too_tangled() -> InputError:
    return InputError(
        "these rules are too tangled to analyse; split them, or name parts of them as scopes.",
        "ces règles sont trop enchevêtrées pour être analysées ; séparez-les.",
    )


def _options(rule: Rule, name: str, now: FactValue | None) -> list[FactValue]:
    """Give values of a fact of which the rule takes one like any other, those nearest to what is now first."""
    tests = [leaf for leaf in leaves(rule.node, rule.vocabulary.nodes) if leaf.fact == name]
    fact = rule.vocabulary.facts[name]
    if fact.type == "set":
        return _other_sets(cast("frozenset[str]", now or frozenset()), tests)
    cells = cells_of(fact, tests)
    values = [_nearest(cell, now) for cell in cells]
    if now is None or isinstance(now, (bool, str, frozenset)):
        return values
    # Numbers or days, as now is.
    return sorted(cast("list[Any]", values), key=lambda value: abs(value - now))


def _other_sets(now: frozenset[str], tests: Sequence[Leaf]) -> list[FactValue]:
    """Give the sets in which the fewest choices that the rule asks for come in or go."""
    asked = dict.fromkeys(leaf.choice for leaf in tests if isinstance(leaf, Has))
    return [
        now.symmetric_difference(turned)
        for count in range(MOST_CHANGES + 1)
        for turned in combinations(asked, count)
    ]


def _nearest(cell: Cell, now: Any) -> FactValue:
    """Give the value of *cell* next to *now*; past an open end, one hundredth further."""
    low: Any = cell.low
    high: Any = cell.high
    if low is not None and (now is None or now <= low):
        if cell.with_low:
            return cast("FactValue", low)
        return (
            cell.sample
            if high is not None and low + CENT >= high
            else cast("FactValue", low + CENT)
        )
    if high is not None and (now is None or now >= high):
        if cell.with_high:
            return cast("FactValue", high)
        return (
            cell.sample
            if low is not None and high - CENT <= low
            else cast("FactValue", high - CENT)
        )
    return cell.sample

"""Which unknown facts could change an answer, and which of them tells most.

A fact is missing when, for some values of some other unknown facts, learning it turns UNKNOWN into YES or NO. Knowing all missing
facts always settles the answer; a fact that is not missing never changes it.

To find out, the tree is read twice at once: with the fact unknown, and with one of its values. What a part can come to is then a
pair of answers, and there are five such pairs. Parts that share no other fact are independent, so that their pairs combine freely;
only facts that several parts share are tried value by value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import and_, or_
from typing import Final, assert_never

from tnt_core.rules.cells import Cell, atomic, cells_by_fact, set_and_choice
from tnt_core.rules.closures import Row, compile_node
from tnt_core.rules.nodes import (
    All,
    AnyOf,
    Compare,
    Constant,
    Flag,
    Has,
    Leaf,
    Named,
    Node,
    Not,
    OneOf,
    facts_of,
)
from tnt_core.rules.residual import holds, residual
from tnt_core.rules.rule import Rule
from tnt_core.rules.truth import NO, UNKNOWN, YES, Truth
from tnt_core.rules.vocabulary import Fact, Facts

__all__ = ["MOST_TRIALS", "missing_facts"]

MOST_TRIALS: Final = 20_000
"""Values tried for facts that several parts of one rule share; beyond, a fact not yet cleared counts as missing."""

PAIRS: Final[tuple[tuple[Truth, Truth], ...]] = (
    (NO, NO),
    (UNKNOWN, UNKNOWN),
    (YES, YES),
    (UNKNOWN, NO),
    (UNKNOWN, YES),
)
"""The answers without the fact and with it. A set of pairs is written as bits, in this order."""
BIT: Final[Mapping[tuple[Truth, Truth], int]] = {pair: 1 << i for i, pair in enumerate(PAIRS)}
STAYS_NO, STAYS_UNKNOWN, STAYS_YES, TURNS_NO, TURNS_YES = BIT.values()
ANYTHING: Final = sum(BIT.values())

NO_SCOPES: Final[Mapping[str, Node]] = {}

NOBODY_KNOWS: Final = Flag("")
"""A test of a fact that stays unknown; no fact bears this name."""


def missing_facts(rule: Rule, given: Facts) -> tuple[str, ...]:
    """Give the missing facts, the most telling first; none if the answer is settled."""
    rest = residual(rule.node, given.row, rule.vocabulary.nodes)
    if isinstance(rest, Constant):
        return ()
    if isinstance(rest, (Compare, OneOf, Flag, Has)):
        return (rest.fact,)
    rest = atomic(rest, NO_SCOPES)
    search = _Search(rest, rule.vocabulary.facts)
    telling: dict[str, float] = {}
    for name in facts_of(rest, NO_SCOPES):
        if search.could_settle(name):
            fact = set_and_choice(name)[0]
            telling[fact] = min(search.unsettled(name), telling.get(fact, 1))
    return tuple(sorted(telling, key=telling.__getitem__))


class _Search:
    """What the unknown facts of a residual tree can bring about."""

    def __init__(self, rest: Node, facts: Mapping[str, Fact]) -> None:
        self.rest = rest
        self.cells = cells_by_fact(rest, facts)
        self.blank: Row = dict.fromkeys([*self.cells, NOBODY_KNOWS.fact])
        self.answer = compile_node(rest, NO_SCOPES)
        self.trials = 0

    def unsettled(self, name: str) -> float:
        """Share of the values of a fact that would leave the answer unknown."""
        cells = self.cells[name]
        left = sum(
            c.weight for c in cells if self.answer({**self.blank, name: c.sample}) is UNKNOWN
        )
        return left / sum(c.weight for c in cells)

    def could_settle(self, name: str) -> bool:
        """Tell whether some value of a fact settles the answer, whatever else is known by then."""
        return any(
            self.pairs(self.rest, name, cell) & (TURNS_NO | TURNS_YES) for cell in self.cells[name]
        )

    def pairs(self, node: Node, name: str, cell: Cell) -> int:
        """Give the pairs that *node* can come to: without the fact, and with the value of *cell*."""
        match node:
            case Compare() | OneOf() | Flag() | Has():
                return self._leaf(node, name, cell)
            case Not(of):
                return _turned(self.pairs(of, name, cell))
            case All(of):
                return self._joined(All, and_, of, name, cell)
            case AnyOf(of):
                return self._joined(AnyOf, or_, of, name, cell)
            case Constant(value):
                return STAYS_YES if value else STAYS_NO
            case Named():  # pragma: no cover  # scopes were written out
                raise AssertionError(node)
            case _:
                assert_never(node)

    def _leaf(self, leaf: Leaf, name: str, cell: Cell) -> int:
        if leaf.fact == name:
            return TURNS_YES if holds(leaf, cell.sample) else TURNS_NO
        found = STAYS_UNKNOWN
        if leaf != NOBODY_KNOWS:
            for other in self.cells[leaf.fact]:
                found |= STAYS_YES if holds(leaf, other.sample) else STAYS_NO
        return found

    def _joined(
        self,
        kind: type[All | AnyOf],
        join: Callable[[Truth, Truth], Truth],
        of: tuple[Node, ...],
        name: str,
        cell: Cell,
    ) -> int:
        parts = [
            self.pairs(group[0], name, cell)
            if len(group) == 1
            else self._tried(kind(tuple(group)), name, cell)
            for group in _independent(of, name)
        ]
        return reduce(lambda one, other: _combined(one, other, join), parts)

    def _tried(self, node: All | AnyOf, name: str, cell: Cell) -> int:
        """Try the values of the fact that most parts of *node* share, and not knowing it."""
        counted = Counter(fact for part in node.of for fact in facts_of(part, NO_SCOPES))
        del counted[name], counted[NOBODY_KNOWS.fact]
        shared = counted.most_common(1)[0][0]
        found = self.pairs(_without(node, shared), name, cell)
        for value in self.cells[shared]:
            self.trials += 1
            if self.trials > MOST_TRIALS:
                return ANYTHING
            row = {**self.blank, shared: value.sample}
            found |= self.pairs(residual(node, row, NO_SCOPES), name, cell)
        return found


@cache
def _combined(one: int, other: int, join: Callable[[Truth, Truth], Truth]) -> int:
    found = 0
    for first in _listed(one):
        for second in _listed(other):
            found |= BIT[join(first[0], second[0]), join(first[1], second[1])]
    return found


@cache
def _turned(pairs: int) -> int:
    return sum(BIT[~before, ~after] for before, after in _listed(pairs))


def _listed(pairs: int) -> list[tuple[Truth, Truth]]:
    return [pair for pair in PAIRS if pairs & BIT[pair]]


def _without(node: Node, fact: str) -> Node:
    """Give *node* where nobody will ever know *fact*."""
    match node:
        case Compare() | OneOf() | Flag() | Has():
            return NOBODY_KNOWS if node.fact == fact else node
        case Not(of):
            return Not(_without(of, fact))
        case All(of):
            return All(tuple([_without(part, fact) for part in of]))
        case AnyOf(of):
            return AnyOf(tuple([_without(part, fact) for part in of]))
        case Named() | Constant():  # pragma: no cover  # a residual tree has neither inside
            return node
        case _:
            assert_never(node)


def _independent(nodes: Sequence[Node], name: str) -> Iterator[list[Node]]:
    """Group *nodes* that share facts other than *name*, directly or through others."""
    groups: list[tuple[set[str], list[Node]]] = []
    for node in nodes:
        names = {*facts_of(node, NO_SCOPES)} - {name, NOBODY_KNOWS.fact}
        joined = [node]
        apart = []
        for group in groups:
            if group[0] & names:
                names |= group[0]
                joined = [*group[1], *joined]
            else:
                apart.append(group)
        groups = [*apart, (names, joined)]
    return (members for _, members in groups)

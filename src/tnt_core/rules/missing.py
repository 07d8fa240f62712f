"""Which unknown facts could change an answer, and which of them tells most.

A fact is missing when, for some values of some other unknown facts, learning it turns UNKNOWN into YES or NO. Knowing all missing
facts always settles the answer; a fact that is not missing never changes it.

To find out, the tree is read twice at once: with the fact unknown, and with one of its values. What a part can come to is then a
pair of answers, and there are five such pairs. Parts that share no other fact are independent, so that their pairs combine freely;
only facts that several parts share are tried value by value. The choices of a set are facts of their own here, but are known all
together or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import and_, or_
from typing import Final, assert_never

from tnt_core.facts.fact import Fact
from tnt_core.facts.table import Facts
from tnt_core.rules.cells import YES_OR_NO, Cell, atomic, cells_by_fact, set_and_choice
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
    leaves,
)
from tnt_core.rules.residual import holds, residual
from tnt_core.rules.rule import Rule
from tnt_core.rules.truth import NO, UNKNOWN, YES, Truth

__all__ = ["MOST_VISITS", "missing_facts"]

MOST_VISITS: Final = 200_000
"""Conditions looked at for one answer, about half a second's worth; beyond, a fact not yet cleared counts as missing."""

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

SURE: Final = '"'
"""Behind the name of a choice whose set is known: the choice is in it or not. No choice holds a quote."""


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
        sure = [f"{name}{SURE}" for name in self.cells if set_and_choice(name)[1]]
        self.blank: Row = dict.fromkeys([*self.cells, *sure, NOBODY_KNOWS.fact])
        self.answer = compile_node(rest, NO_SCOPES)
        self.visits = 0

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
        self.visits += 1
        if self.visits > MOST_VISITS:
            return ANYTHING
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
        if leaf.fact.endswith(SURE):
            return STAYS_YES | STAYS_NO
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
            for group in self._independent(of, name)
        ]
        return reduce(lambda one, other: _combined(one, other, join), parts)

    def _tried(self, node: All | AnyOf, name: str, cell: Cell) -> int:
        """Try what can be known of the fact that most parts of *node* share, and not knowing it."""
        counted = Counter(key for part in node.of for key in self._keys(part, name))
        shared = counted.most_common(1)[0][0]
        if shared.endswith(SURE):
            return self._tried_values(node, shared, YES_OR_NO, name, cell)
        found = self.pairs(_rewritten(node, shared, lambda _: NOBODY_KNOWS), name, cell)
        if shared in self.cells:
            return found | self._tried_values(node, shared, self.cells[shared], name, cell)
        # A set: its choices are known all together.
        known = _rewritten(node, shared, lambda fact: Flag(f"{fact}{SURE}"))
        return found | self.pairs(known, name, cell)

    def _tried_values(
        self, node: Node, shared: str, cells: Sequence[Cell], name: str, cell: Cell
    ) -> int:
        found = 0
        for value in cells:
            row = {**self.blank, shared: value.sample}
            found |= self.pairs(residual(node, row, NO_SCOPES), name, cell)
        return found

    def _keys(self, node: Node, name: str) -> set[str]:
        """Give what makes parts depend on each other: the facts that *node* reads but *name*, and sets instead of their choices."""
        own_set = set_and_choice(name)[0]
        keys = set()
        for leaf in leaves(node, NO_SCOPES):
            self.visits += 1
            fact = leaf.fact
            owner, choice = set_and_choice(fact)
            if fact not in (name, NOBODY_KNOWS.fact):
                # The choices of the set in question may be told one by one: whoever tells the set tells one of them last.
                alone = not choice or owner == own_set or fact.endswith(SURE)
                keys.add(fact if alone else owner)
        return keys

    def _independent(self, nodes: Sequence[Node], name: str) -> Iterator[list[Node]]:
        """Group *nodes* that share facts other than *name*, directly or through others."""
        group_of = [*range(len(nodes))]

        def root(place: int) -> int:
            while group_of[place] != place:
                place = group_of[place]
            return place

        first: dict[str, int] = {}
        for place, node in enumerate(nodes):
            for key in self._keys(node, name):
                one, other = sorted((root(first.setdefault(key, place)), root(place)))
                group_of[other] = one
        groups: dict[int, list[Node]] = {}
        for place, node in enumerate(nodes):
            groups.setdefault(root(place), []).append(node)
        return iter(groups.values())


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


def _rewritten(node: Node, fact: str, write: Callable[[str], Node]) -> Node:
    """Give *node* with each test of *fact*, or of a choice of that set, written otherwise."""
    match node:
        case Compare() | OneOf() | Flag() | Has():
            mine = node.fact == fact or (
                set_and_choice(node.fact)[0] == fact and not node.fact.endswith(SURE)
            )
            return write(node.fact) if mine else node
        case Not(of):
            return Not(_rewritten(of, fact, write))
        case All(of):
            return All(tuple([_rewritten(part, fact, write) for part in of]))
        case AnyOf(of):
            return AnyOf(tuple([_rewritten(part, fact, write) for part in of]))
        case Named() | Constant():  # pragma: no cover  # a residual tree has neither inside
            return node
        case _:
            assert_never(node)

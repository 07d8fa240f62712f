"""Which unknown facts could change an answer, and which of them tells most.

A fact is missing when, for some values of some other unknown facts, learning it turns UNKNOWN into YES or NO. Knowing all missing
facts always settles the answer; a fact that is not missing never changes it.

To find out, the tree is read twice at once: with the fact unknown, and with one of its values. What a part can come to is then a
pair of answers, and there are five such pairs. Parts that share no other fact are independent, so that their pairs combine freely;
only facts that several parts share are tried value by value. The choices of a set are asked about one by one, but are known all
together or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import and_, or_
from typing import Final, assert_never

import attrs

from tnt_core.facts.fact import Fact
from tnt_core.rules.atoms import Atom, atom_of, cells_by_atom, meets, put_in
from tnt_core.rules.cells import YES_OR_NO, Cell
from tnt_core.rules.closures import Row
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
    leaves,
)
from tnt_core.rules.residual import residual
from tnt_core.rules.truth import NO, UNKNOWN, YES, Truth
from tnt_core.rules.vocabulary import Vocabulary

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


def missing_facts(node: Node, row: Row, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Give the missing facts of *node* on a row, the most telling first; none if the answer is settled."""
    rest = residual(node, row, vocabulary.nodes)
    if isinstance(rest, Constant):
        return ()
    if isinstance(rest, (Compare, OneOf, Flag, Has)):
        return (rest.fact,)
    search = _Search(rest, vocabulary.facts)
    telling: dict[str, float] = {}
    for atom in search.cells:
        if search.could_settle(atom):
            fact = _owner(atom)
            telling[fact] = min(search.unsettled(atom), telling.get(fact, 1))
    return tuple(sorted(telling, key=telling.__getitem__))


def _owner(atom: Atom) -> str:
    """Give the fact that *atom* belongs to."""
    return atom.fact if isinstance(atom, Has) else atom


@attrs.frozen
class _Supposed:
    """What is supposed of the facts while a tree is read twice.

    Attributes:
        asked: The atom that is unknown the first time, and known the second.
        cell: Where its value then lies.
        unknown: Atoms, and whole sets, that nobody knows either time.
        known_sets: Sets that are known both times, each of their choices in or not.
    """

    asked: Atom
    cell: Cell
    unknown: frozenset[Atom] = frozenset()
    known_sets: frozenset[str] = frozenset()

    def leaves_unknown(self, leaf: Leaf) -> bool:
        """Tell whether nobody knows what *leaf* asks about."""
        return leaf.fact in self.unknown or (isinstance(leaf, Has) and leaf in self.unknown)


class _Search:
    """What the unknown facts of a residual tree can bring about."""

    def __init__(self, rest: Node, facts: Mapping[str, Fact]) -> None:
        self.rest = rest
        self.cells = cells_by_atom(rest, facts)
        self.visits = 0

    def unsettled(self, atom: Atom) -> float:
        """Share of the values of an atom that would leave the answer unknown."""
        cells = self.cells[atom]
        left = sum(
            cell.weight
            for cell in cells
            if not isinstance(put_in(self.rest, {atom: cell.sample}), Constant)
        )
        return left / sum(cell.weight for cell in cells)

    def could_settle(self, atom: Atom) -> bool:
        """Tell whether some value of an atom settles the answer, whatever else is known by then."""
        return any(
            self.pairs(self.rest, _Supposed(atom, cell)) & (TURNS_NO | TURNS_YES)
            for cell in self.cells[atom]
        )

    def pairs(self, node: Node, supposed: _Supposed) -> int:
        """Give the pairs that *node* can come to: without the atom in question, and with its value."""
        self.visits += 1
        if self.visits > MOST_VISITS:
            return ANYTHING
        match node:
            case Compare() | OneOf() | Flag() | Has():
                return self._leaf(node, supposed)
            case Not(of):
                return _turned(self.pairs(of, supposed))
            case All(of):
                return self._joined(All, and_, of, supposed)
            case AnyOf(of):
                return self._joined(AnyOf, or_, of, supposed)
            case Constant(value):
                return STAYS_YES if value else STAYS_NO
            case Named():  # pragma: no cover  # scopes were written out
                raise AssertionError(node)
            case _:
                assert_never(node)

    def _leaf(self, leaf: Leaf, supposed: _Supposed) -> int:
        atom = atom_of(leaf)
        if atom == supposed.asked:
            return TURNS_YES if meets(leaf, supposed.cell.sample) else TURNS_NO
        if leaf.fact in supposed.known_sets:
            return STAYS_YES | STAYS_NO
        found = STAYS_UNKNOWN
        if not supposed.leaves_unknown(leaf):
            for other in self.cells[atom]:
                found |= STAYS_YES if meets(leaf, other.sample) else STAYS_NO
        return found

    def _joined(
        self,
        kind: type[All | AnyOf],
        join: Callable[[Truth, Truth], Truth],
        of: tuple[Node, ...],
        supposed: _Supposed,
    ) -> int:
        parts = [
            self.pairs(group[0], supposed)
            if len(group) == 1
            else self._tried(kind(tuple(group)), supposed)
            for group in self._independent(of, supposed)
        ]
        return reduce(lambda one, other: _combined(one, other, join), parts)

    def _tried(self, node: All | AnyOf, supposed: _Supposed) -> int:
        """Try what can be known of the atom or set that most parts of *node* share, and not knowing it."""
        counted = Counter(key for part in node.of for key in self._keys(part, supposed))
        shared = counted.most_common(1)[0][0]
        if _owner(shared) in supposed.known_sets:
            return self._tried_values(node, shared, YES_OR_NO, supposed)
        unknown = attrs.evolve(supposed, unknown=supposed.unknown | {shared})
        found = self.pairs(node, unknown)
        if shared in self.cells:
            return found | self._tried_values(node, shared, self.cells[shared], supposed)
        # A set: its choices are known all together.
        known = attrs.evolve(supposed, known_sets=supposed.known_sets | {_owner(shared)})
        return found | self.pairs(node, known)

    def _tried_values(
        self, node: Node, shared: Atom, cells: Sequence[Cell], supposed: _Supposed
    ) -> int:
        found = 0
        for cell in cells:
            found |= self.pairs(put_in(node, {shared: cell.sample}), supposed)
        return found

    def _keys(self, node: Node, supposed: _Supposed) -> set[Atom]:
        """Give what makes parts depend on each other: the atoms of *node* but the one asked, and sets instead of their choices."""
        own_set = _owner(supposed.asked)
        keys: set[Atom] = set()
        for leaf in leaves(node, NO_SCOPES):
            self.visits += 1
            atom = atom_of(leaf)
            if atom == supposed.asked or supposed.leaves_unknown(leaf):
                continue
            # The choices of the set in question may be told one by one: whoever tells the set tells one of them last.
            alone = leaf.fact == own_set or leaf.fact in supposed.known_sets
            keys.add(atom if alone else leaf.fact)
        return keys

    def _independent(self, nodes: Sequence[Node], supposed: _Supposed) -> Iterator[list[Node]]:
        """Group *nodes* that share more than what is asked, directly or through others."""
        group_of = [*range(len(nodes))]

        def root(place: int) -> int:
            while group_of[place] != place:
                place = group_of[place]
            return place

        first: dict[Atom, int] = {}
        for place, node in enumerate(nodes):
            for key in self._keys(node, supposed):
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

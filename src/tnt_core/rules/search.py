"""The search for facts on which a tree answers YES: exact, since it tries one value of each cell, and given up when it costs too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never, cast

from tnt_core.errors import InputError
from tnt_core.facts.fact import ORDERED_TYPES, FactValue
from tnt_core.rules.atoms import Atom, atom_of, cells_by_atom, put_in
from tnt_core.rules.cells import Cell
from tnt_core.rules.nodes import (
    ALWAYS,
    NEVER,
    All,
    Has,
    Node,
    Not,
    conjunction,
    disjunction,
    expanded,
    leaves,
    negation,
)
from tnt_core.rules.vocabulary import Vocabulary
from tnt_core.texts import Text

__all__ = ["Effort", "Space", "differ"]

TANGLED = Text(
    fr="ces règles sont trop enchevêtrées pour être analysées ; séparez-les.",
    en="these rules are too tangled to analyse; split them, or name parts of them as scopes.",
)

MOST_VISITS: Final = 2_000_000
"""Conditions looked at for one question, a few seconds' worth, before the analysis says that the rules are too tangled."""


class Effort:
    """What one question may cost."""

    def __init__(self) -> None:
        self.left = MOST_VISITS

    def spend(self, visits: int) -> None:
        """Note the conditions looked at.

        Raises:
            InputError: They are too many.
        """
        self.left -= visits
        if self.left < 0:
            raise InputError(TANGLED)


class Space:
    """The cells of all atoms that some trees ask about, and the search in them."""

    def __init__(
        self, nodes: Sequence[Node], vocabulary: Vocabulary, effort: Effort | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.effort = effort or Effort()
        whole = expanded(disjunction(list(nodes)), vocabulary.nodes)
        self.cells = cells_by_atom(whole, vocabulary.facts)
        # What was found to have no solution: the same rest comes back by many ways.
        self.hopeless: set[Node] = set()

    @property
    def ordered(self) -> list[str]:
        """The numbers and days among the facts."""
        facts = self.vocabulary.facts
        plain = [atom for atom in self.cells if not isinstance(atom, Has)]
        return [name for name in plain if facts[name].type in ORDERED_TYPES]

    def fixed(self, node: Node, name: str, cell: Cell) -> Node:
        """Give *node* with one fact known."""
        return self.rest(node, {name: cell.sample})

    def rest(self, node: Node, known: Mapping[Atom, FactValue]) -> Node:
        """Give what is left of *node* once some atoms are known."""
        written = expanded(node, self.vocabulary.nodes)
        self.effort.spend(condition_count(written))
        return put_in(written, known)

    def solve(self, node: Node) -> dict[str, FactValue] | None:
        """Give facts on which *node* answers YES, or nothing if there are none."""
        found = self._search(self.rest(node, {}))
        return None if found is None else _with_whole_sets(found)

    def _search(self, rest: Node) -> dict[Atom, FactValue] | None:
        # Depth first, but not recursive: a rule may read more facts than Python nests calls.
        chosen: dict[Atom, FactValue] = {}
        branches: list[tuple[Node, Atom, Iterator[Cell]]] = []
        while True:
            if rest == ALWAYS:
                return chosen
            if not self._is_hopeless(rest):
                atom = atom_of(next(leaves(rest, {})))
                # Once for each value, and once for the memory of what is hopeless.
                self.effort.spend(condition_count(rest) * (1 + len(self.cells[atom])))
                branches.append((rest, atom, iter(self.cells[atom])))
            rest = NEVER
            while branches and rest == NEVER:
                node, atom, cells = branches[-1]
                cell = next(cells, None)
                if cell is None:
                    self.hopeless.add(node)
                    branches.pop()
                    del chosen[atom]
                else:
                    chosen[atom] = cell.sample
                    rest = put_in(node, {atom: cell.sample})
            if rest == NEVER:
                return None

    def _is_hopeless(self, rest: Node) -> bool:
        return rest == NEVER or _contradicts_itself(rest) or rest in self.hopeless

    def same(self, one: Node, other: Node) -> bool:
        """Tell whether both trees, made of the same tests, answer alike on full knowledge."""
        return self.solve(differ(one, other)) is None


def condition_count(node: Node) -> int:
    """Count the conditions of a tree without scopes."""
    return sum(1 for _ in leaves(node, {}))


def _contradicts_itself(node: Node) -> bool:
    """Tell whether *node* plainly wants a thing and its opposite: most questions of implication end here."""
    if not isinstance(node, All):
        return False
    wanted = set(node.of)
    refused = [part.of for part in node.of if isinstance(part, Not)]
    return any(
        part in wanted or (isinstance(part, All) and wanted.issuperset(part.of)) for part in refused
    )


def _with_whole_sets(found: Mapping[Atom, FactValue]) -> dict[str, FactValue]:
    """Put the choices of a set, each an atom of its own in *found*, together again."""
    whole: dict[str, FactValue] = {}
    for atom, value in found.items():
        match atom:
            case Has(fact, choice):
                held = cast("frozenset[str]", whole.get(fact, frozenset()))
                whole[fact] = held | {choice} if value else held
            case str():
                whole[atom] = value
            case _:
                assert_never(atom)
    return whole


def differ(one: Node, other: Node) -> Node:
    """Write that one tree holds and the other does not."""
    return disjunction([conjunction([one, negation(other)]), conjunction([negation(one), other])])

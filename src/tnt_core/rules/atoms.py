"""What a tree asks about, one thing at a time: a fact, or one choice of a set.

The choices of a set are independent of each other, so that each of them is a question of its own: in the set or not. Trees are read
here with their scopes written out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from tnt_core.facts.fact import Fact, FactValue
from tnt_core.rules.cells import YES_OR_NO, Cell, cells_of
from tnt_core.rules.nodes import (
    ALWAYS,
    NEVER,
    Compare,
    Flag,
    Has,
    Leaf,
    Node,
    OneOf,
    leaves,
    rewritten,
)
from tnt_core.rules.residual import holds, joined_all, joined_any

__all__ = ["Atom", "atom_of", "cells_by_atom", "meets", "put_in"]

Atom: TypeAlias = str | Has
"""The id of a fact, or a choice that a set holds or does not."""


def atom_of(leaf: Leaf) -> Atom:
    """Give what *leaf* asks about.

    Example:
        >>> atom_of(Flag("boarding")), atom_of(Has("powers", "water"))
        ('boarding', Has(fact='powers', choice='water'))
    """
    return leaf if isinstance(leaf, Has) else leaf.fact


def meets(leaf: Leaf, value: FactValue) -> bool:
    """Tell whether the *value* of its atom meets *leaf*; of a choice, the value says whether the set holds it."""
    return bool(value) if isinstance(leaf, Has) else holds(leaf, value)


def put_in(node: Node, known: Mapping[Atom, FactValue]) -> Node:
    """Give what is left of *node* once some atoms are known."""

    def left(part: Node) -> Node:
        match part:
            case Compare() | OneOf() | Flag() | Has():
                value = known.get(atom_of(part))
                if value is None:
                    return part
                return ALWAYS if meets(part, value) else NEVER
            case _:
                return rewritten(part, left, joined_all, joined_any)

    return left(node)


def cells_by_atom(node: Node, facts: Mapping[str, Fact]) -> dict[Atom, tuple[Cell, ...]]:
    """Give the cells of each atom of *node*, in the order of their first appearance."""
    tests: dict[Atom, list[Leaf]] = {}
    for leaf in leaves(node, {}):
        tests.setdefault(atom_of(leaf), []).append(leaf)
    return {
        atom: YES_OR_NO if isinstance(atom, Has) else cells_of(facts[atom], own)
        for atom, own in tests.items()
    }

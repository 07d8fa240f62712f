"""What is left of a rule once some facts are known: the tree walk, against which compiled rules are tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import ge, gt, le, lt
from typing import Any, Final, assert_never

from tnt_core.rules.closures import Row
from tnt_core.rules.nodes import (
    ALWAYS,
    NEVER,
    Compare,
    Constant,
    Flag,
    Has,
    Leaf,
    Named,
    Node,
    OneOf,
    Operator,
    conjunction,
    disjunction,
    rewritten,
)

__all__ = ["ORDERS", "folded", "holds", "joined_all", "joined_any", "residual"]

ORDERS: Final[Mapping[Operator, Callable[[Any, Any], Any]]] = {">=": ge, ">": gt, "<=": le, "<": lt}


def holds(leaf: Leaf, value: Any) -> bool:
    """Tell whether a known value, in its one form, meets a test."""
    match leaf:
        case Compare(_, op, bound):
            return bool(ORDERS[op](value, bound))
        case OneOf(_, values, negated):
            return (value in values) is not negated
        case Flag():
            return bool(value)
        case Has(_, choice):
            return choice in value
        case _:
            assert_never(leaf)


def residual(node: Node, row: Row, scopes: Mapping[str, Node]) -> Node:
    """Give what is left of *node* once the known facts are put in: only tests of unknown facts, or a constant."""

    def left(part: Node) -> Node:
        match part:
            case Compare() | OneOf() | Flag() | Has():
                value = row[part.fact]
                if value is None:
                    return part
                return ALWAYS if holds(part, value) else NEVER
            case Named(scope):
                return left(scopes[scope])
            case _:
                return rewritten(part, left, joined_all, joined_any)

    return left(node)


def folded(node: Node, scopes: Mapping[str, Node]) -> Node:
    """Give *node* with its constants taken in, those that scopes come down to included: ``always and a`` is ``a``."""

    def fold(part: Node) -> Node:
        if isinstance(part, Named):
            inner = fold(scopes[part.scope])
            return inner if isinstance(inner, Constant) else part
        return rewritten(part, fold, joined_all, joined_any)

    return fold(node)


def joined_all(parts: Sequence[Node]) -> Node:
    """Join *parts* by ``and``, constants taken in."""
    left = []
    for part in parts:
        if not isinstance(part, Constant):
            left.append(part)
        elif not part.value:
            return NEVER
    return conjunction(left)


def joined_any(parts: Sequence[Node]) -> Node:
    """Join *parts* by ``or``, constants taken in."""
    left = []
    for part in parts:
        if not isinstance(part, Constant):
            left.append(part)
        elif part.value:
            return ALWAYS
    return disjunction(left)

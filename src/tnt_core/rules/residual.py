"""What is left of a rule once some facts are known: the tree walk, against which compiled rules are tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import ge, gt, le, lt
from typing import Any, Final, assert_never

from tnt_core.rules.closures import Row
from tnt_core.rules.nodes import (
    ALWAYS,
    NEVER,
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
    Operator,
    negation,
)

__all__ = ["folded", "holds", "residual"]

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
    match node:
        case Constant():
            return node
        case Named(scope):
            return residual(scopes[scope], row, scopes)
        case Compare() | OneOf() | Flag() | Has():
            value = row[node.fact]
            return node if value is None else Constant(holds(node, value))
        case Not(of):
            rest = residual(of, row, scopes)
            return Constant(not rest.value) if isinstance(rest, Constant) else Not(rest)
        case All(of):
            return _joined(All, [residual(inner, row, scopes) for inner in of], ALWAYS, NEVER)
        case AnyOf(of):
            return _joined(AnyOf, [residual(inner, row, scopes) for inner in of], NEVER, ALWAYS)
        case _:
            assert_never(node)


def folded(node: Node, scopes: Mapping[str, Node]) -> Node:
    """Give *node* with its constants taken in, those that scopes come down to included: ``always and a`` is ``a``."""
    match node:
        case Named(scope):
            inner = folded(scopes[scope], scopes)
            return inner if isinstance(inner, Constant) else node
        case Not(of):
            return negation(folded(of, scopes))
        case All(of):
            return _joined(All, [folded(inner, scopes) for inner in of], ALWAYS, NEVER)
        case AnyOf(of):
            return _joined(AnyOf, [folded(inner, scopes) for inner in of], NEVER, ALWAYS)
        case Compare() | OneOf() | Flag() | Has() | Constant():
            return node
        case _:
            assert_never(node)


def _joined(
    kind: type[All | AnyOf], rests: list[Node], neutral: Constant, settled: Constant
) -> Node:
    if settled in rests:
        return settled
    left = [rest for rest in rests if rest != neutral]
    if not left:
        return neutral
    return left[0] if len(left) == 1 else kind(tuple(left))

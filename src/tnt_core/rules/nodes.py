"""The tree of a rule: a few frozen classes, a closed union.

A tree has one shape for one meaning of its conditions: nested ``and`` of ``and`` is flat, a negated comparison is the opposite
comparison, equality is :class:`OneOf` with one value. The functions :func:`conjunction`, :func:`disjunction` and :func:`negation`
build such trees; printing a tree and parsing the text gives the same tree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

import attrs

from tnt_core.facts.fact import Value

__all__ = [
    "ALWAYS",
    "NEVER",
    "All",
    "AnyOf",
    "Compare",
    "Constant",
    "Flag",
    "Has",
    "Leaf",
    "Named",
    "Node",
    "Not",
    "OneOf",
    "Operator",
    "conjunction",
    "disjunction",
    "expanded_size",
    "facts_of",
    "leaves",
    "named_scopes",
    "negation",
]

Operator: TypeAlias = Literal["<", "<=", ">", ">="]

OPPOSITE: Mapping[Operator, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@attrs.frozen
class Compare:
    """The fact is known and stands in this order to the value."""

    fact: str
    op: Operator
    value: int | Decimal | dt.date


@attrs.frozen
class OneOf:
    """The fact is known and is one of the values (or, negated, none of them)."""

    fact: str
    values: tuple[Value, ...]
    negated: bool = False


@attrs.frozen
class Flag:
    """The fact is known and true."""

    fact: str


@attrs.frozen
class Has:
    """The fact is a known set, and this choice is in it."""

    fact: str
    choice: str


@attrs.frozen
class Named:
    """A scope of the vocabulary, by its id."""

    scope: str


@attrs.frozen
class Constant:
    """Always, or never."""

    value: bool


@attrs.frozen
class Not:
    """The opposite of the inner condition."""

    of: Node


@attrs.frozen
class All:
    """Every condition holds; two or more."""

    of: tuple[Node, ...]


@attrs.frozen
class AnyOf:
    """At least one condition holds; two or more."""

    of: tuple[Node, ...]


Leaf: TypeAlias = Compare | OneOf | Flag | Has
Node: TypeAlias = Leaf | Named | Constant | Not | All | AnyOf

ALWAYS = Constant(True)
NEVER = Constant(False)


def conjunction(nodes: Sequence[Node]) -> Node:
    """Join *nodes* by ``and``; none at all is ``always``."""
    flat = [inner for node in nodes for inner in (node.of if isinstance(node, All) else (node,))]
    match flat:
        case []:
            return ALWAYS
        case [one]:
            return one
        case _:
            return All(tuple(flat))


def disjunction(nodes: Sequence[Node]) -> Node:
    """Join *nodes* by ``or``; none at all is ``never``."""
    flat = [inner for node in nodes for inner in (node.of if isinstance(node, AnyOf) else (node,))]
    match flat:
        case []:
            return NEVER
        case [one]:
            return one
        case _:
            return AnyOf(tuple(flat))


def negation(node: Node) -> Node:
    """Give the opposite of *node*: a comparison turns round, a double negation goes away."""
    match node:
        case Compare(fact, op, value):
            return Compare(fact, OPPOSITE[op], value)
        case OneOf(fact, values, negated):
            return OneOf(fact, values, not negated)
        case Constant(value):
            return Constant(not value)
        case Not(of):
            return of
        case Flag() | Has() | Named() | All() | AnyOf():
            return Not(node)
        case _:
            assert_never(node)


def leaves(node: Node, scopes: Mapping[str, Node]) -> Iterator[Leaf]:
    """Give the leaves of *node* from left to right, those of its scopes included."""
    match node:
        case Compare() | OneOf() | Flag() | Has():
            yield node
        case Named(scope):
            yield from leaves(scopes[scope], scopes)
        case Constant():
            return
        case Not(of):
            yield from leaves(of, scopes)
        case All(of) | AnyOf(of):
            for inner in of:
                yield from leaves(inner, scopes)
        case _:
            assert_never(node)


def facts_of(node: Node, scopes: Mapping[str, Node]) -> tuple[str, ...]:
    """Give the ids of the facts that *node* reads, in the order of their first appearance."""
    return tuple(dict.fromkeys(leaf.fact for leaf in leaves(node, scopes)))


def expanded_size(node: Node, sizes: Mapping[str, int]) -> int:
    """Count the nodes of *node* with its scopes written out, given the sizes of these scopes."""
    match node:
        case Named(scope):
            return sizes[scope]
        case Not(of):
            return 1 + expanded_size(of, sizes)
        case All(of) | AnyOf(of):
            return 1 + sum(expanded_size(inner, sizes) for inner in of)
        case Compare() | OneOf() | Flag() | Has() | Constant():
            return 1
        case _:
            assert_never(node)


def named_scopes(node: Node) -> frozenset[str]:
    """Give the ids of the scopes that *node* names itself, not through others."""
    match node:
        case Named(scope):
            return frozenset({scope})
        case Not(of):
            return named_scopes(of)
        case All(of) | AnyOf(of):
            return frozenset().union(*map(named_scopes, of))
        case Compare() | OneOf() | Flag() | Has() | Constant():
            return frozenset()
        case _:
            assert_never(node)

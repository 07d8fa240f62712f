"""The tree of a rule: a few frozen classes, a closed union.

A tree has one shape for one meaning of its conditions: nested ``and`` of ``and`` is flat, a negated comparison is the opposite
comparison, equality is :class:`OneOf` with one value. The functions :func:`conjunction`, :func:`disjunction` and :func:`negation`
build such trees; printing a tree and parsing the text gives the same tree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    "expanded",
    "expanded_size",
    "facts_of",
    "leaves",
    "named_scopes",
    "negation",
    "rewritten",
    "walk",
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


def walk(node: Node) -> Iterator[Node]:
    """Give *node* and every node in it, from left to right; its scopes by their names only."""
    yield node
    match node:
        case Not(of):
            yield from walk(of)
        case All(of) | AnyOf(of):
            for inner in of:
                yield from walk(inner)
        case Compare() | OneOf() | Flag() | Has() | Named() | Constant():
            return
        case _:
            assert_never(node)


def expanded_size(node: Node, sizes: Mapping[str, int]) -> int:
    """Count the nodes of *node* with its scopes written out, given the sizes of these scopes."""
    return sum(sizes[n.scope] if isinstance(n, Named) else 1 for n in walk(node))


def named_scopes(node: Node) -> frozenset[str]:
    """Give the ids of the scopes that *node* names itself, not through others."""
    return frozenset(n.scope for n in walk(node) if isinstance(n, Named))


def rewritten(
    node: Node,
    write: Callable[[Node], Node],
    all_of: Callable[[Sequence[Node]], Node] = conjunction,
    any_of: Callable[[Sequence[Node]], Node] = disjunction,
) -> Node:
    """Give *node* with what *write* makes of its parts in their place; a node without parts stays as it is.

    One level only: a *write* that calls this function again goes on, and does so before or after its own work.

    Args:
        node: The node.
        write: What becomes of each part.
        all_of: How an ``and`` is joined again.
        any_of: How an ``or`` is joined again.

    Example:
        >>> def renamed(node: Node) -> Node:
        ...     return Flag(f"old_{node.fact}") if isinstance(node, Flag) else rewritten(node, renamed)
        >>> renamed(All((Flag("a"), Not(Flag("b")))))
        All(of=(Flag(fact='old_a'), Not(of=Flag(fact='old_b'))))
    """
    match node:
        case All(of):
            return all_of([write(part) for part in of])
        case AnyOf(of):
            return any_of([write(part) for part in of])
        case Not(of):
            return negation(write(of))
        case Compare() | OneOf() | Flag() | Has() | Named() | Constant():
            return node
        case _:
            assert_never(node)


def expanded(node: Node, scopes: Mapping[str, Node]) -> Node:
    """Give *node* with its scopes written out."""
    if isinstance(node, Named):
        return expanded(scopes[node.scope], scopes)
    return rewritten(node, lambda part: expanded(part, scopes))

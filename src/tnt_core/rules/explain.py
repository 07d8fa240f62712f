"""Tree -> closures that give the reasons of an answer, test by test."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, assert_never

from tnt_core.rules.closures import Compiled, Row, compile_node
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
)
from tnt_core.rules.printing import print_node
from tnt_core.rules.reasons import FactReason
from tnt_core.rules.truth import Truth
from tnt_core.rules.vocabulary import Vocabulary

__all__ = ["Explainer", "compile_reasons"]

Cited: TypeAlias = tuple[object, ...]
Reasons: TypeAlias = list[FactReason]
Explainer: TypeAlias = Callable[[Row, Truth, bool, Cited, Reasons], None]
"""Adds the reasons of a node to the list, given its answer, whether that made the whole answer, and the citations."""


def compile_reasons(node: Node, vocabulary: Vocabulary, sources: tuple[str, ...] = ()) -> Explainer:
    """Give a function that lists the reasons of *node* on a row; *sources* are those of the scopes that it stands in."""
    match node:
        case Compare() | OneOf() | Flag() | Has():
            return _leaf(node, sources)
        case Named(scope):
            named = vocabulary.scopes[scope]
            return compile_reasons(named.node, vocabulary, (named.source, *sources))
        case Constant():
            return _silent
        case Not(of):
            return _not(compile_reasons(of, vocabulary, sources))
        case All(of) | AnyOf(of) if all(isinstance(n, Leaf) for n in of):
            return _join_leaves([n for n in of if isinstance(n, Leaf)], sources)
        case All(of) | AnyOf(of):
            return _join(
                [
                    (compile_node(n, vocabulary.nodes), compile_reasons(n, vocabulary, sources))
                    for n in of
                ]
            )
        case _:
            assert_never(node)


def _silent(_row: Row, _truth: Truth, _decisive: bool, _cited: Cited, _into: Reasons) -> None:
    """A constant tests nothing."""


def _leaf(node: Leaf, sources: tuple[str, ...]) -> Explainer:
    fact, test = node.fact, print_node(node)

    def explain(row: Row, truth: Truth, decisive: bool, cited: Cited, into: Reasons) -> None:
        into.append(FactReason(fact, row[fact], test, truth, cited, decisive, sources))

    return explain


def _not(inner: Explainer) -> Explainer:
    def explain(row: Row, truth: Truth, decisive: bool, cited: Cited, into: Reasons) -> None:
        inner(row, ~truth, decisive, cited, into)

    return explain


def _join(parts: list[tuple[Compiled, Explainer]]) -> Explainer:
    def explain(row: Row, truth: Truth, decisive: bool, cited: Cited, into: Reasons) -> None:
        for answer, inner in parts:
            part = answer(row)
            # What made a conjunction say no is what said no; what made it say yes is all of it; and so on.
            inner(row, part, decisive and part is truth, cited, into)

    return explain


def _join_leaves(nodes: list[Leaf], sources: tuple[str, ...]) -> Explainer:
    """As :func:`_join`, without the calls that most rules can do without."""
    parts = [(node.fact, print_node(node), compile_node(node, {})) for node in nodes]

    def explain(row: Row, truth: Truth, decisive: bool, cited: Cited, into: Reasons) -> None:
        for fact, test, answer in parts:
            part = answer(row)
            # The named tuple without its own __new__, which would double the price.
            fields = (fact, row[fact], test, part, cited, decisive and part is truth, sources)
            into.append(tuple.__new__(FactReason, fields))

    return explain

"""Why a rule answers what it answers: its tests one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, assert_never

from tnt_core.facts.fact import FactValue
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
from tnt_core.rules.truth import Truth
from tnt_core.rules.vocabulary import Vocabulary

__all__ = ["Explainer", "Reason", "compile_reasons"]


# A named tuple: reasons are made by the hundred thousand, and this is the frozen value that Python makes fastest.
class Reason(NamedTuple):
    """One test of a rule, and what came of it."""

    fact: str
    """Id of the fact."""
    value: FactValue | None
    """What is known of it; ``None`` if nothing."""
    test: str
    """The test as a rule is written, for instance ``"population_total >= 3_500"``."""
    outcome: Truth
    """What the test answers."""
    citation: tuple[object, ...]
    """What the rule rests on, as it was given; inside a scope, the scope's source before it."""
    decisive: bool
    """Whether this outcome made the answer what it is."""


Explainer: TypeAlias = Callable[[Row, Truth, bool, tuple[object, ...], list[Reason]], None]
"""Adds the reasons of a node to the list, given its answer, whether that made the whole answer, and the citations."""


def compile_reasons(node: Node, vocabulary: Vocabulary) -> Explainer:
    """Give a function that lists the reasons of *node* on a row."""
    match node:
        case Compare() | OneOf() | Flag() | Has():
            return _leaf(node)
        case Named(scope):
            named = vocabulary.scopes[scope]
            return _named(compile_reasons(named.node, vocabulary), named.source)
        case Constant():
            return _silent
        case Not(of):
            return _not(compile_reasons(of, vocabulary))
        case All(of) | AnyOf(of) if all(isinstance(n, Leaf) for n in of):
            return _join_leaves([n for n in of if isinstance(n, Leaf)])
        case All(of) | AnyOf(of):
            return _join(
                [(compile_node(n, vocabulary.nodes), compile_reasons(n, vocabulary)) for n in of]
            )
        case _:
            assert_never(node)


def _silent(
    _row: Row, _truth: Truth, _decisive: bool, _citation: tuple[object, ...], _reasons: list[Reason]
) -> None:
    """A constant tests nothing."""


def _leaf(node: Leaf) -> Explainer:
    fact, test = node.fact, print_node(node)

    def explain(
        row: Row, truth: Truth, decisive: bool, citation: tuple[object, ...], reasons: list[Reason]
    ) -> None:
        reasons.append(Reason(fact, row[fact], test, truth, citation, decisive))

    return explain


def _named(inner: Explainer, source: str) -> Explainer:
    def explain(
        row: Row, truth: Truth, decisive: bool, citation: tuple[object, ...], reasons: list[Reason]
    ) -> None:
        inner(row, truth, decisive, (source, *citation), reasons)

    return explain


def _not(inner: Explainer) -> Explainer:
    def explain(
        row: Row, truth: Truth, decisive: bool, citation: tuple[object, ...], reasons: list[Reason]
    ) -> None:
        inner(row, ~truth, decisive, citation, reasons)

    return explain


def _join(parts: list[tuple[Compiled, Explainer]]) -> Explainer:
    def explain(
        row: Row, truth: Truth, decisive: bool, citation: tuple[object, ...], reasons: list[Reason]
    ) -> None:
        for answer, inner in parts:
            part = answer(row)
            # What made a conjunction say no is what said no; what made it say yes is all of it; and so on.
            inner(row, part, decisive and part is truth, citation, reasons)

    return explain


def _join_leaves(nodes: list[Leaf]) -> Explainer:
    """As :func:`_join`, without the calls that most rules can do without."""
    parts = [(node.fact, print_node(node), compile_node(node, {})) for node in nodes]

    def explain(
        row: Row, truth: Truth, decisive: bool, citation: tuple[object, ...], reasons: list[Reason]
    ) -> None:
        for fact, test, answer in parts:
            part = answer(row)
            # The named tuple without its own __new__, which would double the price.
            fields = (fact, row[fact], test, part, citation, decisive and part is truth)
            reasons.append(tuple.__new__(Reason, fields))

    return explain

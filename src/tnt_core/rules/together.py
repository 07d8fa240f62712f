"""Conditions of a rule that a sentence says together: both bounds of a number, all that is asked of one choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tnt_core.facts.fact import Fact
from tnt_core.rules.nodes import (
    AnyOf,
    Compare,
    Node,
    Not,
    OneOf,
    conjunction,
    negation,
    rewritten,
)

__all__ = ["bounds", "narrowed", "spread"]


def spread(node: Node) -> Node:
    """Say "neither a nor b" as "not a and not b", so that no exception hides a list."""
    match node:
        case Not(AnyOf(of)):
            return conjunction([spread(negation(inner)) for inner in of])
        case _:
            return rewritten(node, spread)


def narrowed(nodes: Sequence[Node], facts: Mapping[str, Fact]) -> list[Node]:
    """Say once what several conditions leave of the choices of one fact, unless they leave none."""
    tests: dict[str, list[OneOf]] = {}
    for node in nodes:
        if isinstance(node, OneOf) and facts[node.fact].type == "choice":
            tests.setdefault(node.fact, []).append(node)
    kept = {
        fact: tuple(
            choice
            for choice in facts[fact].choices
            if all((choice in test.values) is not test.negated for test in own)
        )
        for fact, own in tests.items()
        if len(own) > 1
    }
    told: list[Node] = []
    for node in nodes:
        if isinstance(node, OneOf) and kept.get(node.fact):
            if node is tests[node.fact][0]:
                told.append(OneOf(node.fact, kept[node.fact]))
        else:
            told.append(node)
    return told


def bounds(node: Node, others: Sequence[Node]) -> tuple[Compare, Compare] | None:
    """Find the other bound of the fact that *node* bounds among *others*: the lower one comes first."""
    for other in others:
        match node, other:
            case Compare(fact, (">" | ">=")), Compare(same, ("<" | "<=")) if fact == same:
                return node, other
            case Compare(fact, ("<" | "<=")), Compare(same, (">" | ">=")) if fact == same:
                return other, node
    return None

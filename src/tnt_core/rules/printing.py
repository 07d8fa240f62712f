"""Tree -> text, in its one canonical form: parsing the text gives the same tree."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from keyword import iskeyword
from typing import assert_never

from tnt_core.facts.fact import Value
from tnt_core.rules.nodes import (
    All,
    AnyOf,
    Compare,
    Constant,
    Flag,
    Has,
    Named,
    Node,
    Not,
    OneOf,
)

__all__ = ["print_node", "print_value"]

NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
FLIPPED = {">": "<", ">=": "<="}


def print_node(node: Node) -> str:
    """Write *node* as the text of a rule."""
    match node:
        case Compare(fact, op, value):
            return f"{fact} {op} {print_value(value)}"
        case OneOf(fact, (value,), negated):
            return f"{fact} {'!=' if negated else '=='} {print_value(value)}"
        case OneOf(fact, values, negated):
            return f"{fact} {'not in' if negated else 'in'} ({', '.join(map(print_value, values))})"
        case Flag(fact):
            return fact
        case Has(fact, choice):
            return f"{print_value(choice)} in {fact}"
        case Named(scope):
            return scope
        case Constant(value):
            return "always" if value else "never"
        case Not(Has(fact, choice)):
            return f"{print_value(choice)} not in {fact}"
        case Not(of):
            return (
                f"not ({print_node(of)})"
                if isinstance(of, (All, AnyOf))
                else f"not {print_node(of)}"
            )
        case All(of):
            return " and ".join(_conjuncts(of))
        case AnyOf(of):
            return " or ".join(map(print_node, of))
        case _:
            assert_never(node)


def _conjuncts(nodes: tuple[Node, ...]) -> list[str]:
    """Write the members of a conjunction; a lower bound followed by an upper bound of the same fact is a chain."""
    written: list[str] = []
    rest = list(nodes)
    while rest:
        node = rest.pop(0)
        match node, rest:
            case Compare(fact, (">" | ">=") as low, bottom), [
                Compare(other, ("<" | "<=") as high, top),
                *_,
            ] if fact == other:
                chain = (print_value(bottom), FLIPPED[low], fact, high, print_value(top))
                written.append(" ".join(chain))
                del rest[0]
            case AnyOf(), _:
                written.append(f"({print_node(node)})")
            case _:
                written.append(print_node(node))
    return written


def print_value(value: Value) -> str:
    """Write a constant as rules do: ``3_500``, ``49.6``, ``"2022-01-01"``, ``commune``."""
    match value:
        case dt.date():
            return f'"{value.isoformat()}"'
        case str():
            bare = NAME.fullmatch(value) and not iskeyword(value)
            return value if bare else f'"{value}"'
        case int() | Decimal():
            return f"{value:,f}".replace(",", "_") if isinstance(value, Decimal) else f"{value:_}"
        case _:
            assert_never(value)

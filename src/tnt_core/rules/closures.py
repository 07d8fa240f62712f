"""Tree -> closures: a rule compiled once, so that deciding it costs a few function calls.

A compiled rule reads a *row*: every fact of the vocabulary, ``None`` where unknown (:attr:`Facts.row`). As the order of conditions
never changes the answer, cheap tests that often say no come first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, assert_never

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
from tnt_core.rules.truth import NO, UNKNOWN, YES, Truth

__all__ = ["Compiled", "Row", "compile_node"]

Row: TypeAlias = dict[str, Any]
Compiled: TypeAlias = Callable[[Row], Truth]


def compile_node(node: Node, scopes: Mapping[str, Node]) -> Compiled:
    """Give a function that answers *node* on a row."""
    match node:
        case Compare():
            return _compare(node)
        case OneOf(fact, values, negated):
            hit, miss = (NO, YES) if negated else (YES, NO)
            return (
                _equal(fact, values[0], hit, miss)
                if len(values) == 1
                else _one_of(fact, frozenset(values), hit, miss)
            )
        case Flag(fact):
            return _flag(fact)
        case Has(fact, choice):
            return _has(fact, choice)
        case Named(scope):
            return compile_node(scopes[scope], scopes)
        case Constant(value):
            return _constant(YES if value else NO)
        case Not(of):
            return _not(compile_node(of, scopes))
        case All(of):
            if any(inner == Constant(False) for inner in of):
                return _constant(NO)
            return _join([compile_node(inner, scopes) for inner in sorted(of, key=_cost)], NO, YES)
        case AnyOf(of):
            if any(inner == Constant(True) for inner in of):
                return _constant(YES)
            return _join([compile_node(inner, scopes) for inner in sorted(of, key=_cost)], YES, NO)
        case _:
            assert_never(node)


def _cost(node: Node) -> int:
    match node:
        case Constant():
            return 0
        case Compare():
            return 1
        case Flag() | Has() | OneOf():
            return 2
        case Named() | Not() | All() | AnyOf():
            return 3
        case _:
            assert_never(node)


def _constant(answer: Truth) -> Compiled:
    return lambda _: answer


def _compare(node: Compare) -> Compiled:
    fact, bound = node.fact, node.value

    def at_least(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else YES if value >= bound else NO

    def more(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else YES if value > bound else NO

    def at_most(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else YES if value <= bound else NO

    def less(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else YES if value < bound else NO

    return {">=": at_least, ">": more, "<=": at_most, "<": less}[node.op]


def _equal(fact: str, wanted: object, hit: Truth, miss: Truth) -> Compiled:
    def equal(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else hit if value == wanted else miss

    return equal


def _one_of(fact: str, wanted: frozenset[object], hit: Truth, miss: Truth) -> Compiled:
    def one_of(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else hit if value in wanted else miss

    return one_of


def _flag(fact: str) -> Compiled:
    def flag(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else YES if value else NO

    return flag


def _has(fact: str, choice: str) -> Compiled:
    def has(row: Row) -> Truth:
        value = row[fact]
        return UNKNOWN if value is None else YES if choice in value else NO

    return has


def _not(inner: Compiled) -> Compiled:
    def opposite(row: Row) -> Truth:
        answer = inner(row)
        return UNKNOWN if answer is UNKNOWN else NO if answer is YES else YES

    return opposite


def _join(tests: list[Compiled], settles: Truth, otherwise: Truth) -> Compiled:
    """One test that answers *settles* settles the whole; all *otherwise* give that; else it is unknown."""
    match tests:
        # The lengths of most conjunctions are spelt out: a loop costs more than the tests.
        case [first, second]:
            return _both(first, second, settles, otherwise)
        case [first, second, third]:
            return _triple(first, second, third, settles, otherwise)
        case _:
            return _every(tests, settles, otherwise)


def _both(first: Compiled, second: Compiled, settles: Truth, otherwise: Truth) -> Compiled:
    def both(row: Row) -> Truth:
        answer = first(row)
        if answer is settles:
            return settles
        last = second(row)
        return last if answer is otherwise or last is settles else UNKNOWN

    return both


def _triple(
    first: Compiled, second: Compiled, third: Compiled, settles: Truth, otherwise: Truth
) -> Compiled:
    def triple(row: Row) -> Truth:
        a = first(row)
        if a is settles:
            return settles
        b = second(row)
        if b is settles:
            return settles
        c = third(row)
        return c if c is settles or (a is otherwise and b is otherwise) else UNKNOWN

    return triple


def _every(tests: list[Compiled], settles: Truth, otherwise: Truth) -> Compiled:
    def every(row: Row) -> Truth:
        result = otherwise
        for test in tests:
            answer = test(row)
            if answer is settles:
                return settles
            if answer is UNKNOWN:
                result = UNKNOWN
        return result

    return every

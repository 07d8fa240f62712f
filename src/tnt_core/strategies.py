"""Hypothesis strategies for tests of programs that use tnt-core.

Imported by name only, as ``from tnt_core.strategies import rules``: hypothesis is a library for tests, and importing tnt-core must not
need it.

Values are drawn from small pools, so that the constants of a rule and the facts that it meets are often equal or neighbours: that is
where rules go wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, assert_never

try:
    from hypothesis import strategies as st
except ImportError:
    from tnt_core.errors import MissingExtraError, Text

    raise MissingExtraError(
        "test", Text(fr="tnt_core.strategies", en="tnt_core.strategies")
    ) from None

from tnt_core.facts.fact import FACT_TYPES, Fact, FactType
from tnt_core.facts.table import Facts
from tnt_core.rules.nodes import (
    ALWAYS,
    NEVER,
    Compare,
    Flag,
    Has,
    Named,
    Node,
    OneOf,
    Operator,
    conjunction,
    disjunction,
    negation,
)
from tnt_core.rules.rule import Rule
from tnt_core.rules.vocabulary import Vocabulary

__all__ = ["facts", "rules", "values", "vocabularies"]

CHOICES: Final = ("commune", "2A", "d_1", "Île-de-France", "x y", "not", "class", "é")
"""Bare names, names that rules must quote, a word of the syntax and one of Python."""

NUMBERS: Final[Mapping[FactType, st.SearchStrategy[Any]]] = {
    "int": st.integers(-1, 4) | st.sampled_from([3499, 3500, 3501]),
    "decimal": st.sampled_from(["-0.5", "0", "0.5", "1", "49.6", "50", "10000.25"]).map(Decimal),
    "money": st.sampled_from(["0", "0.01", "22999.99", "23000", "23000.01"]).map(Decimal),
    "date": st.integers(0, 3).map(lambda days: dt.date(2021, 12, 31) + dt.timedelta(days)),
}
OPERATORS: Final[tuple[Operator, ...]] = ("<", "<=", ">", ">=")


def _table(fact_type: FactType, name: str, draw: st.DrawFn) -> dict[str, Any]:
    table: dict[str, Any] = {
        "type": fact_type,
        "label": {"fr": f"fait {name}", "en": f"fact {name}"},
    }
    if fact_type in {"choice", "set"}:
        choices = draw(st.lists(st.sampled_from(CHOICES), min_size=1, max_size=4, unique=True))
        table["choices"] = {choice: choice.upper() for choice in choices}
        styles = ("value", "modifier", "noun") if fact_type == "choice" else ("value", "modifier")
        table["style"] = draw(st.sampled_from(styles))
    if fact_type in {"int", "decimal"} and draw(st.booleans()):
        table["unit"] = {"fr": "habitants", "en": "inhabitants"}
    if fact_type in {"int", "money"} and draw(st.booleans()):
        table["minimum"] = -1
    return table


@st.composite
def vocabularies(draw: st.DrawFn, *, max_facts: int = 5, scopes: bool = True) -> Vocabulary:
    """Draw a small vocabulary, with facts of all types and perhaps some scopes."""
    kinds = draw(st.lists(st.sampled_from(FACT_TYPES), min_size=1, max_size=max_facts))
    tables = {f"{kind}_{i}": _table(kind, f"{kind} {i}", draw) for i, kind in enumerate(kinds)}
    bare = Vocabulary.from_table(tables)
    if not scopes:
        return bare
    named = {f"scope_{i}": _scope(i, bare, draw) for i in range(draw(st.integers(0, 2)))}
    return Vocabulary.from_table(tables, named)


def _scope(index: int, vocabulary: Vocabulary, draw: st.DrawFn) -> dict[str, Any]:
    return {
        "rule": draw(rules(vocabulary)).text,
        "label": {"fr": f"périmètre {index}", "en": f"scope {index}"},
        "source": f"article {index}",
        "style": draw(st.sampled_from(["noun", "modifier"])),
    }


def rules(vocabulary: Vocabulary, *, max_leaves: int = 8) -> st.SearchStrategy[Rule]:
    """Draw a rule over *vocabulary*."""
    tests: list[st.SearchStrategy[Node]] = [_leaf(fact) for fact in vocabulary.facts.values()]
    tests += [st.just(Named(name)) for name in vocabulary.scopes]
    tests.append(st.sampled_from([ALWAYS, NEVER]))

    def join(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, min_size=2, max_size=4)
        return several.map(conjunction) | several.map(disjunction) | inner.map(negation)

    trees = st.recursive(st.one_of(tests), join, max_leaves=max_leaves)
    return trees.map(lambda node: Rule(node, vocabulary))


def _leaf(fact: Fact) -> st.SearchStrategy[Node]:
    match fact.type:
        case "bool":
            return st.just(Flag(fact.id))
        case "set":
            return st.sampled_from(fact.choices).map(lambda choice: Has(fact.id, choice))
        case "choice":
            return _one_of(fact, st.sampled_from(fact.choices))
        case "int" | "decimal" | "money" | "date":
            number = NUMBERS[fact.type]
            operator = st.sampled_from(OPERATORS)
            compared = st.builds(lambda op, bound: Compare(fact.id, op, bound), operator, number)
            return compared | _one_of(fact, number)
        case _:
            assert_never(fact.type)


def _one_of(fact: Fact, value: st.SearchStrategy[Any]) -> st.SearchStrategy[Node]:
    listed = st.lists(value, min_size=1, max_size=3, unique=True)
    return st.builds(
        lambda found, negated: OneOf(fact.id, tuple(found), negated), listed, st.booleans()
    )


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Draw a value of *fact*, in its one form."""
    match fact.type:
        case "bool":
            return st.booleans()
        case "set":
            return st.frozensets(st.sampled_from(fact.choices))
        case "choice":
            return st.sampled_from(fact.choices)
        case "int" | "decimal" | "money" | "date":
            return NUMBERS[fact.type]
        case _:
            assert_never(fact.type)


@st.composite
def facts(draw: st.DrawFn, vocabulary: Vocabulary, *, complete: bool = False) -> Facts:
    """Draw what is known: of every fact if *complete*, of some otherwise."""
    known = {
        name: draw(values(fact) if complete else st.none() | values(fact))
        for name, fact in vocabulary.facts.items()
    }
    return vocabulary.check(known)

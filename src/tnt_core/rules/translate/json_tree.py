"""Tree <-> JSON: the form in which rules travel to other languages.

    {"fact": "population_total", "op": ">=", "value": 3500}
    {"fact": "kind", "in": ["commune", "epci_fp"]}        also "not_in"
    {"fact": "has_website"}
    {"fact": "competences", "has": "eau"}
    {"all": […]}  {"any": […]}  {"not": …}  {"scope": "crpa_administration"}  {"constant": true}

Days are ISO text, numbers are JSON numbers. ``RULE_SCHEMA`` is the JSON Schema of this form.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final, assert_never, cast

from tnt_core.errors import DataError, TntError, UnknownNameError, shown
from tnt_core.facts.fact import Fact
from tnt_core.facts.values import literal, value_to_json
from tnt_core.rules.nodes import (
    ALWAYS,
    NEVER,
    OPPOSITE,
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
    conjunction,
    disjunction,
    negation,
)
from tnt_core.texts import Text

__all__ = ["RULE_SCHEMA", "node_from_json", "node_to_json"]

NOT_A_RULE = Text(
    fr="ce n'est pas la forme JSON d'une règle de ce vocabulaire : {given}{detail}",
    en="not the JSON form of a rule of this vocabulary: {given}{detail}",
)

DEEPEST: Final = 100
"""Deepest nesting of a tree that is read; one made by parsing stays far below."""

_RULE = {"$ref": "#/$defs/rule"}
_NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
_VALUES = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {"type": ["number", "string"]},
}


def _form(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


RULE_SCHEMA: Final[Mapping[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A rule of tnt-core",
    "description": "Its answer is yes, no or unknown: a test of a fact that is missing or null is unknown.",
    "$ref": "#/$defs/rule",
    "$defs": {
        "rule": {
            "oneOf": [
                _form(
                    fact=_NAME,
                    op={"enum": ["<", "<=", ">", ">="]},
                    value={"type": ["number", "string"]},
                ),
                _form(fact=_NAME, **{"in": _VALUES}),
                _form(fact=_NAME, not_in=_VALUES),
                _form(fact=_NAME),
                _form(fact=_NAME, has={"type": "string"}),
                _form(all={"type": "array", "minItems": 2, "items": _RULE}),
                _form(any={"type": "array", "minItems": 2, "items": _RULE}),
                _form(**{"not": _RULE}),
                _form(scope=_NAME),
                _form(constant={"type": "boolean"}),
            ]
        }
    },
}
"""JSON Schema (2020-12) of a rule's JSON tree."""


def node_to_json(node: Node) -> dict[str, Any]:
    """Give *node* as plain JSON data; :func:`node_from_json` reads it back."""
    match node:
        case Compare(fact, op, value):
            return {"fact": fact, "op": op, "value": value_to_json(value)}
        case OneOf(fact, values, negated):
            return {
                "fact": fact,
                ("not_in" if negated else "in"): [value_to_json(v) for v in values],
            }
        case Flag(fact):
            return {"fact": fact}
        case Has(fact, choice):
            return {"fact": fact, "has": choice}
        case Named(scope):
            return {"scope": scope}
        case Constant(value):
            return {"constant": value}
        case Not(of):
            return {"not": node_to_json(of)}
        case All(of):
            return {"all": [node_to_json(inner) for inner in of]}
        case AnyOf(of):
            return {"any": [node_to_json(inner) for inner in of]}
        case _:
            assert_never(node)


def node_from_json(data: Any, facts: Mapping[str, Fact], scopes: Collection[str]) -> Node:
    """Read a tree from its JSON form.

    Raises:
        DataError: The data have none of the forms, are nested deeper than 100 levels, or name a fact, scope or value that the
            vocabulary does not know.
    """
    try:
        return _read(data, facts, scopes, DEEPEST)
    except (TypeError, ValueError) as cause:
        detail = f": {cause}" if isinstance(cause, TntError) else ""
        raise DataError(NOT_A_RULE.format(given=shown(data), detail=detail)) from cause


def _read(data: Any, facts: Mapping[str, Fact], scopes: Collection[str], levels: int) -> Node:
    if not levels:
        raise ValueError("no form of a rule")
    match data:
        case {"fact": str(name)}:
            if name not in facts:
                raise UnknownNameError(Text(fr="fait", en="fact"), name, facts)
            return _read_leaf(data, facts[name])
        case {"all": list(of), **rest} if len(of) > 1 and not rest:
            return conjunction([_read(inner, facts, scopes, levels - 1) for inner in of])
        case {"any": list(of), **rest} if len(of) > 1 and not rest:
            return disjunction([_read(inner, facts, scopes, levels - 1) for inner in of])
        case {"not": of, **rest} if not rest:
            return negation(_read(of, facts, scopes, levels - 1))
        case {"scope": str(scope), **rest} if scope in scopes and not rest:
            return Named(scope)
        case {"constant": bool(value), **rest} if not rest:
            return ALWAYS if value else NEVER
        case _:
            raise ValueError("no form of a rule")


def _read_leaf(data: Mapping[str, Any], fact: Fact) -> Node:
    rest = {key: value for key, value in data.items() if key != "fact"}
    match fact.type, [*rest.items()]:
        case "bool", []:
            return Flag(fact.id)
        case "set", [("has", choice)] if choice in fact.choice_set:
            return Has(fact.id, choice)
        case (
            ("int" | "decimal" | "money" | "date"),
            [("op", op), ("value", value)] | [("value", value), ("op", op)],
        ):
            if op in OPPOSITE:
                return Compare(fact.id, op, cast("int", literal(fact, value)))
        case (
            ("int" | "decimal" | "money" | "date" | "choice"),
            [("in" | "not_in" as key, [*values])],
        ) if values:
            listed = tuple([literal(fact, value) for value in values])
            if len(set(listed)) == len(listed):
                return OneOf(fact.id, listed, key == "not_in")
    raise ValueError("no form of a rule")

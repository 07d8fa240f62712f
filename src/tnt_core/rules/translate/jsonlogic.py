"""Tree -> JSONLogic, for the many programs that read it.

JSONLogic knows two answers only: a fact that is missing counts as null there, and null as 0. The translation is right where every
fact that the rule reads is known; ``rule.facts`` names them. For three answers in a browser, use the JSON tree and
``docs/_static/rules.js``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from tnt_core.facts.values import value_to_json
from tnt_core.rules.nodes import All, AnyOf, Compare, Constant, Flag, Has, Named, Node, Not, OneOf
from tnt_core.rules.residual import folded
from tnt_core.rules.rule import Rule

__all__ = ["to_jsonlogic"]


def to_jsonlogic(rule: Rule) -> Any:
    """Write *rule* as JSONLogic, its scopes written out.

    Example:
        >>> from tnt_core.rules import Vocabulary, parse
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}})
        >>> to_jsonlogic(parse("pupils > 100", v))
        {'>': [{'var': 'pupils'}, 100]}
    """
    scopes = rule.vocabulary.nodes
    return _write(folded(rule.node, scopes), scopes)


def _write(node: Node, scopes: Mapping[str, Node]) -> Any:
    match node:
        case Compare(fact, op, value):
            return {op: [{"var": fact}, value_to_json(value)]}
        case OneOf(fact, (value,), negated):
            return {"!==" if negated else "===": [{"var": fact}, value_to_json(value)]}
        case OneOf(fact, values, negated):
            within = {"in": [{"var": fact}, [value_to_json(value) for value in values]]}
            return {"!": [within]} if negated else within
        case Flag(fact):
            return {"===": [{"var": fact}, True]}
        case Has(fact, choice):
            return {"in": [choice, {"var": fact}]}
        case Named(scope):
            return _write(scopes[scope], scopes)
        case Constant(value):
            return value
        case Not(of):
            return {"!": [_write(of, scopes)]}
        case All(of):
            return {"and": [_write(inner, scopes) for inner in of]}
        case AnyOf(of):
            return {"or": [_write(inner, scopes) for inner in of]}
        case _:
            assert_never(node)

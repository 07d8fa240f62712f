"""Text -> tree: a small, safe subset of Python's boolean expressions.

    kind == commune and population_total >= 3_500        comparisons, joined by and, or, not
    3_500 <= population_total < 10_000                    chains
    kind in (commune, epci_fp), zone not in ("com", )     lists of choices, bare or quoted
    has_website                                           a bool fact by its name
    eau in competences                                    a choice in a set of choices
    since >= "2022-01-01"                                 days in quotes
    crpa_administration                                   a scope by its name
    always, never

The text is scanned first, so that Python's own parser (``ast``) sees only short, flat text made of these words; nothing is ever
evaluated.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Final

from tnt_core.errors import FactError, RuleSyntaxError, TntError, UnknownNameError
from tnt_core.facts.fact import ORDERED_TYPES, Fact, Value
from tnt_core.facts.values import literal
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
from tnt_core.rules.scan import scan
from tnt_core.texts import Text

__all__ = ["parse_node"]

NOT_A_TEXT = Text(fr="une règle est un texte, reçu {kind}.", en="a rule is a text, got {kind}.")
INCOMPLETE = Text(
    fr="une condition est attendue ici, ou la précédente est incomplète.",
    en="a condition was expected here, or the one before is not complete.",
)
NOT_A_CONDITION = Text(
    fr="ce n'est pas une condition : comparez un fait à une valeur, ou nommez un fait vrai/faux ou un périmètre.",
    en="this is not a condition: compare a fact with a value, or name a bool fact or a scope.",
)
NOT_A_BOOL = Text(
    fr="« {fact} » est de type {type} : comparez-le à une valeur.",
    en="{fact!r} is of type {type}: compare it with a value.",
)
CHOICE_HAS_NO_ORDER = Text(
    fr="« {fact} » est un choix : il n'a pas d'ordre, employez == ou in.",
    en="{fact!r} is a choice: it has no order, use == or in.",
)
NOT_A_SET = Text(
    fr="« {fact} » n'est pas un ensemble de choix ; énumérez les valeurs : `… in (a, b)`.",
    en="{fact!r} is not a set of choices; list the values: `… in (a, b)`.",
)
TWICE = Text(
    fr="une valeur figure deux fois dans cette liste.", en="a value stands twice in this list."
)
WRITE_A_CHOICE = Text(
    fr="écrivez ici l'un des choix de « {fact} ».", en="write one of the choices of {fact!r} here."
)
NO_FACT = Text(
    fr="une comparaison met un fait d'un côté et une valeur de l'autre.",
    en="a comparison has a fact on one side and a value on the other.",
)
IS_A_BOOL = Text(
    fr="« {fact} » est vrai ou faux : écrivez `{fact}` ou `not {fact}`.",
    en="{fact!r} is true or false: write `{fact}` or `not {fact}`.",
)
IS_A_SET = Text(
    fr="« {fact} » est un ensemble de choix : écrivez `choix in {fact}`.",
    en="{fact!r} is a set of choices: write `choice in {fact}`.",
)

EMPTY_LIST = Text(fr="la liste est vide.", en="the list is empty.")
WRITE_A_DAY = Text(
    fr='« {fact} » est de type {type} : écrivez un jour entre guillemets, "2022-01-01".',
    en='{fact!r} is of type {type}: write a day in quotes, "2022-01-01".',
)
WRITE_A_NUMBER = Text(
    fr="« {fact} » est de type {type} : écrivez ici un nombre.",
    en="{fact!r} is of type {type}: write a number here.",
)
A_FACT = Text(fr="fait", en="fact")
FACT_OR_SCOPE = Text(fr="fait ou périmètre", en="fact or scope")
CHOICE = Text(fr="choix de « {fact} »", en="choice of {fact!r}")

SPACE = re.compile(r"\s", re.ASCII)
OPERATORS: Final[Mapping[type[ast.cmpop], Operator]] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
MIRRORED: Final[Mapping[Operator, Operator]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def parse_node(text: str, facts: Mapping[str, Fact], scopes: Collection[str]) -> Node:
    """Read a rule's text; see :func:`tnt_core.rules.parse`."""
    return _Parser(text, facts, scopes).run()


class _Parser:
    def __init__(self, text: str, facts: Mapping[str, Fact], scopes: Collection[str]) -> None:
        self.text = text
        self.facts = facts
        self.scopes = scopes

    def run(self) -> Node:
        if not isinstance(self.text, str):
            kind = type(self.text).__name__
            raise RuleSyntaxError(NOT_A_TEXT.format(kind=kind))
        scan(self.text)
        # In parentheses, so that a rule may stand on several lines; on one line, so that a column is an offset.
        flat = f"({SPACE.sub(' ', self.text)})"
        try:
            tree = ast.parse(flat, mode="eval")
        except SyntaxError as error:
            raise RuleSyntaxError(
                INCOMPLETE,
                text=self.text,
                position=min(max((error.offset or 0) - 2, 0), len(self.text)),
            ) from None
        self.line = flat.encode()
        return self._node(tree.body)

    def _node(self, tree: ast.expr) -> Node:
        match tree:
            case ast.BoolOp(op=ast.And(), values=values):
                return conjunction([self._node(value) for value in values])
            case ast.BoolOp(values=values):
                return disjunction([self._node(value) for value in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return negation(self._node(operand))
            case ast.Compare(left=left, ops=ops, comparators=others):
                terms = [left, *others]
                return conjunction(
                    [self._compare(terms[i], op, terms[i + 1]) for i, op in enumerate(ops)]
                )
            case ast.Name(id=name):
                return self._bare(tree, name)
            case _:
                raise self._at(tree, NOT_A_CONDITION)

    def _bare(self, tree: ast.expr, name: str) -> Node:
        if name == "always":
            return ALWAYS
        if name == "never":
            return NEVER
        if name in self.scopes:
            return Named(name)
        fact = self.facts.get(name)
        if fact is None:
            raise self._unknown(tree, name, FACT_OR_SCOPE, [*self.facts, *self.scopes])
        if fact.type != "bool":
            raise self._at(tree, NOT_A_BOOL.format(fact=name, type=fact.type))
        return Flag(name)

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(op, (ast.In, ast.NotIn)):
            node = self._membership(left, right)
            return negation(node) if isinstance(op, ast.NotIn) else node
        mirrored = self._fact_of(left) is None
        if mirrored:
            left, right = right, left
        fact = self._fact_of(left)
        if fact is None:
            raise self._no_fact(right, left)
        if fact.type in {"bool", "set"}:
            raise self._wrong_type(left, fact)
        value = self._value(fact, right)
        if isinstance(op, (ast.Eq, ast.NotEq)):
            return OneOf(fact.id, (value,), negated=isinstance(op, ast.NotEq))
        symbol = OPERATORS[type(op)]
        if fact.type not in ORDERED_TYPES or isinstance(value, str):
            raise self._at(left, CHOICE_HAS_NO_ORDER.format(fact=fact.id))
        return Compare(fact.id, MIRRORED[symbol] if mirrored else symbol, value)

    def _membership(self, left: ast.expr, right: ast.expr) -> Node:
        container = self._fact_of(right)
        if container is not None:
            return self._held(container, left, right)
        fact = self._fact_of(left)
        if fact is None:
            raise self._no_fact(left, right)
        if fact.type in {"bool", "set"}:
            raise self._wrong_type(left, fact)
        items: Sequence[ast.expr] = right.elts if isinstance(right, ast.Tuple) else (right,)
        if not items:
            raise self._at(right, EMPTY_LIST)
        values = tuple(self._value(fact, item) for item in items)
        if len(set(values)) < len(values):
            raise self._at(right, TWICE)
        return OneOf(fact.id, values)

    def _held(self, container: Fact, choice: ast.expr, place: ast.expr) -> Node:
        if container.type != "set":
            raise self._at(place, NOT_A_SET.format(fact=container.id))
        return Has(container.id, self._choice(container, choice))

    def _fact_of(self, tree: ast.expr) -> Fact | None:
        return self.facts.get(tree.id) if isinstance(tree, ast.Name) else None

    def _value(self, fact: Fact, tree: ast.expr) -> Value:
        if fact.type == "choice":
            return self._choice(fact, tree)
        given = self._given(fact, tree)
        try:
            return literal(fact, given)
        except FactError as error:
            raise self._at(tree, error.message) from None

    def _given(self, fact: Fact, tree: ast.expr) -> str | int | Decimal:
        """Give the constant that stands in the text: a day for a date, else a number."""
        match tree:
            case ast.Constant(value=str(day)) if fact.type == "date":
                return day
            case ast.Constant(value=(int() | float())) if fact.type != "date":
                return self._number(tree)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as number) if (
                fact.type != "date"
            ):
                return self._number(number, sign="-")
            case _:
                expected = WRITE_A_DAY if fact.type == "date" else WRITE_A_NUMBER
                raise self._at(tree, expected.format(fact=fact.id, type=fact.type))

    def _number(self, tree: ast.Constant, sign: str = "") -> int | Decimal:
        # From the text, so that 49.6 is exactly that, whatever the precision of the caller's arithmetic.
        digits = self.line[tree.col_offset : tree.end_col_offset].decode().replace("_", "")
        written = sign + digits
        return Decimal(written) if "." in written else int(written)

    def _choice(self, fact: Fact, tree: ast.expr) -> str:
        match tree:
            case ast.Name(id=choice) | ast.Constant(value=str(choice)):
                if choice not in fact.choice_set:
                    raise self._unknown(tree, choice, CHOICE.format(fact=fact.id), fact.choices)
                return choice
            case _:
                raise self._at(tree, WRITE_A_CHOICE.format(fact=fact.id))

    # Faults.

    def _no_fact(self, left: ast.expr, right: ast.expr) -> TntError:
        for tree in (left, right):
            if isinstance(tree, ast.Name) and tree.id not in self.scopes:
                return self._unknown(tree, tree.id, A_FACT, self.facts)
        return self._at(left, NO_FACT)

    def _wrong_type(self, tree: ast.expr, fact: Fact) -> TntError:
        sentence = IS_A_BOOL if fact.type == "bool" else IS_A_SET
        return self._at(tree, sentence.format(fact=fact.id))

    def _offset(self, tree: ast.expr) -> int:
        return len(self.line[: tree.col_offset].decode()) - 1

    def _unknown(self, tree: ast.expr, name: str, noun: Text, known: Collection[str]) -> TntError:
        start = self._offset(tree)
        before, after = self.text[max(0, start - 30) : start], self.text[start:][:50]
        return UnknownNameError(noun, name, known, where=f"{before}▶{after}".strip())

    def _at(self, tree: ast.expr, sentence: Text) -> TntError:
        return RuleSyntaxError(sentence, text=self.text, position=self._offset(tree))

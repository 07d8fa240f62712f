"""Tree -> SQL: a boolean expression in which UNKNOWN is NULL.

SQL's own logic is Kleene's, so that the expression needs no helper: a row is concerned where it is TRUE, not concerned where it is
FALSE, undecided where it is NULL. Columns must hold NULL, not NaN or '', where nothing is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal, TypeAlias, assert_never, get_args

from tnt_core.errors import InputError, UnknownNameError
from tnt_core.facts.fact import Value
from tnt_core.rules.nodes import All, AnyOf, Compare, Constant, Flag, Has, Named, Node, Not, OneOf
from tnt_core.rules.residual import folded
from tnt_core.rules.rule import Rule
from tnt_core.rules.translate.columns import Columns
from tnt_core.texts import Text

__all__ = ["DIALECTS", "Dialect", "quote_name", "quote_text", "to_sql"]

NOT_A_COLUMN = Text(
    fr="{name!r} ne peut pas être le nom d'une colonne.",
    en="{name!r} cannot be the name of a column.",
)

Dialect: TypeAlias = Literal["duckdb", "postgres", "spark"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

CONTAINS: Final[Mapping[Dialect, str]] = {
    "duckdb": "list_contains({column}, {choice})",
    "postgres": "({choice} = ANY({column}))",
    "spark": "array_contains({column}, {choice})",
}
"""How a set of choices, kept as an array, is asked."""


def to_sql(
    rule: Rule, dialect: Dialect = "duckdb", columns: Mapping[str, str] | None = None
) -> str:
    """Write *rule* as a SQL expression.

    Args:
        rule: The rule; its scopes are written out.
        dialect: ``"duckdb"``, ``"postgres"`` or ``"spark"``.
        columns: Names of the columns of facts that are called otherwise in the table; always quoted.

    Raises:
        UnknownNameError: The dialect is none of these, or *columns* names no fact.
        FactError: *columns* gives to another fact the column that a fact of the rule would have.
        InputError: The name of a column cannot be quoted, or one column is given to two facts.

    Example:
        >>> from tnt_core.rules import Vocabulary, parse
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}})
        >>> to_sql(parse("100 <= pupils < 300", v))
        '("pupils" >= 100 AND "pupils" < 300)'
    """
    if dialect not in DIALECTS:
        raise UnknownNameError(Text(fr="dialecte SQL", en="SQL dialect"), dialect, DIALECTS)
    names = Columns(rule.vocabulary, columns)
    return _Writer(rule, dialect, names).write(folded(rule.node, rule.vocabulary.nodes))


class _Writer:
    def __init__(self, rule: Rule, dialect: Dialect, columns: Columns) -> None:
        self.scopes = rule.vocabulary.nodes
        self.dialect = dialect
        self.columns = columns

    def write(self, node: Node) -> str:
        match node:
            case Compare(fact, op, value):
                return f"{self.column(fact)} {op} {self.value(value)}"
            case OneOf(fact, (value,), negated):
                return f"{self.column(fact)} {'<>' if negated else '='} {self.value(value)}"
            case OneOf(fact, values, negated):
                listed = ", ".join(map(self.value, values))
                return f"{self.column(fact)} {'NOT IN' if negated else 'IN'} ({listed})"
            case Flag(fact):
                return self.column(fact)
            case Has(fact, choice):
                return CONTAINS[self.dialect].format(
                    column=self.column(fact), choice=self.value(choice)
                )
            case Named(scope):
                return self.write(self.scopes[scope])
            case Constant(value):
                return "TRUE" if value else "FALSE"
            case Not(of):
                return f"(NOT {self.write(of)})"
            case All(of):
                return f"({' AND '.join(map(self.write, of))})"
            case AnyOf(of):
                return f"({' OR '.join(map(self.write, of))})"
            case _:
                assert_never(node)

    def column(self, fact: str) -> str:
        return quote_name(self.columns.of(fact), self.dialect)

    def value(self, value: Value) -> str:
        match value:
            case dt.date():
                return f"DATE '{value.isoformat()}'"
            case str():
                return quote_text(value, self.dialect)
            case int() | Decimal():
                return f"{value:f}" if isinstance(value, Decimal) else str(value)
            case _:
                assert_never(value)


def quote_name(name: str, dialect: Dialect) -> str:
    """Quote the name of a column.

    Raises:
        InputError: It is empty or holds a null character, which no dialect can write.
    """
    if not name or "\0" in name:
        raise InputError(NOT_A_COLUMN.format(name=name), value=name)
    mark = "`" if dialect == "spark" else '"'
    return f"{mark}{name.replace(mark, mark * 2)}{mark}"


def quote_text(text: str, dialect: Dialect) -> str:
    """Quote a text; Spark reads backslashes as escapes, the others do not."""
    if dialect == "spark":
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "'" + text.replace("'", "''") + "'"

"""Tree -> dataframe expressions, through narwhals: Polars, pandas, PyArrow, DuckDB, Spark, Dask and others.

Narwhals comes with the extra ``bulk`` and is loaded when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, assert_never

from tnt_core.errors import MissingExtraError
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
    Value,
)
from tnt_core.rules.residual import ORDERS, folded
from tnt_core.rules.rule import Rule

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["to_expression", "to_yes_no"]


def to_expression(rule: Rule, columns: Mapping[str, str] | None = None) -> nw.Expr:
    """Give *rule* as one narwhals expression: true, false, or null for UNKNOWN.

    For dataframes that know nulls: Polars, PyArrow, DuckDB, Spark. pandas' older types write NaN for what is not known, and NaN
    compares as false: there, use :func:`to_yes_no`. Numbers are compared as floats, and NaN in a column of numbers is UNKNOWN.

    Args:
        rule: The rule; its scopes are written out.
        columns: Names of the columns of facts that are called otherwise in the frame.

    Raises:
        MissingExtraError: narwhals is not installed.
        UnknownNameError: *columns* names no fact.
    """
    return _Writer(rule, columns or {}).nullable(folded(rule.node, rule.vocabulary.nodes))


def to_yes_no(rule: Rule, columns: Mapping[str, str] | None = None) -> tuple[nw.Expr, nw.Expr]:
    """Give *rule* as two expressions without nulls: where it is YES, and where it is NO; elsewhere it is UNKNOWN.

    Right for every dataframe that narwhals reads, whatever it writes for what is not known: null, None, NaN. Numbers are compared
    as floats, pandas' objects of :class:`decimal.Decimal` too.

    Args:
        rule: The rule; its scopes are written out.
        columns: Names of the columns of facts that are called otherwise in the frame.

    Raises:
        MissingExtraError: narwhals is not installed.
        UnknownNameError: *columns* names no fact.
    """
    return _Writer(rule, columns or {}).yes_no(folded(rule.node, rule.vocabulary.nodes))


def _number(value: Value) -> Any:
    """Give a constant as dataframes compare it: a decimal as a whole number or its nearest float."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


class _Writer:
    def __init__(self, rule: Rule, columns: Mapping[str, str]) -> None:
        try:
            import narwhals
        except ImportError:
            raise MissingExtraError(
                "bulk", ("Deciding dataframes", "Décider sur des tableaux")
            ) from None
        for name in columns:
            rule.vocabulary.fact(name)
        self.nw = narwhals
        self.vocabulary = rule.vocabulary
        self.columns = columns

    def nullable(self, node: Node) -> nw.Expr:
        match node:
            case Compare() | OneOf() | Flag() | Has():
                return self.test(node)
            case Named(scope):
                return self.nullable(self.vocabulary.nodes[scope])
            case Constant(value):
                return self.nw.lit(value)
            case Not(of):
                return ~self.nullable(of)
            case All(of):
                return reduce(and_, map(self.nullable, of))
            case AnyOf(of):
                return reduce(or_, map(self.nullable, of))
            case _:
                assert_never(node)

    def yes_no(self, node: Node) -> tuple[nw.Expr, nw.Expr]:
        match node:
            case Compare() | OneOf() | Flag() | Has():
                known = ~self.column(node).is_null()
                met = self.test(node)
                return known & met, known & ~met
            case Named(scope):
                return self.yes_no(self.vocabulary.nodes[scope])
            case Constant(value):
                return self.nw.lit(value), self.nw.lit(not value)
            case Not(of):
                yes, no = self.yes_no(of)
                return no, yes
            case All(of):
                yeses, noes = zip(*map(self.yes_no, of), strict=True)
                return reduce(and_, yeses), reduce(or_, noes)
            case AnyOf(of):
                yeses, noes = zip(*map(self.yes_no, of), strict=True)
                return reduce(or_, yeses), reduce(and_, noes)
            case _:
                assert_never(node)

    def column(self, leaf: Leaf) -> nw.Expr:
        column = self.nw.col(self.columns.get(leaf.fact, leaf.fact))
        match self.vocabulary.facts[leaf.fact].type:
            case "date":
                return column.cast(self.nw.Date)
            case "int" | "decimal" | "money":
                # pandas keeps decimals as objects, which equal no float; and NaN is no number, so it is not known.
                number = column.cast(self.nw.Float64)
                return self.nw.when(~number.is_nan()).then(number)
            case _:
                return column

    def test(self, leaf: Leaf) -> nw.Expr:
        column = self.column(leaf)
        answer: Any
        match leaf:
            case Compare(_, op, value):
                answer = ORDERS[op](column, _number(value))
            case OneOf(_, (value,), negated):
                answer = column != _number(value) if negated else column == _number(value)
            case OneOf(_, values, negated):
                # One by one: is_in answers false on null.
                parts = [column == _number(value) for value in values]
                answer = ~reduce(or_, parts) if negated else reduce(or_, parts)
            case Flag():
                answer = column == self.nw.lit(value=True)
            case Has(_, choice):
                answer = column.list.contains(choice)
            case _:
                assert_never(leaf)
        return answer  # type: ignore[no-any-return]

"""Tree -> dataframe expressions, through narwhals: Polars, pandas, PyArrow, DuckDB, Spark, Dask and others.

Narwhals comes with the extra ``bulk`` and is loaded when first needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, assert_never

from tnt_core.errors import FactError, InputError, MissingExtraError, shown
from tnt_core.facts.fact import Fact, FactType, Value
from tnt_core.facts.values import coerce
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
from tnt_core.rules.residual import ORDERS, folded
from tnt_core.rules.rule import Rule
from tnt_core.rules.translate.columns import Columns
from tnt_core.rules.vocabulary import Vocabulary
from tnt_core.texts import Text

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["check_columns", "prepared", "to_expression", "to_yes_no", "unknown_column"]

NOT_A_FRAME = Text(
    fr="un tableau de narwhals est attendu, reçu {given} ; écrivez narwhals.from_native(frame).",
    en="expected a frame of narwhals, got {given}; write narwhals.from_native(frame).",
)
DOES_NOT_HOLD = Text(
    fr="une colonne de type {kind} ne le contient pas ; donnez {wanted}.",
    en="a column of type {kind} does not hold it; give {wanted}.",
)


def prepared(frame: Any, vocabulary: Vocabulary, columns: Mapping[str, str] | None = None) -> Any:
    """Give a narwhals frame whose columns of facts are read once and for all: numbers as numbers, NaN as not known, days as days.

    Many rules over one frame are then cheaper: ``to_expression(rule, ready=True)`` leaves out what each would do again.

    Args:
        frame: A frame of narwhals, eager or lazy.
        vocabulary: The facts.
        columns: Names of the columns of facts that are called otherwise in the frame.

    Raises:
        MissingExtraError: narwhals is not installed.
        UnknownNameError: *columns* names no fact.
        FactError: A column of instants with a time zone is to hold days.
        InputError: *columns* gives one column to two facts.
    """
    reader = _Reader(vocabulary, columns)
    schema = frame.collect_schema()
    read = []
    for fact, name in reader.columns:
        kind = schema.get(name)
        if kind == reader.nw.Unknown:
            read.append(unknown_column(vocabulary.facts[fact]).alias(name))
        elif kind is not None and not reader.is_ready(fact, kind):
            reader.refuse_instants(vocabulary.facts[fact], kind)
            read.append(reader.column(fact).alias(name))
    return frame.with_columns(read)


def check_columns(
    frame: Any, vocabulary: Vocabulary, columns: Mapping[str, str] | None = None
) -> None:
    """Check the columns of facts as strictly as single facts are: types, and in an eager frame choices and bounds too.

    A lazy frame's values are not looked at, since that would compute it.

    Args:
        frame: A frame of narwhals, eager or lazy.
        vocabulary: The facts.
        columns: Names of the columns of facts that are called otherwise in the frame.

    Raises:
        MissingExtraError: narwhals is not installed.
        FactError: A column has a type, or holds a value, that its fact cannot have.
        UnknownNameError: A column holds a choice that its fact does not know; or *columns* names no fact.
        InputError: *frame* is none of narwhals, or *columns* gives one column to two facts.
    """
    reader = _Reader(vocabulary, columns)
    if not isinstance(frame, (reader.nw.DataFrame, reader.nw.LazyFrame)):
        raise InputError(NOT_A_FRAME.format(given=shown(type(frame))), value=frame)
    schema = frame.collect_schema()
    for known, name in reader.columns:
        fact = vocabulary.facts[known]
        if name not in schema or schema[name] == reader.nw.Unknown:
            continue
        if isinstance(frame, reader.nw.LazyFrame):
            reader.check_type(fact, schema[name])
            continue
        values = frame[name].drop_nulls()
        # Where nothing is known, the type says nothing: pandas takes NaN for numbers.
        if values.len():
            reader.check_type(fact, schema[name])
            for value in reader.values_to_check(fact, values):
                coerce(fact, value)


def unknown_column(fact: Fact) -> nw.Expr:
    """Give a column in which *fact* is never known, of the type that its values have."""
    import narwhals as nw

    types: Mapping[str, Any] = {
        "bool": nw.Boolean,
        "int": nw.Int64,
        "date": nw.Date,
        "choice": nw.String,
        "set": nw.List(nw.String),
    }
    return nw.lit(None, dtype=types.get(fact.type, nw.Float64))


def to_expression(
    rule: Rule, columns: Mapping[str, str] | None = None, *, ready: bool = False
) -> nw.Expr:
    """Give *rule* as one narwhals expression: true, false, or null for UNKNOWN.

    For dataframes that know nulls: Polars, PyArrow, DuckDB, Spark. pandas' older types write NaN for what is not known, and NaN
    compares as false: there, use :func:`to_yes_no`. Numbers are compared as floats, and NaN in a column of numbers is UNKNOWN.

    Args:
        rule: The rule; its scopes are written out.
        columns: Names of the columns of facts that are called otherwise in the frame.
        ready: Whether the frame comes from :func:`prepared`.

    Raises:
        MissingExtraError: narwhals is not installed.
        UnknownNameError: *columns* names no fact.
        FactError: *columns* gives to another fact the column that a fact of the rule would have.
        InputError: *columns* gives one column to two facts.
    """
    reader = _Reader(rule.vocabulary, columns, ready=ready)
    return _Writer(rule, reader).nullable(folded(rule.node, rule.vocabulary.nodes))


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
        FactError: *columns* gives to another fact the column that a fact of the rule would have.
        InputError: *columns* gives one column to two facts.
    """
    reader = _Reader(rule.vocabulary, columns)
    return _Writer(rule, reader).yes_no(folded(rule.node, rule.vocabulary.nodes))


def _number(value: Value) -> Any:
    """Give a constant as dataframes compare it: a decimal as a whole number or its nearest float."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


WANTED: Final[Mapping[FactType, Text]] = {
    "bool": Text(fr="des booléens", en="booleans"),
    "int": Text(fr="des nombres entiers", en="whole numbers"),
    "decimal": Text(fr="des nombres", en="numbers"),
    "money": Text(fr="des nombres, en euros", en="numbers of euros"),
    "date": Text(fr="des jours (dates)", en="days (dates)"),
    "choice": Text(fr="des textes, les noms des choix", en="texts, the names of the choices"),
    "set": Text(fr="des listes de choix", en="lists of choices"),
}


class _Reader:
    """Reads the columns of a frame as facts."""

    def __init__(
        self, vocabulary: Vocabulary, columns: Mapping[str, str] | None, *, ready: bool = False
    ) -> None:
        try:
            import narwhals
        except ImportError:
            raise MissingExtraError(
                "bulk", Text(fr="Décider sur des tableaux", en="Deciding dataframes")
            ) from None
        self.nw: ModuleType = narwhals
        self.facts = vocabulary.facts
        self.columns = Columns(vocabulary, columns)
        self.ready = ready

    def column(self, fact: str) -> nw.Expr:
        column: nw.Expr = self.nw.col(self.columns.of(fact))
        if self.ready:
            return column
        match self.facts[fact].type:
            case "date":
                column = column.cast(self.nw.Date)
            case "int" | "decimal" | "money":
                # pandas keeps decimals as objects, which equal no float; and NaN is not a number, so it is not known.
                number = column.cast(self.nw.Float64)
                column = self.nw.when(~number.is_nan()).then(number)
            case _:
                pass  # texts, lists and truths are read as they stand
        return column

    def check_type(self, fact: Fact, kind: Any) -> None:
        """Refuse a column whose type says that it does not hold this fact."""
        nw = self.nw
        wanted: tuple[Any, ...]
        match fact.type:
            case "bool":
                wanted = (nw.Boolean,)
            case "date":
                wanted = (nw.Date, nw.Datetime)
            case "choice":
                wanted = (nw.String, nw.Categorical, nw.Enum)
            case "set":
                wanted = (nw.List,)
            case "int" | "decimal" | "money":
                wanted = (type(kind),) if kind.is_numeric() else (nw.Float64,)
            case _:
                assert_never(fact.type)
        # pandas keeps much as objects: their values are looked at one by one. Its lists of objects cannot be asked for a choice.
        if fact.type != "set":
            wanted = (*wanted, nw.Object)
        if not isinstance(kind, wanted):
            raise self._unfit(fact, kind)
        self.refuse_instants(fact, kind)

    def refuse_instants(self, fact: Fact, kind: Any) -> None:
        """Refuse instants with a time zone for days: which day they are on depends on the place."""
        if getattr(kind, "time_zone", None) is not None:
            raise self._unfit(fact, kind)

    def _unfit(self, fact: Fact, kind: Any) -> FactError:
        return FactError(
            fact.id, DOES_NOT_HOLD.format(kind=kind, wanted=WANTED[fact.type]), value=kind
        )

    def values_to_check(self, fact: Fact, column: nw.Series[Any]) -> Iterator[Any]:
        """Give those of the known values of a column that could be wrong: choices, ends of numbers and days, a broken number."""
        kind = column.dtype
        if kind == self.nw.Object:
            for value in column.to_list():
                if fact.type == "date" and isinstance(value, str):
                    raise self._unfit(fact, self.nw.String)
                yield _single(fact, value)
            return
        match fact.type:
            case "choice":
                yield from column.unique().to_list()
            case "set":
                yield from ([choice] for choice in {c for held in column.to_list() for c in held})
            case "int" | "decimal" | "money":
                if not kind.is_integer():
                    numbers = column.cast(self.nw.Float64)
                    column = numbers.filter(~numbers.is_nan())
                    if fact.type == "int":
                        yield from column.filter(column.round(0) != column).head(1).to_list()
                yield from self._ends(fact, column)
            case "date":
                yield from self._ends(fact, column)
            case "bool":
                pass
            case _:
                assert_never(fact.type)

    def _ends(self, fact: Fact, column: nw.Series[Any]) -> Iterator[Any]:
        if column.len():
            yield _single(fact, column.min())
            yield _single(fact, column.max())

    def is_ready(self, fact: str, kind: Any) -> bool:
        """Tell whether a column of this type is read as it stands."""
        match self.facts[fact].type:
            case "date":
                return bool(kind == self.nw.Date)
            case "int" | "decimal" | "money":
                return bool(kind.is_integer())
            case _:
                return True


def _single(fact: Fact, value: Any) -> Any:
    """Give a value of a column as a single fact takes it: 3.0 as the whole number 3, midnight as its day."""
    match value:
        case float() if fact.type == "int" and value.is_integer():
            return int(value)
        case Decimal() if (
            fact.type == "int" and value.is_finite() and value == value.to_integral_value()
        ):
            return int(value)
        case dt.datetime() if fact.type == "date":
            return value.date()
        case _:
            return value


class _Writer:
    def __init__(self, rule: Rule, reader: _Reader) -> None:
        self.nw = reader.nw
        self.vocabulary = rule.vocabulary
        self.reader = reader

    def nullable(self, node: Node) -> nw.Expr:
        match node:
            case Compare() | OneOf() | Flag() | Has():
                return self.test(node)
            case Named(scope):
                return self.nullable(self.vocabulary.nodes[scope])
            case Constant(value):
                constant: nw.Expr = self.nw.lit(value)
                return constant
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
                known = ~self.reader.column(node.fact).is_null()
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

    def test(self, leaf: Leaf) -> nw.Expr:
        column = self.reader.column(leaf.fact)
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

"""The same decisions over whole columns: one row per collectivity, one column per requirement.

Any dataframe that narwhals reads: Polars, pandas, PyArrow, DuckDB, Spark, Dask. Columns are named as facts; a fact without a column is not
known of anybody. Answers are true, false, or null for UNKNOWN, and the tests hold them equal to those given one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import attrs

from tnt_core.days import day_of, maybe_day
from tnt_core.errors import InputError, MissingExtraError, UnknownNameError
from tnt_core.model.dataset import Dataset
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import SPECIALITY, Requirement
from tnt_core.rules import Truth
from tnt_core.store import load
from tnt_core.texts import Text

__all__ = ["Counts", "count", "decide"]

NO_DATAFRAME = Text(
    fr="ce n'est pas un tableau que narwhals sache lire : {kind}.",
    en="not a dataframe that narwhals reads: {kind}.",
)
MIXED_COLUMN = Text(
    fr="une colonne de ce tableau mêle des valeurs de plusieurs types : {fault}.",
    en="a column of this dataframe mixes values of several types: {fault}.",
)
PANDAS = Text(fr="Décider sur des tableaux pandas", en="Deciding pandas dataframes")
COLUMNS = Text(fr="La décision par colonnes", en="Decisions over dataframes")
NO_FACT_COLUMN = Text(
    fr="aucune colonne du tableau ne porte le nom d'un fait ; nommez-les comme le vocabulaire, par exemple « kind ».",
    en="no column of the dataframe bears the name of a fact; name them as the vocabulary does, for instance 'kind'.",
)


@attrs.frozen(kw_only=True)
class Counts:
    """How many rows a requirement concerns.

    Attributes:
        yes: Rows in its scope.
        no: Rows outside.
        unknown: Rows of which it cannot be told.
    """

    yes: int
    no: int
    unknown: int


def decide(
    frame: Any,
    *,
    on: dt.date | str,
    known_on: dt.date | str | None = None,
    dataset: Dataset | None = None,
    keep: Sequence[str] = (),
) -> Any:
    """Decide every requirement for every row.

    Args:
        frame: A dataframe whose columns are named as facts, for instance ``tnt_core.directory.frame()``.
        on: The day asked about.
        known_on: Leave out what was published after this day; ``None`` uses all that the dataset knows.
        dataset: The dataset; ``None`` loads the default one.
        keep: Columns of *frame* to keep before the answers.

    Returns:
        The columns to keep, then one column per requirement, named ``obligation/requirement``, in a dataframe of the same library.

    Raises:
        MissingExtraError: narwhals is not installed.
        InputError: *frame* is no dataframe that narwhals reads, or has no column of a fact.
        FactError: A column has a type, or holds a number, that its fact cannot have.
        UnknownNameError: A column holds a choice that its fact does not know, or bears almost the name of a fact.
        DateError: A date is not one.
    """
    nw = _narwhals()
    data = dataset or load()
    day = day_of(on, name="on")
    known = maybe_day(known_on, name="known_on")
    columns = [
        _column(requirement, requirement.open_on(day, known)).alias(
            f"{obligation.id}/{requirement.id}"
        )
        for obligation, requirement in _requirements(data)
    ]
    table, give_back = _opened(frame)
    answers = _read(table, data, keep).select(*map(nw.col, keep), *columns)
    return give_back(answers.to_native())


def count(
    frame: Any,
    *,
    on: dt.date | str,
    known_on: dt.date | str | None = None,
    dataset: Dataset | None = None,
) -> dict[str, Counts]:
    """Count, for every requirement, the rows concerned, not concerned, and of which it cannot be told.

    Arguments and errors are those of :func:`decide`; the keys of the answer are ``obligation/requirement``.
    """
    nw = _narwhals()
    answers = nw.from_native(decide(frame, on=on, known_on=known_on, dataset=dataset))
    names = answers.collect_schema().names()
    sums = [nw.col(name).sum().alias(f"yes/{name}") for name in names]
    sums += [nw.col(name).is_null().sum().alias(f"unknown/{name}") for name in names]
    sums += [nw.col(names[0]).len().alias("rows")]
    summed = answers.select(*sums)
    [row] = (summed.collect() if isinstance(summed, nw.LazyFrame) else summed).rows(named=True)
    found = {}
    for name in names:
        yes, unknown = int(row[f"yes/{name}"] or 0), int(row[f"unknown/{name}"])
        found[name] = Counts(yes=yes, no=int(row["rows"]) - yes - unknown, unknown=unknown)
    return found


def _requirements(data: Dataset) -> Iterator[tuple[Obligation, Requirement]]:
    for obligation in data.obligations.values():
        for requirement in obligation.requirements:
            yield obligation, requirement


def _opened(frame: Any) -> tuple[Any, Callable[[Any], Any]]:
    """Give *frame* as narwhals sees it, and how the answers go back to the library that it came from."""
    nw = _narwhals()
    try:
        table = nw.from_native(frame)
    except TypeError as fault:
        raise InputError(
            NO_DATAFRAME.format(kind=type(frame).__name__),
            value=frame,
        ) from fault
    if not table.implementation.is_pandas():
        return table, lambda answers: answers
    return nw.from_native(_as_arrow(frame)), lambda answers: _as_pandas(answers, frame)


def _as_arrow(frame: Any) -> Any:
    """Give a pandas dataframe as an Arrow table: pandas' older types cannot say "not known" of a truth."""
    pa = _pyarrow()
    try:
        return pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowException, TypeError, ValueError) as fault:
        raise InputError(MIXED_COLUMN.format(fault=fault), value=frame) from fault


def _as_pandas(answers: Any, frame: Any) -> Any:
    """Give answers found in Arrow as pandas' own "boolean", beside what was kept of *frame*, as it was."""
    import pandas as pd

    found = answers.to_pandas(types_mapper={_pyarrow().bool_(): pd.BooleanDtype()}.get)
    found.index = frame.index
    return found.assign(**{name: frame[name] for name in found.columns if name in frame})


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        raise MissingExtraError("bulk", PANDAS, "pyarrow") from None
    return pa


def _read(table: Any, data: Dataset, keep: Sequence[str]) -> Any:
    """Check a frame, and give it with its columns read once for all rules, and an empty one for each fact that it lacks."""
    from tnt_core.rules.translate.frames import check_columns, prepared, unknown_column

    present = set(table.collect_schema().names())
    facts = data.vocabulary.facts
    if not present & set(facts):
        raise InputError(
            NO_FACT_COLUMN,
            value=sorted(present),
        )
    used = {fact for _, requirement in _requirements(data) for fact in requirement.applies.facts}
    _refuse_slips(present - set(facts) - {*keep}, used - present)
    check_columns(table, data.vocabulary)
    return prepared(table, data.vocabulary).with_columns(
        unknown_column(facts[name]).alias(name) for name in sorted(used - present)
    )


def _refuse_slips(others: Collection[str], absent: Collection[str]) -> None:
    """Refuse a column that is no fact, but for a letter or two the name of one that the frame lacks."""
    for name in sorted(others):
        [*near] = get_close_matches(name, absent, n=1, cutoff=ALMOST)
        if near:
            raise UnknownNameError(Text(fr="colonne", en="column"), name, suggestions=near)


ALMOST = 0.9
"""How much alike, from 0 to 1, two names are when one is taken for a slip."""


def _narwhals() -> Any:
    try:
        import narwhals
    except ModuleNotFoundError:
        raise MissingExtraError("bulk", COLUMNS) from None
    return narwhals


def _column(requirement: Requirement, dates: Truth) -> Any:
    from tnt_core.rules.translate.frames import to_expression

    nw = _narwhals()
    if dates is Truth.NO:
        return nw.lit(value=False)
    expression = to_expression(requirement.applies, ready=True)
    if requirement.silent_on_territory:
        # As one by one: where nobody has looked whether the text applies, a yes is not known.
        unsure = nw.col("territory").is_in(sorted(SPECIALITY)).fill_null(value=False)
        expression = nw.when(~(unsure & expression)).then(expression)
    # Where the publication is in doubt, a no stays a no and a yes is no longer sure.
    doubtful = dates is Truth.UNKNOWN
    return nw.when(~expression).then(nw.lit(value=False)) if doubtful else expression

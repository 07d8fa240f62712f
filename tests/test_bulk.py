"""The same decisions over columns, on the small set of records."""

import datetime as dt
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tnt_core.bulk import Counts, count, decide
from tnt_core.errors import (
    DateError,
    FactError,
    InputError,
    MissingExtraError,
    UnknownNameError,
)
from tnt_core.rules import Truth

ROWS = {
    "name": ["A", "B", "C", "D"],
    "kind": ["commune", "commune", "region", None],
    "population_total": [1001, 1000, 5, None],
    "has_lamps": [True, True, None, None],
}
WRITTEN = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}


def polars(rows):
    return pl.DataFrame(rows)


def arrow(rows):
    return pa.table(rows)


def pandas(rows):
    return pd.DataFrame(rows).convert_dtypes(dtype_backend="pyarrow")


def old_pandas(rows):
    """Give pandas' older types: objects, and NaN where a number is not known; rows under names of their own."""
    return pd.DataFrame(rows, index=[10 * n for n in range(len(rows["kind"]))])


def as_rows(answers):
    return answers.to_dicts() if hasattr(answers, "to_dicts") else pl.from_arrow(pa.table(answers)).to_dicts()  # fmt: skip


@pytest.mark.parametrize("library", [polars, arrow, pandas, old_pandas])
@pytest.mark.parametrize(
    ("on", "known_on"),
    [("2018-01-01", None), ("2021-01-01", None), ("2009-01-01", "2009-01-01"), ("2010-06-01", "2010-06-01")],
)  # fmt: skip
def test_columns_answer_like_rows(sample_dataset, library, on, known_on):
    frame = library(ROWS)
    answers = decide(frame, on=on, known_on=known_on, dataset=sample_dataset, keep=["name"])
    assert type(answers) is type(frame)
    got = as_rows(pl.from_pandas(answers) if isinstance(answers, pd.DataFrame) else answers)
    for index, row in enumerate(got):
        assert row.pop("name") == ROWS["name"][index]
        facts = {name: values[index] for name, values in ROWS.items() if name != "name"}
        checked = sample_dataset.vocabulary.check(facts)
        for name, answer in row.items():
            id_, _, requirement = name.partition("/")
            found = sample_dataset.obligations[id_].requirement(requirement)
            decision = found.decide_facts(checked, on=dt.date.fromisoformat(on), known_on=known_on and dt.date.fromisoformat(known_on))  # fmt: skip
            assert answer is WRITTEN[decision.truth], name


def test_rows_are_counted_by_requirement(sample_dataset):
    counts = count(polars(ROWS), on="2018-01-01", dataset=sample_dataset)
    assert counts["lamps/large"] == Counts(yes=1, no=2, unknown=1)
    assert count(polars(ROWS).lazy(), on="2018-01-01", dataset=sample_dataset) == counts


def test_a_fact_without_a_column_is_not_known_of_anybody(sample_dataset):
    counts = count(polars({"kind": ["commune", "region"]}), on="2018-01-01", dataset=sample_dataset)
    assert counts["lamps/large"] == Counts(yes=0, no=1, unknown=1)


def test_what_is_no_dataframe_is_refused(sample_dataset):
    with pytest.raises(InputError, match="not a dataframe that narwhals reads: list"):
        decide([1], on="2018-01-01", dataset=sample_dataset)


def test_a_dataframe_without_a_fact_is_refused(sample_dataset):
    with pytest.raises(InputError, match="no column of the dataframe"):
        decide(polars({"nature": ["commune"]}), on="2018-01-01", dataset=sample_dataset)


def test_a_wrong_date_is_refused(sample_dataset):
    with pytest.raises(DateError):
        decide(polars(ROWS), on="soon", dataset=sample_dataset)


def test_a_missing_library_is_said_kindly(monkeypatch, sample_dataset):
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(MissingExtraError, match=r"tnt-core\[bulk\]"):
        decide(polars(ROWS), on="2018-01-01", dataset=sample_dataset)


@pytest.mark.parametrize("library", [polars, arrow, pd.DataFrame])
@pytest.mark.parametrize(
    ("rows", "error", "said"),
    [
        ({"kind": ["comune"]}, UnknownNameError, "unknown choice of 'kind' 'comune'"),
        ({"kind": [3]}, FactError, "fact 'kind': a column of type Int64 does not hold it"),
        ({"population_total": ["60000"]}, FactError, "does not hold it; give whole numbers"),
        ({"population_total": [-5]}, FactError, "expected 0 or more, got -5"),
        ({"population_total": [3.5, 4.0]}, FactError, "expected a whole number, got 3.5"),
        ({"has_lamps": [1]}, FactError, "does not hold it; give booleans"),
        ({"kind": ["commune"], "population_totale": [3]}, UnknownNameError, "Nearest: population_total"),
    ],
)  # fmt: skip
def test_a_column_is_checked_as_strictly_as_a_fact(sample_dataset, library, rows, error, said):
    with pytest.raises(error, match=said):
        decide(library(rows), on="2018-01-01", dataset=sample_dataset)


def test_what_is_not_known_is_no_fault(sample_dataset):
    rows = {"kind": ["commune", None], "population_total": [float("nan"), None]}
    for library in (polars, arrow, pd.DataFrame):
        counts = count(library(rows), on="2018-01-01", dataset=sample_dataset)
        assert counts["lamps/large"].unknown == 2
    nobody = {"kind": ["commune"], "population_total": [None], "has_lamps": [None]}
    for library in (polars, arrow, pd.DataFrame):
        assert (
            count(library(nobody), on="2018-01-01", dataset=sample_dataset)["lamps/large"].unknown
            == 1
        )


def test_a_lazy_frame_is_not_computed_to_look_at_its_values(sample_dataset):
    lazy = polars({"kind": ["comune"]}).lazy()
    assert decide(lazy, on="2018-01-01", dataset=sample_dataset).collect().height == 1
    with pytest.raises(FactError, match="does not hold it"):
        decide(polars({"kind": [3]}).lazy(), on="2018-01-01", dataset=sample_dataset)


def test_a_column_that_is_kept_is_no_slip_and_comes_back_as_it_was(sample_dataset):
    frame = pd.DataFrame(
        {"kind": ["commune"], "population_totale": pd.Categorical(["x"])}, index=["a"]
    )
    answers = decide(frame, on="2018-01-01", dataset=sample_dataset, keep=["population_totale"])
    assert answers.index.tolist() == ["a"]
    assert answers["population_totale"].dtype == "category"
    assert str(answers["lamps/large"].dtype) == "boolean"


def test_a_column_of_several_types_is_refused(sample_dataset):
    frame = pd.DataFrame({"kind": ["commune", 3]})
    with pytest.raises(InputError, match="mixes values of several types"):
        decide(frame, on="2018-01-01", dataset=sample_dataset)


def test_pandas_needs_arrow(monkeypatch, sample_dataset):
    frame = pd.DataFrame({"kind": ["commune"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r'pip install "tnt-core\[bulk\]" pyarrow'):
        decide(frame, on="2018-01-01", dataset=sample_dataset)

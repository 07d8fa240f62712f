"""The same decisions over columns, on the small set of records."""

import datetime as dt
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tnt_core.bulk import Counts, count, decide
from tnt_core.errors import DateError, InputError, MissingExtraError
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


def as_rows(answers):
    return answers.to_dicts() if hasattr(answers, "to_dicts") else pl.from_arrow(pa.table(answers)).to_dicts()  # fmt: skip


@pytest.mark.parametrize("library", [polars, arrow, pandas])
@pytest.mark.parametrize(
    ("on", "known_on"),
    [("2018-01-01", None), ("2021-01-01", None), ("2009-01-01", "2009-01-01"), ("2010-06-01", "2010-06-01")],
)  # fmt: skip
def test_columns_answer_like_rows(sample_dataset, library, on, known_on):
    frame = library(ROWS)
    answers = decide(frame, on=on, known_on=known_on, dataset=sample_dataset, keep=["name"])
    assert type(answers) is type(frame)
    got = as_rows(pl.from_pandas(answers) if library is pandas else answers)
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

"""The frame holds what the profiles hold."""

import sys

import pytest

from tnt_core.directory import frame, profile
from tnt_core.errors import DateError, MissingExtraError, UnknownNameError
from tnt_core.model.profiles import CORE_FACTS


@pytest.mark.parametrize(
    ("vintage", "estimate"),
    [(2021, None), (2021, "latest"), (2024, None), (2026, None), (2026, "latest")],
)
def test_every_row_is_the_profile_of_its_collectivity(vintage, estimate):
    table = frame(vintage=vintage, estimate=estimate)
    for row in table.sample(3000, seed=vintage).iter_rows(named=True):
        found = profile(f"{row['kind']}:{row['code']}", on=vintage, estimate=estimate)
        assert row == {name: getattr(found, name) for name in row}


def test_columns_are_named_as_the_facts():
    columns = frame().columns
    assert set(columns) - {"code", "siren", "name", "epci"} <= set(CORE_FACTS)


def test_no_collectivity_comes_twice():
    table = frame(vintage=2025)
    assert table.select("kind", "code").is_unique().all()
    assert table.height == 36342


def test_the_newest_vintage_is_the_default():
    assert frame().equals(frame(vintage=2026))


@pytest.mark.parametrize("vintage", [2020, 2027, "2025"])
def test_another_vintage_is_refused(vintage):
    with pytest.raises(DateError, match="2021 to 2026"):
        frame(vintage=vintage)


def test_another_estimate_is_refused():
    with pytest.raises(UnknownNameError, match="latest"):
        frame(estimate="guess")


def test_without_polars_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtraError, match=r"tnt-core\[bulk\]"):
        frame()

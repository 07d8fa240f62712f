"""Who crossed a threshold between two vintages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnt_core.directory import crossings, frame
from tnt_core.errors import DateError, InputError, UnknownNameError


def test_a_commune_that_grows_to_the_threshold_has_reached_it():
    found = {one.code: one for one in crossings(3500, 2025, 2026, kinds=["commune"])}
    buisse = found["38061"]
    assert (buisse.name, buisse.before, buisse.after, buisse.upward) == (
        "La Buisse",
        3499,
        3500,
        True,
    )
    assert (buisse.departement, buisse.kind, buisse.epci_type) == ("38", "commune", None)


def test_upward_and_downward_part_the_crossings():
    found = crossings(3500, 2025, 2026)
    assert {*found.upward, *found.downward} == {*found}
    assert len(found.upward) + len(found.downward) == len(found) == 44
    assert all(one.after < 3500 <= one.before for one in found.downward)
    assert found[0] == found.items[0]


def test_days_stand_for_the_vintage_in_force():
    by_day = crossings(3500, "2025-06-30", "2026-11-23", kinds=["commune"])
    assert by_day.items == crossings(3500, 2025, 2026, kinds=["commune"]).items
    assert (by_day.start, by_day.end) == (2025, 2026)


def test_what_cannot_be_compared_is_counted():
    assert crossings(3500, 2025, 2026, fact="population_total").unknown == 36199
    assert crossings(3500, 2024, 2025, fact="population_total", kinds=["commune"]).unknown == 87


def test_an_epci_has_the_name_and_type_of_the_end():
    found = {one.code: one for one in crossings(51_300, 2022, 2024, kinds=["epci_fp"])}
    lunel = found["243400520"]
    assert (lunel.name, lunel.epci_type) == ("CA Lunel Agglo", "ca")


FRAMES = {year: frame(vintage=year) for year in (2021, 2022, 2024, 2025, 2026)}


@settings(max_examples=10)
@given(st.integers(1, 3_000_000), st.sampled_from([(2021, 2026), (2022, 2024), (2025, 2026)]))
def test_the_frames_of_both_vintages_tell_the_same(threshold, years):
    start, end = (FRAMES[year] for year in years)
    both = start.join(end, on=("kind", "code"), suffix="_end").drop_nulls(
        ["population_municipal", "population_municipal_end"]
    )
    low, high = (
        both["population_municipal"] >= threshold,
        both["population_municipal_end"] >= threshold,
    )
    assert {(one.kind, one.code) for one in crossings(threshold, *years)} == set(
        both.filter(low != high).select("kind", "code").iter_rows()
    )


@pytest.mark.parametrize("threshold", [0, -1, True, 3500.0, "3500"])
def test_a_threshold_is_a_number_of_inhabitants(threshold):
    with pytest.raises(InputError, match="expected a number of inhabitants"):
        crossings(threshold, 2025, 2026)


@pytest.mark.parametrize(
    ("start", "end"), [(2026, 2026), (2026, 2025), ("2026-01-01", "2026-12-31"), (2026, 2027)]
)
def test_the_end_is_in_a_later_vintage(start, end):
    with pytest.raises(InputError, match="give an end in a later year"):
        crossings(3500, start, end)


def test_unknown_facts_kinds_and_days_are_refused():
    with pytest.raises(UnknownNameError, match="population_total"):
        crossings(3500, 2025, 2026, fact="population_totale")
    with pytest.raises(UnknownNameError, match="commune"):
        crossings(3500, 2025, 2026, kinds=["comune"])
    with pytest.raises(DateError):
        crossings(3500, 2019, 2026)

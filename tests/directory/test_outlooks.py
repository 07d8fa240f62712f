"""What the move of a population brings."""

import datetime as dt

import pytest

from tnt_core.directory import crossings, frame, outlook
from tnt_core.errors import DateError, FactError
from tnt_core.rules import Truth

LAMPS = {"has_lamps": True}


def test_growing_past_a_threshold_brings_its_requirement(dataset, grown):
    found = outlook(grown.code, 2024, 2025, facts=LAMPS, dataset=dataset)
    (change,) = found.changes
    assert (change.obligation.id, change.requirement.id) == ("lamps", "large")
    assert (change.before, change.after) == (Truth.NO, Truth.YES)
    assert (found.before.population_total, found.after.population_total) == (
        grown.before,
        grown.after,
    )
    assert found.on == dt.date(2025, 1, 1)


def test_shrinking_below_a_threshold_ends_its_requirement(dataset):
    fallen = crossings(1001, 2024, 2025, fact="population_total", kinds=["commune"]).downward[0]
    (change,) = outlook(
        fallen.code, "2024-12-31", "2025-01-01", facts=LAMPS, dataset=dataset
    ).changes
    assert (change.before, change.after) == (Truth.YES, Truth.NO)


def test_the_next_thresholds_are_those_on_both_sides(dataset, grown):
    nearest = outlook(grown.code, 2024, 2025, facts=LAMPS, dataset=dataset).nearest
    assert [(one.value, one.becomes, one.fact) for one in nearest] == [
        (1000, Truth.NO, "population_total"),
        (2000, Truth.NO, "population_total"),
    ]
    assert [one.distance for one in nearest] == [1000 - grown.after, 2000 - grown.after]
    assert {one.requirement.id for one in nearest} == {"large"}


def test_other_facts_that_are_unknown_leave_the_answer_open(dataset, grown):
    found = outlook(grown.code, 2024, 2025, dataset=dataset)
    assert [(change.before, change.after) for change in found.changes] == [
        (Truth.NO, Truth.UNKNOWN)
    ]


def test_a_population_that_is_not_known_has_no_threshold_unless_it_is_estimated(dataset, grown):
    assert outlook(grown.code, facts=LAMPS, dataset=dataset).nearest == ()
    assert outlook(grown.code, facts=LAMPS, dataset=dataset, estimate="latest").nearest != ()


def test_requirements_that_have_ended_and_drafts_are_left_out(dataset, grown):
    found = outlook(grown.code, 2024, 2025, facts=LAMPS, dataset=dataset)
    assert {one.obligation.id for one in found.nearest} == {"lamps"}
    assert "small" not in {one.requirement.id for one in (*found.changes, *found.nearest)}


def test_a_merged_commune_is_read_as_its_successor(dataset):
    found = outlook("93059", 2024, 2025, dataset=dataset)
    assert (found.before.code, found.after.code) == ("93066", "93066")


def test_the_default_dataset_is_loaded_when_none_is_given():
    assert outlook("35238", 2025, 2026).after.population_municipal == 230890


def test_days_are_in_order_and_facts_are_checked(dataset):
    with pytest.raises(DateError, match="not after start"):
        outlook("35238", 2026, "2026-01-01", dataset=dataset)
    with pytest.raises(DateError):
        outlook("35238", 2025, "2026-02-30", dataset=dataset)
    with pytest.raises(FactError):
        outlook("35238", 2025, 2026, facts={"has_lamps": "often"}, dataset=dataset)


def test_every_value_of_the_directory_is_known_to_the_vocabulary():
    from tnt_core.store import load

    table = frame(vintage=2026)
    vocabulary = load().vocabulary
    for fact in ("kind", "epci_type", "zone", "territory", "departement", "region"):
        for value in table[fact].drop_nulls().unique():
            assert vocabulary.check({fact: value})[fact] == value

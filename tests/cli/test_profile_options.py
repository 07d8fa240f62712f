"""What the command line says beside a profile, and which facts it knows."""

import pytest

from tnt_core.cli.options import profile_of


def given(**other):
    return {"kind": None, "population": None, "population_total": None, "population_municipal": None, **other}  # fmt: skip


@pytest.mark.parametrize(
    ("collectivity", "on", "said", "kept"),
    [
        ("35238", "2026-11-23", ["population"], []),
        ("35238", "2027-11-23", ["population", "vintage"], []),
        ("35", "2025-11-23", ["population"], []),
        ("35238", "2019-01-01", ["vintage"], []),
        ("93059", "2026-11-23", ["collectivity"], ["collectivity"]),
    ],
)
def test_what_is_said_of_the_directorys_populations_does_not_go_for_those_given(
    collectivity, on, said, kept
):
    found = profile_of(collectivity, on=on, exact=True, **given())
    assert [note.about for note in found.notes] == said
    found = profile_of(collectivity, on=on, exact=True, **given(population=3500))
    assert [note.about for note in found.notes] == kept
    found = profile_of(collectivity, on=on, exact=True, **given(kind=found.kind))
    assert [note.about for note in found.notes] == said


def test_the_facts_of_an_overlay_are_those_that_a_profile_may_hold(sample_dataset):
    found = profile_of(None, on=None, exact=False, vocabulary=sample_dataset.vocabulary, **given(kind="commune"))  # fmt: skip
    assert found.vocabulary is sample_dataset.vocabulary

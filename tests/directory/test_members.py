"""Members of groups, groups of communes, and bodies that the source does not list."""

import pytest

from tnt_core.directory import BODIES, body, epci_of, members
from tnt_core.errors import FactError, InputError, UnknownNameError


def test_a_commune_is_among_the_members_of_its_epci():
    assert epci_of("Rennes") == "243500139"
    assert "35238" in members("243500139")
    assert members("Rennes Métropole") == members("243500139")


def test_members_move_with_the_vintages():
    # Neuville-en-Avesnois left in 2023 and came back in 2024.
    assert [epci_of("59192", on=year) for year in (2022, 2023, 2024)] == [
        "200042190",
        "245901152",
        "200042190",
    ]
    assert ["59192" in members("200042190", on=year) for year in (2022, 2023, 2024)] == [
        True,
        False,
        True,
    ]


def test_in_greater_paris_the_metropole_is_the_epci_and_the_territorial_establishment_is_listed_too():
    assert epci_of("93066") == "200054781"
    assert "93066" in members("Plaine Commune")
    assert len(members("200054781")) == len(members("200054781", on=2025)) == 130
    assert "93059" in members("Plaine Commune", on=2024)
    assert "93059" not in members("Plaine Commune", on=2025)


def test_the_metropole_of_lyon_has_members_though_it_is_no_epci():
    assert epci_of("Lyon") == "200046977"
    assert len(members("69M")) == 58


@pytest.mark.parametrize("island", ["Ouessant", "Île-de-Sein", "Île-de-Bréhat", "L'Île-d'Yeu"])
def test_four_islands_have_no_epci(island):
    assert epci_of(island) is None


def test_only_groups_have_members_and_only_communes_an_epci():
    with pytest.raises(InputError, match="no list of members: give an EPCI or an EPT"):
        members("35238")
    with pytest.raises(InputError, match="give a commune"):
        epci_of("243500139")


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_lies_where_its_commune_lies(kind):
    found = body(kind, "67482", name="CCAS", agents_headcount=12)
    assert (found.kind, found.name, found.agents_headcount) == (kind, "CCAS", 12)
    assert (found.zone, found.territory, found.departement, found.region) == (
        "metro",
        "alsace-moselle",
        "67",
        "44",
    )
    assert found.population_total is None
    assert (
        found.notes[0].en == "CCAS is not in the directory: a profile made from Strasbourg (67482)."
    )


def test_a_body_of_several_communes_has_what_they_agree_on():
    found = body("syndicat", ["35238", "56260"], name="Syndicat mixte", population_total=300_000)
    assert (found.zone, found.region, found.departement, found.epci) == ("metro", "53", None, None)
    assert found.population_total == 300_000


def test_a_body_needs_a_kind_a_commune_and_right_facts():
    with pytest.raises(UnknownNameError, match="ccas"):
        body("cccas", "35238", name="x")
    with pytest.raises(InputError, match="at least one commune"):
        body("syndicat", [], name="x")
    with pytest.raises(FactError):
        body("ccas", "35238", name="x", agents_headcount=-1)

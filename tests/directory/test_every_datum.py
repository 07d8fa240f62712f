"""Every commune and group of every vintage; counts and sums pinned to those of the source."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from tnt_core.directory import VINTAGES, find, members, profile
from tnt_core.directory.entries import Entry
from tnt_core.directory.tables import table
from tnt_core.errors import AmbiguousNameError, DateError
from tnt_core.model.territory import TERRITORIES

ROOT = Path(__file__).parents[2]

# Communes as the source counts them: 35 059 in 1.1.1 … 34 969 in 6.0.0, of which eleven are none: six districts without inhabitants
# (TAAF, Clipperton), three circonscriptions of Wallis-et-Futuna, Saint-Barthélemy and Saint-Martin.
SOURCE_COMMUNES = {2021: 35059, 2022: 35049, 2023: 35039, 2024: 35029, 2025: 34969, 2026: 34969}
NO_COMMUNES = 11
MEMBERS = {2021: 34961, 2022: 34951, 2023: 34941, 2024: 34931, 2025: 34871, 2026: 34871}
EPCI = {2021: 1254, 2022: 1255, 2023: 1255, 2024: 1255, 2025: 1255, 2026: 1255}
EPCI_MUNICIPAL = {2021: 66982782, 2022: 67238626, 2023: 67412327, 2024: 67658180, 2025: 68010643}
EPCI_TOTAL = {2021: 68229786, 2022: 68485633, 2023: 68644693, 2024: 68876903, 2025: 69217228}
ISLANDS = {"22016", "29083", "29155", "85113"}


def communes(year):
    entries = (Entry("commune", row) for row in table("communes"))
    return [entry for entry in entries if entry.first <= year <= entry.last]


def groups(year):
    entries = map(Entry.of_group, table("groups"))
    return [entry for entry in entries if entry.first <= year <= entry.last]


def intercommunal(year):
    return [entry for entry in groups(year) if entry.kind in {"epci_fp", "metropole_lyon"}]


@pytest.mark.parametrize("year", VINTAGES)
def test_no_commune_of_the_source_is_missing(year):
    assert len(communes(year)) == SOURCE_COMMUNES[year] - NO_COMMUNES


@pytest.mark.parametrize("year", VINTAGES)
def test_no_epci_or_member_of_the_source_is_missing(year):
    lists = [members(entry.code, on=year) for entry in intercommunal(year)]
    assert len(lists) == EPCI[year]
    codes = [code for listed in lists for code in listed]
    assert len(codes) == len(set(codes)) == MEMBERS[year]
    assert (
        set(codes)
        == {
            e.code
            for e in communes(year)
            if e.departement[:2] not in {"97", "98"} or e.zone == "drom"
        }
        - ISLANDS
    )


@pytest.mark.parametrize("year", EPCI_MUNICIPAL)
def test_the_populations_add_up_to_those_of_the_source(year):
    assert sum(entry.municipal(year) for entry in intercommunal(year)) == EPCI_MUNICIPAL[year]
    assert sum(entry.total(year) for entry in intercommunal(year)) == EPCI_TOTAL[year]


def test_the_municipal_populations_of_2026_add_up_to_those_of_the_source():
    # communes.json of 6.0.0, without the three circonscriptions of Wallis, Saint-Barthélemy and Saint-Martin.
    listed = sum(entry.municipal(2026) for entry in communes(2026))
    assert (
        listed + sum(profile(code).population_municipal for code in ("986", "977", "978"))
        == 68952941
    )
    assert sum(entry.total(2026) is not None for entry in communes(2026)) == 129


@pytest.mark.parametrize("year", VINTAGES)
def test_a_group_has_the_sum_of_its_communes(year):
    population = {entry.code: entry.municipal(year) for entry in communes(year)}
    for entry in groups(year):
        if entry.kind in {"epci_fp", "metropole_lyon", "ept"}:
            assert entry.municipal(year) == sum(
                population[code] for code in members(entry.code, on=year)
            )


def test_the_regions_and_single_collectivities_add_up_to_the_country():
    whole = [
        e
        for e in groups(2025)
        if e.kind in {"region", "collectivite_unique", "collectivite_outre_mer"}
    ]
    inside = sum(entry.municipal(2025) or 0 for entry in communes(2025))
    outside = sum(profile(code, on=2025).population_municipal for code in ("977", "978"))
    assert sum(entry.municipal(2025) or 0 for entry in whole) == inside + outside


@pytest.mark.parametrize("year", VINTAGES)
def test_a_total_is_never_below_the_municipal_population(year):
    for entry in [*communes(year), *groups(year)]:
        municipal, total = entry.municipal(year), entry.total(year)
        assert total is None or municipal is None or total >= municipal


def test_every_commune_that_is_gone_has_a_successor_of_today():
    gone = [entry for row in table("communes") if (entry := Entry("commune", row)).last < 2026]
    assert len(gone) == 102
    for entry in gone:
        # With its kind: some codes of old are postal codes of today.
        found = profile(f"commune:{entry.code}", on=2026)
        assert found.kind == "commune"
        assert f"{entry.last + 1}" in found.notes[0].fr
        assert profile(entry.code, on=entry.last).code == entry.code


def test_every_collectivity_of_today_has_a_valid_profile():
    for entry in [*communes(2026), *groups(2026)]:
        found = profile(entry.key)
        assert (found.kind, found.code, found.name) == (entry.kind, entry.code, entry.name(2026))
        assert found.population_municipal == entry.municipal(2026)
        assert found.territory is None or found.territory in TERRITORIES
        assert (found.epci is None) == (
            found.kind != "commune" or found.zone == "com" or found.code in ISLANDS
        )


@pytest.mark.parametrize("code", sorted({"27676", "60694", "85165", "15031", "12218", "69114"}))
def test_a_commune_that_came_later_says_when(code):
    first = Entry("commune", table("communes").first(code)).first
    assert profile(code, on=first).code == code
    with pytest.raises(DateError, match=f"since 1 January {first}"):
        profile(code, on=first - 1)


def test_every_alias_leads_to_a_collectivity_of_today():
    for row in table("aliases"):
        if row["code"]:
            code = row["code"] if len(row["code"]) == 5 else f"departement:{row['code']}"
            # A code of old that is a postal code of today leads to both.
            means = {candidate.code for candidate in find(code, limit=100)}
            assert row["target"].rpartition(":")[2] in means, code


def test_a_code_of_old_that_is_a_postal_code_of_today_is_ambiguous():
    with pytest.raises(AmbiguousNameError) as caught:
        profile("75001")
    assert dict(caught.value.candidates) == {"75056": "Paris (75)", "94002": "Alfortville (94)"}


@pytest.mark.parametrize(
    "name", ["communes", "groups", "memberships", "postal_codes", "history", "aliases"]
)
def test_a_table_is_sorted_so_that_a_look_up_can_jump(name):
    keys = [next(iter(row.values())).encode() for row in table(name)]
    assert keys == sorted(keys)


def test_the_tables_are_what_their_description_says():
    from frictionless import Package

    described = tomllib.loads((ROOT / "records" / "directory.toml").read_text(encoding="utf-8"))
    package = Package.from_descriptor(
        {"name": "directory", "resources": described["resources"]},
        basepath=str(files("tnt_core") / "data"),
    )
    assert package.validate().flatten(["type", "message"]) == []


def test_the_description_names_one_source_for_each_vintage():
    described = tomllib.loads((ROOT / "records" / "directory.toml").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        sources = {source["title"][-5:-1]: source["integrity"] for source in resource["sources"]}
        assert sources.keys() == {str(year) for year in VINTAGES}
        assert all(integrity.startswith("sha512-") for integrity in sources.values())

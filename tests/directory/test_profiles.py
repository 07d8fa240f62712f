"""Profiles: the populations and the perimeter in force on a day."""

import datetime as dt
import pickle

import attrs
import pytest

from tnt_core.directory import profile
from tnt_core.errors import DateError, UnknownNameError

IDENTITY = ("name", "code", "siren", "epci", "population_vintage", "population_total_vintage")
RENNES = {2021: 217728, 2022: 220488, 2023: 222485, 2024: 225081, 2025: 227830, 2026: 230890}
RENNES_TOTAL = {2021: 221898, 2022: 224655, 2023: 226654, 2024: 229178, 2025: 231985, 2026: None}


@pytest.mark.parametrize("year", RENNES)
def test_rennes_has_its_legal_populations_from_1_january_to_31_december(year):
    for on in (f"{year}-01-01", dt.date(year, 12, 31), year):
        found = profile("35238", on=on)
        assert (found.population_municipal, found.population_vintage) == (RENNES[year], year)
        assert found.population_total == RENNES_TOTAL[year]


def test_a_profile_says_all_that_the_directory_knows():
    found = profile("Rennes", on="2025-03-01")
    assert {**found.known(), **{name: getattr(found, name) for name in IDENTITY}} == {
        "kind": "commune",
        "name": "Rennes",
        "code": "35238",
        "siren": "213502388",
        "population_total": 231985,
        "population_municipal": 227830,
        "population_vintage": 2025,
        "population_total_vintage": 2025,
        "zone": "metro",
        "territory": "metropole",
        "departement": "35",
        "region": "53",
        "epci": "243500139",
    }  # fmt: skip


def test_the_total_of_2026_is_not_known_and_the_last_one_is_said():
    found = profile("35238", on="2026-11-23")
    assert (found.population_total, found.population_total_vintage) == (None, None)
    assert found.notes[0].en.endswith("is not in the source; that of 2025 is 231,985.")
    assert found == profile("35238")


def test_the_total_of_2026_is_known_in_the_territorial_establishments():
    found = profile("92004", on=2026)
    assert (found.population_municipal, found.population_total, found.notes) == (93941, 94562, ())


def test_an_estimate_is_the_last_total_and_says_its_year():
    found = profile("35238", on=2026, estimate="latest")
    assert (found.population_total, found.population_total_vintage, found.population_vintage) == (
        231985,
        2025,
        2026,
    )
    assert found.notes[0].en.endswith("that of 2025 (231,985) stands for it.")


def test_an_estimate_is_never_below_the_municipal_population():
    found = profile("Cesson-Sévigné", on=2026, estimate="latest")
    assert found.population_total == found.population_municipal == 18761
    assert found.population_total_vintage == 2026
    assert "no lower than" in found.notes[0].en


def test_an_estimate_changes_nothing_where_the_total_is_known():
    assert profile("35238", on=2025, estimate="latest") == profile("35238", on=2025)
    assert profile("92004", estimate="latest") == profile("92004")


def test_there_is_no_estimate_where_no_total_was_ever_given():
    found = profile("Ouessant", estimate="latest")
    assert (found.population_municipal, found.population_total) == (860, None)
    assert found.notes[0].en.endswith("is not in the source.")


def test_only_known_estimates_are_taken():
    with pytest.raises(UnknownNameError, match="latest"):
        profile("35238", estimate="last")


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2020-12-31", "begins on 1 January 2021"),
        (2020, "begins on 1 January 2021"),
        ("2026-02-30", "not a day of the calendar"),
        ("soon", "not a day of the calendar"),
        (2025.5, "not a day of the calendar"),
    ],
)
def test_a_day_before_the_directory_or_no_day_is_refused(on, sentence):
    with pytest.raises(DateError, match=sentence):
        profile("35238", on=on)


def test_a_later_day_gives_the_newest_vintage_and_says_so():
    found = profile("35238", on="2027-02-01")
    assert (found.population_municipal, found.population_vintage) == (230890, 2026)
    assert "may have changed in 2027" in found.notes[-1].en


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("75056", {"kind": "commune", "population_municipal": 2103778, "epci": "200054781", "departement": "75"}),
        ("69123", {"kind": "commune", "epci": "200046977", "territory": "metropole"}),
        ("2A004", {"departement": "2A", "region": "94", "zone": "metro"}),
        ("2B033", {"departement": "2B", "region": "94", "zone": "metro"}),
        ("67482", {"territory": "alsace-moselle", "zone": "metro"}),
        ("97611", {"zone": "drom", "territory": "mayotte", "population_municipal": 71437}),
        ("97502", {"zone": "com", "territory": "spm", "population_municipal": 5194, "siren": None, "epci": None}),
        ("98735", {"zone": "com", "territory": "polynesie", "population_municipal": 26654, "population_total": None}),
        ("98818", {"zone": "com", "territory": "nouvelle-caledonie"}),
        ("29155", {"epci": None, "population_municipal": 860}),
        ("85113", {"epci": None, "population_municipal": 4883}),
        ("22016", {"epci": None}),
        ("29083", {"epci": None}),
        ("14762", {"kind": "commune", "name": "Vire Normandie"}),
        ("20R", {"kind": "collectivite_unique", "region": "94", "departement": None, "population_municipal": 355486}),
        ("972", {"kind": "collectivite_unique", "region": "02", "territory": "martinique", "zone": "drom"}),
        ("976", {"kind": "collectivite_unique", "population_municipal": 256518}),
        ("69M", {"kind": "metropole_lyon", "epci_type": None, "population_municipal": 1436354}),
        ("69", {"kind": "departement", "population_municipal": 478313}),
        ("6AE", {"kind": "departement", "territory": "alsace-moselle", "departement": None, "region": "44"}),
        ("region:44", {"kind": "region", "territory": None, "zone": "metro"}),
        ("region:01", {"kind": "region", "territory": "guadeloupe", "zone": "drom"}),
        ("975", {"kind": "collectivite_outre_mer", "population_municipal": 5790}),
        ("977", {"kind": "collectivite_outre_mer", "population_municipal": 10660, "territory": "saint-barthelemy"}),
        ("986", {"kind": "collectivite_outre_mer", "population_municipal": 11151, "territory": "wallis"}),
        ("200054781", {"kind": "epci_fp", "epci_type": "metropole", "departement": None, "region": "11"}),
        ("200057867", {"kind": "ept", "epci_type": None, "population_total": 455226}),
        ("243500741", {"kind": "epci_fp", "departement": None, "region": None, "zone": "metro"}),
    ],
)  # fmt: skip
def test_special_cases_read_as_the_law_has_them(query, expected):
    found = profile(query, on=2026)
    assert {name: getattr(found, name) for name in expected} == expected


def test_names_and_types_are_those_of_the_vintage():
    assert profile("69149", on=2023).name == "Oullins"
    assert profile("69149", on=2024).name == "Oullins-Pierre-Bénite"
    assert (profile("243400520", on=2023).epci_type, profile("243400520", on=2024).epci_type) == (
        "cc",
        "ca",
    )


def test_a_sum_says_that_it_is_one_and_what_it_lacks():
    assert profile("35", on=2025).notes[0].en == "Populations: the sum of those of the communes."
    assert profile("29", on=2025).notes[0].en.endswith("29083, 29155.")
    assert profile("243500139", on=2025).notes == ()


def test_populations_overseas_are_given_only_where_the_source_brought_new_ones():
    assert profile("98735", on=2025).population_municipal is None
    assert profile("98735", on=2025).population_vintage is None
    assert [profile("97502", on=y).population_municipal for y in range(2021, 2027)] == [
        None,
        5394,
        5340,
        None,
        5375,
        5194,
    ]


def test_notes_stay_out_of_comparisons_but_travel_with_a_pickle():
    found = profile("35238")
    assert pickle.loads(pickle.dumps(found)).notes == found.notes
    assert attrs.evolve(found, notes=()) == found

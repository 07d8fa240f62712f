import copy
import pickle
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.errors import FactError, InputError, UnknownNameError
from tnt_core.model.profiles import CORE_FACTS, Profile
from tnt_core.model.territory import (
    EPCI_TYPES,
    KINDS,
    TERRITORIES,
    ZONE_NAMES,
    territory_of_departement,
    zone_of_departement,
)


def test_nothing_is_known_until_it_is_said():
    assert Profile().known() == {}


def test_a_fact_is_known_under_the_name_of_the_vocabulary():
    profile = Profile(kind="commune", population_total=3400, facts={"has_port": False})
    assert profile.known() == {"kind": "commune", "population_total": 3400, "has_port": False}


def test_a_bare_population_is_refused_with_the_two_names():
    with pytest.raises(InputError, match=r"population_total .* or population_municipal") as caught:
        Profile(population=3500)
    assert caught.value.value == 3500
    assert "population_municipal" in caught.value.fr


@pytest.mark.parametrize(
    ("field", "value", "nearest"),
    [
        ("kind", "comune", "commune"),
        ("epci_type", "métropole", "metropole"),
        ("zone", "metropole", "metro"),
        ("territory", "guadelupe", "guadeloupe"),
    ],
)
def test_a_choice_that_is_not_on_its_list_is_refused_with_the_nearest(field, value, nearest):
    with pytest.raises(UnknownNameError) as caught:
        Profile(**{field: value})
    assert nearest in caught.value.suggestions


@pytest.mark.parametrize("field", ["population_total", "population_municipal", "agents_headcount"])
@pytest.mark.parametrize("value", [True, 3500.0, "3500", -1])
def test_a_count_is_a_whole_number_from_zero(field, value):
    with pytest.raises(FactError, match=f"fact '{field}'"):
        Profile(**{field: value})


@pytest.mark.parametrize("field", ["agents_fte", "annual_revenue_eur"])
@pytest.mark.parametrize("value", [True, "many", float("nan"), float("inf"), -0.5, [1]])
def test_an_amount_is_a_finite_number_from_zero(field, value):
    with pytest.raises(FactError, match=f"fact '{field}'"):
        Profile(**{field: value})


@pytest.mark.parametrize("value", [49.6, "49.6", Decimal("49.6")])
def test_an_amount_keeps_its_written_digits(value):
    assert Profile(agents_fte=value).agents_fte == Decimal("49.6")


def test_a_fact_given_twice_with_two_values_is_refused():
    profile = Profile(has_website=True, facts={"has_website": False})
    with pytest.raises(InputError, match="given twice"):
        profile.known()
    assert Profile(has_website=True, facts={"has_website": True}).known() == {"has_website": True}


def test_a_profile_cannot_be_changed():
    profile = Profile(facts={"a": 1})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        profile.kind = "commune"
    with pytest.raises(TypeError):
        profile.facts["b"] = 2


def test_the_facts_given_may_change_afterwards_without_harm():
    given_facts = {"a": 1}
    profile = Profile(facts=given_facts)
    given_facts["a"] = 2
    assert profile.facts == {"a": 1}


@given(
    st.builds(
        Profile,
        kind=st.none() | st.sampled_from(KINDS),
        epci_type=st.none() | st.sampled_from(EPCI_TYPES),
        population_total=st.none() | st.integers(0, 10**8),
        agents_fte=st.none() | st.decimals(0, 10**6, places=2),
        zone=st.none() | st.sampled_from(ZONE_NAMES),
        territory=st.none() | st.sampled_from(TERRITORIES),
        has_website=st.none() | st.booleans(),
        facts=st.dictionaries(st.sampled_from(["x", "y"]), st.integers()),
    )
)
def test_a_profile_survives_copies_and_other_processes(profile):
    assert pickle.loads(pickle.dumps(profile)) == profile
    assert copy.deepcopy(profile) == profile
    assert attrs.evolve(profile) == profile
    assert hash(attrs.evolve(profile)) == hash(profile)
    assert set(profile.known()) <= {*CORE_FACTS, *profile.facts}


@pytest.mark.parametrize(
    ("departement", "zone", "territory"),
    [
        ("35", "metro", "metropole"),
        ("2A", "metro", "metropole"),
        ("57", "metro", "alsace-moselle"),
        ("974", "drom", "reunion"),
        ("976", "drom", "mayotte"),
        ("975", "com", "spm"),
        ("988", "com", "nouvelle-caledonie"),
    ],
)
def test_a_departement_tells_its_zone_and_territory(departement, zone, territory):
    assert (zone_of_departement(departement), territory_of_departement(departement)) == (
        zone,
        territory,
    )

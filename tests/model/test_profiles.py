import copy
import datetime as dt
import pickle
import re
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.deadlines import FACTS as CASE
from tnt_core.deadlines import deadline
from tnt_core.errors import FactError, InputError, UnknownNameError
from tnt_core.facts import FactTable
from tnt_core.model.profile_notes import ProfileNote
from tnt_core.model.profiles import CORE_FACTS, Profile
from tnt_core.model.territory import (
    EPCI_TYPES,
    KINDS,
    TERRITORIES,
    ZONE_NAMES,
    territory_of_departement,
    zone_of_departement,
)
from tnt_core.texts import Text


def test_nothing_is_known_until_it_is_said():
    assert Profile().known() == {}


def test_a_fact_is_known_under_the_name_of_the_vocabulary():
    profile = Profile(kind="commune", population_total=3400, facts={"has_dpo": False})
    assert profile.known() == {"kind": "commune", "population_total": 3400, "has_dpo": False}


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


def test_a_fact_that_says_something_else_than_a_field_is_refused_at_once():
    with pytest.raises(InputError, match="given twice: True as a field and False among the facts"):
        Profile(has_website=True, facts={"has_website": False})
    with pytest.raises(InputError, match=r"'49\.6' as a field and '50'"):
        Profile(agents_fte=49.6, facts={"agents_fte": 50})
    assert Profile(has_website=True, facts={"has_website": True}).known() == {"has_website": True}
    assert Profile(agents_fte=49.6, facts={"agents_fte": 49.6}).known() == {
        "agents_fte": Decimal("49.6")
    }


OWN = FactTable.from_table(
    {
        "lamps": {"type": "int", "minimum": 0, "label": {"fr": "lampes", "en": "lamps"}},
        "lit": {"type": "date", "label": {"fr": "allumées le", "en": "lit on"}},
        "kind": {"type": "choice", "label": {"fr": "nature", "en": "kind"}, "choices": {"commune": "commune"}},
        "population": {"type": "int", "label": {"fr": "habitants", "en": "inhabitants"}},
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "fault", "said"),
    [
        ({"has_lamp_posts": True}, UnknownNameError, "facts: unknown fact 'has_lamp_posts'"),
        ({"has_dpoo": True}, UnknownNameError, "Nearest: has_dpo"),
        ({"tempel": True}, UnknownNameError, "Nearest: temple"),
        ({"has_dpo": 1}, FactError, "fact 'has_dpo': expected true or false"),
        ({"kind": "comune"}, UnknownNameError, "Nearest: commune"),
        ({"archipelago": "tahity"}, UnknownNameError, "Nearest: tahiti"),
        ({"population": 3500}, InputError, "could mean two numbers"),
        ({3: True}, UnknownNameError, "unknown fact '3'"),
        ("has_dpo", InputError, "facts are given by name"),
        (["has_dpo"], InputError, "facts are given by name"),
    ],
)
def test_a_wrong_fact_is_refused_at_once(facts, fault, said):
    with pytest.raises(fault, match=re.escape(said)):
        Profile(facts=facts)


def test_another_vocabulary_may_say_which_facts_there_are():
    with pytest.raises(UnknownNameError, match="lamps"):
        Profile(facts={"lamps": 3})
    profile = Profile(facts={"lamps": 3, "temple": True}, vocabulary=OWN)
    assert profile == attrs.evolve(profile) == pickle.loads(pickle.dumps(profile))
    assert "vocabulary" not in repr(profile)
    with pytest.raises(FactError, match="expected 0 or more"):
        Profile(facts={"lamps": -1}, vocabulary=OWN)
    with pytest.raises(InputError, match=r"'vocabulary' is a Vocabulary or a FactTable; got \{\}"):
        Profile(facts={"lamps": 1}, vocabulary={})


def test_facts_are_kept_in_their_one_form_and_what_is_not_known_is_left_out():
    instant = dt.datetime(2026, 12, 31, 21, tzinfo=dt.UTC)
    profile = Profile(facts={"lit": instant, "lamps": None}, vocabulary=OWN, territory="reunion")
    assert profile.facts == {"lit": dt.date(2027, 1, 1)}
    told = Profile(facts={"lit": instant, "territory": "reunion"}, vocabulary=OWN)
    assert (told.time_zone, told.facts["lit"]) == ("Indian/Reunion", dt.date(2027, 1, 1))


def test_a_profile_without_other_facts_loads_no_vocabulary(monkeypatch):
    monkeypatch.setenv("TNT_DATA_PATH", "not/absolute")
    assert Profile(kind="commune").known() == {"kind": "commune"}


def test_the_facts_that_may_be_known_follow_the_packages_that_are_found(
    fresh_store, monkeypatch, sample_resources, tmp_path
):
    from tnt_core.export.datapackage import package_files, write_package

    with pytest.raises(UnknownNameError):
        Profile(facts={"has_lamps": True})
    write_package(package_files(sample_resources), tmp_path)
    monkeypatch.setenv("TNT_DATA_PATH", str(tmp_path))
    fresh_store.reset()
    assert Profile(facts={"has_lamps": True}).known() == {"has_lamps": True}


def test_a_profile_answers_those_facts_of_a_table_that_it_knows():
    town = Profile(kind="commune", population_total=3499, territory="polynesie", facts={"archipelago": "marquises"})  # fmt: skip
    assert town.answers(CASE) == {
        "population": 3499, "kind": "commune", "territory": "polynesie", "archipelago": "marquises",
    }  # fmt: skip
    assert town.answers(OWN) == {"kind": "commune"}
    group = Profile(kind="ept", population_total=300_000)
    assert group.answers(CASE) == {}
    assert group.answers(OWN) == {}
    assert Profile(population_total=3500).answers(CASE) == {"population": 3500}


def test_a_deadline_takes_its_territory_its_council_and_its_inhabitants_from_a_profile():
    there = Profile(territory="guadeloupe")
    assert str(deadline("2026-11-20", "P2M", regime="franc", profile=there).legal_date) == "2027-01-21"  # fmt: skip
    for inhabitants, delay in ((3499, "3 jours francs"), (3500, "5 jours francs")):
        town = Profile(kind="commune", population_total=inhabitants)
        found = deadline("2026-11-20", regime="convocation", profile=town, facts={"urgent": False, "first_meeting": False})  # fmt: skip
        given = {"kind": "commune", "population": inhabitants, "urgent": False, "first_meeting": False}  # fmt: skip
        assert found == deadline("2026-11-20", regime="convocation", facts=given), delay


def test_facts_that_only_a_deadline_asks_are_no_fault_of_a_profile_elsewhere(sample_dataset):
    town = Profile(kind="commune", facts={"temple": True})
    checked = town.checked(sample_dataset.vocabulary)
    assert dict(checked) == {"kind": "commune"}
    with pytest.raises(UnknownNameError, match="temple"):
        town.checked(sample_dataset.vocabulary, {"temple": True})
    with pytest.raises(UnknownNameError, match="lamps"):
        Profile(facts={"lamps": 3}, vocabulary=OWN).checked(sample_dataset.vocabulary)


def test_a_profile_cannot_be_changed():
    profile = Profile(facts={"has_dpo": True})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        profile.kind = "commune"
    with pytest.raises(TypeError):
        profile.facts["has_dpo"] = False


def test_the_facts_given_may_change_afterwards_without_harm():
    given_facts = {"has_dpo": True}
    profile = Profile(facts=given_facts)
    given_facts["has_dpo"] = False
    assert profile.facts == {"has_dpo": True}


def test_a_note_says_what_it_is_about():
    note = ProfileNote(fr="De 2025.", en="Of 2025.", about="population")
    profile = Profile(notes=(note, Text(fr="Oui.", en="Yes.")))
    assert [(n.en, n.about) for n in profile.notes] == [("Of 2025.", "population"), ("Yes.", "collectivity")]  # fmt: skip
    assert profile.to_json()["notes"][0] == {"fr": "De 2025.", "en": "Of 2025.", "about": "population"}  # fmt: skip


def test_a_long_profile_has_a_short_form():
    assert repr(Profile(kind="commune", name="Rennes")) == "Profile(name='Rennes', kind='commune')"
    long = Profile(name="L" * 150, kind="commune", population_total=1, facts={"has_dpo": True})
    assert len(repr(long)) <= 200
    assert repr(long).endswith("…)")


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
        facts=st.dictionaries(st.sampled_from(["has_dpo", "temple"]), st.booleans()),
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

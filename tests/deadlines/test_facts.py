"""The facts of a case: a table like any other, answered in part by a profile."""

import datetime as dt

import pytest

from tnt_core.deadlines import FACTS, deadline, deadline_arrays, latest_event
from tnt_core.errors import FactError, InputError, UnknownNameError
from tnt_core.facts import FactTable


class Town:
    """Something that answers: what the engine asks of a profile, and no more."""

    def __init__(self, **known):
        self.known = known

    def answers(self, table):
        return {name: value for name, value in self.known.items() if name in table.facts}


def test_facts_are_read_as_people_write_them():
    assert FACTS.parse_value("urgent", "oui") is True
    assert FACTS.parse_value("population", "3 600") == 3600
    assert FACTS.parse_value("completed", "1er janvier 2026") == dt.date(2026, 1, 1)
    with pytest.raises(FactError, match="true or false"):
        FACTS.parse_value("urgent", "peut-être")
    with pytest.raises(UnknownNameError, match="Nearest: urgent"):
        FACTS.parse_value("urgents", "oui")


def test_every_fact_says_what_it_is_in_both_languages():
    for fact in FACTS.facts.values():
        assert fact.label.fr != fact.label.en
        for choice in fact.choices:
            assert fact.named(choice, "fr")


def test_a_profile_gives_its_territory_and_the_facts_that_the_regime_looks_at():
    meeting = {"regime": "convocations"}
    small = Town(kind="commune", population=900, territory="guadeloupe", temple=True)
    found = deadline("2026-12-15", profile=small, **meeting)
    asked = {"kind": "commune", "population": 900}
    assert found == deadline("2026-12-15", territory="guadeloupe", facts=asked, **meeting)
    assert [notice.code for notice in found.warnings if notice.code == "unused-fact"] == []


def test_what_is_given_wins_over_the_profile():
    town = Town(kind="commune", population=900, territory="guadeloupe")
    found = deadline(
        "2026-12-15",
        regime="convocations",
        profile=town,
        territory="metropole",
        facts={"population": 9000},
    )
    asked = {"kind": "commune", "population": 9000}
    assert found == deadline("2026-12-15", regime="convocations", facts=asked)


def test_the_territory_may_be_a_fact():
    plain = deadline("2026-11-20", "P2M", regime="franc", territory="guadeloupe")
    assert deadline("2026-11-20", "P2M", regime="franc", facts={"territory": "guadeloupe"}) == plain
    assert (
        deadline("2026-11-20", "P2M", regime="franc", facts={"territory": None}).territory
        == "metropole"
    )
    with pytest.raises(UnknownNameError, match="territory"):
        deadline("2026-11-20", "P2M", regime="franc", facts={"territory": "guadelope"})


def test_the_inverse_and_the_columns_ask_the_profile_too():
    town = Town(territory="reunion")
    assert latest_event("2027-12-20", "P2M", regime="franc", profile=town) == latest_event(
        "2027-12-20", "P2M", regime="franc", territory="reunion"
    )
    events = ["2027-10-18", "2027-10-19"]
    one = deadline_arrays(events, "P2M", regime="franc", profile=town)
    other = deadline_arrays(events, "P2M", regime="franc", territory="reunion")
    assert list(one.legal) == list(other.legal)
    assert list(one.legal) != list(deadline_arrays(events, "P2M", regime="franc").legal)


def test_facts_that_are_no_mapping_are_refused():
    with pytest.raises(InputError, match="facts are given by name"):
        deadline("2026-11-20", "P2M", regime="franc", facts=["urgent"])


@pytest.mark.parametrize("profile", ["97105", {"kind": "commune"}])
def test_what_is_no_profile_is_refused(profile):
    for ask in (deadline, latest_event):
        with pytest.raises(InputError, match="give a Profile, for instance"):
            ask("2026-11-20", "P2M", regime="franc", profile=profile)
    with pytest.raises(InputError, match=f"got {type(profile).__name__}"):
        deadline_arrays(["2026-11-20"], "P2M", regime="franc", profile=profile)


def test_tables_of_facts_are_equal_when_they_say_the_same():
    again = FactTable.from_json(FACTS.to_json())
    assert (again, hash(again)) == (FACTS, hash(FACTS))
    assert again != FactTable.from_json({"facts": {}})
    assert again != FACTS.facts

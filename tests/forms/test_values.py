"""Each class to its JSON form and back."""

import copy
import datetime as dt
import json
import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tnt_core as tnt
from tnt_core.errors import DataError, SchemaVersionError
from tnt_core.model.legal import Citation
from tnt_core.model.obligation_json import schedule_from_json, schedule_to_json
from tnt_core.model.profiles import Profile
from tnt_core.model.territory import EPCI_TYPES, KINDS, TERRITORIES, ZONE_NAMES
from tnt_core.rules import Decision, PlaceReason, Rule, Vocabulary
from tnt_core.strategies import facts, rules, values, vocabularies
from tnt_core.texts import Text

DATA = tnt.load()
WORDS = st.text(string.ascii_letters + "éà -'", min_size=1).filter(str.strip)
COUNTS = st.integers(0, 70_000_000)
MONEY = st.decimals(0, 10**9, places=2)


def through_json(data):
    return json.loads(json.dumps(data, allow_nan=False))


def within(fact):
    low, high = fact.minimum, fact.maximum
    return values(fact).filter(
        lambda value: (low is None or value >= low) and (high is None or value <= high)
    )


def known(vocabulary, names):
    return st.fixed_dictionaries({}, optional={n: within(vocabulary.facts[n]) for n in names})


OTHERS = [n for n in DATA.vocabulary.facts if not hasattr(Profile, n) and n != "population"]

PROFILES = st.builds(
    Profile,
    kind=st.none() | st.sampled_from(KINDS),
    epci_type=st.none() | st.sampled_from(EPCI_TYPES),
    name=st.none() | WORDS,
    code=st.none() | WORDS,
    siren=st.none() | WORDS,
    population_total=st.none() | COUNTS,
    population_municipal=st.none() | COUNTS,
    population_vintage=st.none() | COUNTS,
    population_total_vintage=st.none() | COUNTS,
    agents_fte=st.none() | MONEY,
    agents_headcount=st.none() | COUNTS,
    annual_revenue_eur=st.none() | MONEY,
    zone=st.none() | st.sampled_from(ZONE_NAMES),
    territory=st.none() | st.sampled_from(TERRITORIES),
    departement=st.none() | st.sampled_from(DATA.vocabulary.facts["departement"].choices),
    region=st.none() | st.sampled_from(DATA.vocabulary.facts["region"].choices),
    epci=st.none() | WORDS,
    has_website=st.none() | st.booleans(),
    notes=st.lists(st.builds(Text, fr=WORDS, en=WORDS), max_size=2),
    facts=known(DATA.vocabulary, OTHERS[::9]),
)


@given(PROFILES)
def test_every_profile_comes_back_equal(profile):
    again = Profile.from_json(through_json(profile.to_json()), DATA.vocabulary)
    assert (again, again.notes) == (profile, profile.notes)


@given(PROFILES)
def test_without_a_vocabulary_a_profile_comes_back_with_the_same_answers(profile):
    again = Profile.from_json(through_json(profile.to_json()))
    assert again.checked(DATA.vocabulary) == profile.checked(DATA.vocabulary)


def test_what_is_not_known_is_left_out():
    profile = Profile(kind="commune", agents_fte="49.6", facts={"has_dpo": None})
    assert profile.to_json() == {
        "schema": "tnt-core/profile/1",
        "kind": "commune",
        "agents_fte": 49.6,
        "facts": {},
        "notes": [],
    }
    assert Profile.from_json({"schema": "tnt-core/profile/1"}) == Profile()


WHO = {"schema": "tnt-core/profile/1"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "profile: the key 'schema' is missing"),
        ({**WHO, "kind": "comune"}, "profile.kind: unknown value 'comune'. Nearest: commune"),
        ({**WHO, "population_totl": 3}, "profile: unknown key 'population_totl'. Nearest: population_total"),
        ({**WHO, "population": 3}, "profile: unknown key 'population'"),
        ({**WHO, "population_total": "3400"}, "profile.population_total: expected a whole number, got '3400'"),
        ({**WHO, "population_total": -1}, "profile: fact 'population_total': expected 0 or more"),
        ({**WHO, "facts": {"has_websit": True}}, "profile: facts: unknown fact 'has_websit'. Nearest: has_website"),
        ({**WHO, "facts": {"has_dpo": 3}}, "profile: fact 'has_dpo'"),
        ({**WHO, "notes": [{"fr": "", "en": "x", "about": "vintage"}]}, "profile: a text needs words"),
    ],
)  # fmt: skip
def test_data_that_are_no_profile_are_refused_with_their_place(data, sentence):
    with pytest.raises(DataError, match=sentence):
        Profile.from_json(data, DATA.vocabulary)


def test_a_profile_of_a_newer_version_is_refused_as_such():
    with pytest.raises(SchemaVersionError, match="Upgrade"):
        Profile.from_json({"schema": "tnt-core/profile/2"})


@given(st.data())
def test_every_rule_and_every_decision_come_back_equal(data):
    vocabulary = data.draw(vocabularies())
    rule = data.draw(rules(vocabulary))
    assert Rule.from_json(through_json(rule.to_json()), vocabulary) == rule
    decision = rule.decide(data.draw(facts(vocabulary)), ["article 1", Citation("loi", "art. 2")])
    plain = through_json(decision.to_json())
    again = Decision.from_json(plain, vocabulary, Citation.from_json)
    assert again == decision
    assert [one["fact"] for one in plain["missing"]] == [*again.missing]


VOCABULARY = Vocabulary.from_table(
    {"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}}
)
DECIDED = Rule.from_json({"fact": "pupils", "op": ">", "value": 3}, VOCABULARY).decide({"pupils": 4}, [Citation("loi")]).to_json()  # fmt: skip


def test_a_decision_is_plain_data():
    assert DECIDED == {
        "schema": "tnt-core/decision/1",
        "truth": "yes",
        "missing": [],
        "reasons": [
            {
                "kind": "fact",
                "fact": "pupils",
                "value": 4,
                "test": "pupils > 3",
                "outcome": "yes",
                "citations": [{"text": "loi", "article": None}],
                "sources": [],
                "decisive": True,
            }
        ],
        "rule": {"fact": "pupils", "op": ">", "value": 3},
        "given": {"pupils": 4},
    }
    citations = Decision.from_json(DECIDED, VOCABULARY).reasons[0].citation
    assert citations == ({"text": "loi", "article": None},)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: d.update(truth="maybe"), "decision.truth: unknown value 'maybe'"),
        (lambda d: d["given"].update(pupil=4), "decision.given: unknown fact 'pupil'. Nearest: pupils"),
        (lambda d: d["rule"].update(fact="pupil"), "decision.rule: not the JSON form of a rule .*pupil"),
        (lambda d: d["reasons"][0].update(value="x"), "decision.reasons: fact 'pupils'"),
        (lambda d: d["reasons"][0].update(kind="place"), "decision.reasons.0.: unknown key 'fact'"),
        (lambda d: d["reasons"][0].update(citations=[{"txt": "loi"}]), "citations.0.: unknown key 'txt'. Nearest: text"),
    ],
)  # fmt: skip
def test_data_that_are_no_decision_are_refused_with_their_place(spoil, sentence):
    data = copy.deepcopy(DECIDED)
    spoil(data)
    with pytest.raises(DataError, match=sentence):
        Decision.from_json(data, VOCABULARY, Citation.from_json)


def test_data_that_are_no_citation_are_refused():
    with pytest.raises(DataError, match="citation: the key 'article' is missing"):
        Citation.from_json({"text": "loi"})


@pytest.mark.parametrize("id_", DATA.obligations)
def test_every_obligation_comes_back_equal(id_):
    obligation = DATA.obligations[id_]
    plain = through_json(obligation.to_json())
    assert tnt.Obligation.from_json(plain, DATA.vocabulary) == obligation
    for requirement, written in zip(obligation.requirements, plain["requirements"], strict=True):
        assert requirement.to_json() == written
        assert tnt.Requirement.from_json(written, DATA.vocabulary) == requirement
        assert schedule_to_json(requirement.schedule) == written["schedule"]
        assert schedule_from_json(written["schedule"]) == requirement.schedule


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: d.update(titel=d["title"]), "obligation: unknown key 'titel'. Nearest: title"),
        (lambda d: d.update(requirements=[]), "obligation: "),
        (lambda d: d.update(chantier="x"), "obligation: x not in literal"),
        (lambda d: d.update(legal=[" "]), "obligation: a citation is written"),
        (lambda d: d["requirements"][0]["schedule"].update(type="milestne"), r"obligation.requirements.0..schedule.type: unknown value 'milestne'. Nearest: milestone"),
        (lambda d: d["requirements"][0]["applies"].update(tree={"fact": "kid"}), "obligation: not the JSON form of a rule .*Nearest: kind"),
    ],
)  # fmt: skip
def test_data_that_are_no_obligation_are_refused_with_their_place(spoil, sentence):
    data = copy.deepcopy(DATA.obligations["reen-strategie"].to_json())
    spoil(data)
    with pytest.raises(DataError, match=sentence):
        tnt.Obligation.from_json(data, DATA.vocabulary)


def test_data_that_are_no_schedule_are_refused():
    with pytest.raises(DataError, match="schedule: the key 'due' is missing"):
        schedule_from_json({"type": "milestone"})
    with pytest.raises(DataError, match="schedule: "):
        schedule_from_json({"type": "recurring", "every": "now and then"})


RENNES = tnt.agenda(tnt.directory.profile("35238", estimate="latest"), on="2026-11-23", until="2028-01-01", facts={"has_dpo": True}, dataset=DATA)  # fmt: skip


def test_every_decision_of_an_agenda_comes_back_equal():
    for item in RENNES:
        plain = through_json(item.decision.to_json())
        assert Decision.from_json(plain, DATA.vocabulary, Citation.from_json) == item.decision


def test_a_decision_where_nobody_has_looked_comes_back_equal():
    there = tnt.Profile(kind="commune", population_total=60_000, facts={"territory": "wallis"})
    lines = [item.decision for item in tnt.agenda(there, on="2026-11-23")]
    places = [one for one in lines if one.reasons and isinstance(one.reasons[-1], PlaceReason)]
    assert places
    for decision in places:
        plain = through_json(decision.to_json())
        assert Decision.from_json(plain, DATA.vocabulary, Citation.from_json) == decision


@pytest.mark.parametrize("keep", [lambda _: True, lambda item: item.due, lambda _: False])
def test_an_agenda_comes_back_with_the_same_items(keep):
    found = RENNES.where(keep)
    again = tnt.Agenda.from_json(through_json(found.to_json()), DATA)
    assert again.to_json() == found.to_json()
    assert (again.profile, again.on, again.until, again.known_on) == (found.profile, found.on, found.until, None)  # fmt: skip
    assert again.dataset is found.dataset
    assert [item.decision for item in again] == [item.decision for item in found]
    assert all(a.obligation is b.obligation for a, b in zip(again, found, strict=True))


def test_a_fact_that_was_taken_back_stays_unknown():
    town = Profile(kind="commune", population_total=60_000, has_website=True)
    found = tnt.agenda(town, on="2026-11-23", known_on="2024-01-01", facts={"has_website": None})
    again = tnt.Agenda.from_json(through_json(found.to_json()))
    assert "has_website" not in again.facts
    assert again.to_json() == found.to_json()


def test_an_agenda_loses_nothing_of_its_lines():
    plain = RENNES.to_json()
    lines = {item["obligation"]: item for item in plain["items"]}
    kinds = {(item["schedule"]["type"], item["due_kind"]) for item in plain["items"]}
    assert kinds == {
        ("milestone", "deadline"),
        ("standing", "first-day"),
        ("standing", None),
        ("recurring", "next-occurrence"),
        ("recurring", None),
        ("on-event", None),
    }
    sent = lines["actes-transmission-15-jours"]["schedule"]
    assert (sent["type"], sent["delay"]) == ("on-event", "P15D")
    assert sent["event"]["fr"]
    unknown = [item for item in plain["items"] if item["missing"]]
    assert all(one["label"]["fr"] for item in unknown for one in item["missing"])
    assert {item["case_by_case"] for item in unknown} == {True, False}
    assert {one["text"] for item in plain["items"] for one in item["legal"]} <= plain[
        "texts"
    ].keys()
    assert plain["facts"]["population_total"] == 231985
    assert plain["facts"]["has_dpo"] is True
    assert plain["questions"] == [question.to_json() for question in RENNES.questions]
    assert plain["questions"][0]["label"]["fr"]


def spoilt(spoil):
    data = through_json(RENNES.to_json())
    spoil(data)
    return data


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: d.update(data_version="2025.1.0"), "made with data 2025.1.0; these are data 2026.11.0"),
        (lambda d: d["items"][0].update(state="ended"), r"agenda.items\[0\].state: these data give another answer for"),
        (lambda d: d["items"][0].update(requirement="none"), "agenda.items: these data do not give .*/none on that day"),
        (lambda d: d["facts"].update(has_websit=True), "agenda.facts: unknown fact 'has_websit'. Nearest: has_website"),
        (lambda d: d["profile"].update(kind=3), "agenda.profile.kind: unknown value 3"),
        (lambda d: d["profile"].update(population_total=-3), "agenda.profile: fact 'population_total'"),
        (lambda d: d.update(until="2026-01-01"), "agenda: until .* is before on"),
        (lambda d: d["items"][0].pop("state"), r"agenda.items\[0\]: the key 'state' is missing"),
        (lambda d: d.pop("on"), "agenda: the key 'on' is missing"),
    ],
)  # fmt: skip
def test_an_agenda_that_the_data_do_not_give_is_refused_with_its_place(spoil, sentence):
    with pytest.raises(DataError, match=sentence):
        tnt.Agenda.from_json(spoilt(spoil))


def test_an_agenda_of_other_data_is_read_with_these(sample_dataset):
    found = tnt.agenda(Profile(kind="commune", population_total=4_000), on="2018-01-01", dataset=sample_dataset)  # fmt: skip
    again = tnt.Agenda.from_json(through_json(found.to_json()), sample_dataset)
    assert again.to_json() == found.to_json()
    with pytest.raises(DataError, match="agenda"):
        tnt.Agenda.from_json(found.to_json())


def test_numbers_are_numbers():
    assert Profile(annual_revenue_eur=Decimal("1234567.80")).to_json()["annual_revenue_eur"] == 1234567.8  # fmt: skip
    reasons = [reason for item in RENNES.to_json()["items"] for reason in item["reasons"]]
    told = {reason["value"] for reason in reasons if reason.get("fact") == "population_total"}
    assert told == {231985}
    assert dt.date.fromisoformat(RENNES.to_json()["on"]) == RENNES.on

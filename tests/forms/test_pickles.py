"""What was loaded travels as an address; what a program made travels by value."""

import copy
import json
import pickle
import subprocess
import sys

import attrs
import pytest

import tnt_core as tnt
from tnt_core.errors import DataError
from tnt_core.export.datapackage import package_files, write_package
from tnt_core.model.dataset import Dataset
from tnt_core.model.profiles import Profile
from tnt_core.rules import Vocabulary, decide, parse
from tnt_core.store import Address

TOWN = Profile(kind="commune", population_total=60_000)


def again(value):
    return pickle.loads(pickle.dumps(value))


def test_what_was_loaded_is_the_same_object_in_one_process():
    dataset = tnt.load()
    obligation = dataset.obligations["reen-strategie"]
    for value in (dataset, dataset.vocabulary, obligation):
        assert again(value) is value
        assert len(pickle.dumps(value)) < 400
    rule = obligation.requirements[0].applies
    assert again(rule) == rule
    assert again(rule).vocabulary is dataset.vocabulary


def test_decisions_and_items_keep_their_data():
    for item in tnt.agenda(TOWN, on="2026-11-23")[::40]:
        decision = again(item.decision)
        assert decision == item.decision
        assert decision.given.vocabulary is tnt.load().vocabulary
        assert decision.given.row == item.decision.given.row
        assert again(item) == item
        assert again(item).obligation is item.obligation


@pytest.mark.parametrize("window", [{}, {"until": "2027-12-31"}, {"known_on": "2018-06-01"}])
def test_an_agenda_is_small_and_equal_after_its_journey(window):
    rennes = tnt.directory.profile("Rennes", estimate="latest")
    found = tnt.agenda(rennes, on="2026-11-23", facts={"has_dpo": True}, minor=True, **window)
    assert len(pickle.dumps(found)) <= 50_000
    after = again(found)
    assert after.to_json() == found.to_json()
    assert (after.profile, after.facts, after.dataset) == (rennes, found.facts, found.dataset)
    assert [*after] == [*found]
    assert again(found.concerned.where(lambda item: item.due)).to_json() == found.concerned.where(lambda item: item.due).to_json()  # fmt: skip


ARRIVAL = """
import json, pickle, sys
import tnt_core as tnt
agenda, obligation, decision = pickle.load(sys.stdin.buffer)
print(json.dumps([
    agenda.to_json(),
    agenda.dataset is tnt.load(),
    tnt.load().obligations[obligation.id] is obligation,
    decision.given.vocabulary is tnt.load().vocabulary,
    decision.sentence("fr"),
]))
"""
"""What another process tells of all that arrived there."""


def test_all_of_it_travels_to_a_process_that_starts_afresh():
    found = tnt.agenda(TOWN, on="2026-11-23")
    item = found[0]
    sent = pickle.dumps((found, item.obligation, item.decision))
    done = subprocess.run(
        [sys.executable, "-c", ARRIVAL], check=False, input=sent, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    arrived = json.loads(done.stdout)
    assert arrived == [found.to_json(), True, True, True, item.decision.sentence("fr")]


def test_other_data_are_refused_and_both_are_named(fresh_store, monkeypatch, sample_resources, tmp_path):  # fmt: skip
    found = tnt.agenda(TOWN, on="2026-11-23")
    pickled = [pickle.dumps(value) for value in (found, found.dataset, found.dataset.vocabulary, found[0].obligation, found[0].decision)]  # fmt: skip
    version, there = found.dataset.version, found.dataset.origin.sha256[:16]
    write_package(package_files(sample_resources), tmp_path)
    monkeypatch.setenv("TNT_DATA_PATH", str(tmp_path))
    fresh_store.reset()
    here = tnt.load().origin
    said = rf"made with {version} \(sha256 {there}\); here are {here.version} \(sha256 {here.sha256[:16]}\)"
    for value in pickled:
        with pytest.raises(DataError, match=said) as caught:
            pickle.loads(value)
        assert f"fait avec {version}" in caught.value.fr


def test_data_of_the_same_version_and_another_hash_are_refused():
    other = attrs.evolve(tnt.load().origin, sha256="f" * 64)
    with pytest.raises(DataError, match="sha256 ffffffffffffffff"):
        other.dataset()


@pytest.fixture
def overlay(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "themes.toml").write_text('[lamps]\ntitle = { fr = "Lampes", en = "Lamps" }\norder = 99\n', encoding="utf-8")  # fmt: skip
    return folder


def test_the_overlays_are_part_of_the_address(fresh_store, overlay):
    dataset = tnt.load([overlay])
    assert dataset.themes["lamps"].title.en == "Lamps"
    found = tnt.agenda(TOWN, on="2026-11-23", dataset=dataset)
    assert again(found).dataset is again(dataset) is dataset
    assert str(overlay) in str(dataset.origin)
    pickled = pickle.dumps(dataset)
    (overlay / "themes.toml").write_text('[lamps]\ntitle = { fr = "Lampes", en = "Lights" }\norder = 99\n', encoding="utf-8")  # fmt: skip
    # In this process the dataset that was loaded is still there.
    assert pickle.loads(pickled) is dataset
    fresh_store.reset()
    with pytest.raises(DataError, match=r"own \(sha256"):
        pickle.loads(pickled)
    for file in overlay.iterdir():
        file.unlink()
    fresh_store.reset()
    with pytest.raises(DataError, match="holds no records"):
        pickle.loads(pickled)


def test_the_address_is_that_of_the_data():
    here = tnt.load().origin
    assert isinstance(here, Address)
    assert (here.version, here.overlays) == (tnt.load().version, ())
    assert again(here) == here


def test_what_a_program_made_travels_by_value(sample_resources):
    dataset = Dataset.from_resources(sample_resources)
    assert dataset.origin is dataset.vocabulary.origin is None
    after = again(dataset)
    assert (after is dataset, after.version) == (False, dataset.version)
    found = tnt.agenda(TOWN, on="2018-01-01", dataset=dataset)
    assert again(found).to_json() == found.to_json()
    obligation = dataset.obligations["lamps"]
    assert again(obligation).to_json() == obligation.to_json()
    school = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}})  # fmt: skip
    decision = decide(parse("pupils > 3", school), {"pupils": 4})
    assert (again(decision).truth, again(school).to_json()) == (decision.truth, school.to_json())


def test_what_a_program_changed_travels_by_value():
    dataset = tnt.load()
    changed = attrs.evolve(dataset.obligations["reen-strategie"], theme="data")
    assert again(changed) == changed
    other = attrs.evolve(dataset, version="mine")
    assert (other.origin, again(other).version) == (None, "mine")
    assert attrs.evolve(dataset.vocabulary).origin is None


def test_an_agenda_whose_line_is_not_in_the_data_is_refused(sample_dataset):
    found = tnt.agenda(TOWN, on="2018-01-01", dataset=sample_dataset)
    restore, arguments = found.__reduce__()
    with pytest.raises(DataError, match=r"agenda\.items: these data do not give lamps/none"):
        restore(*arguments[:-1], [("lamps", "none")])


def test_copies_are_the_same_immutable_values():
    found = tnt.agenda(TOWN, on="2026-11-23")
    for value in (tnt.load(), tnt.load().vocabulary, found, found[0].obligation):
        assert copy.copy(value) is copy.deepcopy(value) is value
    assert copy.copy(found.facts) == copy.deepcopy(found.facts) == found.facts
    assert json.dumps(copy.deepcopy(found[0].decision).to_json()) == json.dumps(found[0].decision.to_json())  # fmt: skip


def test_a_decision_over_facts_of_ones_own_is_equal_after_its_journey():
    table = {"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}}
    school, other = Vocabulary.from_table(table), Vocabulary.from_table(table)
    decision = decide(parse("pupils >= 100", school), {"pupils": 3})
    assert again(decision) == decision
    assert (school, hash(school)) == (other, hash(other))
    assert school != Vocabulary.from_table({"pupils": {**table["pupils"], "minimum": 0}})

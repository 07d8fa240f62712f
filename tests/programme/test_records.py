"""The compiler reads the records around the obligations, finds every fault, and closes the links."""

import pytest

from tnt_core.errors import RecordsError
from tnt_core.model.dataset import Dataset
from tnt_core.records import compile_records

GRANT = "aids/lamp-grant.toml"
COURSE = "aids/lamp-course.toml"
DRAFT = "aids/lamp-plan-aid.toml"
API = "services/lamp-api.toml"
MAP = "groups/deliverables.toml"


def faults(folder):
    with pytest.raises(RecordsError) as caught:
        compile_records(folder)
    return {(f.file, f.place): str(f.cause) for f in caught.value.faults}


def test_links_are_closed_both_ways_under_present_ids(sample_resources):
    assert sample_resources["services"]["lamp-api"]["serves"] == ["lamps"]
    assert sample_resources["obligations"]["lamps"]["services"] == ["lamp-api"]
    assert sample_resources["obligations"]["lamps-report"]["services"] == ["lamp-fax"]
    assert sample_resources["aids"]["lamp-grant"]["helps"] == ["lamps"]
    assert sample_resources["events"]["first-lamp"]["obligations"] == ["lamps"]


def test_compiled_records_are_plain_and_become_objects_again(sample_dataset):
    grant = sample_dataset.aids["lamp-grant"]
    assert str(grant.window.closes_at) == "12:00:00"
    assert [aid.id for aid in sample_dataset.aids_for("street-lamps", general=True)] == ["lamp-grant", "lamp-course"]  # fmt: skip
    assert sample_dataset.organisations["candle office"].id == "lamp-office"
    assert str(sample_dataset.events["first-lamp"].date) == "1900"
    assert sample_dataset.consultations["lamp-papers"].delay.backward
    assert [group.id for group in sample_dataset.groups_for("lamps")] == ["night"]


def test_an_obligation_that_names_a_service_is_added_to_it(own_records):
    folder = own_records("obligations/lighting/lamps-bill.toml", "reviewed =", 'services = ["lamp-api"]\nreviewed =')  # fmt: skip
    resources = compile_records(folder)
    assert resources["services"]["lamp-api"]["serves"] == ["lamps", "lamps-bill"]


def test_an_overlay_adds_an_aid(sample, sample_resources, tmp_path):
    (tmp_path / "aids").mkdir()
    text = (sample / GRANT).read_text(encoding="utf-8").replace("lamp-grant", "lamp-gift")
    (tmp_path / "aids" / "lamp-gift.toml").write_text(text, encoding="utf-8")
    merged = compile_records(tmp_path, sample_resources)
    assert sorted(merged["aids"]) == ["lamp-course", "lamp-gift", "lamp-grant", "lamp-plan-aid"]
    assert set(merged["aid_examples"]) == set(merged["aids"])
    assert Dataset.from_resources(merged).aids["lamp-gift"].general is False


SPOILED = {
    "funder": (GRANT, '["lamp-office"]', '["lamp-offices"]', "funders[0]", "lamp-office"),
    "obligation": (GRANT, '["street-lamps"]', '["street-lamp"]', "helps[0]", "street-lamps"),
    "text": (GRANT, "loi-1 art. 9", "loi-8 art. 9", "legal", "loi-1"),
    "theme": (GRANT, '["lighting"]', '["lightning"]', "themes[0]", "lighting"),
    "rule": (GRANT, "and has_lamps", "and has_lamp", "applies", "has_lamps"),
    "file name": (GRANT, 'id = "lamp-grant"', 'id = "lamp-gift"', "id", "aids/lamp-gift.toml"),
    "amount type": (GRANT, '"flat"', '"flatt"', "amount", "flat"),
    "amount that is none": (GRANT, '[amount]\ntype = "flat"\namount = 1500', "", "amount", "required"),
    "money": (GRANT, "amount = 1500", "amount = 15.5", "amount.amount", "not an amount of money"),
    "rate without the fact": (GRANT, 'type = "flat"\namount = 1500', 'type = "rate"\nrate = "0.5"', "amount", "project_cost_eur"),
    "share": (GRANT, 'type = "flat"\namount = 1500', 'type = "rate"\nrate = 3', "amount", "between 0 and 1"),
    "partial date": (GRANT, "opens = 2015-01-01", 'opens = "2015-13"', "window.opens", "a month as 2021-12"),
    "partial date of no sort": (GRANT, "opens = 2015-01-01", "opens = true", "window.opens", "a month as 2021-12"),
    "time": (GRANT, "12:00:00", '"noon"', "window.closes_at", "12:00"),
    "window": (GRANT, 'kind = "dated"', 'kind = "permanent"', "window", "has a last day"),
    "example": (GRANT, "amount = 1000", "amount = 999", "examples[0]", "amount: expected 999, got 1000"),
    "no example": (COURSE, 'expected = "yes"', 'expected = "unknown"', "examples", "no example expects 'yes'"),
    "example key": (COURSE, "expected =", "expect =", "examples[0]", "expected"),
    "counted fact": (COURSE, '"population_total"', '"populations"', "amount.fact", "population_total"),
    "draft": (DRAFT, 'state = "draft"', 'state = "open"', "examples[0]", "state: expected open, got draft"),
    "two variants": (GRANT, "[[examples]]", '[[variants]]\nid = "big"\ntitle = { fr = "x", en = "x" }\nwhere = "always"\n\n[[examples]]', "variants[1].id", "used twice"),
    "operator": (API, '"lamp-office"', '"lamp-oficce"', "operator", "lamp-office"),
    "prerequisite id": (API, 'id = "person"', 'id = "A person"', "prerequisites[1].id", "lower case"),
    "service id": (API, 'id = "lamp-api"', 'id = "../lamp"', "id", "leave its folder"),
    "group": (MAP, 'group = "night"', 'group = "nights"', "lamp-map.group", "night"),
    "deliverable key": (MAP, "due =", "deu =", "lamp-map", "due"),
    "delay": ("groups/consultations.toml", 'delay = "-5 jours francs"', "", "lamp-papers", "needs the regime"),
    "consultation text": ("groups/consultations.toml", "loi-1 art. 4", "loi-7 art. 4", "legal", "loi-1"),
    "event": ("events.toml", '"lamp-plan"', '"lamp-plans"', "first-lamp.programmes[0]", "lamp-plan"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place", "words"), SPOILED.values(), ids=SPOILED)
def test_a_fault_is_found_at_its_place(own_records, file, old, new, place, words):
    found = faults(own_records(file, old, new))
    assert words in found[file, place], found


def test_an_alias_of_an_aid_is_its_own(own_records):
    folder = own_records(GRANT, "natures =", 'aliases = ["lamp-course"]\nnatures =')
    assert "'lamp-course' already" in faults(folder)["aids", "lamp-grant"]

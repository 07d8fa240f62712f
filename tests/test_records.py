"""The compiler finds every fault, and says where."""

import json

import pytest

from tnt_core.errors import DataError, RecordsError
from tnt_core.export.datapackage import canonical_json
from tnt_core.records import compile_records, fault_tree

LAMPS = "obligations/lighting/lamps.toml"
REPORT = "obligations/lighting/lamps-report.toml"


def faults(folder, base=None):
    with pytest.raises(RecordsError) as caught:
        compile_records(folder, base)
    return {(f.file, f.place): str(f.cause) for f in caught.value.faults}


def test_the_small_set_has_no_fault(sample_resources):
    assert sorted(sample_resources["obligations"]) == ["lamps", "lamps-bill", "lamps-report"]
    assert len(sample_resources["examples"]["lamps"]) == 3


def test_compiling_twice_gives_the_same_bytes(sample, sample_resources):
    again = compile_records(sample)
    assert canonical_json(again) == canonical_json(sample_resources)


def test_compiled_records_are_plain_json(sample_resources):
    assert json.loads(canonical_json(sample_resources)) == json.loads(json.dumps(sample_resources))


SPOILED = {
    "unknown key": (LAMPS, "reviewed =", "reviewd =", "", "Nearest: reviewed"),
    "missing key": (LAMPS, 'confidence = "high"', "", "confidence", "required"),
    "wrong type": (LAMPS, 'theme = "lighting"', "theme = 3", "theme", "text in quotes"),
    "a list that is none": (LAMPS, '["street-lamps"]', '"street-lamps"', "aliases", "a list in"),
    "an item of a list": (LAMPS, '["street-lamps"]', "[1]", "aliases[0]", "a text in quotes"),
    "not a day": (LAMPS, "reviewed = 2026-01-15", 'reviewed = "soon"', "reviewed", "2022-01-01"),
    "a time": (LAMPS, "2026-01-15", "2026-01-15T10:00:00", "reviewed", "2022-01-01"),
    "nature": (LAMPS, '"obligation"', '"obligatoin"', "nature", "obligatoin"),
    "empty text": (LAMPS, 'fr = "La nuit."', 'fr = ""', "summary", "both languages"),
    "no requirement id": (LAMPS, 'id = "small"', "", "requirements[1].id", "required"),
    "two of one id": (LAMPS, 'id = "small"', 'id = "large"', "requirements[1].id", "two requir"),
    "requirement id": (LAMPS, 'id = "small"', 'id = "Small one"', "requirements[1].id", "lower"),
    "rule": (LAMPS, 'has_lamps"', 'has_lampes"', "requirements[0].applies", "has_lamps"),
    "rule syntax": (LAMPS, "large and has", "large & has", "requirements[0].applies", "^"),
    "schedule type": (LAMPS, '"milestone"', '"milestones"', "requirements[0].schedule", "milestone"),
    "no schedule type": (LAMPS, 'type = "milestone"', "", "requirements[0].schedule", "Known"),
    "unknown text": (LAMPS, '"loi-1 art. 3"', '"loi-9 art. 3"', "requirements[0].legal", "loi-1"),
    "unknown schedule text": (LAMPS, 'text = "decret-2"', 'text = "decret-3"', "requirements[0].schedule", "decret-2"),
    "history order": (LAMPS, "published = 2010-01-02, text", "published = 2016-01-02, text", "requirements[0].schedule", "oldest first"),
    "theme": (LAMPS, 'theme = "lighting"', 'theme = "lightning"', "theme", "lighting"),
    "file name": (LAMPS, 'id = "lamps"', 'id = "lamp"', "id", "obligations/lighting/lamp.toml"),
    "unsafe id": (LAMPS, 'id = "lamps"', 'id = "../lamps"', "id", "leave its folder"),
    "no TOML": (LAMPS, 'id = "lamps"', "id = lamps", "", "not valid TOML"),
    "regime": (REPORT, '"franc"', '"franche"', "requirements[2].schedule.regime", "franc"),
    "delay": (REPORT, '"P15D"', '"15 lunes"', "requirements[2].schedule.delay", "15 lunes"),
    "alias": (REPORT, 'confidence = "medium"', 'confidence = "medium"\naliases = ["lamps"]', "lamps-report", "'lamps' already"),
    "wrong example": (LAMPS, 'expected = "no"', 'expected = "unknown"', "examples[1]", "expected: expected unknown, got no"),
    "wrong due": (LAMPS, "due = 2017-01-01\n\n[[examples", "due = 2018-01-01\n\n[[examples", "examples[0]", "due: expected 2018-01-01, got 2017-01-01"),
    "wrong missing": (LAMPS, '["has_lamps"]', '["kind"]', "examples[2]", "missing: expected kind, got has_lamps."),
    "example of nothing": (LAMPS, 'requirement = "large"\nexpected = "yes"', 'requirement = "larg"\nexpected = "yes"', "examples[0]", "large"),
    "example fact": (LAMPS, "has_lamps = true }", "has_lamp = true }", "examples[0]", "has_lamps"),
    "no example": (REPORT, 'expected = "no"', 'expected = "unknown"', "examples", "no example expects 'no'"),
    "example key": (LAMPS, 'expected = "yes"', 'expect = "yes"', "examples[0]", "expected"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place", "words"), SPOILED.values(), ids=SPOILED)
def test_a_fault_is_found_at_its_place(own_records, file, old, new, place, words):
    found = faults(own_records(file, old, new))
    if words == "'lamps' already":
        file = "obligations"
    assert words in found[file, place], found


def test_all_faults_of_all_files_are_said_at_once(own_records):
    own_records(LAMPS, "reviewed = 2026-01-15", "reviewed = 3")
    own_records(REPORT, '"franc"', '"frank"')
    folder = own_records(LAMPS, '"high"', '"certain"')
    assert set(faults(folder)) >= {(LAMPS, "reviewed"), (LAMPS, "confidence"), (REPORT, "requirements[2].schedule.regime")}  # fmt: skip


def test_faults_of_facts_and_scopes_are_said_with_their_file(own_records):
    own_records("facts.toml", 'type = "int"', 'type = "integer"')
    folder = own_records("scopes.toml", 'source = "loi-1"', "")
    assert {file for file, _ in faults(folder)} >= {"facts.toml"}


def test_the_head_of_the_dataset_must_be_whole(own_records):
    folder = own_records("dataset.toml", "state = 2026-01-31\n", "")
    assert "required" in faults(folder)["dataset.toml", "state"]


def test_the_records_are_read_as_an_editor_does(own_records):
    folder = own_records(LAMPS, "reviewed = 2026-01-15", "reviewed = 2024-01-15")
    assert "more than a year" in faults(folder)[LAMPS, "reviewed"]


def test_a_duty_written_twice_is_found(own_records):
    folder = own_records(LAMPS, 'id = "lamps"', 'id = "lamps"')
    twin = (folder / LAMPS).read_text(encoding="utf-8").replace('id = "lamps"', 'id = "twin"')
    twin = twin.replace('aliases = ["street-lamps"]\n', "")
    (folder / LAMPS).with_name("twin.toml").write_text(twin, encoding="utf-8")
    assert "looks like a duty of 'lamps'" in faults(folder)["obligations/lighting/twin.toml", "requirements"]  # fmt: skip


def test_a_fault_in_a_table_of_texts_names_the_text(own_records):
    folder = own_records("texts.toml", 'kind = "loi"', 'kind = "lois"')
    assert ("texts.toml", "loi-1.kind") in faults(folder)


def test_an_id_in_a_table_is_checked_too(own_records):
    folder = own_records("texts.toml", "[decret-2]", '["Decret 2"]')
    assert "lower case" in faults(folder)["texts.toml", "Decret 2"]


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(DataError, match="not a folder of records"):
        compile_records(tmp_path / "nothing")


def test_an_overlay_adds_and_corrects(sample_resources, tmp_path):
    (tmp_path / "facts.toml").write_text(
        '[has_park]\ntype = "bool"\nlabel = { fr = "parc", en = "park" }\n'
        'question = { fr = "Un parc ?", en = "A park?" }\n',
        encoding="utf-8",
    )
    (tmp_path / "themes.toml").write_text(
        '[parks]\norder = 2\ntitle = { fr = "Parcs", en = "Parks" }\n', encoding="utf-8"
    )
    record = tmp_path / "obligations" / "parks" / "parks.toml"
    record.parent.mkdir(parents=True)
    record.write_text(
        'id = "parks"\ntheme = "parks"\nnature = "obligation"\nreviewed = 2026-01-01\nconfidence = "low"\n'
        'title = { fr = "Ouvrir", en = "Open" }\nsummary = { fr = "Ouvrir.", en = "Open." }\n'
        '[[requirements]]\nid = "open"\ntitle = { fr = "Ouvrir", en = "Open" }\napplies = "has_park and large"\n'
        'schedule = { type = "standing", text = "loi-1", published = 2010-01-02 }\n'
        '[[examples]]\nfacts = { has_park = true, population_total = 1_001 }\non = 2026-01-01\nexpected = "yes"\n'
        '[[examples]]\nfacts = { has_park = false }\non = 2026-01-01\nexpected = "no"\n',
        encoding="utf-8",
    )
    merged = compile_records(tmp_path, sample_resources)
    assert sorted(merged["obligations"]) == ["lamps", "lamps-bill", "lamps-report", "parks"]
    assert merged["dataset"] == sample_resources["dataset"]
    assert set(merged["vocabulary"]["facts"]) == {"kind", "population_total", "has_lamps", "has_park"}  # fmt: skip


def test_an_error_that_nobody_foresaw_still_has_its_place():
    [(place, cause)] = fault_tree(RuntimeError("odd"), "here")
    assert (place, str(cause)) == ("here", "cannot be read: odd.")


def test_a_file_where_nothing_is_read_is_refused_with_the_nearest_place(own_records):
    folder = own_records("themes.toml", "order = 1", "order = 1")
    (folder / "obligatons").mkdir()
    (folder / "obligatons" / "x.toml").write_text("= bad", encoding="utf-8")
    assert "obligations/*/*.toml" in faults(folder)["obligatons/x.toml", ""]


def test_a_folder_without_any_record_is_refused(tmp_path):
    with pytest.raises(DataError, match="holds no records"):
        compile_records(tmp_path)


def test_a_schedule_without_publication_remembers_when_its_text_was_signed(own_records):
    note = 'publication_note = { fr = "Non vue.", en = "Not seen." }, text = "loi-1"'
    folder = own_records(REPORT, 'publication_note = { fr = "Non vue.", en = "Not seen." }', note)
    schedule = compile_records(folder)["obligations"]["lamps-report"]["requirements"][1]["schedule"]
    assert schedule["not_before"] == "2010-01-02"

"""``verify`` reads every record of every resource, runs every example, and says what is wrong and where."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import attrs
import pytest

import tnt_core
from tnt_core.cli import main
from tnt_core.deadlines import REGIMES, TERRITORIES
from tnt_core.model.collection import Collection
from tnt_core.model.dataset import Dataset
from tnt_core.packages import packages
from tnt_core.verification import EXAMPLES, RECORDS, verify

PACKAGED = Path(tnt_core.__file__).parent / "data"


def rewrite(folder, name, edit):
    """Change a resource of a package and make its hash right."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    [resource] = [r for r in descriptor["resources"] if r["name"] == name]
    file = folder / resource["path"]
    raw = file.read_bytes()
    if file.suffix == ".json":
        data = json.loads(raw)
        raw = json.dumps(edit(data) or data).encode()
    else:
        raw = edit(raw)
    file.write_bytes(raw)
    resource["hash"] = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def shortened(raw):
    return b"".join(raw.splitlines(keepends=True)[:300])


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Give a copy of the packaged data with every record, and few rows and examples."""
    folder = tmp_path_factory.mktemp("short") / "package"
    shutil.copytree(PACKAGED, folder)
    for name in packages()[0].names:
        if name.startswith("directory-"):
            rewrite(folder, name, shortened)
    rewrite(folder, "examples", lambda cases: dict([*cases.items()][:3]))
    return folder


@pytest.fixture
def package(short, tmp_path, fresh_store, monkeypatch):
    """Give a function that changes a resource of the first package on the search path; only that one is verified."""
    folder = tmp_path / "package"
    shutil.copytree(short, folder)
    monkeypatch.setenv("TNT_DATA_PATH", str(folder))
    monkeypatch.setattr("tnt_core.verification.packages", lambda: packages()[:1])

    def change(name, edit):
        rewrite(folder, name, edit)
        fresh_store.reset()

    return change


def flip_four(examples):
    for cases in [*examples.values()][:4]:
        cases[0]["expected"] = {"yes": "no", "no": "yes", "unknown": "yes"}[cases[0]["expected"]]


def test_four_flipped_answers_of_aids_are_four_wrong_examples(
    short, tmp_path, fresh_store, monkeypatch, capsys
):
    folder = tmp_path / "package"
    shutil.copytree(short, folder)
    rewrite(folder, "aid_examples", flip_four)
    monkeypatch.setenv("TNT_DATA_PATH", str(folder))
    fresh_store.reset()
    code = main(["verify", "--lang", "en"])
    out, err = capsys.readouterr()
    assert (code, out.count(", 4 wrong"), out.count(", 0 wrong")) == (1, 1, 1)
    assert err.count("aid_examples: ") == err.count(".expected: expected ") == 4


@pytest.fixture(scope="module")
def report():
    [report] = verify()
    return report


def test_every_record_of_every_resource_is_read_and_every_example_run(report):
    dataset = tnt_core.load()
    collections = {
        field.name: len(value)
        for field in attrs.fields(Dataset)
        if isinstance(value := getattr(dataset, field.name), Collection)
    }
    law = {"regimes": len(REGIMES), "holidays": len(TERRITORIES) + 1}
    assert report.records == collections | law
    assert set(report.examples) == {*EXAMPLES, *law}
    assert report.examples["regimes"] == sum(len(r.examples) for r in REGIMES.values())
    assert report.examples["aid_examples"] == sum(map(len, packages()[0].read_json(packages()[0].resource("aid_examples")).values()))  # fmt: skip
    assert (report.faults, report.wrong) == ([], [])
    assert set(report.rows) == {
        name for name in packages()[0].names if name.startswith("directory-")
    }


def test_no_resource_of_the_packaged_data_is_left_unread(report):
    read = {*report.records, *report.rows, *report.examples, "dataset", "vocabulary"}
    schemas = {name for name in packages()[0].names if name.startswith("schema-")}
    assert read | schemas == set(packages()[0].names)
    assert set(RECORDS) <= read


def test_the_report_is_printed_as_data_too(package, capsys):
    package("aid_examples", flip_four)
    code = main(["verify", "--json"])
    [data] = json.loads(capsys.readouterr().out)
    assert (code, data["wrong_examples"], data["faults"]) == (1, 4, [])
    assert {finding["resource"] for finding in data["wrong"]} == {"aid_examples"}
    assert data["records"]["obligations"] == len(tnt_core.load().obligations)


def first(records):
    return records[next(iter(records))]


WRONG = {
    "an aid without title": ("aids", lambda r: first(r).pop("title") and None, "title: this key is required"),
    "an event on no day": ("events", lambda r: first(r).update(date="soon"), "soon"),
    "a service with a number for a name": ("services", lambda r: first(r).update(name=7), "name: expected a text in quotes, got 7"),
    "an unknown key": ("texts", lambda r: first(r).update(nmae="x"), "unknown key 'nmae'"),
    "a record that is a number": ("themes", lambda r: r.update(zz=3), "zz: a JSON object is expected, got 3"),
    "no texts": ("texts", lambda r: r.clear(), "unknown text of law"),
    "no themes": ("themes", lambda r: r.clear(), "unknown theme"),
    "a vocabulary without facts": ("vocabulary", lambda r: r.clear(), "vocabulary"),
    "a fact without type": ("vocabulary", lambda r: first(r["facts"]).pop("type") and None, "vocabulary"),
    "a list in place of records": ("groups", lambda _: [1], "groups: a JSON object is expected, got [1]"),
    "an example of nobody": ("examples", lambda r: r.update(nobody=first(r)), "nobody: examples[0]"),
    "an example that is a number": ("examples", lambda r: r.update(zz=3), "zz: examples[0]"),
    "a regime with an unknown key": ("regimes", lambda r: first(r).update(untis=["days"]), "unknown field 'untis'. Nearest: until, units"),
    "an example that a regime cannot count": ("regimes", lambda r: r["franc"]["examples"][0].update(delay="72 h"), "franc: examples[0]: regime 'franc' cannot count"),
    "an unknown fact": ("examples", lambda r: first(r)[0]["facts"].update(nothing=1), "nothing"),
    "an empty table": ("directory-postal_codes", lambda raw: raw[: raw.index(b"\n") + 1], "empty, or cut at its end"),
    "a cut table": ("directory-postal_codes", lambda raw: raw[:-20], "directory-postal_codes: "),
    "a table cut after a value": ("directory-postal_codes", lambda raw: raw[:-1], "empty, or cut at its end"),
    "a table backwards": ("directory-communes", lambda raw: b"\n".join([raw.split(b"\n")[0], *sorted(raw.split(b"\n")[1:-1])[::-1], b""]), "out of place"),
    "a word for a number": ("directory-history", lambda raw: raw.replace(b"2022", b"soon", 1), "last cannot be read"),
    "other columns": ("directory-groups", lambda raw: raw.replace(b"siren", b"sirene", 1), "not those described"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "edit", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place(package, capsys, name, edit, words):
    package(name, edit)
    code = main(["verify", "--lang", "en"])
    assert (code, words in (err := capsys.readouterr().err)) == (1, True), err


def test_a_key_that_stands_twice_is_told(package, capsys, tmp_path):
    package("themes", lambda r: r)
    path = tmp_path / "package" / "themes.json"
    raw = path.read_bytes().replace(b"{", b'{"doubled": {}, "doubled": {}, ', 1)
    path.write_bytes(raw)
    code = main(["verify", "--lang", "en"])
    assert (code, "themes" in capsys.readouterr().err) == (1, True)
    digest = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    descriptor = tmp_path / "package" / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    [r.update(hash=digest) for r in data["resources"] if r["name"] == "themes"]
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    packages.cache_clear()
    code = main(["verify", "--lang", "en"])
    assert (code, "themes: key 'doubled' stands there twice" in capsys.readouterr().err) == (
        1,
        True,
    )


def test_a_package_of_one_table_is_read_beside_the_others_of_the_search_path(
    short, tmp_path, fresh_store, monkeypatch
):
    folder = tmp_path / "package"
    shutil.copytree(short, folder)
    path = folder / "datapackage.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["resources"] = [r for r in data["resources"] if r["name"] == "directory-history"]
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setenv("TNT_DATA_PATH", f"{folder}{os.pathsep}{short}")
    monkeypatch.setattr("tnt_core.verification.packages", lambda: packages()[:1])
    fresh_store.reset()
    [report] = verify()
    assert (report.rows, report.records) == ({"directory-history": 295}, {})
    assert report.faults == []

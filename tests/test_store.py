"""Where data come from, and what is refused."""

import hashlib
import json
import threading
import zipfile
from pathlib import Path

import pytest

from tnt_core.errors import (
    DataError,
    InputError,
    RecordsError,
    SchemaVersionError,
    TamperedDataError,
    UnknownNameError,
    UnsafePathError,
)
from tnt_core.export.datapackage import package_files, write_package
from tnt_core.packages import Package, read_bytes
from tnt_core.store import data_info, load


@pytest.fixture
def package(sample_resources, tmp_path):
    """Give the folder of a data package made from the small set."""
    folder = tmp_path / "package"
    write_package(package_files(sample_resources), folder)
    return folder


@pytest.fixture
def use(fresh_store, monkeypatch):
    """Give a function that puts folders on the search path."""

    def put(*folders):
        monkeypatch.setenv("TNT_DATA_PATH", ":".join(map(str, folders)))
        fresh_store.reset()

    return put


def redescribe(package, change):
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


@pytest.mark.usefixtures("fresh_store")
def test_loading_gives_one_and_the_same_dataset_to_every_thread():
    found = []
    threads = [threading.Thread(target=lambda: found.append(load())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(dataset) for dataset in found}) == 1


def test_a_folder_of_the_search_path_comes_before_the_packaged_data(use, package):
    packaged = data_info()
    use(package)
    assert (data_info().version, data_info().place) == ("2026.1.0", str(package))
    assert list(load().obligations) == ["lamps", "lamps-bill", "lamps-report"]
    use()
    assert data_info() == packaged


def test_the_first_folder_wins(use, package, tmp_path, sample_resources):
    other = tmp_path / "other"
    newer = {**sample_resources, "dataset": {**sample_resources["dataset"], "version": "2027.1.0"}}
    write_package(package_files(newer), other)
    use(other, package)
    assert data_info().version == "2027.1.0"


def test_a_relative_folder_is_refused(use):
    use("some/where")
    with pytest.raises(InputError, match="relative path"):
        load()


def test_a_folder_without_a_package_is_refused(use, tmp_path):
    use(tmp_path)
    with pytest.raises(DataError, match="is not a data package"):
        load()


@pytest.mark.parametrize("words", ["", "{", "[]", "{}", '{"tnt": 3}'])
def test_a_descriptor_that_cannot_be_read_is_refused(use, package, words):
    (package / "datapackage.json").write_text(words, encoding="utf-8")
    use(package)
    with pytest.raises(DataError, match="is not a data package"):
        load()


def test_tampered_data_are_refused(use, package):
    path = package / "obligations.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2017", "2018"), encoding="utf-8")
    use(package)
    with pytest.raises(TamperedDataError, match="obligations"):
        load()


def test_a_resource_that_is_not_there_is_refused(use, package):
    (package / "obligations.json").unlink()
    use(package)
    with pytest.raises(DataError, match="'obligations'"):
        load()


def test_a_newer_format_is_refused(use, package):
    redescribe(package, lambda descriptor: descriptor["tnt"].update(schema=2))
    use(package)
    with pytest.raises(SchemaVersionError, match="have format 2; this version of tnt-core reads"):
        load()


@pytest.mark.parametrize("path", ["../texts.json", "/etc/passwd", "a/../../x", "..\\x"])
def test_a_path_that_leaves_the_folder_is_refused(use, package, path):
    redescribe(package, lambda descriptor: descriptor["resources"][0].update(path=path))
    use(package)
    with pytest.raises(UnsafePathError, match="leaves the folder"):
        [read_bytes(name) for name in ("aid_examples", "dataset", "obligations", "texts", "themes")]


def test_an_unknown_resource_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        read_bytes("obligation")
    assert caught.value.suggestions[0] == "obligations"


def test_unknown_keys_of_a_later_release_of_the_same_format_are_passed_over(
    use, package, sample_resources
):
    newer = json.loads(json.dumps(sample_resources))
    newer["obligations"]["lamps"]["colour"] = "yellow"
    write_package(package_files(newer), package)
    use(package)
    assert load().obligations["lamps"].id == "lamps"


@pytest.mark.usefixtures("fresh_store")
def test_an_overlay_of_records_comes_on_top(tmp_path):
    theme = next(iter(load().themes))
    record = tmp_path / "obligations" / theme / "our-own.toml"
    record.parent.mkdir(parents=True)
    record.write_text(
        f'id = "our-own"\ntheme = "{theme}"\nnature = "obligation"\nreviewed = 2026-01-01\nconfidence = "low"\n'
        'title = { fr = "Faire", en = "Do" }\nsummary = { fr = "Faire.", en = "Do." }\n'
        '[[requirements]]\nid = "do"\ntitle = { fr = "Faire", en = "Do" }\n'
        'applies = "kind == commune"\nschedule = { type = "standing" }\n'
        '[[examples]]\nfacts = { kind = "commune" }\non = 2026-01-01\nexpected = "yes"\n'
        '[[examples]]\nfacts = { kind = "region" }\non = 2026-01-01\nexpected = "no"\n',
        encoding="utf-8",
    )
    overlaid = load(overlays=[tmp_path])
    assert set(overlaid.obligations) - set(load().obligations) == {"our-own"}
    assert load(overlays=[str(tmp_path)]) is overlaid


@pytest.mark.usefixtures("fresh_store")
def test_an_overlay_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(DataError, match="not a folder of records"):
        load(overlays=[tmp_path / "nowhere"])


@pytest.mark.usefixtures("fresh_store")
def test_a_fault_in_an_overlay_is_told(tmp_path):
    (tmp_path / "texts.toml").write_text('[x]\nkind = "loi"\n', encoding="utf-8")
    with pytest.raises(RecordsError, match=r"texts.toml: x.name: this key is required"):
        load(overlays=[tmp_path])


def test_a_package_inside_a_zip_is_read(package, tmp_path):
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in package.iterdir():
            zipped.write(path, path.name)
    opened = Package.open(zipfile.Path(archive))
    assert json.loads(opened.read(opened.resource("dataset")))["name"] == "sample"
    assert opened.resource("nothing") is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be written"):
        write_package({"a.json": b"{}"}, tmp_path / "file")


def test_resources_kept_beside_the_compiled_ones_are_described_and_hashed(
    sample_resources, tmp_path
):
    described = Path(tmp_path / "extra.toml")
    described.write_text(
        '[[resources]]\nname = "themes-again"\npath = "themes.json"\n', encoding="utf-8"
    )
    contents = package_files(sample_resources, described)
    [beside] = [
        r
        for r in json.loads(contents["datapackage.json"])["resources"]
        if r["name"] == "themes-again"
    ]
    assert beside["bytes"] == len(contents["themes.json"])


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["resources"][0].pop("hash"),
        lambda d: d["resources"][0].pop("path"),
        lambda d: d["resources"][0].update(path=3),
        lambda d: d.update(resources=[]),
        lambda d: d.update(resources=[1]),
        lambda d: d.update(resources={}),
        lambda d: d.pop("version"),
        lambda d: d["tnt"].update(state="soon"),
        lambda d: d["resources"].pop(
            next(i for i, r in enumerate(d["resources"]) if r["name"] == "obligations")
        ),
    ],
)
def test_a_descriptor_with_a_hole_is_refused(use, package, change):
    redescribe(package, change)
    use(package)
    with pytest.raises(DataError, match="is not a data package"):
        load()


@pytest.mark.parametrize("schema", [0, True, "1"])
def test_a_format_that_is_none_is_refused(use, package, schema):
    redescribe(package, lambda d: d["tnt"].update(schema=schema))
    use(package)
    with pytest.raises(SchemaVersionError):
        load()


@pytest.mark.parametrize("raw", [b"[]", b"{", b"3"])
def test_a_resource_of_another_shape_is_refused(use, package, raw):
    (package / "obligations.json").write_bytes(raw)
    digest = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    redescribe(
        package,
        lambda d: [r.update(hash=digest) for r in d["resources"] if r["name"] == "obligations"],
    )
    use(package)
    with pytest.raises(DataError, match=r"resource 'obligations' of .* cannot be read"):
        load()


def test_a_path_that_no_file_can_have_is_refused(use, package):
    redescribe(package, lambda d: [r.update(path="a\0b") for r in d["resources"]])
    use(package)
    with pytest.raises(DataError, match="cannot be read"):
        load()

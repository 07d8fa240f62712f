"""A package whose hashes are right and whose data have any shape: one ``DataError`` with its place, never another error."""

import copy
import hashlib
import json
import pickle
from contextlib import suppress

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tnt_core.directory.tables import Table, table
from tnt_core.errors import DataError
from tnt_core.export.datapackage import package_files, write_package
from tnt_core.misreading import misread, reading
from tnt_core.model.collection import Collection
from tnt_core.model.dataset import Dataset
from tnt_core.packages import Content, packages, read_json
from tnt_core.store import load
from tnt_core.texts import Text

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def read_everything(dataset):
    """Use every lazily read collection as a program may: by id, by another name, by what it names."""
    for field in attrs.fields(Dataset):
        collection = getattr(dataset, field.name)
        if isinstance(collection, Collection):
            "AdCF" in collection  # noqa: B015
            list(collection.values())
            collection.naming("obligations", "lamps")
    for of in (
        dataset.aids_for,
        dataset.services_for,
        dataset.groups_for,
        dataset.deliverables_for,
    ):
        of("lamps")


def places(data, path=()):
    """Give every place in plain data."""
    yield path
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield from places(data[key], (*path, key))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_record_it_is_read_or_refused_as_data(sample_resources, data):
    resources = copy.deepcopy(sample_resources)
    [*path, last] = data.draw(st.sampled_from([p for p in places(resources) if len(p) > 1]))
    holder = resources
    for key in path:
        holder = holder[key]
    if data.draw(st.booleans()):
        holder[last] = data.draw(JSON)
    else:
        del holder[last]
    with suppress(DataError):
        dataset = Dataset.from_resources(resources)
        if "lamps" in dataset.obligations:
            read_everything(dataset)


@pytest.fixture
def use(fresh_store, monkeypatch, sample_resources, tmp_path):
    """Give a function that puts a package on the search path with raw bytes in place of some resources."""

    def put(descriptor=None, **raws):
        folder = tmp_path / "package"
        files = package_files(sample_resources)
        data = json.loads(files["datapackage.json"])
        for resource in data["resources"]:
            if resource["name"] in raws:
                raw = raws[resource["name"]]
                files[resource["path"]] = raw
                resource["hash"] = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        files["datapackage.json"] = descriptor or json.dumps(data).encode()
        write_package(files, folder)
        monkeypatch.setenv("TNT_DATA_PATH", str(folder))
        fresh_store.reset()
        return folder

    return put


DEEP = [b"[" * 100_000, b'{"a":' * 100_000, b'{"a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"]


@pytest.mark.parametrize("raw", [*DEEP, b"\xff", b"", b"null", b'"x"'])
def test_a_resource_that_is_no_object_or_nested_without_end_is_refused_with_the_package(use, raw):
    folder = use(obligations=raw)
    with pytest.raises(DataError, match=rf"resource 'obligations' of {folder} cannot be read"):
        load()


@pytest.mark.parametrize("raw", [*DEEP, b"\xff", b"null", b'{"resources": {"name": 1}}'])
def test_a_descriptor_of_any_shape_is_refused_and_the_variable_is_named(use, fresh_store, raw):
    folder = use()
    (folder / "datapackage.json").write_bytes(raw)
    fresh_store.reset()
    with pytest.raises(
        DataError, match=rf"TNT_DATA_PATH: {folder} is not a data package"
    ) as caught:
        load()
    assert caught.value.fr.startswith(f"TNT_DATA_PATH : {folder} n'est pas")


def test_a_resource_named_twice_is_refused(use, fresh_store):
    folder = use()
    path = folder / "datapackage.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["resources"].append(data["resources"][0])
    path.write_text(json.dumps(data), encoding="utf-8")
    fresh_store.reset()
    with pytest.raises(DataError, match="twice"):
        packages()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("vocabulary", b"{}", "resource 'vocabulary' .*: key 'facts' is missing"),
        ("dataset", b"{}", "resource 'dataset' .*: key 'version' is missing"),
        ("dataset", b'{"version": 1, "state": 2}', "resource 'dataset' .*TypeError"),
        ("dataset", b'{"version": "1", "state": "soon"}', "resource 'dataset' .*soon"),
    ],
)
def test_what_load_needs_and_lacks_is_told(use, name, raw, words):
    folder = use(**{name: raw})
    with pytest.raises(DataError, match=words) as caught:
        load()
    assert str(folder) in caught.value.en


def test_a_record_is_named_with_its_package(use):
    folder = use(
        aids=b'{"x": {"aliases": 7}}', obligations=b'{"x": 1}', services=b'{"x": {"serves": 7}}'
    )
    dataset = load()
    with pytest.raises(DataError, match=rf"aid 'x' \({folder}\) cannot be read"):
        dataset.aids["x"]
    with pytest.raises(DataError, match=r"obligation 'x' .*a JSON object is expected, got 1"):
        list(dataset.obligations)
    with pytest.raises(DataError, match=r"service 'x' .*not iterable"):
        dataset.services.naming("serves", "lamps")


def test_an_overlay_on_a_malformed_package_is_refused(use, tmp_path):
    use(themes=b'{"x": 1}')
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "themes.toml").write_text(
        '[y]\norder = 1\ntitle = { fr = "a", en = "b" }\n', encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"records in .*overlay cannot be read"):
        load([overlay])


def test_a_pipe_in_place_of_a_descriptor_is_refused_and_does_not_hang(use, fresh_store):
    import os

    folder = use()
    (folder / "datapackage.json").unlink()
    os.mkfifo(folder / "datapackage.json")
    fresh_store.reset()
    with pytest.raises(DataError, match="is not a data package"):
        load()


@given(st.binary(max_size=200), st.text(max_size=3))
def test_a_table_of_any_bytes_is_read_or_refused_as_data(raw, key):
    with suppress(DataError):
        found = Table(raw, "towns")
        found.first(key)
        for row in found:
            row.number("code")
            row["name"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"code,name\n1,a,b\n", "table 'towns' of the directory: .*1,a,b.* cannot be read"),
        (b"code,size\n1,many\n", "size cannot be read"),
        (b"code\n1,\n", "cannot be read"),
        (b"code,place\n1,a\n", "table 'towns' of the directory has no column 'size'"),
        (b"code,size\nabc", "table 'towns' of the directory cannot be read"),
    ],
)
def test_a_fault_of_a_table_names_the_table(raw, words):
    with pytest.raises(DataError, match=words):
        [row.number("size") for row in [Table(raw, "towns").first("1")]]


def test_an_empty_cell_is_not_known():
    assert Table(b"code,size\n1,\n", "towns").first("1").number("size") is None


def test_a_table_that_is_no_text_is_refused():
    with pytest.raises(DataError, match="towns"):
        Table(b"code,size\n1,\xff\n", "towns").text  # noqa: B018


def test_a_table_of_members_with_other_columns_is_refused(monkeypatch):
    from tnt_core.directory import memberships

    monkeypatch.setattr(memberships, "table", lambda _: Table(b"a,b\n1,2\n", "memberships"))
    memberships._by_group.cache_clear()
    with pytest.raises(DataError, match="memberships"):
        memberships.members_of("x", 2026)
    memberships._by_group.cache_clear()
    assert table("memberships").name == "memberships"


def test_a_frame_of_tables_with_other_columns_is_refused(monkeypatch):
    from tnt_core.directory import frames

    monkeypatch.setattr(frames, "read_bytes", lambda _: b"a,b\n1,2\n")
    with pytest.raises(DataError, match="the tables of the directory cannot be read"):
        frames.frame()


def test_a_lack_of_memory_is_not_blamed_on_the_data():
    with pytest.raises(MemoryError), reading(Text(fr="x", en="x")):
        raise MemoryError


def test_an_error_of_ours_keeps_its_sentence():
    inner = DataError(Text(fr="a.", en="b."))
    assert misread(Text(fr="x", en="y"), inner).en == "y cannot be read: b."


def test_content_keeps_its_place_in_another_process():
    content = read_json("dataset")
    again = pickle.loads(pickle.dumps(content))
    assert (again, again.place) == (content, content.place)
    assert isinstance(again, Content)

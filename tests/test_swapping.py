"""A package is whole at every moment: killed, out of room, or beside tables that somebody edited."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tnt_core.errors import DataError
from tnt_core.export import swapping
from tnt_core.export.datapackage import edited_tables, package_files, write_package
from tnt_core.packages import Package

TABLE = "directory/lamps.csv"
EXTRA = f'[[resources]]\nname = "directory-lamps"\npath = "{TABLE}"\nformat = "csv"\n'


class Killed(BaseException):
    """What no handler of the code catches, as a killed process runs none."""


def versions(resources):
    """Give the files of two packages that differ in most of their resources."""
    newer = json.loads(json.dumps(resources))
    newer["dataset"]["version"] = "2027.1.0"
    for name in ("texts", "obligations", "themes"):
        newer[name] = {**newer[name], "zz": {}}
    return package_files(resources), package_files(newer)


def version_if_whole(folder):
    package = Package.open(folder)
    for resource in package.descriptor["resources"]:
        package.read(resource)
    return package.descriptor["version"]


class Steps:
    """Counts the steps that change the disk, and dies at one of them, before it or half-way."""

    def __init__(self, monkeypatch, last, half):
        self.left, self.half = last, half
        for owner, name in (
            (swapping, "_write"),
            (os, "replace"),
            (swapping, "_settle"),
            (shutil, "rmtree"),
        ):
            monkeypatch.setattr(owner, name, self.counted(name, getattr(owner, name)))

    def counted(self, name, act):
        def step(*args, **kwargs):
            self.left -= 1
            if self.left == 0:
                if self.half and name == "_write":
                    args[0].parent.mkdir(parents=True, exist_ok=True)
                    args[0].write_bytes(args[1][: len(args[1]) // 2])
                if self.half and name == "rmtree":
                    next(p for p in args[0].rglob("*") if p.is_file()).unlink()
                raise Killed
            return act(*args, **kwargs)

        return step


@pytest.mark.parametrize("half", [False, True])
def test_a_kill_at_any_step_leaves_a_whole_package_and_the_next_run_clears_up(
    sample_resources, tmp_path, monkeypatch, half
):
    old, new = versions(sample_resources)
    found = []
    for last in range(1, 100):
        folder = tmp_path / str(last)
        write_package(old, folder)
        with monkeypatch.context() as patch:
            steps = Steps(patch, last, half)
            with suppress(Killed):
                write_package(new, folder)
            finished = steps.left > 0
        found.append(version_if_whole(folder))
        write_package(new, folder)
        assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == set(
            new
        )
        assert all((folder / name).read_bytes() == content for name, content in new.items())
        if finished:
            break
    assert finished
    assert found == sorted(found)
    assert set(found) == {"2026.1.0", "2027.1.0"}


def test_a_kill_leaves_the_old_package_until_the_one_step_that_decides(sample_resources, tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path; from tnt_core.export.datapackage import *; import json\n"
        "resources = json.load(sys.stdin); real = os.replace\n"
        "def replace(*a): os.kill(os.getpid(), signal.SIGKILL) if int(sys.argv[2]) == len(done) else real(*a); done.append(a)\n"
        "done = []; os.replace = replace; write_package(package_files(resources), Path(sys.argv[1]))"
    )
    old, _ = versions(sample_resources)
    newer = {**sample_resources, "dataset": {**sample_resources["dataset"], "version": "2027.1.0"}}
    for step, expected in enumerate(["2026.1.0", "2027.1.0", "2027.1.0"]):
        folder = tmp_path / str(step)
        write_package(old, folder)
        words = [sys.executable, "-c", code, str(folder), str(step)]
        assert (
            subprocess.run(words, input=json.dumps(newer), text=True, check=False).returncode == -9
        )
        assert version_if_whole(folder) == expected


def test_a_full_disk_leaves_the_old_package_and_says_so(own_records, tmp_path):
    out = tmp_path / "out"
    command = "import sys; from tnt_core.cli import main; sys.exit(main(sys.argv[1:]))"
    full = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (1000, 1000)); {command}"
    words = ["compile", str(own_records("dataset.toml", "2026", "2026")), "--out", str(out), "--lang", "en"]  # fmt: skip
    subprocess.run([sys.executable, "-c", command, *words], check=True, capture_output=True)
    own_records("dataset.toml", "2026.1.0", "2026.1.1")
    own_records("texts.toml", 'name = { fr = "', 'name = { fr = "Nouvelle ')
    got = subprocess.run([sys.executable, "-c", full, *words], capture_output=True, text=True, check=False)  # fmt: skip
    assert (got.returncode, f"{out} cannot be written" in got.stderr) == (2, True), got.stderr
    assert version_if_whole(out) == "2026.1.0"
    assert not list(out.glob("swap-*"))


def test_a_disk_that_fills_up_half_way_leaves_nothing_of_the_new_package(
    sample_resources, tmp_path, monkeypatch
):
    old, new = versions(sample_resources)
    write_package(old, tmp_path)
    room = iter(range(3))

    def full(_):
        if next(room, None) is None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError, match=r"cannot be written: .*No space left"):
        write_package(new, tmp_path)
    assert {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    } == old


def test_one_file_is_replaced_in_one_step_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "CHANGELOG.md"
    path.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            swapping.replace_file(path, b"new")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"old", [path])
    swapping.replace_file(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_system_that_opens_no_folders_is_no_obstacle(sample_resources, tmp_path, monkeypatch):
    real = os.open

    def refused(path, *args, **kwargs):
        if kwargs:  # shutil has its own way to walk
            return real(path, *args, **kwargs)
        raise PermissionError

    monkeypatch.setattr(os, "open", refused)
    old, _ = versions(sample_resources)
    write_package(old, tmp_path / "package")
    assert version_if_whole(tmp_path / "package") == "2026.1.0"


@pytest.mark.parametrize("words", ["{", "{}", "[]", '{"resources": [1]}', '{"resources": [{"name": "a"}]}'])  # fmt: skip
def test_what_a_killed_run_of_another_tool_left_is_written_over(sample_resources, tmp_path, words):
    folder = tmp_path / "package"
    (folder / "swap-1").mkdir(parents=True)
    (folder / "datapackage.json").write_text(words, encoding="utf-8")
    write_package(package_files(sample_resources), folder)
    assert version_if_whole(folder) == "2026.1.0"
    assert not list(folder.glob("swap-*"))


def test_a_package_written_again_is_not_touched(sample_resources, tmp_path):
    files = package_files(sample_resources)
    write_package(files, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    write_package(files, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


@pytest.fixture
def tabled(own_records, tmp_path):
    """Give records with a table beside them, the folder of the package, and the table."""
    folder = own_records("dataset.toml", "2026.1.0", "2026.1.0")
    (folder / "directory.toml").write_text(EXTRA, encoding="utf-8")
    table = tmp_path / "out" / TABLE
    table.parent.mkdir(parents=True)
    table.write_bytes(b"code,name\n1,one\n")
    return folder, tmp_path / "out", table


def test_an_edited_table_survives_with_a_sentence(tabled, capsys):
    from tnt_core.cli import main

    folder, out, table = tabled
    words = ["compile", str(folder), "--out", str(out), "--lang", "en"]
    assert (main(words), capsys.readouterr().err) == (0, "")
    table.write_bytes(b"code,name\n1,edited\n")
    assert main([*words, "--check"]) == 2
    assert "datapackage.json. Run: tnt-core compile" in capsys.readouterr().err
    assert main(words) == 0
    assert f"{table} was changed since the package was made: the table is kept as it is" in capsys.readouterr().err  # fmt: skip
    assert table.read_bytes() == b"code,name\n1,edited\n"
    assert version_if_whole(out) == "2026.1.0"
    assert (main(words), capsys.readouterr().err) == (0, "")


def test_an_edited_table_that_cannot_be_read_is_refused_with_its_line(tabled, capsys):
    from tnt_core.cli import main

    folder, out, table = tabled
    words = ["compile", str(folder), "--out", str(out), "--lang", "en"]
    assert main(words) == 0
    before = version_if_whole(out)
    table.write_bytes(b"code,name\n1,one\n99999\n")
    capsys.readouterr()
    assert main(words) == 2
    assert "b'99999' cannot be read" in capsys.readouterr().err
    assert before == "2026.1.0"


def test_a_table_edited_while_compile_runs_survives(tabled, sample_resources):
    folder, out, table = tabled
    files = package_files(sample_resources, folder / "directory.toml", out)
    table.write_bytes(b"code,name\n1,edited\n")
    write_package(files, out)
    assert table.read_bytes() == b"code,name\n1,edited\n"
    assert list(edited_tables(files, out)) == []


def test_a_table_that_is_not_there_comes_from_the_packaged_data(sample_resources, tmp_path):
    extra = tmp_path / "directory.toml"
    extra.write_text(EXTRA.replace("lamps", "history"), encoding="utf-8")
    out = tmp_path / "out"
    write_package(package_files(sample_resources, extra, out), out)
    assert (out / "directory/history.csv").read_bytes().startswith(b"code,field,value")
    assert version_if_whole(out) == "2026.1.0"


def test_a_table_that_nobody_has_is_told(sample_resources, tmp_path):
    extra = tmp_path / "directory.toml"
    extra.write_text(EXTRA, encoding="utf-8")
    with pytest.raises(DataError, match=r"directory.toml cannot be read: .*lamps.csv"):
        package_files(sample_resources, extra, Path(tmp_path))

"""Puts new files into the folder of a data package, so that it holds a whole package at every moment.

No system that Python runs on replaces a folder in one step: with two renames there is a moment without any package, and files replaced
one by one are for a while half old, half new. What can be replaced in one step is one file (``os.replace``), and a package has one
file that says which others belong to it: the descriptor. So it decides, twice:

1. Everything is written beside, into a folder ``swap-…`` within the package: each new file twice, and two descriptors. If the disk is
   full, that shows here, and the old package has not been touched.
2. The first descriptor takes its place. It names the new files where they are now, in the swap folder: **the package is the new one.**
3. The second copies are moved over the old files, which nobody names any more.
4. The second descriptor takes its place. It names the files where they belong; the swap folder is removed.

Killed before 2, the old package is there, whole; after it the new one, for a while with paths into the swap folder. The next run begins
by removing the swap folders that the descriptor does not name. A reader that had opened the old descriptor, and reads a file after 3,
finds that its hash differs and refuses it; it never takes old and new together.

One run at a time: two at once into one folder are not foreseen.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Container, Iterator, Mapping
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any

from tnt_core.packages import DESCRIPTOR

__all__ = ["described", "replace_file", "swap"]

PREFIX = "swap-"


def swap(contents: Mapping[str, bytes], folder: Path, keep: Container[str] = ()) -> None:
    """Make *folder* hold *contents*; what is there already is left as it is.

    Args:
        contents: The files of a package by name, its descriptor among them.
        folder: The folder of the package, which is made when missing.
        keep: Names of files that are never written, whatever they hold.

    Raises:
        OSError: The folder cannot be written. It holds a whole package: the one that it held if there was no room for the other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    changed = {
        name
        for name, content in contents.items()
        if name not in keep and not _holds(folder / name, content)
    }
    if not changed:
        return
    beside = folder / f"{PREFIX}{token_hex(4)}"
    try:
        _prepare(contents, changed - {DESCRIPTOR}, beside)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    (beside / "first.json").replace(folder / DESCRIPTOR)
    _settle(folder)
    for name in sorted(changed - {DESCRIPTOR}):
        (beside / "moved" / name).replace(folder / name)
        _settle((folder / name).parent)
    (beside / "second.json").replace(folder / DESCRIPTOR)
    _settle(folder)
    _clear(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Write one file in one step: the old content or the new one is there, never a part.

    Raises:
        OSError: It cannot be written; the old content is there.
    """
    beside = path.with_name(f"{path.name}.{token_hex(4)}.part")
    try:
        _write(beside, content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _settle(path.parent)


def _prepare(contents: Mapping[str, bytes], changed: set[str], beside: Path) -> None:
    for name in changed:
        (beside.parent / name).parent.mkdir(parents=True, exist_ok=True)
        _write(beside / "named" / name, contents[name])
        _write(beside / "moved" / name, contents[name])
    _write(beside / "second.json", contents[DESCRIPTOR])
    _write(beside / "first.json", _pointing(contents[DESCRIPTOR], changed, beside.name))
    for path in (beside, *filter(Path.is_dir, beside.rglob("*")), beside.parent):
        _settle(path)


def _pointing(descriptor: bytes, changed: set[str], beside: str) -> bytes:
    """Give the descriptor with the new files where they are until the old ones are replaced."""
    data = json.loads(descriptor)
    for resource in data["resources"]:
        if resource["path"] in changed:
            resource["path"] = f"{beside}/named/{resource['path']}"
    return json.dumps(data).encode()


def _clear(folder: Path) -> None:
    """Remove what killed runs left, but for what the descriptor names."""
    named = {PurePosixPath(path).parts[0] for path in _paths(folder)}
    for stray in folder.glob(f"{PREFIX}*"):
        if stray.name not in named:
            shutil.rmtree(stray)


def _paths(folder: Path) -> Iterator[str]:
    yield from (str(resource["path"]) for resource in described(folder).values())


def described(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Give the resources that the descriptor of *folder* names, by name; none if there is no descriptor that can be read."""
    try:
        resources = json.loads((folder / DESCRIPTOR).read_bytes())["resources"]
        return {str(resource["name"]): resource for resource in resources if resource["path"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk before the next step, should the power fail; Windows opens no folders."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

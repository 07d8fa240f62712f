"""Data packages: finds them, and gives their resources once their hash is checked.

A data package is a folder with a ``datapackage.json`` (Frictionless) that records the size and SHA-256 of each of its resources. The
folders of ``TNT_DATA_PATH`` are searched first, the packaged data last. What does not match its hash is refused, wherever it comes
from.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

import attrs

from tnt_core.errors import (
    DataError,
    InputError,
    SchemaVersionError,
    TamperedDataError,
    UnknownNameError,
    UnsafePathError,
)
from tnt_core.texts import Text

if sys.version_info >= (3, 12):
    from importlib.resources import files
else:
    # One implementation of zipped packages for every version: that of 3.12.
    from importlib_resources import files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "SCHEMA",
    "Confidence",
    "Package",
    "instead",
    "packages",
    "read_bytes",
    "read_json",
    "reset",
    "until_reset",
]

SCHEMA = 1
"""Version of the format of the data package that this library reads and writes; raised when an older library could misread it."""

PATH_VARIABLE = "TNT_DATA_PATH"
"""Environment variable: absolute folders of data packages, searched in order before the packaged data."""

DESCRIPTOR = "datapackage.json"

Confidence: TypeAlias = Literal["high", "medium", "low"]
"""How sure a record is: ``high`` the official text, or two independent sources; ``medium`` one source; ``low`` less."""

TOGETHER = ("dataset", "vocabulary", "obligations")
"""The resources that make a dataset: a package holds all of them or none."""


def _described(resource: Mapping[str, Any]) -> str:
    """Give the name of a resource that is described as it must be."""
    name, path, digest = resource["name"], resource["path"], resource["hash"]
    if not all(isinstance(value, str) for value in (name, path, digest)):
        raise TypeError("name, path, hash")
    return str(name)


def _check_descriptor(descriptor: Mapping[str, Any]) -> None:
    """Refuse a package without a version or resources, and one that holds a part of a dataset only.

    What another package then added could be of another version. A package without any of it is fine: a directory alone, say.
    """
    names = {_described(resource) for resource in descriptor["resources"]}
    if not isinstance(descriptor["version"], str) or not names:
        raise ValueError("version, resources")
    lacking = sorted(set(TOGETHER) - names)
    if lacking and len(lacking) < len(TOGETHER):
        raise KeyError(lacking[0])


@attrs.frozen(eq=False)
class Package:
    """A data package that was found and whose descriptor was read."""

    root: Traversable
    descriptor: Mapping[str, Any]
    sha256: str

    @classmethod
    def open(cls, root: Traversable) -> Package:
        """Read the descriptor of the package in *root*.

        Raises:
            DataError: There is none, or it cannot be read.
            SchemaVersionError: It was made for a newer library.
        """
        try:
            raw = (root / DESCRIPTOR).read_bytes()
            descriptor = json.loads(raw)
            schema = descriptor["tnt"]["schema"]
            dt.date.fromisoformat(descriptor["tnt"]["state"])
            _check_descriptor(descriptor)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise DataError(
                Text(
                    fr=f"{root} n'est pas un paquet de données : {DESCRIPTOR} illisible ({fault}).",
                    en=f"{root} is not a data package: its {DESCRIPTOR} cannot be read ({fault}).",
                ),
            ) from None
        if not isinstance(schema, int) or isinstance(schema, bool) or not 0 < schema <= SCHEMA:
            raise SchemaVersionError(
                Text(
                    fr=f"les données de {root} sont au format {schema} ; cette version de tnt-core lit jusqu'au format {SCHEMA}. "
                    "Mettez tnt-core à jour, ou prenez des données plus anciennes.",
                    en=f"the data in {root} have format {schema}; this version of tnt-core reads up to {SCHEMA}. "
                    "Upgrade tnt-core, or use older data.",
                ),
            )
        return cls(root, descriptor, hashlib.sha256(raw).hexdigest())

    def resource(self, name: str) -> Mapping[str, Any] | None:
        """Give the description of a resource, if the package has it."""
        for resource in self.descriptor["resources"]:
            if resource["name"] == name:
                return dict(resource)
        return None

    def read(self, resource: Mapping[str, Any]) -> bytes:
        """Give the bytes of a resource.

        Raises:
            UnsafePathError: Its path leaves the folder of the package.
            DataError: It cannot be read.
            TamperedDataError: It does not match the recorded hash.
        """
        path = PurePosixPath(resource["path"])
        if path.is_absolute() or ".." in path.parts or "\\" in resource["path"]:
            raise UnsafePathError(
                Text(
                    fr=f"ressource {resource['name']!r} de {self.root} : le chemin {resource['path']!r} sort du dossier du paquet.",
                    en=f"resource {resource['name']!r} of {self.root}: path {resource['path']!r} leaves the folder of the package.",
                ),
            )
        try:
            raw = self.root.joinpath(*path.parts).read_bytes()
        except (OSError, ValueError) as fault:
            raise DataError(
                Text(
                    fr=f"ressource {resource['name']!r} de {self.root} illisible : {fault}.",
                    en=f"resource {resource['name']!r} of {self.root} cannot be read: {fault}.",
                ),
            ) from None
        found = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        if found != resource["hash"]:
            raise TamperedDataError(
                Text(
                    fr=f"la ressource {resource['name']!r} de {self.root} a été modifiée : son empreinte est {found}, "
                    f"le paquet annonce {resource['hash']}. Réinstallez les données.",
                    en=f"resource {resource['name']!r} of {self.root} was changed: its hash is {found}, "
                    f"the package records {resource['hash']}. Install the data again.",
                ),
            )
        return raw


def _search_path() -> tuple[Traversable, ...]:
    folders: list[Traversable] = []
    for written in filter(None, os.environ.get(PATH_VARIABLE, "").split(os.pathsep)):
        if not Path(written).is_absolute():
            raise InputError(
                Text(
                    fr=f"{PATH_VARIABLE} : {written!r} est un chemin relatif ; donnez des dossiers absolus.",
                    en=f"{PATH_VARIABLE}: {written!r} is a relative path; give absolute folders.",
                ),
                value=written,
            )
        folders.append(Path(written))
    return (*folders, files("tnt_core") / "data")


@cache
def packages() -> tuple[Package, ...]:
    """Give the data packages in the order in which they are searched; the packaged data come last.

    Raises:
        InputError: ``TNT_DATA_PATH`` names a relative folder.
        DataError: A folder is no data package that this library can read.
    """
    return tuple(Package.open(root) for root in _search_path())


_instead: dict[str, dict[str, Any]] = {}
_forget: list[Callable[[], None]] = []


class _Cached(Protocol):
    def cache_clear(self) -> None: ...


C = TypeVar("C", bound=_Cached)


def until_reset(cached: C) -> C:
    """Let :func:`reset` clear what a cached function keeps: for all that is read from a data package, and what follows from it."""
    _forget.append(cached.cache_clear)
    return cached


def reset() -> None:
    """Forget what was read; the next use reads ``TNT_DATA_PATH`` and the files anew."""
    packages.cache_clear()
    for forget in _forget:
        forget()


@contextmanager
def instead(resources: Mapping[str, dict[str, Any]]) -> Iterator[None]:
    """Let these resources stand in for those of the packages: the compiler runs examples on what it has just read.

    For one thread: what others read meanwhile is the same.
    """
    reset()
    _instead.update(resources)
    try:
        yield
    finally:
        _instead.clear()
        reset()


def read_bytes(name: str) -> bytes:
    """Give the bytes of a resource, from the first package that has it; they were checked against their hash.

    Raises:
        UnknownNameError: No package has such a resource.
        DataError: It cannot be read, leaves its folder, or was changed.
    """
    for package in packages():
        resource = package.resource(name)
        if resource is not None:
            return package.read(resource)
    known = [resource["name"] for p in packages() for resource in p.descriptor["resources"]]
    raise UnknownNameError(Text(fr="ressource", en="resource"), name, known)


def read_json(name: str) -> dict[str, Any]:
    """Read a resource that is a JSON object.

    Raises:
        UnknownNameError: No package has such a resource.
        DataError: It cannot be read, leaves its folder, was changed, or is no JSON object.
    """
    if name in _instead:
        return _instead[name]
    raw = read_bytes(name)
    try:
        data = json.loads(raw)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise DataError(
            Text(
                fr=f"la ressource {name!r} n'est pas un objet JSON ; faites le paquet avec tnt-core compile.",
                en=f"resource {name!r} is not a JSON object; make the package with tnt-core compile.",
            ),
        )
    return data

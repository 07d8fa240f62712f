"""Data packages: finds them, and gives their resources once their hash is checked.

A data package is a folder with a ``datapackage.json`` (Frictionless) that records the size and SHA-256 of each of its resources. The
folders of ``TNT_DATA_PATH`` are searched first, the packaged data last. What does not match its hash is refused, wherever it comes
from.

A right hash says that the data are those that somebody packed, not that they are what this library expects. Whatever goes wrong while
they are read is a :class:`~tnt_core.errors.DataError` with its place: see :mod:`tnt_core.misreading`.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

import attrs

from tnt_core.errors import (
    DataError,
    InputError,
    SchemaVersionError,
    TamperedDataError,
    UnknownNameError,
    UnsafePathError,
    shown,
)
from tnt_core.misreading import reading
from tnt_core.texts import Text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "SCHEMA",
    "Confidence",
    "Content",
    "Package",
    "forget",
    "instead",
    "json_object",
    "packaged_data",
    "packages",
    "read_bytes",
    "read_json",
    "until_reset",
]

NO_PACKAGE = Text(
    fr="{root} n'est pas un paquet de données, son {descriptor}",
    en="{root} is not a data package: its {descriptor}",
)
NEWER_FORMAT = Text(
    fr="les données de {root} sont au format {schema} ; cette version de tnt-core lit jusqu'au format {most}. "
    "Mettez tnt-core à jour, ou prenez des données plus anciennes.",
    en="the data in {root} have format {schema}; this version of tnt-core reads up to {most}. "
    "Upgrade tnt-core, or use older data.",
)
PATH_LEAVES = Text(
    fr="ressource {name!r} de {root} : le chemin {path!r} sort du dossier du paquet.",
    en="resource {name!r} of {root}: path {path!r} leaves the folder of the package.",
)
TAMPERED = Text(
    fr="la ressource {name!r} de {root} a été modifiée : son empreinte est {found}, le paquet annonce {recorded}. "
    "Réinstallez les données.",
    en="resource {name!r} of {root} was changed: its hash is {found}, the package records {recorded}. "
    "Install the data again.",
)
NO_OBJECT = Text(
    fr="un objet JSON est attendu, reçu {data}", en="a JSON object is expected, got {data}"
)
RELATIVE_PATH = Text(
    fr="{variable} : {written!r} est un chemin relatif ; donnez des dossiers absolus.",
    en="{variable}: {written!r} is a relative path; give absolute folders.",
)

SCHEMA = 1
"""Version of the format of the data package that this library reads and writes; raised when an older library could misread it."""

PATH_VARIABLE = "TNT_DATA_PATH"
"""Environment variable: absolute folders of data packages, searched in order before the packaged data."""

DESCRIPTOR = "datapackage.json"

Confidence: TypeAlias = Literal["high", "medium", "low"]
"""How sure a record is: ``high`` the official text, or two independent sources; ``medium`` one source; ``low`` less."""

TOGETHER = ("dataset", "vocabulary", "obligations")
"""The resources that make a dataset: a package holds all of them or none."""


def _check_descriptor(descriptor: Mapping[str, Any]) -> None:
    """Refuse a package without a version or resources, and one that holds a part of a dataset only.

    What another package then added could be of another version. A package without any of it is fine: a directory alone, say.
    """
    resources = descriptor["resources"]
    names = [resource["name"] for resource in resources]
    described = [resource[key] for resource in resources for key in ("name", "path", "hash")]
    if not names or not all(
        isinstance(value, str) for value in (descriptor["version"], *described)
    ):
        raise ValueError("version, resources: name, path, hash")
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(f"resources: {doubled[0]} twice")
    dt.date.fromisoformat(descriptor["tnt"]["state"])
    lacking = sorted(set(TOGETHER) - set(names))
    if lacking and len(lacking) < len(TOGETHER):
        raise KeyError(lacking[0])


class Content(dict[str, Any]):
    """A resource that is a JSON object; it knows where it was read, so that a fault found later names the package.

    Attributes:
        place: The folder of the package.
    """

    __slots__ = ("place",)

    def __init__(self, data: Mapping[str, Any], place: str) -> None:
        super().__init__(data)
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        return Content, (dict(self), self.place)


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
        with reading(NO_PACKAGE.format(root=root, descriptor=DESCRIPTOR)):
            raw = _file(root / DESCRIPTOR)
            descriptor = _json(raw)
            schema = descriptor["tnt"]["schema"]
            _check_descriptor(descriptor)
        if not isinstance(schema, int) or isinstance(schema, bool) or not 0 < schema <= SCHEMA:
            raise SchemaVersionError(NEWER_FORMAT.format(root=root, schema=schema, most=SCHEMA))
        return cls(root, descriptor, _sha256(raw))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its resources, as it lists them."""
        return tuple(resource["name"] for resource in self.descriptor["resources"])

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
        from pathlib import PurePosixPath

        path = PurePosixPath(resource["path"])
        if path.is_absolute() or ".." in path.parts or "\\" in resource["path"]:
            said = PATH_LEAVES.format(name=resource["name"], root=self.root, path=resource["path"])
            raise UnsafePathError(said)
        with reading(self._what(resource)):
            raw = _file(self.root.joinpath(*path.parts))
        found = f"sha256:{_sha256(raw)}"
        if found != resource["hash"]:
            said = TAMPERED.format(
                name=resource["name"], root=self.root, found=found, recorded=resource["hash"]
            )
            raise TamperedDataError(said)
        return raw

    def _what(self, resource: Mapping[str, Any]) -> Text:
        name = repr(resource["name"])
        return Text(fr=f"la ressource {name} de {self.root}", en=f"resource {name} of {self.root}")

    def read_json(self, resource: Mapping[str, Any]) -> Content:
        """Give a resource that is a JSON object.

        Raises:
            DataError: It cannot be read, leaves its folder, was changed, or is no JSON object.
        """
        raw = self.read(resource)
        with reading(self._what(resource)):
            return Content(json_object(_json(raw)), str(self.root))


def json_object(data: object) -> Mapping[str, Any]:
    """Give *data* if they are a JSON object.

    Raises:
        InputError: They are something else.
    """
    if not isinstance(data, dict):
        raise InputError(NO_OBJECT.format(data=shown(data)), value=data)
    return data


def packaged_data() -> Traversable:
    """Give the folder of the packaged data, wherever the library is installed: in a folder, or in a zipped wheel."""
    if sys.version_info >= (3, 12):
        from importlib.resources import files
    else:
        # One implementation of zipped packages for every version: that of 3.12.
        from importlib_resources import files
    return files("tnt_core") / "data"


# hashlib, json and pathlib are imported where they are used: an engine that is imported reads nothing yet.
def _sha256(raw: bytes) -> str:
    import hashlib

    return hashlib.sha256(raw).hexdigest()


def _json(raw: bytes) -> Any:
    import json

    return json.loads(raw)


def _file(path: Traversable) -> bytes:
    # A pipe or a device is never a resource; reading one may never end.
    if not path.is_file():
        raise FileNotFoundError(str(path))
    return path.read_bytes()


def _own_packages() -> Iterator[Package]:
    from pathlib import Path

    for written in filter(None, os.environ.get(PATH_VARIABLE, "").split(os.pathsep)):
        if not Path(written).is_absolute():
            raise InputError(
                RELATIVE_PATH.format(variable=PATH_VARIABLE, written=written), value=written
            )
        try:
            yield Package.open(Path(written))
        except DataError as fault:
            # The same kind of error; whoever set the variable must see that it is meant.
            told = Text(fr=f"{PATH_VARIABLE} : {fault.fr}", en=f"{PATH_VARIABLE}: {fault.en}")
            raise type(fault)(told) from fault


@cache
def packages() -> tuple[Package, ...]:
    """Give the data packages in the order in which they are searched; the packaged data come last.

    Raises:
        InputError: ``TNT_DATA_PATH`` names a relative folder.
        DataError: A folder is no data package that this library can read.
    """
    return (*_own_packages(), Package.open(packaged_data()))


def _holding(name: str) -> tuple[Package, Mapping[str, Any]]:
    for package in packages():
        resource = package.resource(name)
        if resource is not None:
            return package, resource
    known = [known for package in packages() for known in package.names]
    raise UnknownNameError(Text(fr="ressource", en="resource"), name, known)


_instead: dict[str, dict[str, Any]] = {}
_clears: list[Callable[[], None]] = []


class _Cached(Protocol):
    def cache_clear(self) -> None: ...


C = TypeVar("C", bound=_Cached)


def until_reset(cached: C) -> C:
    """Let :func:`forget` clear what a cached function keeps: for all that is read from a data package, and what follows from it."""
    _clears.append(cached.cache_clear)
    return cached


def forget() -> None:
    """Forget what was read; the next use reads ``TNT_DATA_PATH`` and the files anew."""
    packages.cache_clear()
    for clear in _clears:
        clear()


@contextmanager
def instead(resources: Mapping[str, dict[str, Any]]) -> Iterator[None]:
    """Let these resources stand in for those of the packages: the compiler runs examples on what it has just read.

    For one thread: what others read meanwhile is the same.
    """
    forget()
    _instead.update(resources)
    try:
        yield
    finally:
        _instead.clear()
        forget()


def read_bytes(name: str) -> bytes:
    """Give the bytes of a resource, from the first package that has it; they were checked against their hash.

    Raises:
        UnknownNameError: No package has such a resource.
        DataError: It cannot be read, leaves its folder, or was changed.
    """
    package, resource = _holding(name)
    return package.read(resource)


def read_json(name: str) -> Content:
    """Read a resource that is a JSON object, from the first package that has it.

    Raises:
        UnknownNameError: No package has such a resource.
        DataError: It cannot be read, leaves its folder, was changed, or is no JSON object.
    """
    if name in _instead:
        return Content(_instead[name], "")
    package, resource = _holding(name)
    return package.read_json(resource)

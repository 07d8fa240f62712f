"""Loads the dataset from the data packages, with overlays on top."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import attrs

from tnt_core.errors import DataError
from tnt_core.misreading import reading
from tnt_core.packages import TOGETHER, forget, packages, read_json
from tnt_core.texts import Text

if TYPE_CHECKING:
    # The directory reads its tables here and needs no dataset: it starts in half the time.
    from tnt_core.model.dataset import Dataset
    from tnt_core.model.obligations import Obligation
    from tnt_core.rules import Vocabulary

__all__ = ["Address", "DataInfo", "data_info", "load", "reset"]

LOADED_LATER = (
    "themes",
    "texts",
    "organisations",
    "events",
    "programmes",
    "groups",
    "deliverables",
    "consultations",
    "aids",
    "services",
)
"""The other resources, each read when it is first used."""


class _Resources(dict[str, Any]):
    """Resources by name; those for later are read, checked and kept on first use."""

    def __missing__(self, name: str) -> Any:
        with _lock:
            return self.setdefault(name, read_json(name))

    def get(self, name: str, default: Any = None) -> Any:
        """Give a resource, read if need be, or *default*."""
        return self[name] if name in self or name in LOADED_LATER else default


_lock = RLock()


@attrs.frozen(kw_only=True)
class DataInfo:
    """What the data are, so that an act of a collectivity can quote them.

    Attributes:
        version: CalVer, for instance ``"2026.11.0"``.
        state: Day up to which the facts were checked.
        schema: Version of the format.
        sha256: Hash of the descriptor, which holds the hash of each resource.
        place: Where the package was found.
        resources: SHA-256 of each resource, by name.
    """

    version: str
    state: dt.date
    schema: int
    sha256: str
    place: str
    resources: Mapping[str, str] = attrs.field(hash=False)


def reset() -> None:
    """Forget what was loaded; the next use reads ``TNT_DATA_PATH`` and the files anew."""
    forget()
    _load.cache_clear()


def data_info() -> DataInfo:
    """Tell what the data are: version, state, format, hashes.

    Example:
        >>> data_info().schema
        1
    """
    package = packages()[0]
    return DataInfo(
        version=package.descriptor["version"],
        state=dt.date.fromisoformat(package.descriptor["tnt"]["state"]),
        schema=package.descriptor["tnt"]["schema"],
        sha256=package.sha256,
        place=str(package.root),
        resources={r["name"]: r["hash"] for r in package.descriptor["resources"]},
    )


def load(overlays: Sequence[str | Path] = ()) -> Dataset:
    """Load the dataset; the same arguments give the same object.

    Args:
        overlays: Folders of records (TOML, laid out like ``records/``) that add to the dataset or correct it, applied in order.

    Raises:
        DataError: Data cannot be read, were changed, or are of a newer format.
        RecordsError: An overlay has faults; all of them are in it.

    Example:
        >>> load().obligations["reen-strategie"].theme
        'numerique-responsable'
    """
    with _lock:
        return _load(tuple(Path(overlay).absolute() for overlay in overlays))


@cache
def _load(overlays: tuple[Path, ...]) -> Dataset:
    from tnt_core.model.dataset import Dataset

    resources: dict[str, Any] = _Resources({name: read_json(name) for name in TOGETHER})
    address = Address(
        version=str(resources["dataset"].get("version")),
        sha256=_digest(_hashes()),
        overlays=tuple((str(overlay), _digest(_contents(overlay))) for overlay in overlays),
    )
    if overlays:
        from tnt_core.records import compile_records

        for overlay in overlays:
            with reading(Text(fr=f"les fiches de {overlay}", en=f"the records in {overlay}")):
                resources = compile_records(overlay, resources)
    return Dataset.from_resources(resources, origin=address)


def _hashes() -> Iterator[bytes]:
    """Give the recorded hash of each resource of a dataset, from the package where it is read."""
    for name in (*TOGETHER, *LOADED_LATER):
        found = (package.resource(name) for package in packages())
        yield from (f"{name} {one['hash']}".encode() for one in islice(filter(None, found), 1))


def _contents(overlay: Path) -> Iterator[bytes]:
    """Give the names and the contents of the files of an overlay."""
    for file in sorted(overlay.rglob("*.toml")):
        yield file.relative_to(overlay).as_posix().encode()
        yield file.read_bytes()


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


@attrs.frozen(kw_only=True)
class Address:
    """Where a loaded dataset is found again: what stands for it, and for what belongs to it, in a pickle.

    Attributes:
        version: Version of the data.
        sha256: Hash of the hashes of its resources.
        overlays: The overlays, each with the hash of its files.
    """

    version: str
    sha256: str
    overlays: tuple[tuple[str, str], ...] = ()

    def dataset(self) -> Dataset:
        """Load the dataset; in one process it is the same object.

        Raises:
            DataError: The data, or an overlay, are not those that were pickled; the sentence names both.
        """
        found = load([path for path, _ in self.overlays])
        if found.origin != self:
            raise DataError(
                Text(
                    fr=f"cet objet a été fait avec {self} ; ici se trouvent {found.origin}. Installez les mêmes données, ou refaites-le.",
                    en=f"this object was made with {self}; here are {found.origin}. Install the same data, or make it anew.",
                ),
            )
        return found

    def vocabulary(self) -> Vocabulary:
        """Load the vocabulary of the dataset."""
        return self.dataset().vocabulary

    def obligation(self, id_: str) -> Obligation:
        """Load an obligation of the dataset, by its id."""
        return self.dataset().obligations[id_]

    def __str__(self) -> str:
        parts = [f"{self.version} (sha256 {self.sha256[:SHOWN_HASH]})"]
        parts += [f"{path} (sha256 {sha256[:SHOWN_HASH]})" for path, sha256 in self.overlays]
        return " + ".join(parts)


SHOWN_HASH = 16
"""How many signs of a hash a sentence shows."""

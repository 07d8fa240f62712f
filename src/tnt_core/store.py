"""Loads the dataset from the data packages, with overlays on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import attrs

from tnt_core.misreading import reading
from tnt_core.packages import TOGETHER, forget, packages, read_json
from tnt_core.texts import Text

if TYPE_CHECKING:
    # The directory reads its tables here and needs no dataset: it starts in half the time.
    from tnt_core.model.dataset import Dataset

__all__ = ["DataInfo", "data_info", "load", "reset"]

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
    if overlays:
        from tnt_core.records import compile_records

        for overlay in overlays:
            with reading(Text(fr=f"les fiches de {overlay}", en=f"the records in {overlay}")):
                resources = compile_records(overlay, resources)
    return Dataset.from_resources(resources)

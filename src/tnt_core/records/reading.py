"""Reads the files of a folder of records, and notes every fault with its file and place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter

from tnt_core.errors import (
    DataError,
    InputError,
    RecordFault,
    TntError,
    UnknownNameError,
    UnsafePathError,
)
from tnt_core.records.faults import fault_tree
from tnt_core.texts import Text

__all__ = ["ID", "WRONG_FILE", "Reader", "Resources"]

NO_FOLDER = Text(
    fr="{folder} n'est pas un dossier de fiches lisible.",
    en="{folder} is not a folder of records that can be read.",
)
NOT_TOML = Text(fr="TOML invalide : {fault}.", en="not valid TOML: {fault}.")
WRONG_FILE = Text(fr="le fichier doit être {file}.", en="the file must be {file}.")
UNEXPECTED = Text(
    fr="{name} : attendu {wanted}, obtenu {got}.", en="{name}: expected {wanted}, got {got}."
)
UNSAFE_ID = Text(fr="l'id {id!r} sortirait de son dossier.", en="id {id!r} would leave its folder.")
MALFORMED_ID = Text(
    fr="id {id!r} : minuscules sans accent, chiffres et traits d'union simples.",
    en="id {id!r}: use lower case letters, digits and single hyphens.",
)

T = TypeVar("T")

Resources = dict[str, Any]
"""The resources of a data package by name, each as plain JSON data."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Ids are file names, parts of addresses and names for ever: lower case letters, digits, hyphens."""


class Reader:
    """The folder of the records, what they add to, and the faults found so far.

    Attributes:
        folder: The folder.
        base: Resources that the records add to or correct; empty when they stand alone.
        faults: The faults found so far.
    """

    def __init__(self, folder: Path, base: Mapping[str, Any]) -> None:
        if not folder.is_dir():
            raise DataError(NO_FOLDER.format(folder=folder))
        self.folder = folder
        self.base = base
        self.faults: list[RecordFault] = []

    def fault(self, file: str, place: str, cause: TntError) -> None:
        """Note a fault."""
        self.faults.append(RecordFault(file, place, cause))

    def toml(self, name: str) -> dict[str, Any]:
        """Read a file, empty when it is not there; a file that is no TOML is a fault."""
        path = self.folder / name
        if not path.is_file():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            self.fault(name, "", InputError(NOT_TOML.format(fault=fault)))
            return {}

    def structure(
        self, converter: Converter, file: str, value: Any, kind: Any, at: str = ""
    ) -> Any:
        """Give *value* its type, or note every fault and give nothing."""
        try:
            return converter.structure(value, kind)
        except Exception as fault:  # noqa: BLE001  # every fault is kept, with its place
            for place, cause in fault_tree(fault, at):
                self.fault(file, place, cause)
            return None

    def table(self, converter: Converter, file: str, kind: type[T]) -> dict[str, T]:
        """Read a file with one table per record, by id."""
        records: dict[str, T] = {}
        for id_, fields in self.toml(file).items():
            self.check_id(file, id_, id_)
            record = self.structure(converter, file, {"id": id_, **fields}, kind, at=id_)
            if record is not None:
                records[id_] = record
        return records

    def files(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """Give the files that match, each with its name from the folder of the records."""
        for path in sorted(self.folder.glob(pattern)):
            yield path.relative_to(self.folder).as_posix(), path

    def merged(self, name: str, converter: Converter, records: Mapping[str, Any]) -> dict[str, Any]:
        """Put the records of a resource over those of the base, as plain data."""
        own = {id_: converter.unstructure(record) for id_, record in records.items()}
        return dict(sorted({**self.base.get(name, {}), **own}.items()))

    def check_id(self, file: str, place: str, id_: str) -> bool:
        """Check that an id can be a file name and a part of an address."""
        if "/" in id_ or "\\" in id_ or ".." in id_:
            self.fault(file, place, UnsafePathError(UNSAFE_ID.format(id=id_)))
            return False
        if not ID.fullmatch(id_):
            self.fault(file, place, InputError(MALFORMED_ID.format(id=id_)))
            return False
        return True

    def check_file(self, file: str, id_: str, wanted: str) -> None:
        """Check that the id of a record can be a file name, and that it stands in the file *wanted*."""
        if self.check_id(file, "id", id_) and file != wanted:
            self.fault(file, "id", InputError(WRONG_FILE.format(file=wanted)))

    def check_example(
        self, file: str, place: str, differences: Callable[[], Iterable[tuple[str, str, str]]]
    ) -> None:
        """Run a worked example: note what comes out otherwise than its author expects, or why it cannot be run."""
        try:
            for name, wanted, got in differences():
                said = UNEXPECTED.format(name=name, wanted=wanted, got=got)
                self.fault(file, place, InputError(said))
        except TntError as fault:
            self.fault(file, place, fault)

    def check_known(
        self, file: str, place: str, noun: Text, name: str, known: Mapping[str, Any]
    ) -> None:
        """Check that a name is that of a record."""
        if name not in known:
            self.fault(file, place, UnknownNameError(noun, name, known))

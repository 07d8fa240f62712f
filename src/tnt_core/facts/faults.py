"""Faults of a file, gathered so that whoever wrote it sees all at once."""

from __future__ import annotations

from typing import NoReturn

from tnt_core.errors import InputError, RecordFault, RecordsError, Text, TntError, shown

__all__ = ["Faults"]

NOT_TABLES = Text(
    fr="une table par nom est attendue, reçu {given}.",
    en="expected a table for each name, got {given}.",
)


class Faults:
    """The faults found so far in one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[RecordFault] = []

    def add(self, place: str, cause: TntError | Text, value: object = None) -> None:
        """Note a fault at a place: an error, or the sentence of one."""
        if isinstance(cause, Text):
            cause = InputError(cause, value=value)
        self.found.append(RecordFault(self.file, place, cause))

    @classmethod
    def refuse(cls, file: str, tables: object) -> NoReturn:
        """Refuse what is not a table of tables at all.

        Raises:
            RecordsError: Always.
        """
        faults = cls(file)
        faults.add("", NOT_TABLES.format(given=shown(tables)), tables)
        raise RecordsError(faults.found)

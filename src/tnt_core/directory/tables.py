"""The tables of the directory, read one row at a time.

A table is CSV sorted by its first column. It stays as the bytes that were read: a look-up jumps to the right block and
searches there, so that one code costs microseconds and no row is parsed that nobody asked for.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from tnt_core.errors import DataError
from tnt_core.misreading import misread, reading
from tnt_core.packages import read_bytes
from tnt_core.texts import Text

__all__ = ["Table", "TableRow", "table"]

NO_COLUMN = Text(
    fr="{what} n'a pas de colonne « {column} ».", en="{what} has no column {column!r}."
)

BLOCK = 1024
"""Bytes between two sampled rows: few enough to search in a microsecond, enough to sample three megabytes in two milliseconds."""


def _what(name: str) -> Text:
    return Text(fr=f"la table « {name} » de l'annuaire", en=f"table {name!r} of the directory")


class TableRow(dict[str, str]):
    """One row: column -> text; an empty text stands for what is not known.

    A table that lacks a column, or has words where a number stands, is a ``DataError``: it came from a package that is not ours.
    """

    __slots__ = ("table",)

    table: str

    def __missing__(self, column: str) -> str:
        raise DataError(NO_COLUMN.format(what=_what(self.table), column=column))

    def number(self, column: str) -> int | None:
        """Give the number in a column, if it is known."""
        text = self[column]
        if not text:
            return None
        with reading(_what(self.table).map(lambda words: f"{words}: {column}")):
            return int(text)


class Table:
    r"""A sorted CSV table.

    Example:
        >>> towns = Table(b"code,name\n01001,A\n35238,Rennes\n")
        >>> towns.first("35238")["name"]
        'Rennes'
        >>> towns.first("99999") is None
        True
    """

    __slots__ = ("_keys", "_raw", "_starts", "columns", "name")

    def __init__(self, raw: bytes, name: str = "") -> None:
        self.name = name
        with reading(_what(name)):
            self._index(raw)

    def _index(self, raw: bytes) -> None:
        head, _, _ = raw.partition(b"\n")
        self.columns = tuple(head.decode().split(","))
        self._raw = raw
        starts, start = [], len(head) + 1
        while start < len(raw):
            starts.append(start)
            end = raw.find(b"\n", start + BLOCK)
            start = len(raw) if end < 0 else end + 1
        self._starts = (*starts, len(raw))
        self._keys = [raw[start : raw.index(b",", start)] for start in starts]

    def first(self, key: str) -> TableRow | None:
        """Give the first row whose first column is *key*."""
        return next(self.rows(key), None)

    def rows(self, key: str) -> Iterator[TableRow]:
        """Give every row whose first column is *key*."""
        wanted = key.encode()
        block = max(bisect_left(self._keys, wanted) - 1, 0)
        end = self._starts[min(block + 2, len(self._keys))]
        found = self._raw.find(b"\n" + wanted + b",", self._starts[block] - 1, end) + 1
        while found and self._raw.startswith(wanted + b",", found):
            stop = self._raw.find(b"\n", found)
            yield self._parse(self._raw[found:stop])
            found = stop + 1

    def __iter__(self) -> Iterator[TableRow]:
        lines = iter(self._raw.splitlines())
        next(lines, b"")
        return map(self._parse, lines)

    def _parse(self, line: bytes) -> TableRow:
        try:
            text = line.decode()
            # Quotes are rare, and the csv module costs three times the split.
            values = next(csv.reader((text,))) if '"' in text else text.split(",")
            row = TableRow(zip(self.columns, values, strict=True))
        except Exception as fault:
            raise misread(
                _what(self.name).map(lambda words: f"{words}: {line!r}"), fault
            ) from fault
        row.table = self.name
        return row

    @property
    def text(self) -> str:
        """The whole table."""
        with reading(_what(self.name)):
            return self._raw.decode()


@cache
def table(name: str) -> Table:
    """Give a table by name, for instance ``"communes"``; it is read once."""
    return Table(read_bytes(f"directory-{name}"), name)

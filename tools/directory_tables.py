"""Sorted tables of CSV, as the directory reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from directory_source import FIRST, LAST

Row = dict[str, object]


def span(years: list[int]) -> Row:
    """Give the first and last vintage, empty where the list begins or has not ended."""
    return {
        "first": years[0] if years[0] > FIRST else "",
        "last": years[-1] if years[-1] < LAST else "",
    }


def by(rows: Iterable[Row], *keys: str) -> list[Row]:
    """Sort rows by the bytes of some columns, as the look-up by bisection needs."""
    return sorted(rows, key=lambda row: [str(row[key]).encode() for key in keys])


def table(columns: list[str], rows: Iterable[Row]) -> bytes:
    """Write CSV: UTF-8, Unix line ends, quoted where needed, nothing where nothing is known."""
    rows = list(rows)
    columns = [c for c in columns if any(row.get(c) not in {None, ""} for row in rows)]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()

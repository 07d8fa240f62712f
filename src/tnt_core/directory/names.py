"""Names of collectivities, and how people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from heapq import nlargest
from typing import TypeAlias

from tnt_core.directory.tables import Table, table

__all__ = ["Target", "bare", "bearers", "fold", "folded_names", "names_with", "nearest_names"]

Target: TypeAlias = tuple[str, str, str]
"""A table, the key of the row in it, and the name that leads there."""

SPELLINGS = (
    ("st", "saint"),
    ("ste", "sainte"),
    ("sts", "saints"),
    ("stes", "saintes"),
    ("communaute de communes", "cc"),
    ("communaute d agglomeration", "ca"),
    ("communaute urbaine", "cu"),
)
LIKELY = 200
ALIKE = 0.6
"""Names compared letter by letter, and the likeness (0 to 1) from which one is worth suggesting."""

LEADING = ("cc", "ca", "cu", "de la", "de l", "des", "du", "de", "d", "les", "le", "la", "l")
"""What people leave out at the beginning: the type of an EPCI, then an article."""
LETTERS = bytes(
    code if chr(code).isalnum() or chr(code) == "\n" else ord(" ") for code in range(128)
).ljust(256)
COMMUNE = re.compile(r"^([^,]+),[^,]*,([^,]+),", re.MULTILINE)


def fold(text: str) -> str:
    """Write a name without what people leave out or vary: case, accents, hyphens, abbreviations.

    Several names may be given at once, one a line.

    Example:
        >>> fold("St-Étienne-du-Rouvray"), fold("L'Île-d’Yeu"), fold("Neuilly s/ Seine")
        ('saint etienne du rouvray', 'l ile d yeu', 'neuilly sur seine')
    """
    text = (
        text.lower().replace(" s/", " sur ").replace("’", " ").replace("œ", "oe").replace("æ", "ae")
    )
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").translate(LETTERS)
    # Plain replacements between spaces: over forty thousand names, regular expressions cost ten times as much.
    text = f" {plain.decode()} ".replace("\n", " \n ")
    for written, spelling in SPELLINGS:
        text = text.replace(f" {written} ", f" {spelling} ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.replace(" \n", "\n").replace("\n ", "\n").strip(" ")


def bare(folded: str) -> str:
    """Leave out the type of an EPCI and the leading article of a folded name, or of several, one a line.

    Example:
        >>> bare("l ile d yeu"), bare("cc du pays d orthe")
        ('ile d yeu', 'pays d orthe')
    """
    text = f"\n{folded}"
    for word in LEADING:
        text = text.replace(f"\n{word} ", "\n")
    return text[1:]


def targets(tables: Callable[[str], Table]) -> Iterator[Target]:
    """Give every name of the other tables, and what it leads to."""
    for code, name in COMMUNE.findall(tables("communes").text):
        if code != "code":
            yield "communes", code, name
    for row in tables("groups"):
        yield "groups", f"{row['kind']}:{row['code']}", row["name"]
    for row in tables("history"):
        if row["field"] == "name":
            yield "history", row["code"], row["value"]
    for row in tables("aliases"):
        if row["name"] and row["nature"] != "merged":
            yield "aliases", f"{row['code']}>{row['target']}", row["name"]


def folded_names(tables: Callable[[str], Table]) -> Iterator[tuple[str, Target]]:
    """Give the lines of the table ``names``: each name folded, without its article, and what it leads to."""
    listed = list(targets(tables))
    folded = bare(fold("\n".join(name for _, _, name in listed))).split("\n")
    return zip(folded, listed, strict=True)


def bearers(folded: str) -> list[Target]:
    """Give what a folded name without its article leads to."""
    return [(row["source"], row["key"], row["written"]) for row in table("names").rows(folded)]


@cache
def _all_names() -> tuple[str, ...]:
    """Give every folded name once; read only when nothing bears the name that was asked for."""
    lines = table("names").text.splitlines()[1:]
    return tuple(dict.fromkeys(line.partition(",")[0] for line in lines))


def names_with(wanted: str) -> list[str]:
    """Give the folded names that hold every word of *wanted*; the last word may be unfinished, as while someone types."""
    words = [f" {word}" for word in wanted.split()]
    return [name for name in _all_names() if all(word in f" {name}" for word in words)]


def nearest_names(wanted: str, limit: int) -> list[str]:
    """Give the folded names that look most like *wanted*, best first.

    Comparing letter by letter is slow: only the names that share most pairs of letters are compared.
    """
    from difflib import SequenceMatcher

    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    shared = (
        (sum(p in name for p in pairs) - abs(len(name) - len(wanted)), name)
        for name in _all_names()
    )
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scored = []
    for _, name in nlargest(LIKELY, shared):
        matcher.set_seq1(name)
        scored.append((matcher.ratio(), name))
    return [name for ratio, name in nlargest(limit, scored) if ratio >= ALIKE]

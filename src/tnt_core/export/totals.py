"""What a dataset holds, counted: the paragraph of a changelog that nobody should type."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from tnt_core.records import Resources
from tnt_core.texts import format_date

__all__ = ["totals", "with_totals"]

BEGIN = "<!-- totals: written by tnt-core compile, not by hand -->"
END = "<!-- end of totals -->"

BESIDE = {
    "aids": "aids",
    "services": "services",
    "groups": "project groups",
    "deliverables": "deliverables",
    "organisations": "organisations",
    "events": "events",
    "regimes": "regimes of time limits",
}
"""The resources that are counted beside the obligations, each with its plural; one line to add."""


def with_totals(page: str, words: str) -> str:
    r"""Put the totals between the marks of a page; a page without marks stays as it is.

    Example:
        >>> page = f"# Changes\n{BEGIN}\nold\n{END}\n"
        >>> with_totals(page, "3 obligations").splitlines()[2:4]
        ['', '3 obligations']
    """
    pattern = re.compile(rf"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)
    return pattern.sub(lambda _: f"\n{words}\n\n", page, count=1)


def totals(resources: Resources, contents: Mapping[str, bytes]) -> str:
    """Count what a package holds, as Markdown.

    Args:
        resources: What the compiler made.
        contents: The files of the package, for the tables of its directory.
    """
    blocks = [
        _sentence(resources),
        _table(["theme", "obligations"], _themes(resources)),
        _kinds([*resources["obligations"].values()]),
        "\n".join(_beside(resources, contents)),
    ]
    return "\n\n".join(blocks)


def _sentence(resources: Resources) -> str:
    state = format_date(dt.date.fromisoformat(resources["dataset"]["state"]), "en")
    counts = {
        "obligations": len(resources["obligations"]),
        "requirements": sum(len(o["requirements"]) for o in resources["obligations"].values()),
        "worked examples": sum(map(len, resources["examples"].values())),
        "texts of law": len(resources["texts"]),
        "facts": len(resources["vocabulary"]["facts"]),
        "scopes": len(resources["vocabulary"]["scopes"]),
    }
    listed = ", ".join(f"{count:,} {noun}" for noun, count in counts.items())
    return f"State of {state}. {listed}."


def _themes(resources: Resources) -> Iterator[tuple[str, int]]:
    found = Counter(o["theme"] for o in resources["obligations"].values())
    for id_, theme in sorted(resources["themes"].items(), key=lambda pair: pair[1]["order"]):
        yield theme["title"]["en"], found[id_]


def _kinds(obligations: list[Mapping[str, Any]]) -> str:
    schedules = [r["schedule"]["type"] for o in obligations for r in o["requirements"]]
    columns = (
        Counter(o["nature"] for o in obligations).most_common(),
        Counter(schedules).most_common(),
        Counter(o["confidence"] for o in obligations).most_common(),
    )
    rows = ([*a, *b, *c] for a, b, c in zip_longest(*columns, fillvalue=("", "")))
    return _table(["nature", "", "schedule of requirements", "", "confidence", ""], rows)


def _table(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    under = ["---", "--:"] * (len(head) // 2)
    lines = (f"| {' | '.join(map(str, row))} |" for row in (head, *rows))
    first, *others = (re.sub(r"(?<=\|) +(?=\|)", " ", line) for line in lines)
    return "\n".join([first, f"|{'|'.join(under)}|", *others])


def _beside(resources: Resources, contents: Mapping[str, bytes]) -> Iterator[str]:
    counts = (
        f"{len(resources[name])} {noun}" for name, noun in BESIDE.items() if name in resources
    )
    yield f"Beside them: {', '.join(counts)}."
    tables = [contents.get(f"directory/{name}.csv") for name in ("communes", "groups")]
    if all(tables):
        communes, groups = (list(csv.DictReader(t.decode().splitlines())) for t in tables if t)
        [*_, newest] = communes[0]
        listed = sum(not row["last"] for row in (*communes, *groups))
        known = sum(bool(row[newest]) for row in communes)
        year = newest.rpartition("_")[2]
        yield f"Directory: {listed:,} collectivities of the {year} vintage; total populations of {year} are known for {known:,} communes."

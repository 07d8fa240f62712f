"""Counts, on the directory, whom each requirement concerns, and which facts keep the rest from being told.

    python tools/count_concerned.py             # write tests/data/golden/concerned.json
    python tools/count_concerned.py --check     # write nothing, fail when the file differs

A change of one comparator in one record shows in this file: read the difference before committing it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import tnt_core as tnt
from tnt_core import bulk

ON = "2026-11-23"
GOLDEN = Path(__file__).parents[1] / "tests" / "data" / "golden" / "concerned.json"
FACTS = ("kind", "epci_type", "population_total", "population_municipal", "zone", "territory", "departement", "region")  # fmt: skip


def concerned() -> dict[str, Any]:
    """Give, by requirement, the numbers of yes, no and unknown, and the facts that are missing where it is unknown."""
    dataset = tnt.load()
    frame = tnt.directory.frame(estimate="latest")
    counts = bulk.count(frame, on=ON)
    answers = bulk.decide(frame, on=ON, keep=FACTS)
    missing: dict[str, set[str]] = defaultdict(set)
    for row in answers.unique(list(counts), keep="first").iter_rows(named=True):
        facts = dataset.vocabulary.check({name: row[name] for name in FACTS})
        for name in counts:
            if row[name] is None:
                id_, _, requirement = name.partition("/")
                rule = dataset.obligations[id_].requirement(requirement).applies
                missing[name].update(rule.decide(facts).missing)
    return {
        name: {"yes": c.yes, "no": c.no, "unknown": c.unknown, "missing": sorted(missing[name])}
        for name, c in sorted(counts.items())
    }


def written() -> str:
    """Give the golden file as it should be: one line per requirement."""
    found = concerned()
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in found.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write the golden file, or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    text = written()
    if not parser.parse_args().check:
        GOLDEN.write_text(text, encoding="utf-8")
    elif GOLDEN.read_text(encoding="utf-8") != text:
        sys.exit(f"{GOLDEN} differs from what the records give; run tools/count_concerned.py.")


if __name__ == "__main__":
    main()

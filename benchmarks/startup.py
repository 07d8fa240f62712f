"""Start-up: what importing, loading and a first answer cost, each in fresh processes, beside bare Python and our dependencies.

    python benchmarks/startup.py

Prints a table: median milliseconds and megabytes over a bare interpreter. Files are warm (in the page cache, bytecode compiled).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

RUNS = 9

FIRST_DECISION = """
import tnt_core as tnt
dataset = tnt.load()
profile = tnt.Profile(kind="commune", population_total=60_000)
assert dataset.obligations["reen-strategie"].decide(profile, on="2026-11-23").truth is tnt.Truth.YES
"""

CASES = {
    "bare Python": "pass",
    "attrs": "import attrs",
    "attrs + cattrs": "import attrs, cattrs",
    "pendulum": "import pendulum",
    "import tnt_core": "import tnt_core",
    "import tnt_core, all everyday names": "from tnt_core import *",
    "import tnt_core.rules": "import tnt_core.rules",
    "import tnt_core.deadlines": "import tnt_core.deadlines",
    "import, load, first decision": FIRST_DECISION,
    "import, load, every record built": FIRST_DECISION + "list(dataset.obligations.values())\n",
    "first profile by code": "import tnt_core; tnt_core.directory.profile('35238')",
    "first profile by name": "import tnt_core; tnt_core.directory.profile('Rennes')",
}

PROBE = """
import time, resource, sys, json
start = time.perf_counter()
{code}
spent = time.perf_counter() - start
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, len(sys.modules)]))
"""


def measure(code: str) -> tuple[float, float, int]:
    """Give milliseconds, megabytes of resident memory and modules, each the median over fresh processes."""
    samples = []
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", PROBE.format(code=code)],
            capture_output=True,
            text=True,
            check=True,
        )
        samples.append(json.loads(done.stdout))
    spent, memory, modules = (statistics.median(column) for column in zip(*samples, strict=True))
    return spent * 1000, memory / 1024, int(modules)


def command(*words: str) -> float:
    """Give the median milliseconds of a whole process of the command line."""
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "tnt_core", *words], capture_output=True, check=True)
        spent.append(time.perf_counter() - start)
    return statistics.median(spent) * 1000


def main() -> None:
    """Print the table."""
    bare = measure("pass")[1]
    print("| what | ms | MB over bare Python | modules |\n|---|--:|--:|--:|")
    for name, code in CASES.items():
        spent, memory, modules = measure(code)
        print(f"| {name} | {spent:.1f} | {memory - bare:.1f} | {modules} |")
    for words in (("--version",), ("agenda", "35238"), ("agenda", "Rennes", "--json")):
        print(f"| whole process: tnt-core {' '.join(words)} | {command(*words):.0f} | | |")


if __name__ == "__main__":
    main()

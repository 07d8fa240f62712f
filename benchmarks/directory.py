"""The directory: a first look-up in a fresh process, look-ups in a warm one, the whole country at once.

    python benchmarks/directory.py

Every answer that is timed is checked. Limits: first look-up by code 100 ms, warm by code 50 µs, memory 40 MB.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from tnt_core import directory
from tnt_core.directory.tables import table

RUNS = 9

FIRST = {
    "bare Python": "pass",
    "import tnt_core.directory": "import tnt_core.directory",
    "first profile by code": "from tnt_core import directory; assert directory.profile('35238').name == 'Rennes'",
    "first profile by SIREN": "from tnt_core import directory; assert directory.profile('213502388').code == '35238'",
    "first profile by name": "from tnt_core import directory; assert directory.profile('rennes').code == '35238'",
    "first suggestion": "from tnt_core import directory; assert directory.find('rennnes')[0].code == '35238'",
    "members of an EPCI": "from tnt_core import directory; assert len(directory.members('243500139')) == 43",
    "frame of 2025": "from tnt_core import directory; assert directory.frame(2025).height == 36342",
}

PROBE = """
import time, resource, json
start = time.perf_counter()
{code}
spent = time.perf_counter() - start
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def fresh(code: str) -> tuple[float, float]:
    """Give milliseconds and megabytes of resident memory, each the median over fresh processes."""
    samples = []
    for _ in range(RUNS):
        command = [sys.executable, "-c", PROBE.format(code=code)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        samples.append(json.loads(done.stdout))
    spent, memory = (statistics.median(column) for column in zip(*samples, strict=True))
    return spent * 1000, memory / 1024


def warm(call: Callable[[str], object], arguments: list[str]) -> float:
    """Give microseconds per call."""
    start = time.perf_counter()
    for argument in arguments:
        call(argument)
    return (time.perf_counter() - start) / len(arguments) * 1e6


def main() -> None:
    """Print both tables."""
    _, base = fresh(FIRST["bare Python"])
    print("| in a fresh process | ms | MB over bare Python |\n|---|---|---|")
    for name, code in FIRST.items():
        spent, memory = fresh(code)
        print(f"| {name} | {spent:.1f} | {memory - base:.1f} |")
    codes = [row["code"] for row in table("communes") if not row["last"]]
    names = [row["name"] for row in table("groups") if row["kind"] == "epci_fp" and not row["last"]]
    directory.find("rennes")
    print("\n| in a warm process | µs each |\n|---|---|")
    print(f"| profile, every commune once, by code | {warm(directory.profile, codes):.1f} |")
    print(f"| profile, the same code again | {warm(directory.profile, ['35238'] * 10_000):.1f} |")
    print(f"| epci_of, every commune | {warm(directory.epci_of, codes):.1f} |")
    print(f"| find, every EPCI once, by name | {warm(directory.find, names):.1f} |")
    start = time.perf_counter()
    assert len(directory.crossings(3500, 2025, 2026)) == 44
    print(
        f"| crossings of one threshold, whole country | {(time.perf_counter() - start) * 1e6:.0f} |"
    )


if __name__ == "__main__":
    main()

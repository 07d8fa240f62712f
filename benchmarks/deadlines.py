"""Deadlines beside the peers: how many answers are right, and how fast.

    python benchmarks/deadlines.py

Two tables. The first adds working days to random days, French holidays, and checks every answer against a walk day by day over the
holidays of ``tests/data/holidays.json``. The second asks each way of working for the worked cases of ``tests/data/deadline_cases.jsonl``.
A peer that is not installed is said to be missing: ``pip install holidays workalendar numpy pandas python-dateutil lexdays``.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tnt_core.deadlines import Delay, add_working_days, deadline
from tnt_core.deadlines.arrays import add_working_days_array, deadline_arrays

DATA = Path(__file__).parents[1] / "tests" / "data"
ROUNDS = 5
Day = dt.date
Add = Callable[[Day, int], Day]


def legal_holidays() -> set[Day]:
    """Give the legal holidays of metropolitan France, from the oracle of the tests."""
    years = json.loads((DATA / "holidays.json").read_text(encoding="utf-8"))["metropole"]
    return {
        Day.fromisoformat(f"{year}-{day}")
        for year, kinds in years.items()
        for day in kinds["legal"].split()
    }


def walk(day: Day, count: int, off: set[Day]) -> Day:
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5 and day not in off
    return day


def once(run: Callable[[], Any], size: int) -> float:
    """Give operations a second of a first round, before the sentences of these days were made."""
    start = time.perf_counter()
    run()
    return size / (time.perf_counter() - start)


def best(run: Callable[[], Any], size: int) -> float:
    """Give operations a second, the best of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return size / min(spent)


def adders(off: set[Day]) -> Iterator[tuple[str, Callable[[], Add]]]:
    """Name each way of adding working days, and how it is set up."""
    yield "tnt-core", lambda: add_working_days

    def numpy_busday() -> Add:
        np = import_module("numpy")
        calendar = np.busdaycalendar(holidays=sorted(off))
        return lambda day, count: np.busday_offset(
            day, count, roll="backward", busdaycal=calendar
        ).item()

    def pypi_holidays() -> Add:
        france = import_module("holidays").France(years=range(2019, 2032))
        nth: Add = france.get_nth_working_day
        return nth

    def workalendar() -> Add:
        france = import_module("workalendar.europe").France()
        add: Add = france.add_working_days
        return add

    def pandas() -> Add:
        pd = import_module("pandas")
        offsets = import_module("pandas.tseries.offsets")
        step = {n: offsets.CustomBusinessDay(n, holidays=sorted(off)) for n in range(1, 61)}
        return lambda day, count: (pd.Timestamp(day) + step[count]).date()

    def lexdays() -> Add:
        german = import_module("lexdays").calendar("de")  # it has no French calendar
        add: Add = german.add_business_days
        return add

    yield "numpy.busday_offset, one by one", numpy_busday
    yield "pandas CustomBusinessDay, kept", pandas
    yield "holidays.get_nth_working_day", pypi_holidays
    yield "workalendar.add_working_days", workalendar
    yield "lexdays, its German calendar", lexdays


def working_days_table() -> None:
    random.seed(4)
    off = legal_holidays()
    days = [Day(2020, 1, 1) + dt.timedelta(days=random.randrange(3650)) for _ in range(2000)]
    counts = [random.randint(1, 60) for _ in days]
    expected = [walk(day, count, off) for day, count in zip(days, counts, strict=True)]
    print(f"\nAdd 1 to 60 working days, {len(days)} random days of 2020-2029\n")
    print(f"{'':<36}{'right':>12}{'a second':>14}")
    for name, setup in adders(off):
        try:
            add = setup()
        except ImportError:
            print(f"{name:<36}{'missing':>12}")
            continue
        found = [add(day, count) for day, count in zip(days, counts, strict=True)]
        right = sum(answer == wanted for answer, wanted in zip(found, expected, strict=True))

        def run(add: Add = add) -> None:
            for day, count in zip(days, counts, strict=True):
                add(day, count)

        print(f"{name:<36}{f'{right}/{len(days)}':>12}{best(run, len(days)):>14,.0f}")
    columns_table(days, counts, expected)


def columns_table(days: list[Day], counts: list[int], expected: list[Day]) -> None:
    np = import_module("numpy")
    times = 100
    column, numbers = np.array(days * times, "datetime64[D]"), np.array(counts * times)
    calendar = np.busdaycalendar(holidays=sorted(legal_holidays()))
    ways: dict[str, Callable[[], Any]] = {
        "tnt-core, column": lambda: add_working_days_array(column, numbers),
        "numpy.busday_offset, column": lambda: np.busday_offset(
            column, numbers, roll="backward", busdaycal=calendar
        ),
        "tnt-core, column of franc P2M": lambda: deadline_arrays(column, "P2M", regime="franc"),
    }
    for name, run in ways.items():
        right = ""
        if "franc" not in name:
            right = f"{sum(a == b for a, b in zip(run()[: len(days)].tolist(), expected, strict=True))}/{len(days)}"
        print(f"{name:<36}{right:>12}{best(run, len(column)):>14,.0f}")


SUBDIVISIONS = {
    "metropole": None, "alsace-moselle": "57", "guadeloupe": "971", "martinique": "972", "guyane": "973", "reunion": "974",
    "mayotte": "976", "polynesie": "PF", "nouvelle-caledonie": "NC", "wallis": "WF",
}  # fmt: skip


def recipe(case: dict[str, str]) -> Day:
    """Count as most programs do: add the delay, then roll to the next business day of ``holidays``."""
    relativedelta = import_module("dateutil.relativedelta").relativedelta
    delay = Delay.parse(case["delay"].partition(";")[0])
    sign = -1 if delay.backward else 1
    start = Day.fromisoformat(case["start"])
    off = import_module("holidays").France(
        subdiv=SUBDIVISIONS[case["territory"]], years=range(start.year - 1, start.year + 2)
    )
    if delay.kind in ("ouvre", "ouvrable"):
        return walk(start, delay.days, set(off))
    day: Day = start + sign * relativedelta(months=delay.all_months, days=delay.all_days)
    while day.weekday() >= 5 or day in off:
        day += dt.timedelta(days=1)
    return day


def ours(case: dict[str, str]) -> Day:
    facts = {"completed": case["completed"]} if "completed" in case else None
    delay = case["delay"].partition(";")[0]
    return deadline(
        case["start"], delay, regime=case["regime"], territory=case["territory"], facts=facts
    ).legal_date


def cases_table() -> None:
    lines = (DATA / "deadline_cases.jsonl").read_text(encoding="utf-8").splitlines()
    every = [json.loads(line) for line in lines]
    cases = [c for c in every if c["regime"] not in ("ouvrables-count", "date-fixe", "gdpr-hours")]
    print(
        f"\nWorked cases in days, months and years ({len(cases)} of {len(every)}), every step told\n"
    )
    print(f"{'':<36}{'right':>12}{'a second':>14}")
    for name, compute in (("tnt-core", ours), ("relativedelta + holidays", recipe)):
        right = sum(str(compute(case)) == case["expected"] for case in cases)

        def run(compute: Callable[[dict[str, str]], Day] = compute) -> None:
            for case in cases:
                compute(case)

        print(f"{name:<36}{f'{right}/{len(cases)}':>12}{best(run, len(cases)):>14,.0f}")


def full_deadlines_table() -> None:
    random.seed(4)
    days = [Day(2020, 1, 1) + dt.timedelta(days=random.randrange(3650)) for _ in range(5000)]
    print("\nFull deadlines with their steps in both languages, 5,000 random days of 2020-2029\n")
    print(f"{'':<48}{'first round':>14}{'a second':>14}")
    for regime, text in (
        ("franc", "P2M"),
        ("crpa", "P2M"),
        ("ouvres", "10 jours ouvrés"),
        ("convocations", "-5 jours francs"),
    ):

        def run(regime: str = regime, text: str = text) -> None:
            for day in days:
                deadline(day, text, regime=regime)

        first = once(run, len(days))
        print(f"{f'tnt-core, {regime}, {text}':<48}{first:>14,.0f}{best(run, len(days)):>14,.0f}")
    try:
        compute = import_module("lexdays").compute
    except ImportError:
        print(f"{'lexdays':<36}{'missing':>12}")
        return

    def run_lexdays() -> None:
        for day in days:
            compute("de/zpo", day, "P1M")

    first = once(run_lexdays, len(days))
    best_of = best(run_lexdays, len(days))
    print(f"{'lexdays, de/zpo, P1M, one language':<48}{first:>14,.0f}{best_of:>14,.0f}")


def main() -> None:
    working_days_table()
    cases_table()
    full_deadlines_table()


if __name__ == "__main__":
    main()

"""Every worked case: published judgments, circulars and guides, and days derived from the rules."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from tnt_core.deadlines import REGIMES, Deadline, count_working_days, deadline

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "deadline_cases.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
COUNTS = [case for case in CASES if case["regime"] == "ouvrables-count"]
DATES = [case for case in CASES if case not in COUNTS]

# No line is kept aside: all agree with the law as it was read.


def compute(case):
    # One case writes the day of the missing items after the delay; it is a fact.
    delay = case["delay"].partition(";")[0]
    facts = {"completed": case["completed"]} if "completed" in case else None
    return deadline(
        case["start"], delay, regime=case["regime"], territory=case["territory"], facts=facts
    )


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["id"])
def test_a_worked_case_gives_the_expected_day(case):
    found = compute(case)
    if "T" in case["expected"]:
        assert found.instant.isoformat() == case["expected"]
        assert found.zone == case.get("tz", "Europe/Paris")
    else:
        assert str(found.legal_date) == case["expected"]
    if "at" in case:
        assert f"{found.instant:%H:%M}" == case["at"]


@pytest.mark.parametrize("case", COUNTS, ids=lambda case: case["id"])
def test_a_worked_count_gives_the_expected_number(case):
    first, last = map(dt.date.fromisoformat, re.findall(r"\d{4}-\d\d-\d\d", case["delay"]))
    days = count_working_days(first, last, case["territory"], week="ouvrable")
    assert days == int(case["expected"])
    # The regime of the same name is the inverse: a leave of so many days ends on the last one that counts.
    leave = deadline(first, f"{days} jours ouvrables", regime="ouvrables-count")
    assert count_working_days(first, leave.legal_date, week="ouvrable") == days


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["id"])
def test_a_worked_case_is_told_in_numbered_steps_and_survives_json(case):
    found = compute(case)
    assert [step.number for step in found.steps] == list(range(1, len(found.steps) + 1))
    assert all(step.text.fr != step.text.en for step in found.steps)
    assert not any("{" in step.text.fr + step.text.en for step in found.steps)
    assert found.steps[-1].day == found.legal_date
    assert Deadline.from_json(found.to_json()) == found


def test_every_case_names_a_known_regime():
    assert {case["regime"] for case in CASES} <= set(REGIMES)


ELSEWHERE = [
    # the déféré received on 9 January 2017 (M. Coulibaly, Les actes administratifs unilatéraux, p. 68)
    ("franc", "2017-01-09", "P2M", "2017-03-10"),
    # CE, 29 June 2023, n° 470217: order notified on 20 December 2022, appeal of 5 January in time; and the example of vagneux.fr, 27 October 2023
    ("franc", "2022-12-20", "P15D", "2023-01-05"),
    ("franc", "2023-10-12", "P15D", "2023-10-30"),
    # Me Icard, consultation.avocat.fr, article 2969194: received on 12 November 2024 (the year of the end is misprinted there)
    ("franc", "2024-11-12", "P2M", "2025-01-13"),
    # alexia.fr 451167: received on 11 January 2024, refused on 11 February, a Sunday
    ("crpa", "2024-01-11", "P1M", "2024-02-11"),
    # Congrès des notaires 2024: filed on 2 January, until 2 February
    ("urbanisme", "2024-01-02", "P1M", "2024-02-02"),
]
"""Published examples that the file of cases does not hold."""


@pytest.mark.parametrize(("regime", "start", "delay", "expected"), ELSEWHERE)
def test_an_example_published_elsewhere_gives_its_day(regime, start, delay, expected):
    assert str(deadline(start, delay, regime=regime).legal_date) == expected


def test_the_council_of_26_december_1989_was_convened_in_time():
    # CE, 13 October 1993, d'André, n° 141677: sent on the 21st, three clear days, with a week-end and Christmas in between
    found = deadline("1989-12-26", "3 jours francs", regime="convocations")
    assert found.in_time("1989-12-21") is True
    assert str(found.legal_date) == "1989-12-22"

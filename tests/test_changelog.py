"""The changelog's data section counts what the data hold."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

import tnt_core
from tnt_core.model.converter import SCHEDULES
from tnt_core.packages import read_bytes

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"
TAGS = {kind: tag for tag, kind in SCHEDULES.items()}


@pytest.fixture(scope="module")
def section():
    if not CHANGELOG.is_file():
        pytest.skip("the changelog is not beside the tests")
    heading = f"### Data {tnt_core.data_info().version}"
    return CHANGELOG.read_text(encoding="utf-8").split(heading)[1].split("\n## ")[0]


def test_the_totals_are_those_of_the_data(section):
    dataset = tnt_core.load()
    requirements = sum(len(o.requirements) for o in dataset.obligations.values())
    examples = sum(map(len, json.loads(read_bytes("examples")).values()))
    facts, scopes = len(dataset.vocabulary.facts), len(dataset.vocabulary.scopes)
    totals = (
        f"{len(dataset.obligations)} obligations, {requirements} requirements, "
        f"{examples:,} worked examples, {len(dataset.texts)} texts of law, {facts} facts, {scopes} scopes."
    )
    assert totals in " ".join(section.split())


def test_the_counts_by_theme_nature_schedule_and_confidence_are_those_of_the_data(section):
    dataset = tnt_core.load()
    obligations = list(dataset.obligations.values())
    counts = Counter(dataset.themes[o.theme].title.en for o in obligations)
    counts += Counter(o.nature for o in obligations)
    counts += Counter(o.confidence for o in obligations)
    counts += Counter(TAGS[type(r.schedule)] for o in obligations for r in o.requirements)
    cells = [cell.strip() for cell in section.replace("\n", " ").split("|")]
    written = dict(pairwise(cells))
    assert {name: written.get(name) for name in counts} == {n: str(c) for n, c in counts.items()}

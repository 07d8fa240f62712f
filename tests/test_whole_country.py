"""Every commune and EPCI of France has a valid profile and an agenda, and both ways of deciding agree."""

import importlib.util
import json
from pathlib import Path

import polars as pl
import pytest

import tnt_core as tnt
from tnt_core import bulk
from tnt_core.rules import Truth

ON = "2026-11-23"
TOOL = Path(__file__).parents[1] / "tools" / "count_concerned.py"
GOLDEN = Path(__file__).parent / "data" / "golden" / "concerned.json"
WRITTEN = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}


@pytest.fixture(scope="module")
def country():
    frame = tnt.directory.frame(estimate="latest")
    return frame.filter(pl.col("kind").is_in(["commune", "epci_fp"]))


def test_every_commune_and_epci_gives_a_valid_profile(country):
    vocabulary = tnt.load().vocabulary
    for row in country.iter_rows(named=True):
        profile = tnt.directory.profile(f"{row['kind']}:{row['code']}", estimate="latest")
        facts = vocabulary.check(profile.known())
        for name in ("kind", "population_total", "population_municipal", "departement", "zone"):
            assert facts.get(name) == row[name], row["code"]


def test_every_commune_and_epci_has_an_agenda_and_columns_answer_like_rows(country):
    answers = bulk.decide(country, on=ON, keep=["kind", "code"])
    requirements = answers.columns[2:]
    # Collectivities that every requirement answers alike stand for one another.
    for row in answers.unique(requirements, keep="first").iter_rows(named=True):
        profile = tnt.directory.profile(f"{row['kind']}:{row['code']}", estimate="latest")
        natures = ["obligation", "recommendation", "faculty", "draft"]
        agenda = tnt.agenda(profile, on=ON, natures=natures, minor=True)
        found = {"/".join(item.key): WRITTEN[item.decision.truth] for item in agenda}
        assert found == {name: row[name] for name in requirements}, row["code"]


def test_whom_each_requirement_concerns_is_pinned():
    """A change of one comparator shows here; ``tools/count_concerned.py`` writes the file anew.

    A requirement that the file does not name yet is free until then; one that it names must be there.
    """
    spec = importlib.util.spec_from_file_location("count_concerned", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    pinned = json.loads(GOLDEN.read_text(encoding="utf-8"))
    found = tool.concerned()
    assert {name: found.get(name) for name in pinned} == pinned

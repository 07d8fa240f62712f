"""The page "Counting days" and its pictures follow from the records."""

import importlib
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
import pytest

from tnt_core.deadlines import REGIMES
from tnt_core.deadlines.worked import solve

DOCS = Path(__file__).parents[2] / "docs"
page = importlib.import_module("regimes")
timelines = importlib.import_module("timelines")

SOURCE = (DOCS / "deadlines.md").read_text(encoding="utf-8")
WRITTEN = page.expand(SOURCE, REGIMES)


@pytest.mark.parametrize("regime", REGIMES)
def test_a_picture_is_drawn_of_every_regime_and_says_each_step_with_its_article(regime):
    found = solve(REGIMES[regime].examples[0], REGIMES[regime])
    drawn = " ".join(ET.fromstring(timelines.draw(found)).itertext())
    for step in found.steps:
        assert step.text.en in drawn
        assert step.article in drawn


@pytest.mark.parametrize("regime", REGIMES)
def test_the_page_shows_every_regime_with_its_texts_its_picture_and_a_worked_example(regime):
    record = REGIMES[regime]
    for line in page.details(record):
        assert line in WRITTEN
    assert f"`{regime}`" in WRITTEN
    assert all(citation.article in WRITTEN for citation in record.citations)
    assert f"({page.PICTURES}/{page.picture(regime)})" in WRITTEN
    assert str(record.examples[0].legal_date.year) in WRITTEN


def test_a_regime_that_no_page_explains_has_a_section_of_its_own():
    new = attrs.evolve(REGIMES["cnen"], id="new-one")
    records = {**REGIMES, "new-one": new}
    written = page.expand(SOURCE, records)
    assert f"### {new.label.en}: `new-one`\n\n{new.summary.en}\n\n{new.note.en}\n" in written
    assert "(_static/timelines/new-one.svg)" in written


def test_nothing_is_left_to_be_filled_in():
    assert "```{" not in WRITTEN.replace("```{eval-rst}", "")


def test_pictures_are_written_anew_only_where_they_changed(tmp_path):
    page.draw_pictures(tmp_path, REGIMES)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert {file.name for file in before} == {page.picture(regime) for regime in REGIMES}
    page.draw_pictures(tmp_path, REGIMES)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before

"""The packaged data: made from the records, whole, and right by their own examples."""

from pathlib import Path

import tnt_core
from tnt_core.cli import main

RECORDS = Path(__file__).parents[1] / "records"
PACKAGED = Path(tnt_core.__file__).parent / "data"


def test_the_data_package_is_what_the_records_give(capsys):
    code = main(["compile", str(RECORDS), "--out", str(PACKAGED), "--check"])
    assert (code, capsys.readouterr().err) == (0, "")


def test_every_hash_and_every_example_of_the_data_holds(capsys):
    code = main(["verify"])
    assert (code, capsys.readouterr().err) == (0, "")


def test_no_draft_is_law_and_every_record_has_its_sources():
    for obligation in tnt_core.load().obligations.values():
        bill = all(
            tnt_core.load().texts[citation.text].kind == "projet"
            for requirement in obligation.requirements
            for citation in requirement.legal
        )
        assert obligation.nature == "draft" or not bill or not obligation.requirements[0].legal
        assert obligation.sources, obligation.id


def test_every_fact_about_the_collectivity_is_asked_in_a_group():
    vocabulary = tnt_core.load().vocabulary
    for fact in vocabulary.facts.values():
        assert fact.group in (vocabulary.groups if fact.about == "collectivity" else {fact.about})

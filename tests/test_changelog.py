"""The changelog's totals are made: ``tnt-core compile`` counts what the data hold and writes them."""

import json

import pytest

from tnt_core.cli import main
from tnt_core.export.datapackage import package_files
from tnt_core.export.totals import BEGIN, END, totals, with_totals

PAGE = f"# Changelog\n\n## Data\n\nBy hand.\n\n{BEGIN}\nwhatever\n{END}\n\nBy hand too.\n"


@pytest.fixture
def beside(own_records):
    """Give the folder of a small set of records, with a changelog beside it."""
    folder = own_records("dataset.toml", "2026.1.0", "2026.1.0")
    changelog = folder.parent / "CHANGELOG.md"
    changelog.write_text(PAGE, encoding="utf-8")
    return folder, changelog


def compiled(folder, *words):
    return main(
        ["compile", str(folder), "--out", str(folder.parent / "out"), "--lang", "en", *words]
    )


def test_compile_writes_the_totals_between_the_marks_and_check_tells_stale_ones(beside, capsys):
    folder, changelog = beside
    assert compiled(folder) == 0
    page = changelog.read_text(encoding="utf-8")
    assert "3 obligations, " in page
    assert (page.startswith("# Changelog\n\n## Data\n\nBy hand."), page.endswith("By hand too.\n")) == (True, True)  # fmt: skip
    assert compiled(folder, "--check") == 0
    changelog.write_text(page.replace("3 obligations", "4 obligations"), encoding="utf-8")
    capsys.readouterr()
    assert compiled(folder, "--check") == 2
    assert "CHANGELOG.md. Run: tnt-core compile" in capsys.readouterr().err
    assert compiled(folder) == 0
    assert changelog.read_text(encoding="utf-8") == page


def test_a_page_without_marks_stays_as_it_is(beside):
    folder, changelog = beside
    changelog.write_text("# By hand\n", encoding="utf-8")
    assert compiled(folder) == compiled(folder, "--check") == 0
    assert changelog.read_text(encoding="utf-8") == "# By hand\n"


def test_the_totals_count_what_the_records_hold(sample_resources):
    counted = totals(sample_resources, package_files(sample_resources))
    obligations = sample_resources["obligations"].values()
    requirements = [r for o in obligations for r in o["requirements"]]
    examples = sum(map(len, sample_resources["examples"].values()))
    facts = sample_resources["vocabulary"]["facts"]
    assert counted.startswith(
        f"State of 31 January 2026. {len(obligations)} obligations, {len(requirements)} requirements, {examples} worked examples, "
        f"2 texts of law, {len(facts)} facts, "
    )
    assert "| Lighting | 3 |" in counted
    assert f"| obligation | {sum(o['nature'] == 'obligation' for o in obligations)} | " in counted
    cells = counted.split("|")
    for kind in {r["schedule"]["type"] for r in requirements}:
        count = sum(r["schedule"]["type"] == kind for r in requirements)
        assert cells[cells.index(f" {kind} ") + 1] == f" {count} "
    assert "Directory" not in counted


def test_one_record_more_is_one_more_in_the_totals(sample_resources):
    more = json.loads(json.dumps(sample_resources))
    more["obligations"]["twin"] = {**more["obligations"]["lamps"], "id": "twin"}
    before, after = (totals(r, package_files(r)) for r in (sample_resources, more))
    assert ("3 obligations" in before, "4 obligations" in after) == (True, True)


def test_the_directory_is_counted_by_its_newest_vintage(sample_resources):
    tables = {
        "directory/communes.csv": b"code,last,total_2026\n1,,5\n2,2024,6\n3,,\n",
        "directory/groups.csv": b"code,last,total_2026\n9,,7\n",
    }
    assert totals(sample_resources, tables).endswith(
        "Directory: 3 collectivities of the 2026 vintage; total populations of 2026 are known for 2 communes."
    )


def test_what_the_words_hold_is_taken_as_it_is():
    assert with_totals(PAGE, r"\1 \g<0>").count(r"\1 \g<0>") == 1

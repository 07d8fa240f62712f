"""The law of time limits as records: what the compiler reads, runs and refuses."""

import re
import shutil
from pathlib import Path

import pytest

from tnt_core import packages
from tnt_core.deadlines import REGIMES, deadline
from tnt_core.deadlines.holiday_rules import place
from tnt_core.errors import DataError, RecordsError
from tnt_core.records import compile_records
from tnt_core.store import load

RECORDS = Path(__file__).parents[1] / "records"


@pytest.fixture
def records(sample, tmp_path):
    """Give a small folder of records with the whole law beside it."""
    folder = tmp_path / "records"
    shutil.copytree(sample, folder)
    for name in ("regimes", "holidays"):
        shutil.copytree(RECORDS / name, folder / name)
    return folder


def edit(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_law_of_the_records_is_compiled_and_stands_in_for_that_of_the_package(records):
    edit(records, "holidays/mayotte.toml", "day = 27", "day = 28")
    edit(records, "holidays/mayotte.toml", "2026-04-27", "2026-04-28")
    with pytest.raises(RecordsError, match=r"regimes/cpc.toml: examples\[0\]: legal_date"):
        compile_records(records)
    edit(records, "regimes/cpc.toml", "legal_date = 2026-04-28", "legal_date = 2026-04-27")
    compiled = compile_records(records)
    assert compiled["regimes"].keys() == REGIMES.keys()
    with packages.instead({name: compiled[name] for name in ("regimes", "holidays")}):
        moved = deadline("2026-03-27", "P1M", regime="cpc", territory="mayotte")
    assert str(moved.legal_date) == "2026-04-27"
    assert (
        str(deadline("2026-03-27", "P1M", regime="cpc", territory="mayotte").legal_date)
        == "2026-04-28"
    )


def test_a_new_regime_is_one_file(records):
    new = (RECORDS / "regimes" / "cnen.toml").read_text(encoding="utf-8")
    (records / "regimes" / "new-one.toml").write_text(
        new.replace('id = "cnen"', 'id = "new-one"'), encoding="utf-8"
    )
    with packages.instead({"regimes": compile_records(records)["regimes"]}):
        found = deadline("2026-05-04", "P6W", regime="new-one")
        assert found.legal_date == deadline("2026-05-04", "P6W", regime="cnen").legal_date


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("regimes/franc.toml", "legal_date = 2026-11-12", "legal_date = 2026-11-11", r"examples\[0\]: legal_date: expected 2026-11-11, got 2026-11-12"),
        ("regimes/franc.toml", 'delay = "P2M"\nlegal', 'delay = "72 h"\nlegal', r"examples\[0\]: regime 'franc' cannot count"),
        ("regimes/gdpr-hours.toml", "instant = ", 'instant = "2026" #', r"instant: expected 2026,"),
        ("regimes/franc.toml", 'id = "franc"', 'id = "frank"', "id: the file must be regimes/frank.toml"),
        ("regimes/franc.toml", "clear = true", "cleer = true", "unknown field 'cleer'. Nearest: clear"),
        ("regimes/franc.toml", "clear = true", "clear = 1", "clear: expected bool, got 1"),
        ("regimes/crpa.toml", 'aliases = ["silence"]', 'aliases = ["franc"]', "'franc' is a name of"),
        ("regimes/heures.toml", "[[examples]]", "[[example]]", "unknown field 'example'. Nearest: examples"),
        ("holidays/mayotte.toml", "2026-04-27, ", "", r"examples\[0\]: days: expected"),
        ("holidays/mayotte.toml", 'id = "mayotte"', 'id = "mayote"', "unknown territory 'mayote'. Nearest: mayotte"),
        ("holidays/mayotte.toml", "month = 4\n", "", r"holidays\[0\]: a holiday is given by month and day, or by easter"),
        ("holidays/mayotte.toml", "month = 4", "month = 13", "is not a day of the calendar"),
        ("holidays/mayotte.toml", "[[examples]]", "[[holidays]]\neaster = 3\n[[examples]]", "missing 'name'"),
    ],
)  # fmt: skip
def test_a_fault_of_the_law_is_told_with_its_place(records, file, old, new, said):
    edit(records, file, old, new)
    with pytest.raises(RecordsError, match=said) as refused:
        compile_records(records)
    assert all(fault.file == file for fault in refused.value.faults)


@pytest.mark.parametrize("file", ["regimes/heures.toml", "holidays/spm.toml"])
def test_each_record_of_the_law_shows_an_example(records, file):
    path = records / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[[examples]]")], encoding="utf-8")
    with pytest.raises(RecordsError, match="examples: at least one example is needed"):
        compile_records(records)


def test_an_overlay_adds_no_law(tmp_path):
    (tmp_path / "regimes").mkdir()
    shutil.copy(RECORDS / "regimes" / "cnen.toml", tmp_path / "regimes")
    with pytest.raises(
        RecordsError, match=r"read your regimes with tnt_core\.deadlines\.read_regimes"
    ):
        load([tmp_path])


def test_law_that_cannot_be_read_is_a_data_error_with_its_place():
    tables = packages.read_json("regimes")
    broken = {**tables, "franc": {**tables["franc"], "units": 3}}
    with packages.instead({"regimes": broken, "holidays": {"national": {}}}):
        with pytest.raises(DataError, match=r"regimes\.json: franc\.units: expected list, got 3"):
            deadline("2026-11-20", "P2M", regime="franc")
        with pytest.raises(DataError, match=r"holidays\.json: national.id: missing 'id'"):
            place("national")
        with pytest.raises(DataError, match=r"holidays\.json: spm: expected table, got None"):
            place("spm")
    assert str(deadline("2026-11-20", "P2M", regime="franc").legal_date) == "2027-01-21"


def test_the_regimes_show_themselves_shortly():
    assert repr(REGIMES) == f"<{len(REGIMES)} regimes: {', '.join(list(REGIMES)[:3])}…>"
    assert all(len(repr(regime)) <= 200 for regime in REGIMES.values())
    assert "spam" not in REGIMES


@pytest.mark.parametrize("key", ["count", "extension", "clear", "distance"])
def test_all_that_a_regime_does_has_its_article(records, key):
    path = records / "regimes/franc.toml"
    head, articles = path.read_text(encoding="utf-8").split("[articles]\n", 1)
    without = re.sub(rf"^{key} = .*\n", "", articles, count=1, flags=re.MULTILINE)
    assert without != articles
    path.write_text(f"{head}[articles]\n{without}", encoding="utf-8")
    with pytest.raises(RecordsError, match=f"articles.{key}: the article that says"):
        compile_records(records)


def test_a_fact_without_a_group_is_told(records):
    with (records / "facts.toml").open("a", encoding="utf-8") as facts:
        facts.write('[groups]\nprofile = { fr = "qui vous êtes", en = "who you are" }\n')
    with pytest.raises(RecordsError, match="group: the group in which a questionnaire asks"):
        compile_records(records)

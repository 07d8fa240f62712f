"""A small set of records that binds from 1 001 to 1 999 inhabitants, and a commune that grew past its threshold."""

import shutil
from pathlib import Path

import pytest

from tnt_core.directory import crossings
from tnt_core.model.dataset import Dataset
from tnt_core.records import compile_records

RECORDS = Path(__file__).parents[2] / "records"


@pytest.fixture(scope="session")
def dataset(sample, tmp_path_factory):
    """Give the small set of records with the vocabulary of the real one, which has all that profiles know."""
    folder = tmp_path_factory.mktemp("outlook") / "records"
    shutil.copytree(sample, folder)
    facts = (RECORDS / "facts.toml").read_text(encoding="utf-8")
    _, lamps, own = (sample / "facts.toml").read_text(encoding="utf-8").partition("[has_lamps]\n")
    lamps += 'group = "services_run"\n'
    (folder / "facts.toml").write_text(f"{facts}\n{lamps}{own}", encoding="utf-8")
    scopes = folder / "scopes.toml"
    rule = scopes.read_text(encoding="utf-8").replace(
        "> 1_000", "> 1_000 and population_total < 2_000"
    )
    scopes.write_text(rule, encoding="utf-8")
    return Dataset.from_resources(compile_records(folder))


@pytest.fixture(scope="session")
def grown():
    """Give a commune whose total population rose from 1 000 or less to more from 2024 to 2025."""
    return crossings(1001, 2024, 2025, fact="population_total", kinds=["commune"]).upward[0]

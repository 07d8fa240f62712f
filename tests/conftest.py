import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

collect_ignore = ["typing"]  # for the type checker only

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    """Keep the data path, the language and the width of the terminal out of every test."""
    monkeypatch.delenv("TNT_DATA_PATH", raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def fresh_store():
    """Forget loaded data before and after a test that changes where they come from."""
    from tnt_core import store

    store.reset()
    yield store
    store.reset()


@pytest.fixture(scope="session")
def sample():
    """Give the folder of a small set of records, with every kind of schedule, an end, an alias and a draft."""
    return Path(__file__).parent / "data" / "records"


@pytest.fixture(scope="session")
def sample_resources(sample):
    from tnt_core.records import compile_records

    return compile_records(sample)


@pytest.fixture(scope="session")
def sample_dataset(sample_resources):
    from tnt_core.model.dataset import Dataset

    return Dataset.from_resources(sample_resources)


@pytest.fixture
def own_records(sample, tmp_path):
    """Give a copy of the small set that a test may spoil, and a function that replaces words in one file."""
    folder = tmp_path / "records"
    shutil.copytree(sample, folder)

    def edit(name, old, new):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit

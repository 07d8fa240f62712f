import os

import pytest
from hypothesis import settings

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

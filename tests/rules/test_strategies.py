import importlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.errors import MissingExtraError
from tnt_core.strategies import facts, values, vocabularies


@given(st.data())
def test_drawn_facts_are_checked_facts(data):
    vocabulary = data.draw(vocabularies())
    drawn = data.draw(facts(vocabulary, complete=True))
    assert len(drawn) == len(vocabulary.facts)
    assert vocabulary.check(dict(drawn)) == drawn


@given(st.data())
def test_drawn_values_suit_their_fact(data):
    vocabulary = data.draw(vocabularies(scopes=False))
    assert not vocabulary.scopes
    for name, fact in vocabulary.facts.items():
        value = data.draw(values(fact))
        assert vocabulary.check({name: value})[name] == value


def test_strategies_without_hypothesis_say_what_to_install(monkeypatch):
    import tnt_core.strategies as module

    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.setitem(sys.modules, "hypothesis.strategies", None)
    with pytest.raises(MissingExtraError, match=r"tnt-core\[test\]"):
        importlib.reload(module)


def test_the_engine_imports_nothing_of_the_rest_of_the_package_and_nothing_heavy():
    code = (
        "import sys; import tnt_core.rules; "
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in "
        "{'tnt_core', 'hypothesis', 'narwhals', 'numpy', 'cattrs', 'pendulum'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    own = {
        name
        for name in loaded
        if name.startswith("tnt_core") and not name.startswith(("tnt_core.rules", "tnt_core.facts"))
    }
    assert own == {
        "tnt_core",
        "tnt_core.showing",
        "tnt_core.errors",
        "tnt_core.texts",
        "tnt_core.days",
    }
    assert {name.split(".")[0] for name in loaded} == {"tnt_core"}

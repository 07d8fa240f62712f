"""What type checkers say of code that uses the package."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WRONG = Path("tests", "typing", "wrong", "after_an_if.py")


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_a_type_checker_reads_on_under_an_if_of_an_answer(checker):
    if importlib.util.find_spec(checker) is None:
        pytest.skip(f"{checker} is not installed")
    found = subprocess.run(
        [sys.executable, "-m", checker, str(WRONG)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    lines = (ROOT / WRONG).read_text(encoding="utf-8").splitlines()
    wrong = [number for number, line in enumerate(lines, 1) if '= "wrong"' in line]
    assert len(wrong) == 2
    for number in wrong:
        [said] = [line for line in found.splitlines() if f"after_an_if.py:{number}:" in line]
        assert "error" in said, found
    assert "2 errors" in found, found

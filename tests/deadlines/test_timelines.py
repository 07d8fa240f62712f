"""The pictures of the page "Counting days" say what the engine computes."""

import importlib.util
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tnt_core.deadlines import REGIMES

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location(
    "draw_timelines", ROOT / "tools" / "draw_timelines.py"
)
timelines = importlib.util.module_from_spec(spec)
spec.loader.exec_module(timelines)

PAGE = (ROOT / "docs" / "deadlines.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("regime", timelines.EXAMPLES)
def test_a_picture_is_drawn_from_the_present_answer(regime):
    drawn = timelines.draw(timelines.compute(regime))
    assert timelines.file_of(regime).read_text(encoding="utf-8") == drawn
    ET.fromstring(drawn)


def test_every_regime_has_its_picture():
    assert set(timelines.EXAMPLES) == set(REGIMES)


def test_the_page_explains_every_regime_and_shows_every_picture():
    shown = set(re.findall(r"timelines/([\w-]+\.svg)", PAGE))
    assert shown == {timelines.file_of(regime).name for regime in timelines.EXAMPLES}
    for regime in REGIMES:
        assert f"`{regime}`" in PAGE

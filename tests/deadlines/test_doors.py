"""The names of the room: a written list, each loaded when it is first used."""

import subprocess
import sys

import pytest

import tnt_core.deadlines as room


def test_the_names_are_a_written_list_and_all_are_there():
    assert len(room.__all__) == len({*room.__all__})
    assert {*room._HOMES} == {*room.__all__} == {*dir(room)}
    for name in room.__all__:
        assert getattr(room, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'deadlnie'"):
        room.deadlnie  # noqa: B018


def loaded_by(code):
    probe = f"import sys; {code}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_reading_a_delay_loads_neither_regimes_nor_calendars():
    loaded = loaded_by("import tnt_core.deadlines.delays")
    assert not {"tnt_core.deadlines.regimes", "tnt_core.deadlines.calendars"} & loaded


def test_the_engine_is_light_until_an_instant_or_a_recurrence_is_asked_for():
    loaded = loaded_by(
        "import tnt_core.deadlines as d; d.deadline('2026-11-20', 'P2M', regime='crpa')"
    )
    assert not {"pendulum", "dateutil", "numpy", "cattrs", "zoneinfo"} & loaded

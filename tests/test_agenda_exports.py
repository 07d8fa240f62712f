"""An agenda written into files: the format by the suffix, one file a format."""

import json
import sys
import tomllib
from pathlib import Path

import icalendar
import pytest

import tnt_core as tnt
from tnt_core.agendas import agenda
from tnt_core.errors import DataError, MissingExtraError, UnknownNameError
from tnt_core.export import formats, write
from tnt_core.facts import FactTable
from tnt_core.model.dataset import Dataset

TABLE = Path(__file__).parent / "data/records/facts.toml"
LAMPS = FactTable.from_table(tomllib.loads(TABLE.read_text(encoding="utf-8")))
TOWN = tnt.Profile(
    kind="commune", population_total=1001, code="99999", facts={"has_lamps": True}, vocabulary=LAMPS
)


@pytest.fixture
def of(sample_dataset):
    def make(profile=TOWN, on="2016-06-01", **given):
        return agenda(profile, on=on, minor=True, dataset=sample_dataset, **given)

    return make


def events(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_the_json_of_an_agenda_is_its_own(of, tmp_path):
    path = write(of(), tmp_path / "agenda.JSON")
    assert json.loads(path.read_bytes()) == of().to_json()
    assert path.read_bytes() == write(of(), tmp_path / "again.json", "fr").read_bytes()


def test_a_calendar_holds_the_days_to_come_of_what_binds(of, tmp_path):
    found = events(write(of(until="2018-06-30"), tmp_path / "agenda.ics", "fr"))
    assert {uid: str(event["dtstart"].dt) for uid, event in found.items()} == {
        "lamps/large@99999.tnt-core": "2017-01-01",
        "lamps-report/yearly/2016-06-30@99999.tnt-core": "2016-06-30",
        "lamps-report/yearly/2017-06-30@99999.tnt-core": "2017-06-30",
        "lamps-report/yearly/2018-06-30@99999.tnt-core": "2018-06-30",
    }
    large = found["lamps/large@99999.tnt-core"]
    assert " — " in str(large["summary"])
    assert str(large["dtend"].dt) == "2017-01-02"
    assert "Seuls les textes font foi" in str(large["description"])


def test_a_calendar_is_the_same_each_time_and_in_the_language_asked_for(of, tmp_path):
    one, two = (write(of(), tmp_path / name, "en").read_bytes() for name in ("a.ics", "b.ics"))
    assert one == two
    assert b"Only the texts of law bind" in one
    assert b"Seuls" in write(of(), tmp_path / "c.ics", "fr").read_bytes()


def test_a_day_that_depends_on_facts_says_which(of, tmp_path):
    found = events(write(of(tnt.Profile(kind="commune")), tmp_path / "agenda.ics", "en"))
    large = found["lamps/large@commune.tnt-core"]
    assert str(large["summary"]).endswith("(to be checked)")
    assert "Depends on: " in str(large["description"])


def test_a_draft_is_said_to_be_one(sample_resources, tmp_path):
    resources = json.loads(json.dumps(sample_resources))
    [bill] = resources["obligations"]["lamps-bill"]["requirements"]
    bill["schedule"] = {"type": "milestone", "due": "2030-01-01", "text": "loi-1"}
    found = agenda(TOWN, on="2016-06-01", natures="draft", dataset=Dataset.from_resources(resources))  # fmt: skip
    [event] = events(write(found, tmp_path / "agenda.ics", "en")).values()
    assert str(event["summary"]).startswith("[draft] ")


def test_what_does_not_concern_the_collectivity_has_no_day(of, tmp_path):
    found = of(facts={"has_lamps": False})
    assert {item.state.value for item in found} == {"not-concerned"}
    assert events(write(found, tmp_path / "agenda.ics")) == {}


def test_a_calendar_says_that_a_date_may_have_moved(sample_resources, tmp_path):
    resources = json.loads(json.dumps(sample_resources))
    # The newer version's day of publication is not known: only that it binds from 2017 on.
    del resources["obligations"]["lamps"]["requirements"][0]["schedule"]["published"]
    dataset = Dataset.from_resources(resources)
    found = agenda(TOWN, on="2011-01-01", known_on="2014-01-01", dataset=dataset)
    large = events(write(found, tmp_path / "a.ics", "en"))["lamps/large@99999.tnt-core"]
    assert "This date may have changed since." in str(large["description"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("agenda.ic", "unknown format of an agenda 'ic'. Nearest: ics"),
        ("agenda", "unknown format of an agenda 'agenda'. Known: "),
    ],
)
def test_a_suffix_of_no_format_is_refused_with_those_that_there_are(of, tmp_path, name, said):
    with pytest.raises(UnknownNameError) as caught:
        write(of(), tmp_path / name)
    assert said in caught.value.message.en


def test_a_file_that_cannot_be_written_is_told(of, tmp_path):
    with pytest.raises(DataError, match="cannot be written"):
        write(of(), tmp_path / "no-such-folder" / "agenda.json")


def test_a_calendar_without_its_library_says_what_to_install(of, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match="export"):
        write(of(), tmp_path / "agenda.ics")
    assert not (tmp_path / "agenda.ics").exists()


def test_a_new_format_is_one_file(of, tmp_path, monkeypatch):
    exporter = tmp_path / "agenda_lines.py"
    exporter.write_text(
        "def written(agenda, lang):\n"
        "    return '\\n'.join(i.obligation.title.get(lang) for i in agenda).encode()\n"
    )
    monkeypatch.setattr(tnt.export, "__path__", [*tnt.export.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "tnt_core.export.agenda_lines", raising=False)
    assert "lines" in formats()
    path = write(of(), tmp_path / "agenda.lines", "fr")
    assert path.read_text(encoding="utf-8").splitlines() == [i.obligation.title.fr for i in of()]


@pytest.mark.parametrize("format_", formats())
def test_every_format_writes_the_agenda_of_a_town(tmp_path, format_):
    town = tnt.directory.profile("35238", on="2026-11-23", estimate="latest")
    found = tnt.agenda(town, on="2026-11-23", until="2027-12-31")
    path = write(found, tmp_path / f"rennes.{format_}", "fr")
    assert path.stat().st_size > 1000


def test_no_two_days_of_a_calendar_bear_one_name(tmp_path):
    town = tnt.directory.profile("35238", on="2026-11-23", estimate="latest")
    found = tnt.agenda(town, on="2026-11-23", until="2030-12-31", minor=True)
    written = write(found, tmp_path / "rennes.ics").read_bytes()
    names = [str(e["uid"]) for e in icalendar.Calendar.from_ical(written).walk("VEVENT")]
    assert len(names) == len({*names}) > 50

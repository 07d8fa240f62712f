"""The commands aids, services, groups and consult: what they print."""

import json

import pytest

from tnt_core.cli import main
from tnt_core.export.datapackage import package_files, write_package


@pytest.fixture
def run(capsys):
    def call(*words):
        code = main(words)
        out, err = capsys.readouterr()
        return code, " ".join(out.split()), err

    return call


@pytest.fixture
def run_json(capsys):
    def call(*words):
        assert main((*words, "--json")) == 0
        return json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def _small(fresh_store, monkeypatch, sample_resources, tmp_path):
    """Put the small set of records in the place of the packaged data."""
    folder = tmp_path / "package"
    write_package(package_files(sample_resources), folder)
    monkeypatch.setenv("TNT_DATA_PATH", str(folder))
    fresh_store.reset()


TOWN = ("--kind", "commune", "--population", "900")


def test_aids_for_an_obligation_come_first_with_their_amount(run):
    code, out, _ = run("aids", *TOWN, "--on", "2021-09-01", "--helps", "urbanisme-sve", "--lang", "fr", "--fact", "runs_planning_service=oui", "--fact", "communes_attached=10")  # fmt: skip
    assert code == 0
    assert "commune — 1er septembre 2021 Peut être demandée" in out
    assert "(fr-relance-demat-ads) ouverte jusqu'en 2022, 8 000 €" in out
    assert "pour tout projet numérique" in out
    assert "anssi-ralec-2025" not in out


def test_aids_say_what_is_missing(run):
    _, out, _ = run("aids", *TOWN, "--on", "2021-09-01", "--theme", "urbanisme-territoire", "--lang", "en")  # fmt: skip
    assert "Depends on facts not known" in out
    assert "from €4,000 to €16,000" in out
    assert "missing: planning service, municipalities attached to the planning service" in out


def test_an_obligation_that_no_aid_aims_at_is_said(run):
    _, out, _ = run(
        "aids", *TOWN, "--on", "2026-11-23", "--helps", "reen-strategie", "--lang", "en"
    )
    assert "No open aid that is known aims at this obligation." in out


def test_closed_aids_are_shown_only_when_asked_for(run):
    words = ("aids", *TOWN, "--on", "2026-11-23", "--lang", "en", "--theme", "cybersecurite")
    assert "Closed, or not eligible" not in run(*words)[1]
    _, out, _ = run(*words, "--all", "--fact", "region=53")
    assert "Closed, or not eligible" in out
    assert "(anssi-ralec-2025) closed" in out
    assert "Breizh Cyber, 0 800 200 008, https://breizhcyber.bzh/" in out
    assert "open, paid" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--on", "2026-11-23", "--cost", "1000"), "at most €800"),
        (("--on", "2026-11-23"), "at most 80% of the cost"),
        (("--on", "2021-03-15"), "at most 100% of the cost"),
        (("--on", "2026-11-23"), "open, in kind"),
        (("--on", "2026-11-23"), "open, free"),
        (("--on", "2021-09-01", "--all"), "open until 2022, amount not known"),
        (("--on", "2026-11-23", "--fact", "has_france_services_label=yes"), "€50,000 a year"),
        (("--on", "2022-10-01", "--fact", "territory=guadeloupe"), "open until 4 October 2022"),
        (("--on", "2021-12-01"), "open until December 2021"),
        (("--kind", "epci_fp", "--population", "600000", "--on", "2021-09-01"), "50% of the cost"),
    ],
)  # fmt: skip
def test_amounts_are_said_as_far_as_they_are_known(run, words, expected):
    assert expected in run("aids", *TOWN, *words, "--lang", "en")[1]


def test_aids_are_added_up_under_the_owners_share(run, run_json):
    words = ("aids", *TOWN, "--on", "2021-09-01", "--cost", "6000", "--fact", "zone=metro", "--together", "fr-relance-axe2-franceconnect-api")  # fmt: skip
    _, out, _ = run(*words, "--lang", "en")
    assert "sum of the known aids : €5,000" in out
    assert "to be checked" in out
    assert "left to the owner : €1,200" in out
    assert "whether the project is an investment" in out
    plan = run_json(*words)["together"]
    assert (plan["allowed"], plan["excess"], plan["most_aids"]) == ("unknown", 200, None)
    code, _, err = run("aids", *TOWN, "--together", "detr", "--lang", "en")
    assert (code, "give --cost" in err) == (2, True)


def test_aids_as_json(run_json):
    data = run_json("aids", *TOWN, "--on", "2021-09-01", "--theme", "urbanisme-territoire")
    found = {one["id"]: one for one in data["aids"]}
    assert found["fr-relance-demat-ads"]["truth"] == "unknown"
    assert [one["fact"] for one in found["fr-relance-demat-ads"]["missing"]] == [
        "runs_planning_service"
    ]
    assert found["fr-relance-demat-ads"]["amount"] is None
    assert data["on"] == "2021-09-01"


@pytest.mark.usefixtures("_small")
def test_an_aid_of_the_small_set_is_closed(run):
    assert "No known aid." in run("aids", "--kind", "region", "--helps", "lamps", "--theme", "lighting", "--lang", "en")[1]  # fmt: skip
    _, out, _ = run("aids", "--kind", "region", "--lang", "en", "--all")
    assert "draft, not open yet" in out


def test_services_for_an_obligation(run):
    _, out, _ = run("services", "--for", "urbanisme-sve", "--lang", "fr")
    assert "AD'AU (adau) gratuit" in out
    assert "Pour : communes" in out


def test_a_service_shows_what_is_ready_and_what_is_missing(run, run_json):
    words = ("services", "--service", "AgentConnect", *TOWN, "--fact", "has_dpo=yes", "--fact", "has_security_officer=no")  # fmt: skip
    _, out, _ = run(*words, "--lang", "en")
    assert "✓ a data protection officer (human)" in out
    assert "✗ an information security officer (human)" in out
    assert "? a DataPass authorisation (legal)" in out
    assert "(technical, optional)" in out
    [service] = run_json(*words)["services"]
    ready = {one["id"]: one["ready"] for one in service["prerequisites"]}
    assert (ready["dpo"], ready["rssi"], ready["datapass"]) == ("yes", "no", "unknown")


def test_what_was_given_up_or_is_for_others_is_shown_when_asked_for(run):
    _, out, _ = run("services", *TOWN, "--lang", "en", "--on", "2026-11-23")
    assert "(pcrs-accompagnement)" not in out
    assert "(lasuite)" not in out
    _, out, _ = run("services", *TOWN, "--lang", "en", "--on", "2026-11-23", "--all")
    assert "given up (30 December 2025)" in out
    assert "(lasuite)" in out


@pytest.mark.usefixtures("_small")
def test_no_service_is_said(run):
    assert "No known service." in run("services", "--for", "lamps-report", "--lang", "en")[1]
    _, out, _ = run("services", "--service", "lamp-fax", "--lang", "en")
    assert "Lamp Fax (lamp-fax) paid, given up (1 January 2012) By fax." in out


def test_groups_on_a_day(run, run_json):
    _, out, _ = run("groups", "--on", "2021-12-09", "--lang", "fr")
    assert "6 groupe(s) selon les sources, au 9 décembre 2021" in out
    assert "enquête close le 8 décembre 2021" in out
    assert "État : non nommé par les sources ; collectivités : Avicca" in out
    data = run_json("groups", "--on", "2021-12-09")
    assert len(data["groups"]) == 6
    assert data["programmes"]["tnt"]["groups"] == 6


def test_one_group_and_those_of_an_obligation(run):
    assert "Démat.ADS" in run("groups", "tnt-demat-ads", "--lang", "en")[1]
    assert "(tnt-demat-ads)" in run("groups", "--for", "urbanisme-sve", "--lang", "en")[1]
    assert "There was no group" in run("groups", "--on", "2020-01-01", "--lang", "en")[1]


@pytest.mark.usefixtures("_small")
def test_a_late_deliverable_says_by_how_much(run):
    _, out, _ = run("groups", "--on", "2011-01-31", "--lang", "en")
    assert "Map of lamps: late by 30 day(s)" in out
    assert "Survey: expected, answers until 30 June 2011" in out
    _, out, _ = run("groups", "--on", "2010-06-01", "--lang", "en")
    assert "group(s) by the sources" not in out


def test_consult_gives_the_latest_day_to_send(run, run_json):
    _, out, _ = run("consult", "--meeting", "2026-12-15", "--lang", "en")
    assert "10 December 2026 (safe: 9 December 2026)" in out.replace("  ", " ")
    assert "12 December 2026, 00:00" in out
    assert "no delay is set" in out
    assert "Delay held" not in out
    data = {one["id"]: one for one in run_json("consult", "--meeting", "2026-12-15", "--sent", "2026-12-14")["rules"]}  # fmt: skip
    assert data["crpa-convocation-5-jours"]["held"] == "no"
    assert data["crpa-convocation-5-jours"]["margin"] == -5
    assert data["cnen-avis-extreme-urgence"]["latest_moment"] == "2026-12-12T00:00:00+01:00"
    assert "latest" not in data["tnt-concertation-pratique"]


def test_consult_tells_whether_the_delay_held(run):
    _, out, _ = run("consult", "--meeting", "2026-12-15", "--sent", "2026-12-09", "--lang", "fr", "--body", "cnen")  # fmt: skip
    assert "Délai tenu" in out
    assert "oui" in out
    assert "non" in out
    assert "Commission" not in out
    _, out, _ = run("consult", "--meeting", "2026-12-15", "--sent", "2026-12-10", "--lang", "en")
    assert "not known" in out


def test_an_unknown_name_is_one_sentence(run):
    code, _, err = run("consult", "--meeting", "2026-12-15", "--body", "cnenn", "--lang", "en")
    assert (code, "Nearest: CNEN" in err) == (2, True)


def test_an_agenda_shows_what_helps_when_asked(run):
    words = ("agenda", *TOWN, "--on", "2022-01-02", "--theme", "urbanisme-territoire", "--lang", "en")  # fmt: skip
    assert "What helps" not in run(*words)[1]
    _, out, _ = run(*words, "--around")
    assert "Services: AD'AU (adau)" in out
    assert "(tnt-demat-ads)" in out


@pytest.mark.usefixtures("_small")
def test_an_agenda_says_when_nothing_helps(run):
    _, out, _ = run("agenda", "--kind", "region", "--on", "2001-01-01", "--lang", "en", "--around")
    assert "No open aid and no service" in out
    _, out, _ = run("agenda", "--kind", "commune", "--population-total", "1001", "--on", "2016-01-01", "--fact", "has_lamps=yes", "--lang", "en", "--around")  # fmt: skip
    assert "Aids: Lamp grant (lamp-grant)" in out
